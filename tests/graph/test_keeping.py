from __future__ import annotations

import os
from pathlib import Path

import pytest
import world as hand_made
from wenmai.graph.graph import Graph
from wenmai.graph.keeping import keep, kept
from wenmai.graph.model import Entity


def test_what_was_kept_is_the_graph_that_was(world: Graph, tmp_path: Path) -> None:
    file = tmp_path / "index" / "graph.json"
    keep(file, "of this", world)
    found = kept(file, "of this")
    assert found == world
    assert found is not None
    assert found.entity(hand_made.ODD).name == hand_made.ODD_NAME
    assert os.listdir(file.parent) == ["graph.json"]


def test_lone_surrogates_come_back(tmp_path: Path) -> None:
    odd = Graph.of([Entity("place/1", "Place", "甲\ud800\u2028", {"aliases": ["\U0001f3ee"]})], [])
    keep(tmp_path / "graph.json", "x", odd)
    assert kept(tmp_path / "graph.json", "x") == odd


def test_nothing_is_kept_for_another_content(world: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    assert kept(file, "of this") is None
    keep(file, "of this", world)
    assert kept(file, "of that") is None


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other", "list"])
def test_a_damaged_file_is_as_none(world: Graph, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "graph.json"
    keep(file, "of this", world)
    whole = file.read_bytes()
    file.write_bytes(
        {
            "cut": whole[:-10],
            "changed": whole[:-20] + b"?" + whole[-19:],
            "empty": b"",
            "other": b"\x00\xff\n\n",
            "list": b"[]\n[]",
        }[damage]
    )
    assert kept(file, "of this") is None


def test_a_graph_that_cannot_be_kept_leaves_nothing(world: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    file.mkdir()
    with pytest.raises(OSError, match=r"graph\.json"):
        keep(file, "of this", world)
    assert os.listdir(tmp_path) == ["graph.json"]


def test_who_may_read_the_folder_may_read_what_is_kept(world: Graph, tmp_path: Path) -> None:
    keep(tmp_path / "graph.json", "x", world)
    (tmp_path / "other").touch()
    assert (tmp_path / "graph.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_a_killed_process_left_is_removed(world: Graph, tmp_path: Path) -> None:
    old, new = tmp_path / "graph.json.a.part", tmp_path / "graph.json.b.part"
    for part in (old, new):
        part.touch()
    os.utime(old, (0, 0))
    keep(tmp_path / "graph.json", "x", world)
    assert sorted(os.listdir(tmp_path)) == ["graph.json", new.name]  # another may be writing it
