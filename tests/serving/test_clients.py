"""Programs that people use ask the endpoint as they ask any other."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from wenmai.graph.graph import Graph
from wenmai.graph.schema import schema

BASE = schema().data_base
WM = rdflib.Namespace(schema().namespaces["wm"])
DEPARTMENTS = f"SELECT ?d {{ ?d a <{WM.Department}> }} ORDER BY ?d"
PLANS = f"CONSTRUCT WHERE {{ ?p a <{WM.Plan}> ; ?q ?o }}"


@pytest.fixture
def wrapper(site_url: str) -> Any:
    return Wrapper(f"{site_url}sparql")


@pytest.mark.parametrize(("method", "direct"), [(GET, False), (POST, False), (POST, True)])
def test_sparqlwrapper_gets_solutions(
    wrapper: Any, departments: list[str], method: str, direct: bool
) -> None:
    wrapper.setMethod(method)
    if direct:
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setQuery(DEPARTMENTS)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["d"]["value"].removeprefix(BASE) for row in rows] == departments


def test_sparqlwrapper_gets_every_form(wrapper: Any, departments: list[str]) -> None:
    wrapper.setQuery(DEPARTMENTS)
    for form in (CSV, TSV):
        wrapper.setReturnFormat(form)
        lines = wrapper.queryAndConvert().decode("utf-8").split()
        assert len(lines) == len(departments) + 1
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == len(departments)


def test_sparqlwrapper_gets_graphs_of_one_content(wrapper: Any, samples: Graph) -> None:
    wrapper.setQuery(PLANS)
    sizes = set()
    for form, name in ((TURTLE, "turtle"), (N3, "n3"), (RDFXML, "xml"), (JSONLD, "json-ld")):
        wrapper.setReturnFormat(form)
        found = wrapper.queryAndConvert()
        graph = found if isinstance(found, rdflib.Graph) else None
        if graph is None:
            graph = rdflib.Graph().parse(data=found, format=name)
        plans = {str(plan).removeprefix(BASE) for plan in graph.subjects(rdflib.RDF.type, WM.Plan)}
        assert plans == {e.id for e in samples.entities if e.type == "Plan"} != set()
        sizes.add(len(graph))
    assert len(sizes) == 1


def test_sparqlwrapper_understands_that_a_query_is_malformed(wrapper: Any) -> None:
    wrapper.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed, match="error at 1:15"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_uses_the_endpoint_as_a_store(
    site_url: str, samples: Graph, departments: list[str], method: str
) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{site_url}sparql", method=method))
    found = sorted(
        str(s).removeprefix(BASE) for s in graph.subjects(rdflib.RDF.type, WM.Department)
    )
    assert found == departments
    lead = next(edge for edge in samples.edges if edge.predicate == "LEADS")
    ends = rdflib.URIRef(BASE + lead.source), rdflib.URIRef(BASE + lead.target)
    assert (ends[0], WM.leads, ends[1]) in graph
    names = {str(label) for label in graph.objects(ends[0], rdflib.RDFS.label)}
    assert samples.entity(lead.source).name in names
    rows = graph.query(DEPARTMENTS)
    assert [
        str(row[rdflib.Variable("d")]).removeprefix(BASE) for row in rows.bindings
    ] == departments
