"""Keeps count of what the mentions of one entity say: one more costs no more than itself."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from .model import Entity, Value
from .occurrences import Occurrence

_T = TypeVar("_T")
_Order = tuple[bool, int, str, int, str]


class Group:
    """All occurrences of one entity, added and taken away one by one."""

    def __init__(self) -> None:
        """Start without occurrences."""
        self._orders: list[_Order] = []
        self._by_order: dict[_Order, Occurrence] = {}
        self.texts: Counter[str] = Counter()
        self.wordings: Counter[str] = Counter()
        self.years: Counter[int] = Counter()
        self.properties: dict[str, Counter[Value]] = defaultdict(Counter)

    def __len__(self) -> int:
        """How many occurrences there are."""
        return len(self._orders)

    @property
    def occurrences(self) -> list[Occurrence]:
        """All occurrences, the earliest first."""
        return [self._by_order[order] for order in self._orders]

    @property
    def first(self) -> Occurrence:
        """The earliest occurrence."""
        return self._by_order[self._orders[0]]

    def add(self, occurrence: Occurrence) -> None:
        """Count an occurrence in."""
        order = occurrence.order
        bisect.insort(self._orders, order)
        self._by_order[order] = occurrence
        self._count(occurrence, 1)

    def drop(self, occurrence: Occurrence) -> None:
        """Take an occurrence away."""
        order = occurrence.order
        del self._orders[bisect.bisect_left(self._orders, order)]
        del self._by_order[order]
        self._count(occurrence, -1)

    def _count(self, occurrence: Occurrence, amount: int) -> None:
        _change(self.texts, occurrence.text, amount)
        _change(self.wordings, occurrence.wording, amount)
        if occurrence.year is not None:
            _change(self.years, occurrence.year, amount)
        for key, value in occurrence.properties.items():
            if value is not None:
                _change(self.properties[key], value, amount)
            else:
                self.properties[key]  # known to the type, whatever its value


def _change(counts: Counter[_T], key: _T, amount: int) -> None:
    counts[key] += amount
    if not counts[key]:
        del counts[key]


def entity(entity_id: str, groups: Sequence[Group]) -> Entity:
    """Return the entity that ``groups`` are together, at least one of them with occurrences."""
    first = min((group.first for group in groups), key=lambda occurrence: occurrence.order)
    name = fullest(group.texts for group in groups)
    years = {year for group in groups for year in group.years}
    wordings = {wording for group in groups for wording in group.wordings}
    properties: dict[str, Value] = {
        "aliases": sorted(wordings - {name}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
    }
    for key in dict.fromkeys(key for group in groups for key in group.properties):
        properties[key] = _commonest(group.properties[key] for group in groups)
    return Entity(entity_id, first.type, name, properties)


def fullest(counts: Iterable[Counter[str]]) -> str:
    """Return the longest text, of equally long ones the most frequent, then the first in order."""
    total = sum(counts, Counter[str]())
    return min(total, key=lambda text: (-len(text), -total[text], text))


def _commonest(counts: Iterable[Counter[Value]]) -> Value:
    total = sum(counts, Counter[Value]())
    return min(total, key=lambda value: (-total[value], str(value)), default=None)
