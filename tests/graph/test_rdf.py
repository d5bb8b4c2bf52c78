import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from wenmai.errors import DataError, UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.rdf import iri, prefixes, quads
from wenmai.graph.schema import schema
from world import CO, FAIR, LEAD, ODD, ODD_NAME, PLACE, PROPOSAL, REPLY_2021, REPLY_2023, world

SPELT = "guān yú bàn hǎo shì fàn wén huà jié de jiàn yì"
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = schema().data_base


def describe(id: str) -> set[tuple[str, object]]:
    """Return what the graph says of ``id`` as pairs (curie of the predicate, term)."""
    namespaces = sorted(schema().namespaces.items(), key=lambda item: -len(item[1]))

    def curie(value: str) -> str:
        return next(f"{p}:{value[len(ns) :]}" for p, ns in namespaces if value.startswith(ns))

    return {(curie(q.predicate.value), q.object) for q in quads(world()) if q.subject == node(id)}


def node(id: str) -> NamedNode:
    return NamedNode(BASE + id)


def wm(local: str) -> NamedNode:
    return NamedNode("https://w3id.org/wenmai/ns#" + local)


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def test_an_entity_is_its_properties_and_the_edges_that_leave_it() -> None:
    assert describe(PROPOSAL) == {
        ("rdf:type", wm("Proposal")),
        ("dcterms:identifier", Literal(PROPOSAL)),
        ("rdfs:label", Literal("关于办好示范文化节的建议", language="zh-hans")),
        ("rdfs:label", Literal(SPELT, language="zh-latn-pinyin")),
        ("skos:altLabel", Literal("第31号建议", language="zh-hans")),
        ("wm:number", Literal("31")),
        ("wm:title", Literal("关于办好示范文化节的建议")),
        ("wm:kind", Literal("建议")),
        ("wm:year", integer(2021)),
        ("wm:raisedAt", node("assembly/990101-npc-7-1")),
        ("wm:about", node("theme/intangible")),
    }


def test_an_edge_is_a_statement_with_its_evidence() -> None:
    statement = next(e for e in world().edges if e.source == PLACE and e.target == FAIR)
    assert describe(statement.id) == {
        ("rdf:type", wm("Statement")),
        ("dcterms:identifier", Literal(statement.id)),
        ("rdf:subject", node(PLACE)),
        ("rdf:predicate", wm("organises")),
        ("rdf:object", node(FAIR)),
        ("prov:wasDerivedFrom", node(REPLY_2021)),
        ("wm:status", wm("done")),
        ("wm:quote", Literal("原文")),
        ("wm:start", integer(int(statement.properties["start"]))),  # type: ignore[arg-type]
        ("wm:end", integer(int(statement.properties["end"]))),  # type: ignore[arg-type]
        ("wm:confidence", Literal("0.9", datatype=NamedNode(XSD + "double"))),
        ("wm:actorInferred", Literal("true", datatype=NamedNode(XSD + "boolean"))),
    }


def test_relations_of_two_words_and_dates_have_their_terms() -> None:
    assert ("wm:coHandles", node(PROPOSAL)) in describe(CO)
    date = Literal("2021-06-01", datatype=NamedNode(XSD + "date"))
    assert ("wm:date", date) in describe(REPLY_2021)
    assert not {p for p, _ in describe(REPLY_2023)} & {"wm:date", "wm:year", "wm:title"}


def test_names_come_through_unchanged() -> None:
    assert ("rdfs:label", Literal(ODD_NAME, language="zh-hans")) in describe(ODD)


def test_a_name_without_chinese_has_no_pinyin() -> None:
    found = list(quads(Graph.of([Entity("theme/x", "Theme", "AI")], [])))
    label = NamedNode(schema().iri("rdfs:label"))
    assert [q.object for q in found if q.predicate == label] == [Literal("AI", language="zh-hans")]


def test_every_triple_once_grouped_by_subject_in_the_default_graph() -> None:
    found = list(quads(world()))
    assert len(set(found)) == len(found)
    subjects = [quad.subject for quad in found]
    changes = [s for i, s in enumerate(subjects) if i == 0 or subjects[i - 1] != s]
    assert len(changes) == len(set(changes)) == world().counts.entities + world().counts.edges
    assert {quad.graph_name for quad in found} == {DefaultGraph()}
    assert all(str(quad.subject).isascii() for quad in found)


def test_order_depends_on_content_alone() -> None:
    other = Graph.of(world().entities, world().edges[::-1])
    assert list(quads(other)) == list(quads(world()))


def test_parallel_edges_are_one_plain_triple_and_several_statements() -> None:
    found = list(quads(world()))
    assert found.count(Quad(node(LEAD), wm("organises"), node(FAIR))) == 1
    subjects = {q.subject for q in found if q.predicate == NamedNode(schema().iri("rdf:subject"))}
    assert len(subjects) == world().counts.edges


def test_data_base_is_the_users() -> None:
    found = list(quads(world(), "http://data.test/x#"))
    assert found[0].subject == NamedNode("http://data.test/x#" + world().entities[0].id)
    assert not any(BASE in str(quad) for quad in found)


@pytest.mark.parametrize(
    "base", ["", "data/", "http://例子.test/", "http://a b/", "http://a.test/x"]
)
def test_data_bases_that_cannot_be_used(base: str) -> None:
    with pytest.raises(UsageError, match="data base") as caught:
        list(quads(world(), base))
    assert BASE in caught.value.hint


@pytest.mark.parametrize("id", ["place/a b", "place/深圳", "place/<"])
def test_ids_that_cannot_stand_in_an_iri(id: str) -> None:
    with pytest.raises(DataError, match="cannot stand in an IRI"):
        iri(BASE, id)


def test_unknown_properties_are_refused() -> None:
    here = Entity("place/1", "Place", "甲", {"colour": "red"})
    with pytest.raises(DataError, match="'colour'"):
        list(quads(Graph.of([here], [])))
    there = Entity("place/2", "Place", "乙")
    edge = Edge("statement/1", "PART_OF", there.id, "Place", there.id, "Place", {"colour": "red"})
    with pytest.raises(DataError, match="'colour'"):
        list(quads(Graph.of([there], [edge])))


def test_every_kind_of_id_has_a_prefix() -> None:
    known = prefixes("http://data.test/")
    assert known["department"] == "http://data.test/department/"
    starts = tuple(f"<{namespace}" for namespace in known.values())
    assert all(str(q.subject).startswith(starts) for q in quads(world(), "http://data.test/"))
