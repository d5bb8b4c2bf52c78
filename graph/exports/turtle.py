"""Turtle: triples grouped by subject, with prefixes; for people and for most RDF tools."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from ..rdf import prefixes
from . import DEFAULTS, RDF, Options

SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"
TAKES = RDF
REIFIERS = True


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as Turtle. Raises what `graph.rdf.quads` raises."""
    triples = options.quads(graph)
    names = prefixes(options.data_base)
    serialize(triples, stream, format=RdfFormat.TURTLE, prefixes=names)
