"""`cypher` and `sparql`: the user's own queries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .questions import On, open_store
from .session import DataOption, FormatOption, LangOption, ParamOption, Session, pairs

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
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Most rows to print.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0, metavar="SECONDS", help="Give up after; 0 never does.")
]


def cypher(
    ctx: typer.Context,
    query: QueryArgument = STDIN,
    param: ParamOption = None,
    neo4j: Annotated[
        bool, typer.Option("--neo4j", help="Ask the Neo4j server, not the embedded index.")
    ] = False,
    write: WriteOption = False,
    limit: LimitOption = None,
    timeout: TimeoutOption = 60,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Ask the graph in Cypher. A query that would write is refused.

    $NAME in the query stands for a parameter. A value is read as JSON where it is JSON, so
    year=2021 is a number and year='"2021"' is text; anything else is text.

    \b
    Examples:
      wenmai cypher 'MATCH (d:Department) RETURN d.name AS name ORDER BY name LIMIT 5'
      wenmai cypher 'MATCH (r:Reply) WHERE r.year >= $y RETURN r.title' --param y=2023
    """
    session = Session.of(ctx, data, lang)
    _refuse(write)
    _ask(session, On.neo4j if neo4j else On.embedded, query, param, timeout, form, limit)


def sparql(
    ctx: typer.Context,
    query: QueryArgument = STDIN,
    param: ParamOption = None,
    write: WriteOption = False,
    limit: LimitOption = None,
    timeout: TimeoutOption = 60,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Ask the graph in SPARQL. A query that would write, or ask another server, is refused.

    $NAME in the query stands for a parameter (write variables as ?name). A value is read as JSON
    where it is JSON, so year=2021 is a number; anything else is text.

    \b
    Examples:
      echo 'SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p' | wenmai sparql -
      wenmai sparql 'SELECT ?s { ?s <https://w3id.org/wenmai/ns#year> $y } LIMIT 3' --param y=2021
    """
    _refuse(write)
    _ask(Session.of(ctx, data, lang), On.sparql, query, param, timeout, form, limit)


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
) -> None:
    from .words import columns

    params = {name: _value(text) for name, text in pairs(param).items()}
    text = _text(query)
    with open_store(session, on) as store:
        answer = store.query(text, params, timeout or None)
    session.rows(columns(*answer.columns), answer.rows, form, limit)


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
