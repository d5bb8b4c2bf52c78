"""Builds the canonical graph from the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import DataError
from .graph import Graph
from .ledger import Ledger
from .model import Edge, Entity, Reading, Statement, Value
from .occurrences import letter_year
from .resolve import Resolution, resolve
from .schema import schema


def build(ledger: Ledger) -> Graph:
    """Return the graph of a ledger: its entities, one edge a statement, and the structural edges.

    The same content gives the same graph, in whatever order it was added.

    Raises:
        DataError: the ledger cannot be read, or a statement joins entities that its relation
            cannot join.
    """
    with ledger.snapshot():
        resolution = resolve(ledger.readings(), ledger.decisions())
        entities = {entity.id: entity for entity in resolution.entities}
        edges = list(resolution.edges)
        for reading in ledger.readings():
            edges += _edges(reading, resolution, entities)
    return Graph.of(resolution.entities, edges)


def _edges(reading: Reading, resolution: Resolution, entities: Mapping[str, Entity]) -> list[Edge]:
    year, links = letter_year(reading.letter), resolution.links
    return [
        _edge(
            statement,
            entities[links[statement.subject].entity],
            entities[links[statement.object].entity],
            year,
            resolution.dated.get(statement.id, {}),
        )
        for statement in reading.statements
        if statement.id not in resolution.refused
    ]


def _edge(
    statement: Statement,
    source: Entity,
    target: Entity,
    year: int | None,
    dated: Mapping[str, Value],
) -> Edge:
    relation = schema().relations.get(statement.predicate)
    if relation is None or not relation.allows(source.type, target.type):
        raise DataError(
            f"statement {statement.id}: {statement.predicate} cannot join"
            f" {source.type} {source.name} to {target.type} {target.name}",
            "ingest its letter again: the ledger may be of another vocabulary",
        )
    properties: dict[str, Value] = {
        "year": year if statement.year is None else statement.year,
        "reply": statement.reply,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "confidence": statement.confidence,
        **dated,
    }
    if relation.action:
        properties["status"] = statement.status
        properties["actor_inferred"] = statement.actor_inferred
    return Edge(
        statement.id,
        statement.predicate,
        source.id,
        source.type,
        target.id,
        target.type,
        properties,
    )
