"""The co-handling matrix: which bodies lead proposals that which others handle with them."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import Graph
from ..model import Edge
from .columns import columns
from .frame import page

LEAD, CO = "LEADS", "CO_HANDLES"


@dataclass(frozen=True, slots=True)
class Pair:
    """One proposal that one body leads and another handles with it; ``year`` is 0 if unknown."""

    proposal: str
    year: int
    lead: Edge
    co: Edge


def render_matrix(graph: Graph, *, title: str, lang: str = "en") -> str:
    """Return a page with a row for each leading body and a column for each co-handling one."""
    pairs = pairs_of(graph)
    part = _part(graph, pairs)
    number = {edge.id: n for n, edge in enumerate(part.edges)}
    data = columns(part)
    data["pairs"] = [[number[pair.lead.id], number[pair.co.id], pair.year] for pair in pairs]
    return page("matrix", title=title, lang=lang, data=data)


def pairs_of(graph: Graph) -> list[Pair]:
    """Return each (proposal, lead, co-handler) once, by proposal; the first statement stands."""
    handlers: dict[str, dict[str, dict[str, Edge]]] = {}
    for edge in graph.edges:
        if edge.predicate in (LEAD, CO):
            of_proposal = handlers.setdefault(edge.target, {LEAD: {}, CO: {}})
            of_proposal[edge.predicate].setdefault(edge.source, edge)
    return [
        Pair(proposal, _year(graph, proposal, lead), lead, co)
        for proposal, found in sorted(handlers.items())
        for lead in found[LEAD].values()
        for co in found[CO].values()
        if lead.source != co.source
    ]


def _year(graph: Graph, proposal: str, lead: Edge) -> int:
    """The year of the proposal, else of the letter that says who leads it."""
    for year in (graph.entity(proposal).properties.get("year"), lead.properties.get("year")):
        if isinstance(year, int):
            return year
    return 0


def _part(graph: Graph, pairs: list[Pair]) -> Graph:
    """The bodies, the proposals, and all that is said of who handles them and of their letters."""
    proposals = {pair.proposal for pair in pairs}
    edges = [edge for edge in graph.edges if edge.target in proposals]
    wanted = {end for edge in edges for end in (edge.source, edge.target)}
    wanted |= {str(edge.properties.get("reply")) for edge in edges}
    return Graph.of([entity for entity in graph.entities if entity.id in wanted], edges)
