"""Prints a reading as JSON: the form of a gold annotation, plus offsets, quotes and confidence."""

from __future__ import annotations

import re
from typing import Any

from ..graph.model import Reading
from ..graph.schema import schema
from .jurisdiction import REGION
from .themes import IN_TITLE
from .titles import RULES as TITLE_RULES

_SELF = re.compile(r"^[我本]")


def extract(reading: Reading) -> dict[str, Any]:
    """Return ``letter``, ``entities`` and ``actions`` of one letter, ready for JSON."""
    header = reading.letter.header
    first = header.proposals[0] if header.proposals else None
    mentions = {mention.id: mention for mention in reading.mentions}
    actions = schema().actions
    return {
        "id": reading.letter.id,
        "source": reading.letter.source,
        "letter": {
            "proposal_kind": first.kind if first else None,
            "proposal_number": first.number if first else None,
            "proposal_title": first.title if first else None,
            "assembly": header.assembly,
            "year": header.year,
            "proposers": list(header.proposers),
            "proposer_count": header.proposer_count,
            "lead_department": header.lead_department,
            "co_departments": list(header.co_departments),
            "document_number": header.document_number,
            "date": header.date,
            "other_proposals": [
                {"kind": ref.kind, "number": ref.number, "title": ref.title}
                for ref in header.proposals[1:]
            ],
            "jurisdiction": header.jurisdiction,
        },
        "entities": _entities(reading),
        "actions": [
            {
                "predicate": s.predicate,
                "actor": None if s.actor_inferred else mentions[s.subject].name,
                "object": mentions[s.object].name,
                "status": s.status,
                "year": s.year,
                "quote": s.quote,
                "start": s.start,
                "end": s.end,
                "confidence": s.confidence,
                "rule": s.rule,
            }
            for s in reading.statements
            if s.predicate in actions
        ],
    }


def _entities(reading: Reading) -> list[dict[str, Any]]:
    """One entry a distinct (type, name), with every place it stands at."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for mention in reading.mentions:
        if mention.type in ("Reply", "Proposal", "Assembly") or _SELF.match(mention.name):
            continue
        if mention.rule in (REGION, IN_TITLE) or mention.rule in TITLE_RULES:
            continue
        entry = found.setdefault(
            (mention.type, mention.name),
            {
                "type": mention.type,
                "name": mention.name,
                "confidence": mention.confidence,
                "rule": mention.rule,
                "spans": [],
            },
        )
        entry["spans"].append([mention.start, mention.end])
        entry["confidence"] = max(entry["confidence"], mention.confidence)
    return list(found.values())
