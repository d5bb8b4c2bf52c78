"""What only the SPARQL store has to be asked: parameters, SERVICE, the forms of answers."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import world as w
from wenmai.errors import DataError, QueryError
from wenmai.graph.graph import Graph
from wenmai.graph.schema import schema
from wenmai.graph.stores.sparql import SparqlStore, bind

BASE = schema().data_base


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, world: Graph) -> Iterator[SparqlStore]:
    with SparqlStore(tmp_path_factory.mktemp("sparql") / "index") as opened:
        opened.load(world)
        yield opened


@pytest.fixture(scope="module")
def endpoint() -> Iterator[tuple[str, list[str]]]:
    """The address of a server and the list of what it has been asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", asked
        server.shutdown()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE<URL>{ ?s ?p ?o } }",
        "ASK { { SELECT * { SeRvIcE <URL> { ?s ?p ?o } } } }",
        "CONSTRUCT { ?s ?p ?o } { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
        "PREFIX service: <URL> SELECT * { BIND('service' AS ?y) SERVICE service: { ?s ?p ?o } }",
        "SELECT * { BIND('#' AS ?x) SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { # '\n SERVICE <URL> { ?s ?p ?o } # '\n }",
    ],
)
def test_no_other_server_is_asked(
    store: SparqlStore, endpoint: tuple[str, list[str]], query: str
) -> None:
    url, asked = endpoint
    for timeout in (None, 30):
        with pytest.raises(QueryError, match="SERVICE"):
            store.query(query.replace("URL", url), timeout=timeout)
    assert asked == []


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <URL>",
        "LOAD SILENT <URL> INTO GRAPH <http://x/>",
        "PREFIX a: <http://a/> INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_no_update_is_run(
    store: SparqlStore, endpoint: tuple[str, list[str]], world: Graph, query: str
) -> None:
    url, asked = endpoint
    with pytest.raises(QueryError):
        store.query(query.replace("URL", url))
    assert asked == []
    assert store.counts() == world.counts


@pytest.mark.parametrize(
    ("query", "cell"),
    [
        ("SELECT ('SERVICE <http://x> { load }' AS ?x) {}", "SERVICE <http://x> { load }"),
        ("SELECT (1 AS ?service) { } # SERVICE <http://x> {}", 1),
        ("PREFIX service: <http://s/> SELECT (service:SERVICE AS ?x) {}", "http://s/SERVICE"),
        ("SELECT (<http://x/SERVICE#> AS ?x) {}", "http://x/SERVICE#"),
        ("SELECT (LANG('x'@service) AS ?x) {}", "service"),
        ('SELECT ("""a " SERVICE <x> { \n""" AS ?x) {}', 'a " SERVICE <x> { \n'),
        ("SELECT (COUNT(*) AS ?LOAD) { VALUES ?insert { 'CLEAR ALL' } }", 1),
    ],
)
def test_the_word_alone_is_harmless(store: SparqlStore, query: str, cell: object) -> None:
    assert store.query(query).rows == [(cell,)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("?x = $a", '?x = "值"'),
        ("$a$a", '"值""值"'),
        ("'$a' $a \"$a\"", '\'$a\' "值" "$a"'),
        ("'''$a'$a''$a''' $a", "'''$a'$a''$a''' \"值\""),
        ('"""$a"$a""$a""" $a', '"""$a"$a""$a""" "值"'),
        (r"'\'$a' $a", r"'\'$a' " + '"值"'),
        ("<http://x/$a#$a> $a", '<http://x/$a#$a> "值"'),
        ("# $a\n$a # $a", '# $a\n"值" # $a'),
        ("?x < $a && ?y > $a", '?x < "值" && ?y > "值"'),
    ],
)
def test_parameters_outside_strings_iris_and_comments(text: str, bound: str) -> None:
    assert bind(text, {"a": "值"}) == bound


def test_a_value_cannot_leave_its_literal(store: SparqlStore) -> None:
    for value in (
        '" } SELECT * { #',
        "\\",
        '\\"',
        "\n",
        "$value",
        "?x",
        w.ODD_NAME,
        "\x00",
        "\r\n",
    ):
        assert store.query("SELECT ($value AS ?x) {}", {"value": value}).rows == [(value,)]


@pytest.mark.parametrize("value", [0, -7, 10**12, 0.5, -1e-9, 1e300, True, False, "7", ""])
def test_a_value_comes_back_as_it_went(store: SparqlStore, value: object) -> None:
    ((cell,),) = store.query("SELECT ($v AS ?x) {}", {"v": value}).rows  # type: ignore[dict-item]
    assert cell == value
    assert type(cell) is type(value)


def test_a_sign_is_not_an_operator(store: SparqlStore) -> None:
    assert store.query("SELECT (3-$v AS ?x) {}", {"v": -4}).rows == [(7,)]


def test_a_parameter_without_value_is_named(store: SparqlStore) -> None:
    with pytest.raises(QueryError, match=r"\$year") as caught:
        store.query("SELECT ?year { ?s ?p $year }", {"years": 1})
    assert "?year" in caught.value.hint


def test_ids_are_bare_and_other_iris_whole(store: SparqlStore) -> None:
    rows = store.query(f"SELECT ?s ?t {{ VALUES ?s {{ <{BASE}{w.FAIR}> }} ?s a ?t }}").rows
    assert rows == [(w.FAIR, schema().term("Event"))]


def test_the_other_forms_of_answers(store: SparqlStore) -> None:
    asked = store.query("ASK { ?s ?p ?o }")
    assert (asked.columns, asked.rows) == (("answer",), [(True,)])
    theme = f"<{BASE}theme/intangible>"
    triples = store.query(f"CONSTRUCT {{ {theme} a ?t }} WHERE {{ {theme} a ?t }}")
    assert triples.columns == ("subject", "predicate", "object")
    assert triples.rows == [("theme/intangible", schema().iri("rdf:type"), schema().term("Theme"))]


def test_literals_by_their_datatype(store: SparqlStore) -> None:
    rows = store.query(
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (1 AS ?a) (1.5 AS ?b) (2e0 AS ?c)"
        " (true AS ?d) ('x' AS ?e) ('x'@zh AS ?f) ('2021-06-01'^^xsd:date AS ?g) (1/0 AS ?h)"
        " ('many'^^xsd:integer AS ?i) ('7'^^xsd:nonNegativeInteger AS ?j) {}"
    ).rows
    assert rows == [(1, 1.5, 2.0, True, "x", "x", "2021-06-01", None, "many", 7)]


def test_another_base_gives_the_same_ids(tmp_path: Path, world: Graph) -> None:
    base = "urn:wenmai:"
    with SparqlStore(tmp_path / "index", base) as store:
        store.load(world)
        assert store.query("SELECT ?s { ?s a <" + schema().term("Theme") + "> }").rows == [
            ("theme/intangible",)
        ]
        assert store.query(f"ASK {{ <{base}{w.FAIR}> ?p ?o }}").rows == [(True,)]


def test_a_store_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="none"):
        SparqlStore(tmp_path / "none").query("ASK {}")
    assert not (tmp_path / "none").exists()


def test_a_broken_store_is_said_so(tmp_path: Path, world: Graph) -> None:
    path = tmp_path / "index"
    with SparqlStore(path) as store:
        store.load(world)
    (path / "CURRENT").write_text("MANIFEST-999999\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be used"):
        SparqlStore(path).query("ASK {}")
