"""OpenDocument texts (ODT): paragraphs, tables, text boxes and notes in the order they stand."""

from __future__ import annotations

from typing import Any

from ..document import Document, Writer
from .packed import Package, encrypted

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_ASIDE = (_TEXT + "note", _DRAW + "text-box", _OFFICE + "annotation", _TEXT + "tracked-changes")
_MOST_BLANKS = 1000


def document(data: bytes, name: str) -> Document:
    """Return the text; a note or a box follows the paragraph it belongs to.

    Raises:
        UnreadableError: it is damaged, encrypted, or has no text.
    """
    package = Package(data, name)
    if "META-INF/manifest.xml" in package:
        manifest = package.parse("META-INF/manifest.xml")
        if next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
            raise encrypted(name)
    body = package.parse("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    writer = Writer(name)
    if body is not None:
        _blocks(body, writer)
    return writer.document()


def _blocks(parent: Any, writer: Writer, label: str | None = None) -> None:
    for element in parent:
        if element.tag in _PARAGRAPHS:
            _paragraph(element, writer, label)
        elif element.tag == _TABLE + "table-row":
            cells = [cell for cell in element if cell.tag == _TABLE + "table-cell"]
            lines = [[p for p in cell.iter(*_PARAGRAPHS) if _words(p).strip()] for cell in cells]
            if all(len(cell) <= 1 for cell in lines):
                writer.add(" | ".join(_words(p).strip() for cell in lines for p in cell))
            else:
                for cell in cells:
                    _blocks(cell, writer, label)
        elif element.tag not in _ASIDE:
            _blocks(element, writer, label)


def _paragraph(paragraph: Any, writer: Writer, label: str | None) -> None:
    for line in _words(paragraph).split("\n"):
        writer.add(line, paragraph=label)
    for aside in paragraph.iter(_ASIDE[0], _ASIDE[1]):
        if next(aside.iterancestors(*_PARAGRAPHS)) is paragraph:
            note = aside.tag == _TEXT + "note"
            _blocks(
                aside.find(_TEXT + "note-body") if note else aside, writer, "N" if note else "X"
            )


def _words(paragraph: Any) -> str:
    """Return the text of a paragraph without notes and boxes."""
    words = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == _TEXT + "s":
            count = element.get(_TEXT + "c") or "1"
            words.append(" " * min(int(count), _MOST_BLANKS) if count.isdecimal() else " ")
        elif element.tag in (_TEXT + "tab", _TEXT + "line-break"):
            words.append("\t" if element.tag == _TEXT + "tab" else "\n")
        elif element.tag not in _ASIDE and isinstance(element.tag, str):
            words.append(_words(element))
        words.append(element.tail or "")
    return "".join(words)
