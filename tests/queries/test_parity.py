"""The same question gives the same rows, in the same order, on every store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import pytest
from wenmai.graph.graph import Graph
from wenmai.graph.model import Value
from wenmai.graph.stores.base import Cell, Store
from wenmai.graph.stores.embedded import EmbeddedStore
from wenmai.graph.stores.neo4j import Neo4jStore
from wenmai.graph.stores.sparql import SparqlStore
from wenmai.queries.catalogue import load, run
from world import ODD_NAME
from years import resolve, years

Row = tuple[Cell, ...]

CULTURE_NAME = "示范区文化局"
SCHOOLS_NAME = "示范区教育局"
TRADE_NAME = "示范区商务局"
SPORT_NAME = "示范区体育局"
OF_2019 = "二〇一九年的答复"
OF_2021 = "二〇二一年的答复"
OF_2022 = "二〇二二年的答复"

LONG_PAIRS: list[Row] = [
    (CULTURE_NAME, TRADE_NAME, "2019, 2020, 2022", 3, 3, 2019, 2022),
    (CULTURE_NAME, SCHOOLS_NAME, "2019, 2021", 2, 3, 2019, 2021),
    (SCHOOLS_NAME, CULTURE_NAME, "2020, 2021", 2, 2, 2020, 2021),
    (CULTURE_NAME, "（甲）协会", "2020, 2021", 2, 2, 2020, 2021),
    (CULTURE_NAME, "𠮷祥协会", "2020, 2021", 2, 2, 2020, 2021),
]
SHORT_PAIRS: list[Row] = [
    (CULTURE_NAME, SPORT_NAME, "2021", 1, 3, 2021, 2021),
    (SPORT_NAME, SCHOOLS_NAME, "2021", 1, 1, 2021, 2021),
]

PLAN_KEPT: Row = (
    CULTURE_NAME, "FOLLOWS", "《示范规划》",
    2018, "reply/undated", "原文n4",
    2020, CULTURE_NAME, "reply/2020", "原文n5",
)  # fmt: skip
HALL_KEPT: Row = (
    CULTURE_NAME, "BUILDS", "示范音乐厅",
    2019, OF_2019, "原文h9",
    2021, CULTURE_NAME, OF_2021, "原文h3",
)  # fmt: skip
HALL_KEPT_SINCE_2020: Row = (
    CULTURE_NAME, "BUILDS", "示范音乐厅",
    2020, "reply/2020", "原文h1",
    2021, CULTURE_NAME, OF_2021, "原文h3",
)  # fmt: skip
PARK_KEPT_BY_ANOTHER: Row = (
    SCHOOLS_NAME, "FUNDS", "示范文创园",
    2020, "reply/2020", "原文p1",
    2022, TRADE_NAME, OF_2022, "原文p3",
)  # fmt: skip

FAIR_1: Row = (
    2018, "done", CULTURE_NAME, False, "ORGANISES", "第一届示范文博会",
    OF_2019, "原文f1", "statement/f1",
)  # fmt: skip
FAIR_2_JOINED: Row = (
    2018, "ongoing", SPORT_NAME, False, "PARTICIPATES_IN", "第二届示范文博会",
    "reply/2020", "原文f3", "statement/f3",
)  # fmt: skip
FAIR_2_PLANNED: Row = (
    None, "planned", CULTURE_NAME, True, "ORGANISES", "第二届示范文博会",
    "reply/2020", "原文f2", "statement/f2",
)  # fmt: skip

WORKED_OUT: list[tuple[str, dict[str, Value], list[Row]]] = [
    ("co_handlers_across_years", {}, LONG_PAIRS),
    ("co_handlers_across_years", {"min_years": 3}, LONG_PAIRS[:1]),
    ("co_handlers_across_years", {"min_years": 1}, [*LONG_PAIRS, *SHORT_PAIRS]),
    ("co_handlers_across_years", {"min_years": 4}, []),
    ("promises_kept", {}, [PLAN_KEPT, HALL_KEPT, PARK_KEPT_BY_ANOTHER]),
    ("promises_kept", {"from_year": 2020}, [HALL_KEPT_SINCE_2020, PARK_KEPT_BY_ANOTHER]),
    ("promises_kept", {"from_year": 2019, "to_year": 2021}, [HALL_KEPT]),
    ("promises_kept", {"from_year": 2022}, []),
    ("timeline", {"name": "文博会"}, [FAIR_1, FAIR_2_JOINED, FAIR_2_PLANNED]),
    ("timeline", {"name": "第二届示范文博会"}, [FAIR_2_JOINED, FAIR_2_PLANNED]),
    ("timeline", {"name": "（甲）协会"}, []),
    (
        "evidence",
        {"statement": "statement/f2"},
        [
            (
                "statement/f2", CULTURE_NAME, "ORGANISES", "第二届示范文博会", "planned", None,
                "reply/2020", None, "reply/2020.txt", "原文f2", 1, 5, 0.75,
            )
        ],
    ),
    (
        "evidence",
        {"statement": "statement/x01-co"},
        [
            (
                "statement/x01-co", SCHOOLS_NAME, "CO_HANDLES", "第01号建议", None, 2021,
                "reply/2021", OF_2021, "reply/2021.txt", "原文x01-co", 1, 5, 0.75,
            )
        ],
    ),
    ("evidence", {"statement": "statement/none"}, []),
]  # fmt: skip


STORES = ("embedded", "sparql", pytest.param("neo4j", marks=pytest.mark.neo4j))


class Asked(NamedTuple):
    """A store and the graph that it holds."""

    store: Store
    graph: Graph

    def rows(self, name: str, params: Mapping[str, Value]) -> list[Row]:
        resolver = partial(resolve, self.graph)
        return run(load()[name], self.store, params, resolver).rows


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
def loaded(request: pytest.FixtureRequest) -> Iterator[Asked]:
    """Each store in turn, with the graph of `years`."""
    graph = years()
    with opened(request.param, graph, request) as store:
        yield Asked(store, graph)


@pytest.mark.parametrize(("name", "params", "expected"), WORKED_OUT)
def test_answers_worked_out_by_hand(
    loaded: Asked, name: str, params: dict[str, Value], expected: list[Row]
) -> None:
    assert loaded.rows(name, params) == expected


def test_a_body_has_its_own_timeline(loaded: Asked) -> None:
    rows = loaded.rows("timeline", {"name": SPORT_NAME})
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        (2018, "ongoing", "statement/f3"),
        (2019, "done", "statement/n2"),
        (2019, "planned", "statement/n1"),
        (2021, "done", "statement/b1"),
        (2021, "ongoing", "statement/b2"),
        (None, "done", "statement/n3"),
    ]


def test_an_object_has_what_was_done_to_it(loaded: Asked) -> None:
    rows = loaded.rows("timeline", {"name": TRADE_NAME})
    assert [row[-1] for row in rows] == [f"statement/{id}" for id in ("h4", "b1", "h0", "p3")]


def every_call(graph: Graph) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield calls that bring out every statement of ``graph``."""
    for question in load().values():
        required = [param for param in question.params if param.default is None]
        if not required:
            yield question.name, {}
        for param in required:
            ends = graph.entities if param.type == "entity" else graph.edges
            for end in ends:
                yield question.name, {param.name: end.id}
    yield "co_handlers_across_years", {"min_years": 1}


@pytest.mark.parametrize("other", STORES[1:])
def test_odd_names_come_alike_from_every_store(
    other: str, world: Graph, request: pytest.FixtureRequest
) -> None:
    calls = list(every_call(world))
    with opened("embedded", world, request) as store:
        expected = [Asked(store, world).rows(*call) for call in calls]
    assert any(ODD_NAME in row for rows in expected for row in rows)
    assert sum(len(rows) for rows in expected) > len(world.edges)
    with opened(other, world, request) as store:
        for call, rows in zip(calls, expected, strict=True):
            assert Asked(store, world).rows(*call) == rows, call
