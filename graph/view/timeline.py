"""The timeline: what was promised, under way and done, year by year, promises joined to reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import UsageError
from ..graph import Graph
from ..model import Edge, Entity
from ..schema import schema
from ..text import fold
from .columns import columns
from .frame import page
from .selection import is_letter


@dataclass(frozen=True, slots=True)
class Row:
    """One relation to one object: its acts by year, and which report keeps which promise.

    ``years`` are those the acts are told of, one an edge, 0 where nothing says. ``kept`` are pairs
    of edges, a promise and the report of it; ``open`` are promises without one.
    """

    predicate: str
    target: str
    edges: tuple[Edge, ...]
    years: tuple[int, ...]
    kept: tuple[tuple[Edge, Edge], ...]
    open: tuple[Edge, ...]


def render_timeline(
    graph: Graph, *, title: str, lang: str = "en", focus: Entity | None = None, theme: str = ""
) -> str:
    """Return a page with the acts of and upon the entity ``focus``, or told of under ``theme``.

    Raises:
        UsageError: no proposal is about the theme.
    """
    rows = rows_of(graph, themed_acts(graph, theme) if theme else acts_of(graph, focus))
    part = _part(graph, rows, focus)
    number = {edge.id: n for n, edge in enumerate(part.edges)}
    data = columns(part)
    data["focus"] = focus.id if focus else None
    data["rows"] = [
        {
            "edges": [number[edge.id] for edge in row.edges],
            "years": list(row.years),
            "kept": [[number[promise.id], number[report.id]] for promise, report in row.kept],
            "open": [number[edge.id] for edge in row.open],
        }
        for row in rows
    ]
    return page("timeline", title=title, lang=lang, data=data)


def acts_of(graph: Graph, focus: Entity | None) -> list[Edge]:
    """Return the acts of and upon ``focus``, with all that others did of the same to its objects.

    Without a focus, all acts.
    """
    acts = [edge for edge in graph.edges if schema().relations[edge.predicate].action]
    if focus is None:
        return acts
    wanted = {(e.predicate, e.target) for e in acts if focus.id in (e.source, e.target)}
    return [edge for edge in acts if (edge.predicate, edge.target) in wanted]


def themed_acts(graph: Graph, theme: str) -> list[Edge]:
    """Return the acts told in answers to proposals on ``theme``, by subject or by title.

    What other letters tell of the same acts is with them, so that later reports are seen.

    Raises:
        UsageError: there is no such proposal.
    """
    key = fold(theme)
    entities = {entity.id: entity for entity in graph.entities}
    hubs = {name for name, kind in schema().entity_types.items() if kind.hub}

    def named(entity: Entity) -> bool:
        aliases = entity.properties.get("aliases")
        names = [entity.name, *(aliases if isinstance(aliases, list) else [])]
        return bool(key) and any(key in fold(name) for name in names)

    about = {
        edge.source if entities[edge.target].type in hubs else edge.target
        for edge in graph.edges
        if not schema().relations[edge.predicate].action
        and (
            (edge.predicate == "ABOUT" and named(entities[edge.target]))
            or (edge.predicate == "ANSWERS" and named(entities[edge.target]))
        )
    }
    letters = {e.source for e in graph.edges if e.predicate == "ANSWERS" and e.target in about}
    if not letters:
        raise UsageError(
            f"no answered proposal is about {theme!r}",
            "give a theme, or words that stand in the titles of proposals, such as 博物馆",
        )
    acts = acts_of(graph, None)
    told = {(e.predicate, e.target) for e in acts if e.properties.get("reply") in letters}
    return [edge for edge in acts if (edge.predicate, edge.target) in told]


def rows_of(graph: Graph, acts: Sequence[Edge]) -> list[Row]:
    """Return the rows of these acts, the earliest first."""
    told = {e.id: e.properties.get("year") for e in graph.entities if is_letter(e.type)}
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in acts:
        groups.setdefault((edge.predicate, edge.target), []).append(edge)
    rows = []
    for (predicate, target), edges in groups.items():
        dated = sorted((_year(edge, told), edge.id, edge) for edge in edges)
        kept, left = _promises(edges, told)
        rows.append(
            Row(
                predicate=predicate,
                target=target,
                edges=tuple(edge for _, _, edge in dated),
                years=tuple(year for year, _, _ in dated),
                kept=tuple(kept),
                open=tuple(left),
            )
        )
    return sorted(
        rows, key=lambda row: (min(y or 9999 for y in row.years), row.target, row.predicate)
    )


def _year(edge: Edge, told: Mapping[str, object]) -> int:
    """The year of an act: what its clause says, else its letter's, else 0."""
    year = edge.properties.get("year") or told.get(str(edge.properties.get("reply")))
    return year if isinstance(year, int) else 0


def _said(edge: Edge, told: Mapping[str, object]) -> int:
    """The year in which a letter said so."""
    year = told.get(str(edge.properties.get("reply"))) or edge.properties.get("year")
    return year if isinstance(year, int) else 0


def _promises(
    edges: Iterable[Edge], told: Mapping[str, object]
) -> tuple[list[tuple[Edge, Edge]], list[Edge]]:
    """Pair each actor's first promise with its first report, as the question promises_kept does.

    A report is in a letter of a later year, of an act that is not older than the promise; of one
    year the same actor's goes first.
    """
    ordered = sorted(edges, key=lambda edge: (_said(edge, told), edge.id))
    first: dict[str, Edge] = {}
    for edge in ordered:
        if edge.properties.get("status") == "planned" and _said(edge, told):
            first.setdefault(edge.source, edge)
    kept, left = [], []
    for promise in first.values():
        since = _said(promise, told)
        reports = [
            edge
            for edge in ordered
            if edge.properties.get("status") == "done"
            and _said(edge, told) > since
            and _year(edge, told) >= since
        ]
        if reports:
            order = {e.id: (_said(e, told), e.source != promise.source, e.id) for e in reports}
            kept.append((promise, min(reports, key=lambda edge: order[edge.id])))
        else:
            left.append(promise)
    return kept, left


def _part(graph: Graph, rows: Sequence[Row], focus: Entity | None) -> Graph:
    """What the rows speak of, their letters, and all that is said of the focus."""
    edges = {edge.id: edge for row in rows for edge in row.edges}
    if focus:
        edges |= {e.id: e for e in graph.edges if focus.id in (e.source, e.target)}
    ends = {end for edge in edges.values() for end in (edge.source, edge.target)}
    letters = {str(edge.properties.get("reply")) for edge in edges.values()}
    wanted = ends | letters | ({focus.id} if focus else set())
    return Graph.of([e for e in graph.entities if e.id in wanted], edges.values())
