"""Cypher on a Neo4j server (5 or later), through its driver; no plugin is needed.

The server may hold other data. Ours are the nodes with `COMMON_LABEL` and the label of an entity
type, and the edges between them that have the type of a relation and an id; `load` writes and
removes no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from ...errors import DataError, QueryError, ServerError, WenmaiError
from ..graph import Graph
from ..model import Counts, Value
from ..schema import schema
from .base import (
    COMMON_LABEL,
    Cell,
    Store,
    Stream,
    first_line,
    malformed,
    not_sendable,
    plain,
    refused_write,
    timed_out,
)

T = TypeVar("T", bound=Hashable)

_BATCH = 2_000
_CONNECT_SECONDS = 10.0
_HINT = "start it with `docker compose up -d`; `wenmai doctor` says what is missing"

_OUR_ENTITIES = f"MATCH (n:{COMMON_LABEL}) WHERE any(l IN labels(n) WHERE l IN $labels)"
_OUR_EDGES = (
    f"MATCH (a:{COMMON_LABEL})-[r]->(b:{COMMON_LABEL})"
    " WHERE type(r) IN $predicates AND r.id IS NOT NULL"
)


class Neo4jStore(Store):
    """A database of a Neo4j server. Without a password it is asked without authentication."""

    language: ClassVar[str] = "cypher"

    def __init__(
        self, uri: str, user: str = "neo4j", password: str = "", database: str = "neo4j"
    ) -> None:
        """Connect.

        Raises:
            ServerError: the server does not answer or does not let us in.
        """
        self._uri = uri
        self._database = database
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=_CONNECT_SECONDS,
                notifications_min_severity="OFF",
            )
        except (DriverError, ValueError) as error:
            raise _server_error(uri, error) from error
        try:
            with self._driver.session(database=database) as session:
                session.run("RETURN 1").consume()
        except (DriverError, Neo4jError) as error:
            self._driver.close()
            raise _server_error(uri, error) from error

    def load(self, graph: Graph) -> None:
        """See `Store.load`. Batch by batch: who asks meanwhile sees some of it.

        Raises:
            DataError: other data on the server stands in the way.
        """
        with self._session(neo4j.WRITE_ACCESS, DataError) as session:
            for label in (COMMON_LABEL, *schema().entity_types):
                _run(session, f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) "
                              "REQUIRE n.id IS UNIQUE")  # fmt: skip
            _run(session, "CALL db.awaitIndexes()")
            _remove_others(session, graph)
            for label, entities in _grouped((e.type, e.row()) for e in graph.entities):
                _write(session, _merge_entities(label), entities)
            for (source, predicate, target), edges in _grouped(
                (
                    (edge.source_type, edge.predicate, edge.target_type),
                    {"source": edge.source, "target": edge.target, "edge": edge.row()},
                )
                for edge in graph.edges
            ):
                _write(session, _merge_edges(source, predicate, target), edges)

    def counts(self) -> Counts:
        """See `Store.counts`."""
        with self._session(neo4j.READ_ACCESS, QueryError) as session:
            entities = _run(session, f"{_OUR_ENTITIES} RETURN count(n) AS n", **_ours())
            edges = _run(session, f"{_OUR_EDGES} RETURN count(r) AS n", **_ours())
        return Counts(entities[0]["n"], edges[0]["n"])

    @contextmanager
    def stream(
        self, text: str, params: Mapping[str, Value] | None = None, timeout: float | None = None
    ) -> Iterator[Stream]:
        """See `Store.stream`. The server itself ends a query at its timeout."""
        asked = neo4j.Query(text, timeout=timeout)
        with self._session(neo4j.READ_ACCESS, QueryError, timeout) as session:
            found = session.run(asked, dict(params or {}))
            yield Stream(tuple(found.keys()), self._rows(found, timeout))

    def plan(self, text: str, params: Mapping[str, Value] | None = None) -> str:
        """See `Store.plan`: a line an operator, the last to work first; branches are indented."""
        with self._session(neo4j.READ_ACCESS, QueryError) as session:
            plan = session.run(f"EXPLAIN {text}", dict(params or {})).consume().plan
        return "\n".join(_drawn(plan)) if plan else ""

    def _rows(self, found: neo4j.Result, timeout: float | None) -> Iterator[tuple[Cell, ...]]:
        with self._told(QueryError, timeout):
            for record in found:
                yield tuple(plain(cell) for cell in record.values())

    def close(self) -> None:
        """See `Store.close`."""
        self._driver.close()

    @contextmanager
    def _session(
        self, access: str, refusal: type[WenmaiError], timeout: float | None = None
    ) -> Iterator[neo4j.Session]:
        """Yield a session; what the server refuses becomes a ``refusal``."""
        with (
            self._told(refusal, timeout),
            self._driver.session(database=self._database, default_access_mode=access) as session,
        ):
            yield session

    @contextmanager
    def _told(self, refusal: type[WenmaiError], timeout: float | None) -> Iterator[None]:
        """Turn errors of server and driver in a block into ours."""
        try:
            yield
        except ClientError as error:
            code = error.code or ""
            if code.startswith("Neo.ClientError.Security"):
                raise _server_error(self._uri, error) from error
            if code == "Neo.ClientError.Statement.AccessMode":
                raise refused_write() from error
            if "TransactionTimedOut" in code:
                raise timed_out(timeout) from error
            if refusal is QueryError:
                raise malformed("Cypher", error.message) from error
            raise refusal(f"Cypher: {first_line(error.message)}") from error
        except (DriverError, Neo4jError) as error:
            raise _server_error(self._uri, error) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise not_sendable(error) from error


def _server_error(uri: str, error: Exception) -> ServerError:
    return ServerError(f"Neo4j at {uri} cannot be used: {first_line(error)}", _HINT)


def _run(
    runner: neo4j.Session | neo4j.ManagedTransaction, /, text: str, **params: Any
) -> list[neo4j.Record]:
    return list(runner.run(text, params))


def _drawn(plan: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    arguments = plan["args"]
    parts = (
        plan["operatorType"].partition("@")[0],
        " ".join(str(arguments.get("Details", "")).split()),
        f"(about {arguments.get('EstimatedRows', 0):.0f} rows)",
    )
    yield f"{'| ' * depth}+ {' '.join(filter(None, parts))}"
    first, *others = plan.get("children") or (None,)
    for other in others:
        yield from _drawn(other, depth + 1)
    if first:
        yield from _drawn(first, depth)


def _write(session: neo4j.Session, text: str, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        session.execute_write(_run, text, rows=rows[start : start + _BATCH])


def _grouped(pairs: Iterable[tuple[T, dict[str, Any]]]) -> list[tuple[T, list[dict[str, Any]]]]:
    groups: defaultdict[T, list[dict[str, Any]]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return list(groups.items())


def _ours() -> dict[str, list[str]]:
    return {"labels": list(schema().entity_types), "predicates": list(schema().relations)}


def _remove_others(session: neo4j.Session, graph: Graph) -> None:
    """Remove what an earlier load wrote and ``graph`` does not hold, or holds elsewhere."""
    kept = {(edge.id, edge.source, edge.predicate, edge.target) for edge in graph.edges}
    stored = _run(
        session,
        f"{_OUR_EDGES} RETURN r.id AS id, a.id AS source, type(r) AS type, b.id AS target",
        **_ours(),
    )
    for predicate, rows in _grouped(
        (record["type"], record.data()) for record in stored if tuple(record) not in kept
    ):
        _write(session, _remove_edges(predicate), rows)
    ids = {entity.id for entity in graph.entities}
    stored = _run(session, f"{_OUR_ENTITIES} RETURN n.id AS id", **_ours())
    gone = [record.data() for record in stored if record["id"] not in ids]
    _write(session, _REMOVE_ENTITIES, gone)


def _merge_entities(label: str) -> str:
    return (
        f"UNWIND $rows AS row MERGE (n:`{label}` {{id: row.id}}) SET n = row SET n:{COMMON_LABEL}"
    )


def _merge_edges(source: str, predicate: str, target: str) -> str:
    return (
        "UNWIND $rows AS row "
        f"MATCH (a:`{source}` {{id: row.source}}) MATCH (b:`{target}` {{id: row.target}}) "
        f"MERGE (a)-[r:`{predicate}` {{id: row.edge.id}}]->(b) SET r = row.edge"
    )


def _remove_edges(predicate: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{COMMON_LABEL} {{id: row.source}})"
        f"-[r:`{predicate}` {{id: row.id}}]->(b:{COMMON_LABEL} {{id: row.target}}) DELETE r"
    )


# A node that somebody tied to nodes of their own stays.
_REMOVE_ENTITIES = (
    f"UNWIND $rows AS row MATCH (n:{COMMON_LABEL} {{id: row.id}}) WHERE NOT (n)--() DELETE n"
)
