"""`stats` and `search`: what there is."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from .session import DataOption, FormatOption, LangOption, Session


def stats(
    ctx: typer.Context,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Count letters, entities by type, edges by relation, and letters by year.

    \b
    Examples:
      wenmai stats
      wenmai stats --format csv
    """
    from ..graph.schema import schema
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    with project.ledger() as ledger:
        counts = ledger.counts()
        years = Counter(letter.header.year for letter in ledger.letters())
    graph = project.graph
    types = Counter(entity.type for entity in graph.entities)
    relations = Counter(edge.predicate for edge in graph.edges)
    ledger_rows = ("letters", "sources", "mentions", "statements", "decisions")
    groups: dict[str, list[tuple[str, int]]] = {
        "ledger": [(session.say(name), getattr(counts, name)) for name in ledger_rows],
        "entities": [
            (session.say("total"), len(graph.entities)),
            *((t.label(session.lang), types[t.name]) for t in schema().entity_types.values()),
        ],
        "edges": [
            (session.say("total"), len(graph.edges)),
            *((r.label(session.lang), relations[r.name]) for r in schema().relations.values()),
        ],
        "years": [
            (str(year) if year else session.say("no_year"), years[year])
            for year in sorted(years, key=lambda year: year or 9999)
        ],
    }
    rows = [
        (session.say(f"group_{group}"), item, count)
        for group, items in groups.items()
        for item, count in items
        if count
    ]
    session.rows(columns("group", "item", "count"), rows, form)


def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.")],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Most rows.")] = 20,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Find entities by name or alias, and letters by their text.

    Names equal to the words come first, then those that begin with them, then those that contain
    them.

    \b
    Examples:
      wenmai search 博物馆
      wenmai search 越城区 --limit 5 --format json
    """
    from .words import columns

    session = Session.of(ctx, data, lang)
    hits = session.project().search(" ".join(words))
    names = ("type", "name", "first_year", "last_year", "id", "text")
    rows = [
        (
            hit.entity.type,
            hit.entity.name,
            hit.entity.properties.get("first_year"),
            hit.entity.properties.get("last_year"),
            hit.entity.id,
            hit.text,
        )
        for hit in hits
    ]
    session.rows(columns(*names), rows, form, limit)
