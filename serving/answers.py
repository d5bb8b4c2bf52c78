"""What a query answers, as bytes in the form that the client asked for, within limits."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Variable,
    parse_query_results,
    serialize,
)

from ..graph.rdf import prefixes
from ..graph.stores.base import Cell, Rows

RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""What SELECT and ASK answer, the default first."""
GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""What CONSTRUCT and DESCRIBE answer, and service description, the default first."""

_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """A status of HTTP with what goes with it.

    ``media`` is the media type of ``body``; if the status is no success, ``body`` is the message,
    a line end and the hint, in UTF-8.
    """

    status: int
    media: str
    body: bytes


def refusal(status: int, message: str, hint: str = "") -> Reply:
    """Return the reply that says what is wrong and what to do about it."""
    return Reply(status, "", f"{message}\n{hint}".encode("utf-8", "replace"))


def written(
    found: QuerySolutions | QueryBoolean | QueryTriples,
    results: str | None,
    graphs: str | None,
    most: int,
) -> Reply:
    """Return what SPARQL answers, in the media type of its kind.

    ``results`` is one of `RESULTS` and ``graphs`` one of `GRAPHS`, or None if the client takes
    none of them. An answer of more than ``most`` rows or triples is refused.
    """
    is_graph = isinstance(found, QueryTriples)
    media = graphs if is_graph else results
    if media is None:
        kinds = GRAPHS if is_graph else RESULTS
        return refusal(
            406, "the answer has no such media type", "it comes as " + ", ".join(dict(kinds))
        )
    if isinstance(found, QueryTriples):
        triples = list(islice(found, most + 1))
        if len(triples) > most:
            return too_many(most)
        form = GRAPHS[media]
        body = serialize(dict.fromkeys(triples), format=form, prefixes=prefixes())
    elif isinstance(found, QuerySolutions):
        rows = list(islice(found, most + 1))
        if len(rows) > most:
            return too_many(most)
        body = _again(found.variables, rows).serialize(format=RESULTS[media])
    else:
        body = found.serialize(format=RESULTS[media])
    assert body is not None  # it would be, had a file been given
    return sized(Reply(200, media, body))


def sized(reply: Reply) -> Reply:
    """Return the reply, or that its body is too large."""
    if len(reply.body) <= _MOST_BYTES:
        return reply
    return refusal(
        422, f"the answer is larger than {_MOST_BYTES >> 20} MiB", "narrow it down or add a LIMIT"
    )


def too_many(most: int) -> Reply:
    """Return that an answer has more than ``most`` rows."""
    return refusal(422, f"the answer has more than {most} rows", "narrow it down or add a LIMIT")


def table(rows: Rows) -> Reply:
    """Return rows as one JSON object: ``columns``, and ``rows`` with a cell a column."""
    value = {"columns": rows.columns, "rows": [[_finite(cell) for cell in r] for r in rows.rows]}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return sized(Reply(200, "application/json", text.encode("utf-8", "replace")))


def _again(variables: Sequence[Variable], rows: Sequence[QuerySolution]) -> QuerySolutions:
    """Return the solutions again, now that they are known to be few enough.

    The engine writes only what it found itself, or read: TSV has its own notation of terms.
    """
    if not variables:  # no line of TSV tells a row of nothing from no row
        bindings: Sequence[Mapping[str, str]] = [{}] * len(rows)
        text = json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})
        again = parse_query_results(text, format=QueryResultsFormat.JSON)
    else:
        lines = ["\t".join(str(variable) for variable in variables)]
        lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows]
        text = "\n".join([*lines, ""])
        again = parse_query_results(text, format=QueryResultsFormat.TSV)
    assert isinstance(again, QuerySolutions)
    return again


def _finite(cell: Cell) -> Cell:
    """JSON has no number that is infinite or none."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    if isinstance(cell, list):
        return [_finite(item) for item in cell]
    if isinstance(cell, dict):
        return {key: _finite(value) for key, value in cell.items()}
    return cell
