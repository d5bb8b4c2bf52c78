"""The surroundings of an entity as one page, to arrange by hand: pyvis with our own template."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib import resources
from math import pi, sqrt
from typing import Any

from pyvis.network import Network

from ..graph import Graph
from ..model import Edge
from ..schema import schema
from .columns import columns
from .frame import TEMPLATES, framed
from .layout import positions
from .selection import Selection, is_letter, is_loose, select

_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "keyboard": False},
    "nodes": {"chosen": False, "borderWidth": 2},
    "edges": {"chosen": False, "arrows": {"to": {"scaleFactor": 0.5}}},
}


def render_neighbourhood(
    graph: Graph,
    *,
    title: str,
    lang: str = "en",
    focus: str | None = None,
    hops: int = 1,
    max_nodes: int = 150,
) -> str:
    """Return a page that shows ``graph``, or what lies within ``hops`` of the entity ``focus``.

    ``lang`` is "zh" or "en". A larger graph is cut as `selection.select` says, and the page tells
    so. Equal graphs give equal pages.

    Raises:
        UsageError: see `selection.select`.
    """
    chosen = select(graph, focus=focus, hops=hops, max_nodes=max_nodes)
    network = Network(directed=True)
    lines = _lines(chosen.edges)
    _add_nodes(network, chosen)
    _add_lines(network, lines)
    network.set_template_dir(str(TEMPLATES), "neighbourhood.html")
    network.templateEnv.globals["frame"] = framed(
        "neighbourhood",
        title=title,
        lang=lang,
        data=_data(graph, chosen, network, lines),
        library=resources.files("pyvis").joinpath(_LIBRARY).read_text("utf-8"),
    )
    html: str = network.generate_html()
    return html


def _data(
    graph: Graph, chosen: Selection, network: Network, lines: Sequence[Sequence[Edge]]
) -> dict[str, Any]:
    """What the page holds: the chosen part, the letters it is quoted from, and how it is drawn.

    ``line`` tells of each edge the place of its line in the drawing.
    """
    drawn = {entity.id for entity in chosen.entities}
    quoted = {str(edge.properties.get("reply")) for edge in chosen.edges}
    wanted = drawn | quoted
    part = Graph.of([e for e in graph.entities if e.id in wanted], chosen.edges)
    line = {edge.id: n for n, edges in enumerate(lines) for edge in edges}
    return {
        **columns(part),
        "absent": [int(entity.id not in drawn) for entity in part.entities],
        "drawing": {
            "nodes": network.nodes,
            "edges": network.edges,
            "line": [line[edge.id] for edge in part.edges],
            "options": _OPTIONS,
        },
        "focus": chosen.focus.id if chosen.focus else None,
        "reach": {
            "shown": len(chosen.entities),
            "total": chosen.total,
            "edges": len(chosen.edges),
            "reachable": chosen.reachable,
            "hops": chosen.hops,
            "cut": chosen.cut,
        },
    }


def _add_nodes(network: Network, chosen: Selection) -> None:
    places = positions(chosen.entities, chosen.edges)
    ties = Counter(
        end
        for edge in chosen.edges
        if not is_loose(edge.predicate)
        for end in (edge.source, edge.target)
    )
    for entity in chosen.entities:
        kind = schema().entity_types[entity.type]
        x, y = places[entity.id]
        network.add_node(
            entity.id,
            label=entity.name,
            shape="diamond" if kind.hub else "square" if is_letter(entity.type) else "dot",
            color=kind.colour,
            size=round(min(7 + 2.4 * sqrt(ties[entity.id]), 22), 1),
            x=x,
            y=y,
        )


def _lines(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges by the line that stands for them: one of a relation and status between two nodes.

    Between two nodes there may be thousands of statements, which no eye tells apart.
    """
    lines: defaultdict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        status = str(edge.properties.get("status"))
        lines[edge.source, edge.target, edge.predicate, status].append(edge)
    return list(lines.values())


def _add_lines(network: Network, lines: Sequence[Sequence[Edge]]) -> None:
    """Draw the lines, each with the id of its first edge."""
    firsts = [line[0] for line in lines]
    bends = _bends(firsts)
    for edge in firsts:
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            arrows="" if schema().relations[edge.predicate].symmetric else "to",
            **bends[edge.id],
        )


def _bends(firsts: Sequence[Edge]) -> dict[str, dict[str, Any]]:
    """How each line is bent, so that those between the same two nodes are drawn apart."""
    groups: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in firsts:
        groups[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    bends: dict[str, dict[str, Any]] = {}
    for (first, second), group in groups.items():
        for n, edge in enumerate(group):
            if first == second:
                angle = round(pi / 4 + 2 * pi * n / len(group), 3)
                bends[edge.id] = {"selfReference": {"size": 16, "angle": angle}}
                continue
            step = min(0.16, 1.2 / len(group))
            bend = step * (n - (len(group) - 1) / 2) * (1 if edge.source == first else -1)
            way = "curvedCW" if bend > 0 else "curvedCCW"
            curve = {"enabled": True, "type": way, "roundness": round(abs(bend), 3)}
            bends[edge.id] = {"smooth": curve if bend else False}
    return bends
