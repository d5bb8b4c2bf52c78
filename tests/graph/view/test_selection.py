"""What a page shows of a graph that is too large for it."""

from __future__ import annotations

import pytest
from wenmai.errors import UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.view.selection import Selection, select
from world import CO, FAIR, LEAD, LONELY, PLACE, PROPOSAL, REPLY_2021, REPLY_2023


def ids(selection: Selection) -> set[str]:
    return {entity.id for entity in selection.entities}


def test_a_graph_that_fits_is_shown_whole(world: Graph) -> None:
    chosen = select(world, focus=None, hops=1, max_nodes=len(world.entities))
    assert chosen.entities == world.entities
    assert chosen.edges == world.edges
    assert not chosen.cut


def test_letters_and_their_mentions_go_first(world: Graph) -> None:
    chosen = select(world, focus=None, hops=1, max_nodes=len(world.entities) - 1)
    assert ids(chosen) == {entity.id for entity in world.entities} - {REPLY_2021, REPLY_2023}
    assert {"MENTIONS", "ANSWERS"}.isdisjoint(edge.predicate for edge in chosen.edges)
    assert chosen.cut
    assert (len(chosen.entities), chosen.total) == (16, 18)


def test_then_those_with_the_most_handling_and_action_edges_stay(world: Graph) -> None:
    chosen = select(world, focus=None, hops=1, max_nodes=4)
    assert ids(chosen) == {LEAD, FAIR, PROPOSAL, CO}  # CO is before others that have as many
    assert all({edge.source, edge.target} <= ids(chosen) for edge in chosen.edges)


def test_edges_to_hubs_do_not_make_a_hub_weighty() -> None:
    place = Entity("place/hub", "Place", "示范区")
    bodies = [Entity(f"department/{n}", "Department", f"{n}局") for n in range(9)]
    fair = Entity("event/fair", "Event", "文化节")
    located = [
        Edge(f"l/{n}", "LOCATED_IN", body.id, body.type, place.id, place.type)
        for n, body in enumerate(bodies)
    ]
    acts = [
        Edge(f"a/{n}", "ORGANISES", body.id, body.type, fair.id, fair.type)
        for n, body in enumerate(bodies[:2])
    ]
    graph = Graph.of([place, fair, *bodies], [*located, *acts])
    chosen = select(graph, focus=None, hops=1, max_nodes=3)
    assert ids(chosen) == {"event/fair", "department/0", "department/1"}


def test_the_focus_brings_its_neighbours_in_both_directions(world: Graph) -> None:
    chosen = select(world, focus=FAIR, hops=1, max_nodes=150)
    assert ids(chosen) == {FAIR, REPLY_2021, LEAD, CO, PLACE, "eventseries/fair"}
    assert chosen.focus == world.entity(FAIR)
    assert (chosen.reachable, chosen.total) == (6, 18)
    assert not chosen.cut


def test_every_hop_reaches_further_and_never_what_is_not_linked(world: Graph) -> None:
    one, two, all_ = (
        ids(select(world, focus=FAIR, hops=hops, max_nodes=150)) for hops in (1, 2, 9)
    )
    assert one < two < all_
    assert all_ == {entity.id for entity in world.entities} - {LONELY}


def test_a_cut_neighbourhood_keeps_the_focus_and_what_is_near(world: Graph) -> None:
    chosen = select(world, focus="eventseries/fair", hops=9, max_nodes=3)
    assert {"eventseries/fair", FAIR} < ids(chosen)
    assert chosen.cut
    assert chosen.reachable == 17


def test_a_letter_in_focus_stays(world: Graph) -> None:
    chosen = select(world, focus=REPLY_2021, hops=2, max_nodes=5)
    assert REPLY_2021 in ids(chosen)
    assert REPLY_2023 not in ids(chosen)


def test_what_does_not_exist_is_said(world: Graph) -> None:
    with pytest.raises(UsageError, match="department/nobody"):
        select(world, focus="department/nobody", hops=1, max_nodes=150)


@pytest.mark.parametrize(("hops", "max_nodes"), [(0, 150), (1, 0), (-1, 5)])
def test_a_view_of_nothing_is_refused(world: Graph, hops: int, max_nodes: int) -> None:
    with pytest.raises(UsageError):
        select(world, focus=FAIR, hops=hops, max_nodes=max_nodes)
