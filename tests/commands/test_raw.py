from __future__ import annotations

from pathlib import Path

import pytest
from commandline import wenmai
from wenmai.project import Project

NAMES = {
    "cypher": "MATCH (d:Department) RETURN d.name AS name ORDER BY name",
    "sparql": "PREFIX wm: <https://w3id.org/wenmai/ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    'SELECT ?name { ?d a wm:Department ; rdfs:label ?name FILTER(LANG(?name) = "zh-hans") } '
    "ORDER BY ?name",
}
BY_YEAR = {
    "cypher": "MATCH (r:Reply) WHERE r.year = $y RETURN r.id AS id ORDER BY id",
    "sparql": "PREFIX wm: <https://w3id.org/wenmai/ns#> "
    "PREFIX dcterms: <http://purl.org/dc/terms/> "
    "SELECT ?id { ?r a wm:Reply ; wm:year $y ; dcterms:identifier ?id } ORDER BY ?id",
}
MALFORMED = {"cypher": "MATCH (n RETURN n", "sparql": "SELECT ?s { ?s ?p }"}
WRITES = {
    "cypher": [
        "CREATE (n:X) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Reply) SET n.year = 1 RETURN n.id",
        "MERGE (n:Reply {id: 'x'}) RETURN n.id",
    ],
    "sparql": [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x>",
    ],
}
LANGUAGES = list(NAMES)
EVERY_WRITE = [(language, text) for language, texts in WRITES.items() for text in texts]


@pytest.fixture(scope="module")
def departments(demo: Path) -> list[str]:
    entities = Project(demo).graph.entities
    return sorted(entity.name for entity in entities if entity.type == "Department")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_comes_as_text_as_file_or_through_a_pipe(
    demo: Path, departments: list[str], tmp_path: Path, language: str
) -> None:
    text = NAMES[language]
    file = tmp_path / "query"
    file.write_text(f"\ufeff{text}", encoding="utf-8")
    for done in (
        wenmai(language, text, data=demo),
        wenmai(language, file, data=demo),
        wenmai(language, "-", data=demo, stdin=text.encode()),
        wenmai(language, data=demo, stdin=text.encode()),
    ):
        assert done.code == 0
        assert [row["name"] for row in done.rows] == departments


@pytest.mark.parametrize("language", LANGUAGES)
def test_parameters_are_numbers_or_text(demo: Path, language: str) -> None:
    replies = [e for e in Project(demo).graph.entities if e.type == "Reply"]
    expected = [{"id": e.id} for e in replies if e.properties["year"] == 2021]
    text = BY_YEAR[language]
    assert wenmai(language, text, "--param", "y=2021", data=demo).rows == expected != []
    assert wenmai(language, text, "--param", 'y="2021"', data=demo).rows == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["x' OR '1'='1", '" } DELETE {', "\\", "$y", "值"])
def test_a_parameter_is_never_read_as_query(demo: Path, language: str, value: str) -> None:
    texts = {"cypher": "RETURN $v AS v LIMIT 1", "sparql": "SELECT ?v { BIND($v AS ?v) }"}
    done = wenmai(language, texts[language], "--param", f"v={value}", data=demo)
    assert done.rows == [{"v": value}]


@pytest.mark.parametrize(("language", "text"), EVERY_WRITE)
def test_a_query_that_writes_is_refused_and_told_why(
    demo: Path, departments: list[str], language: str, text: str
) -> None:
    done = wenmai(language, text, data=demo)
    assert (done.code, done.out) == (2, "")
    error, hint = done.err.splitlines()[-2:]
    assert "would change the graph" in error
    assert "the ledger is the truth" in hint
    names = wenmai(language, NAMES[language], data=demo).rows
    assert [row["name"] for row in names] == departments


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_malformed_query_is_one_line(demo: Path, language: str) -> None:
    done = wenmai(language, MALFORMED[language], data=demo)
    assert (done.code, done.out) == (2, "")
    assert sum(line.startswith("error: ") for line in done.err.splitlines()) == 1
    assert "Traceback" not in done.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "  ", "nofile.txt"])
def test_no_query_is_one_line_and_a_hint(demo: Path, language: str, query: str) -> None:
    done = wenmai(language, query, data=demo)
    assert (done.code, done.out) == (2, "")
    assert [line.split(":")[0] for line in done.err.splitlines()[-2:]] == ["error", "hint"]


def test_a_query_that_takes_too_long_is_given_up(demo: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?i) }"
    done = wenmai("sparql", endless, "--timeout", 1, data=demo)
    assert (done.code, done.out) == (2, "")
    assert "took more than 1 seconds" in done.err


def test_a_query_without_rows_prints_nothing(demo: Path) -> None:
    done = wenmai("cypher", "MATCH (n:Reply {id: 'x'}) RETURN n.id AS id", data=demo)
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_to_write_is_refused_and_told_why(demo: Path, language: str) -> None:
    done = wenmai(language, NAMES[language], "--write", data=demo)
    assert (done.code, done.out) == (2, "")
    assert "the ledger is the truth" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_limit_cuts_what_is_printed(demo: Path, departments: list[str], language: str) -> None:
    done = wenmai(language, NAMES[language], "--limit", 2, data=demo)
    assert [row["name"] for row in done.rows] == departments[:2]
    assert f"2 of {len(departments)} rows" in done.err


def test_an_answer_may_hold_lists(demo: Path) -> None:
    text = "MATCH (p:Plan) RETURN p.aliases AS aliases ORDER BY p.id LIMIT 3"
    rows = wenmai("cypher", text, "--format", "json", data=demo).rows
    assert all(isinstance(row["aliases"], list) for row in rows)
    assert wenmai("cypher", text, "--format", "table", data=demo).code == 0
