import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from wenmai.errors import UsageError
from wenmai.graph.exports import export, format_named, formats, write_atomically
from wenmai.graph.graph import Graph
from wenmai.graph.rdf import quads
from wenmai.graph.schema import schema
from world import LEAD, world

RDF = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
}
each_format = pytest.mark.parametrize("name", RDF)


def written(name: str, graph: Graph, data_base: str | None = None) -> bytes:
    stream = BytesIO()
    format_named(name).write(graph, stream, data_base)
    return stream.getvalue()


def in_rdflib(term: object) -> rdflib.term.Identifier:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    plain = term.language or term.datatype.value.endswith("#string")
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype)


def test_a_format_is_a_module() -> None:
    assert set(RDF) <= set(formats())
    for name in formats():
        found = format_named(name)
        assert found.SUFFIX.startswith(".")
        assert "/" in found.MEDIA_TYPE


def test_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'docx'") as caught:
        format_named("docx")
    assert "turtle" in caught.value.hint


@each_format
def test_oxigraph_reads_back_the_same_triples(name: str) -> None:
    parsed = list(pyoxigraph.parse(written(name, world()), format=RDF[name]))
    assert len(parsed) == len(set(parsed))
    assert set(parsed) == set(quads(world()))


@each_format
def test_rdflib_reads_back_the_same_triples(name: str) -> None:
    expected = rdflib.Graph()
    for quad in quads(world()):
        expected.add((in_rdflib(quad.subject), in_rdflib(quad.predicate), in_rdflib(quad.object)))
    parsed = rdflib.Graph().parse(data=written(name, world()), format=format_named(name).MEDIA_TYPE)
    assert len(parsed) == len(list(quads(world())))
    assert isomorphic(parsed, expected)


@each_format
def test_the_bytes_are_the_same_in_another_process(name: str, tmp_path: Path) -> None:
    tests = Path(__file__).parents[2]
    code = (
        "from world import world; from wenmai.graph.exports import export\n"
        f"export(world(), {name!r}, '-')"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(tests), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    export(world(), name, tmp_path / "graph")
    assert outputs == {(tmp_path / "graph").read_bytes()}


def test_turtle_has_one_block_a_subject_and_short_names() -> None:
    text = written("turtle", world(), "http://data.test/").decode("utf-8")
    lines = text.split("\n")
    assert f"department:{LEAD.partition('/')[2]} a wm:Department ;" in lines
    blocks = [line for line in lines if re.match(r"\S+ a wm:\w+ ;$", line)]
    assert len(blocks) == world().counts.entities + world().counts.edges
    body = [line for line in lines if not line.startswith("@prefix")]
    assert not any("<http://data.test/" in line for line in body)
    assert schema().data_base not in text


@each_format
def test_a_failure_half_way_leaves_the_old_file_alone(name: str, tmp_path: Path) -> None:
    broken = Graph(world().entities, (world().edges[0], "no edge"), "")  # type: ignore[arg-type]
    target = tmp_path / "graph"
    with pytest.raises(AttributeError):
        export(broken, name, target)
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"old")
    with pytest.raises(AttributeError):
        export(broken, name, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_appears_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    with write_atomically(target) as stream:
        stream.write(b"1")
        stream.flush()
        assert not target.exists()
    assert target.read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [target]


def test_the_mode_is_that_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    with write_atomically(tmp_path / "ours"):
        pass
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    with write_atomically("/dev/null") as stream:
        stream.write(b"1")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("where", ["missing/graph.ttl", "."])
def test_places_that_cannot_be_written_to(where: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        export(world(), "turtle", tmp_path / where)
