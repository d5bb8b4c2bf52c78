"""The contract that every store keeps: load a graph, count it, answer queries with plain rows.

In the property-graph stores a node has two labels, its entity type and `COMMON_LABEL`; an edge's
type is its predicate; properties are ``row()``, so what is unknown is absent and reads as null.
What the two Cypher engines (ArcadeDB, Neo4j 5) do with that, found by asking both:

- ``MATCH (n:Entity {id: $id})`` and ``MATCH (n:Entity) WHERE n.id IN $ids`` use the index, with a
  type's label too; ``MATCH (n {id: $id})`` and a match on an edge's id scan.
- The entity type is ``[l IN labels(n) WHERE l <> 'Entity'][0]``. The order of ``labels(n)`` and of
  ``keys(n)`` differs (ArcadeDB sorts labels by name); that of rows without ORDER BY does too.
- Alike: nulls sort last, with DESC first; aggregates skip nulls; ``collect`` keeps the order of a
  preceding ``WITH … ORDER BY``; parallel edges and edges to itself are counted one by one;
  ``type(r)``, ``properties(n)``, ``n {.id, .name}``, list and map results, OPTIONAL MATCH,
  ``EXISTS {}``, ``COUNT {}``, ``CALL (n) {}``, variable length, ``shortestPath``, UNION, ``=~``,
  ``7/2 = 3``, ``size`` in code points, ``$x IS NULL OR …`` with a null parameter.
- ArcadeDB reads an edge's property as null that only the ``{id: …}`` of a following OPTIONAL MATCH
  asks for: ``WITH …, r.reply AS reply OPTIONAL MATCH (l:Reply {id: reply})``.
- Whole nodes and edges come back as their properties, paths differently: return scalars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Protocol, Self

from ...errors import QueryError
from ..graph import Graph
from ..model import Counts, Value

COMMON_LABEL = "Entity"
"""The label that every node has beside its type, so that an id alone finds it by index."""

Cell = str | int | float | bool | None | list["Cell"] | dict[str, "Cell"]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query answers. Each row has one cell a column."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Stream:
    """What a query answers, row by row: each is made when it is asked for, and given once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


class Store(Protocol):
    """A place that holds one graph and answers queries in ``language`` ("cypher" or "sparql").

    Every method raises ServerError if a server does not answer and DataError if the store's own
    files cannot be used.
    """

    language: ClassVar[str]

    def load(self, graph: Graph) -> None:
        """Make the store hold ``graph`` and nothing else of ours. Twice is the same as once."""

    def counts(self) -> Counts:
        """Count the entities and edges that are really there."""

    def stream(
        self, text: str, params: Mapping[str, Value] | None = None, timeout: float | None = None
    ) -> AbstractContextManager[Stream]:
        """Answer a read-only query row by row; ``$name`` in it stands for ``params["name"]``.

        The rows are there while the context is open, and never all of them in memory, unless the
        query itself sorts or groups them.

        Args:
            text: the query, in the store's language.
            params: values of the parameters; those that ``text`` does not use are ignored.
            timeout: seconds after which the query is given up; None waits.

        Raises:
            QueryError: it is malformed, would write, lacks a parameter or takes too long. Asking
                for a row raises it too.
        """

    def query(
        self,
        text: str,
        params: Mapping[str, Value] | None = None,
        timeout: float | None = None,
        *,
        most: int | None = None,
    ) -> Rows:
        """Return what `stream` gives as a whole, or its first ``most`` rows. Raises the same."""
        with self.stream(text, params, timeout) as found:
            return Rows(found.columns, list(islice(found.rows, most)))

    def plan(self, text: str, params: Mapping[str, Value] | None = None) -> str:
        """Return how the engine would answer a query, "" if it does not tell.

        Raises:
            QueryError: see `stream`.
        """

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def plain(value: Any) -> Cell:
    """Return an engine's value as a cell: maps and lists inside out, dates as ISO text.

    Records that an engine returns as a map lose its own keys (``@rid``, ``@type``).
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        own = "@rid" in value
        return {str(k): plain(v) for k, v in value.items() if not (own and str(k)[:1] == "@")}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if hasattr(value, "iso_format"):
        return str(value.iso_format())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def first_line(message: object) -> str:
    """Return the first line of an engine's message that is not blank."""
    line = next((line for line in str(message).splitlines() if line.strip()), "no reason")
    return _CAUSE.sub("", line).strip().rstrip(":")


_CAUSE = re.compile(r"\s*\(caused by [^()]*\)$")


def malformed(language: str, reason: object) -> QueryError:
    """Return the error for a query that the engine does not understand."""
    return QueryError(
        f"{language}: {first_line(reason)}",
        "`wenmai query show NAME` prints the text of a named question as an example",
    )


def refused_write() -> QueryError:
    """Return the error for a query that would change the graph."""
    return QueryError(
        "the query would change the graph, which only answers questions",
        "the ledger is the truth and the graph is derived from it: add letters or decisions there",
    )


def not_sendable(error: Exception) -> QueryError:
    """Return the error for a text or value that an engine has no form for."""
    return QueryError(f"the query or a parameter cannot be passed on: {first_line(error)}")


def timed_out(timeout: float | None) -> QueryError:
    """Return the error for a query that takes too long."""
    return QueryError(
        f"the query took more than {timeout:g} seconds" if timeout else "the query took too long",
        "narrow it down, add a LIMIT or allow more time",
    )


def open_failed(path: Path, reason: object) -> str:
    """Return the message for a store whose files cannot be used."""
    return f"the index at {path} cannot be used: {first_line(reason)}"
