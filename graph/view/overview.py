"""A graph too large for one page: an overview of its communities, and a page of each, linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph import Graph
from ..pinyin import readings
from .atlas import Atlas
from .columns import Pool, vocabulary
from .explorer import community_names, explorer_page, render_explorer

LARGE = 100_000
"""Graphs of more entities than this are shown in parts."""
_TIES = {
    "name": "TIES",
    "zh": "联系",
    "en": "ties",
    "loose": False,
    "symmetric": True,
    "action": False,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A community: the numbers of its ``members`` among the entities, ``known`` the best known."""

    known: int
    members: tuple[int, ...]

    @property
    def id(self) -> str:
        """The id of its node in the overview; it changes when the graph does."""
        return f"community/{self.known}"


def parts_of(graph: Graph, atlas: Atlas) -> list[Part]:
    """Return the communities, the largest first, and last what is in none that has a name."""
    community = [atlas.places[entity.id][2] for entity in graph.entities]
    named = community_names(graph, community)
    members: dict[int, list[int]] = {group: [] for group, _, _ in named}
    others: list[int] = []
    for n, group in enumerate(community):
        members.get(group, others).append(n)
    parts = [Part(known, tuple(members[group])) for group, known, _ in named]
    return [*parts, Part(others[0], tuple(others))] if others else parts


def file_of(number: int) -> str:
    """Return the name of the page of the part of this number, without its folder."""
    return f"{number + 1:04}.html"


def render_overview(
    graph: Graph,
    atlas: Atlas,
    parts: list[Part],
    folder: str,
    *,
    title: str,
    lang: str = "en",
    focus: str | None = None,
) -> str:
    """Return the page of the communities; ``folder`` is where it finds theirs.

    It opens at the community of the entity ``focus``.
    """
    part_of = {n: at for at, part in enumerate(parts) for n in part.members}
    number = {entity.id: n for n, entity in enumerate(graph.entities)}
    ties = Counter(
        (min(ends), max(ends))
        for edge in graph.edges
        if len(ends := {part_of[number[edge.source]], part_of[number[edge.target]]}) == 2
    )
    pool = Pool()
    known = [graph.entities[part.known] for part in parts]
    vocab = vocabulary()
    kinds = {kind["name"]: n for n, kind in enumerate(vocab["types"])}
    pairs = sorted(ties)
    places = [_middle(graph, atlas, part) for part in parts]
    data: dict[str, Any] = {
        **vocab,
        "relations": [_TIES],
        "key": graph.fingerprint,
        "nodes": {
            "id": [part.id for part in parts],
            "type": [kinds[entity.type] for entity in known],
            "name": [
                pool.add(f"{entity.name}（{len(part.members)}）")
                for entity, part in zip(known, parts, strict=True)
            ],
            "aliases": [[] for _ in parts],
            "properties": [],
            "x": [x for x, _ in places],
            "y": [y for _, y in places],
            "community": [-1 for _ in parts],
        },
        "edges": {
            "id": [f"ties/{n}" for n in range(len(pairs))],
            "source": [one for one, _ in pairs],
            "target": [other for _, other in pairs],
            "quote": [pool.add(f"{ties[pair]} 条陈述 · {ties[pair]} statements") for pair in pairs],
            **{column: [0] * len(pairs) for column in ("predicate", "year", "inferred")},
            **{column: [-1] * len(pairs) for column in ("status", "reply", "confidence")},
        },
        "communities": [],
        "readings": readings(entity.name for entity in known),
        "pages": [f"{folder}/{file_of(n)}" for n in range(len(parts))],
        "start": {} if focus is None else {"node": parts[part_of[number[focus]]].id},
    }
    data["texts"] = pool.texts
    return explorer_page(data, title=title, lang=lang)


def render_parts(
    graph: Graph,
    atlas: Atlas,
    parts: list[Part],
    overview: str,
    *,
    lang: str = "en",
    start: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    """Yield file name and page of each part; ``overview`` is the way from there to the overview.

    A page has all that is said of the part's members, with the other ends and the letters.
    """
    part_of = {graph.entities[n].id: at for at, part in enumerate(parts) for n in part.members}
    touching: list[list[int]] = [[] for _ in parts]
    for n, edge in enumerate(graph.edges):
        for at in {part_of[edge.source], part_of[edge.target]}:
            touching[at].append(n)
    for at, part in enumerate(parts):
        edges = [graph.edges[n] for n in touching[at]]
        wanted = {graph.entities[n].id for n in part.members}
        wanted |= {end for edge in edges for end in (edge.source, edge.target)}
        letters = {str(edge.properties.get("reply")) for edge in edges}
        wanted |= letters & part_of.keys()
        some = Graph.of([graph.entity(i) for i in wanted], edges)
        here = {k: v for k, v in start.items() if k not in ("node", "ego") or _has(some, start)}
        name = graph.entities[part.known].name
        yield (
            file_of(at),
            render_explorer(some, atlas, title=name, lang=lang, start=here, up=overview),
        )


def _has(graph: Graph, start: Mapping[str, Any]) -> bool:
    return any(entity.id == start.get("node") for entity in graph.entities)


def _middle(graph: Graph, atlas: Atlas, part: Part) -> tuple[int, int]:
    places = [atlas.places[graph.entities[n].id] for n in part.members]
    x, y = (sum(place[axis] for place in places) // len(places) for axis in (0, 1))
    return x, y
