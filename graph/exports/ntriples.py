"""N-Triples: one triple a line, no prefixes; for bulk loaders and for comparing with `diff`."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from ..rdf import quads

SUFFIX = ".nt"
MEDIA_TYPE = "application/n-triples"


def write(graph: Graph, stream: BinaryIO, data_base: str | None = None) -> None:
    """Write ``graph`` as N-Triples. Raises what `graph.rdf.quads` raises."""
    serialize(quads(graph, data_base), stream, format=RdfFormat.N_TRIPLES)
