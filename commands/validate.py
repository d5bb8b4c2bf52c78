"""`validate`: is the graph, or a file of RDF, as it should be?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DataError
from .session import DataOption, FormatOption, LangOption, Session


def validate(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="RDF of any form, also .gz.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Most findings to print.")
    ] = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Check the graph, or a file of RDF.

    It goes by the SHACL shapes and by the letters. Findings come by level, rule and item; a
    violation ends with exit code 1. That each quote stands in its letter is checked where the
    letter is at hand: in the file (exported with --letters) or in the data directory. Of the data
    directory it also lists what letters say of renamed bodies but cannot be, and was left out.

    \b
    Examples:
      wenmai validate
      wenmai export turtle -o graph.ttl && wenmai validate graph.ttl
    """
    from ..graph.parsing import read_triples
    from ..graph.rdf import quads
    from ..graph.validation import LEVELS
    from ..graph.validation import validate as run
    from ..project import LEDGER
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    triples = read_triples(file) if file else {quad.triple for quad in quads(project.graph)}
    texts: dict[str, str] = {}
    if not file or (session.data / LEDGER).exists():
        with project.ledger() as ledger:
            texts = {letter.id: letter.text for letter in ledger.letters()}
    found = run(triples, texts.get, () if file else project.refused())
    rows = [(f.level, f.rule, f.item, f.zh if session.lang == "zh" else f.en) for f in found]
    terms: dict[str, str] = {level: session.say(f"level_{level}") for level in LEVELS}
    session.rows(columns("finding", "rule", "item", "detail"), rows, form, limit, terms)
    counts = Counter(f.level for f in found)
    numbers = {level: counts[level] for level in LEVELS}
    session.note(session.say("validated", triples=len(triples), **numbers))
    if counts["violation"]:
        raise DataError(session.say("invalid"), session.say("invalid_hint"))
