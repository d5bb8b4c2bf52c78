"""`show`: one letter, with the place of each paragraph in its source."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..output import Format, chosen_format, one_line, print_rows
from .session import DataOption, FormatOption, LangOption, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..graph.ledger import Ledger, Version
    from ..graph.model import Letter
    from ..project import Project

_PARAGRAPH = ("start", "end", "page", "paragraph", "text")
_MARGIN = 12
"""Columns in front of the text for page and paragraph."""


def show(
    ctx: typer.Context,
    reply: Annotated[
        str,
        typer.Argument(metavar="REPLY", help="Id or title of a letter, or its file or address."),
    ],
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Print a letter with its sources and places.

    A place is the page and the paragraph of the source that words stand in; T1:B2 is a cell of a
    table, N3 a note, X1 a text box, and in tables and plain text it counts rows and lines. Offsets
    count characters of the letter's text, as those of evidence do. The id of another issue of the
    letter, or a source of it, prints the text as it was there.

    \b
    Examples:
      wenmai show 绍兴市文化广电旅游局关于市八届人大四次会议第88号建议答复的函
      wenmai show samples/shaoxing-2020-culture-0088.txt --format json
    """
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    with project.ledger() as ledger:
        letter, current = _found(project, ledger, reply)
        versions = ledger.versions(current)
    if chosen_format(form, sys.stdout) is Format.table:
        for line in _lines(session, letter, current, versions):
            print(line)
        return
    row = (
        letter.id,
        current,
        letter.header.title,
        letter.header.date,
        letter.source,
        letter.part,
        dict(letter.metadata),
        [asdict(version) for version in versions],
        [dict(zip(_PARAGRAPH, found, strict=True)) for found in _paragraphs(letter)],
    )
    names = ("id", "reply", "title", "date", "source", "part", "metadata", "versions", "paragraphs")
    print_rows(columns(*names), [row], form=form, lang=session.lang)


def _found(project: Project, ledger: Ledger, wanted: str) -> tuple[Letter, str]:
    """Return the letter and the id of its Reply, which is another if it is an earlier issue."""
    found = ledger.issue(wanted)
    if found is None:
        entity = project.resolve(wanted)
        found = ledger.issue(entity.id)
        if found is None:
            raise UsageError(
                f"{wanted} is no letter but a {entity.type}", "`wenmai search WORDS` finds letters"
            )
    return found


def _paragraphs(letter: Letter) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield start, end, page, paragraph and text of each line of a letter that has words."""
    start = 0
    for line in letter.text.split("\n"):
        end = start + len(line)
        if line.strip():
            place = letter.place(start + len(line) - len(line.lstrip()))
            page, paragraph = (place.page, place.paragraph) if place else ("", "")
            yield start, end, page, paragraph, line
        start = end + 1


def _lines(
    session: Session, letter: Letter, current: str, versions: list[Version]
) -> Iterator[str]:
    yield one_line(letter.header.title or letter.source)
    yield session.say("show_id", id=letter.id)
    if letter.id != current:
        yield session.say("show_earlier", id=current)
    for version in versions:
        where = version.source if version.part == 1 else f"{version.source} #{version.part}"
        key = "show_past" if version.replaced else "show_source"
        yield one_line(session.say(key, source=where, time=version.replaced, id=version.letter))
    for name, value in letter.metadata:
        if name != "title":
            yield one_line(session.say("show_said", name=name, value=value))
    yield ""
    for _, _, page, paragraph, text in _paragraphs(letter):
        counted = f"¶{paragraph}" if paragraph.isdecimal() else paragraph
        yield f"{f'{page} {counted}'.strip():<{_MARGIN}}{one_line(text.strip())}"
