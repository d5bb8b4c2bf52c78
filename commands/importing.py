"""`import`: a ledger from a file of RDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .session import DataOption, LangOption, Session


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="RDF of any form, also .gz.")],
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Read an export with its letters back.

    It takes an RDF file that was exported with --letters, into an empty data directory. Letters,
    what was read from them, and decisions come back as they were; the graph is then built from
    them and compared with the file. Texts that a source gave before it changed do not come back:
    they are not in the file.

    \b
    Examples:
      wenmai export trig --letters -o all.trig.gz && wenmai import all.trig.gz --data restored
    """
    from ..graph import importing
    from ..project import LEDGER

    session = Session.of(ctx, data, lang)
    project = session.project()
    if (session.data / LEDGER).exists():
        with project.ledger() as ledger:
            if ledger.counts().sources:
                raise UsageError(
                    f"{session.data} already holds letters", "name a new one with --data DIR"
                )
    found = importing.read(file)
    with project.ledger(create=True) as ledger:
        importing.restore(found, ledger)
        counts = ledger.counts()
    session.note(
        session.say(
            "imported", letters=counts.letters, sources=counts.sources, decisions=counts.decisions
        )
    )
    if found.without:
        session.note(session.say("import_without", names=", ".join(found.without)))
    graph = project.graph
    ids = {entity.id for entity in graph.entities} | {edge.id for edge in graph.edges}
    missing, further = len(found.ids - ids), len(ids - found.ids)
    if missing or further:
        session.note(session.say("import_differs", missing=missing, further=further))
    session.note(session.say("import_history"))
