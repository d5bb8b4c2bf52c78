"""An RDF file that was exported with its letters -> a ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..errors import DataError
from . import records
from .check import check
from .decisions import Decision
from .ledger import Ledger
from .model import Reading
from .parsing import read_triples
from .rdf import BORROWED
from .schema import schema


@dataclass(frozen=True, slots=True)
class Restorable:
    """What an RDF file holds of a ledger: ``readings`` by source and part, decisions in order.

    ``without`` are the ids of letters that the file names but does not hold, ``ids`` those of all
    entities and statements in it.
    """

    readings: tuple[Reading, ...]
    decisions: tuple[Decision, ...]
    without: tuple[str, ...]
    ids: frozenset[str]


def read(file: Path) -> Restorable:
    """Return what ``file`` holds of a ledger, checked.

    Raises:
        UsageError, DataError: see `graph.parsing.read_triples`.
        DataError: it holds no letters, or one that does not hold together.
    """
    triples = read_triples(file)
    values: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = {schema().term(name): name for name in ("text", "record", "decisions")}
    wanted[schema().iri(BORROWED["id"])] = "id"
    letters = {schema().term(name) for name in schema().letters}
    named = set()
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if predicate in wanted and isinstance(value, Literal):
            values[subject.value][wanted[predicate]].append(value.value)
        elif predicate == schema().iri("rdf:type") and isinstance(value, NamedNode):
            named |= {subject.value} if value.value in letters else set()
    readings, without = [], []
    known = {id for held in values.values() for id in held["id"]}
    for subject_iri in sorted(named):
        held = values[subject_iri]
        reply = min(held["id"], default=subject_iri)
        text = min(held["text"], default=None)
        found = [records.reading(record, reply, text) for record in sorted(held["record"])]
        readings += found
        without += [] if found else [reply]
    if not readings:
        raise DataError(
            f"{file} holds no letters, so no ledger can be restored from it: texts, names as they"
            " stand in them and decisions are missing",
            "export with --letters; what the file does hold, `wenmai validate FILE` checks",
        )
    for reading in readings:
        check(reading)
    decisions = [d for held in values.values() for text in held["decisions"] for d in
                 records.decisions(text)]  # fmt: skip
    readings.sort(key=lambda reading: (reading.letter.source, reading.letter.part))
    return Restorable(tuple(readings), tuple(decisions), tuple(without), frozenset(known))


def restore(
    found: Restorable, ledger: Ledger, on_step: Callable[[int, int], None] = lambda done, all: None
) -> None:
    """Write what was found into an empty ledger.

    Raises:
        DataError: the ledger cannot be written.
    """
    for done, reading in enumerate(found.readings, 1):
        ledger.add(reading)
        on_step(done, len(found.readings))
    ledger.decide_all(found.decisions)
