"""RDF/XML: for tools that read no other RDF."""

from __future__ import annotations

import functools
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from ..graph import Graph
from ..schema import schema
from . import DEFAULTS, RDF, Options
from .markup import HEAD, xml

SUFFIX = ".rdf"
MEDIA_TYPE = "application/rdf+xml"
TAKES = RDF


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as RDF/XML, one element a subject. Raises what `graph.rdf.quads` raises."""
    names = "".join(f' xmlns:{prefix}="{xml(iri)}"' for prefix, iri in schema().namespaces.items())
    stream.write(f"{HEAD}<rdf:RDF{names}>\n".encode())
    for subject, about in groupby(options.quads(graph), key=lambda quad: quad.subject):
        assert isinstance(subject, NamedNode)
        stream.write(f'<rdf:Description rdf:about="{xml(subject.value)}">\n'.encode())
        for quad in about:
            stream.write(f"  {_property(quad)}\n".encode())
        stream.write(b"</rdf:Description>\n")
    stream.write(b"</rdf:RDF>\n")


def _property(quad: Quad) -> str:
    name, value = _curie(quad.predicate.value), quad.object
    if isinstance(value, NamedNode):
        return f'<{name} rdf:resource="{xml(value.value)}"/>'
    assert isinstance(value, Literal)
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype.value != schema().iri("xsd:string"):
        kind = f' rdf:datatype="{xml(value.datatype.value)}"'
    return f"<{name}{kind}>{xml(value.value)}</{name}>"


@functools.cache
def _curie(iri: str) -> str:
    """Return the name of a property; all that `graph.rdf` writes have one of our namespaces."""
    prefix, namespace = max(
        ((p, ns) for p, ns in schema().namespaces.items() if iri.startswith(ns)),
        key=lambda pair: len(pair[1]),
    )
    return f"{prefix}:{iri.removeprefix(namespace)}"
