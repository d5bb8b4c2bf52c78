"""Puts the lines of pages into reading order and joins them into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...graph.model import Place
from ..document import Document, Writer

_NUMBER = re.compile(
    r"[-—–―─·\s]*(?:第\s*)?\d{1,4}\s*页?\s*(?:(?:[/，,]|共)\s*共?\s*\d{1,4}\s*页?)?[-—–―─·\s]*"
)
_MARGIN = 0.12
"""Share of a page's height at its head and foot where page numbers and running titles stand."""
_LEAST_COLUMN = 6
"""Lines that a column has at least; fewer are cells of a table."""
_REPEATS = 3
_ENDS = re.compile(r"[。！？：；!?:;]$")
_STARTS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])"
)


class Box(NamedTuple):
    """A rectangle in points; ``bottom`` is below ``top``."""

    left: float
    bottom: float
    right: float
    top: float

    def around(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of a page, or of one column of it."""

    text: str
    box: Box

    @property
    def height(self) -> float:
        """Height of its characters, about the width of a Chinese one."""
        return max(self.box.top - self.box.bottom, 1.0)


Page = tuple[Box, list[Line]]


def compose(pages: Sequence[Page], name: str) -> Document:
    """Return the document that ``pages`` hold; places are the page and the paragraph on it.

    Raises:
        UnreadableError: there is no text.
    """
    running = _running(pages)
    writer = Writer(name)
    pieces: list[tuple[str, Place]] = []
    for number, (size, lines) in enumerate(pages, 1):
        kept = [line for line in lines if not _is_furniture(line, size, running)]
        count = 0
        for column in _columns(kept, size):
            if not column:
                continue
            left = min(line.box.left for line in column)
            right = max(line.box.right for line in column)
            before: Line | None = None
            for line in column:
                if not (pieces and _goes_on(pieces[-1][0], before, line, left, right)):
                    writer.flow(pieces)
                    pieces = []
                    count += 1
                if pieces and pieces[-1][1].page == str(number):
                    words, place = pieces[-1]
                    pieces[-1] = (_joined(words, line.text), place)
                else:
                    count = max(count, 1)
                    pieces.append((line.text, Place(0, str(number), str(count))))
                before = line
    writer.flow(pieces)
    return writer.document()


def _running(pages: Sequence[Page]) -> set[str]:
    """Return the running titles, without digits: what heads or foots at least half of the pages."""
    seen = Counter(
        words
        for size, lines in pages
        for words in {_key(line) for line in lines if _at_edge(line, size)}
    )
    least = max(_REPEATS, len(pages) // 2)
    return {words for words, times in seen.items() if times >= least and words}


def _is_furniture(line: Line, size: Box, running: set[str]) -> bool:
    return _at_edge(line, size) and (
        _NUMBER.fullmatch(line.text) is not None or _key(line) in running
    )


def _key(line: Line) -> str:
    return re.sub(r"[\d\s]", "", line.text)


def _at_edge(line: Line, size: Box) -> bool:
    edge = _MARGIN * size.top
    return line.box.bottom > size.top - edge or line.box.top < edge


def _columns(lines: list[Line], size: Box) -> list[list[Line]]:
    """Return lines in reading order, one list a column; what spans columns is one of its own."""
    gutter = _gutter(lines, size)
    if gutter is None:
        return [_rows(lines)]
    order: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        if line.box.left < gutter < line.box.right:
            order += [_rows(left), _rows(right), [line]]
            left, right = [], []
        elif line.box.right <= gutter:
            left.append(line)
        else:
            right.append(line)
    return [*order, _rows(left), _rows(right)]


def _gutter(lines: list[Line], size: Box) -> float | None:
    """Return where two columns of running text part, None if there is one column."""
    for tenth in range(35, 66):
        x = size.right * tenth / 100
        left = [line for line in lines if line.box.right <= x]
        right = [line for line in lines if line.box.left >= x]
        if min(len(left), len(right)) < _LEAST_COLUMN or len(left) + len(right) < len(lines) * 0.7:
            continue
        if all(_is_running(side) for side in (left, right)):
            return x
    return None


def _is_running(side: list[Line]) -> bool:
    width = max(line.box.right for line in side) - min(line.box.left for line in side)
    full = sum(line.box.right - line.box.left > 0.75 * width for line in side)
    return full * 2 >= len(side) and width > 8 * side[0].height


def _rows(lines: list[Line]) -> list[Line]:
    """Return the lines from top to bottom, those on one baseline joined by a bar."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.box.bottom - line.box.top, line.box.left)):
        if rows and abs(
            (rows[-1].box.bottom + rows[-1].box.top) - (line.box.bottom + line.box.top)
        ) < min(rows[-1].height, line.height):
            first, second = sorted((rows[-1], line), key=lambda part: part.box.left)
            rows[-1] = Line(f"{first.text} | {second.text}", first.box.around(second.box))
        else:
            rows.append(line)
    return rows


def _goes_on(words: str, before: Line | None, line: Line, left: float, right: float) -> bool:
    """Tell whether ``line`` continues the paragraph that ends with ``words``."""
    if " | " in line.text or " | " in words or _STARTS.match(line.text):
        return False
    indented = line.box.left - left > 1.2 * line.height
    if before is None:  # at the head of a page or column
        return not indented and not _ENDS.search(words)
    full = right - before.box.right < 2.2 * line.height
    gap = before.box.bottom - line.box.top
    return full and not indented and gap < 2.5 * line.height


def _joined(first: str, second: str) -> str:
    if first.endswith("-") and len(first) > 1 and first[-2].isalpha() and second[:1].isalpha():
        return first[:-1] + second
    latin = first[-1:].isascii() and second[:1].isascii()
    return f"{first} {second}" if latin and first[-1:].isalnum() else first + second
