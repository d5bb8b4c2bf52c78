"""The page of surroundings as text: what is in it, what is cut, the same each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from wenmai.graph.graph import Graph
from wenmai.graph.schema import schema
from wenmai.graph.view.neighbourhood import render_neighbourhood as render
from world import FAIR, LEAD, ODD_NAME, PLACE, PROPOSAL, REPLY_2021

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}"


@dataclass
class Page(HTMLParser):
    """The elements of a page with their attributes, and the text inside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[tuple[str, dict[str, str | None], str]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inline.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in ("script", "style") and data.strip():
            tag, attributes, text = self.inline[-1]
            self.inline[-1] = (tag, attributes, text + data)
        self.words += data

    def data(self) -> Any:
        (text,) = (text for _, attributes, text in self.inline if attributes.get("id") == "data")
        return json.loads(gzip.decompress(base64.b64decode(json.loads(text))))

    def drawing(self, kind: str) -> Any:
        return self.data()["drawing"][kind]


def test_the_page_holds_every_entity_and_edge(world: Graph) -> None:
    page = Page(render(world, title="示范", lang="zh"))
    assert {n["id"] for n in page.drawing("nodes")} == {e.id for e in world.entities}
    assert set(page.data()["edges"]["id"]) == {e.id for e in world.edges}
    assert ODD_NAME in page.data()["texts"]


def test_the_letters_quoted_are_there_also_when_they_are_not_drawn(world: Graph) -> None:
    page = Page(render(world, title="示范", max_nodes=16))
    assert REPLY_2021 not in {node["id"] for node in page.drawing("nodes")}
    data = page.data()
    letter = data["nodes"]["id"].index(REPLY_2021)
    assert data["absent"][letter] == 1
    (sources,) = (p["values"] for p in data["nodes"]["properties"] if p["name"] == "source")
    assert sources[letter] == "letters/2021/答复 1.txt"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_opens_in_the_language_asked_for(world: Graph, lang: str) -> None:
    html = render(world, title="示范", lang=lang)
    assert f'lang="{"zh-Hans" if lang == "zh" else "en"}"' in html
    assert Page(html).data()["lang"] == lang


def test_the_page_knows_what_it_left_out(world: Graph) -> None:
    reach = Page(render(world, title="示范", max_nodes=16)).data()["reach"]
    assert (reach["shown"], reach["total"], reach["cut"]) == (16, 18, True)
    near = Page(render(world, title="示范", focus=FAIR)).data()["reach"]
    counted = {"shown": 6, "total": 18, "edges": 7, "reachable": 6, "hops": 1, "cut": False}
    assert near == counted


def test_types_are_told_apart_by_the_colours_of_the_vocabulary(world: Graph) -> None:
    nodes = Page(render(world, title="示范")).drawing("nodes")
    assert {world.entity(n["id"]).type: n["color"] for n in nodes} == {
        kind.name: kind.colour for kind in schema().entity_types.values()
    }


def test_a_line_stands_for_the_edges_of_one_relation_and_status(world: Graph) -> None:
    data = Page(render(world, title="示范")).data()
    told: dict[int, set[tuple[str, str, str, object]]] = {}
    for id, line in zip(data["edges"]["id"], data["drawing"]["line"], strict=True):
        (edge,) = (e for e in world.edges if e.id == id)
        key = (edge.source, edge.target, edge.predicate, edge.properties.get("status"))
        told.setdefault(line, set()).add(key)
    keys = [key for (key,) in told.values()]
    assert len(keys) == len(set(keys)) == len(data["drawing"]["edges"]) < len(world.edges)
    ends = [(e["from"], e["to"]) for e in data["drawing"]["edges"]]
    assert {line: ends[line] for line in told} == {n: key[:2] for n, (key,) in told.items()}


def test_parallel_lines_are_drawn_apart(world: Graph) -> None:
    one, other = (e for e in world.edges if {e.source, e.target} == {LEAD, FAIR})
    planned = replace(other, properties={**other.properties, "status": "planned"})
    graph = Graph.of(world.entities, [planned if e == other else e for e in world.edges])
    edges = Page(render(graph, title="示范")).drawing("edges")
    twins = [e for e in edges if {e["from"], e["to"]} == {LEAD, FAIR}]
    assert {e["id"] for e in twins} == {one.id, other.id}
    assert len({json.dumps(e["smooth"]) for e in twins}) == 2
    # Of two that go opposite ways, the same turn would lie on opposite sides: one turn each.
    both = [e for e in edges if {e["from"], e["to"]} == {"institution/museum", "institution/odd"}]
    assert [e["from"] for e in both] == ["institution/museum", "institution/odd"]
    assert [e["smooth"]["type"] for e in both] == ["curvedCCW", "curvedCCW"]
    (alone,) = (e for e in edges if {e["from"], e["to"]} == {LEAD, PLACE})
    assert alone["smooth"] is False


def test_an_edge_asked_both_ways_has_no_arrow(world: Graph) -> None:
    edges = Page(render(world, title="示范")).drawing("edges")
    predicates = {edge.id: edge.predicate for edge in world.edges}
    arrows = {predicates[edge["id"]]: edge["arrows"] for edge in edges}
    assert (arrows["COOPERATES_WITH"], arrows["LEADS"]) == ("", "to")


def test_equal_graphs_give_equal_pages_in_every_process(world: Graph) -> None:
    script = (
        "import sys, world; from wenmai.graph.view.neighbourhood import render_neighbourhood;"
        "sys.stdout.buffer.write(render_neighbourhood(world.world(), title='示范', "
        f"focus={PROPOSAL!r}, hops=2, max_nodes=12).encode('utf-8'))"
    )
    folder = Path(sys.modules["world"].__file__ or "").parent
    pages = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = render(world, title="示范", focus=PROPOSAL, hops=2, max_nodes=12)
    assert pages == {here.encode("utf-8")}


def test_the_order_in_which_properties_came_does_not_matter(world: Graph) -> None:
    turned = Graph.of(
        [replace(e, properties=dict(reversed(list(e.properties.items())))) for e in world.entities],
        [replace(e, properties=dict(reversed(list(e.properties.items())))) for e in world.edges],
    )
    assert render(turned, title="示范") == render(world, title="示范")


def test_the_policy_lets_in_the_inline_texts_and_nothing_else(world: Graph) -> None:
    page = Page(render(world, title=HOSTILE))
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    run = {"script": set[str](), "style": set[str]()}
    for tag, attributes, text in page.inline:
        if attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
            run[tag].add(f"'sha256-{digest}'")
    assert rules["default-src"] == ["'none'"]
    assert set(rules["script-src"]) == run["script"]
    assert set(rules["style-src"]) == run["style"]
    assert len(run["script"]) == 2


def test_nothing_in_the_page_asks_for_anything(world: Graph) -> None:
    page = Page(render(world, title="示范"))
    wanting = {"src", "href", "srcset", "action", "data", "poster", "style"}
    assert [(t, a) for t, a in page.elements if wanting & a.keys()] == []
    (style,) = (text for tag, _, text in page.inline if tag == "style")
    assert "url(" not in style
    assert "@import" not in style
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]


def test_a_title_cannot_leave_its_place(world: Graph) -> None:
    html = render(world, title=HOSTILE)
    page = Page(html)
    assert page.data()["title"] == HOSTILE
    assert "img" not in {tag for tag, _ in page.elements}
    assert "&lt;img" in html
    assert "<img" not in html
