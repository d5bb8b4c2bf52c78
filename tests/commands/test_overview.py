from __future__ import annotations

from collections import Counter
from pathlib import Path

from commandline import wenmai
from wenmai.graph.schema import schema
from wenmai.project import Project


def test_stats_count_what_the_graph_holds(demo: Path) -> None:
    graph = Project(demo).graph
    rows = wenmai("stats", data=demo).rows
    found = {(row["group"], row["item"]): row["count"] for row in rows}
    assert found["entities", "total"] == len(graph.entities)
    types = Counter(entity.type for entity in graph.entities)
    assert {item: n for (group, item), n in found.items() if group == "entities"} == {
        "total": len(graph.entities),
        **types,
    }
    relations = Counter(edge.predicate for edge in graph.edges)
    assert {item: n for (group, item), n in found.items() if group == "edges"} == {
        "total": len(graph.edges),
        **relations,
    }
    years = {item: n for (group, item), n in found.items() if group == "years"}
    assert sum(years.values()) == found["ledger", "letters"]
    assert list(years) == sorted(years)


def test_stats_in_chinese_use_the_labels_of_the_vocabulary(demo: Path) -> None:
    done = wenmai("stats", "--format", "table", data=demo, lang="zh")
    words = set(done.out.split())
    used = {entity.type for entity in Project(demo).graph.entities}
    assert {schema().entity_types[name].zh for name in used} <= words
    assert not {schema().entity_types[name].en for name in used} & words


def test_stats_without_a_ledger_say_how_to_make_one(tmp_path: Path) -> None:
    done = wenmai("stats", data=tmp_path / "none")
    assert (done.code, done.out) == (1, "")
    error, hint = done.err.splitlines()
    assert error.startswith("error: no ledger at ")
    assert "wenmai ingest PATH" in hint
    assert not (tmp_path / "none").exists()


def test_search_puts_the_equal_name_first_then_the_beginning(demo: Path) -> None:
    rows = wenmai("search", "绍兴博物馆", data=demo).rows
    named = [row["name"] for row in rows if row["text"] is None]
    assert named[0] == "绍兴博物馆"
    begins = [name.startswith("绍兴博物馆") for name in named]
    assert begins == sorted(begins, reverse=True)


def test_search_finds_letters_by_their_text(demo: Path) -> None:
    rows = wenmai("search", "八字桥历史街区", "--limit", 50, data=demo).rows
    letters = [row for row in rows if row["text"]]
    assert letters
    for row in letters:
        assert row["type"] == "Reply"
        assert row["id"].startswith("reply/")
        assert "八字桥历史街区" in row["text"]


def test_search_takes_several_words_that_all_must_occur(demo: Path) -> None:
    names = [row["name"] for row in wenmai("search", "越城区", "博物馆", data=demo).rows]
    assert "绍兴市越城区古桥博物馆" in names
    assert "绍兴博物馆" not in names


def test_search_says_how_many_were_left_out(demo: Path) -> None:
    every = wenmai("search", "绍兴", "--limit", 1000, data=demo)
    done = wenmai("search", "绍兴", "--limit", 2, data=demo)
    assert done.rows == every.rows[:2]
    assert f"2 of {len(every.rows)} rows" in done.err


def test_search_for_what_is_not_there_finds_nothing(demo: Path) -> None:
    done = wenmai("search", "不存在的名称", data=demo)
    assert (done.code, done.out) == (0, "")
    table = wenmai("search", "不存在的名称", "--format", "table", data=demo)
    assert (table.code, table.err) == (0, "nothing found\n")


def test_search_needs_a_word(demo: Path) -> None:
    assert wenmai("search", "《》", data=demo).code == 2
