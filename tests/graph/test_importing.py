"""A ledger comes back from RDF as it was; what a file cannot restore is said."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from letters import letter
from pyoxigraph import Literal, NamedNode, Quad
from wenmai.errors import DataError
from wenmai.graph import importing, records
from wenmai.graph.build import build
from wenmai.graph.decisions import Decision
from wenmai.graph.exports import Options, export
from wenmai.graph.graph import Graph
from wenmai.graph.ledger import Ledger
from wenmai.graph.rdf import PLAIN, Evidence
from wenmai.graph.schema import schema
from wenmai.project import Project

FORMATS = {
    "a.ttl": "turtle",
    "a.nt": "ntriples",
    "a.nq": "nquads",
    "a.trig.gz": "trig",
    "a.jsonld": "jsonld",
    "a.rdf": "rdfxml",
}
JUDGED = Decision(
    "2024-05-06T07:08:09", "different", "department/a", "department/b", "李", None, "注"
)


def exported(ledger: Ledger, file: Path, form: str = "turtle", evidence: Evidence = PLAIN) -> Graph:
    graph = build(ledger)
    given = partial(records.record_quads, ledger, graph)
    export(graph, form, file, Options(letters=given, evidence=evidence))
    return graph


def restored(file: Path, folder: Path) -> Ledger:
    ledger = Ledger(folder / "restored.sqlite")
    importing.restore(importing.read(file), ledger)
    return ledger


@pytest.mark.parametrize("name", FORMATS)
def test_the_samples_come_back_as_they_were(sampled: Project, tmp_path: Path, name: str) -> None:
    with sampled.ledger() as ledger:
        graph = exported(ledger, tmp_path / name, FORMATS[name])
        with restored(tmp_path / name, tmp_path) as again:
            assert again.revision == ledger.revision
            assert list(again.readings()) == list(ledger.readings())
            assert build(again).fingerprint == graph.fingerprint


def test_rdf_12_and_annotations_restore_as_well(sampled: Project, tmp_path: Path) -> None:
    with sampled.ledger() as ledger:
        exported(ledger, tmp_path / "a.ttl", evidence=Evidence(True, True))
        with restored(tmp_path / "a.ttl", tmp_path) as again:
            assert again.revision == ledger.revision


@pytest.fixture
def small(tmp_path: Path) -> Ledger:
    """A ledger with a text read from two sources, odd characters and a decision."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    text = '答复\n区教育局\n"引" \\u0041 {{x}} 🎭 \u2028 办好示范文化节'
    for source in ("b/同文.txt", "a/1 #2.txt"):
        ledger.add(
            letter(
                "示范区",
                2021,
                ("Reply", "答复"),
                ("Department", "区教育局"),
                source=source,
                text=text,
            )
        )
    ledger.add(letter("示范区", 2023, ("Reply", "答复"), ("Theme", "非遗"), source="c.txt", part=2))
    ledger.decide(JUDGED)
    return ledger


def test_every_source_and_decision_comes_back(small: Ledger, tmp_path: Path) -> None:
    exported(small, tmp_path / "a.trig", "trig")
    with restored(tmp_path / "a.trig", tmp_path) as again:
        assert again.revision == small.revision
        assert again.decisions() == [JUDGED]
        assert [r.letter.source for r in again.readings()] == [
            r.letter.source for r in small.readings()
        ]
        for reading in small.readings():
            assert again.sources(reading.letter.id) == small.sources(reading.letter.id)


def test_the_same_ledger_gives_the_same_bytes(small: Ledger, tmp_path: Path) -> None:
    for name in ("a", "b"):
        exported(small, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_without_letters_restores_nothing_and_says_what_lacks(
    world: Graph, tmp_path: Path
) -> None:
    export(world, "turtle", tmp_path / "a.ttl")
    with pytest.raises(DataError, match="texts, names as they stand in them and decisions") as no:
        importing.read(tmp_path / "a.ttl")
    assert "--letters" in no.value.hint


def test_letters_that_a_file_names_but_does_not_hold_are_named(
    small: Ledger, tmp_path: Path
) -> None:
    graph = build(small)
    first = next(entity for entity in graph.entities if entity.type == "Reply")

    def without_first(base: str | None) -> list[Quad]:
        quads = records.record_quads(small, graph, base)
        return [quad for quad in quads if not str(quad.subject).endswith(f"{first.id}>")]

    export(graph, "turtle", tmp_path / "a.ttl", Options(letters=without_first))
    found = importing.read(tmp_path / "a.ttl")
    assert found.without == (first.id,)
    assert {reading.letter.id for reading in found.readings} == {
        entity.id for entity in graph.entities if entity.type == "Reply"
    } - {first.id}
    assert found.ids == {e.id for e in graph.entities} | {e.id for e in graph.edges}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"rule":', '"regel":', "cannot be used"),
        ('"mentions":[', '"mentions":[1,', "cannot be used"),
        ('{"letter"', '{"brief"', "cannot be used"),
        ('{"letter"', '"letter"', "no JSON"),
        ('"start":', '"start":9', "outside the text"),
    ],
)
def test_a_record_that_was_changed_is_refused(
    small: Ledger, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    graph = build(small)
    record = NamedNode(schema().term("record"))

    def spoilt(base: str | None) -> list[Quad]:
        found = []
        for quad in records.record_quads(small, graph, base):
            value = quad.object
            if quad.predicate == record and isinstance(value, Literal):
                text = value.value.replace(old, new, 1)
                assert text != value.value
                value = Literal(text, datatype=value.datatype)
            found.append(Quad(quad.subject, quad.predicate, value))
        return found

    export(graph, "turtle", tmp_path / "a.ttl", Options(letters=spoilt))
    with pytest.raises(DataError, match=reason):
        importing.read(tmp_path / "a.ttl")


def test_a_text_that_was_changed_is_refused(small: Ledger, tmp_path: Path) -> None:
    exported(small, tmp_path / "a.nt", "ntriples")
    text = (tmp_path / "a.nt").read_text(encoding="utf-8")
    (tmp_path / "a.nt").write_text(
        text.replace("办好示范文化节", "办坏示范文化节"), encoding="utf-8"
    )
    with pytest.raises(DataError, match="id or hash is not its text's"):
        importing.read(tmp_path / "a.nt")


def test_a_record_is_json_as_the_ledger_has_it(small: Ledger) -> None:
    graph = build(small)
    quads = list(records.record_quads(small, graph))
    record = next(q.object for q in quads if q.predicate.value == schema().term("record"))
    assert isinstance(record, Literal)
    assert record.datatype.value == schema().iri("rdf:JSON")
    data = json.loads(record.value)
    assert data["letter"]["text"] is None
    assert data["mentions"][1]["name"] in ("区教育局", "非遗")
