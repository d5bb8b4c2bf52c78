"""The letter and the words behind a statement."""

from __future__ import annotations

from dataclasses import dataclass

from .graph import Graph


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement is from: the letter's title, or its id if it has none, and the words.

    ``reply`` is the letter's id, ``source`` the file or address that it was read from.
    """

    statement: str
    letter: str
    quote: str
    reply: str
    source: str


class Citations:
    """Finds citations in a graph."""

    def __init__(self, graph: Graph) -> None:
        """Take the graph whose statements are asked for."""
        self._graph = graph
        self._edges = {edge.id: edge for edge in graph.edges}

    def of(self, statement: str) -> Citation:
        """Return where a statement is from; empty if the graph does not hold it.

        That may be where a server was asked that holds another graph.
        """
        edge = self._edges.get(statement)
        if edge is None:
            return Citation(statement, "", "", "", "")
        letter = self._graph.entity(str(edge.properties["reply"]))
        return Citation(
            statement,
            letter=str(letter.properties.get("title") or letter.id),
            quote=str(edge.properties["quote"]),
            reply=letter.id,
            source=str(letter.properties.get("source") or ""),
        )
