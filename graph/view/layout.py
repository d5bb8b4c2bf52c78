"""Places nodes on the plane: seeded, so that the same graph always looks the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np

from ..model import Edge, Entity
from .forces import Points, pack
from .selection import is_loose

SPACING = 110
"""The distance that neighbours are given, in the units of the drawing."""
_LOOSE_PULL = 0.15
_ASPECT = 1.25


def positions(entities: Sequence[Entity], edges: Sequence[Edge]) -> dict[str, tuple[int, int]]:
    """Return x and y of every entity: each connected part by its springs, the parts packed in rows.

    ``entities`` and ``edges`` are in order of ids.
    """
    springs: nx.Graph[str] = nx.Graph()
    springs.add_nodes_from(entity.id for entity in entities)
    for edge in edges:
        pull = _LOOSE_PULL if is_loose(edge.predicate) else 1.0
        before = springs.get_edge_data(edge.source, edge.target, {"weight": 0.0})["weight"]
        if edge.source != edge.target:
            springs.add_edge(edge.source, edge.target, weight=min(before + pull, 2.0))
    parts = sorted((sorted(part) for part in nx.connected_components(springs)), key=_by_size)
    blocks = [_spread(springs.subgraph(part), part) for part in parts]
    return {
        node: (round(x), round(y))
        for part, block in zip(parts, pack(blocks, SPACING, _ASPECT), strict=True)
        for node, (x, y) in zip(part, block, strict=True)
    }


def _by_size(part: list[str]) -> tuple[int, str]:
    return -len(part), part[0]


def _spread(springs: nx.Graph[str], part: list[str]) -> Points:
    """Positions of one connected part, in the order of ``part``."""
    if len(part) <= 2:  # one above the other: labels are wide
        return np.array([[0.0, SPACING * 0.7 * n] for n in range(len(part))])
    ordered: nx.Graph[str] = nx.Graph()  # a subgraph's own order is that of a set
    ordered.add_nodes_from(part)
    ordered.add_weighted_edges_from(
        sorted((min(ends), max(ends), springs.edges[ends]["weight"]) for ends in springs.edges)
    )
    size = SPACING * math.sqrt(len(part)) / 2
    placed = nx.spring_layout(ordered, seed=1, iterations=300, scale=size)
    return _separate(np.array([placed[node] for node in part]))


def _separate(points: Points) -> Points:
    """Push apart what lies closer than labels allow, a little at a time."""
    least = SPACING * 0.62
    for _ in range(60):
        offsets = points[:, None, :] - points[None, :, :]
        distances = np.hypot(offsets[..., 0], offsets[..., 1])
        np.fill_diagonal(distances, np.inf)
        overlap = np.maximum(least - distances, 0) / 2
        if overlap.max() < 1:
            break
        units = offsets / np.maximum(distances, 1e-6)[..., None]
        points = points + (units * overlap[..., None]).sum(axis=1) * 0.6
    return points
