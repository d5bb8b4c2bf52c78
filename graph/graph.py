"""The canonical graph: what every store, export and view is made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import DataError
from .model import Counts, Edge, Entity


@dataclass(frozen=True)
class Graph:
    """Entities and edges, each sorted by id, ids unique, every edge between two entities.

    Make one with `Graph.of`. ``fingerprint`` is hexadecimal; two graphs have the same fingerprint
    exactly if they hold the same entities and edges.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    fingerprint: str = field(repr=False)

    @classmethod
    def of(cls, entities: Iterable[Entity], edges: Iterable[Edge]) -> Graph:
        """Return the graph of ``entities`` and ``edges``, given in any order.

        Raises:
            DataError: an id occurs twice, or an edge's end is not among the entities or is of
                another type than the edge says.
        """
        nodes = tuple(sorted(entities, key=lambda entity: entity.id))
        links = tuple(sorted(edges, key=lambda edge: edge.id))
        _check(nodes, links)
        return cls(nodes, links, _fingerprint(nodes, links))

    @property
    def counts(self) -> Counts:
        """How many entities and edges there are."""
        return Counts(len(self.entities), len(self.edges))

    def entity(self, entity_id: str) -> Entity:
        """Return the entity with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[entity_id]

    @cached_property
    def _by_id(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.entities}


def _check(entities: tuple[Entity, ...], edges: tuple[Edge, ...]) -> None:
    types = {entity.id: entity.type for entity in entities}
    if len(types) < len(entities):
        raise DataError("two entities of the graph have the same id")
    if len({edge.id for edge in edges}) < len(edges):
        raise DataError("two edges of the graph have the same id")
    for edge in edges:
        for end, kind in ((edge.source, edge.source_type), (edge.target, edge.target_type)):
            if types.get(end) != kind:
                raise DataError(f"edge {edge.id} joins {kind} {end}, which the graph does not hold")


def _fingerprint(entities: tuple[Entity, ...], edges: tuple[Edge, ...]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    rows = (
        *([entity.type, entity.row()] for entity in entities),
        *([edge.predicate, edge.source, edge.target, edge.row()] for edge in edges),
    )
    for row in rows:
        digest.update(json.dumps(row, sort_keys=True).encode("ascii") + b"\n")
    return digest.hexdigest()
