"""Who handles which proposals with whom."""

from __future__ import annotations

from dataclasses import replace

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.view.matrix import pairs_of, render_matrix
from world import CO, LEAD, PROPOSAL


def test_a_pair_is_told_once_however_many_letters_say_so(world: Graph) -> None:
    (pair,) = pairs_of(world)
    assert (pair.proposal, pair.year) == (PROPOSAL, 2021)
    assert (pair.lead.source, pair.co.source) == (LEAD, CO)
    assert pair.lead.id == "statement/005"


def test_without_a_year_of_its_own_a_proposal_has_that_of_its_letter(world: Graph) -> None:
    undated = [
        replace(e, properties={**e.properties, "year": None}) if e.id == PROPOSAL else e
        for e in world.entities
    ]
    (pair,) = pairs_of(Graph.of(undated, world.edges))
    assert pair.year == 2021


def test_every_co_handler_is_paired_with_every_leader_but_itself() -> None:
    bodies = [Entity(f"department/{n}", "Department", n) for n in "abc"]
    proposal = Entity("proposal/1", "Proposal", "建议")
    ties = [("a", "LEADS"), ("b", "LEADS"), ("b", "CO_HANDLES"), ("c", "CO_HANDLES")]
    edges = [
        Edge(f"s/{n}", predicate, f"department/{body}", "Department", "proposal/1", "Proposal")
        for n, (body, predicate) in enumerate(ties)
    ]
    pairs = [
        (p.lead.source[-1], p.co.source[-1]) for p in pairs_of(Graph.of([*bodies, proposal], edges))
    ]
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]


def test_equal_graphs_give_equal_pages(world: Graph) -> None:
    assert render_matrix(world, title="示范") == render_matrix(
        Graph.of(world.entities, world.edges), title="示范"
    )
