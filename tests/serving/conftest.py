"""One server for the tests that only ask, with limits that a test can reach."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from server import served
from wenmai.graph.graph import Graph
from wenmai.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "graph" / "view"))

SECONDS = 3
ROWS = 2000


@pytest.fixture(scope="session")
def site_url(sampled: Project) -> Iterator[str]:
    """The address of a server of the letters of samples/."""
    with served(sampled.folder, "--timeout", SECONDS, "--limit", ROWS) as server:
        yield server.url


@pytest.fixture(scope="session")
def client(site_url: str) -> Iterator[httpx.Client]:
    """A client whose addresses are those of the server."""
    with httpx.Client(base_url=site_url, timeout=60) as found:
        yield found


@pytest.fixture(scope="session")
def departments(samples: Graph) -> list[str]:
    """The ids of all departments, sorted."""
    return sorted(entity.id for entity in samples.entities if entity.type == "Department")
