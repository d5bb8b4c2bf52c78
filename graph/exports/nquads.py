"""N-Quads: one triple a line with the letter that states it, for stores of named graphs."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from . import DEFAULTS, RDF, Options

SUFFIX = ".nq"
MEDIA_TYPE = "application/n-quads"
TAKES = RDF
REIFIERS = True


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as N-Quads. Raises what `graph.rdf.named_quads` raises."""
    serialize(options.named_quads(graph), stream, format=RdfFormat.N_QUADS)
