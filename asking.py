"""Asking the graph of a data directory: what the command line and notebooks have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING

from .errors import UsageError

if TYPE_CHECKING:
    from .graph.graph import Graph
    from .graph.stores.base import Store
    from .graph.stores.neo4j import Neo4jStore
    from .output import Row
    from .project import Project
    from .queries.catalogue import Answered

NEO4J = "NEO4J_URI"
"""Set, it says that there is a server to ask."""
URI = "bolt://localhost:7687"
USER = DATABASE = "neo4j"
EVIDENCE = ("evidence_statements", "evidence_letters", "evidence_quotes")
"""The columns that `with_evidence` adds."""


class On(StrEnum):
    """The stores that can be asked."""

    embedded = "embedded"
    sparql = "sparql"
    neo4j = "neo4j"


def opened(project: Project, on: On) -> AbstractContextManager[Store]:
    """Return a store that holds the graph of ``project``, to be used as a context.

    Neo4j holds what was last pushed to it.

    Raises:
        DataError: see `Project.store`.
        ServerError: see `neo4j_from_environment`.
    """
    if on is On.neo4j:
        return neo4j_from_environment()
    return project.store("sparql" if on is On.sparql else "cypher")


def neo4j_from_environment() -> Neo4jStore:
    """Return the server that the environment names.

    Raises:
        ServerError: it does not answer.
    """
    from .graph.stores.neo4j import Neo4jStore

    return Neo4jStore(
        os.environ.get(NEO4J, URI),
        os.environ.get("NEO4J_USER", USER),
        os.environ.get("NEO4J_PASSWORD", ""),
        os.environ.get("NEO4J_DATABASE", DATABASE),
    )


def resolve(project: Project, wanted: str) -> str:
    """Return the id of the entity with this name, alias or id.

    Raises:
        UsageError: there is none or more than one; the hint has candidates.
    """
    from .output import one_line
    from .queries.candidates import called, candidates

    try:
        return project.resolve(wanted).id
    except UsageError as error:
        near = candidates(project.graph, wanted)
        if called(project.graph, wanted) or not near:
            raise
        listed = "; ".join(f"{one_line(e.name)} ({e.id})" for e in near)
        raise UsageError(error.message, f"nearest: {listed}") from error


def with_evidence(graph: Graph, answered: Iterable[Answered]) -> Iterator[Row]:
    """Yield each row with the statements it rests on, their letters and quotations, as lists."""
    from .graph.citations import Citations

    evidence = Citations(graph)
    for row, statements in answered:
        cited = [evidence.of(statement) for statement in statements]
        yield (*row, list(statements), [c.letter for c in cited], [c.quote for c in cited])
