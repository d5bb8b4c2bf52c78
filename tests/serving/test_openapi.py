"""The document is sound, and what it says holds for whatever it allows to be sent."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from wenmai import __version__

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def api(site_url: str) -> Any:
    return schemathesis.openapi.from_url(f"{site_url}openapi.json")


WITHOUT_INPUT = [("/", "GET"), ("/openapi.json", "GET")]
WITH_INPUT = [("/sparql", "GET"), ("/sparql", "POST"), ("/cypher", "POST"), ("/entity/{id}", "GET")]
RUNS = [
    *((path, method, GenerationMode.POSITIVE) for path, method in WITHOUT_INPUT + WITH_INPUT),
    *((path, method, GenerationMode.NEGATIVE) for path, method in WITH_INPUT),
]


@pytest.mark.parametrize(("path", "method", "mode"), RUNS)
def test_the_server_does_as_the_document_says(
    api: Any, path: str, method: str, mode: GenerationMode
) -> None:
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    check()


def test_every_address_is_described(client: httpx.Client) -> None:
    document = client.get("openapi.json").json()
    assert document["info"]["version"] == __version__
    assert "2000 rows" in document["info"]["description"]
    assert set(document["paths"]) == {
        "/",
        "/sparql",
        "/cypher",
        "/entity/{id}",
        "/openapi.json",
    }
    answers = document["components"]["responses"]["Answer"]["content"]
    assert {"text/csv", "text/turtle", "application/sparql-results+json"} <= set(answers)
