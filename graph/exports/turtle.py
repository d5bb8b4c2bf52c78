"""Turtle: triples grouped by subject, with prefixes; for people and for most RDF tools."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from ..rdf import prefixes, quads

SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"


def write(graph: Graph, stream: BinaryIO, data_base: str | None = None) -> None:
    """Write ``graph`` as Turtle. Raises what `graph.rdf.quads` raises."""
    triples = quads(graph, data_base)
    serialize(triples, stream, format=RdfFormat.TURTLE, prefixes=prefixes(data_base))
