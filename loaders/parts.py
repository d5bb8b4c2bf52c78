"""The parts that a letter is taken apart into, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..graph.model import ProposalRef

NUMERAL = r"[0-9０-９〇零一二三四五六七八九十百]{1,12}"
GAP = r"[ \u3000]*"
RECEIPT = re.compile(
    r"(?:已|均|业已|现已)?(?:收悉|收阅|收到|悉知|敬悉|知悉)|(?<=[》”\"件号案议)）])已?悉(?=[。，,])"
    r"|(?:已|已经)?(?:由[^，,。\n]{2,16})?(?:转|移)?(?:交(?!流)|交办给?|交由|转(?![型变移]))(?:由)?(?:我|贵"
    r"|[^，,。\n]{2,16})[^，,。\n]{0,6}?(?:研究)?(?:办理|承办|处理)"
    r"|由(?:贵|我)(?:部|局|委|厅|办|市|省|县|区)(?:会同[^，,。\n]{1,20})?(?:负责)?办理"
)
HEADING = re.compile(
    r"^[ \u3000]*(?:(?P<a>[一二三四五六七八九十]{1,3}、)|"
    r"(?P<b>[（(][一二三四五六七八九十]{1,3}[)）]))"
    r"(?P<words>[^\n。]{2,60})",
    re.M,
)


class Span(NamedTuple):
    """``start:end`` of the letter's text."""

    start: int
    end: int


class Told(NamedTuple):
    """The words at ``start:end`` that tell something, and the rule by which they are read."""

    start: int
    end: int
    rule: str


class Found(NamedTuple):
    """Words read at a place of the text; ``name`` may be tidied (line breaks taken out)."""

    name: str
    start: int
    end: int


class Name(NamedTuple):
    """A name of ``type`` at ``start:end`` (quotes around the whole left out); ``rule`` read it."""

    type: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under one heading; ``planned`` if the heading announces work to come."""

    start: int
    end: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of one letter, each with its place; see `graph.model.Header` for the meaning."""

    title: str | None
    kind: str | None
    proposals: tuple[tuple[ProposalRef, Span], ...]
    assembly: Found | None
    year: int | None
    proposers: tuple[Found, ...]
    proposer_count: int | None
    lead: Found | None
    writer: Found | None
    co_handlers: tuple[Found, ...]
    document_number: str | None
    date: str | None
    title_span: Span
    number_span: Span
    masks: tuple[Span, ...]
    receipt: Span
    body: Span
    sections: tuple[Section, ...]


def as_written(anatomy: Anatomy, text: str) -> Anatomy:
    """Return the anatomy with every name as it stands in ``text``.

    A letter in traditional script is taken apart in simplified script, one character for one.
    """

    def found(item: Found | None) -> Found | None:
        return item and item._replace(name=tidy(text[item.start : item.end]))

    def all_of(items: tuple[Found, ...]) -> tuple[Found, ...]:
        return tuple(i._replace(name=tidy(text[i.start : i.end])) for i in items)

    return replace(
        anatomy,
        title=tidy(text[anatomy.title_span.start : anatomy.title_span.end]) or None,
        proposals=tuple(
            (replace(ref, title=tidy(text[span.start : span.end])) if ref.title else ref, span)
            for ref, span in anatomy.proposals
        ),
        assembly=found(anatomy.assembly),
        proposers=all_of(anatomy.proposers),
        lead=found(anatomy.lead),
        writer=found(anatomy.writer),
        co_handlers=all_of(anatomy.co_handlers),
        document_number=tidy(text[anatomy.number_span.start : anatomy.number_span.end]) or None,
    )


def past_marks(text: str, marks: str, start: int, end: int) -> int:
    """Return where the words after the last of ``marks`` in ``text[start:end]`` begin.

    Where none of them stands there, that is ``start``.
    """
    return max([start, *[text.rfind(mark, start, end) + 1 for mark in marks]])


def paragraph(text: str, position: int) -> tuple[int, int]:
    """Return the span of the line that ``position`` is in."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def tidy(words: str) -> str:
    """Return the words without blanks and line breaks."""
    return "".join(words.split())
