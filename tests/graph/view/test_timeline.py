"""Which acts a timeline shows, and which report keeps which promise."""

from __future__ import annotations

import pytest
from wenmai.errors import UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.view.timeline import acts_of, render_timeline, rows_of, themed_acts
from world import CO, FAIR, LEAD, LONELY, PLACE

LETTERS = {2020: "reply/a", 2022: "reply/b", 2023: "reply/c"}


def told(*acts: tuple[str, str, int, int | None]) -> Graph:
    """Acts (actor, status, year of the letter, year of the clause) upon one project."""
    letters = [Entity(i, "Reply", i, {"year": year}) for year, i in LETTERS.items()]
    bodies = [Entity(f"department/{n}", "Department", n) for n in "xy"]
    edges = [
        Edge(
            f"s/{n}", "BUILDS", f"department/{actor}", "Department", "initiative/p", "Initiative",
            {"status": status, "year": year, "reply": LETTERS[said]},
        )
        for n, (actor, status, said, year) in enumerate(acts)
    ]  # fmt: skip
    return Graph.of([*letters, *bodies, Entity("initiative/p", "Initiative", "项目")], edges)


def promises(graph: Graph) -> tuple[list[tuple[str, str]], list[str]]:
    (row,) = rows_of(graph, acts_of(graph, None))
    return [(a.id, b.id) for a, b in row.kept], [edge.id for edge in row.open]


def test_a_promise_is_kept_by_the_first_report_of_a_later_letter() -> None:
    graph = told(
        ("x", "planned", 2020, 2021), ("x", "done", 2022, 2021), ("x", "done", 2023, 2023)
    )  # fmt: skip
    assert promises(graph) == ([("s/0", "s/1")], [])


def test_another_body_may_keep_it_but_the_promiser_goes_first() -> None:
    assert promises(told(("x", "planned", 2020, None), ("y", "done", 2022, None)))[0]
    graph = told(("x", "planned", 2020, 2020), ("y", "done", 2022, 2022), ("x", "done", 2022, 2022))
    assert promises(graph) == ([("s/0", "s/2")], [])


def test_what_was_done_before_keeps_no_promise() -> None:
    assert promises(told(("x", "planned", 2022, 2023), ("x", "done", 2020, 2020))) == ([], ["s/0"])
    assert promises(told(("x", "planned", 2022, 2022), ("x", "done", 2023, 2019))) == ([], ["s/0"])
    assert promises(told(("x", "planned", 2022, 2022), ("x", "done", 2022, 2022))) == ([], ["s/0"])
    assert promises(told(("x", "ongoing", 2020, 2020), ("x", "done", 2023, 2023))) == ([], [])


def test_each_actor_promises_for_itself_and_once() -> None:
    graph = told(
        ("x", "planned", 2020, 2021), ("y", "planned", 2020, 2021), ("x", "planned", 2022, 2023)
    )
    assert promises(graph) == ([], ["s/0", "s/1"])


def test_acts_without_a_year_have_that_of_their_letter() -> None:
    graph = told(("x", "done", 2022, None), ("x", "planned", 2020, 2021))
    (row,) = rows_of(graph, acts_of(graph, None))
    assert row.years == (2021, 2022)
    assert [edge.id for edge in row.edges] == ["s/1", "s/0"]


def test_a_body_has_its_acts_and_what_others_did_of_the_same(world: Graph) -> None:
    rows = {
        (row.predicate, row.target): row for row in rows_of(world, acts_of(world, world.entity(CO)))
    }
    assert rows.keys() == {
        ("PARTICIPATES_IN", FAIR),
        ("FOLLOWS", "plan/145"),
    }
    lead = rows_of(world, acts_of(world, world.entity(LEAD)))
    (organised,) = (r for r in lead if (r.predicate, r.target) == ("ORGANISES", FAIR))
    assert {edge.source for edge in organised.edges} == {LEAD, PLACE}
    (fair,) = (r for r in lead if r.target == "event/fair")
    assert [len(fair.kept), len(fair.open)] == [1, 0]
    assert lead == sorted(lead, key=lambda row: min(y or 9999 for y in row.years))


def test_a_theme_has_the_acts_told_in_answers_to_its_proposals(world: Graph) -> None:
    by_theme, by_alias, by_title = (
        themed_acts(world, t) for t in ("非物质文化遗产", "非遗", "办好示范")
    )
    acts = [edge for edge in world.edges if "status" in edge.properties]
    assert by_theme == by_alias == by_title == acts
    for nothing in ("火星", "", "  "):
        with pytest.raises(UsageError, match="no answered proposal"):
            themed_acts(world, nothing)


def test_equal_graphs_give_equal_pages(world: Graph) -> None:
    focus = world.entity(LONELY)
    pages = {render_timeline(world, title="示范", focus=focus) for _ in range(2)}
    assert len(pages) == 1
