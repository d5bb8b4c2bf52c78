"""On a large graph made by chance every store gives the same rows, on the same evidence.

The size is that of so many letters: few where every test runs, WENMAI_TEST_LETTERS=2000 for more.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest
from generated import generated
from test_parity import STORES, Asked, opened
from wenmai.graph.graph import Graph
from wenmai.graph.model import Value
from wenmai.queries.catalogue import Answer, load

LETTERS = int(os.environ.get("WENMAI_TEST_LETTERS", "150"))
SOME = 4
"""Entities, or pairs of them, that a question about entities is asked with."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return generated(LETTERS)


def calls(graph: Graph) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield each question with its defaults, at its widest, and about some entities."""
    bodies = [e.id for e in graph.entities if e.type in ("Department", "EventSeries", "Plan")]
    some = bodies[:: len(bodies) // SOME]
    edge = next(edge for edge in graph.edges if edge.properties.get("status"))
    ends = [(edge.source, edge.target), *itertools.pairwise(some)]
    for question in load().values():
        entities = [param.name for param in question.params if param.type == "entity"]
        if entities:
            for pair in ends:
                yield question.name, dict(zip(entities, pair, strict=False))
        elif question.name == "evidence":
            for edge in graph.edges[:SOME]:
                yield question.name, {"statement": edge.id}
        elif question.name == "deputies_by_topic":
            for topic in ("文", "𠮷"):
                yield question.name, {"topic": topic}
        else:
            yield question.name, {}
            yield question.name, {p.name: 2018 for p in question.params if p.name.endswith("year")}
            yield question.name, {p.name: 0 for p in question.params if p.name.startswith("min")}


@pytest.fixture(scope="module")
def expected(graph: Graph, request: pytest.FixtureRequest) -> list[Answer]:
    """What the embedded store answers."""
    with opened("embedded", graph, request) as store:
        return [Asked(store, graph).answer(*call) for call in calls(graph)]


def test_the_graph_has_an_answer_to_every_question(graph: Graph, expected: list[Answer]) -> None:
    asked = zip(calls(graph), expected, strict=True)
    answered = {name for (name, _), answer in asked if answer.rows}
    assert answered == set(load())


@pytest.mark.parametrize("other", STORES[1:])
def test_a_graph_made_by_chance_gives_the_same_rows(
    other: str, graph: Graph, expected: list[Answer], request: pytest.FixtureRequest
) -> None:
    with opened(other, graph, request) as store:
        for call, answer in zip(calls(graph), expected, strict=True):
            assert Asked(store, graph).answer(*call) == answer, call
