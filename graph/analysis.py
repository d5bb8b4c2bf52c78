"""The graph for networkx and its algorithms.

What connects is handling and acts. A letter mentions everything that it names, and hubs (places,
themes, assemblies) touch nearly everything: both would tie all to all, and are left out unless
asked for. Everything is sorted or seeded, so that the same graph gives the same result.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from .graph import Graph
from .model import Edge, Entity
from .schema import schema

SEED = 7
EXACT = 2_000
"""Nodes up to which betweenness is exact; above, it is estimated from `SAMPLE` of them."""
SAMPLE = 400
_DIGITS = 6
"""Of a measure; the last bits of a float are not the same on every machine."""


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


@dataclass(frozen=True, slots=True)
class Bridge:
    """How much a body lies between others in one year: its share of their shortest paths.

    ``change`` is against the year before among those of the graph, None in the first one.
    """

    year: int
    body: Entity
    betweenness: float
    change: float | None
    neighbours: int


@dataclass(frozen=True, slots=True)
class Community:
    """A group of entities that are closer to each other than to others, in one year.

    It keeps the ``number`` of the group of the year before that it shares most members with;
    against that one are ``joined`` and ``left``, both empty for a new group. All are sorted by
    weight: who has more neighbours comes first.
    """

    year: int
    number: int
    members: tuple[Entity, ...]
    joined: tuple[Entity, ...]
    left: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, and the first statement that makes it; ``others`` say the same."""

    start: Entity
    end: Entity
    edge: Edge
    others: int


@dataclass(frozen=True, slots=True)
class Handler:
    """A body in the network of lead and co-handlers.

    ``clustering`` is how many of its partners are partners too; ``statements`` are its edges.
    """

    body: Entity
    led: int
    co_handled: int
    partners: int
    clustering: float
    betweenness: float
    statements: tuple[str, ...]


def bridges(graph: Graph) -> list[Bridge]:
    """Return all bodies that lie between others, year by year, the strongest first."""
    bodies = _types("LEADS")
    result: list[Bridge] = []
    before: Mapping[str, float] | None = None
    for year, edges in _by_year(graph):
        ties = _simple(edges)
        now = _betweenness(ties)
        found = [
            Bridge(
                year,
                graph.entity(id),
                value,
                None if before is None else round(value - before.get(id, 0.0), _DIGITS),
                len(ties[id]),
            )
            for id, value in now.items()
            if value > 0 and graph.entity(id).type in bodies
        ]
        result += sorted(found, key=lambda b: (-b.betweenness, b.body.name, b.body.id))
        before = now
    return result


def communities(graph: Graph) -> list[Community]:
    """Return the communities of each year (Louvain), the largest first, and who came and went."""
    result: list[Community] = []
    before: dict[int, frozenset[str]] = {}
    numbers = itertools.count(1)
    for year, edges in _by_year(graph):
        ties = _simple(edges)
        groups = _groups(ties)
        heirs = _heirs(before, groups)
        now: dict[int, frozenset[str]] = {}
        for position, group in enumerate(groups):
            number = heirs.get(position)
            old = before[number] if number is not None else group
            number = next(numbers) if number is None else number
            now[number] = group
            ordered = _ordering(graph, ties)
            result.append(
                Community(year, number, ordered(group), ordered(group - old), ordered(old - group))
            )
        before = now
    return result


def paths(
    graph: Graph, start: str, end: str, count: int, *, hubs: bool = False, letters: bool = False
) -> list[tuple[Step, ...]]:
    """Return the ``count`` shortest paths between two ids, none if nothing connects them.

    ``hubs`` and ``letters`` let paths lead through hubs, and through letters that mention.
    """
    outside = set() if hubs else set(schema().hubs)
    if not letters:
        outside |= _types("ANSWERS")
    ends = {start, end}
    between: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        through = {edge.source: edge.source_type, edge.target: edge.target_type}
        if edge.source != edge.target and not any(
            kind in outside and id not in ends for id, kind in through.items()
        ):
            between[min(through), max(through)].append(edge)
    ties: nx.Graph[str] = nx.Graph(sorted(between))
    if start == end or start not in ties or end not in ties or not nx.has_path(ties, start, end):
        return []
    found: Iterator[Sequence[str]] = nx.shortest_simple_paths(ties, start, end)
    return [
        tuple(
            Step(graph.entity(a), graph.entity(b), _first(edges), len(edges) - 1)
            for a, b in itertools.pairwise(path)
            for edges in (between[min(a, b), max(a, b)],)
        )
        for path in itertools.islice(found, count)
    ]


