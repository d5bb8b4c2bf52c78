"""Who may ask, and what every response carries."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from server import served
from SPARQLWrapper import BASIC, JSON
from SPARQLWrapper import SPARQLWrapper as Wrapper
from wenmai.project import Project

TOKEN = "0123456789abcdef"
QUERY = "ASK { ?s ?p ?o }"
EVERYWHERE = [
    "",
    "sparql",
    "sparql?query=ASK{}",
    "sparql?query=x",
    "entity/nothing",
    "openapi.json",
    "static/query.mjs",
    "static/ace/ace.js",
    "static/../app.py",
    "nothing",
]


@pytest.fixture(scope="module")
def closed_url(sampled: Project) -> Iterator[str]:
    """The address of a server that asks for a token, which it has from its environment."""
    with served(sampled.folder, "--host", "0.0.0.0", WENMAI_TOKEN=TOKEN) as server:
        yield server.url.replace("0.0.0.0", "127.0.0.1")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_response_tells_browsers_to_be_careful(client: httpx.Client, path: str) -> None:
    for accept in ("text/html", "*/*"):
        headers = client.get(path, headers={"accept": accept}).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost:1", True),
        ("127.0.0.1", True),
        ("LOCALHOST", True),
        ("[::1]:8765", True),
        ("evil.example", False),
        ("evil.example:8765", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_a_name_that_another_site_made_up_is_refused(
    client: httpx.Client, host: str, allowed: bool
) -> None:
    answer = client.get("sparql", params={"query": QUERY}, headers={"host": host})
    assert answer.status_code == (200 if allowed else 421)


def test_files_beside_those_of_the_page_are_not_given(client: httpx.Client) -> None:
    assert client.get("static/ace/ace.js").status_code == 200
    for path in ("ace/mode-python.js", "site.css", "ace/../widgets.py", "ace/css/..%2f..%2fx", ""):
        assert client.get(f"static/{path}").status_code == 404


@pytest.mark.parametrize("path", EVERYWHERE)
def test_without_the_token_nothing_is_given(closed_url: str, path: str) -> None:
    wrong = base64.b64encode(b"wenmai:wrong").decode()
    empty = base64.b64encode(b"wenmai:").decode()
    for value in (
        "",
        "Bearer",
        "Bearer wrong",
        f"Bearer {TOKEN[:-1]}",
        f"Basic {wrong}",
        f"Basic {empty}",
        "Basic !",
        "Digest x",
        "Bearer ÿ",
    ):
        headers = {b"authorization": value.encode("latin-1")} if value else {}
        answer = httpx.get(f"{closed_url}{path}", headers=headers)
        assert answer.status_code == 401
        assert "Basic" in answer.headers["www-authenticate"]
        assert "nosniff" in answer.headers["x-content-type-options"]


def test_with_the_token_all_is_given(closed_url: str) -> None:
    bearer = {"authorization": f"Bearer {TOKEN}"}
    answer = httpx.get(f"{closed_url}sparql", params={"query": QUERY}, headers=bearer)
    assert answer.json()["boolean"] is True
    in_browser = httpx.get(f"{closed_url}sparql", auth=("anyone", TOKEN))
    assert in_browser.status_code == 200
    by_name = httpx.get(f"{closed_url}openapi.json", auth=("", TOKEN), headers={"host": "my.name"})
    assert by_name.status_code == 200


def test_clients_give_the_token_as_a_password(closed_url: str) -> None:
    wrapper: Any = Wrapper(f"{closed_url}sparql")
    wrapper.setHTTPAuth(BASIC)
    wrapper.setCredentials("wenmai", TOKEN)
    wrapper.setQuery(QUERY)
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True
    store = SPARQLStore(f"{closed_url}sparql", auth=("wenmai", TOKEN))
    assert rdflib.Graph(store).query(QUERY).askAnswer is True
