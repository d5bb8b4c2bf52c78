"""The answers worked out by hand on Neo4j 2026 too, where the machine has the Java for it.

No run depends on it: what is missing is skipped, also where every other test has to run.
"""

from __future__ import annotations

from collections.abc import Iterator

import neo4j_server
import pytest
from generated import generated
from maven import NotFetchedError
from test_generated_parity import LETTERS, calls
from test_parity import CASES, GRAPHS, Asked, opened
from wenmai.graph.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jStore]:
    """A store on a server of the newer release."""
    java = neo4j_server.newer_java()
    if java is None:
        pytest.skip(f"Neo4j {neo4j_server.NEWER} needs Java {neo4j_server.NEWER_JAVA}")
    try:
        jars = neo4j_server.jars(neo4j_server.NEWER)
    except NotFetchedError as error:
        pytest.skip(str(error))
    with (
        neo4j_server.running(tmp_path_factory.mktemp("neo4j-newer"), jars, java) as url,
        Neo4jStore(url) as store,
    ):
        yield store


@pytest.mark.parametrize("name", GRAPHS)
def test_answers_worked_out_by_hand_on_the_newer_release(newer: Neo4jStore, name: str) -> None:
    newer.load(GRAPHS[name])
    asked = Asked(newer, GRAPHS[name])
    for graph, question, params, expected in CASES:
        if graph == name:
            assert asked.answer(question, params).rows == expected, (question, params)


def test_a_graph_made_by_chance_on_the_newer_release(
    newer: Neo4jStore, request: pytest.FixtureRequest
) -> None:
    graph = generated(LETTERS)
    newer.load(graph)
    with opened("embedded", graph, request) as store:
        for call in calls(graph):
            assert Asked(newer, graph).answer(*call) == Asked(store, graph).answer(*call), call
