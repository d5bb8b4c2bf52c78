"""Checks what a loader hands over before it is stored."""

from __future__ import annotations

from ..errors import DataError
from . import ids
from .model import Letter, Mention, Reading, Statement
from .schema import schema


def check(reading: Reading) -> None:
    """Check that a reading holds together and keeps to the vocabulary.

    Raises:
        DataError: it names the first mention or statement at fault.
    """
    letter, terms = reading.letter, schema()
    digest = ids.text_hash(letter.text)
    if (letter.text_hash, letter.id) != (digest, ids.reply_id(digest)):
        raise DataError(f"letter {letter.id} of {letter.source}: id or hash is not its text's")
    try:
        letter.source.encode()
    except UnicodeEncodeError as error:
        raise DataError(f"the source {letter.source!a} has bytes that are no characters") from error
    types: dict[str, str] = {}
    for mention in reading.mentions:
        fault = _span_fault(letter, mention)
        if mention.type not in terms.entity_types:
            fault = f"unknown entity type {mention.type}"
        elif mention.id in types:
            fault = "its id occurs twice"
        if fault:
            raise DataError(f"mention {mention.id} ({mention.name}) of {letter.source}: {fault}")
        types[mention.id] = mention.type
    seen: set[str] = set()
    for statement in reading.statements:
        fault = _span_fault(letter, statement) or _fault(statement, types)
        if statement.id in seen:
            fault = "its id occurs twice"
        if fault:
            raise DataError(f"statement {statement.id} of {letter.source}: {fault}")
        seen.add(statement.id)


def _span_fault(letter: Letter, item: Mention | Statement) -> str:
    if item.reply != letter.id:
        return f"belongs to another letter, {item.reply}"
    if not 0 <= item.start <= item.end <= len(letter.text):
        return f"its span {item.start}–{item.end} is outside the text"
    return ""


def _fault(statement: Statement, types: dict[str, str]) -> str:
    relation = schema().relations.get(statement.predicate)
    if relation is None:
        return f"unknown relation {statement.predicate}"
    for end in (statement.subject, statement.object):
        if end not in types:
            return f"its letter has no mention {end}"
    source, target = types[statement.subject], types[statement.object]
    if not relation.allows(source, target):
        return f"{statement.predicate} cannot join {source} to {target}"
    if relation.action != (statement.status in schema().statuses):
        return f"{statement.predicate} with the status {statement.status}"
    return ""
