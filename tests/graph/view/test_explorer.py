"""The Explorer's page as text and data: columns that say what the graph says, words, a frame."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import wenmai.graph.view.frame
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.schema import schema
from wenmai.graph.view.atlas import chart
from wenmai.graph.view.columns import columns
from wenmai.graph.view.explorer import community_names, render_explorer
from wenmai.graph.view.frame import joined, packed

VIEW = Path(wenmai.graph.view.frame.__file__).parent
HOSTILE = "</script><img src=x onerror=alert(1)>\u2028$title {{ 7*7 }} \ud800"


def page(graph: Graph, title: str = "示范") -> str:
    return render_explorer(graph, chart(graph), title=title, lang="zh", start={})


def data_of(html: str) -> Any:
    """What the page holds, as it has it when all is read."""
    data, later = (held(html, name) for name in ("data", "later"))
    for kind in ("nodes", "edges"):
        assert not data[kind].keys() & later[kind].keys()
        data[kind] |= later[kind]
    return {**data, "texts": data["texts"] + later["texts"]}


def held(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">"([\w+/=]+)"</script>', html)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_first_picture_does_without_the_evidence(world: Graph) -> None:
    html = page(world)
    assert html.index('id="data"') < html.index('<script type="module"') < html.index('id="later"')
    first, later = held(html, "data"), held(html, "later")
    names = {first["texts"][n] for n in first["nodes"]["name"]}
    aliases = {first["texts"][n] for own in first["nodes"]["aliases"] for n in own}
    assert set(first["texts"]) == names | aliases
    assert later["edges"].keys() == {"id", "quote", "reply", "confidence", "inferred"}


def test_the_columns_say_what_the_graph_says(world: Graph) -> None:
    data = columns(world)
    nodes, edges, texts = data["nodes"], data["edges"], data["texts"]
    for n, entity in enumerate(world.entities):
        assert nodes["id"][n] == entity.id
        assert data["types"][nodes["type"][n]]["name"] == entity.type
        assert texts[nodes["name"][n]] == entity.name
        told = {p["name"]: p["values"][n] for p in nodes["properties"]}
        expected = {k: v for k, v in entity.row().items() if k in told}
        assert {k: v for k, v in told.items() if v is not None} == expected
    for n, edge in enumerate(world.edges):
        row = edge.properties
        assert edges["id"][n] == edge.id
        assert nodes["id"][edges["source"][n]] == edge.source
        assert nodes["id"][edges["target"][n]] == edge.target
        assert data["relations"][edges["predicate"][n]]["name"] == edge.predicate
        status = edges["status"][n]
        assert (data["statuses"][status]["name"] if status >= 0 else None) == row.get("status")
        assert (edges["year"][n] or None) == row["year"]
        assert nodes["id"][edges["reply"][n]] == row["reply"]
        assert texts[edges["quote"][n]] == row["quote"]
        assert bool(edges["inferred"][n]) is bool(row.get("actor_inferred"))


def test_a_letter_that_is_no_entity_is_none() -> None:
    two = [Entity(f"place/{n}", "Place", n) for n in "ab"]
    edge = Edge("s/1", "PART_OF", "place/a", "Place", "place/b", "Place", {"reply": "reply/x"})
    edges = columns(Graph.of(two, [edge]))["edges"]
    assert (edges["reply"], edges["year"], edges["status"]) == ([-1], [0], [-1])


def test_a_community_bears_the_name_of_its_best_known_body(world: Graph) -> None:
    two = [
        Entity("department/a", "Department", "甲局"),
        Entity("department/b", "Department", "乙局"),
        Entity("event/1", "Event", "节"),
        Entity("place/1", "Place", "县"),
    ]
    ids = {e.id: e.type for e in two}
    pairs = [
        ("department/b", "ORGANISES", "event/1"),
        ("department/b", "PART_OF", "place/1"),
        ("department/a", "PART_OF", "place/1"),
        ("event/1", "LOCATED_IN", "place/1"),
    ]
    edges = [Edge(f"s/{n}", p, s, ids[s], t, ids[t]) for n, (s, p, t) in enumerate(pairs)]
    graph = Graph.of(two, edges)
    assert community_names(graph, [5, 5, 5, 5]) == [[5, 1, 4]]
    assert community_names(graph, [-1, -1, -1, -1]) == []
    assert community_names(graph, [1, 1, 2, 2]) == []


def test_equal_graphs_give_equal_pages(world: Graph) -> None:
    assert page(Graph.of(world.entities, world.edges)) == page(world)


def test_the_policy_lets_in_the_inline_texts_and_nothing_else(world: Graph) -> None:
    html = page(world, HOSTILE)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    (script,) = re.findall(r'<script type="module" async>(.*?)</script>', html, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.S)
    for name, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert rules[name] == [f"'sha256-{digest}'"]
    assert rules["default-src"] == ["'none'"]
    assert "url(" not in style
    assert "@import" not in style


def test_a_title_cannot_leave_its_place(world: Graph) -> None:
    html = page(world, HOSTILE)
    assert "<img" not in html
    assert data_of(html)["title"] == HOSTILE.replace("\ud800", "?")


def test_packed_data_are_the_same_each_time() -> None:
    assert packed({"b": 1, "a": "文"}) == packed({"a": "文", "b": 1})
    assert re.fullmatch(r"[\w+/=]+", packed({"a": HOSTILE}))


def test_modules_are_joined_each_once_and_what_is_needed_first() -> None:
    script = joined("explorer")
    assert not re.search(r"^(?:import|export) ", script, re.M)
    at = [script.index(f"modules.{name} =") for name in ("dom", "model", "evidence")]
    assert at == sorted(at)
    assert script.count("modules.dom =") == 1
    assert "return { $, el," in script


def test_scripts_and_styles_are_put_in_as_short_as_they_can_be(world: Graph) -> None:
    html = page(world)
    (script,) = re.findall(r'<script type="module" async>(.*?)</script>', html, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.S)
    assert len(script.encode("utf-8")) < 54_000  # 80,000 as written, without comments
    assert len(style.encode("utf-8")) < 12_500
    assert "countTies" not in script  # the name of a function, which nothing outside uses
    assert "/*" not in style


@pytest.mark.parametrize("file", sorted(f.name for f in (VIEW / "static").glob("*.mjs")))
def test_every_name_that_is_imported_is_exported_and_used(file: str) -> None:
    text = (VIEW / "static" / file).read_text(encoding="utf-8")
    for names, source in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.mjs)";', text, re.M):
        other = (VIEW / "static" / source).read_text(encoding="utf-8")
        for name in names.replace(" ", "").split(","):
            declared = rf"^export (?:async )?(?:function\*?|const|class) {re.escape(name)}\b"
            assert name == "$" or re.search(declared, other, re.M), (file, source, name)
            used = re.sub(r"^import .*\n", "", text, flags=re.M)
            assert re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", used), (file, name)


def test_every_name_that_is_exported_is_imported_somewhere() -> None:
    texts = {f.name: f.read_text(encoding="utf-8") for f in (VIEW / "static").glob("*.mjs")}
    imported = {
        (source, name)
        for text in texts.values()
        for names, source in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.mjs)";', text, re.M)
        for name in names.replace(" ", "").split(",")
    }
    exported = {
        (file, name)
        for file, text in texts.items()
        for name in re.findall(
            r"^export (?:async )?(?:function\*?|const|class) ([\w$]+)", text, re.M
        )
    }
    assert exported - imported == set()


def test_every_word_is_used_and_in_both_languages() -> None:
    words = json.loads((VIEW / "static" / "frame.json").read_text(encoding="utf-8"))
    files = [*(VIEW / "static").glob("*.mjs"), *(VIEW / "templates").glob("*.html")]
    sources = [file for file in files if file.stem != "letter"]  # it has words of its own
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    used = set(re.findall(r'["\'](\w+)["\']', text))
    used |= {f"ego_{n}" for n in range(3)} | {"promise_kept", "promise_open"}
    assert set(words) - used == set()
    asked = set(re.findall(r'say\("(\w+)"|data-(?:word|label|title|placeholder)="(\w+)"', text))
    assert {a or b for a, b in asked} - words.keys() == set()
    assert all(word.keys() == {"zh", "en"} for word in words.values())
    for word in words.values():
        assert set(re.findall(r"{\w+}", word["zh"])) == set(re.findall(r"{\w+}", word["en"]))


@pytest.mark.parametrize("token", ["--status-{}:", '.sign[data-status="{}"]', '[data-status="{}"]'])
def test_every_status_has_its_look(token: str) -> None:
    style = (VIEW / "static" / "frame.css").read_text(encoding="utf-8")
    first = next(iter(schema().statuses))  # a full line and a full mark, which is the plain rule
    wanted = [s for s in schema().statuses if s != first or "sign" not in token]
    assert [s for s in wanted if token.format(s) not in style] == []
