"""What `extract` shows beside JSON: the rules that read a letter, and a page of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..output import Format, chosen_format, one_line
from .session import Session

if TYPE_CHECKING:
    from ..graph.model import Reading
    from ..output import Row

RULES = ("item", "type", "words", "object", "status", "start", "end", "confidence", "rule")
SOURCE = ("source", "part")
STDOUT = "-"


def write_rules(session: Session, reading: Reading, form: Format | None) -> None:
    """Print the mentions and actions of a letter with the rules that made them.

    ``words`` are a mention's name, and of an action the clause that it is read from. A table goes
    below the letter's name; the other formats name it in each row.
    """
    from ..graph.schema import schema
    from .words import columns

    rows = rules(reading)
    terms = {name: schema().relations[name].label(session.lang) for name in schema().actions}
    terms |= {key: session.say(key) for key in ("mention", "action")}
    if chosen_format(form, sys.stdout) is Format.table:
        title = reading.letter.header.title or ""
        print(one_line(f"{reading.letter.source}#{reading.letter.part} {title}"), end="\n\n")
        session.rows(columns(*RULES), rows, form, terms=terms)
        return
    told = (reading.letter.source, reading.letter.part)
    session.rows(columns(*SOURCE, *RULES), [(*told, *row) for row in rows], form)


def rules(reading: Reading) -> list[Row]:
    """Return the rows of `write_rules`, in the order of the text."""
    from ..graph.schema import schema

    names = {mention.id: mention.name for mention in reading.mentions}
    rows: list[tuple[Any, ...]] = [
        ("mention", m.type, m.name, None, None, m.start, m.end, m.confidence, m.rule)
        for m in reading.mentions
    ]
    rows += [
        (
            "action",
            s.predicate,
            s.quote,
            names[s.object],
            s.status,
            s.start,
            s.end,
            s.confidence,
            s.rule,
        )
        for s in reading.statements
        if s.predicate in schema().actions
    ]
    return sorted(rows, key=lambda row: (row[5], row[6]))


def write_page(session: Session, letters: Sequence[Reading], output: str) -> None:
    """Write one page of the letters and what is read from them, and tell where it is."""
    from ..graph.exports import write_atomically
    from ..graph.view.letter import render_letters

    page = render_letters(letters, lang=session.lang)
    with write_atomically(output) as stream:
        stream.write(page.encode("utf-8"))
    if output != STDOUT:
        file = Path(output).absolute()
        session.note(session.say("letter_page", file=file, count=len(letters)))
