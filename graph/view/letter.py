"""Letters as one page: the text with its mentions marked, and beside it all that was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..model import Header, Mention, Reading, Statement
from ..schema import schema
from .columns import vocabulary
from .frame import page, static


def render_letters(letters: Sequence[Reading], *, lang: str = "en") -> str:
    """Return a page that shows the letters, one below the other.

    ``lang`` ("zh" or "en") is the language it opens in. Equal readings give equal pages.
    """
    first = letters[0].letter if letters else None
    data = {
        **vocabulary(),
        "letters": [_letter(reading) for reading in letters],
        "own_words": json.loads(static("letter.json")),
    }
    title = (first.header.title or first.source) if first else ""
    return page("letter", title=title, lang=lang, data=data)


def _letter(reading: Reading) -> dict[str, Any]:
    """A letter as the page holds it; actions speak of mentions by their place in the list."""
    mentions = [m for m in reading.mentions if m.type not in schema().letters]
    places = {mention.id: n for n, mention in enumerate(mentions)}
    return {
        "source": reading.letter.source,
        "part": reading.letter.part,
        "text": reading.letter.text,
        "fields": _fields(reading.letter.header),
        "mentions": [_mention(mention) for mention in mentions],
        "actions": [
            _action(statement, places)
            for statement in reading.statements
            if statement.predicate in schema().actions
        ],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "type": mention.type,
        "name": mention.name,
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _action(statement: Statement, places: dict[str, int]) -> dict[str, Any]:
    return {
        "predicate": statement.predicate,
        "actor": places.get(statement.subject, -1),
        "inferred": statement.actor_inferred,
        "object": places.get(statement.object, -1),
        "status": statement.status,
        "year": statement.year,
        "start": statement.start,
        "end": statement.end,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def _fields(header: Header) -> list[tuple[str, list[str]]]:
    """What a letter says about itself: names of fields with their values, empty ones left out."""
    named: dict[str, Sequence[str | int | None]] = {
        "title": [header.title],
        "proposal": [
            " ".join(filter(None, (ref.kind, ref.number, ref.title))) for ref in header.proposals
        ],
        "assembly": [header.assembly],
        "proposers": list(header.proposers),
        "proposer_count": [header.proposer_count],
        "lead_department": [header.lead_department],
        "co_departments": list(header.co_departments),
        "document_number": [header.document_number],
        "date": [header.date],
        "year": [header.year],
        "jurisdiction": [header.jurisdiction],
    }
    told = {name: [str(value) for value in values if value] for name, values in named.items()}
    return [(name, values) for name, values in told.items() if values]
