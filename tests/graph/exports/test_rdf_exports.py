"""Each RDF format says the same triples to pyoxigraph and to rdflib."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib.compare import isomorphic
from triples import rdflib_graph
from wenmai.errors import DataError, UsageError
from wenmai.graph.exports import Options, check, export, format_named, formats, is_folder
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value
from wenmai.graph.rdf import Evidence, quads
from wenmai.graph.schema import schema
from world import LEAD, ODD_QUOTE, REPLY_2023, world

RDF = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")
# Of rdflib's own parsers, about rdflib.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

each_format = pytest.mark.parametrize("name", RDF)
each_evidence = pytest.mark.parametrize("annotations", [False, True])
BASE = schema().data_base


def written(name: str, graph: Graph, options: Options | None = None) -> bytes:
    stream = BytesIO()
    format_named(name).write(graph, stream, options or Options())
    return stream.getvalue()


def in_oxigraph(name: str, data: bytes) -> list[pyoxigraph.Quad]:
    form = pyoxigraph.RdfFormat.from_media_type(format_named(name).MEDIA_TYPE)
    assert form is not None
    return list(pyoxigraph.parse(data, format=form))


def in_rdflib(name: str, data: bytes) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format=format_named(name).MEDIA_TYPE)
    merged = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    return merged


def test_a_format_is_a_module() -> None:
    assert set(RDF) <= set(formats())
    for name in formats():
        if not is_folder(name):
            found = format_named(name)
            assert found.SUFFIX.startswith(".")
            assert "/" in found.MEDIA_TYPE


def test_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'docx'") as caught:
        format_named("docx")
    assert "turtle" in caught.value.hint


@each_format
@each_evidence
def test_oxigraph_reads_back_the_same_triples(name: str, annotations: bool) -> None:
    options = Options(evidence=Evidence(annotations=annotations))
    parsed = in_oxigraph(name, written(name, world(), options))
    assert len(parsed) == len(set(parsed))
    assert {quad.triple for quad in parsed} == {q.triple for q in options.quads(world())}


@each_format
@each_evidence
def test_rdflib_reads_back_the_same_triples(name: str, annotations: bool) -> None:
    options = Options(evidence=Evidence(annotations=annotations))
    parsed = in_rdflib(name, written(name, world(), options))
    assert len(parsed) == len(list(options.quads(world())))
    assert isomorphic(parsed, rdflib_graph(options.quads(world())))


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
    text = written("turtle", world(), Options("http://data.test/")).decode("utf-8")
    lines = text.split("\n")
    assert f"department:{LEAD.partition('/')[2]} a wm:Department ;" in lines
    blocks = [line for line in lines if re.match(r"\S+ a wm:\w+ ;$", line)]
    assert len(blocks) == world().counts.entities + world().counts.edges
    body = [line for line in lines if not line.startswith("@prefix")]
    assert not any("<http://data.test/" in line for line in body)
    assert schema().data_base not in text


@each_format
def test_the_base_is_the_publishers(name: str) -> None:
    data = written(name, world(), Options("http://data.test/"))
    assert {q.triple for q in in_oxigraph(name, data)} == {
        q.triple for q in quads(world(), "http://data.test/")
    }


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_a_named_graph_is_a_letter_and_holds_what_it_states(name: str) -> None:
    parsed = in_oxigraph(name, written(name, world()))
    later = NamedNode(BASE + REPLY_2023)
    inside = {quad.triple for quad in parsed if quad.graph_name == later}
    expected = [edge for edge in world().edges if edge.properties["reply"] == REPLY_2023]
    statements = {t.subject for t in inside if t.predicate.value == schema().term("quote")}
    assert statements == {NamedNode(BASE + edge.id) for edge in expected}
    plain = {(edge.source, edge.predicate, edge.target) for edge in expected}
    relations = {schema().term(relation.term) for relation in schema().relations.values()}
    assert len([t for t in inside if t.predicate.value in relations]) == len(plain)
    outside = {q.triple for q in parsed if isinstance(q.graph_name, pyoxigraph.DefaultGraph)}
    assert outside == {quad.triple for quad in quads(Graph.of(world().entities, []))}


@pytest.mark.parametrize("name", ["turtle", "ntriples", "nquads", "trig"])
def test_rdf_12_reifies_triple_terms(name: str) -> None:
    options = Options(evidence=Evidence(reifiers=True))
    found = {quad.triple for quad in in_oxigraph(name, written(name, world(), options))}
    reified = [t for t in found if t.predicate.value.endswith("#reifies")]
    assert len(reified) == world().counts.edges
    edge = world().edges[0]
    terms = {t.subject: t.object for t in reified}
    assert terms[NamedNode(BASE + edge.id)] == Triple(
        NamedNode(BASE + edge.source),
        NamedNode(schema().term(schema().relations[edge.predicate].term)),
        NamedNode(BASE + edge.target),
    )
    assert not [t for t in found if t.predicate.value.endswith("#subject")]


@pytest.mark.parametrize("name", ["jsonld", "rdfxml", "csv", "graphml", "bundle"])
def test_formats_without_rdf_12_say_so(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(name, Options(evidence=Evidence(reifiers=True)))
    assert "turtle" in caught.value.hint
    assert name not in caught.value.hint or name == "bundle"


def test_an_annotation_says_where_the_words_stand() -> None:
    graph = rdflib_graph(Options(evidence=Evidence(annotations=True)).quads(world()))
    edge = next(e for e in world().edges if e.properties["quote"] == ODD_QUOTE)
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    statement = rdflib.URIRef(BASE + edge.id)
    target = graph.value(graph.value(predicate=oa.hasBody, object=statement), oa.hasTarget)
    assert graph.value(target, oa.hasSource) == rdflib.URIRef(BASE + str(edge.properties["reply"]))
    selectors = list(graph.objects(target, oa.hasSelector))
    values = {str(p).removeprefix(oa): o for s in selectors for p, o in graph.predicate_objects(s)}
    assert values["exact"] == rdflib.Literal(ODD_QUOTE)
    assert (int(str(values["start"])), int(str(values["end"]))) == (
        edge.properties["start"],
        edge.properties["end"],
    )


def test_json_ld_is_plain_json_under_short_keys() -> None:
    data = json.loads(written("jsonld", world()))
    nodes = {node["@id"]: node for node in data["@graph"]}
    lead = nodes[LEAD]
    assert lead["@type"] == "Department"
    assert lead["leads"] == ["proposal/990101-npc-7-1/31"]
    assert lead["firstYear"] == 2021
    assert lead["label"] == "示范省示范市示范区文化广电旅游体育局"
    assert lead["pinyin"].startswith("shì fàn shěng shì fàn shì shì fàn qū wén huà")
    assert lead["altLabel"] == ["区文化广电旅游体育局", "我局"]
    assert data["@context"]["@base"] == BASE


@each_format
def test_no_name_is_lost_to_markup(name: str) -> None:
    odd = "a\r\nb\rc\td <x> ]]> &amp; '\" \\u0041 \x85 \u2028 🎭 {{z}}"
    graph = Graph.of([Entity("theme/odd", "Theme", odd, {"aliases": [odd, "|;,"]})], [])
    data = written(name, graph)
    label = NamedNode(schema().iri("rdfs:label"))
    found = [quad.object for quad in in_oxigraph(name, data) if quad.predicate == label]
    assert found == [Literal(odd, language="zh-hans")]
    assert isomorphic(in_rdflib(name, data), rdflib_graph(graph))


def test_n_triples_are_those_of_the_serializer_byte_for_byte(samples: Graph) -> None:
    for graph in (world(), samples, odd_graph()):
        for base in (BASE, "http://data.test/%41/%25b#"):
            stream = BytesIO()
            found = quads(graph, base)
            pyoxigraph.serialize(found, stream, format=pyoxigraph.RdfFormat.N_TRIPLES)
            assert written("ntriples", graph, Options(base)) == stream.getvalue()


def odd_graph() -> Graph:
    """Return a graph with every kind of value in columns of one type and of several."""
    every = "".join(map(chr, [*range(1, 0x100), 0x2028, 0xFFFE, 0xFFFF, 0x1F3AD]))
    texts: list[Value] = [
        "",
        "%b",
        "a\\",
        '"',
        "\n",
        "\\\\",
        "规划",
        every,
        None,
        ["乙", "甲", "乙"],
        [],
    ]
    numbers: list[Value] = [1, True, 1.0, 0, False, 0.0, -0.0, 1e16, 1e-7, 10**30, float("nan")]
    entities = [
        Entity(f"theme/{n}~%20", "Theme", every[n:], {"aliases": [every[::-1], "", *"\\n\n"[n:]]})
        for n in range(3)
    ]
    edges = []
    for n, value in enumerate([*texts, *numbers]):
        for name in ("quote", "confidence", "year", "start"):
            of = Entity(f"reply/{name}-{n}", "Reply", "答复", {"year": value, "title": value})
            entities.append(of)
            for m, given in enumerate((value, numbers[n % 11], 7)):
                properties: dict[str, Value] = {name: given, "reply": of.id, "status": "done"}
                id = f"statement/{name}-{m}-{n}"
                edges.append(
                    Edge(id, "MENTIONS", of.id, "Reply", "theme/0~%20", "Theme", properties)
                )
    return Graph.of(entities, edges)


def test_an_id_that_cannot_stand_in_an_iri_is_refused() -> None:
    for id in ("theme/a b", "theme/<", "theme/文", 'theme/"'):
        graph = Graph.of([Entity(id, "Theme", "名")], [])
        for name in ("ntriples", "turtle", "nquads"):
            with pytest.raises(DataError, match="cannot stand in an IRI"):
                written(name, graph)
