"""Finds the names of closed lists in a text: divisions, countries, regions, central bodies.

Division names are ambiguous (three 鼓楼区, a county named 和平), so a short name counts only where
the letter licenses it: it belongs to the letter's own region, or it is a province or prefecture
whose short name is no everyday word.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick

from ..graph.divisions import Division, divisions
from .segment import word_class
from .wordlists import table, words


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name at ``start:end``; ``divisions`` are the candidates if it is a division's."""

    start: int
    end: int
    type: str
    rule: str
    divisions: tuple[Division, ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    type: str
    rule: str
    divisions: tuple[Division, ...] = ()
    short: bool = False


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    for division in divisions():
        full.setdefault(division.name, []).append(division)
        if len(division.short) >= 2 and division.short != division.name:
            short.setdefault(division.short, []).append(division)
    entries: dict[str, _Entry] = {}
    for name, found in short.items():
        entries[name] = _Entry(name, "Place", "short division name", tuple(found), True)
    for name in words("countries.tsv"):
        entries[name] = _Entry(name, "Place", "country")
    for name in words("regions.tsv"):
        entries[name] = _Entry(name, "Place", "region")
    for name, kind in table("central_bodies.tsv", 2):
        entries[name] = _Entry(name, kind, "central body")
    for name, found in full.items():
        entries[name] = _Entry(name, "Place", "division", tuple(found))
    automaton = ahocorasick.Automaton()
    for name, entry in entries.items():
        automaton.add_word(name, entry)
    automaton.make_automaton()
    return automaton


def hits(text: str) -> list[Hit]:
    """Return the longest listed names, without overlaps, in order."""
    return [
        Hit(end + 1 - len(entry.name), end + 1, entry.type, entry.rule, entry.divisions, entry.short)
        for end, entry in _automaton().iter_long(text)
    ]


def licensed(found: Iterable[Hit], text: str, home: Division | None) -> list[Hit]:
    """Return the hits that can be meant, given the division the letter's writer belongs to."""
    family = set(_chain(home))
    result = []
    for hit in found:
        if not hit.divisions or not hit.short:
            result.append(hit)
            continue
        name = text[hit.start : hit.end]
        near = any(d.code in family or (family and d.parent in family) for d in hit.divisions)
        everyday = word_class(name) is not None
        high = any(d.level in ("province", "prefecture") for d in hit.divisions)
        if near or (high and not everyday):
            result.append(hit)
    return result


def _chain(home: Division | None) -> list[str]:
    by_code = {d.code: d for d in divisions()} if home else {}
    chain: list[str] = []
    division = home
    while division is not None:
        chain.append(division.code)
        division = by_code.get(division.parent) if division.parent else None
    return chain
