"""Entities that a name which is none may have meant."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from ..graph.graph import Graph
from ..graph.model import Entity
from ..graph.text import fold

_CLOSE = 0.5


def candidates(graph: Graph, wanted: str, limit: int = 8) -> list[Entity]:
    """Return the entities whose name or an alias comes near to ``wanted``, the likeliest first.

    Nearest are names that begin with it, then those that contain it, then those that have its
    characters in this order (文旅局 for 文化广电旅游局), then those that merely look alike. Of
    equals the one that more edges tell about comes first.
    """
    key = fold(wanted)
    if not key:
        return []
    ties = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    ranked = [(rank, entity) for entity in graph.entities if (rank := _rank(entity, key)) < 4]
    ranked.sort(key=lambda pair: (pair[0], -ties[pair[1].id], len(pair[1].name), pair[1].id))
    return [entity for _, entity in ranked[:limit]]


def called(graph: Graph, wanted: str) -> list[Entity]:
    """Return the entities of which this is the name or an alias, the name's first, then by id."""
    key = fold(wanted)
    found = [entity for entity in graph.entities if key in map(fold, names(entity))]
    return sorted(found, key=lambda entity: fold(entity.name) != key)


def names(entity: Entity) -> list[str]:
    """Return the name of an entity and its aliases."""
    aliases = entity.properties.get("aliases")
    return [entity.name, *(aliases if isinstance(aliases, list) else [])]


def _rank(entity: Entity, key: str) -> float:
    return min(_distance(fold(name), key) for name in names(entity))


def _distance(name: str, key: str) -> float:
    if name.startswith(key):
        return 0
    if key in name:
        return 1
    if len(key) > 1 and _in_order(key, name):
        return 2
    match = SequenceMatcher(None, key, name, autojunk=False)
    # The two cheap bounds spare the exact measure for most names.
    likely = match.real_quick_ratio() >= _CLOSE and match.quick_ratio() >= _CLOSE
    ratio = match.ratio() if likely else 0.0
    return 4 - ratio if ratio >= _CLOSE else 4


def _in_order(key: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in key)
