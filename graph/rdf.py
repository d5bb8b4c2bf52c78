"""Graph -> RDF. The one place that says how an entity and an edge look as triples.

An entity is its properties; an edge is the plain triple between two entities, which means
"reported, whatever the status", and a node of class ``wm:Statement`` that carries the evidence.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..errors import DataError, UsageError
from .graph import Graph
from .model import Edge, Entity, Value
from .schema import Property, schema

CHINESE = "zh-hans"
"""The language tag of names; in lower case, as oxigraph keeps it."""
STATEMENT = "Statement"
"""The local name of the class of statement nodes."""

BORROWED = {
    "id": "dcterms:identifier",
    "name": "rdfs:label",
    "aliases": "skos:altLabel",
    "reply": "prov:wasDerivedFrom",
    "replaced_by": "dcterms:isReplacedBy",
}
"""Properties of schema.yml for which another vocabulary has the term; all others are our own."""

DATATYPES = {
    "string": "xsd:string",
    "strings": "xsd:string",
    "integer": "xsd:integer",
    "number": "xsd:double",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
}
"""The datatype of each property type of schema.yml."""

_REIFIED = ("rdf:subject", "rdf:predicate", "rdf:object")

Term = NamedNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Evidence:
    """In which forms a statement is written, beside the properties that it always has.

    ``reifiers`` is RDF 1.2: ``rdf:reifies`` a triple term in place of ``rdf:subject``,
    ``rdf:predicate`` and ``rdf:object``. ``annotations`` adds the Web Annotation of its place in
    the letter.
    """

    reifiers: bool = False
    annotations: bool = False


PLAIN = Evidence()


Fact = tuple[str, str, str]
"""What is said of a subject: a property (curie), of which kind the value is, and the value.

