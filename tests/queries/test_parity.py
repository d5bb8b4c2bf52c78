"""The same question gives the same rows, in the same order, on every store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import pytest
from towns import towns
from wenmai.graph.graph import Graph
from wenmai.graph.model import Value
from wenmai.graph.schema import schema
from wenmai.graph.stores.base import Store
from wenmai.graph.stores.embedded import EmbeddedStore
from wenmai.graph.stores.neo4j import Neo4jStore
from wenmai.graph.stores.sparql import SparqlStore
from wenmai.queries.catalogue import Answer, load, run
from worked_out import SPORT, TOWNS, TRADE, YEARS
from world import ODD_NAME
from years import resolve, years

STORES = ("embedded", "sparql", pytest.param("neo4j", marks=pytest.mark.neo4j))
GRAPHS = {"years": years(), "towns": towns()}
QUESTIONS = load()
CASES = [("years", *case) for case in YEARS] + [("towns", *case) for case in TOWNS]


class Asked(NamedTuple):
    """A store and the graph that it holds."""

    store: Store
    graph: Graph

    def answer(self, name: str, params: Mapping[str, Value]) -> Answer:
        resolver = partial(resolve, self.graph)
        return run(QUESTIONS[name], self.store, params, resolver)


@contextlib.contextmanager
def opened(kind: str, graph: Graph, request: pytest.FixtureRequest) -> Iterator[Store]:
    folder = request.getfixturevalue("tmp_path_factory").mktemp(kind)
    store: Store
    if kind == "embedded":
        store = EmbeddedStore(folder / "index")
    elif kind == "sparql":
        store = SparqlStore(folder / "index")
    else:
        store = Neo4jStore(request.getfixturevalue("neo4j_url"))
    with store:
        store.load(graph)
        yield store


@pytest.fixture(scope="module", params=STORES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of store in turn."""
    return str(request.param)


@pytest.fixture(scope="module", params=GRAPHS)
def loaded(request: pytest.FixtureRequest, kind: str) -> Iterator[tuple[str, Asked]]:
    """Each kind of store in turn, with each graph made by hand."""
    graph = GRAPHS[request.param]
    with opened(kind, graph, request) as store:
        yield request.param, Asked(store, graph)


def test_answers_worked_out_by_hand(loaded: tuple[str, Asked]) -> None:
    """One test a store and graph, since a server's graph is loaded anew for each."""
    name, asked = loaded
    wrong = {
        (question, tuple(params.items())): (answer, expected)
        for graph, question, params, expected in CASES
        if graph == name and (answer := asked.answer(question, params).rows) != expected
    }
    assert wrong == {}


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    assert {case[1] for case in CASES if case[3]} == set(QUESTIONS)


def test_each_row_names_the_statements_it_rests_on(loaded: tuple[str, Asked]) -> None:
    name, asked = loaded
    ids = {edge.id for edge in asked.graph.edges}
    for graph, question, params, _ in CASES:
        if graph == name:
            answer = asked.answer(question, params)
            assert len(answer.evidence) == len(answer.rows)
            assert all(evidence and ids.issuperset(evidence) for evidence in answer.evidence)


EVIDENCE: tuple[tuple[str, str, dict[str, Value], int, tuple[str, ...]], ...] = (
    # Two proposals, each with two letters that name the lead.
    ("years", "co_handlers_across_years", {}, 2,
     ("x07-co", "x07-lead", "x07-lead-again", "x08-co", "x08-lead", "x08-lead-again")),
    ("years", "promises_kept", {}, 1, ("h3", "h9")),
    ("years", "promises_open", {}, 0, ("h5",)),
    ("years", "connection", {"a": SPORT, "b": TRADE}, 0, ("b1",)),
    ("years", "recurring_objects", {}, 2, ("n1", "n2", "n5")),
    ("towns", "series_gaps", {}, 0, ("a00", "a01", "a02")),
    ("towns", "theme_bridges", {}, 0, ("l19", "l21")),
    ("towns", "co_organisers", {}, 1, ("a11", "a12")),
    ("towns", "plans_across_levels", {}, 0, ("a13", "a14", "a15", "a16")),
)  # fmt: skip


def test_evidence_worked_out_by_hand(loaded: tuple[str, Asked]) -> None:
    name, asked = loaded
    for graph, question, params, row, expected in EVIDENCE:
        if graph == name:
            evidence = asked.answer(question, params).evidence[row]
            assert evidence == tuple(f"statement/{id}" for id in expected), question


def test_a_body_has_its_own_timeline(loaded: tuple[str, Asked]) -> None:
    name, asked = loaded
    if name != "years":
        return
    rows = asked.answer("timeline", {"name": SPORT}).rows
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        (2018, "ongoing", "statement/f3"),
        (2019, "done", "statement/n2"),
        (2019, "planned", "statement/n1"),
        (2021, "done", "statement/b1"),
        (2021, "ongoing", "statement/b2"),
        (None, "done", "statement/n3"),
    ]
    rows = asked.answer("timeline", {"name": TRADE}).rows
    assert [row[-1] for row in rows] == [f"statement/{id}" for id in ("h4", "b1", "h0", "p3")]


def every_call(graph: Graph) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield calls that bring out every statement of ``graph``, and each question at its widest."""
    ids = [entity.id for entity in graph.entities]
    for question in QUESTIONS.values():
        if question.name == "evidence":
            for edge in graph.edges:
                yield question.name, {"statement": edge.id}
        elif question.name == "connection":
            for n, a in enumerate(ids):
                for b in ids[n :: len(ids) // 6]:
                    yield question.name, {"a": a, "b": b}
        elif question.name == "deputies_by_topic":
            yield question.name, {"topic": "的"}
        elif any(param.type == "entity" for param in question.params):
            for id in ids:
                yield question.name, {"name": id}
        else:
            names = [param.name for param in question.params]
            widest = [name for name in names if name.startswith(("min_", "usual", "from_"))]
            yield question.name, dict.fromkeys(widest, 0)


@pytest.mark.parametrize("other", STORES[1:])
def test_odd_names_come_alike_from_every_store(
    other: str, world: Graph, request: pytest.FixtureRequest
) -> None:
    calls = list(every_call(world))
    with opened("embedded", world, request) as store:
        expected = [Asked(store, world).answer(*call) for call in calls]
    assert any(ODD_NAME in row for answer in expected for row in answer.rows)
    assert sum(len(answer.rows) for answer in expected) > len(world.edges)
    with opened(other, world, request) as store:
        for call, answer in zip(calls, expected, strict=True):
            assert Asked(store, world).answer(*call) == answer, call


def test_no_hub_of_the_vocabulary_is_a_third() -> None:
    texts = QUESTIONS["connection"].texts
    for hub in schema().hubs:
        assert f"'{hub}'" in texts["cypher"]
        assert f"wm:{hub}" in texts["sparql"]
