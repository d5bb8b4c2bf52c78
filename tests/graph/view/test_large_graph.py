"""A graph in parts: nothing is lost, and the pages lead to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Driver, find, names, painted, press, search
from commandline import wenmai
from selenium.webdriver.common.keys import Keys
from test_atlas import cliques, net
from test_explorer import data_of
from wenmai.graph.graph import Graph
from wenmai.graph.view import overview
from wenmai.graph.view.atlas import Atlas, chart
from wenmai.graph.view.overview import parts_of, render_overview, render_parts
from wenmai.project import Project


@pytest.fixture(scope="module")
def graph() -> Graph:
    return net(33, cliques(3, 10))


@pytest.fixture(scope="module")
def atlas(graph: Graph) -> Atlas:
    return chart(graph)


def test_every_entity_is_in_one_part(graph: Graph, atlas: Atlas) -> None:
    parts = parts_of(graph, atlas)
    assert [len(part.members) for part in parts] == [10, 10, 10, 3]
    assert sorted(n for part in parts for n in part.members) == list(range(33))


def test_a_part_has_all_that_is_said_of_its_members(graph: Graph, atlas: Atlas) -> None:
    parts = parts_of(graph, atlas)
    pages = dict(render_parts(graph, atlas, parts, "../all.html", start={"years": [1, 2]}))
    assert list(pages) == ["0001.html", "0002.html", "0003.html", "0004.html"]
    for part, page in zip(parts, pages.values(), strict=True):
        data = data_of(page)
        members = {graph.entities[n].id for n in part.members}
        touching = {e.id for e in graph.edges if {e.source, e.target} & members}
        assert set(data["edges"]["id"]) == touching
        assert members <= set(data["nodes"]["id"])
        assert (data["up"], data["start"]) == ("../all.html", {"years": [1, 2]})


def test_the_overview_counts_what_ties_the_parts(graph: Graph, atlas: Atlas) -> None:
    parts = parts_of(graph, atlas)
    focus = graph.entities[15].id
    page = render_overview(graph, atlas, parts, "p", title="全", focus=focus)
    data = data_of(page)
    assert data["pages"] == ["p/0001.html", "p/0002.html", "p/0003.html", "p/0004.html"]
    quotes = [data["texts"][n] for n in data["edges"]["quote"]]
    assert quotes == ["1 条陈述 · 1 statements"] * 2
    (at,) = (n for n, part in enumerate(parts) if 15 in part.members)
    assert data["start"] == {"node": data["nodes"]["id"][at]}


@pytest.mark.chromium
def test_a_large_graph_is_written_in_parts(
    chromium: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LARGE", 100)
    samples = Path(__file__).resolve().parents[3] / "samples"
    data = tmp_path / "data"
    wenmai("ingest", samples, data=data)
    assert wenmai("view", "-o", "-", data=data).code == 2
    file = tmp_path / "all.html"
    done = wenmai("view", "-o", file, data=data, lang="zh")
    assert done.code == 0
    chromium.get(file.as_uri())
    painted(chromium)
    search(chromium, "越城区文化广电旅游局")
    press(chromium, Keys.ENTER)
    find(chromium, "#panel a.chip").click()
    painted(chromium)
    assert "/all-parts/" in chromium.current_url
    total = Project(data).graph.counts.entities
    assert 3 < chromium.execute_script("return wenmai.model.count") < total
    find(chromium, "#panel a").click()
    painted(chromium)
    assert chromium.current_url.partition("#")[0] == file.as_uri()
    assert names(chromium, "#count")
