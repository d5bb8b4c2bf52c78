"""The ontology in Turtle: classes, properties and individuals of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..rdf import BORROWED, DATATYPES, STATEMENT
from ..schema import Defined, Property, Relation, schema
from .writing import Pairs, address, block, both, described, document, nested, several, text

LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
"""Of the ontology and the shapes, which are part of this project."""
ENTITY = "Entity"
STATUS = "Status"


def ontology() -> str:
    """Return the ontology. Equal vocabularies give equal text.

    Nothing is declared that a letter could break: a relation that is asked both ways is not
    declared symmetric, since 甲加入乙 does not say that 乙 joins 甲.
    """
    return document(
        [
            _header(),
            *_classes(),
            *(_relation(relation) for relation in schema().relations.values()),
            *(_property(*item) for item in own_properties().values()),
            *_literals(),
            *_statuses(),
        ]
    )


def own_properties() -> dict[str, tuple[Property, list[str]]]:
    """Return the properties that have terms of our own, by term, with their classes."""
    found: dict[str, tuple[Property, list[str]]] = {}
    owners = [(kind.name, kind.properties) for kind in schema().entity_types.values()]
    for name, properties in [*owners, (STATEMENT, schema().edge_properties)]:
        for item in properties.values():
            if item.name not in BORROWED:
                found.setdefault(item.term, (item, []))[1].append(name)
    return found


def union(names: Iterable[str]) -> str:
    """Return the class of all that belongs to one of the classes ``names``."""
    ordered = [name for name in (*schema().entity_types, *schema().rdf_terms) if name in set(names)]
    if set(ordered) >= schema().entity_types.keys():
        ordered = [ENTITY, *(name for name in ordered if name not in schema().entity_types)]
    if len(ordered) == 1:
        return f"wm:{ordered[0]}"
    members = several(f"wm:{name}" for name in ordered)
    return nested([("a", "owl:Class"), ("owl:unionOf", members)])


def _header() -> str:
    title = {"zh": "文脉本体", "en": "wenmai ontology"}
    about = {
        "zh": "建议提案答复中的文化政策：谁答复、谁承办、谁做了什么，以及所据的原文。",
        "en": "Cultural policy in replies to deputies' proposals: who answers, who handles, who did"
        " what, and the words that say so.",
    }
    return block(
        f"<{address()}>",
        [
            ("a", "owl:Ontology"),
            ("dcterms:title", both(title)),
            ("dcterms:description", both(about)),
            ("dcterms:license", f"<{LICENCE}>"),
            ("owl:versionInfo", text(str(schema().version))),
            ("owl:versionIRI", f"<{address()}/{schema().version}>"),
            ("vann:preferredNamespacePrefix", text("wm")),
            ("vann:preferredNamespaceUri", text(schema().namespaces["wm"])),
        ],
    )


def _classes() -> Iterator[str]:
    kinds, terms = schema().entity_types.values(), schema().rdf_terms
    foreign = {curie for kind in kinds for curie in (*kind.subclass_of, *kind.close_match)}
    for curie in sorted({*foreign, "rdf:Statement", "void:Dataset"}):
        yield block(curie, [("a", "owl:Class")])
    yield _class(terms[ENTITY], [])
    yield _class(terms[STATEMENT], ["rdf:Statement"])
    yield _class(terms[STATUS], [])
    for kind in kinds:
        yield _class(kind, [f"wm:{ENTITY}", *kind.subclass_of], kind.close_match)
    apart = [*schema().entity_types, STATEMENT, STATUS]
    yield block(
        "[]",
        [
            ("a", "owl:AllDisjointClasses"),
            ("owl:members", several(f"wm:{name}" for name in apart)),
        ],
    )


def _class(term: Defined, above: Iterable[str], near: Iterable[str] = ()) -> str:
    return block(
        f"wm:{term.name}",
        [
            ("a", "owl:Class"),
            *described(term),
            ("rdfs:subClassOf", above),
            ("skos:closeMatch", near),
        ],
    )


def _relation(relation: Relation) -> str:
    ends: Pairs = [
        ("rdfs:domain", union(relation.domain)),
        ("rdfs:range", union(relation.range)),
    ]
    return block(f"wm:{relation.term}", [("a", "owl:ObjectProperty"), *described(relation), *ends])


def _property(item: Property, owners: Iterable[str]) -> str:
    status = item.name == "status"
    return block(
        f"wm:{item.term}",
        [
            ("a", "owl:ObjectProperty" if status else "owl:DatatypeProperty"),
            *described(item),
            ("rdfs:domain", union(owners)),
            ("rdfs:range", f"wm:{STATUS}" if status else DATATYPES[item.type]),
        ],
    )


def _literals() -> Iterator[str]:
    """Yield what carries the ledger; `graph.records` writes it."""
    letters = union(schema().letters)
    for name, owner, datatype in (
        ("text", letters, "xsd:string"),
        ("record", letters, "rdf:JSON"),
        ("decisions", "void:Dataset", "rdf:JSON"),
    ):
        yield block(
            f"wm:{name}",
            [
                ("a", "owl:DatatypeProperty"),
                *described(schema().rdf_terms[name]),
                ("rdfs:domain", owner),
                ("rdfs:range", datatype),
            ],
        )


def _statuses() -> Iterator[str]:
    for status in schema().statuses.values():
        kinds = ["owl:NamedIndividual", f"wm:{STATUS}"]
        yield block(f"wm:{status.name}", [("a", kinds), *described(status)])
    different = several(f"wm:{name}" for name in schema().statuses)
    yield block("[]", [("a", "owl:AllDifferent"), ("owl:distinctMembers", different)])
