"""PDF: text in reading order, lines joined into paragraphs; without text, through OCR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as raw

from ...errors import UnreadableError
from ..document import Document, ScannedError
from ..limits import MAX_PAGES
from . import ocr
from .layout import Box, Line, compose
from .packed import encrypted

_FEW = 8
"""Characters a page below which a document counts as pictures of pages."""
_WIDE = 2.5
"""Heights of a line: a gap as wide is one between columns or cells."""
_HYPHEN = "\x02"


def document(data: bytes, name: str) -> Document:
    """Return the text with pages and paragraphs as places; page numbers are left out.

    Raises:
        ScannedError: it has no text.
        UnreadableError: it is damaged, encrypted, or too long.
    """
    with _opened(data, name) as pdf:
        pages = [_lines(pdf[number]) for number in range(len(pdf))]
    told = sum(len(line.text) for _, lines in pages for line in lines)
    if told < max(1, _FEW * len(pages)):
        raise ScannedError(f"{name} has no text, only pictures of pages", ocr.HINT)
    return compose(pages, name)


def recognised(data: bytes, name: str) -> Document:
    """Return the text that OCR finds in the pictures of pages.

    Raises:
        UnreadableError: see `document` and `ocr.pages`.
    """
    with _opened(data, name) as pdf:
        pages = ocr.pages(pdf, name)
    return compose(pages, name)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MAX_PAGES:
                raise UnreadableError(
                    f"{name} has {len(pdf)} pages", f"split it: {MAX_PAGES} at most"
                )
            yield pdf
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise encrypted(name) from error
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error


def _lines(page: pypdfium2.PdfPage) -> tuple[Box, list[Line]]:
    """Return a page's size and its lines as they come, cut at wide gaps."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        lines = list(_cut(text))
    finally:
        text.close()
        page.close()
    return Box(0, 0, width, height), lines


def _cut(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    words = ""
    box: Box | None = None
    blank = False
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in "\r\n":
            if box:
                yield Line(words, box)
            words, box, blank = "", None, False
            continue
        if char.isspace() or char == "\0":
            blank = blank or char != "\0"
            continue
        # Loose boxes are as high as the type, whatever the character.
        left, bottom, right, top = text.get_charbox(index, loose=True)
        if box and (top <= box.bottom or left - box.right > _WIDE * (box.top - box.bottom)):
            yield Line(words, box)
            words, box, blank = "", None, False
        if blank and words and char.isascii() and words[-1].isascii():
            # A blank beside a Chinese character is only space between types.
            words += " "
        blank = False
        words += "-" if char == _HYPHEN else char
        here = Box(left, bottom, right, top)
        box = here if box is None else box.around(here)
    if box:
        yield Line(words, box)
