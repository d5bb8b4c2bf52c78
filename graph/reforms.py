"""Which office followed which: by the table of reforms, and whether what letters say goes round.

Offices of one place are compared by the patterns of `reforms.tsv`. What letters say themselves
(原…更名为…) are statements; some of them could make an office its own successor, and these are
refused.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import DataError
from .tables import rows


@dataclass(frozen=True, slots=True)
class Office:
    """An office in one place: its entity, its core, the first year in which a letter has it."""

    entity: str
    core: str
    first_year: int | None


@dataclass(frozen=True, slots=True)
class Succession:
    """That one office followed another; ``year`` and ``date`` (ISO) where they are known."""

    source: str
    target: str
    year: int | None
    date: str | None


@dataclass(frozen=True, slots=True)
class _Reform:
    before: re.Pattern[str]
    after: re.Pattern[str]
    date: str
    not_before: int


def successions(offices: Sequence[Office], level: str | None) -> Iterator[Succession]:
    """Yield which of the offices of one place followed which; ``level`` is the place's."""
    where = level if level in ("national", "province") else "local"
    for office in offices:
        for reform in _reforms().get(where, ()):
            if not reform.before.fullmatch(office.core):
                continue
            after = [o for o in offices if o.entity != office.entity and _follows(o, reform)]
            if not after:
                continue
            known = re.match(r"\d{4}", reform.date)
            year = int(known[0]) if known else None
            date = reform.date if len(reform.date) == len("2018-03-17") else None
            if where != "national":  # one office under its names of several years
                after = [min(after, key=lambda o: (o.first_year or 9999, o.entity))]
            for found in after:
                yield Succession(office.entity, found.entity, year, date)
            break


def _follows(office: Office, reform: _Reform) -> bool:
    early = office.first_year is not None and office.first_year < reform.not_before
    return not early and reform.after.fullmatch(office.core) is not None


@functools.cache
def _reforms() -> Mapping[str, tuple[_Reform, ...]]:
    """Return the table by its first column.

    Raises:
        DataError: two lines make an office its own successor; it names them.
    """
    found: dict[str, list[_Reform]] = {}
    plain: dict[tuple[str, str, str], int] = {}
    for n, (where, before, after, date, not_before, _) in enumerate(rows("reforms.tsv"), 1):
        reform = _Reform(re.compile(before), re.compile(after), date, int(not_before))
        found.setdefault(where, []).append(reform)
        plain |= {(where, b, a): n for b in before.split("|") for a in after.split("|")}
    for ring in rings((f"{w} {b}", f"{w} {a}") for w, b, a in plain if a != b):
        raise DataError(f"the table of reforms goes round: {' → '.join([*ring, ring[0]])}")
    return {where: tuple(reforms) for where, reforms in found.items()}


def rings(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the groups of names that ``links`` (from, to) lead round in, each in a way round."""
    after: dict[str, list[str]] = {}
    for source, target in links:
        after.setdefault(source, []).append(target)
    found: list[list[str]] = []
    state: dict[str, int] = {}
    for start in sorted(after):
        stack = [(start, iter(sorted(after.get(start, ()))))] if start not in state else []
        way = [start]
        state.setdefault(start, 1)
        while stack:
            here, targets = stack[-1]
            following = next(targets, None)
            if following is None:
                stack.pop()
                way.pop()
                state[here] = 2
            elif state.get(following) == 1:
                found.append(way[way.index(following) :])
            elif following not in state:
                state[following] = 1
                way.append(following)
                stack.append((following, iter(sorted(after.get(following, ())))))
    return found
