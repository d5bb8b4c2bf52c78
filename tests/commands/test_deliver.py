from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai
from wenmai.graph import exports
from wenmai.graph.stores.neo4j import Neo4jStore
from wenmai.project import Project


@pytest.fixture
def nobody() -> str:
    """The address of a server that is down."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{free.getsockname()[1]}"


FILES = [form for form in exports.formats() if not exports.is_folder(form)]
FOLDERS = [form for form in exports.formats() if exports.is_folder(form)]
MUSEUM = "绍兴市越城区古桥博物馆"


@pytest.mark.parametrize("form", FILES)
def test_export_writes_a_file_or_standard_output(demo: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / "graph"
    done = wenmai("export", form, "-o", file, data=demo)
    assert (done.code, done.out) == (0, "")
    assert str(file) in done.err
    assert wenmai("export", form, data=demo).out == file.read_text(encoding="utf-8") != ""


@pytest.mark.parametrize("form", FOLDERS)
def test_export_writes_a_folder(demo: Path, tmp_path: Path, form: str) -> None:
    assert wenmai("export", form, tmp_path / "out", data=demo).code == 0
    assert len(list((tmp_path / "out").iterdir())) > 1
    done = wenmai("export", form, data=demo)
    assert (done.code, done.out) == (2, "")
    assert "name a folder" in done.err


def test_the_place_is_given_once(demo: Path, tmp_path: Path) -> None:
    done = wenmai("export", "turtle", tmp_path / "a", "-o", tmp_path / "b", data=demo)
    assert done.code == 2
    assert "two places" in done.err
    assert list(tmp_path.iterdir()) == []


def nodes(out: str) -> dict[str, dict[str, object]]:
    return {node["id"]: node for node in json.loads(out)["nodes"]}


def test_a_part_of_the_graph_is_exported_by_entity_and_year(demo: Path) -> None:
    whole = json.loads(wenmai("export", "nodelink", data=demo).out)
    args = ("export", "nodelink", "--entity", MUSEUM)
    near, far = (wenmai(*args, "--hops", n, data=demo).out for n in (1, 2))
    assert len(nodes(near)) < len(nodes(far)) < len(whole["nodes"])
    assert Project(demo).resolve(MUSEUM).id in nodes(near)
    late = json.loads(wenmai("export", "nodelink", "--since", 2023, data=demo).out)
    assert len(late["edges"]) < len(whole["edges"])
    assert min(edge["year"] for edge in late["edges"]) == 2023


def test_the_base_and_forms_of_evidence_are_asked_for(demo: Path) -> None:
    out = wenmai("export", "turtle", "--rdf12", "--evidence", "oa", "--base", "http://data.test/",
                 data=demo).out  # fmt: skip
    assert "rdf:reifies <<(" in out
    assert "oa:TextQuoteSelector" in out
    assert "<http://data.test/" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("graphml", "--rdf12"), "does not take --rdf12"),
        (("jsonld", "--rdf12"), "has no RDF 1.2 form"),
        (("csv", "--letters"), "does not take --letters"),
        (("turtle", "--licence", "https://example.org/"), "does not take --licence"),
        (("turtle", "--base", "data"), "data base"),
        (("turtle", "--entity", "无此名称"), "no entity is called"),
    ],
)
def test_what_cannot_be_exported_is_said(
    demo: Path, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    done = wenmai("export", *args, "-o", tmp_path / "out", data=demo)
    assert (done.code, done.out) == (2, "")
    assert said in done.err.splitlines()[0]
    assert list(tmp_path.iterdir()) == []


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