The kind is `ID` (of an entity or statement), `TERM` (a curie), a language tag or a datatype.
"""
ID = "id"
TERM = "term"


def facts(graph: Graph) -> Iterator[tuple[str, Iterator[Fact]]]:
    """Yield the id of each subject with all that is said of it, always in the same order.

    Entities come by id, with the edges that leave them, then statements by id.

    Raises:
        DataError: a property is not in schema.yml.
    """
    leaving: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for edge in graph.edges:
        leaving[edge.source].add((edge.predicate, edge.target))
    for entity in graph.entities:
        links = (
            (_relation(predicate), ID, target)
            for predicate, target in sorted(leaving.get(entity.id, ()))
        )
        yield entity.id, itertools.chain(_entity(entity), links)
    for edge in graph.edges:
        yield edge.id, _statement(edge)


def quads(graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN) -> Iterator[Quad]:
    """Yield every triple of ``graph`` once, in the default graph, in the order of `facts`.

    IRIs are ``data_base`` (that of schema.yml if None) plus the id.

    Raises:
        UsageError: ``data_base`` is not the absolute ASCII beginning of an IRI.
        DataError: an id cannot stand in an IRI, or a property is not in schema.yml.
    """
    base = checked_base(data_base)
    edges = {edge.id: edge for edge in graph.edges} if evidence != PLAIN else {}
    for id, said in facts(graph):
        if id in edges:
            for triple in _evidence(edges[id], base, evidence):
                yield Quad(*triple)
            continue
        subject = iri(base, id)
        for predicate, kind, value in said:
            yield Quad(subject, _node(predicate), _object(base, kind, value))


def named_quads(
    graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN
) -> Iterator[Quad]:
    """Yield the triples of `quads` by letter, what each letter states in a graph of its name.

    Entities stand in the default graph; a plain triple stands in the graph of each letter that
    states it. Raises what `quads` raises.
    """
    base = checked_base(data_base)
    for entity in graph.entities:
        subject = iri(base, entity.id)
        for predicate, kind, value in _entity(entity):
            yield Quad(subject, _node(predicate), _object(base, kind, value))
    by_letter: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        by_letter[str(edge.properties["reply"])].append(edge)
    for letter in sorted(by_letter):
        name = iri(base, letter)
        links = {(edge.source, edge.predicate, edge.target) for edge in by_letter[letter]}
        for source, relation, target in sorted(links):
            yield Quad(iri(base, source), _node(_relation(relation)), iri(base, target), name)
        for edge in by_letter[letter]:
            for triple in _evidence(edge, base, evidence):
                yield Quad(*triple, name)


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


def _entity(entity: Entity) -> Iterator[Fact]:
    known = _terms(entity.type)
    yield "rdf:type", TERM, f"wm:{entity.type}"
    yield BORROWED["id"], "xsd:string", entity.id
    yield BORROWED["name"], CHINESE, entity.name
    yield from _values(entity.properties, known)


def _statement(edge: Edge) -> Iterator[Fact]:
    yield "rdf:type", TERM, f"wm:{STATEMENT}"
    yield BORROWED["id"], "xsd:string", edge.id
    yield "rdf:subject", ID, edge.source
    yield "rdf:predicate", TERM, _relation(edge.predicate)
    yield "rdf:object", ID, edge.target
    yield from _values(edge.properties, _terms(STATEMENT))


def _values(
    properties: Mapping[str, Value], known: Mapping[str, tuple[str, str]]
) -> Iterator[Fact]:
    for name in sorted(properties):
        value = properties[name]
        if value is None:
            continue
        if name not in known:
            raise DataError(f"property {name!r} is not in schema.yml")
        predicate, kind = known[name]
        if isinstance(value, list):
            for item in sorted(set(value)):
                yield predicate, kind, item
        elif kind == TERM:
            yield predicate, kind, f"wm:{schema().statuses[str(value)].name}"
        else:
            yield predicate, kind, str(value).lower() if isinstance(value, bool) else str(value)


@functools.cache
def _terms(kind: str) -> dict[str, tuple[str, str]]:
    """Return the RDF property and the kind of value of each property of a class, by name."""
    known = (
        schema().edge_properties if kind == STATEMENT else schema().entity_types[kind].properties
    )
    return {
        item.name: (BORROWED.get(item.name, f"wm:{item.term}"), _kind(item))
        for item in known.values()
    }


def _kind(item: Property) -> str:
    if item.name in ("reply", "replaced_by"):
        return ID
    if item.name == "status":
        return TERM
    return CHINESE if item.name == "aliases" else DATATYPES[item.type]


def _object(base: str, kind: str, value: str) -> NamedNode | Literal:
    if kind == ID:
        return iri(base, value)
    if kind == TERM:
        return _node(value)
    if ":" in kind:
        return Literal(value, datatype=_node(kind))
    return Literal(value, language=kind)


def _evidence(
    edge: Edge, base: str, evidence: Evidence
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    subject = iri(base, edge.id)
    if evidence.reifiers:
        ends = iri(base, edge.source), _node(_relation(edge.predicate)), iri(base, edge.target)
        yield subject, _node("rdf:reifies"), Triple(*ends)
    for predicate, kind, value in _statement(edge):
        if not (evidence.reifiers and predicate in _REIFIED):
            yield subject, _node(predicate), _object(base, kind, value)
    if evidence.annotations:
        yield from _annotation(edge, base)


def _annotation(edge: Edge, base: str) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """Yield where the words stand, in terms of the Web Annotation vocabulary.

    Its positions count code points too, and all its nodes have IRIs below the statement's.
    """
    statement = iri(base, edge.id)
    annotation, target, exact, position = (
        NamedNode(f"{statement.value}#{part}")
        for part in ("annotation", "target", "quote", "position")
    )
    kind, integer = _node("rdf:type"), _node("xsd:integer")
    yield annotation, kind, _node("oa:Annotation")
    yield annotation, _node("oa:hasBody"), statement
    yield annotation, _node("oa:hasTarget"), target
    yield target, kind, _node("oa:SpecificResource")
    yield target, _node("oa:hasSource"), iri(base, str(edge.properties["reply"]))
    yield target, _node("oa:hasSelector"), exact
    yield target, _node("oa:hasSelector"), position
    yield exact, kind, _node("oa:TextQuoteSelector")
    yield exact, _node("oa:exact"), Literal(str(edge.properties["quote"]))
    yield position, kind, _node("oa:TextPositionSelector")
    for name in ("start", "end"):
        yield position, _node(f"oa:{name}"), Literal(str(edge.properties[name]), datatype=integer)


@functools.cache
def _relation(name: str) -> str:
    return f"wm:{schema().relations[name].term}"


@functools.cache
def _node(curie: str) -> NamedNode:
    return NamedNode(schema().iri(curie))
