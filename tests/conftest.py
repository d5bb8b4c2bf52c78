"""Fixtures for all tests: the hand-made graph, and what a machine may lack."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import world as hand_made
from wenmai.graph.graph import Graph
from wenmai.ingest import ingest
from wenmai.project import Project

sys.path.insert(0, str(Path(__file__).parent / "integration"))

import gephi
import neo4j_server
from maven import NotFetchedError

NEEDED_TOOLS = {
    "neo4j": ("java", "mvn"),
    "gephi": ("java", "mvn"),
    "chromium": ("chromium", "chromedriver"),
}


def unavailable(reason: str) -> NoReturn:
    """Skip the test, or fail it where every test has to run (WENMAI_TEST_REQUIRE_ALL=1)."""
    if os.environ.get("WENMAI_TEST_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the programs that the markers of a test stand for, before its fixtures start."""
    for marker, tools in NEEDED_TOOLS.items():
        missing = [tool for tool in tools if shutil.which(tool) is None]
        if missing and item.get_closest_marker(marker):
            unavailable(f"{marker} tests need {' and '.join(missing)}")


@pytest.fixture(scope="session")
def world() -> Graph:
    """The graph of `world.py`."""
    return hand_made.world()


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A data directory with the letters of samples/. Tests must not change it."""
    project = Project(tmp_path_factory.mktemp("sampled"))
    letters = Path(__file__).parents[1] / "samples"
    report = ingest([str(letters)], lambda: project.ledger(create=True))
    assert report.any_read
    assert not report.failed
    return project


@pytest.fixture(scope="session")
def samples(sampled: Project) -> Graph:
    """The graph of the letters of samples/."""
    return sampled.graph


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bolt address of a real server without authentication, one for the whole run.

    Tests that use it are marked neo4j.
    """
    try:
        jars = neo4j_server.jars()
    except NotFetchedError as error:
        unavailable(str(error))
    with neo4j_server.running(tmp_path_factory.mktemp("neo4j"), jars) as url:
        yield url


@pytest.fixture(scope="session")
def gephi_jars() -> Path:
    """The jars of Gephi's importer. Tests that use it are marked gephi."""
    try:
        return gephi.jars()
    except NotFetchedError as error:
        unavailable(str(error))
