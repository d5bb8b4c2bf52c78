"""Graph -> RDF. The one place that says how an entity and an edge look as triples.

An entity is its properties; an edge is the plain triple between two entities, which means
"reported, whatever the status", and a node of class ``wm:Statement`` that carries the evidence.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

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
S = TypeVar("S")
_BATCH = 64
"""So many subjects have their terms in memory at once."""


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
"""The kind of a value that is the id of an entity or statement; else see `Column`."""
TERM = "term"
"""The kind of a value that is the local name of a term of ours."""


class Column(NamedTuple):
    """One thing that is said of subjects: a property (a curie), the kind of its values, and these.

    The kind is `ID`, `TERM`, a language tag or a datatype. ``values`` returns one value for each of
    some entities or edges, and `texts` what that says.
    """

    predicate: str
    kind: str
    values: Callable[[Sequence[Any]], Sequence[Value]]


Subjects = Sequence[Entity | Edge]
"""Entities, or edges as statements."""


def batches(subjects: Sequence[S], size: int) -> Iterator[Sequence[S]]:
    """Yield ``subjects``, ``size`` at a time."""
    for start in range(0, len(subjects), size):
        yield subjects[start : start + size]


def alike(subjects: Subjects) -> Iterator[tuple[Subjects, list[int], tuple[Column, ...]]]:
    """Yield together those of ``subjects`` of one class with values of the same properties.

    With them come their places among all, and what is said of them, in its order. The edges of an
    entity are said after that: see `links`.

    Raises:
        DataError: a property is not in schema.yml.
    """
    groups: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], list[int]]
    groups = defaultdict(list)
    for place, subject in enumerate(subjects):
        said = subject.properties
        owner = subject.type if isinstance(subject, Entity) else STATEMENT
        empty: tuple[str, ...] = ()
        if None in said.values():
            empty = tuple(name for name in said if said[name] is None)
        groups[owner, tuple(said), empty].append(place)
    for (owner, names, _), places in groups.items():
        yield [subjects[place] for place in places], places, _columns(owner, names)


def texts(value: Value) -> list[str]:
    """Return the texts of what ``value`` says, each once."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return sorted(set(value))
    if value is None:
        return []
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def links(edges: Iterable[Edge]) -> dict[str, list[tuple[str, str]]]:
    """Return for each source of ``edges`` its predicates and targets, each pair once, in order."""
    leaving: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for edge in edges:
        leaving[edge.source].add((edge.predicate, edge.target))
    return {source: sorted(found) for source, found in leaving.items()}


@functools.cache
def relation(predicate: str) -> str:
    """Return the local name of the property that joins the ends of an edge."""
    return schema().relations[predicate].term


def quads(graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN) -> Iterator[Quad]:
    """Yield every triple of ``graph`` once, in the default graph.

    Entities come by id, with the edges that leave them, then statements by id. IRIs are
    ``data_base`` (that of schema.yml if None) plus the id.

    Raises:
        UsageError: ``data_base`` is not the absolute ASCII beginning of an IRI.
        DataError: an id cannot stand in an IRI, or a property is not in schema.yml.
    """
    base = checked_base(data_base)
    pairs, leaving = _Pairs(base), links(graph.edges)
    for entity, said in zip(graph.entities, pairs.of(graph.entities), strict=True):
        subject = iri(base, entity.id)
        for predicate, value in said:
            yield Quad(subject, predicate, value)
        for link in leaving.get(entity.id, ()):
            yield Quad(subject, *pairs.link(*link))
    for edge, said in zip(graph.edges, pairs.of(graph.edges), strict=True):
        if evidence == PLAIN:
            subject = iri(base, edge.id)
            for predicate, value in said:
                yield Quad(subject, predicate, value)
        else:
            for triple in _evidence(edge, said, base, evidence):
                yield Quad(*triple)


def named_quads(
    graph: Graph, data_base: str | None = None, evidence: Evidence = PLAIN
) -> Iterator[Quad]:
    """Yield the triples of `quads` by letter, what each letter states in a graph of its name.

    Entities stand in the default graph; a plain triple stands in the graph of each letter that
    states it. Raises what `quads` raises.
    """
    base = checked_base(data_base)
    pairs = _Pairs(base)
    for entity, said in zip(graph.entities, pairs.of(graph.entities), strict=True):
        subject = iri(base, entity.id)
        for pair in said:
            yield Quad(subject, *pair)
    by_letter: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        by_letter[str(edge.properties["reply"])].append(edge)
    for letter in sorted(by_letter):
        name = iri(base, letter)
        for source, leaving in sorted(links(by_letter[letter]).items()):
            for link in leaving:
                yield Quad(iri(base, source), *pairs.link(*link), name)
        for edge, said in zip(by_letter[letter], pairs.of(by_letter[letter]), strict=True):
            for triple in _evidence(edge, said, base, evidence):
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


@functools.cache
def _columns(owner: str, names: tuple[str, ...]) -> tuple[Column, ...]:
    words = schema()
    known = words.edge_properties if owner == STATEMENT else words.entity_types[owner].properties
    said = list(_OF_STATEMENTS if owner == STATEMENT else _OF_ENTITIES)
    for name in sorted(names):
        if name not in known:
            raise DataError(f"property {name!r} is not in schema.yml")
        predicate = BORROWED.get(name, f"wm:{known[name].term}")
        said.append(Column(predicate, _kind(known[name]), _property(name)))
    return tuple(said)


def _property(name: str) -> Callable[[Sequence[Entity | Edge]], list[Value]]:
    return lambda subjects: [subject.properties[name] for subject in subjects]


_OF_ENTITIES = (
    Column("rdf:type", TERM, lambda entities: [entity.type for entity in entities]),
    Column(
        BORROWED["id"], DATATYPES["string"], lambda entities: [entity.id for entity in entities]
    ),
    Column(BORROWED["name"], CHINESE, lambda entities: [entity.name for entity in entities]),
    Column(BORROWED["name"], PINYIN, lambda entities: [spelt(entity.name) for entity in entities]),
)
_OF_STATEMENTS = (
    Column("rdf:type", TERM, lambda edges: [STATEMENT] * len(edges)),
    Column(BORROWED["id"], DATATYPES["string"], lambda edges: [edge.id for edge in edges]),
    Column("rdf:subject", ID, lambda edges: [edge.source for edge in edges]),
    Column("rdf:predicate", TERM, lambda edges: [relation(edge.predicate) for edge in edges]),
    Column("rdf:object", ID, lambda edges: [edge.target for edge in edges]),
)


def _kind(item: Property) -> str:
    if item.name in ("reply", "replaced_by"):
        return ID
    if item.name == "status":
        return TERM
    return CHINESE if item.name == "aliases" else DATATYPES[item.type]


class _Pairs:
    """What is said of subjects, as terms."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._maker = functools.cache(self._make)

    def link(self, predicate: str, target: str) -> Pair:
        return self._maker(f"wm:{relation(predicate)}", ID)(target)

    def of(self, subjects: Subjects) -> Iterator[list[Pair]]:
        for some in batches(subjects, _BATCH):
            pairs: list[list[Pair]] = [[] for _ in some]
            for group, places, columns in alike(some):
                theirs = [pairs[place] for place in places]
                for predicate, kind, values in columns:
                    make = self._maker(predicate, kind)
                    for said, value in zip(theirs, values(group), strict=True):
                        if isinstance(value, str):
                            said.append(make(value))
                        elif value is not None:
                            said += map(make, texts(value))
            yield from pairs

    def _make(self, predicate: str, kind: str) -> Callable[[str], Pair]:
        node = _node(predicate)
        if kind == ID:
            return lambda text: (node, iri(self._base, text))
        if kind == TERM:
            return lambda text: (node, _node(f"wm:{text}"))
        if ":" in kind:
            datatype = _node(kind)
            return lambda text: (node, Literal(text, datatype=datatype))
        return lambda text: (node, Literal(text, language=kind))


def _evidence(
    edge: Edge, said: Iterable[Pair], base: str, evidence: Evidence
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    subject = iri(base, edge.id)
    if evidence.reifiers:
        predicate = _node(f"wm:{relation(edge.predicate)}")
        whole = Triple(iri(base, edge.source), predicate, iri(base, edge.target))
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
