"""Recognises pictures of pages with Tesseract, if it is on this machine with simplified Chinese."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence

import pypdfium2

from ...errors import UnreadableError
from ..limits import MAX_SCANNED_PAGES
from .layout import Box, Line, Page

LANGUAGES = "chi_sim"
_DPI = 300
"""Below it Tesseract's Chinese gets much worse, above it only slower."""
_PAGE_SECONDS = 120
_MOST_POINTS = 2_000
"""Side of a page in points; larger ones are posters, and their pictures would fill the memory."""
_SURE = 30
"""Confidence in percent below which words are taken for stains."""
HINT = f"reading it needs OCR: install tesseract with {LANGUAGES} (Debian: tesseract-ocr-chi-sim)"


def pages(pdf: pypdfium2.PdfDocument, name: str) -> list[Page]:
    """Return size and lines of each page.

    Raises:
        UnreadableError: Tesseract fails, or there are more pages than are recognised.
    """
    if len(pdf) > MAX_SCANNED_PAGES:
        raise UnreadableError(
            f"{name} has no text, only pictures of {len(pdf)} pages",
            f"split it: at most {MAX_SCANNED_PAGES} pages are recognised at once",
        )
    return [_page(pdf[number], name) for number in range(len(pdf))]


@functools.cache
def available() -> bool:
    """Tell whether Tesseract is here and knows Chinese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, timeout=_PAGE_SECONDS, check=False
    )
    return LANGUAGES.encode() in done.stdout.split()


def _page(page: pypdfium2.PdfPage, name: str) -> Page:
    width, height = page.get_size()
    if max(width, height) > _MOST_POINTS:
        raise UnreadableError(f"{name} has no text, only a picture larger than a page", "scale it")
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    picture = b"".join(
        memoryview(bitmap.buffer)[row * bitmap.stride : row * bitmap.stride + bitmap.width]
        for row in range(bitmap.height)
    )
    header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode("ascii")
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGES, "--dpi", str(_DPI), "tsv"]
    # One thread: several cost more than they bring, and other work is going on.
    done = subprocess.run(
        command,
        input=header + picture,
        capture_output=True,
        timeout=_PAGE_SECONDS,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    if done.returncode:
        raise UnreadableError(f"{name} has no text, and OCR failed on it", "try tesseract by hand")
    return Box(0, 0, width, height), _lines(done.stdout.decode("utf-8", "replace"), height)


def _lines(table: str, height: float) -> list[Line]:
    """Return the lines of Tesseract's table of words (12 columns; level 5 is a word)."""
    found: dict[Sequence[str], list[tuple[str, Box]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or float(cells[10]) < _SURE:
            continue
        left, top, width, tall = (int(cell) * 72 / _DPI for cell in cells[6:10])
        box = Box(left, height - top - tall, left + width, height - top)
        found.setdefault(tuple(cells[1:5]), []).append((cells[11], box))
    lines = []
    for words in found.values():
        text, box = words[0]
        for more, there in words[1:]:
            blank = " " if text[-1:].isascii() and more[:1].isascii() else ""
            text, box = text + blank + more, box.around(there)
        if text.strip():
            lines.append(Line(text, box))
    return lines
