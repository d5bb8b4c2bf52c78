"""Pages: the main text out of the furniture, and what the page's head tells about the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as parsing

from ...errors import UnreadableError
from ..document import Document, Writer
from . import txt

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_SAMPLE = 4096

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "nav",
        "footer",
        "aside",
        "select",
        "button",
        "textarea",
        "rt",
        "rp",
        "title",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
# Class names and ids of what stands around the text on the pages of governments.
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|crumbs?|breadcrumbs?|position|location|dqwz|wz|foot|footer|bottom"
    r"|copyright|share|bdsharebuttonbox|fenxiang|related?|xgxx|xgwz|xglj|recommend|sidebar|side"
    r"|leftnav|toolbar|topbar|top|hot|rank|login|search|print|qrcode|ewm|pager|page|pages"
    r"|pagination|prevnext|banner|logo|friendlink|links?)(?:[-_ 0-9]|$)",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Lines that belong to the page and not to the letter.
_PAGE_LINE = re.compile(
    r"^[【\[（(<\s]*(?:分享(?:到|至)?|打印(?:本页|此页|页面)?|关闭(?:窗口|本页|页面)?|收藏|返回顶部"
    r"|上一[篇条页]|下一[篇条页]|相关(?:信息|链接|文章|新闻|附件|阅读)|扫一扫|手机(?:扫|看|版)|字体"
    r"|您?当前(?:的)?位置|浏览(?:次数|量)|点击(?:数|率|次数)|阅读(?:次数|量)?[:：]|访问量|责任编辑"
    r"|版权所有|主办[:：]|技术支持|网站(?:标识|地图|声明)|ICP|[\u4e00-\u9fff]ICP备|无障碍"
    r"|我要(?:纠错|评价|评论)|【?(?:大|中|小)】?\s*(?:大|中|小)?$)"
)
_SIGNATURE = re.compile(
    r"年.{1,3}月.{1,3}日|[局委厅府办部院会室心司]\s*$|^\s*[（(]?(?:联系(?:人|单位|电话)|抄送|附件)"
)
_MOST_SIGNATURE = 6
"""Blocks that may stand between the text and its end in a wrapper around both."""

_SAID = {
    "index_number": ("索引号", "索引码"),
    "issuer": ("发布机构", "发文机关", "发布单位", "公开机构", "发文单位", "制发机关", "信息来源",
               "文章来源", "来源"),
    "document_number": ("发文字号", "发布文号", "文号"),
    "written": ("成文日期", "成文时间", "发文日期", "生成日期"),
    "published": ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "日期", "时间"),
}  # fmt: skip
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "issuer",
}
_LABELLED = {
    key: re.compile(
        r"(?:(?<=[\s\d|\]】])|^)[【\[]?(?:"
        + "|".join(r"[\s\u3000]*".join(word) for word in words)
        + r")[】\]]?[\s\u3000]*[:：|][\s\u3000|]*(?P<value>[^\s|:：\[【]{2,60}(?: ?\d{1,2}:\d{2})?)"
    )
    for key, words in _SAID.items()
}
_DATE = re.compile(r"([12]\d{3})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]*$")
_REPLY_TITLE = re.compile(r"^[^。]{0,40}(?:关于|对)[^。]{2,160}(?:答复|复函|回复|意见|函)")
_HEAD = 6
"""Blocks of the main text among which title and date may stand."""
_MAIN_SHARE = 0.75
_MOST_CELL = 80
"""Characters of a cell that is a value of a table and not a column of the page."""


@dataclass(slots=True)
class _Block:
    words: str
    linked: int
    main: bool
    heading: bool


def document(data: bytes, name: str, charset: str | None = None) -> Document:
    """Return the main text of a page, headed by its metadata; nothing the page names is fetched.

    ``charset`` is the one that the server named, if any.

    Raises:
        UnreadableError: there is no text, or no encoding fits.
    """
    root = parse(data, name, charset)
    metadata = _meta(root)
    title = metadata.get("title", "")
    body = root.find("body")
    body = root if body is None else body
    _prune(body)
    main = _main(body)
    blocks = list(_blocks(body, main))
    first, last = _range(blocks)
    kept = [b for b in blocks[first:last] if b.linked * 2 < len(b.words)]
    kept = [b for b in kept if not _PAGE_LINE.match(b.words)]
    for key, value in _said([*blocks[:first], *kept[:_HEAD]]).items():
        metadata.setdefault(key, value)
    heading = next((b.words for b in reversed(blocks[:first]) if b.heading), "")
    inside = next((b.words for b in kept[:_HEAD] if _REPLY_TITLE.search(b.words)), "")
    title = heading or inside or title or _site_title(root)
    if title:
        metadata["title"] = title
    writer = Writer(name)
    writer.head(metadata)
    if title and all(title not in b.words for b in kept[:_HEAD]):
        writer.add(title, paragraph="title")
    for block in kept:
        writer.add(block.words)
    return writer.document(metadata)


def parse(data: bytes, name: str, charset: str | None = None) -> Any:
    """Return the root element of a page in any encoding.

    Raises:
        UnreadableError: there is none, or no encoding fits.
    """
    words = decode(data, name, charset).replace("\0", "")
    # Encoded again, so that no declaration in the page contradicts what it is.
    parser = parsing.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = parsing.document_fromstring(words.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError(f"{name} is a page without content", "leave it out") from error
    return root


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Return the text of a page: in what it says it is in, if that fits, else in what fits.

    Raises:
        UnreadableError: no encoding fits.
    """
    match = _CHARSET.search(data[:_SAMPLE])
    for said in (match.group(1).decode("ascii", "replace") if match else None, charset):
        if said:
            # What calls itself GB 2312 is GBK or more on most pages.
            said = "gb18030" if said.lower() in ("gb2312", "gbk", "gb_2312-80") else said
            try:
                return data.decode(said)
            except (UnicodeDecodeError, LookupError):
                continue
    return txt.decode(data, name)


