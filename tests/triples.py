"""Graphs as rdflib has them, for a second opinion on what pyoxigraph writes."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import rdflib
from wenmai.graph.graph import Graph
from wenmai.graph.rdf import quads


def in_rdflib(term: object) -> rdflib.term.Identifier:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, pyoxigraph.Literal)
    plain = term.language or term.datatype.value.endswith("#string")
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype)


def rdflib_graph(source: Graph | Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    """Return the triples of a graph, or of ``quads`` without their graphs' names."""
    result = rdflib.Graph()
    for quad in quads(source) if isinstance(source, Graph) else source:
        result.add((in_rdflib(quad.subject), in_rdflib(quad.predicate), in_rdflib(quad.object)))
    return result
