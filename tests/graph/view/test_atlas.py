"""The map: the same each time, communities together, nothing on top of another, growth in place."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.view.atlas import SPACING, Atlas, chart, kept, load


def net(count: int, pairs: list[tuple[int, int]]) -> Graph:
    bodies = [Entity(f"department/{n:04}", "Department", f"{n}局") for n in range(count)]
    return Graph.of(
        bodies,
        [
            Edge(f"s/{n}", "PART_OF", bodies[a].id, "Department", bodies[b].id, "Department")
            for n, (a, b) in enumerate(pairs)
        ],
    )


def cliques(groups: int, size: int) -> list[tuple[int, int]]:
    inside = [
        (group * size + a, group * size + b)
        for group in range(groups)
        for a, b in itertools.combinations(range(size), 2)
    ]
    return [*inside, *((group * size, (group + 1) * size) for group in range(groups - 1))]


def nearest(atlas: Atlas) -> float:
    points = [place[:2] for place in atlas.places.values()]
    return min(math.dist(a, b) for a, b in itertools.combinations(points, 2))


def test_every_entity_has_a_place_of_its_own(world: Graph) -> None:
    atlas = chart(world)
    assert atlas.places.keys() == {entity.id for entity in world.entities}
    assert nearest(atlas) > SPACING / 3


def test_communities_are_found_and_lie_together() -> None:
    atlas = chart(net(40, cliques(4, 10)))
    groups: dict[int, list[tuple[int, int]]] = {}
    for x, y, community in atlas.places.values():
        groups.setdefault(community, []).append((x, y))
    assert [len(members) for members in groups.values()] == [10] * 4
    middles = [tuple(sum(axis) / 10 for axis in zip(*m, strict=True)) for m in groups.values()]
    apart = min(math.dist(a, b) for a, b in itertools.combinations(middles, 2))
    for middle, members in zip(middles, groups.values(), strict=True):
        assert all(math.dist(middle, member) < apart for member in members)


def test_what_has_no_tie_stands_in_a_strip_below() -> None:
    atlas = chart(net(20, cliques(1, 10)))
    tied = [atlas.places[f"department/{n:04}"] for n in range(10)]
    alone = [atlas.places[f"department/{n:04}"] for n in range(10, 20)]
    assert max(y for _, y, _ in tied) < min(y for _, y, _ in alone)
    assert {community for _, _, community in alone} == {-1}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_and_none(count: int) -> None:
    assert len(chart(net(count, [(0, 0)] if count == 1 else [])).places) == count


def test_a_crowd_around_one_body_is_spread_out() -> None:
    atlas = chart(net(1500, [(n, 0) for n in range(1, 1500)]))
    assert nearest(atlas) > SPACING / 5


def test_the_same_in_every_process(world: Graph) -> None:
    script = "import world; from wenmai.graph.view.atlas import chart; print(chart(world.world()))"
    folder = Path(sys.modules["world"].__file__ or "").parent
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{chart(world)}\n"}


def test_what_was_on_the_map_stays_when_the_graph_grows() -> None:
    before = net(40, cliques(4, 10))
    first = chart(before)
    after = net(45, [*cliques(4, 10), (40, 0), (40, 1), (41, 40), (42, 43)])
    grown = chart(after, first)
    assert {i: grown.places[i] for i in first.places} == first.places
    assert nearest(grown) > SPACING / 3
    added = grown.places["department/0040"]
    near = first.places["department/0000"]
    assert math.dist(added[:2], near[:2]) < 5 * SPACING
    assert added[2] == near[2]
    assert grown.places["department/0042"][2] == grown.places["department/0043"][2] > 3
    assert grown.places["department/0044"][2] == -1


def test_a_map_of_something_else_is_not_gone_by() -> None:
    first = chart(net(10, cliques(1, 10)))
    wanted = net(40, cliques(4, 10))
    assert chart(wanted, first) == chart(wanted)


def test_a_map_is_kept_and_gone_by(tmp_path: Path) -> None:
    file = tmp_path / "views" / "map.json.gz"
    small, large = net(20, cliques(2, 10)), net(22, [*cliques(2, 10), (20, 0)])
    first = kept(small, file)
    assert load(file) == first
    second = kept(large, file)
    assert {i: second.places[i] for i in first.places} == first.places
    assert load(file) == second


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08", b"not gzip"])
def test_a_broken_map_is_made_again(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "map.json.gz"
    file.write_bytes(content)
    graph = net(10, cliques(1, 10))
    assert kept(graph, file) == chart(graph) == load(file)


def test_a_map_that_cannot_be_kept_is_still_a_map(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("in the way", encoding="utf-8")
    graph = net(10, cliques(1, 10))
    assert kept(graph, tmp_path / "views" / "map.json.gz") == chart(graph)
