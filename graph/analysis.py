"""The graph for networkx and its algorithms."""

from __future__ import annotations

import networkx as nx

from .graph import Graph


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return the graph as a multigraph whose nodes and edge keys are ids, in order of ids.

    A node carries ``type`` and its entity's row, an edge ``predicate`` and its own row.
    """
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in graph.entities:
        result.add_node(entity.id, type=entity.type, **entity.row())
    for edge in graph.edges:
        result.add_edge(
            edge.source, edge.target, key=edge.id, predicate=edge.predicate, **edge.row()
        )
    return result
