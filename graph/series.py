"""Knows in which year which edition of a well-known series is held."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .tables import rows
from .text import fold

_ENTRY = re.compile(r"(\d+)=(\d{4})(\+?)(?:/(\d+))?")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of events: its editions by year, ``last`` the year that the table goes to."""

    name: str
    editions: Mapping[int, int]

    def edition(self, year: int) -> int | None:
        """Return which edition is of ``year``, None if none is or nobody knows."""
        return self.editions.get(year)

    def year(self, edition: int) -> int | None:
        """Return the year of an edition."""
        return next((y for y, n in self.editions.items() if n == edition), None)


LAST = 2030
"""Editions that follow each other are counted up to this year."""


def known(name: str) -> Series | None:
    """Return the series that has this full name."""
    return _series().get(fold(name))


@functools.cache
def _series() -> dict[str, Series]:
    found = {}
    for name, listed, _ in rows("series.tsv"):
        editions: dict[int, int] = {}
        for number, year, on, every in _ENTRY.findall(listed):
            n, y, step = int(number), int(year), int(every or 1)
            editions[y] = n
            while on and y + step <= LAST:
                n, y = n + 1, y + step
                editions[y] = n
        found[fold(name)] = Series(name, editions)
    return found
