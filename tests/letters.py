"""Writes readings by hand: a letter made of the names it mentions, and facts between them."""

from __future__ import annotations

from typing import Any

from wenmai.graph import ids
from wenmai.graph.model import Header, Letter, Mention, Reading, Statement
from wenmai.graph.schema import schema

Named = tuple[str, str] | tuple[str, str, str]
Fact = tuple[int, str, int] | tuple[int, str, int, str]


def letter(
    jurisdiction: str | None,
    year: int | None,
    *named: Named,
    facts: tuple[Fact, ...] = (),
    source: str = "letters/1.txt",
    part: int = 1,
    text: str | None = None,
    **header: Any,
) -> Reading:
    """Return the reading of a letter whose text is just its names, one a line.

    ``named`` are pairs of type and name, or with the rule that read it. ``facts`` join them by
    position: (subject, predicate, object), for an action with a status.
    """
    names = [item[1] for item in named]
    body = (
        text if text is not None else "\n".join([f"{jurisdiction} {year} {source} {part}", *names])
    )
    digest = ids.text_hash(body)
    reply = ids.reply_id(digest)
    mentions = []
    cursor = 0
    for kind, name, *rule in named:
        start = body.index(name, cursor)
        cursor = start + len(name)
        mention = ids.mention_id(reply, kind, name, start)
        mentions.append(
            Mention(mention, reply, kind, name, start, cursor, "".join(rule) or "by hand")
        )
    statements = []
    for fact in facts:
        subject, object_ = mentions[fact[0]], mentions[fact[2]]
        status = fact[3] if len(fact) == 4 else None
        start, end = subject.start, max(subject.end, object_.end)
        statements.append(
            Statement(
                id=ids.statement_id(reply, subject.id, fact[1], object_.id, status or "", start),
                reply=reply,
                subject=subject.id,
                predicate=fact[1],
                object=object_.id,
                quote=body[start:end],
                start=start,
                end=end,
                rule="by hand",
                status=status,
            )
        )
    assert all(kind in schema().entity_types for kind, *_ in named)
    return Reading(
        Letter(
            reply,
            body,
            digest,
            source,
            part,
            Header(year=year, jurisdiction=jurisdiction, **header),
        ),
        tuple(mentions),
        tuple(statements),
    )
