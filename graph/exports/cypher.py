"""A Cypher script: for `cypher-shell` or a browser; running it again changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

from ..graph import Graph
from ..model import Edge
from ..schema import schema
from ..stores.base import COMMON_LABEL
from . import DEFAULTS, Options

SUFFIX = ".cypher"
MEDIA_TYPE = "application/x-cypher-query"
TAKES: frozenset[str] = frozenset()
_BATCH = 500
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write statements that make ``graph``; each ends with a semicolon at the end of a line."""
    for statement in constraints():
        stream.write(f"{statement};\n".encode())
    for kind, entities in groupby(
        sorted(graph.entities, key=lambda entity: (entity.type, entity.id)), lambda e: e.type
    ):
        for rows in _batches(entity.row() for entity in entities):
            stream.write(
                f"UNWIND {rows} AS row\nMERGE (n:`{kind}` {{id: row.id}})"
                f" SET n = row SET n:{COMMON_LABEL};\n".encode()
            )
    for (source, predicate, target), edges in groupby(
        sorted(graph.edges, key=lambda edge: (*_ends(edge), edge.id)), _ends
    ):
        for rows in _batches(
            {"source": edge.source, "target": edge.target, "edge": edge.row()} for edge in edges
        ):
            stream.write(
                f"UNWIND {rows} AS row\nMATCH (a:`{source}` {{id: row.source}})"
                f" MATCH (b:`{target}` {{id: row.target}})\n"
                f"MERGE (a)-[r:`{predicate}` {{id: row.edge.id}}]->(b) SET r = row.edge;\n".encode()
            )


def constraints() -> Iterator[str]:
    """Yield the statements that make ids unique and quick to find."""
    for label in (COMMON_LABEL, *schema().entity_types):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"


def literal(value: object) -> str:
    """Return a value as Cypher writes it, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"`{key}`: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    # What JSON escapes, Cypher escapes alike; what an editor may take for a line end goes too.
    text = json.dumps(value, ensure_ascii=False)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _ends(edge: Edge) -> tuple[str, str, str]:
    return edge.source_type, edge.predicate, edge.target_type


def _batches(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    listed = [literal(row) for row in rows]
    for start in range(0, len(listed), _BATCH):
        yield "[\n" + ",\n".join(listed[start : start + _BATCH]) + "\n]"
