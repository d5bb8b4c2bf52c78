"""The map of a whole graph: communities, each laid out inside, set beside each other; seeded.

A map can be kept: what was on it stays where it was when the graph grows, and only what is new
looks for a place near what it is tied to.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
import numpy.typing as npt

from ...errors import UsageError
from ..exports import write_atomically
from ..graph import Graph
from .forces import Points, apart, centred, pack, ring_of, springs
from .selection import is_loose

SPACING = 44.0
"""The distance that neighbours are given, in the units of the map."""
_LOOSE = 0.7
_INSIDE = 320
"""Larger communities are divided again; the forces inside one look at all pairs."""
_POLISHED = 1200
"""Maps up to this size are drawn together at the end, as one net of springs."""
_SHARED = 0.5
"""A kept map that knows a smaller share of the graph than this is not gone by."""

Ints = npt.NDArray[np.int64]
Place = tuple[int, int, int]
"""x, y and community; -1 is no community."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where each entity lies, and in which community, by its id: ``{id: (x, y, community)}``.

    ``fingerprint`` is that of the graph that was laid out.
    """

    fingerprint: str
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class _Net:
    """A simple weighted graph: ``pairs`` (m, 2) of numbers below ``size``, smaller end first."""

    size: int
    pairs: Ints
    weights: npt.NDArray[np.float64]

    def inside(self, members: Ints) -> _Net:
        """Return the part between ``members``, numbered by their order."""
        number = np.full(self.size, -1)
        number[members] = np.arange(len(members))
        pairs = number[self.pairs]
        kept = (pairs >= 0).all(axis=1)
        return _Net(len(members), np.sort(pairs[kept], axis=1), self.weights[kept])


def chart(graph: Graph, known: Atlas | None = None) -> Atlas:
    """Return the map of ``graph``; what ``known`` has a place for stays there."""
    if known and known.fingerprint == graph.fingerprint:
        return known
    ids = [entity.id for entity in graph.entities]
    net = _net(graph)
    if known and sum(i in known.places for i in ids) > _SHARED * len(ids):
        return Atlas(graph.fingerprint, _grown(ids, net, known.places))
    points, community = _laid_out(net)
    return Atlas(graph.fingerprint, _rounded(ids, points, community))


def kept(graph: Graph, file: Path) -> Atlas:
    """Return the map of ``graph`` by the one kept in ``file``, and keep it there if that can be."""
    known = load(file)
    atlas = chart(graph, known)
    if atlas is not known:
        with contextlib.suppress(OSError, UsageError):  # it is only kept to save time
            file.parent.mkdir(exist_ok=True)
            save(atlas, file)
    return atlas


def load(file: Path) -> Atlas | None:
    """Return a kept map, None if there is none that can be read."""
    try:
        kept = json.loads(gzip.decompress(file.read_bytes()))
        places = {i: (int(x), int(y), int(c)) for i, (x, y, c) in kept["places"].items()}
        return Atlas(kept["fingerprint"], places)
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
        return None


def save(atlas: Atlas, file: Path) -> None:
    """Keep a map for `load`.

    Raises:
        UsageError: the file cannot be written.
    """
    text = json.dumps({"fingerprint": atlas.fingerprint, "places": dict(atlas.places)})
    with write_atomically(file) as stream:
        stream.write(gzip.compress(text.encode("ascii"), mtime=0))


def _net(graph: Graph) -> _Net:
    number = {entity.id: n for n, entity in enumerate(graph.entities)}
    joined: dict[tuple[int, int], float] = {}
    for edge in graph.edges:
        one, other = number[edge.source], number[edge.target]
        if one != other:
            pair = (one, other) if one < other else (other, one)
            pull = _LOOSE if is_loose(edge.predicate) else 1.0
            joined[pair] = min(joined.get(pair, 0.0) + pull, 3.0)
    pairs = sorted(joined)
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return _Net(len(number), table, np.array([joined[pair] for pair in pairs]))


def _rounded(
    ids: Sequence[str], points: Points, community: Ints
) -> dict[str, tuple[int, int, int]]:
    whole = np.rint(points).astype(np.int64)
    return {i: (int(x), int(y), int(c)) for i, (x, y), c in zip(ids, whole, community, strict=True)}


def _laid_out(net: _Net) -> tuple[Points, Ints]:
    """Places and communities of all. Parts without a tie between them are set side by side, and
    what has no tie at all, community -1, stands in a strip below.
    """
    points, community = np.zeros((net.size, 2)), np.full(net.size, -1)
    parts = _connected(net)
    blocks = []
    for part in parts:
        inner = net.inside(part)
        groups = _communities(inner) if len(part) > 2 else [np.arange(len(part))]
        blocks.append(_polished(inner, _beside(inner, groups)))
        first = community.max(initial=-1) + 1
        for n, group in enumerate(groups):
            community[part[group]] = first + n
    for part, block in zip(parts, pack(blocks, SPACING), strict=True):
        points[part] = block
    tied = community >= 0
    points[~tied] = _strip(points[tied], int((~tied).sum()))
    return points, community


def _connected(net: _Net) -> list[Ints]:
    """The parts that hang together, the largest first, without single nodes."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(net.pairs.tolist())
    parts = [np.array(sorted(part), dtype=np.int64) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _polished(net: _Net, points: Points) -> Points:
    """A part that is not too large, drawn together as one net of springs."""
    if net.size > _POLISHED:
        return points
    points = springs(points, net.pairs, net.weights, SPACING, rounds=120, heat=0.6)
    return apart(points, np.full(net.size, SPACING * 0.36))


def _communities(net: _Net) -> list[Ints]:
    """The communities, the largest first."""
    if net.size == 0:
        return []
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(net.size))
    graph.add_weighted_edges_from(
        (int(a), int(b), float(w)) for (a, b), w in zip(net.pairs, net.weights, strict=True)
    )
    found = nx.community.louvain_communities(graph, seed=1, threshold=1e-4)
    parts = [np.array(sorted(part), dtype=np.int64) for part in found]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _beside(net: _Net, parts: Sequence[Ints]) -> Points:
    """Lay out each part, and the parts beside each other by what ties them."""
    inner = [_within(net.inside(part)) for part in parts]
    radii = np.array([np.hypot(*p.T).max(initial=0.0) + SPACING * 0.8 for p in inner])
    part_of = np.zeros(net.size, dtype=np.int64)
    for n, part in enumerate(parts):
        part_of[part] = n
    ends = np.sort(part_of[net.pairs], axis=1)
    across = ends[:, 0] != ends[:, 1]
    keys, place = np.unique(ends[across] @ np.array([len(parts), 1]), return_inverse=True)
    ties = np.stack(np.divmod(keys, len(parts)), axis=1)
    weights = np.sqrt(np.bincount(place, net.weights[across], minlength=len(keys)))
    spread = 2 * float(np.sqrt((radii**2).mean()))
    centres = springs(ring_of(len(parts), spread), ties, weights, spread, rounds=150, gravity=4)
    centres = apart(centres, radii)
    points = np.zeros((net.size, 2))
    for part, block, centre in zip(parts, inner, centres, strict=True):
        points[part] = block + centre
    return centred(points)


