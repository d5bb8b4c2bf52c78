"""Loads the rules that are data: the lists in `lexicon/`, each loaded once and kept."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

from ..errors import DataError


@functools.cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``lexicon/NAME``; lines that begin with # are its header.

    Raises:
        DataError: a row has not ``columns`` tab-separated fields.
    """
    text = resources.files(__package__).joinpath("lexicon", name).read_text("utf-8")
    rows = []
    for count, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            raise DataError(f"lexicon/{name} line {count}: {len(row)} fields, expected {columns}")
        rows.append(row)
    return tuple(rows)


def mapping(name: str) -> dict[str, str]:
    """Return a two-column list as a mapping from the first to the second."""
    return {row[0]: row[1] for row in table(name, 2)}


def words(name: str) -> tuple[str, ...]:
    """Return the first column of a one-column list."""
    return tuple(row[0] for row in table(name, 1))


def alternation(items: Iterable[str]) -> str:
    """Return a regular expression group that matches any of the items, the longest first."""
    ordered = sorted(set(items), key=lambda item: (-len(item), item))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"
