"""The edges that no clause states but names do: editions, places in places, bodies in places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from . import ids
from .model import Edge
from .occurrences import Occurrence, place_id
from .schema import schema


def structure(found: Mapping[str, Sequence[Occurrence]]) -> Iterator[Edge]:
    """Yield the structural edges between the entities of ``found``.

    Its values are the entities' occurrences, the first one first: that one is the evidence. An
    edge leads to a place only if some letter mentions the place; to the nearest one above.
    """
    kinds = schema().entity_types
    located = schema().relations["LOCATED_IN"]
    for occurrences in found.values():
        first = occurrences[0]
        if first.series:
            yield _edge(first, "EDITION_OF", found[first.series][0])
        if first.division is None:
            continue
        if first.entity == place_id(first.division):
            above = (place_id(division) for division in first.division.ancestors)
            for parent in (found[place][0] for place in above if place in found):
                yield _edge(first, "PART_OF", parent)
                break
        elif "place" in kinds[first.type].properties and first.type in located.domain:
            place = found.get(place_id(first.division))
            if place:
                yield _edge(first, "LOCATED_IN", place[0])


def _edge(source: Occurrence, predicate: str, target: Occurrence) -> Edge:
    mention = source.mention
    return Edge(
        # Without its evidence, so that an earlier letter that says the same keeps the id.
        id=ids.statement_id("", source.entity, predicate, target.entity, "", 0),
        predicate=predicate,
        source=source.entity,
        source_type=source.type,
        target=target.entity,
        target_type=target.type,
        properties={
            "year": source.year,
            "reply": mention.reply,
            "quote": source.quote,
            "start": mention.start,
            "end": mention.end,
            "confidence": mention.confidence,
        },
    )
