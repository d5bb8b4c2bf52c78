"""The towns and streets of every county, by name. The one place that reads towns.tsv."""

from __future__ import annotations

import functools

from .tables import rows


@functools.cache
def towns() -> dict[str, tuple[str, ...]]:
    """Return the codes of the counties that have a town of this name (鹿乡镇), by name."""
    found: dict[str, list[str]] = {}
    for county, names in of_county().items():
        for name in names:
            found.setdefault(name, []).append(county)
    return {name: tuple(counties) for name, counties in found.items()}


@functools.cache
def of_county() -> dict[str, tuple[str, ...]]:
    """Return the names of the towns of each county, by its code."""
    return {county: tuple(names.split(" ")) for county, names in rows("towns.tsv")}