def handlers(graph: Graph) -> list[Handler]:
    """Return the bodies of the co-handling network: two are tied if they handle one proposal."""
    handling = ("LEADS", "CO_HANDLES")
    of_proposal: defaultdict[str, set[str]] = defaultdict(set)
    done: dict[str, defaultdict[str, set[str]]] = {verb: defaultdict(set) for verb in handling}
    statements: defaultdict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.predicate in done:
            of_proposal[edge.target].add(edge.source)
            done[edge.predicate][edge.source].add(edge.target)
            statements[edge.source].append(edge.id)
    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(sorted(statements))
    for bodies in of_proposal.values():
        ties.add_edges_from(itertools.combinations(sorted(bodies), 2))
    central = _betweenness(ties)
    clustered: Mapping[str, float] = dict(nx.clustering(ties, list(ties)))  # type: ignore[arg-type]
    led, joined = (done[verb] for verb in handling)
    result = [
        Handler(
            graph.entity(id),
            len(led[id]),
            len(joined[id]),
            len(ties[id]),
            round(clustered[id], _DIGITS),
            central[id],
            tuple(statements[id]),
        )
        for id in ties
    ]
    return sorted(
        result, key=lambda h: (-h.partners, -h.led - h.co_handled, h.body.name, h.body.id)
    )


def part(graph: Graph, focus: str, hops: int) -> Graph:
    """Return what lies within ``hops`` connecting steps of an entity, with all edges between."""
    near = {focus}
    ties = _simple(edge for edge in graph.edges if _connects(edge))
    if focus in ties:
        near |= set(nx.single_source_shortest_path_length(ties, focus, cutoff=hops))
    edges = [edge for edge in graph.edges if edge.source in near and edge.target in near]
    # The letters that the edges are from are not on the way, but are needed to quote them.
    needed = near | {str(edge.properties["reply"]) for edge in edges}
    return Graph.of([entity for entity in graph.entities if entity.id in needed], edges)


def with_measures(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return `to_networkx` with what the whole graph tells of each node that is tied at all.

    Its nodes get ``betweenness``, ``community`` (numbered from the largest) and ``neighbours``.
    """
    result = to_networkx(graph)
    ties = _simple(edge for edge in graph.edges if _connects(edge))
    central = _betweenness(ties)
    for number, group in enumerate(_groups(ties), 1):
        for id in sorted(group):
            result.nodes[id].update(
                betweenness=central[id], community=number, neighbours=len(ties[id])
            )
    return result


def _types(relation: str) -> set[str]:
    """Return the entity types that a relation leads from."""
    return set(schema().relations[relation].domain)


def _connects(edge: Edge) -> bool:
    outside = {*schema().hubs, *_types("ANSWERS")}
    ends = {edge.source_type, edge.target_type}
    return edge.source != edge.target and not ends & outside


def _by_year(graph: Graph) -> Iterator[tuple[int, list[Edge]]]:
    """Yield the connecting edges of each year; those without a year are left out."""
    found: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        year = edge.properties.get("year")
        if isinstance(year, int) and _connects(edge):
            found[year].append(edge)
    yield from sorted(found.items())


def _simple(edges: Iterable[Edge]) -> nx.Graph[str]:
    """Return who is tied to whom, without direction, in order of ids."""
    pairs = sorted(
        {(min(edge.source, edge.target), max(edge.source, edge.target)) for edge in edges}
    )
    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(sorted({id for pair in pairs for id in pair}))
    ties.add_edges_from(pairs)
    return ties


def _groups(ties: nx.Graph[str]) -> list[frozenset[str]]:
    """Return the communities, the largest first."""
    # Sets of numbers, unlike sets of text, have the same order in every process.
    ids = list(ties)
    position = {id: number for number, id in enumerate(ids)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(position.values())
    numbered.add_edges_from((position[a], position[b]) for a, b in ties.edges)
    found = nx.community.louvain_communities(numbered, seed=SEED)
    groups = [frozenset(ids[n] for n in group) for group in found]
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def _betweenness(ties: nx.Graph[str]) -> dict[str, float]:
    sample = None if len(ties) <= EXACT else SAMPLE
    found: Mapping[str, float] = nx.betweenness_centrality(ties, k=sample, seed=SEED)
    return {id: round(value, _DIGITS) for id, value in found.items()}


def _heirs(
    before: Mapping[int, frozenset[str]], groups: Sequence[frozenset[str]]
) -> dict[int, int]:
    """Return which old number each group, by its position, goes on with; each is used once."""
    shared = sorted(
        (-len(group & old), position, number)
        for position, group in enumerate(groups)
        for number, old in before.items()
        if group & old
    )
    heirs: dict[int, int] = {}
    for _, position, number in shared:
        if position not in heirs and number not in heirs.values():
            heirs[position] = number
    return heirs


def _ordering(graph: Graph, ties: nx.Graph[str]) -> Callable[[Iterable[str]], tuple[Entity, ...]]:
    def ordered(ids: Iterable[str]) -> tuple[Entity, ...]:
        weighed = sorted((-len(ties[id]) if id in ties else 0, id) for id in ids)
        return tuple(graph.entity(id) for _, id in weighed)

    return ordered


def _first(edges: Sequence[Edge]) -> Edge:
    """Return the earliest of edges, an act before a mere mention."""
    return min(
        edges,
        key=lambda e: (
            not schema().relations[e.predicate].action,
            e.properties.get("year") is None,
            str(e.properties.get("year")),
            e.id,
        ),
    )
