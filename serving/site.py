"""What a server shows: one graph as it was when the server started, looked up by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..graph.graph import Graph
from ..graph.model import Edge, Entity


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from: its title in the reader's language, and its text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: ``seconds``, and ``rows`` (or triples) of its answer."""

    seconds: float = 30.0
    rows: int = 100_000


@dataclass(frozen=True)
class Site:
    """One graph with all that is needed to show it.

    ``stores`` has the files of the store of each language ("cypher", "sparql"), which hold
    ``graph``; ``map_file`` is where places on the map are kept; ``lang`` ("zh" or "en") is the
    language of the pages.
    """

    graph: Graph
    stores: Mapping[str, Path]
    map_file: Path
    title: str
    lang: str
    examples: Sequence[Example] = ()
    limits: Limits = Limits()

    def known(self, id: str) -> Entity | None:
        """Return the entity of this id, if there is one."""
        try:
            return self.graph.entity(id)
        except KeyError:
            return None

    def statements_of(self, id: str) -> Sequence[Edge]:
        """Return the statements about an entity or from a letter, or the one of this id."""
        return self._statements.get(id, ())

    @cached_property
    def statements(self) -> Mapping[str, Edge]:
        """All statements by id."""
        return {edge.id: edge for edge in self.graph.edges}

    @cached_property
    def _statements(self) -> Mapping[str, Sequence[Edge]]:
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self.graph.edges:
            for id in {edge.id, edge.source, edge.target, str(edge.properties["reply"])}:
                found[id].append(edge)
        return found

    def part(self, id: str) -> Graph:
        """Return the graph of what `statements_of` an id, with the letters they are from.

        Raises:
            KeyError: there is no entity or statement of this id.
        """
        edges = self.statements_of(id)
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        ids = {*ends, *(str(edge.properties["reply"]) for edge in edges)}
        if id not in self.statements:
            ids.add(self.graph.entity(id).id)
        return Graph.of(map(self.graph.entity, ids), edges)
