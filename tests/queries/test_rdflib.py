"""The named questions in another engine, rdflib, which keeps to SPARQL in its own way."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import pytest
import rdflib
from test_parity import CASES, EVIDENCE, GRAPHS
from triples import rdflib_graph
from wenmai.errors import UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Value
from wenmai.graph.schema import schema
from wenmai.graph.stores.base import Cell
from wenmai.graph.stores.sparql import SparqlStore, bind
from wenmai.project import Project
from wenmai.queries.catalogue import Answer, Question, arguments, load, run
from years import resolve

SECONDS = 20
"""A question that joins all with all takes minutes on the samples, the others less than one."""
QUESTIONS = load()


@contextmanager
def limited() -> Iterator[None]:
    """Stop what takes longer than SECONDS."""

    def stop(signal: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def cell(term: object) -> Cell:
    """Return a term as our store does."""
    if isinstance(term, rdflib.URIRef):
        return str(term).removeprefix(schema().data_base)
    if isinstance(term, rdflib.Literal) and isinstance(term.value, bool | int | float):
        return term.value
    return None if term is None else str(term)


def answer(
    graph: rdflib.Graph,
    question: Question,
    params: Mapping[str, Value],
    resolver: Callable[[str], str],
) -> Answer:
    text = bind(question.texts["sparql"], arguments(question, params, resolver))
    with limited():
        found = [tuple(map(cell, row)) for row in graph.query(text)]  # type: ignore[arg-type]
    width = len(question.columns)
    evidence = [tuple(sorted(set(str(row[width]).split()))) for row in found]
    return Answer([row[:width] for row in found], evidence)


Asked = Callable[[str, Mapping[str, Value]], Answer]


@pytest.fixture(scope="module", params=GRAPHS)
def asked(request: pytest.FixtureRequest) -> tuple[str, Asked]:
    """The name of each graph made by hand, and what rdflib answers about it."""
    graph = GRAPHS[request.param]
    there, resolver = rdflib_graph(graph), partial(resolve, graph)
    return request.param, lambda name, params: answer(there, QUESTIONS[name], params, resolver)


def test_answers_worked_out_by_hand(asked: tuple[str, Asked]) -> None:
    graph, ask = asked
    wrong = {
        (question, tuple(params.items())): (found, expected)
        for where, question, params, expected in CASES
        if where == graph and (found := ask(question, params).rows) != expected
    }
    assert wrong == {}


def test_evidence_worked_out_by_hand(asked: tuple[str, Asked]) -> None:
    graph, ask = asked
    for where, question, params, row, expected in EVIDENCE:
        if where == graph:
            evidence = ask(question, params).evidence[row]
            assert evidence == tuple(f"statement/{id}" for id in expected), question


@pytest.fixture(scope="module", params=["default", "Oxigraph"])
def stores(
    request: pytest.FixtureRequest, samples: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SparqlStore, rdflib.Graph]]:
    """The samples in our store and in rdflib, with its own store and with that of oxrdflib."""
    there = rdflib.Graph(store=request.param)
    for triple in rdflib_graph(samples):
        there.add(triple)
    with SparqlStore(tmp_path_factory.mktemp("samples") / "index") as store:
        store.load(samples)
        yield store, there


SAMPLED: dict[str, dict[str, Value]] = {
    "timeline": {"name": "越城区古桥博物馆"},
    "connection": {"a": "越州师范学院", "b": "东鉴文创园"},
    "deputies_by_topic": {"topic": "博物馆"},
}
"""What the samples can be asked where a question has to be given something."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_samples_give_the_same_rows_as_in_our_store(
    name: str, sampled: Project, stores: tuple[SparqlStore, rdflib.Graph]
) -> None:
    ours, theirs = stores
    question = QUESTIONS[name]
    params = SAMPLED.get(name, {})
    if name == "evidence":
        params = {
            "statement": next(e.id for e in sampled.graph.edges if e.properties.get("status"))
        }

    def resolver(words: str) -> str:
        return sampled.resolve(words).id

    expected = run(question, ours, params, resolver)
    assert expected.rows
    assert answer(theirs, question, params, resolver) == expected
    try:
        examples = {param.name: param.example for param in question.params}
        expected = run(question, ours, examples, resolver)
    except UsageError:
        return  # the example is about other letters
    assert answer(theirs, question, examples, resolver) == expected
