"""Parts of a graph that are graphs themselves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection

from .graph import Graph
from .model import Edge
from .schema import schema


def since(graph: Graph, year: int) -> Graph:
    """Return the edges of ``year`` and later, what they join, and the letters they rest on.

    An edge without a year is left out.
    """
    edges = [edge for edge in graph.edges if _year(edge) >= year]
    return _of(graph, {end for edge in edges for end in (edge.source, edge.target)}, edges)


def around(graph: Graph, entity: str, hops: int) -> Graph:
    """Return what is within ``hops`` steps of the id ``entity``, and the letters it rests on.

    Steps go either way along edges, but not on through a letter: it mentions too much.

    Raises:
        KeyError: there is no such entity.
    """
    graph.entity(entity)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    reached, front = {entity}, {entity}
    for _ in range(hops):
        passable = {
            id for id in front if id == entity or graph.entity(id).type not in schema().letters
        }
        front = set().union(*(near[id] for id in passable)) - reached
        reached |= front
    edges = [edge for edge in graph.edges if edge.source in reached and edge.target in reached]
    return _of(graph, reached, edges)


def _of(graph: Graph, ids: Collection[str], edges: Collection[Edge]) -> Graph:
    kept = {*ids, *(str(edge.properties["reply"]) for edge in edges)}
    return Graph.of((entity for entity in graph.entities if entity.id in kept), edges)


def _year(edge: Edge) -> float:
    year = edge.properties.get("year")
    return year if isinstance(year, int) else -math.inf
