from __future__ import annotations

from typing import Any

import httpx
import pytest
from wenmai.graph.graph import Graph

NAMES = "MATCH (d:Department) RETURN d.id AS id ORDER BY id"


def ask(client: httpx.Client, body: object) -> httpx.Response:
    return client.post("cypher", json=body)


def test_rows_come_as_json(client: httpx.Client, departments: list[str]) -> None:
    answer = ask(client, {"query": NAMES})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"columns": ["id"], "rows": [[id] for id in departments]}


def test_parameters_are_values_and_never_query(client: httpx.Client, samples: Graph) -> None:
    for value in (1, -(2**63), 2.5, "x' OR '1'='1", "值\n\\", True, None, ["a", "b"], []):
        answer = ask(client, {"query": "RETURN $v AS v", "params": {"v": value}})
        assert answer.json()["rows"] == [[value]]
    text = "MATCH (r:Reply) WHERE r.year = $y RETURN count(r) AS n"
    replies = [e for e in samples.entities if e.type == "Reply" and e.properties["year"] == 2021]
    assert ask(client, {"query": text, "params": {"y": 2021}}).json()["rows"] == [[len(replies)]]


def test_what_is_no_number_of_json_is_null(client: httpx.Client) -> None:
    answer = ask(client, {"query": "RETURN [0.0/0.0, 1.5] AS n"})
    assert answer.json()["rows"] == [[[None, 1.5]]]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:X) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Reply) SET n.year = 1 RETURN n.id",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:9/' AS line RETURN line",
    ],
)
def test_writing_and_reading_elsewhere_are_refused(
    client: httpx.Client, departments: list[str], text: str
) -> None:
    answer = ask(client, {"query": text})
    assert answer.status_code == 400
    assert "passwd" not in answer.json()["detail"] or "root:" not in answer.text
    assert len(ask(client, {"query": NAMES}).json()["rows"]) == len(departments)


def test_a_malformed_query_is_told_where(client: httpx.Client) -> None:
    problem = ask(client, {"query": "MATCH (n\nRETURN n"}).json()
    assert (problem["status"], problem["line"]) == (400, 2)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"query": ""},
        {"query": 1},
        {"query": NAMES, "more": 1},
        {"query": NAMES, "params": []},
        {"query": NAMES, "params": {"v": {}}},
        {"query": NAMES, "params": {"v": [1]}},
        {"query": NAMES, "params": {"v": 2**63}},
    ],
)
def test_a_body_that_is_no_question_is_told_why(client: httpx.Client, body: Any) -> None:
    answer = ask(client, body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"query": "RETURN $v", "params": {"v": 1e999}}', "application/json", 400),
        (b'{"query": "RETURN $v", "params": {"v": NaN}}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"query": "RETURN \\ud800 AS n"}', "application/json", 400),
        (b'{"query": "RETURN 1"}' + b" " * (1 << 20), "application/json", 413),
        (b'{"query": "RETURN 1"}', "text/plain", 415),
        (b'{"query": "RETURN 1"}', "application/x-www-form-urlencoded", 415),
    ],
)
def test_bytes_that_are_no_question_are_told_why(
    client: httpx.Client, content: bytes, kind: str, status: int
) -> None:
    answer = client.post("cypher", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_limits_hold(client: httpx.Client) -> None:
    many = ask(client, {"query": "UNWIND range(1, 2001) AS n RETURN n"})
    assert many.status_code == 422
    assert len(ask(client, {"query": "UNWIND range(1, 2000) AS n RETURN n"}).json()["rows"]) == 2000
    endless = "UNWIND range(1, 999999) AS a UNWIND range(1, 999999) AS b RETURN sum(a * b) AS n"
    assert ask(client, {"query": endless}).status_code == 503
    assert ask(client, {"query": "RETURN 1 AS n"}).json()["rows"] == [[1]]


def test_a_page_of_another_site_cannot_ask_by_a_form(client: httpx.Client) -> None:
    assert client.get("cypher", params={"query": NAMES}).status_code == 405
    only_text = {"accept": "text/plain"}
    assert client.post("cypher", json={"query": NAMES}, headers=only_text).status_code == 406
