from __future__ import annotations

import pytest
from wenmai.graph.graph import Graph
from wenmai.graph.subgraph import around, since
from world import CO, FAIR, LEAD, LONELY, ODD, PROPOSAL, REPLY_2021, REPLY_2023


def ids(graph: Graph) -> set[str]:
    return {entity.id for entity in graph.entities}


def test_since_a_year_are_its_edges_what_they_join_and_their_letters(world: Graph) -> None:
    part = since(world, 2023)
    years = [edge.properties["year"] for edge in part.edges]
    assert years
    assert all(isinstance(year, int) and year >= 2023 for year in years)
    expected = [e for e in world.edges if isinstance(y := e.properties["year"], int) and y >= 2023]
    assert list(part.edges) == expected
    ends = {end for edge in expected for end in (edge.source, edge.target)}
    assert ids(part) == ends | {str(edge.properties["reply"]) for edge in expected}


def test_since_long_ago_all_but_what_has_no_year(world: Graph) -> None:
    undated = [edge for edge in world.edges if edge.properties["year"] is None]
    assert undated
    assert len(since(world, 0).edges) == len(world.edges) - len(undated)
    assert since(world, 3000).counts == Graph.of([], []).counts


def test_around_goes_either_way(world: Graph) -> None:
    near = ids(around(world, PROPOSAL, 1))
    assert {LEAD, CO, "deputy/li", REPLY_2021, "theme/intangible"} <= near
    assert FAIR not in near
    assert FAIR in ids(around(world, PROPOSAL, 2))


def test_around_does_not_go_through_a_letter(world: Graph) -> None:
    near = ids(around(world, PROPOSAL, 2))
    assert REPLY_2021 in near
    assert ODD not in near, "only a letter links them within two steps"
    assert ODD in ids(around(world, REPLY_2021, 1)), "but a letter has what it mentions"


def test_around_brings_the_letters_that_its_edges_rest_on(world: Graph) -> None:
    part = around(world, "event/fair", 1)
    assert {str(edge.properties["reply"]) for edge in part.edges} <= ids(part)
    assert REPLY_2023 in ids(part)


def test_around_nothing_is_the_entity_alone(world: Graph) -> None:
    assert ids(around(world, LONELY, 3)) == {LONELY}
    assert ids(around(world, LEAD, 0)) == {LEAD}
    with pytest.raises(KeyError):
        around(world, "theme/none", 1)
