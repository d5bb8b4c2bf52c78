"""`stats` and `search`: what there is."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from .session import DataOption, FormatOption, LangOption, Session

_COUNTED = ("letters", "sources", "mentions", "statements", "decisions")


def stats(
    ctx: typer.Context,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Count letters, entities, edges and years.

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
    rows: list[tuple[str, str, int]] = [
        *(("ledger", name, getattr(counts, name)) for name in _COUNTED),
        ("entities", "total", len(graph.entities)),
        *(("entities", name, types[name]) for name in schema().entity_types),
        ("edges", "total", len(graph.edges)),
        *(("edges", name, relations[name]) for name in schema().relations),
        *(("years", str(year or "no_year"), years[year]) for year in sorted(years, key=_last)),
    ]
    phrases = ("ledger", "entities", "edges", "years", "total", "no_year", *_COUNTED)
    terms = {
        **{phrase: session.say(phrase) for phrase in phrases},
        **{t.name: t.label(session.lang) for t in schema().entity_types.values()},
        **{r.name: r.label(session.lang) for r in schema().relations.values()},
    }
    filled = [row for row in rows if row[2]]
    session.rows(columns("group", "item", "count"), filled, form, terms=terms)


def _last(year: int | None) -> int:
    """Sorts what has no year last."""
    return year or 9999


def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
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
