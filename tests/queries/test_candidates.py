from __future__ import annotations

import pytest
from wenmai.graph.graph import Graph
from wenmai.graph.model import Entity
from wenmai.queries.candidates import called, candidates

GRAPH = Graph.of(
    [
        Entity("department/1", "Department", "越城区文化广电旅游局", {"aliases": ["区文广旅游局"]}),
        Entity("department/2", "Department", "越城区教育局"),
        Entity("department/3", "Department", "柯桥区教育局", {"aliases": ["区教育局"]}),
        Entity("department/4", "Department", "教育局"),
        Entity("institution/5", "Institution", "越城区教育局"),
    ],
    [],
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("文旅局", ["department/1"]),
        ("区文广", ["department/1"]),
        ("教育局", ["department/4", "department/2", "department/3", "institution/5"]),
        ("越城区教肓局", ["department/2", "institution/5", "department/3"]),
        ("水利厅", []),
        ("", []),
        ("  ", []),
    ],
)
def test_the_likeliest_comes_first(wanted: str, ids: list[str]) -> None:
    assert [entity.id for entity in candidates(GRAPH, wanted)][: len(ids) or None] == ids


def test_no_more_than_asked_for() -> None:
    assert len(candidates(GRAPH, "局", 2)) == 2


def test_called_finds_names_before_aliases() -> None:
    assert [e.id for e in called(GRAPH, "越城区教育局")] == ["department/2", "institution/5"]
    assert [e.id for e in called(GRAPH, "区教育局")] == ["department/3"]
    assert called(GRAPH, "局") == []
