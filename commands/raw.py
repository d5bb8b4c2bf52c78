"""`cypher` and `sparql`: the user's own queries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import asking
from ..asking import On
from ..errors import UsageError
from ..output import STDOUT
from .session import (
    DataOption,
    FormatOption,
    LangOption,
    LimitOption,
    OutputOption,
    ParamOption,
    Session,
    TimeoutOption,
    pairs,
)

if TYPE_CHECKING:
    from ..graph.model import Value
    from ..output import Format

STDIN = "-"
_HINT = "give its text in quotes, a file that holds it, or pipe it in"
QueryArgument = Annotated[
    str,
    typer.Argument(
        metavar="[TEXT|FILE|-]", help="The query, a file that holds it, or - to read it."
    ),
]
WriteOption = Annotated[
    bool, typer.Option("--write", help="Refused: the graph is derived from the ledger.")
]


def cypher(
    ctx: typer.Context,
    query: QueryArgument = STDIN,
    param: ParamOption = None,
    neo4j: Annotated[
        bool, typer.Option("--neo4j", help="Ask the Neo4j server, not the embedded index.")
    ] = False,
    write: WriteOption = False,
    output: OutputOption = STDOUT,
    limit: LimitOption = None,
    timeout: TimeoutOption = 60,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Ask the graph in Cypher. A query that would write is refused.

    $NAME in the query stands for a parameter. A value is read as JSON where it is JSON, so
    year=2021 is a number and year='"2021"' is text; anything else is text.

    Rows are passed on as they come, however many there are; a table shows the first 10,000. A file
    of -o is written in the format that its suffix names, and appears when it is whole.

    \b
    Examples:
      wenmai cypher 'MATCH (d:Department) RETURN d.name AS name ORDER BY name LIMIT 5'
      wenmai cypher 'MATCH (r:Reply) WHERE r.year >= $y RETURN r.title' --param y=2023
      wenmai cypher 'MATCH (n:Entity) RETURN n.id, n.name' --timeout 0 -o entities.csv
    """
    session = Session.of(ctx, data, lang)
    _refuse(write)
    on = On.neo4j if neo4j else On.embedded
    _ask(session, on, query, param, timeout, form, limit, output)


def sparql(
    ctx: typer.Context,
    query: QueryArgument = STDIN,
    param: ParamOption = None,
    write: WriteOption = False,
    output: OutputOption = STDOUT,
    limit: LimitOption = None,
    timeout: TimeoutOption = 60,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Ask the graph in SPARQL. A query that would write, or ask another server, is refused.

    $NAME in the query stands for a parameter (write variables as ?name). A value is read as JSON
    where it is JSON, so year=2021 is a number; anything else is text. Rows and -o are as with
    `wenmai cypher`.

    \b
    Examples:
      echo 'SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p' | wenmai sparql -
      wenmai sparql 'SELECT ?s { ?s <https://w3id.org/wenmai/ns#year> $y } LIMIT 3' --param y=2021
    """
    _refuse(write)
    session = Session.of(ctx, data, lang)
    _ask(session, On.sparql, query, param, timeout, form, limit, output)


def _refuse(write: bool) -> None:
    from ..graph.stores.base import refused_write

    if write:
        raise refused_write()


def _ask(
    session: Session,
    on: On,
    query: str,
    param: list[str] | None,
    timeout: float,
    form: Format | None,
    limit: int | None,
    output: str,
) -> None:
    from .words import columns

    params = {name: _value(text) for name, text in pairs(param).items()}
    text = _text(query)
    with (
        asking.opened(session.project(), on) as store,
        store.stream(text, params, timeout or None) as found,
    ):
        session.rows(columns(*found.columns), found.rows, form, limit, output=output)


def _text(query: str) -> str:
    """Return the query that an argument gives: itself, a file's content, or standard input."""
    if query == STDIN and sys.stdin.isatty():
        raise UsageError("no query", _HINT)
    if not query or any(char.isspace() for char in query):
        text = query
    else:  # a query has blanks, so this is a file
        try:
            data = sys.stdin.buffer.read() if query == STDIN else Path(query).read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{query} is neither a query nor a file of UTF-8 text", _HINT
            ) from error
    if not text.strip():
        raise UsageError("the query is empty", _HINT)
    return text


def _value(text: str) -> Value:
    import json

    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, list):
        return [str(item) for item in value]
    return text if isinstance(value, dict) else value
