"""The canonical graph: order, identity, and what it does not accept."""

from __future__ import annotations

import dataclasses

import pytest
import world as w
from wenmai.errors import DataError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Counts


def test_order_of_arrival_does_not_matter(world: Graph) -> None:
    again = Graph.of(w.ENTITIES, w.EDGES)
    assert again == world
    assert [entity.id for entity in again.entities] == sorted(e.id for e in w.ENTITIES)
    assert [edge.id for edge in again.edges] == sorted(e.id for e in w.EDGES)


def test_counts_and_entities_by_id(world: Graph) -> None:
    assert world.counts == Counts(len(w.ENTITIES), len(w.EDGES))
    assert world.entity(w.ODD).name == w.ODD_NAME
    with pytest.raises(KeyError):
        world.entity("department/none")


@pytest.mark.parametrize(
    "changes",
    [{"name": "别名"}, {"type": "Place"}, {"properties": {"aliases": ["无边"]}}],
)
def test_any_change_of_an_entity_changes_the_fingerprint(
    world: Graph, changes: dict[str, object]
) -> None:
    lonely = dataclasses.replace(world.entity(w.LONELY), **changes)  # type: ignore[arg-type]
    others = [entity for entity in world.entities if entity.id != w.LONELY]
    assert Graph.of([*others, lonely], world.edges).fingerprint != world.fingerprint


def test_any_change_of_an_edge_changes_the_fingerprint(world: Graph) -> None:
    *others, last = world.edges
    for changed in (
        dataclasses.replace(last, predicate="PART_OF"),
        dataclasses.replace(last, properties={**last.properties, "year": None}),
        dataclasses.replace(last, source=w.CO),
    ):
        assert Graph.of(world.entities, [*others, changed]).fingerprint != world.fingerprint
    assert Graph.of(world.entities, others).fingerprint != world.fingerprint


def test_a_null_is_as_good_as_no_property(world: Graph) -> None:
    lonely = dataclasses.replace(world.entity(w.LONELY), properties={})
    others = [entity for entity in world.entities if entity.id != w.LONELY]
    assert Graph.of([*others, lonely], world.edges).fingerprint == world.fingerprint


def test_ids_are_unique_and_edges_have_ends(world: Graph) -> None:
    edge = world.edges[0]
    with pytest.raises(DataError, match="two entities"):
        Graph.of([*world.entities, world.entities[0]], world.edges)
    with pytest.raises(DataError, match="two edges"):
        Graph.of(world.entities, [*world.edges, edge])
    with pytest.raises(DataError, match="does not hold"):
        Graph.of(world.entities, [dataclasses.replace(edge, target="theme/none")])
    with pytest.raises(DataError, match="does not hold"):
        Graph.of(world.entities, [dataclasses.replace(edge, target_type="Theme")])
