from __future__ import annotations

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import httpx
import pytest
import rdflib
from rdflib.compare import isomorphic
from wenmai.graph.graph import Graph
from wenmai.graph.schema import schema
from wenmai.project import Project
from wenmai.queries.catalogue import load
from wenmai.serving.examples import examples

BASE = schema().data_base
DEPARTMENTS = "SELECT ?d { ?d a <https://w3id.org/wenmai/ns#Department> } ORDER BY ?d"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?i) }"
JSON = "application/sparql-results+json"
PROBLEM = "application/problem+json"


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return [row["d"]["value"].removeprefix(BASE) for row in rows]


def test_a_query_comes_in_each_way_of_the_protocol(
    client: httpx.Client, departments: list[str]
) -> None:
    as_itself = {"content-type": "application/sparql-query; charset=UTF-8"}
    for answer in (
        client.get("sparql", params={"query": DEPARTMENTS}),
        client.post("sparql", data={"query": DEPARTMENTS}),
        client.post("sparql", content=DEPARTMENTS, headers=as_itself),
    ):
        assert ids(answer) == departments != []
        assert answer.headers["content-type"] == JSON
        assert "Accept" in answer.headers["vary"]


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    answer = client.head("sparql", params={"query": DEPARTMENTS})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == JSON


@pytest.mark.parametrize("media", [JSON, "application/json"])
def test_solutions_as_json(client: httpx.Client, departments: list[str], media: str) -> None:
    answer = client.get("sparql", params={"query": DEPARTMENTS}, headers={"accept": media})
    assert ids(answer) == departments
    assert answer.headers["content-type"] == media


@pytest.mark.parametrize(
    ("media", "form"),
    [(JSON, "json"), ("application/sparql-results+xml", "xml"), ("application/xml", "xml")],
)
def test_rdflib_reads_every_form_alike(
    client: httpx.Client, samples: Graph, media: str, form: str
) -> None:
    odd = (
        'SELECT ?s ?v ?none { ?s rdfs:label ?l BIND(CONCAT("a\\t\\"b\\n", ?l) AS ?v) } ORDER BY ?s'
    )
    text = f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {odd}"
    answer = client.get("sparql", params={"query": text}, headers={"accept": media})
    read = rdflib.query.Result.parse(io.BytesIO(answer.content), format=form)
    s, v = rdflib.Variable("s"), rdflib.Variable("v")
    found = {(str(row[s]).removeprefix(BASE), str(row[v])) for row in read.bindings}
    assert {(e.id, f'a\t"b\n{e.name}') for e in samples.entities} <= found


def test_tables_have_a_row_each(client: httpx.Client, departments: list[str]) -> None:
    comma = client.get("sparql", params={"query": DEPARTMENTS}, headers={"accept": "text/csv"})
    assert comma.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(comma.text)))
    assert rows == [["d"], *([BASE + id] for id in departments)]
    tabs = {"accept": "text/tab-separated-values"}
    lines = client.get("sparql", params={"query": DEPARTMENTS}, headers=tabs).text.splitlines()
    assert lines == ["?d", *(f"<{BASE}{id}>" for id in departments)]


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_graphs_come_in_each_form(client: httpx.Client, media: str, form: str) -> None:
    text = "CONSTRUCT { ?s ?p ?o } { ?s a <https://w3id.org/wenmai/ns#Plan> ; ?p ?o }"
    answer = client.get("sparql", params={"query": text}, headers={"accept": media})
    assert answer.headers["content-type"] == media
    default = client.get("sparql", params={"query": text})
    assert default.headers["content-type"] == "text/turtle"
    found, wanted = rdflib.Graph(), rdflib.Graph()
    found.parse(data=answer.text, format=form)
    wanted.parse(data=default.text, format="turtle")
    assert len(found) > 10
    assert isomorphic(found, wanted)


