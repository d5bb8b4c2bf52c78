"""What flows through wenmai: letters, mentions and statements in; entities and edges out."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .text import CleanText

Value = str | int | float | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class ProposalRef:
    """A proposal that a letter answers, as far as the letter names it."""

    kind: str | None = None
    number: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a letter says about itself. ``None`` means: the letter does not say."""

    title: str | None = None
    proposals: tuple[ProposalRef, ...] = ()
    assembly: str | None = None
    year: int | None = None
    proposers: tuple[str, ...] = ()
    proposer_count: int | None = None
    lead_department: str | None = None
    co_departments: tuple[str, ...] = ()
    document_number: str | None = None
    date: str | None = None
    """ISO date of signature or issue."""
    jurisdiction: str | None = None
    """Full name of the writer's division (浙江省绍兴市越城区), "" for a central body."""


class Place(NamedTuple):
    """Where a stretch of a letter, from ``offset`` of the source's text on, is in the source.

    ``page`` is a page's number or a sheet's name, "" where there is none; ``paragraph`` counts
    paragraphs or lines, or names a cell (``T1:B2``), a note (``N3``) or a text box (``X1``).
    """

    offset: int
    page: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply. Offsets everywhere count code points in ``text``."""

    id: str
    text: str
    text_hash: str
    source: str
    """Path or address it was read from."""
    part: int
    """1 for the first letter of its source, 2 for the next."""
    header: Header
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)
    """The way back to the source: see `graph.text.CleanText`."""
    places: tuple[Place, ...] = ()
    """Where in the source each of its paragraphs is, rising."""
    metadata: tuple[tuple[str, str], ...] = ()
    """What the source says beside the text (``title``, ``published``, ``issuer`` …), by name."""

    def place(self, offset: int) -> Place | None:
        """Return the place of ``offset`` of ``text`` in the source, None if it is not known."""
        there = CleanText(self.text, self.anchors).original(offset)
        i = bisect.bisect_right(self.places, there, key=lambda place: place.offset)
        return self.places[i - 1] if i else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a letter. ``name`` is as written, without quotes around the whole.

    ``rule`` says what read it; ``confidence`` is 0 to 1. A letter's own Reply, Proposal and
    Assembly are mentions too, so that every statement joins two mentions.
    """

    id: str
    reply: str
    type: str
    name: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of a letter, between two of its mentions, with the words it comes from."""

    id: str
    reply: str
    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int
    rule: str
    status: str | None = None
    year: int | None = None
    confidence: float = 1.0
    actor_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter with all that was read from it. Mentions are sorted by start."""

    letter: Letter
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity. ``properties`` are those of its type in schema.yml, without the name."""

    id: str
    type: str
    name: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    def row(self) -> dict[str, Value]:
        """Return ``id``, ``name`` and all properties as one flat mapping, without nulls."""
        flat: dict[str, Value] = {"id": self.id, "name": self.name, **self.properties}
        return {key: value for key, value in flat.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Edge:
    """A canonical edge: one statement, between two entities.

    ``properties`` are the edge properties of schema.yml, ``id`` apart: every edge has year
    (or null), reply, quote, start, end and confidence; an action also status and actor_inferred.
    """

    id: str
    predicate: str
    source: str
    source_type: str
    target: str
    target_type: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    def row(self) -> dict[str, Value]:
        """Return ``id`` and all properties as one flat mapping, without nulls."""
        flat: dict[str, Value] = {"id": self.id, **self.properties}
        return {key: value for key, value in flat.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entities and edges a graph or a store holds."""

    entities: int
    edges: int
