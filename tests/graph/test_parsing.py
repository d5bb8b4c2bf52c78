from __future__ import annotations

from pathlib import Path

import pytest
from wenmai.errors import DataError, UsageError
from wenmai.graph.exports import Options, export
from wenmai.graph.graph import Graph
from wenmai.graph.parsing import read_triples
from wenmai.graph.rdf import Evidence, quads

FILES = {
    "a.ttl": "turtle",
    "a.nt": "ntriples",
    "a.nq.gz": "nquads",
    "a.trig": "trig",
    "a.jsonld": "jsonld",
    "a.rdf.gz": "rdfxml",
}


@pytest.mark.parametrize("name", FILES)
def test_every_rdf_export_reads_back(world: Graph, tmp_path: Path, name: str) -> None:
    export(world, FILES[name], tmp_path / name)
    assert read_triples(tmp_path / name) == {quad.triple for quad in quads(world)}


@pytest.mark.parametrize("form", ["turtle", "nquads"])
def test_reified_statements_read_like_the_others(world: Graph, tmp_path: Path, form: str) -> None:
    file = tmp_path / {"turtle": "a.ttl", "nquads": "a.nq"}[form]
    export(world, form, file, Options(evidence=Evidence(reifiers=True)))
    assert read_triples(file) == {quad.triple for quad in quads(world)}


@pytest.mark.parametrize("name", ["graph.docx", "graph", "graph.gz", "graph.n3"])
def test_other_suffixes_are_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError, match="no suffix of an RDF format") as caught:
        read_triples(tmp_path / name)
    assert ".ttl" in caught.value.hint


def test_a_malformed_file_is_named_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<http://a> <http://b>\n<c d> .", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.ttl is not Turtle: .*line 2"):
        read_triples(file)


def test_a_torn_or_missing_file_is_said(world: Graph, tmp_path: Path) -> None:
    file = tmp_path / "a.nt.gz"
    export(world, "ntriples", file)
    file.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(DataError, match="cannot be read"):
        read_triples(file)
    (tmp_path / "b.nt.gz").write_bytes(b"no gzip")
    with pytest.raises(DataError, match="cannot be read"):
        read_triples(tmp_path / "b.nt.gz")
    with pytest.raises(DataError, match="No such file"):
        read_triples(tmp_path / "none.ttl")


def test_a_context_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonld"
    text = '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://a", "b": 1}'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError):
        read_triples(file)
