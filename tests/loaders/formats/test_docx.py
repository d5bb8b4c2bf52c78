"""Word documents are read as a person reads them: in order, with what stands beside the text."""

from __future__ import annotations

import pytest
from papers import LINES, W, docx, packed, paragraph
from wenmai.errors import UnreadableError
from wenmai.loaders.formats.docx import document


def read(data: bytes) -> list[str]:
    return document(data, "letter.docx").text.split("\n")


def test_paragraphs_are_numbered_as_they_stand() -> None:
    found = document(docx(["题目", "", "正文"]), "letter.docx")
    assert found.text == "题目\n正文"
    assert [(place.offset, place.paragraph) for place in found.places] == [(0, "1"), (3, "3")]


def test_a_table_comes_where_it_stands_row_by_row() -> None:
    cells = [["案由", "完善设施"], ["主办单位", "市文旅局"]]
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in cells
    )
    body = f"<w:tbl>{rows}</w:tbl>" + paragraph("后文")
    found = document(docx(["前文"], body), "letter.docx")
    assert found.text.split("\n") == ["前文", "案由 | 完善设施", "主办单位 | 市文旅局", "后文"]
    assert [place.paragraph for place in found.places] == ["1", "T1:A1", "T1:A2", "2"]


def test_a_text_box_is_read_once_after_its_anchor() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    shape = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
        + box
        + "</wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>锚段</w:t></w:r><w:r>{shape}</w:r></w:p>" + paragraph("后文")
    found = document(docx([], body), "letter.docx")
    assert found.text == "锚段\n框内\n后文"
    assert [place.paragraph for place in found.places] == ["1", "X1", "2"]


def test_a_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    notes = (
        '<w:footnotes NAMESPACES><w:footnote w:type="separator" w:id="0"/>'
        f'<w:footnote w:id="2">{paragraph("注释")}</w:footnote></w:footnotes>'
    )
    body = '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph(
        "后文"
    )
    assert read(docx([], body, footnotes=notes)) == ["正文", "注释", "后文"]


def test_what_was_deleted_is_gone_and_what_was_inserted_is_there() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>文</w:t></w:r></w:p>"
    )
    assert read(docx([], body)) == ["新文"]


def test_numbers_that_word_writes_by_itself_are_there() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(
            [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("bullet", "*")]
        )
    )
    numbering = (
        f'<w:numbering NAMESPACES><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )

    def item(text: str, level: int) -> str:
        return (
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        )

    items = [("甲", 0), ("子", 1), ("丑", 1), ("点", 2), ("乙", 0), ("寅", 1)]
    body = "".join(item(*each) for each in items)
    assert read(docx([], body, numbering=numbering)) == [
        "一、甲", "（一）子", "（二）丑", "点", "二、乙", "（一）寅",
    ]  # fmt: skip


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_is_cut_off_says_so(share: float) -> None:
    data = docx(LINES)
    with pytest.raises(UnreadableError, match="damaged or cut off"):
        document(data[: int(len(data) * share)], "letter.docx")


def test_entities_are_refused(tmp_path: object) -> None:
    attack = (
        '<!DOCTYPE d [<!ENTITY a "文文文文"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    data = packed({"word/document.xml": attack, "[Content_Types].xml": "<Types/>"})
    with pytest.raises(UnreadableError, match="entities"):
        document(data, "letter.docx")


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    zeros = b"<w:document>" + b" " * (65 << 20)
    data = packed({"word/document.xml": zeros, "[Content_Types].xml": "<Types/>"})
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        document(data, "letter.docx")