def _meta(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = _META.get((element.get("name") or "").lower())
        value = " ".join((element.get("content") or "").split())
        if key and value:
            found.setdefault(key, _iso(value) if key == "published" else value)
    return found


def _site_title(root: Any) -> str:
    element = root.find(".//title")
    words = " ".join((element.text or "").split()) if element is not None else ""
    shorter = _SITE.sub("", words)
    return shorter if len(shorter) >= 8 else words


def _prune(body: Any) -> None:
    whole = max(1, _weight(body)[0])
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            element.tag in _SILENT
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
            or (element.tag in _BLOCKS and _FURNITURE.search(label))
        ) and (element.tag in _SILENT or _weight(element)[0] < whole / 2):
            _drop(element)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _weight(element: Any) -> tuple[int, int]:
    """Return the characters of an element outside links and inside them."""
    total = linked = 0
    for part in element.iter():
        if not isinstance(part.tag, str) or part.tag in _SILENT:
            continue
        total += len((part.text or "").strip())
        if part is not element:
            total += len((part.tail or "").strip())
        if part.tag == "a":
            linked += len("".join(part.itertext()).strip())
    return total - linked, linked


def _main(body: Any) -> Any:
    """Return the innermost element that holds nearly all text that is no link."""
    node, weight = body, _weight(body)[0]
    while True:
        best, most = None, 0
        for child in node:
            own = _weight(child)[0] if isinstance(child.tag, str) else 0
            if own > most:
                best, most = child, own
        if best is None or most < _MAIN_SHARE * weight or best.tag not in _BLOCKS:
            return node
        node, weight = best, most


def _blocks(body: Any, main: Any) -> Iterator[_Block]:
    """Yield the paragraphs of a page in order; a row of a table of values is one."""
    words: list[str] = []
    state = {"linked": 0, "main": False, "heading": False}

    def flush() -> Iterator[_Block]:
        text = " ".join("".join(words).replace("\xa0", " ").split())
        if text:
            yield _Block(text, state["linked"], bool(state["main"]), bool(state["heading"]))
        words.clear()
        state["linked"] = 0
        state["heading"] = False

    inside = 0
    links = 0
    rows: list[Any] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        in_row = bool(rows)
        if event == "start":
            if not in_row and (tag in _BLOCKS or tag == "br"):
                yield from flush()
            if element is main:
                inside += 1
            state["main"] = bool(inside)
            if tag in _HEADINGS:
                state["heading"] = True
            if tag == "tr" and (in_row or _is_values(element)):
                rows.append(element)
            if tag in ("td", "th") and in_row and words:
                words.append(" | ")
            links += tag == "a"
            _take(element.text, words, state, links)
        else:
            if tag == "a":
                links -= 1
            if rows and element is rows[-1]:
                rows.pop()
            if not rows and tag in _BLOCKS:
                yield from flush()
            if element is main:
                inside -= 1
                state["main"] = bool(inside)
            if element is not body:
                _take(element.tail, words, state, links)
    yield from flush()


def _take(text: str | None, words: list[str], state: dict[str, int | bool], links: int) -> None:
    if text:
        words.append(text)
        if links:
            state["linked"] += len(text.strip())


def _is_values(row: Any) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(
        len("".join(cell.itertext()).strip()) <= _MOST_CELL for cell in cells
    )


def _range(blocks: list[_Block]) -> tuple[int, int]:
    """Return where the letter's blocks begin and end: the main ones, and a signature after them."""
    inside = [i for i, block in enumerate(blocks) if block.main]
    if not inside:
        return 0, len(blocks)
    first, last = inside[0], inside[-1] + 1
    for i in range(last, min(last + _MOST_SIGNATURE, len(blocks))):
        words = blocks[i].words
        if _PAGE_LINE.match(words) or blocks[i].linked:
            break
        if len(words) <= 60 and _SIGNATURE.search(words):
            last = i + 1
    return first, last


def _said(blocks: list[_Block]) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in blocks:
        for key, pattern in _LABELLED.items():
            match = pattern.search(block.words) if key not in found else None
            if match is None:
                continue
            value = match.group("value")
            if key in ("published", "written"):
                if not _DATE.search(value):
                    continue
                value = _iso(value)
            found[key] = value
    return found


def _iso(value: str) -> str:
    match = _DATE.search(value)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else value
