"""Reads the tables of this package: one row a line, columns divided by tabs, # for remarks."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table ``name`` (reforms.tsv), without its remarks."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )
