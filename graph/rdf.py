"""Graph -> RDF. The one place that says how an entity and an edge look as triples.

An entity is its properties; an edge is the plain triple between two entities, which means
"reported, whatever the status", and a node of class ``wm:Statement`` that carries the evidence.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..errors import DataError, UsageError
from .graph import Graph
from .model import Edge, Entity, Value
from .pinyin import spelt
from .schema import Property, schema

CHINESE = "zh-hans"
"""The language tag of names; in lower case, as oxigraph keeps it."""
PINYIN = "zh-latn-pinyin"
"""The language tag of the further label of an entity that tells how its name is read."""
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
Pair = tuple[NamedNode, Term]
"""A predicate and its object."""
T = TypeVar("T")


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


ID = "id"
"""The kind of a value that is the id of an entity or statement; else see `Facts`."""
TERM = "term"
"""The kind of a value that is the local name of a term of ours."""


class Facts(Generic[T]):
    """What the graph says of each subject, always in the same order.

    The form of a fact is the user's: ``make`` gets a property (a curie) and a kind of value (`ID`,
    `TERM`, a language tag or a datatype), and returns what makes a fact of a value.
    """

    def __init__(self, make: Callable[[str, str], Callable[[str], T]]) -> None:
        """Take what makes facts."""
        self._make = make
        self._columns: dict[tuple[str, ...], list[tuple[str, Callable[[str], T]]]] = {}
        self._type, self._predicate = make("rdf:type", TERM), make("rdf:predicate", TERM)
        self._subject, self._object = make("rdf:subject", ID), make("rdf:object", ID)
        self._id = make(BORROWED["id"], DATATYPES["string"])
        self._name, self._read = (make(BORROWED["name"], tag) for tag in (CHINESE, PINYIN))
        self._terms = {relation.name: relation.term for relation in schema().relations.values()}
        self._links = {name: make(f"wm:{term}", ID) for name, term in self._terms.items()}

    def of(self, graph: Graph) -> Iterator[tuple[str, list[T]]]:
        """Yield the id of each subject with all that is said of it.

        Entities come by id, with the edges that leave them, then statements by id.

        Raises:
            DataError: a property is not in schema.yml.
        """
        leaving: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for edge in graph.edges:
            leaving[edge.source].add((edge.predicate, edge.target))
        for entity in graph.entities:
            links = sorted(leaving.get(entity.id, ()))
            yield entity.id, self.entity(entity) + [self.link(*link) for link in links]
        for edge in graph.edges:
            yield edge.id, self.statement(edge)

    def link(self, predicate: str, target: str) -> T:
        """Return the plain triple of an edge."""
        return self._links[predicate](target)

    def entity(self, entity: Entity) -> list[T]:
        """Return what is said of an entity beside its edges."""
        said = [self._type(entity.type), self._id(entity.id), self._name(entity.name)]
        read = spelt(entity.name)
        if read is not None:
            said.append(self._read(read))
        return self._add(said, entity.type, entity.properties)

    def statement(self, edge: Edge) -> list[T]:
        """Return what is said of the statement of an edge."""
        said = [
            self._type(STATEMENT),
            self._id(edge.id),
            self._subject(edge.source),
            self._predicate(self._terms[edge.predicate]),
            self._object(edge.target),
        ]
        return self._add(said, STATEMENT, edge.properties)

    def _add(self, said: list[T], owner: str, properties: Mapping[str, Value]) -> list[T]:
        key = (owner, *properties)
        columns = self._columns.get(key)
        if columns is None:
            columns = self._columns[key] = [
                (name, self._make(predicate, kind))
                for name, predicate, kind in _terms(owner, sorted(properties))
            ]
        for name, make in columns:
            value = properties[name]
            if isinstance(value, str):
                said.append(make(value))
            elif isinstance(value, list):
                said += map(make, sorted(set(value)))
            elif value is not None:
                said.append(make(str(value).lower() if isinstance(value, bool) else str(value)))
        return said


def quads(graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN) -> Iterator[Quad]:
    """Yield every triple of ``graph`` once, in the default graph, in the order of `Facts`.

    IRIs are ``data_base`` (that of schema.yml if None) plus the id.

    Raises:
        UsageError: ``data_base`` is not the absolute ASCII beginning of an IRI.
        DataError: an id cannot stand in an IRI, or a property is not in schema.yml.
    """
    base = checked_base(data_base)
    facts = _pairs(base)
    edges = {edge.id: edge for edge in graph.edges} if evidence != PLAIN else {}
    for id, said in facts.of(graph):
        if id in edges:
            for triple in _evidence(edges[id], said, base, evidence):
                yield Quad(*triple)
            continue
        subject = iri(base, id)
        for predicate, value in said:
            yield Quad(subject, predicate, value)


def named_quads(
    graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN
) -> Iterator[Quad]:
    """Yield the triples of `quads` by letter, what each letter states in a graph of its name.

    Entities stand in the default graph; a plain triple stands in the graph of each letter that
    states it. Raises what `quads` raises.
    """
    base = checked_base(data_base)
    facts = _pairs(base)
    for entity in graph.entities:
        subject = iri(base, entity.id)
        for pair in facts.entity(entity):
            yield Quad(subject, *pair)
    by_letter: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        by_letter[str(edge.properties["reply"])].append(edge)
    for letter in sorted(by_letter):
        name = iri(base, letter)
        links = {(edge.source, edge.predicate, edge.target) for edge in by_letter[letter]}
        for source, *link in sorted(links):
            yield Quad(iri(base, source), *facts.link(*link), name)
        for edge in by_letter[letter]:
            for triple in _evidence(edge, facts.statement(edge), base, evidence):
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


def _terms(owner: str, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the properties ``names`` of a class with their RDF properties and kinds of value."""
    words = schema()
    known = words.edge_properties if owner == STATEMENT else words.entity_types[owner].properties
    for name in names:
        if name not in known:
            raise DataError(f"property {name!r} is not in schema.yml")
        yield name, BORROWED.get(name, f"wm:{known[name].term}"), _kind(known[name])


def _kind(item: Property) -> str:
    if item.name in ("reply", "replaced_by"):
        return ID
    if item.name == "status":
        return TERM
    return CHINESE if item.name == "aliases" else DATATYPES[item.type]


def _pairs(base: str) -> Facts[Pair]:
    def make(predicate: str, kind: str) -> Callable[[str], Pair]:
        node = _node(predicate)
        if kind == ID:
            return lambda value: (node, iri(base, value))
        if kind == TERM:
            return lambda value: (node, _node(f"wm:{value}"))
        if ":" in kind:
            datatype = _node(kind)
            return lambda value: (node, Literal(value, datatype=datatype))
        return lambda value: (node, Literal(value, language=kind))

    return Facts(make)


def _evidence(
    edge: Edge, said: Iterable[Pair], base: str, evidence: Evidence
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    subject = iri(base, edge.id)
    if evidence.reifiers:
        relation = NamedNode(schema().term(schema().relations[edge.predicate].term))
        whole = Triple(iri(base, edge.source), relation, iri(base, edge.target))
        yield subject, _node("rdf:reifies"), whole
    parts = {_node(part) for part in _REIFIED} if evidence.reifiers else ()
    for predicate, value in said:
        if predicate not in parts:
            yield subject, predicate, value
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
def _node(curie: str) -> NamedNode:
    return NamedNode(schema().iri(curie))
