"""Cypher without a server: ArcadeDB's native engine, in this process, on files.

Any number of processes may read one directory at once; `load` must have it alone. Files are opened
for reading only, which is what lets them share, and keeps every query from writing.
"""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from ...errors import DataError, QueryError
from ..graph import Graph
from ..model import Counts, Edge, Entity, Value
from ..schema import schema
from . import worker
from .base import (
    COMMON_LABEL,
    Store,
    Stream,
    malformed,
    not_sendable,
    open_failed,
    plain,
    refused_write,
)

_QUERY_LANGUAGE = "opencypher"
# "Query failed: com.arcadedb.exception.CommandParsingException: Syntax error …"
_JAVA_PREFIX = re.compile(r"^[\w ]+ failed: (?:[a-z]\w*\.)+\w+: ")
# The last step of a query's plan, or of each branch of a UNION, which all have the same columns.
_PROJECTION = re.compile(r"^\s*\+ FINAL PROJECTION \[(.*)\]$", re.MULTILINE)
# Counting every row's id reads the records; a bare count would trust the engine's statistics,
# which do not notice that a file was cut short.
_COUNT_ENTITIES = f"MATCH (n:{COMMON_LABEL}) WHERE n.id IS NOT NULL RETURN count(n) AS n"
_COUNT_EDGES = "MATCH ()-[r]->() WHERE r.id IS NOT NULL RETURN count(r) AS n"


class EmbeddedStore(Store):
    """A directory with an ArcadeDB database."""

    language: ClassVar[str] = "cypher"

    def __init__(self, path: Path) -> None:
        """Take a directory, which need not exist before `load`."""
        self._path = path
        self._open: Any = None

    @property
    def path(self) -> Path:
        """The directory."""
        return self._path

    def load(self, graph: Graph) -> None:
        """Replace the database by one that holds ``graph``; no other process may have it open."""
        self.close()
        engine = _engine()
        path = str(self._path)
        try:
            if engine.database_exists(path):
                engine.open_database(path).drop()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with engine.create_database(path) as database:
                _declare(database)
                _fill(database, graph)
        except engine.ArcadeDBError as error:
            raise DataError(open_failed(self._path, error)) from error

    def counts(self) -> Counts:
        """See `Store.counts`."""
        ((entities,),), ((edges,),) = (
            self.query(text).rows for text in (_COUNT_ENTITIES, _COUNT_EDGES)
        )
        return Counts(int(str(entities)), int(str(edges)))

    @contextmanager
    def stream(
        self, text: str, params: Mapping[str, Value] | None = None, timeout: float | None = None
    ) -> Iterator[Stream]:
        """See `Store.stream`. With a timeout the query runs in a process of its own."""
        if timeout is not None:
            with worker.stream(self.language, self._path, text, params or {}, timeout) as found:
                yield found
            return
        with _told():
            answer = self._database().query(_QUERY_LANGUAGE, text, dict(params or {}))
        with answer:
            rows = _read(answer)
            first = next(rows, None)
            columns = self._columns(text, params) if first is None else tuple(first)
            read = rows if first is None else chain((first,), rows)
            yield Stream(columns, (tuple(plain(row.get(c)) for c in columns) for row in read))

    def plan(self, text: str, params: Mapping[str, Value] | None = None) -> str:
        """See `Store.plan`."""
        with _told():
            asked = f"EXPLAIN {text}"
            plan = self._database().query(_QUERY_LANGUAGE, asked, dict(params or {})).to_list()
        return str(plan[0].get("executionPlanAsString"))

    def close(self) -> None:
        """See `Store.close`."""
        if self._open is not None:
            self._open = None
            _release(self._path)

    def _database(self) -> Any:
        if self._open is None:
            self._open = _acquire(self._path)
        return self._open

    def _columns(self, text: str, params: Mapping[str, Value] | None) -> tuple[str, ...]:
        """Return the columns of a query without rows: only its plan names them."""
        projections = _PROJECTION.findall(self.plan(text, params))
        return tuple(projections[-1].split(", ")) if projections and projections[-1] else ()


# The engine opens a directory only once in a process, so stores on the same one share it:
# database and number of stores by path.
_shared: dict[Path, tuple[Any, int]] = {}
_sharing = threading.Lock()


def _acquire(path: Path) -> Any:
    engine = _engine()
    key = path.resolve()
    with _sharing:
        database, stores = _shared.get(key, (None, 0))
        if database is None:
            try:
                database = engine.open_database(str(path), read_only=True)
            except engine.ArcadeDBError as error:
                raise DataError(open_failed(path, error)) from error
        _shared[key] = database, stores + 1
    return database


def _release(path: Path) -> None:
    key = path.resolve()
    with _sharing:
        database, stores = _shared.pop(key)
        if stores > 1:
            _shared[key] = database, stores - 1
        else:
            database.close()


def _engine() -> Any:
    """Return the engine's module; it takes long to import, and would log to the console."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    import arcadedb

    return arcadedb


def _declare(database: Any) -> None:
    """Declare every type before the load; what the engine learns on the way has no index."""
    names = schema()
    for statement in (
        f"CREATE VERTEX TYPE {COMMON_LABEL}",
        f"CREATE PROPERTY {COMMON_LABEL}.id STRING",
        f"CREATE INDEX ON {COMMON_LABEL} (id) UNIQUE",
        *(f"CREATE VERTEX TYPE {name} EXTENDS {COMMON_LABEL}" for name in names.entity_types),
        *(f"CREATE EDGE TYPE {name}" for name in names.relations),
        # LOAD CSV would read any file and any address.
        "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` false",
        "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowRemoteUrls` false",
    ):
        database.command("sql", statement)


def _fill(database: Any, graph: Graph) -> None:
    nodes: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in graph.entities:
        nodes[entity.type].append(entity)
    links: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        links[edge.predicate].append(edge)
    records: dict[str, str] = {}
    with database.graph_batch(expected_edge_count=max(1, len(graph.edges))) as batch:
        for label, entities in nodes.items():
            created: Iterable[str] = batch.create_vertices(label, [e.row() for e in entities])
            records.update(zip((e.id for e in entities), created, strict=True))
        for predicate, edges in links.items():
            batch.new_edges(
                [records[edge.source] for edge in edges],
                predicate,
                [records[edge.target] for edge in edges],
                [edge.row() for edge in edges],
            )


@contextmanager
def _told() -> Iterator[None]:
    """Turn the engine's errors in a block into ours."""
    try:
        yield
    except _engine().ArcadeDBError as error:
        raise _query_error(error) from error
    except UnicodeEncodeError as error:
        raise not_sendable(error) from error


def _read(answer: Any) -> Iterator[dict[str, Any]]:
    with _told():
        yield from answer.iter_dicts()


def _query_error(error: Exception) -> QueryError:
    message = str(error)
    if "QueryNotIdempotentException" in message:
        return refused_write()
    return malformed("Cypher", _JAVA_PREFIX.sub("", message))
