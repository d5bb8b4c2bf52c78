from __future__ import annotations

import socket
from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai
from wenmai.graph import exports
from wenmai.graph.stores.neo4j import Neo4jStore
from wenmai.project import Project

MUSEUM = "绍兴市越城区古桥博物馆"


@pytest.fixture
def nobody() -> str:
    """The address of a server that is down."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("form", exports.formats())
def test_export_writes_a_file_or_standard_output(demo: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / "graph"
    done = wenmai("export", form, "-o", file, data=demo)
    assert (done.code, done.out) == (0, "")
    assert str(file) in done.err
    assert wenmai("export", form, data=demo).out == file.read_text(encoding="utf-8") != ""


def test_an_unknown_format_is_one_line_and_those_there_are(demo: Path) -> None:
    done = wenmai("export", "docx", data=demo)
    assert (done.code, done.out) == (2, "")
    assert all(form in done.err.splitlines()[1] for form in exports.formats())


def test_a_failing_export_leaves_nothing_behind(tmp_path: Path) -> None:
    done = wenmai("export", "turtle", "-o", tmp_path / "graph.ttl", data=tmp_path / "none")
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said(demo: Path, tmp_path: Path) -> None:
    for command in (("export", "turtle"), ("view",)):
        done = wenmai(*command, "-o", tmp_path / "none" / "file", data=demo)
        assert done.code == 2
        assert "cannot write" in done.err


def test_view_says_what_it_wrote_and_what_it_left_out(demo: Path, tmp_path: Path) -> None:
    total = len(Project(demo).graph.entities)
    file = tmp_path / "page.html"
    done = wenmai("view", "-o", file, "--limit", 10, "--title", "<b>题</b>", data=demo)
    assert done.code == 0
    assert f"wrote {file}: 10 of {total} entities" in done.err
    assert f"{total} entities are within reach" in done.err
    page = file.read_text(encoding="utf-8")
    assert "<b>题</b>" not in page
    assert page.lstrip().lower().startswith("<!doctype html>")


def test_view_shows_what_is_around_an_entity(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = wenmai("view", "--focus", MUSEUM, "-o", file, data=demo, lang="zh")
    graph = Project(demo).graph
    focus = Project(demo).resolve(MUSEUM).id
    ends = [{edge.source, edge.target} for edge in graph.edges]
    around = {focus}.union(*(pair for pair in ends if focus in pair))
    assert f"显示 {len(around)} 个实体" in done.err
    page = file.read_text(encoding="utf-8")
    assert all(graph.entity(i).name.strip("“”") in page for i in around)


def test_the_same_page_each_time(demo: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        wenmai("view", "--focus", MUSEUM, "-o", tmp_path / name, data=demo)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_view_of_an_unknown_entity_writes_nothing(demo: Path, tmp_path: Path) -> None:
    done = wenmai("view", "--focus", "无此名称", "-o", tmp_path / "page.html", data=demo)
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["push", "query", "cypher"])
def test_a_server_that_is_down_is_one_line_and_a_hint(
    demo: Path, nobody: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    arguments = {
        "push": ["push"],
        "query": ["query", "run", "promises_kept", "--on", "neo4j"],
        "cypher": ["cypher", "RETURN 1 AS n", "--neo4j"],
    }
    monkeypatch.setattr("commandline.OURS", ("WENMAI_",))
    monkeypatch.setenv("NEO4J_URI", nobody)
    done = wenmai(*arguments[command], data=demo)
    assert (done.code, done.out) == (3, "")
    error, hint = done.err.splitlines()
    assert error.startswith(f"error: Neo4j at {nobody} ")
    assert hint.startswith("hint: ")


@pytest.mark.neo4j
def test_push_makes_the_server_hold_the_graph(tmp_path: Path, neo4j_url: str) -> None:
    project = Project(tmp_path)
    for file in sorted(SAMPLES.glob("keqiao-*.txt"))[:2]:
        wenmai("ingest", file, data=tmp_path)
    done = wenmai("push", "--uri", neo4j_url, data=tmp_path)
    counts = project.graph.counts
    assert done.code == 0
    assert f"now holds {counts.entities} entities and {counts.edges} edges" in done.err
    with Neo4jStore(neo4j_url) as store:
        assert store.counts() == counts
