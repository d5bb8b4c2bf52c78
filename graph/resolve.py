"""Resolves mentions to canonical entities: the same body across letters and years.

Deterministic and independent of the order of letters: an entity's id comes from its key alone, its
name and properties from all its mentions together. Mentions are never rewritten, so that what is
merged here can be undone by another rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .model import Edge, Entity, Reading, Value
from .occurrences import Occurrence, occurrences
from .structure import structure


@dataclass(frozen=True, slots=True)
class Link:
    """That a mention stands for an entity, and the rule that says so.

    Rules: ``equal`` the name itself · ``abbreviation`` by the table · ``relative`` 区教育局 by the
    writer's place · ``division`` a place written in part or in front of the name ·
    ``jurisdiction`` an office without a place is the writer's · ``level`` a 厅 is the province's ·
    ``writer`` 我局 · ``reference`` a bare 《管理办法》 · ``number`` official numbers · ``letter``
    known only within its letter.
    """

    entity: str
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities sorted by id, the structural edges between them, and what each mention stands for.

    ``links`` has every mention of the readings by its id.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    links: Mapping[str, Link]


def resolve(readings: Iterable[Reading]) -> Resolution:
    """Return which entities the mentions of ``readings`` stand for."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    links: dict[str, Link] = {}
    for reading in readings:
        for occurrence in occurrences(reading):
            found[occurrence.entity].append(occurrence)
            # An edition also occurs as its series; the mention stands for the edition.
            links.setdefault(occurrence.mention.id, Link(occurrence.entity, occurrence.rule))
    for group in found.values():
        group.sort(key=lambda occurrence: occurrence.order)
    entities = [_entity(entity, found[entity]) for entity in sorted(found)]
    edges = sorted(structure(found), key=lambda edge: edge.id)
    return Resolution(tuple(entities), tuple(edges), links)


def _entity(entity: str, group: Sequence[Occurrence]) -> Entity:
    name = _fullest(occurrence.text for occurrence in group)
    years = [occurrence.year for occurrence in group if occurrence.year is not None]
    properties: dict[str, Value] = {
        "aliases": sorted({occurrence.wording for occurrence in group} - {name}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
    }
    for key in dict.fromkeys(key for occurrence in group for key in occurrence.properties):
        properties[key] = _commonest(occurrence.properties.get(key) for occurrence in group)
    return Entity(entity, group[0].type, name, properties)


def _fullest(texts: Iterable[str]) -> str:
    """Return the longest text, of equally long ones the most frequent, then the first in order."""
    counts = Counter(texts)
    return min(counts, key=lambda text: (-len(text), -counts[text], text))


def _commonest(values: Iterable[Value]) -> Value:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)