def test_ask_and_the_row_of_nothing(client: httpx.Client) -> None:
    assert client.get("sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
    nothing = client.get("sparql", params={"query": "SELECT * {}"}).json()
    assert nothing["results"]["bindings"] == [{}]


def test_a_dollar_begins_a_variable_as_the_standard_has_it(
    client: httpx.Client, departments: list[str]
) -> None:
    answer = client.get("sparql", params={"query": DEPARTMENTS.replace("?", "$")})
    assert ids(answer) == departments


def test_every_named_question_is_an_example_that_is_answered(
    client: httpx.Client, sampled: Project
) -> None:
    found = list(examples("zh", lambda name: sampled.resolve(name).id))
    assert len(found) >= len(load()) - 1 > 10  # one is about a body of another city
    for example in found:
        answer = client.post("sparql", data={"query": example.text})
        assert answer.status_code == 200, example.title


def test_other_graphs_than_the_one_there_is_are_empty(client: httpx.Client) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        given = {"query": DEPARTMENTS, name: "https://example.org/g"}
        assert ids(client.get("sparql", params=given)) == []
        wrong = {"query": DEPARTMENTS, name: "no iri"}
        assert client.post("sparql", data=wrong).status_code == 400


def test_without_a_query_the_service_describes_itself(client: httpx.Client, site_url: str) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for media, form in (
        ("*/*", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        answer = client.get("sparql", headers={"accept": media})
        found = rdflib.Graph().parse(data=answer.text, format=form)
        service = rdflib.URIRef(f"{site_url}sparql")
        assert (service, sd.endpoint, service) in found
        assert (service, sd.supportedLanguage, sd.SPARQL11Query) in found
        assert len(list(found.objects(service, sd.resultFormat))) == 8


@pytest.mark.parametrize("accept", ["image/png", "text/html", "text/turtle"])
def test_what_cannot_be_had_in_a_form_is_said_with_the_forms(
    client: httpx.Client, accept: str
) -> None:
    given = {"query": DEPARTMENTS}
    answer = client.get("sparql", params=given, headers={"accept": accept})
    assert answer.status_code == 406
    assert JSON in answer.text


def test_a_malformed_query_is_told_where(client: httpx.Client) -> None:
    answer = client.post("sparql", data={"query": "SELECT *\n{ ?s ?p\n}"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert (problem["line"], problem["column"]) == (3, 2)
    assert "error at 3:2" in problem["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/x>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "CLEAR ALL",
    ],
)
def test_asking_others_and_writing_are_refused(
    client: httpx.Client, departments: list[str], text: str
) -> None:
    for answer in (
        client.get("sparql", params={"query": text}),
        client.post("sparql", data={"query": text}),
    ):
        assert answer.status_code == 400
        assert "detail" in answer.json()
    assert ids(client.get("sparql", params={"query": DEPARTMENTS})) == departments


def test_the_protocol_of_updates_is_refused(client: httpx.Client) -> None:
    update = "DELETE WHERE { ?s ?p ?o }"
    kind = {"content-type": "application/sparql-update"}
    for answer in (
        client.post("sparql", data={"update": update}),
        client.post("sparql", content=update, headers=kind),
        client.get("sparql", params={"update": update}),
    ):
        assert answer.status_code == 403
        assert "cannot be changed" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", "application/x-www-form-urlencoded", 400),
        ("query=", "application/x-www-form-urlencoded", 400),
        ("query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400),
        ("query=%ff", "application/x-www-form-urlencoded", 400),
        ("query=ASK{}" + "&a=" * 200, "application/x-www-form-urlencoded", 400),
        ("ASK{}", "text/plain", 415),
        ("ASK{}", "application/sparql-query; charset=latin-1", 415),
        ("", "application/sparql-query", 400),
        (b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("ASK { }" + " " * (1 << 20), "application/sparql-query", 413),
        ("query=" + "+" * (1 << 20), "application/x-www-form-urlencoded", 413),
    ],
)
def test_a_request_at_fault_is_told_why(
    client: httpx.Client, body: str | bytes, kind: str, status: int
) -> None:
    answer = client.post("sparql", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_large_body_is_refused_even_if_its_length_is_not_told(client: httpx.Client) -> None:
    chunks = (b" " * 65536 for _ in range(64))
    kind = {"content-type": "application/sparql-query"}
    answer = client.post("sparql", content=chunks, headers=kind)
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "sparql")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


def test_an_endless_query_is_stopped_and_the_next_is_answered(
    client: httpx.Client, departments: list[str]
) -> None:
    began = time.monotonic()
    answer = client.get("sparql", params={"query": ENDLESS})
    assert 2.5 < time.monotonic() - began < 10
    assert answer.status_code == 503
    assert "took more than 3 seconds" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0
    assert ids(client.get("sparql", params={"query": DEPARTMENTS})) == departments


def test_an_answer_of_too_many_rows_is_refused(client: httpx.Client) -> None:
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = client.get("sparql", params={"query": f"{text} LIMIT 2001"})
        assert answer.status_code == 422
        assert "more than 2000 rows" in answer.json()["detail"]
        assert client.get("sparql", params={"query": f"{text} LIMIT 2000"}).status_code == 200


def test_a_query_that_eats_memory_ends_alone(client: httpx.Client, departments: list[str]) -> None:
    binds = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(34))
    text = f'SELECT (STRLEN(?v34) AS ?n) {{ BIND("12345678" AS ?v0) {binds} }}'
    answer = client.post("sparql", data={"query": text})
    assert answer.status_code == 503
    assert ids(client.get("sparql", params={"query": DEPARTMENTS})) == departments


def test_more_queries_than_there_is_room_for_are_told_to_wait(
    site_url: str, departments: list[str]
) -> None:
    def ask(number: int) -> int:
        return httpx.get(
            f"{site_url}sparql?{urlencode({'query': ENDLESS})}", timeout=60
        ).status_code

    began = time.monotonic()
    with ThreadPoolExecutor(30) as many:
        codes = list(many.map(ask, range(30)))
    assert set(codes) == {503}
    assert time.monotonic() - began < 15
    answer = httpx.get(f"{site_url}sparql", params={"query": DEPARTMENTS})
    assert ids(answer) == departments


def test_a_browser_gets_a_page_where_something_is_wrong(client: httpx.Client) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.1"}
    answer = client.get("sparql?query=<script>", headers=browser)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script" not in answer.text


def test_a_problem_is_json_that_programs_read(client: httpx.Client) -> None:
    answer = client.get("sparql?query=x", headers={"accept": "application/json"})
    assert json.loads(answer.content)["status"] == 400
