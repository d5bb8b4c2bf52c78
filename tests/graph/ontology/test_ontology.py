"""The committed vocabulary files are those of schema.yml, whole, and nothing follows wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS
from triples import rdflib_graph
from wenmai.graph.graph import Graph
from wenmai.graph.ontology import FILES
from wenmai.graph.ontology.page import page
from wenmai.graph.ontology.shapes import shapes
from wenmai.graph.ontology.terms import ontology
from wenmai.graph.schema import schema

ROOT = Path(__file__).parents[3]
WM = rdflib.Namespace(schema().namespaces["wm"])
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
FAULT = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
HOME = rdflib.URIRef("https://w3id.org/wenmai/ns")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology(), format="turtle")


def ours(graph: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef]]:
    """Yield every term of our own with its kind."""
    for kind in KINDS:
        for term in graph.subjects(RDF.type, kind):
            if isinstance(term, rdflib.URIRef) and term.startswith(WM):
                yield term, kind


def faults(data: rdflib.Graph, terms: rdflib.Graph) -> list[str]:
    """Return what an OWL RL reasoner finds wrong with data under the ontology."""
    whole = data + terms
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return [str(fault) for fault in whole.objects(None, FAULT)]


@pytest.mark.parametrize("name", FILES)
def test_the_committed_files_are_those_of_the_vocabulary(name: str) -> None:
    committed = (ROOT / "docs" / "ontology" / name).read_text(encoding="utf-8")
    assert committed == FILES[name](), "run `make ontology`"


def test_every_term_of_the_vocabulary_is_there(terms: rdflib.Graph) -> None:
    found = {str(term).removeprefix(WM) for term, _ in ours(terms)}
    expected = {*schema().entity_types, *schema().statuses, *schema().rdf_terms}
    expected |= {relation.term for relation in schema().relations.values()}
    expected |= {"year", "quote", "actorInferred", "textHash", "level", "confidence"}
    assert expected <= found
    assert not found & {"name", "aliases", "reply", "id"}, "other vocabularies have these"


def test_every_term_says_what_it_is_in_both_languages(terms: rdflib.Graph) -> None:
    for term, _ in ours(terms):
        for predicate in (RDFS.label, SKOS.definition):
            languages = [getattr(o, "language", None) for o in terms.objects(term, predicate)]
            assert sorted(languages, key=str) == ["en", "zh-hans"], (term, predicate)
        assert terms.value(term, RDFS.isDefinedBy) == HOME


def test_every_property_has_one_domain_and_one_range(terms: rdflib.Graph) -> None:
    for term, kind in ours(terms):
        expected = 1 if kind in (OWL.ObjectProperty, OWL.DatatypeProperty) else 0
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(terms.objects(term, predicate))) == expected, (term, predicate)


def test_every_class_stands_below_entity_and_apart_from_the_others(terms: rdflib.Graph) -> None:
    apart = terms.value(predicate=RDF.type, object=OWL.AllDisjointClasses)
    members = terms.value(apart, OWL.members)
    assert members is not None
    listed = set(rdflib.collection.Collection(terms, members))
    assert {WM[name] for name in schema().entity_types} < listed
    for name in schema().entity_types:
        assert (WM[name], RDFS.subClassOf, WM.Entity) in terms


def test_no_term_has_two_kinds_and_no_class_is_above_itself(terms: rdflib.Graph) -> None:
    kinds = list(ours(terms))
    assert len({term for term, _ in kinds}) == len(kinds)
    for term, kind in kinds:
        if kind == OWL.Class:
            assert term not in set(terms.transitive_objects(term, RDFS.subClassOf)) - {term}
            assert (term, RDFS.subClassOf, term) not in terms


def test_what_is_used_is_declared(terms: rdflib.Graph) -> None:
    declared = {s for kind in KINDS for s in terms.subjects(RDF.type, kind)}
    used = {
        o for p in (RDFS.subClassOf, RDFS.domain, SKOS.closeMatch) for o in terms.objects(None, p)
    }
    assert {node for node in used if isinstance(node, rdflib.URIRef)} <= declared


def test_nothing_contradicts_itself_in_the_hand_made_graph(
    world: Graph, terms: rdflib.Graph
) -> None:
    assert faults(rdflib_graph(world), terms) == []


def test_nothing_contradicts_itself_in_the_samples(samples: Graph, terms: rdflib.Graph) -> None:
    assert faults(rdflib_graph(samples), terms) == []


def test_a_thing_of_two_kinds_is_noticed(world: Graph, terms: rdflib.Graph) -> None:
    data = rdflib_graph(world)
    place = next(data.subjects(RDF.type, WM.Place))
    data.add((place, RDF.type, WM.Event))
    (fault,) = faults(data, terms)
    assert "Disjoint classes" in fault
    assert str(place) in fault


def test_a_thing_used_as_another_kind_is_noticed(world: Graph, terms: rdflib.Graph) -> None:
    data = rdflib_graph(world)
    place = next(data.subjects(RDF.type, WM.Place))
    data.add((place, WM.answers, place))
    assert any("Disjoint classes" in fault for fault in faults(data, terms))


def test_shapes_use_core_constraints_and_speak_both_languages() -> None:
    graph = rdflib.Graph().parse(data=shapes(), format="turtle")
    assert not list(graph.subject_objects(SH.sparql))
    assert not list(graph.subject_objects(SH.js))
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        languages = {getattr(o, "language", None) for o in graph.objects(shape, SH.message)}
        assert languages == {"zh-hans", "en"}, shape


def test_the_context_has_a_key_for_every_relation() -> None:
    keys = json.loads(FILES["context.jsonld"]())["@context"]
    for relation in schema().relations.values():
        assert keys[relation.term] == {
            "@id": f"wm:{relation.term}", "@type": "@id", "@container": "@set",
        }  # fmt: skip
    assert "@base" not in keys


class Links(HTMLParser):
    """Collects the ids of a page and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [id for id in [values.get("id")] if id]
        self.targets |= {href for href in [values.get("href")] if href}


def test_the_page_has_every_term_and_its_links_lead_somewhere(terms: rdflib.Graph) -> None:
    links = Links()
    links.feed(page())
    assert len(set(links.ids)) == len(links.ids)
    assert {str(term).removeprefix(WM) for term, _ in ours(terms)} <= set(links.ids)
    inside = {target[1:] for target in links.targets if target.startswith("#")}
    assert inside <= set(links.ids)
    assert links.targets - {f"#{id}" for id in inside} <= FILES.keys()
