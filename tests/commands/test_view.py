from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commandline import wenmai
from wenmai.graph.view.atlas import load
from wenmai.project import Project

MUSEUM = "绍兴市越城区古桥博物馆"


def data_of(file: Path, name: str = "data") -> Any:
    """What a page of our own holds."""
    found = re.search(rf'id="{name}">"([^"]+)"', file.read_text(encoding="utf-8"))
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_explorer_holds_the_whole_graph(demo: Path, tmp_path: Path) -> None:
    graph = Project(demo).graph
    file = tmp_path / "page.html"
    done = wenmai("view", "-o", file, "--title", "<b>题</b>", data=demo)
    assert done.code == 0
    counts = f"{graph.counts.entities} entities and {graph.counts.edges} edges"
    assert f"wrote {file}: {counts}" in done.err
    page = file.read_text(encoding="utf-8")
    assert "<b>题</b>" not in page
    assert page.startswith("<!doctype html>")
    data = data_of(file)
    assert data["nodes"]["id"] == [entity.id for entity in graph.entities]
    assert data_of(file, "later")["edges"]["id"] == [edge.id for edge in graph.edges]


def test_the_explorer_opens_as_asked(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    options = ["--focus", MUSEUM, "--hops", 2, "--years", "2020–2022", "--types", "部门,event"]
    assert wenmai("view", *options, "-o", file, data=demo, lang="zh").code == 0
    data = data_of(file)
    museum = Project(demo).resolve(MUSEUM)
    assert data["start"] == {
        "node": museum.id,
        "ego": 2,
        "years": [2020, 2022],
        "types": ["Department", "Event", museum.type],
    }
    assert data["lang"] == "zh"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--years", "20-21"], "not a range of years"),
        (["--types", "Nothing"], "types: Deputy"),
        (["--types", ","], "names no type"),
        (["--focus", "越城区古桥博物"], "nearest: "),
        (["neighbourhood", "越城区古桥博物"], "nearest: "),
    ],
)
def test_what_is_not_there_is_said_and_nothing_written(
    demo: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    where = ["-o", tmp_path / "page.html"]
    first = options[:1] if options[0] in ("neighbourhood",) else []
    done = wenmai("view", *first, *where, *options[len(first) :], data=demo)
    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["view"], ["view", "neighbourhood", MUSEUM]])
def test_the_same_page_each_time(demo: Path, tmp_path: Path, command: list[str]) -> None:
    for name in ("a", "b"):
        wenmai(*command, "-o", tmp_path / name, data=demo)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_map_is_kept_for_the_next_time(demo: Path, tmp_path: Path) -> None:
    wenmai("view", "-o", tmp_path / "a.html", data=demo)
    atlas = load(demo / "views" / "map.json.gz")
    graph = Project(demo).graph
    assert atlas is not None
    assert atlas.fingerprint == graph.fingerprint
    assert atlas.places.keys() == {entity.id for entity in graph.entities}


def test_a_neighbourhood_is_what_is_around(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = wenmai("view", "neighbourhood", MUSEUM, "-o", file, data=demo, lang="zh")
    graph = Project(demo).graph
    focus = Project(demo).resolve(MUSEUM).id
    ends = [{edge.source, edge.target} for edge in graph.edges]
    around = {focus}.union(*(pair for pair in ends if focus in pair))
    assert f"显示 {len(around)} 个实体" in done.err
    data = data_of(file)
    assert {node["id"] for node in data["drawing"]["nodes"]} == around
    assert {graph.entity(i).name for i in around} <= set(data["texts"])


def test_a_neighbourhood_says_what_it_left_out(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    command = ["view", "neighbourhood", MUSEUM, "--hops", 2, "--limit", 5]
    done = wenmai(*command, "-o", file, data=demo)
    assert f"wrote {file}: 5 of " in done.err
    assert "are within reach, more than 5" in done.err


def test_a_timeline_is_of_a_name_or_a_theme(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    for arguments in ([MUSEUM], ["--theme", "博物馆"]):
        done = wenmai("view", "timeline", *arguments, "-o", file, data=demo)
        assert done.code == 0
        assert f"wrote {file}" in done.err
        data = data_of(file)
        assert data["title"] == arguments[-1]
        assert data["rows"]
    for faulty in ([], [MUSEUM, "--theme", "博物馆"]):
        assert wenmai("view", "timeline", *faulty, data=demo).code == 2


def test_the_matrix_holds_every_pair(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert wenmai("view", "matrix", "-o", file, data=demo).code == 0
    data = data_of(file)
    co = {edge.source for edge in Project(demo).graph.edges if edge.predicate == "CO_HANDLES"}
    found = {data["nodes"]["id"][data["edges"]["source"][co]] for _, co, _ in data["pairs"]}
    assert found
    assert found <= co
