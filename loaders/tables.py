"""Letters in the rows of a table: which column holds what, and a row's document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import UnreadableError, UsageError
from ..graph.model import Place
from .document import Document, Writer

# Names that columns have by themselves, for each field of a letter; `text` is what must be there.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("正文", "答复正文", "答复内容", "回复内容", "全文", "内容", "text", "content", "body"),
    "title": ("标题", "题名", "答复标题", "title"),
    "issuer": ("发布机构", "答复单位", "发文机关", "承办单位", "主办单位", "issuer"),
    "document_number": ("文号", "发文字号", "document_number"),
    "index_number": ("索引号", "index_number"),
    "written": ("日期", "答复日期", "成文日期", "date"),
    "published": ("发布日期", "发布时间", "published"),
    "address": ("网址", "链接", "地址", "url", "address"),
}
_ALIASES = {"date": "written"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its sheet ("" if there is none), its number from 1, and its cells."""

    sheet: str
    number: int
    cells: Sequence[str]


def mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return what ``--map`` was given (``text=正文,date=日期``, several in one) by field.

    Raises:
        UsageError: one is not FIELD=COLUMN, or there is no such field.
    """
    found: dict[str, str] = {}
    for pair in ",".join(pairs).split(",") if pairs else ():
        field, equals, column = (part.strip() for part in pair.partition("="))
        field = _ALIASES.get(field, field)
        if not equals or not column or field not in FIELDS:
            raise UsageError(
                f"--map {pair!r} is not FIELD=COLUMN",
                f"fields are {', '.join([*FIELDS, *_ALIASES])}; for example --map text=正文",
            )
        found[field] = column
    return found


def documents(rows: Iterator[Row], name: str, columns: Mapping[str, str]) -> Iterator[Document]:
    """Yield the letter of each row; the first row of a sheet names its columns.

    ``columns`` says which column holds a field; other fields are known by their usual names.

    Raises:
        UnreadableError: no sheet has a column of texts, or one that ``columns`` names.
    """
    sheet: str | None = None
    places: dict[str, int] = {}
    any_texts = False
    heads: list[str] = []
    for row in rows:
        if row.sheet != sheet:
            if not any(cell.strip() for cell in row.cells):
                continue  # blank rows above the names of the columns
            sheet = row.sheet
            heads = [cell.strip() for cell in row.cells]
            places = _places(heads, columns)
            any_texts = any_texts or "text" in places
            continue
        text = _cell(row, places.get("text"))
        if text:
            yield _document(row, places, name)
    if not any_texts:
        known = ", ".join(head for head in heads if head) or "none"
        raise UnreadableError(
            f"{name} has no column of letters; its columns: {known}",
            "name it: --map text=COLUMN",
        )


def _places(heads: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    folded = [head.casefold() for head in heads]
    for field, usual in FIELDS.items():
        wanted = (columns[field].casefold(),) if field in columns else usual
        for column in wanted:
            if column in folded and folded.index(column) not in found.values():
                found[field] = folded.index(column)
                break
    return found


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def _document(row: Row, places: Mapping[str, int], name: str) -> Document:
    where = f"{row.sheet}/{row.number}" if row.sheet else str(row.number)
    metadata = {f: v for f, place in places.items() if f != "text" and (v := _cell(row, place))}
    text = _cell(row, places["text"])
    writer = Writer(f"{name} row {where}")
    writer.head(metadata)
    title = metadata.get("title", "")
    if title and title not in text[: 2 * len(title) + 200]:
        writer.flow([(title, Place(0, row.sheet, str(row.number)))])
    for line in text.splitlines():
        writer.add(line, row.sheet, str(row.number))
    return writer.document(metadata, where)
