"""The Explorer: a whole graph as one page, to search, filter, follow and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from ...errors import UsageError
from ..graph import Graph
from ..model import Entity
from ..schema import schema
from .atlas import Atlas
from .columns import columns, is_body
from .frame import page
from .selection import is_letter, is_loose

_EVIDENCE = frozenset({"id", "quote", "reply", "confidence", "inferred"})
"""Columns of edges that the first picture does without."""
_NAMED = 3
"""Smaller communities are not named on the map."""


def opening(
    focus: Entity | None = None,
    hops: int = 1,
    years: Sequence[int] = (),
    types: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the ``start`` of `render_explorer`: at an entity and ``hops`` steps around it, with
    the years from the first to the last of ``years`` only, and entities of ``types`` only.

    The types go by their names or labels; that of the focus is always shown.

    Raises:
        UsageError: there is no such type.
    """
    start: dict[str, Any] = {}
    if years:
        start["years"] = [min(years), max(years)]
    if focus:
        start |= {"node": focus.id, "ego": hops}
    if types:
        start["types"] = [*map(_type, types), *([focus.type] if focus else [])]
    return start


def _type(wanted: str) -> str:
    known = schema().entity_types.values()
    for kind in known:
        if wanted.casefold() in {word.casefold() for word in (kind.name, kind.zh, kind.en)}:
            return kind.name
    raise UsageError(
        f"no entity type {wanted!r}", "types: " + ", ".join(kind.name for kind in known)
    )


def render_explorer(
    graph: Graph,
    atlas: Atlas,
    *,
    title: str,
    lang: str = "en",
    start: Mapping[str, Any],
    up: str | None = None,
    site: Mapping[str, str] | None = None,
) -> str:
    """Return a page that shows all of ``graph`` on the map ``atlas``.

    ``start`` is how it opens, beside what its address says: ``node`` (an id) with ``ego`` (steps
    around it), ``years`` (two numbers), ``types`` (those shown). ``up`` is the way to an overview
    that this is a part of. ``site`` is where a server has the page of an ``entity``
    (its id follows) and that for a ``query``. Equal graphs and maps give equal pages.
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
    data["site"] = site
    return explorer_page(data, title=title, lang=lang)


def explorer_page(data: Mapping[str, Any], *, title: str, lang: str) -> str:
    """Return the Explorer's page of `columns.columns` with places, communities and a start.

    What its first picture does without is put apart: all that tells where a statement is from.
    """
    nodes, edges, texts = data["nodes"], data["edges"], data["texts"]
    named = 1 + max(chain(nodes["name"], *nodes["aliases"]), default=-1)
    first = {
        **data,
        "nodes": {name: column for name, column in nodes.items() if name != "properties"},
        "edges": {name: column for name, column in edges.items() if name not in _EVIDENCE},
        "texts": texts[:named],
    }
    later = {
        "nodes": {"properties": nodes["properties"]},
        "edges": {name: column for name, column in edges.items() if name in _EVIDENCE},
        "texts": texts[named:],
    }
    return page("explorer", title=title, lang=lang, data=first, later=later)


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
