"""TriG: Turtle in named graphs, one for what each letter states."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from ..rdf import prefixes
from . import DEFAULTS, RDF, Options

SUFFIX = ".trig"
MEDIA_TYPE = "application/trig"
TAKES = RDF
REIFIERS = True


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as TriG. Raises what `graph.rdf.named_quads` raises."""
    triples = options.named_quads(graph)
    names = prefixes(options.data_base)
    serialize(triples, stream, format=RdfFormat.TRIG, prefixes=names)
