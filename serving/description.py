"""What the endpoint is, in its own terms: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple, serialize

from ..graph.graph import Graph
from ..graph.schema import schema
from .answers import GRAPHS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def described(graph: Graph, endpoint: str, media: str) -> bytes:
    """Return the description of the endpoint at this address in a media type of `GRAPHS`."""
    names = {"sd": _SD, "void": _VOID, "formats": _FORMATS}
    body = serialize(_triples(graph, endpoint), format=GRAPHS[media], prefixes=names)
    assert body is not None  # it would be, had a file been given
    return body


def _triples(graph: Graph, endpoint: str) -> Iterator[Triple]:
    service = NamedNode(endpoint)
    dataset, default = (NamedNode(f"{endpoint}#{part}") for part in ("dataset", "graph"))
    kind = NamedNode(schema().iri("rdf:type"))
    integer = NamedNode(schema().iri("xsd:integer"))
    yield Triple(service, kind, NamedNode(f"{_SD}Service"))
    yield Triple(service, NamedNode(f"{_SD}endpoint"), service)
    yield Triple(service, NamedNode(f"{_SD}supportedLanguage"), NamedNode(f"{_SD}SPARQL11Query"))
    for name in _WRITTEN:
        yield Triple(service, NamedNode(f"{_SD}resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, NamedNode(f"{_SD}defaultDataset"), dataset)
    yield Triple(dataset, kind, NamedNode(f"{_SD}Dataset"))
    yield Triple(dataset, NamedNode(f"{_SD}defaultGraph"), default)
    yield Triple(default, kind, NamedNode(f"{_SD}Graph"))
    entities = Literal(str(graph.counts.entities), datatype=integer)
    yield Triple(default, NamedNode(f"{_VOID}entities"), entities)
    vocabulary = NamedNode(schema().namespaces["wm"])
    yield Triple(default, NamedNode(f"{_VOID}vocabulary"), vocabulary)
