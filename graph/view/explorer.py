"""The Explorer: a whole graph as one page, to search, filter, follow and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..graph import Graph
from ..schema import schema
from .atlas import Atlas
from .columns import columns, is_body
from .frame import page
from .selection import is_letter, is_loose

_NAMED = 3
"""Smaller communities are not named on the map."""


def render_explorer(
    graph: Graph,
    atlas: Atlas,
    *,
    title: str,
    lang: str = "en",
    start: Mapping[str, Any],
    up: str | None = None,
) -> str:
    """Return a page that shows all of ``graph`` on the map ``atlas``.

    ``start`` is how it opens, beside what its address says: ``node`` (an id) with ``ego`` (steps
    around it), ``years`` (two numbers), ``types`` (those shown). ``up`` is the way to an overview
    that this is a part of. Equal graphs and maps give equal pages.
    """
    data = columns(graph)
    placed = [atlas.places[entity.id] for entity in graph.entities]
    data["nodes"] |= {
        "x": [x for x, _, _ in placed],
        "y": [y for _, y, _ in placed],
        "community": [community for _, _, community in placed],
    }
    data["communities"] = community_names(graph, [community for _, _, community in placed])
    data["start"] = dict(start)
    data["up"] = up
    return page("explorer", title=title, lang=lang, data=data)


def community_names(graph: Graph, community: Sequence[int]) -> list[list[int]]:
    """Return ``[community, node, size]`` of those worth a name, the largest first.

    The node is the community's best-known body: the organisation that most is told of, or where
    there is none, what else most is told of.
    """
    ties = Counter(
        end
        for edge in graph.edges
        if not is_loose(edge.predicate)
        for end in (edge.source, edge.target)
    )
    bodies = {name for name, kind in schema().entity_types.items() if is_body(kind)}
    members: dict[int, list[int]] = {}
    for n, group in enumerate(community):
        members.setdefault(group, []).append(n)

    def known(n: int) -> tuple[bool, bool, int, int]:
        entity = graph.entities[n]
        return entity.type in bodies, not is_letter(entity.type), ties[entity.id], -n

    named = [
        [group, max(nodes, key=known), len(nodes)]
        for group, nodes in members.items()
        if group >= 0 and len(nodes) >= _NAMED
    ]
    return sorted(named, key=lambda row: (-row[2], row[0]))
