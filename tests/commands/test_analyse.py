from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import wenmai
from wenmai.project import Project

CITY = "绍兴市文化广电旅游局"
COLLEGE = "越州师范学院"


def test_bridges_have_a_year_and_a_change(demo: Path) -> None:
    rows = wenmai("analyse", "bridges", data=demo).rows
    years = [row["year"] for row in rows]
    assert years == sorted(years)
    assert rows[0]["change"] == rows[0]["betweenness"]
    assert CITY in {row["body"] for row in rows}


def test_communities_name_who_joins_and_who_is_gone(demo: Path) -> None:
    rows = wenmai("analyse", "communities", data=demo).rows
    assert all(row["size"] == len(row["members"]) > 1 for row in rows)
    assert any(row["joined"] and row["gone"] for row in rows)


def test_each_step_of_a_path_has_its_evidence(demo: Path) -> None:
    rows = wenmai("analyse", "paths", COLLEGE, "东鉴文创园", "--count", 2, data=demo).rows
    assert {row["path"] for row in rows} == {1, 2}
    edges = {edge.id: edge for edge in Project(demo).graph.edges}
    for row in rows:
        assert edges[row["statement"]].properties["quote"] == row["quote"] != ""
        assert edges[row["statement"]].predicate == row["predicate"]
    assert [row["reached"] for row in rows if row["path"] == 1][-1] == "东鉴文创园"


def test_handlers_count_what_the_questions_count(demo: Path) -> None:
    rows = wenmai("analyse", "handlers", data=demo).rows
    (city,) = (row for row in rows if row["body"] == CITY)
    # docs/samples.md: six proposals led, one co-handled; 教育, 财政, 自然资源 are its partners.
    assert (city["led"], city["co_handled"], city["partners"]) == (6, 1, 3)


def test_around_a_focus_there_is_less(demo: Path) -> None:
    every = wenmai("analyse", "handlers", data=demo).rows
    near = wenmai("analyse", "handlers", "--focus", CITY, "--hops", 2, data=demo).rows
    assert 0 < len(near) < len(every)


def test_measures_are_properties_of_an_export(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    assert wenmai("analyse", "export", "-o", file, data=demo).code == 0
    nodes = json.loads(file.read_text("utf-8"))["nodes"]
    (city,) = (node for node in nodes if node["name"] == CITY)
    assert city["betweenness"] > 0
    assert city["community"] >= 1
    again = wenmai("analyse", "export", data=demo).out
    assert again == file.read_text("utf-8")


@pytest.mark.parametrize(
    "command", [("paths", "没有这个", COLLEGE), ("bridges", "--focus", "没有这个")]
)
def test_an_unknown_name_is_one_line_and_a_hint(demo: Path, command: tuple[str, ...]) -> None:
    done = wenmai("analyse", *command, data=demo)
    assert (done.code, done.out) == (2, "")
    assert "no entity is called '没有这个'" in done.err
