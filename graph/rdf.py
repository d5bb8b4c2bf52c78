"""Graph -> RDF. The one place that says how an entity and an edge look as triples.

An entity is its properties; an edge is the plain triple between two entities, which means
"reported, whatever the status", and a node of class ``wm:Statement`` that carries the evidence.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ..errors import DataError, UsageError
from .graph import Graph
from .model import Edge, Entity, Value
from .schema import Property, schema

CHINESE = "zh-hans"
"""The language tag of names; in lower case, as oxigraph keeps it."""
STATEMENT = "Statement"
"""The local name of the class of statement nodes."""

Term = NamedNode | Literal

_XSD = {
    "string": "xsd:string",
    "strings": "xsd:string",
    "integer": "xsd:integer",
    "number": "xsd:double",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
}


def quads(graph: Graph, data_base: str | None = None) -> Iterator[Quad]:
    """Yield every triple of ``graph`` once, in the default graph, always in the same order.

    All triples of one subject stand together: entities by id with the edges that leave them, then
    statements by id. IRIs are ``data_base`` (that of schema.yml if None) plus the id.

    Raises:
        UsageError: ``data_base`` is not the absolute ASCII beginning of an IRI.
        DataError: an id cannot stand in an IRI, or a property is not in schema.yml.
    """
    base = checked_base(data_base)
    leaving: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for edge in graph.edges:
        leaving[edge.source].add((edge.predicate, edge.target))
    for entity in graph.entities:
        subject = iri(base, entity.id)
        links = (
            (_relation(predicate), iri(base, target))
            for predicate, target in sorted(leaving[entity.id])
        )
        for predicate, value in itertools.chain(_entity(entity), links):
            yield Quad(subject, predicate, value)
    for edge in graph.edges:
        subject = iri(base, edge.id)
        for predicate, value in _statement(edge, base):
            yield Quad(subject, predicate, value)


def checked_base(data_base: str | None = None) -> str:
    """Return ``data_base``, or that of schema.yml if None.

    Raises:
        UsageError: it is not ASCII, not an absolute IRI, or does not end with ``/``, ``#``, ``:``.
    """
    base = schema().data_base if data_base is None else data_base
    hint = "give an absolute ASCII address that ends with a slash, such as " + schema().data_base
    try:
        NamedNode(base)
    except ValueError as error:
        raise UsageError(f"data base {base!r} is not an IRI: {error}", hint) from error
    if not base.isascii() or not base.endswith(("/", "#", ":")):
        raise UsageError(f"data base {base!r} cannot start the IRIs of entities", hint)
    return base


def iri(base: str, id: str) -> NamedNode:
    """Return the IRI of the entity or statement with this id.

    Raises:
        DataError: the id is not plain ASCII of the kind that `graph.ids` mints.
    """
    try:
        node = NamedNode(base + id)
    except ValueError as error:
        raise DataError(f"id {id!r} cannot stand in an IRI: {error}") from error
    if not id.isascii():
        raise DataError(f"id {id!r} cannot stand in an IRI: it is not ASCII")
    return node


def prefixes(data_base: str | None = None) -> dict[str, str]:
    """Return the namespaces for serialisers: those of schema.yml and one for each kind of id.

    Raises:
        UsageError: see `checked_base`.
    """
    base = checked_base(data_base)
    kinds = [*schema().entity_types, STATEMENT]
    ours = {kind.lower(): f"{base}{kind.lower()}/" for kind in kinds}
    return {**schema().namespaces, **ours}


def _entity(entity: Entity) -> Iterator[tuple[NamedNode, Term]]:
    kind = schema().entity_types[entity.type]
    yield _node("rdf:type"), _node(f"wm:{kind.name}")
    yield _node("dcterms:identifier"), Literal(entity.id)
    yield _node("rdfs:label"), Literal(entity.name, language=CHINESE)
    for name, value in _set(entity.properties):
        if name == "aliases":
            for alias in _each(value):
                yield _node("skos:altLabel"), Literal(str(alias), language=CHINESE)
        else:
            yield from _literals(name, value, kind.properties)


def _statement(edge: Edge, base: str) -> Iterator[tuple[NamedNode, Term]]:
    yield _node("rdf:type"), _node(f"wm:{STATEMENT}")
    yield _node("dcterms:identifier"), Literal(edge.id)
    yield _node("rdf:subject"), iri(base, edge.source)
    yield _node("rdf:predicate"), _relation(edge.predicate)
    yield _node("rdf:object"), iri(base, edge.target)
    for name, value in _set(edge.properties):
        if name == "reply":
            yield _node("prov:wasDerivedFrom"), iri(base, str(value))
        elif name == "status":
            yield _node("wm:status"), _node(f"wm:{schema().statuses[str(value)].name}")
        else:
            yield from _literals(name, value, schema().edge_properties)


def _set(properties: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    return ((name, properties[name]) for name in sorted(properties) if properties[name] is not None)


def _literals(
    name: str, value: Value, known: Mapping[str, Property]
) -> Iterator[tuple[NamedNode, Term]]:
    if name not in known:
        raise DataError(f"property {name!r} is not in schema.yml")
    datatype = _node(_XSD[known[name].type])
    for item in _each(value):
        lexical = str(item).lower() if isinstance(item, bool) else str(item)
        yield _node(f"wm:{known[name].term}"), Literal(lexical, datatype=datatype)


def _each(value: Value) -> Iterable[Value]:
    return sorted(set(value)) if isinstance(value, list) else (value,)


def _relation(name: str) -> NamedNode:
    return _node(f"wm:{schema().relations[name].term}")


@functools.cache
def _node(curie: str) -> NamedNode:
    return NamedNode(schema().iri(curie))
