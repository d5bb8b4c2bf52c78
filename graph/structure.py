"""The edges that no clause states but names do: editions, places in places, bodies in places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import ids
from .divisions import Division
from .model import Edge, Value
from .occurrences import Occurrence, place_id
from .schema import schema

Known = Callable[[str], tuple[str, str] | None]
"""Gives the id and type of the entity that an id stands for today, None if there is none."""


def structure(entity: str, first: Occurrence, known: Known) -> Iterator[Edge]:
    """Yield the structural edges that lead from ``entity``; ``first`` is its first occurrence.

    That one is the evidence. An edge leads to a place only if some letter mentions the place; to
    the nearest one above.
    """
    kind = schema().entity_types[first.type]
    if first.series and (series := known(first.series)):
        yield edge(entity, first, "EDITION_OF", *series)
    if first.division is None:
        return
    if is_division(first):
        above = (known(place_id(division)) for division in first.division.ancestors)
        if parent := next((place for place in above if place), None):
            yield edge(entity, first, "PART_OF", *parent)
        return
    located = "place" in kind.properties and first.type in schema().relations["LOCATED_IN"].domain
    if located and (place := known(place_id(first.division))):
        yield edge(entity, first, "LOCATED_IN", *place)


def leans_on(first: Occurrence) -> Iterator[str]:
    """Yield the ids on which the structural edges of an occurrence's entity depend."""
    if first.series:
        yield first.series
    if first.division:
        above: tuple[Division, ...] = first.division.ancestors
        places = above if is_division(first) else (first.division,)
        yield from map(place_id, places)


def is_division(occurrence: Occurrence) -> bool:
    """Tell whether an occurrence is of a place that is a division."""
    return occurrence.division is not None and occurrence.entity == place_id(occurrence.division)


def edge(
    source: str,
    first: Occurrence,
    predicate: str,
    target: str,
    target_type: str,
    **more: Value,
) -> Edge:
    """Return a structural edge with the first occurrence of its source as evidence.

    ``more`` are further properties, or others than the evidence gives (the ``year``).
    """
    mention = first.mention
    return Edge(
        # Without its evidence, so that an earlier letter that says the same keeps the id.
        id=ids.statement_id("", source, predicate, target, "", 0),
        predicate=predicate,
        source=source,
        source_type=first.type,
        target=target,
        target_type=target_type,
        properties={
            "year": first.year,
            "reply": mention.reply,
            "quote": first.quote,
            "start": mention.start,
            "end": mention.end,
            "confidence": mention.confidence,
            **more,
        },
    )
