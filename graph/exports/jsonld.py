"""JSON-LD: one object a line under short keys, for programs that want JSON and for RDF tools.

The context stands in the file, so that reading it asks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from ..graph import Graph
from ..ontology.context import terms
from ..rdf import checked_base
from ..schema import schema
from . import DEFAULTS, RDF, Options

SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"
TAKES = RDF
_NATIVE: dict[str, Callable[[str], int | bool]] = {
    "integer": int,
    "boolean": lambda lexical: lexical == "true",
}
"""Datatypes that JSON-LD reads back from a JSON value as the same literal; doubles it does not."""


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as JSON-LD. Raises what `graph.rdf.quads` raises."""
    base = checked_base(options.data_base)
    context = {**terms(), "@base": base}
    head = json.dumps(context, ensure_ascii=False)
    stream.write(f'{{"@context": {head},\n"@graph": ['.encode())
    for number, node in enumerate(_nodes(options.quads(graph), context)):
        stream.write(b",\n" if number else b"\n")
        stream.write(json.dumps(node, ensure_ascii=False).encode())
    stream.write(b"\n]}\n")


def _nodes(triples: Iterable[Quad], context: dict[str, Any]) -> Iterator[dict[str, Any]]:
    keys = {
        (schema().iri(term["@id"]), term.get("@language")): (key, term)
        for key, term in context.items()
        if isinstance(term, dict)
    }
    base, ours = context["@base"], context["@vocab"]
    rdf_type = schema().iri("rdf:type")
    for subject, about in groupby(triples, key=lambda quad: quad.subject):
        assert isinstance(subject, NamedNode)
        node: dict[str, Any] = {"@id": subject.value.removeprefix(base)}
        for quad in about:
            value = quad.object
            if quad.predicate.value == rdf_type:
                assert isinstance(value, NamedNode)
                node["@type"] = value.value.removeprefix(ours)
                continue
            language = getattr(value, "language", None)
            key, term = keys.get((quad.predicate.value, language), (quad.predicate.value, {}))
            shown = _value(value, term, base, ours)
            if term.get("@container") == "@set":
                node.setdefault(key, []).append(shown)
            elif key in node:
                several = node[key] if isinstance(node[key], list) else [node[key]]
                node[key] = [*several, shown]
            else:
                node[key] = shown
        yield node


def _value(value: object, term: dict[str, Any], base: str, ours: str) -> Any:
    if isinstance(value, NamedNode):
        if term.get("@type") == "@vocab":
            return value.value.removeprefix(ours)
        return value.value.removeprefix(base) if term else {"@id": value.value.removeprefix(base)}
    assert isinstance(value, Literal)
    if value.language:
        return value.value if term.get("@language") == value.language else _full(value)
    if "@type" in term:
        convert = _NATIVE.get(value.datatype.value.rpartition("#")[2])
        return convert(value.value) if convert else value.value
    return value.value if value.datatype.value == schema().iri("xsd:string") else _full(value)


def _full(value: Literal) -> dict[str, str]:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": value.datatype.value}
