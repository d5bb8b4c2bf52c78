"""The graph as two tables: which columns nodes and edges have, and their rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..graph import Graph
from ..model import Edge, Value
from ..schema import EntityType, schema

Columns = Mapping[str, str]
"""Name of each column and its type, one of `graph.schema.PROPERTY_TYPES`."""


def entity_columns(*kinds: EntityType) -> dict[str, str]:
    """Return the columns of entities of ``kinds`` (all if none is given), the id first."""
    found = {"id": "string"}
    for kind in kinds or schema().entity_types.values():
        found |= {item.name: item.type for item in kind.properties.values()}
    return found


def edge_columns() -> dict[str, str]:
    """Return the columns of edges, the id first."""
    return {item.name: item.type for item in schema().edge_properties.values()}


def node_rows(graph: Graph) -> Iterator[dict[str, Value]]:
    """Yield a row for each entity, with its ``type``."""
    return ({"type": entity.type, **entity.row()} for entity in graph.entities)


def edge_rows(graph: Graph) -> Iterator[dict[str, Value]]:
    """Yield a row for each edge, with its two ends and what lies between them."""
    return (edge_row(edge) for edge in graph.edges)


def edge_row(edge: Edge) -> dict[str, Value]:
    """Return the row of an edge, see `edge_rows`."""
    ends = {"source": edge.source, "predicate": edge.predicate, "target": edge.target}
    return {**ends, **edge.row()}


NODE_HEAD = {"type": "string"}
EDGE_HEAD = {"source": "string", "predicate": "string", "target": "string"}


def flat(value: Value) -> str:
    """Return a value as text; a list as JSON, so that any character may stand in it."""
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
