"""Word documents (DOCX): paragraphs, tables, text boxes and footnotes in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Document, Writer
from .numbering import Numbering
from .packed import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BODY = "word/document.xml"
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_DELETED = frozenset(("del", "moveFrom", "rPr", "pPr", "instrText"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def document(data: bytes, name: str) -> Document:
    """Return the text; a note follows the paragraph that refers to it, a box its anchor.

    Places count paragraphs; ``T1:B2`` is a row's first cell with text, ``N`` a note, ``X`` a box.

    Raises:
        UnreadableError: it is damaged, encrypted, or has no text.
    """
    package = Package(data, name)
    reader = _Reader(package, Writer(name))
    body = package.parse(_BODY).find(_W + "body")
    if body is not None:
        reader.blocks(body)
    return reader.writer.document()


class _Reader:
    def __init__(self, package: Package, writer: Writer) -> None:
        self.writer = writer
        self._numbering = Numbering(
            package.parse("word/numbering.xml") if "word/numbering.xml" in package else None,
            package.parse("word/styles.xml") if "word/styles.xml" in package else None,
        )
        self._notes: dict[tuple[str, str], Any] = {}
        for part, kind in _NOTES:
            if part in package:
                for note in package.parse(part):
                    if note.get(_W + "type") is None:
                        self._notes[kind, note.get(_W + "id")] = note
        self._tables = self._boxes = self._told = 0

    def blocks(self, parent: Any, label: str | None = None) -> None:
        """Write the paragraphs and tables below ``parent``."""
        for element in parent:
            tag = _tag(element)
            if tag == "p":
                self._paragraph(element, label)
            elif tag == "tbl":
                self._table(element, label)
            elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                self.blocks(element, label)

    def _paragraph(self, paragraph: Any, label: str | None) -> None:
        words, after = _Words(), []
        for part in _walk(paragraph):
            tag = _tag(part)
            if tag in ("footnoteReference", "endnoteReference"):
                after.append(self._notes.pop((tag[:-9], part.get(_W + "id")), None))
            elif tag == "txbxContent":
                after.append(part)
            else:
                words.take(part, tag)
        text = self._numbering.label(paragraph) + words.text
        for line in text.split("\n"):
            self.writer.add(line, paragraph=label)
        for part in after:
            if part is not None:
                box = _tag(part) == "txbxContent"
                self._boxes += box
                self._told += not box
                self.blocks(part, f"X{self._boxes}" if box else f"N{self._told}")

    def _table(self, table: Any, label: str | None) -> None:
        self._tables += 1
        here = label or f"T{self._tables}"
        for number, row in enumerate(table.iter(_W + "tr"), 1):
            if next(row.iterancestors(_W + "tbl")) is not table:
                continue  # of a table inside
            cells = [cell for cell in row.iter(_W + "tc")
                     if next(cell.iterancestors(_W + "tr")) is row]  # fmt: skip
            lines = [_cell_lines(cell) for cell in cells]
            if all(len(cell) <= 1 for cell in lines):
                words = " | ".join(line for cell in lines for line in cell)
                self.writer.add(words, paragraph=f"{here}:A{number}")
                continue
            for column, cell in enumerate(cells):
                self.blocks(cell, f"{here}:{_letters(column)}{number}")


class _Words:
    """Collects the text of a paragraph."""

    def __init__(self) -> None:
        self.text = ""

    def take(self, element: Any, tag: str) -> None:
        if tag == "t" or element.tag == _MATH:
            self.text += element.text or ""
        elif tag in _BREAKS:
            self.text += _BREAKS[tag]
        elif tag == "sym":
            code = element.get(_W + "char") or ""
            self.text += chr(int(code, 16)) if 0 < len(code) <= 4 else ""


def _walk(element: Any) -> Iterator[Any]:
    """Yield what is below a paragraph, not into boxes and not what was deleted."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = _tag(child)
        if child.tag == _FALLBACK or tag in _DELETED:
            continue
        yield child
        if tag != "txbxContent":
            stack.append(iter(child))


def _cell_lines(cell: Any) -> list[str]:
    lines = []
    for paragraph in cell.iter(_W + "p"):
        words = _Words()
        for part in _walk(paragraph):
            words.take(part, _tag(part))
        if words.text.strip():
            lines.append(" ".join(words.text.split()))
    return lines


def _letters(column: int) -> str:
    return (
        chr(ord("A") + column)
        if column < 26
        else f"{_letters(column // 26 - 1)}{_letters(column % 26)}"
    )


def _tag(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[len(_W) :] if tag.startswith(_W) else ""
