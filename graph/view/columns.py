"""A graph as columns: what our own pages hold, small to send and quick to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..graph import Graph
from ..model import Entity
from ..pinyin import readings
from ..schema import EntityType, schema
from .selection import is_letter, is_loose


class Pool:
    """Texts, each once. ``texts[pool.add(text)] == text``."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._places: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Return the place of ``text``."""
        place = self._places.setdefault(text, len(self.texts))
        if place == len(self.texts):
            self.texts.append(text)
        return place


def columns(graph: Graph) -> dict[str, Any]:
    """Return the graph as lists of equal length, with the vocabulary that explains them.

    A node is its place in the order of ids; ``edges`` speak of nodes by it. Types, relations and
    statuses are places in their lists, texts places in ``texts``; -1 is none, and 0 no year.
    """
    pool = Pool()
    return {
        "key": graph.fingerprint,
        **vocabulary(),
        "nodes": _nodes(graph, pool),
        "edges": _edges(graph, pool),
        "texts": pool.texts,
        "readings": readings(
            name for entity in graph.entities for name in (entity.name, *aliases(entity))
        ),
    }


def vocabulary() -> dict[str, Any]:
    """Return types, relations, statuses and levels with their labels and looks."""
    words = schema()
    return {
        "types": [_type(kind) for kind in words.entity_types.values()],
        "relations": [
            {
                "name": r.name,
                "zh": r.zh,
                "en": r.en,
                "loose": is_loose(r.name),
                "symmetric": r.symmetric,
                "action": r.action,
            }
            for r in words.relations.values()
        ],
        "statuses": [{"name": s.name, "zh": s.zh, "en": s.en} for s in words.statuses.values()],
        "levels": {level.name: {"zh": level.zh, "en": level.en} for level in words.levels.values()},
    }


def aliases(entity: Entity) -> list[str]:
    """Return the other names of an entity."""
    found = entity.properties.get("aliases")
    return [name for name in found if name != entity.name] if isinstance(found, list) else []


def _type(kind: EntityType) -> dict[str, Any]:
    return {
        "name": kind.name,
        "zh": kind.zh,
        "en": kind.en,
        "about": dict(kind.definition),
        "colour": kind.colour,
        "hub": kind.hub,
        "letter": is_letter(kind.name),
        "body": is_body(kind),
    }


def is_body(kind: EntityType) -> bool:
    """Tell whether entities of this type are organisations."""
    return "org:Organization" in kind.subclass_of


def _nodes(graph: Graph, pool: Pool) -> dict[str, Any]:
    kinds = {name: n for n, name in enumerate(schema().entity_types)}
    return {
        "id": [entity.id for entity in graph.entities],
        "type": [kinds[entity.type] for entity in graph.entities],
        "name": [pool.add(entity.name) for entity in graph.entities],
        "aliases": [[pool.add(name) for name in aliases(entity)] for entity in graph.entities],
        "properties": _properties(graph.entities),
    }


def _properties(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """The properties that any entity has, in the order of the vocabulary, each as a column."""
    known = {p.name: p for kind in schema().entity_types.values() for p in kind.properties.values()}
    known = {name: p for name, p in known.items() if name not in ("name", "aliases", "text_hash")}
    listed = []
    for name, p in known.items():
        values = [entity.properties.get(name) for entity in entities]
        if any(value is not None for value in values):
            listed.append({"name": name, "zh": p.zh, "en": p.en, "values": values})
    return listed


def _edges(graph: Graph, pool: Pool) -> dict[str, Any]:
    places = {entity.id: n for n, entity in enumerate(graph.entities)}
    relations = {name: n for n, name in enumerate(schema().relations)}
    statuses = {name: n for n, name in enumerate(schema().statuses)}
    rows = [edge.properties for edge in graph.edges]
    return {
        "id": [edge.id for edge in graph.edges],
        "source": [places[edge.source] for edge in graph.edges],
        "target": [places[edge.target] for edge in graph.edges],
        "predicate": [relations[edge.predicate] for edge in graph.edges],
        "status": [statuses.get(str(row.get("status")), -1) for row in rows],
        "year": [row.get("year") or 0 for row in rows],
        "reply": [places.get(str(row.get("reply")), -1) for row in rows],
        "quote": [pool.add(str(row.get("quote") or "")) for row in rows],
        "confidence": [row.get("confidence", -1) for row in rows],
        "inferred": [int(bool(row.get("actor_inferred"))) for row in rows],
    }
