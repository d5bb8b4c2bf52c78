"""One graph as one HTML file: everything in it, nothing fetched, every name shown as text."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib import resources
from math import pi, sqrt
from pathlib import Path
from typing import Any

from pyvis.network import Network

from ..graph import Graph
from ..model import Edge
from ..schema import schema
from .frame import policy, static
from .frame import script_json as script_json
from .layout import positions
from .selection import Selection, is_letter, is_loose, select

_HERE = Path(__file__).parent
_SCRIPTS = ("base.js", "drawing.js", "panel.js", "controls.js")
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "keyboard": False},
    "nodes": {"chosen": False, "borderWidth": 2},
    "edges": {"chosen": False, "arrows": {"to": {"scaleFactor": 0.5}}},
}


def render(
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
    network.set_options(json.dumps(_OPTIONS))
    _add_nodes(network, chosen)
    _add_edges(network, chosen)
    network.set_template_dir(str(_HERE / "templates"), "page.html")
    network.templateEnv.filters["script_json"] = script_json
    network.templateEnv.globals["page"] = _page(graph, chosen, title, lang)
    html: str = network.generate_html()
    return html


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
            entity={"type": entity.type, **entity.row()},
        )


def _add_edges(network: Network, chosen: Selection) -> None:
    bends = _bends(chosen.edges)
    for edge in chosen.edges:
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            arrows="" if schema().relations[edge.predicate].symmetric else "to",
            statement={"predicate": edge.predicate, **edge.row()},
            **bends[edge.id],
        )


def _bends(edges: Sequence[Edge]) -> dict[str, dict[str, Any]]:
    """How each edge is bent, so that those between the same two nodes are drawn apart."""
    groups: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
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


def _page(graph: Graph, chosen: Selection, title: str, lang: str) -> dict[str, object]:
    """All that the template needs beside pyvis's own nodes, edges and options."""
    words = {
        key: text["zh" if lang == "zh" else "en"]
        for key, text in json.loads(static("words.json")).items()
    }
    style = static("page.css")
    inner = "\n".join(static(name) for name in _SCRIPTS)
    script = f'(() => {{\n"use strict";\n{inner}}})();'
    library = resources.files("pyvis").joinpath(_LIBRARY).read_text("utf-8")
    return {
        "language": "zh-Hans" if lang == "zh" else "en",
        "words": words,
        "cut": cut_notice(chosen, words),
        "style": style,
        "script": script,
        "library": library,
        "policy": policy(style, library, script),
        "data": {
            "title": title,
            "words": words,
            "focus": chosen.focus.id if chosen.focus else None,
            "letters": _letters(graph, chosen),
            **_vocabulary(lang),
        },
    }


def cut_notice(chosen: Selection, words: Mapping[str, str]) -> str:
    """Return the line that says how much of the graph the page shows, and why not all."""
    parts = [words["cut"], words["cut_edges"]]
    if chosen.focus:
        parts.append(words["cut_focus"])
    if chosen.cut:
        parts.append(words["cut_why"])
    return (
        words["separator"]
        .join(parts)
        .format(
            shown=len(chosen.entities),
            total=chosen.total,
            edges=len(chosen.edges),
            reachable=chosen.reachable,
            hops=chosen.hops,
        )
    )


def _letters(graph: Graph, chosen: Selection) -> dict[str, object]:
    """The letters that the shown edges are quoted from, shown themselves or not."""
    known = {entity.id: entity for entity in graph.entities if is_letter(entity.type)}
    quoted = {str(edge.properties.get("reply")) for edge in chosen.edges}
    return {i: known[i].row() for i in sorted(quoted & known.keys())}


def _vocabulary(lang: str) -> dict[str, object]:
    words = schema()
    labels: dict[str, str] = {}
    for kind in words.entity_types.values():
        labels.update({name: p.label(lang) for name, p in kind.properties.items()})
    return {
        "types": [
            {
                "name": t.name,
                "label": t.label(lang),
                "colour": t.colour,
                "about": t.definition[lang],
            }
            for t in words.entity_types.values()
        ],
        "relations": [
            {
                "name": r.name,
                "label": r.label(lang),
                "loose": is_loose(r.name),
                "symmetric": r.symmetric,
            }
            for r in words.relations.values()
        ],
        "statuses": [{"name": s.name, "label": s.label(lang)} for s in words.statuses.values()],
        "levels": {level.name: level.label(lang) for level in words.levels.values()},
        "properties": [{"name": name, "label": label} for name, label in labels.items()],
    }
