"""Proposes pairs of names that may be one and that no rule joins: a person decides.

Names of one type are compared inside a block: the same place, or one of them without a known place.
What forbids a merge (another place, edition, period or number) is not proposed. Only names that
share a rare pair of characters meet, so the work grows with the names and not with their pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .bonds import is_office
from .model import Entity
from .occurrences import Occurrence
from .resolve import Resolution, Resolver

_NEAR = 0.62
"""Least share of pairs of characters in common (Dice) for a proposal."""
_COMMON = 120
"""A pair of characters that more names of one type have than this tells nothing."""
_SHORTEST = 3
_NUMBERS = re.compile(
    r"\d+|[一二三四五六七八九十百]+(?=[届次期批五个])|(?<=第)[一二三四五六七八九十百]+"
)
_STAGES = re.compile(r"送审稿|征求意见稿|草案[^)）]*|修订|修正")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one, how alike their names are (0 to 1), and what speaks for it.

    ``why`` is ``names`` (they are alike) or ``told once`` (a letter hints at it, too little to
    join them).
    """

    left: Entity
    right: Entity
    score: float
    why: str


def doubts(resolver: Resolver, resolution: Resolution) -> list[Doubt]:
    """Return the pairs that nobody has decided on, the likeliest first, always in one order."""
    entities = {e.id: e for e in resolution.entities if "replaced_by" not in e.properties}
    settled = {
        frozenset((j.left, j.right)) for j in resolution.judgement.judged if j.state != "undone"
    }
    found: dict[frozenset[str], Doubt] = {}
    for left, right in resolver.hinted():
        if left in entities and right in entities:
            found[frozenset((left, right))] = Doubt(
                entities[left], entities[right], 1.0, "told once"
            )
    samples = {key: next(iter(resolver.members(key).values())).first for key in entities}
    for left, right, score in _alike(samples):
        pair = frozenset((left, right))
        if pair not in found:
            found[pair] = Doubt(entities[left], entities[right], score, "names")
    listed = [doubt for pair, doubt in found.items() if pair not in settled]
    return sorted(listed, key=lambda d: (-d.score, d.left.name, d.left.id, d.right.id))


def _alike(samples: Mapping[str, Occurrence]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of ids, in order, with the likeness of their names."""
    by_type: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for key, sample in samples.items():
        if len(sample.core) >= _SHORTEST:
            by_type[sample.type][key] = _pairs(sample.core)
    for names in by_type.values():
        holders: dict[str, list[str]] = defaultdict(list)
        for key in sorted(names):
            for pair in names[key]:
                holders[pair].append(key)
        shared: Counter[tuple[str, str]] = Counter()
        for keys in holders.values():
            if len(keys) <= _COMMON:
                shared.update((a, b) for i, a in enumerate(keys) for b in keys[i + 1 :])
        for left, right in shared:
            score = _dice(names[left], names[right])
            if score >= _NEAR and not _forbidden(samples[left], samples[right]):
                yield left, right, score


def _pairs(core: str) -> set[str]:
    return {core[i : i + 2] for i in range(len(core) - 1)}


def _dice(one: set[str], other: set[str]) -> float:
    return round(2 * len(one & other) / (len(one) + len(other)), 4)


def _nested(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _forbidden(one: Occurrence, other: Occurrence) -> bool:
    """Tell whether a veto keeps the two apart whatever their names."""
    if one.scope and other.scope and not _nested(one.scope, other.scope):
        return True
    if one.division != other.division and is_office(one):
        return True
    if one.division and other.division and one.division != other.division:
        return True
    for key in ("edition", "year", "start_year", "assembly"):
        mine, theirs = one.properties.get(key), other.properties.get(key)
        if mine is not None and theirs is not None and mine != theirs:
            return True
    return any(
        sorted(pattern.findall(one.core)) != sorted(pattern.findall(other.core))
        for pattern in (_NUMBERS, _STAGES)
    )
