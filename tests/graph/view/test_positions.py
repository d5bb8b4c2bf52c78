"""Where nodes are placed."""

from __future__ import annotations

import itertools
import math

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.view.layout import SPACING, positions


def bodies(count: int) -> list[Entity]:
    return [Entity(f"department/{n:03}", "Department", f"{n}局") for n in range(count)]


def ties(entities: list[Entity], pairs: list[tuple[int, int]]) -> list[Edge]:
    return [
        Edge(f"s/{n}", "PART_OF", entities[a].id, "Department", entities[b].id, "Department")
        for n, (a, b) in enumerate(pairs)
    ]


def test_every_entity_has_a_place_of_its_own(world: Graph) -> None:
    places = positions(world.entities, world.edges)
    assert places.keys() == {entity.id for entity in world.entities}
    nearest = min(math.dist(a, b) for a, b in itertools.combinations(places.values(), 2))
    assert nearest > SPACING / 3


def test_a_crowd_around_one_node_is_spread_out() -> None:
    crowd = bodies(120)
    places = positions(crowd, ties(crowd, [(n, 0) for n in range(1, 120)]))
    nearest = min(math.dist(a, b) for a, b in itertools.combinations(places.values(), 2))
    assert nearest > SPACING / 3


def test_parts_without_a_link_do_not_overlap() -> None:
    entities = bodies(40)
    ring = [(n, (n + 1) % 20) for n in range(20)]
    places = positions(entities, ties(entities, [*ring, *((a + 20, b + 20) for a, b in ring)]))
    first, second = (
        [places[entity.id] for entity in part] for part in (entities[:20], entities[20:])
    )
    apart = [
        max(p[axis] for p in one) < min(p[axis] for p in other)
        for axis in (0, 1)
        for one, other in ((first, second), (second, first))
    ]
    assert any(apart)


def test_few_and_none() -> None:
    assert positions([], []) == {}
    (only,) = bodies(1)
    assert positions([only], ties([only], [(0, 0)])) == {only.id: (0, 0)}
