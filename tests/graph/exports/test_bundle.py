"""A bundle describes what it holds, and the description is true."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, VOID
from rdflib.compare import isomorphic
from triples import rdflib_graph
from wenmai.errors import UsageError
from wenmai.graph.exports import Options, export
from wenmai.graph.exports.bundle import LICENCE
from wenmai.graph.graph import Graph
from wenmai.graph.ontology import FILES
from wenmai.graph.rdf import quads
from wenmai.graph.schema import schema

BASE = "http://data.test/id/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def bundle(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "out"
    export(world, "bundle", folder, Options(BASE))
    return folder


@pytest.fixture(scope="module")
def described(bundle: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(bundle / "void.ttl", publicID=f"{bundle.as_uri()}/void.ttl")


def test_it_holds_data_vocabulary_description_and_sums(bundle: Path) -> None:
    data = {"graph.ttl.gz", "graph.nq.gz", "graph.jsonld.gz"}
    names = {file.name for file in bundle.iterdir()}
    assert names == {*data, *FILES, "void.ttl", "SHA256SUMS"}
    for name, text in FILES.items():
        assert (bundle / name).read_text(encoding="utf-8") == text()


def test_the_sums_are_those_of_all_files(bundle: Path) -> None:
    lines = (bundle / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in bundle.iterdir()
        if file.name != "SHA256SUMS"
    }


def test_the_data_are_the_graph(bundle: Path, world: Graph) -> None:
    data = gzip.decompress((bundle / "graph.ttl.gz").read_bytes())
    parsed = rdflib.Graph().parse(data=data, format="turtle")
    assert isomorphic(parsed, rdflib_graph(quads(world, BASE)))


def test_the_counts_are_those_of_the_data(described: rdflib.Graph, world: Graph) -> None:
    graph = rdflib_graph(quads(world, BASE))
    dataset = rdflib.URIRef(BASE)

    def count(name: str) -> int:
        return int(str(described.value(dataset, VOID[name])))

    assert count("triples") == len(graph)
    assert count("distinctSubjects") == len(set(graph.subjects()))
    assert count("distinctObjects") == len(set(graph.objects()))
    assert count("properties") == len(set(graph.predicates()))
    assert count("classes") == len(set(graph.objects(None, RDF.type)))
    assert count("entities") == world.counts.entities + world.counts.edges
    for part in described.objects(dataset, VOID.classPartition):
        kind, number = described.value(part, VOID["class"]), described.value(part, VOID.entities)
        assert int(str(number)) == len(list(graph.subjects(RDF.type, kind)))
    for part in described.objects(dataset, VOID.propertyPartition):
        name, number = described.value(part, VOID.property), described.value(part, VOID.triples)
        assert int(str(number)) == len(list(graph.subject_objects(name)))


def test_every_file_of_data_is_described_as_it_is(described: rdflib.Graph, bundle: Path) -> None:
    files = list(described.objects(rdflib.URIRef(BASE), DCAT.distribution))
    assert len(files) == 3
    for file in files:
        path = Path(str(file).removeprefix("file://"))
        assert path.parent == bundle
        assert int(str(described.value(file, DCAT.byteSize))) == path.stat().st_size
        checksum = described.value(file, SPDX.checksum)
        value = described.value(checksum, SPDX.checksumValue)
        assert str(value) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (file, DCAT.downloadURL, file) in described


def test_licence_and_version(described: rdflib.Graph, world: Graph, tmp_path: Path) -> None:
    dataset = rdflib.URIRef(BASE)
    assert described.value(dataset, DCTERMS.license) == rdflib.URIRef(LICENCE)
    assert described.value(dataset, DCAT.version) == rdflib.Literal(world.fingerprint)
    assert described.value(dataset, DCTERMS.conformsTo) == rdflib.URIRef(
        schema().namespaces["wm"].rstrip("#")
    )
    own = "https://example.org/licence"
    export(world, "bundle", tmp_path / "own", Options(licence=own))
    text = (tmp_path / "own" / "void.ttl").read_text(encoding="utf-8")
    assert f"<{own}>" in text
    assert LICENCE not in text


@pytest.mark.parametrize("licence", ["CC BY 4.0", "https://example.org/a>b", "licence"])
def test_a_licence_that_is_no_address_is_refused(
    licence: str, world: Graph, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="address of a licence"):
        export(world, "bundle", tmp_path / "out", Options(licence=licence))
    assert list(tmp_path.iterdir()) == []
