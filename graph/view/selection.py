"""Chooses what a page shows when the graph is larger than a reader can take in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from ...errors import UsageError
from ..analysis import to_networkx
from ..graph import Graph
from ..model import Edge, Entity
from ..schema import schema


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph to show, in order of ids, and what it was taken from.

    ``reachable`` counts the entities within ``hops`` of the focus, or all of them without one;
    ``total`` counts those of the whole graph.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    reachable: int
    total: int
    focus: Entity | None
    hops: int

    @property
    def cut(self) -> bool:
        """Whether something within reach was left out."""
        return len(self.entities) < self.reachable


def select(graph: Graph, *, focus: str | None, hops: int, max_nodes: int) -> Selection:
    """Return at most ``max_nodes`` entities: all, or those within ``hops`` of the id ``focus``.

    Where there are more, letters go first (and with them what they merely mention); then those
    that are nearest to the focus and have the most handling and action edges stay.

    Raises:
        UsageError: no entity has the id ``focus``, or a number is less than 1.
    """
    if hops < 1 or max_nodes < 1:
        raise UsageError("a view shows at least one step and one node", "Give numbers above 0.")
    kinds = {entity.id: entity.type for entity in graph.entities}
    if focus is not None and focus not in kinds:
        raise UsageError(f"no entity has the id {focus!r}", "Look the entity up by name first.")
    links: nx.Graph[str] = nx.Graph(to_networkx(graph))  # simple and undirected
    reach = _distances(links, focus, hops)
    kept = reach
    if len(kept) > max_nodes:
        letters = {i for i, kind in kinds.items() if is_letter(kind) and i != focus}
        kept = _distances(nx.restricted_view(links, letters, []), focus, hops)
    if len(kept) > max_nodes:
        weight = _weights(graph)
        order = sorted(kept, key=lambda i: (kept[i], -weight[i], i))
        kept = {i: kept[i] for i in order[:max_nodes]}
    return Selection(
        entities=tuple(entity for entity in graph.entities if entity.id in kept),
        edges=tuple(edge for edge in graph.edges if edge.source in kept and edge.target in kept),
        reachable=len(reach),
        total=len(graph.entities),
        focus=None if focus is None else graph.entity(focus),
        hops=hops,
    )


def is_letter(entity_type: str) -> bool:
    """Tell whether entities of this type are the letters themselves: their text is their scope."""
    return schema().entity_types[entity_type].scope == "text"


def is_loose(predicate: str) -> bool:
    """Tell whether a relation may lead to anything, so that it says little (MENTIONS)."""
    return len(schema().relations[predicate].range) == len(schema().entity_types)


def _distances(links: nx.Graph[str], focus: str | None, hops: int) -> Mapping[str, int]:
    if focus is None:
        return dict.fromkeys(links, 0)
    distances: dict[str, int] = nx.single_source_shortest_path_length(links, focus, cutoff=hops)
    return distances


def _weights(graph: Graph) -> Counter[str]:
    """How many actions, and edges that touch no letter and no hub, each entity has."""
    dull = set(schema().hubs) | {name for name in schema().entity_types if is_letter(name)}
    weights: Counter[str] = Counter()
    for edge in graph.edges:
        ends = {edge.source_type, edge.target_type}
        if schema().relations[edge.predicate].action or ends.isdisjoint(dull):
            weights.update({edge.source, edge.target})
    return weights
