"""docker-compose.yml: the server it starts is the one the tests run, and nobody else's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import neo4j_server
import pytest
import yaml

FILE = Path(__file__).parents[2] / "docker-compose.yml"


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    parsed = yaml.safe_load(FILE.read_text("utf-8"))
    assert set(parsed["services"]) == {"neo4j"}
    return {**parsed["services"]["neo4j"], "named": parsed["volumes"]}


def test_the_image_is_pinned_to_the_version_of_the_tests(service: dict[str, Any]) -> None:
    assert service["image"] == f"neo4j:{neo4j_server.VERSION}-community"
    pom = (FILE.parent / "tests" / "integration" / "pom.xml").read_text("utf-8")
    assert set(re.findall(r"<(?:neo4j\.)?version>([\d.]+)<", pom)) == {"1", neo4j_server.VERSION}


def test_it_listens_on_this_machine_only(service: dict[str, Any]) -> None:
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_password_comes_from_the_environment(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", service["environment"]["NEO4J_AUTH"])
    # The image takes any other variable with this prefix for a setting and would not start.
    assert "NEO4J_PASSWORD" not in service["environment"]


def test_the_data_outlives_the_container(service: dict[str, Any]) -> None:
    volume, folder = service["volumes"][0].split(":")
    assert volume in service["named"]
    assert folder == "/data"


def test_health_is_a_query_that_is_answered(service: dict[str, Any]) -> None:
    assert "cypher-shell" in service["healthcheck"]["test"][1]
    assert "RETURN 1" in service["healthcheck"]["test"][1]


def compose(password: str | None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    if password is not None:
        environment["NEO4J_PASSWORD"] = password
    return subprocess.run(
        ["docker", "compose", "-f", FILE, "config"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


def has_compose() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0


@pytest.mark.skipif(not has_compose(), reason="docker compose is not installed")
def test_compose_accepts_the_file_with_a_password_and_only_so() -> None:
    accepted = compose("一个 pass$word")
    assert accepted.returncode == 0, accepted.stderr
    assert "NEO4J_PASSWORD" in compose(None).stderr