def _within(net: _Net) -> Points:
    """Places of the members of one community, around the origin."""
    if net.size > _INSIDE:
        parts = _communities(net)
        if len(parts[0]) < 0.9 * net.size:
            return _beside(net, parts)
        return _sunflower(net)
    points = springs(ring_of(net.size, SPACING), net.pairs, net.weights, SPACING, rounds=80)
    points = apart(points, np.full(net.size, SPACING * 0.36))
    return centred(points)


def _sunflower(net: _Net) -> Points:
    """A crowd that cannot be divided, mostly one body with all its ties: a spiral around it."""
    degree = np.bincount(net.pairs.ravel(), minlength=net.size)
    rank = np.empty(net.size)
    rank[np.argsort(-degree, kind="stable")] = np.arange(net.size)
    angle = rank * math.pi * (3 - math.sqrt(5))
    reach = SPACING * 0.6 * np.sqrt(rank)
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)


def _strip(points: Points, count: int) -> Points:
    """Places for ``count`` more in rows below ``points``."""
    left, wide = (points[:, 0].min(), np.ptp(points[:, 0])) if len(points) else (0.0, 0.0)
    top = points[:, 1].max() + 2 * SPACING if len(points) else 0.0
    columns = max(1, math.ceil(math.sqrt(count)), int(wide / SPACING))
    row, column = np.divmod(np.arange(count), columns)
    return np.stack([left + column * SPACING, top + row * SPACING], axis=1)


def _grown(ids: Sequence[str], net: _Net, known: Mapping[str, Place]) -> dict[str, Place]:
    """Places of all: those known, and for the rest the nearest free spot to their neighbours."""
    neighbours: list[list[int]] = [[] for _ in ids]
    for one, other in net.pairs.tolist():
        neighbours[one].append(other)
        neighbours[other].append(one)
    places = {n: known[i] for n, i in enumerate(ids) if i in known}
    taken = {_cell(x, y) for x, y, _ in places.values()}
    waiting = [n for n, i in enumerate(ids) if i not in known]
    lowest = max(y for _, y, _ in places.values()) + 2 * SPACING
    fresh = max(c for _, _, c in places.values()) + 1
    while waiting:
        ready = [n for n in waiting if any(m in places for m in neighbours[n])]
        for n in ready or waiting[:1]:
            near = [places[m] for m in neighbours[n] if m in places]
            x = sum(p[0] for p in near) / len(near) if near else 0.0
            y = sum(p[1] for p in near) / len(near) if near else lowest
            groups = [p[2] for p in near if p[2] >= 0]
            group = max(groups, key=groups.count) if groups else fresh if neighbours[n] else -1
            fresh += group == fresh
            places[n] = (*_free(x, y, taken), group)
        waiting = [n for n in waiting if n not in places]
    return {i: places[n] for n, i in enumerate(ids)}


def _cell(x: float, y: float) -> tuple[int, int]:
    return round(x / SPACING), round(y / SPACING)


def _free(x: float, y: float, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The free spot nearest to a point, on a spiral; it is taken then."""
    for step in range(1, 1_000_000):
        angle, reach = step * 2.4, SPACING * 0.7 * math.sqrt(step)
        spot = x + reach * math.cos(angle), y + reach * math.sin(angle)
        if _cell(*spot) not in taken:
            break
    taken.add(_cell(*spot))
    return round(spot[0]), round(spot[1])
