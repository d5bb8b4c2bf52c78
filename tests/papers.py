"""Makes documents for tests, byte by byte, so that no library vouches for itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from commandline import SAMPLES

LETTER = SAMPLES / "shaoxing-2020-culture-0088.txt"
LINES = [line.strip() for line in LETTER.read_text(encoding="utf-8").splitlines() if line.strip()]
"""The paragraphs of a sample letter, the title first."""
WORDS = "".join(LINES)
"""Its text without blanks at the ends of lines."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of ``files``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph of a Word document."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(lines: Iterable[str] = LINES, body: str = "", **parts: str) -> bytes:
    """Return a Word document of ``lines`` and then ``body``; ``parts`` are more word/NAME.xml."""
    inner = "".join(map(paragraph, lines)) + body
    namespaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {namespaces}><w:body>{inner}</w:body></w:document>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = content.replace("NAMESPACES", namespaces)
    return packed(files)


def odt(lines: Iterable[str] = LINES, body: str = "") -> bytes:
    """Return an OpenDocument text of ``lines`` and then ``body``."""
    inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines) + body
    namespaces = " ".join(
        f'xmlns:{short}="{_ODF}{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        )
    )  # fmt: skip
    content = (
        f"<office:document-content {namespaces}><office:body><office:text>{inner}</office:text>"
        "</office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def xlsx(rows: Sequence[Sequence[str]], sheet: str = "答复") -> bytes:
    """Return a workbook of one sheet."""
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for c, cell in enumerate(row, 1)
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
            f'"{sheet_type}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
            f' Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
            f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}'
            "</sheetData></worksheet>",
        }
    )


Placed = tuple[float, float, str]
"""Left and baseline in points from the lower left corner, and the words."""
SIZE = 10.0
WIDTH, HEIGHT = 595.0, 842.0


def set_lines(
    lines: Iterable[str], left: float = 60, top: float = 760, width: int = 40, lead: float = 18
) -> list[Placed]:
    """Set paragraphs in lines of ``width`` characters, the first indented by two."""
    placed = []
    for line in lines:
        rest, indent = line, 2
        while rest:
            room = width - indent
            placed.append((left + indent * SIZE, top, rest[:room]))
            rest, indent, top = rest[room:], 0, top - lead
    return placed


def pdf(pages: Sequence[Sequence[Placed]]) -> bytes:
    """Return a PDF with the words of each page, in a Chinese font that is not embedded."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    ]
    kids = []
    for placed in pages:
        stream = b"".join(
            f"BT /F1 {SIZE} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
            .encode()
            for x, y, words in placed
        )  # fmt: skip
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return the PDF of ``objects``, the first of them its catalogue."""
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, trailer, len(data))
    )


def rtf(lines: Iterable[str] = LINES) -> bytes:
    """Return rich text as Chinese programs write it: in code page 936, escaped."""
    body = b"\\par\n".join(
        b"".join(b"\\'%02x" % byte if byte > 127 else bytes([byte]) for byte in line.encode("gbk"))
        for line in lines
    )
    return (
        b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\n\\f0 "
        + body
        + b"\\par}"
    )


def mail(body: str, attachments: Mapping[str, bytes]) -> bytes:
    """Return a mail with attachments whose names are in GBK."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "建议答复"
    message["From"] = "office@example.cn"
    message.set_content(body, charset="gbk", cte="base64")
    for name, data in attachments.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=("gbk", "", name)
        )
    return message.as_bytes()


def page(lines: Sequence[str] = LINES, head: str = "", foot: str = "", meta: str = "") -> str:
    """Return a page as a government's site has it, with ``lines`` as its article."""
    title, *body = lines
    links = "".join(f'<li><a href="/{n}/">{w}</a></li>' for n, w in enumerate(("首页", "政务公开")))
    others = "".join(
        f'<li><a href="{n}.html">{title.replace("88", str(n))}</a><span>2020-07-0{n}</span></li>'
        for n in range(1, 7)
    )
    article = "".join(f'<p class="MsoNormal"><span>　　{escape(line)}</span></p>' for line in body)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_市政府</title>{meta}
<script>document.write("答复如下")</script></head><body>
<div class="header"><ul class="nav">{links}</ul></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; 正文</div>
<div class="main">{head}<h1>{title}</h1>
<div class="info">发布时间：2020-07-10 10:22　来源：市文化广电旅游局　浏览次数：138</div>
<div id="zoom"><div class="TRS_Editor">{article}</div></div>
<div class="share">分享到：<a>微信</a></div><p>【打印本页】【关闭窗口】</p>
<div class="xgxx"><h3>相关信息</h3><ul>{others}</ul></div>
<img src="http://127.0.0.1:9/x.gif"></div>{foot}
<div class="footer"><p>主办：市人民政府办公室　浙ICP备00000000号</p></div></body></html>"""
