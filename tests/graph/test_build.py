"""The same ledger gives the same graph; every statement is one edge of it."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

import pytest
from letters import letter
from wenmai.errors import DataError
from wenmai.graph.build import build
from wenmai.graph.graph import Graph
from wenmai.graph.ledger import Ledger
from wenmai.graph.model import ProposalRef, Reading

YUECHENG = "浙江省绍兴市越城区"


def reply(source: str, year: int, office: str, status: str = "done") -> Reading:
    return letter(
        YUECHENG,
        year,
        ("Reply", "答复"),
        ("Proposal", "关于戏曲的建议"),
        ("Department", office),
        ("Event", "第三届水乡戏曲节"),
        facts=((0, "ANSWERS", 1), (2, "LEADS", 1), (2, "ORGANISES", 3, status), (0, "MENTIONS", 3)),
        source=source,
        proposals=(ProposalRef("建议", "31", "关于戏曲的建议"),),
    )


PLANNED = reply("a.txt", 2021, "区教育局", "planned")
DONE = reply("b.txt", 2022, "越城区教育局")
OTHER = letter("", 2020, ("Plan", "戏曲条例"), ("Place", "越城区"), source="c.txt")


def graph_of(path: Path, *readings: Reading) -> Graph:
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)
        return build(ledger)


def test_every_statement_is_an_edge_between_entities(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "l.sqlite", PLANNED, DONE)
    statements = {s.id for reading in (PLANNED, DONE) for s in reading.statements}
    assert statements <= {edge.id for edge in graph.edges}
    acts = [edge for edge in graph.edges if edge.predicate == "ORGANISES"]
    assert len({(edge.source, edge.target) for edge in acts}) == 1
    assert graph.entity(acts[0].source).name == "绍兴市越城区教育局"
    assert {(e.properties["status"], e.properties["year"]) for e in acts} == {
        ("planned", 2021), ("done", 2022),
    }  # fmt: skip


def test_edges_carry_their_evidence(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "l.sqlite", DONE)
    statement = DONE.statements[2]
    (edge,) = (edge for edge in graph.edges if edge.id == statement.id)
    assert edge.row() == {
        "id": statement.id,
        "status": "done",
        "year": 2022,
        "reply": DONE.letter.id,
        "quote": DONE.letter.text[statement.start : statement.end],
        "start": statement.start,
        "end": statement.end,
        "confidence": 1.0,
        "actor_inferred": False,
    }
    (mentions,) = (edge for edge in graph.edges if edge.predicate == "MENTIONS")
    assert not {"status", "actor_inferred"} & mentions.row().keys()


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    readings = (PLANNED, DONE, OTHER)
    fingerprints = {
        graph_of(tmp_path / f"{i}.sqlite", *order).fingerprint
        for i, order in enumerate(itertools.permutations(readings))
    }
    assert len(fingerprints) == 1


def test_adding_twice_changes_nothing_and_replacing_does(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    once = graph_of(path, PLANNED, DONE)
    assert graph_of(path, DONE, PLANNED) == once
    replaced = graph_of(path, reply("a.txt", 2021, "市教育局", "planned"))
    assert replaced.fingerprint != once.fingerprint
    assert graph_of(path, PLANNED) == once


def test_what_a_replaced_letter_said_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    graph_of(path, PLANNED, OTHER)
    after = graph_of(path, letter("", 2021, ("Theme", "戏曲"), source="a.txt"))
    fresh = graph_of(
        tmp_path / "fresh.sqlite", OTHER, letter("", 2021, ("Theme", "戏曲"), source="a.txt")
    )
    assert after == fresh


def test_an_empty_ledger_is_an_empty_graph(tmp_path: Path) -> None:
    counts = graph_of(tmp_path / "l.sqlite").counts
    assert (counts.entities, counts.edges) == (0, 0)


def test_we_may_be_an_institution(tmp_path: Path) -> None:
    reading = letter(
        YUECHENG,
        2021,
        ("Institution", "水乡戏曲中心"),
        ("Proposal", "关于戏曲的建议"),
        ("Department", "我中心"),
        ("Event", "第三届水乡戏曲节"),
        facts=((0, "LEADS", 1), (2, "ORGANISES", 3, "done")),
    )
    graph = graph_of(tmp_path / "l.sqlite", reading)
    (edge,) = (edge for edge in graph.edges if edge.predicate == "ORGANISES")
    assert (edge.source_type, graph.entity(edge.source).name) == ("Institution", "水乡戏曲中心")


@pytest.mark.parametrize("predicate", ["SUBMITTED", "LIKES"])
def test_a_statement_outside_the_vocabulary_is_named(tmp_path: Path, predicate: str) -> None:
    path = tmp_path / "l.sqlite"
    graph_of(path, DONE)
    statement = DONE.statements[0].id
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE statements SET predicate = ? WHERE id = ?", (predicate, statement))
    raw.close()
    with pytest.raises(DataError, match=f"{statement}: {predicate} cannot join Reply"):
        graph_of(path)
