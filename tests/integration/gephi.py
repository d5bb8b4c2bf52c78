"""Gephi's own importer of GEXF, run by Java from jars that Maven fetches once into a cache."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from typing import NamedTuple

from maven import HERE, fetched

READ_SECONDS = 120


class Item(NamedTuple):
    """A node or edge as Gephi has it: ``head`` as GephiReader.java says, values with their type."""

    head: tuple[str, ...]
    values: dict[str, tuple[str, str]]


class Read(NamedTuple):
    """What Gephi makes of a file; ``issues`` are what it has to say, with their level."""

    issues: list[tuple[str, ...]]
    nodes: list[Item]
    edges: list[Item]


def jars() -> Path:
    """Return the folder with the importer's jars.

    Raises:
        NotFetchedError: Maven cannot get them.
    """
    return fetched("gephi-0.10.1", "gephi-pom.xml")


def read(file: Path, jars: Path) -> Read:
    """Read a GEXF file."""
    run = subprocess.run(
        ["java", "-cp", f"{jars}/*", HERE / "GephiReader.java", file],
        capture_output=True, text=True, timeout=READ_SECONDS, check=True,
    )  # fmt: skip
    found = Read([], [], [])
    for line in run.stdout.splitlines():
        kind, *cells = [base64.b64decode(cell).decode() for cell in line.split(",")]
        if kind == "issue":
            found.issues.append(tuple(cells))
            continue
        size = {"node": 3, "edge": 4}[kind]
        rest = iter(cells[size:])
        values = {name: (type, value) for name, type, value in zip(rest, rest, rest, strict=True)}
        (found.nodes if kind == "node" else found.edges).append(Item(tuple(cells[:size]), values))
    return found
