"""Loads and checks `schema.yml`; nothing else spells a class name, a label or a colour."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from ..errors import DataError

ANY = "*"
PROPERTY_TYPES = frozenset({"string", "strings", "integer", "number", "boolean", "date"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A term of the vocabulary with its labels in Chinese and English."""

    name: str
    zh: str
    en: str

    def label(self, lang: str) -> str:
        """Return the label in ``lang`` ("zh" or "en")."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Defined(Labelled):
    """A term with a sentence in each language ("zh", "en") that says what it means."""

    definition: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Property(Defined):
    """A property; ``type`` is one of `PROPERTY_TYPES`, ``expected`` says to ask where it lacks."""

    type: str
    expected: bool = False

    @property
    def term(self) -> str:
        """The local name of its RDF property: ``text_hash`` -> ``textHash``."""
        return camel(self.name)


@dataclass(frozen=True, slots=True)
class EntityType(Defined):
    """A class of entities; its name is the label in property graphs and the local name in RDF."""

    colour: str
    hub: bool
    scope: str
    subclass_of: tuple[str, ...]
    close_match: tuple[str, ...]
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Relation(Defined):
    """A kind of edge; ``domain`` and ``range`` are the entity types it may join."""

    domain: frozenset[str]
    range: frozenset[str]
    action: bool
    symmetric: bool

    @property
    def term(self) -> str:
        """The local name of its RDF property: ``CO_HANDLES`` -> ``coHandles``."""
        return camel(self.name.lower())

    def allows(self, source: str, target: str) -> bool:
        """Tell whether an edge from one entity type to another is within domain and range."""
        return source in self.domain and target in self.range


@dataclass(frozen=True, slots=True)
class Schema:
    """The vocabulary. All mappings keep the order of schema.yml."""

    version: int
    namespaces: Mapping[str, str]
    data_base: str
    entity_types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]
    edge_properties: Mapping[str, Property]
    statuses: Mapping[str, Defined]
    levels: Mapping[str, Defined]
    rdf_terms: Mapping[str, Defined]

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of the relations that carry a status."""
        return tuple(name for name, relation in self.relations.items() if relation.action)

    @property
    def hubs(self) -> tuple[str, ...]:
        """The entity types that shortest paths leave out."""
        return tuple(name for name, kind in self.entity_types.items() if kind.hub)

    @property
    def letters(self) -> tuple[str, ...]:
        """The entity types that are letters: their text is what tells two of them apart."""
        return tuple(name for name, kind in self.entity_types.items() if kind.scope == "text")

    def iri(self, curie: str) -> str:
        """Return the full IRI of ``prefix:local``.

        Raises:
            KeyError: the prefix is not declared in schema.yml.
        """
        prefix, _, local = curie.partition(":")
        return self.namespaces[prefix] + local

    def term(self, local: str) -> str:
        """Return the IRI of a term of our own namespace."""
        return self.namespaces["wm"] + local


def camel(snake: str) -> str:
    """``actor_inferred`` -> ``actorInferred``."""
    head, *rest = snake.split("_")
    return head + "".join(part.capitalize() for part in rest)


@functools.cache
def schema() -> Schema:
    """Return the vocabulary, loaded once.

    Raises:
        DataError: schema.yml is not well-formed or contradicts itself.
    """
    text = resources.files(__package__).joinpath("schema.yml").read_text("utf-8")
    return parse(text)


def parse(text: str) -> Schema:
    """Return the vocabulary that YAML ``text`` describes, checked.

    Raises:
        DataError: see `schema`.
    """
    try:
        raw = yaml.safe_load(text)
        common = _properties(raw["common_properties"])
        types = {
            name: _entity_type(name, spec, common) for name, spec in raw["entity_types"].items()
        }
        relations = {
            name: _relation(name, spec, frozenset(types)) for name, spec in raw["relations"].items()
        }
        result = Schema(
            version=int(raw["version"]),
            namespaces=raw["namespaces"],
            data_base=raw["data_base"],
            entity_types=types,
            relations=relations,
            edge_properties=_properties(raw["edge_properties"]),
            statuses=_defined(raw["statuses"]),
            levels=_defined(raw["levels"]),
            rdf_terms=_defined(raw["rdf_terms"]),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"schema.yml cannot be used: {error!r}") from error
    _check(result)
    return result


def _defined(raw: Mapping[str, Any]) -> dict[str, Defined]:
    return {name: Defined(**_words(name, spec)) for name, spec in raw.items()}


def _properties(raw: Mapping[str, Any]) -> dict[str, Property]:
    return {
        name: Property(
            **_words(name, spec), type=spec["type"], expected=spec.get("expected", False)
        )
        for name, spec in raw.items()
    }


def _words(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    definition = {lang: str(raw["definition"][lang]) for lang in ("zh", "en")}
    return {"name": name, "zh": raw["zh"], "en": raw["en"], "definition": definition}


def _entity_type(name: str, raw: Mapping[str, Any], common: Mapping[str, Property]) -> EntityType:
    rdf = raw["rdf"]
    return EntityType(
        **_words(name, raw),
        colour=raw["colour"],
        hub=raw.get("hub", False),
        scope=raw["scope"],
        subclass_of=tuple(rdf.get("subclass_of", ())),
        close_match=tuple(rdf.get("close_match", ())),
        properties={**common, **_properties(raw["properties"])},
    )


def _relation(name: str, raw: Mapping[str, Any], types: frozenset[str]) -> Relation:
    def side(key: str) -> frozenset[str]:
        names = frozenset(raw[key])
        return types if ANY in names else names

    return Relation(
        **_words(name, raw),
        domain=side("from"),
        range=side("to"),
        action=raw.get("action", False),
        symmetric=raw.get("symmetric", False),
    )


def _check(schema: Schema) -> None:
    faults: list[str] = []
    for kind in schema.entity_types.values():
        if not re.fullmatch(r"#[0-9a-f]{6}", kind.colour):
            faults.append(f"{kind.name}: colour {kind.colour!r}")
        for curie in (*kind.subclass_of, *kind.close_match):
            if curie.partition(":")[0] not in schema.namespaces:
                faults.append(f"{kind.name}: unknown prefix in {curie}")
        faults += [
            f"{kind.name}.{p.name}: type {p.type}"
            for p in kind.properties.values()
            if p.type not in PROPERTY_TYPES
        ]
    for relation in schema.relations.values():
        unknown = (relation.domain | relation.range) - schema.entity_types.keys()
        if unknown:
            faults.append(f"{relation.name}: unknown entity types {sorted(unknown)}")
    faults += _ambiguous(schema)
    both = {name.lower() for name in schema.entity_types} & {n.lower() for n in schema.relations}
    if both:  # embedded engines keep labels and relationship types in one namespace
        faults.append(f"names used for an entity type and a relation: {sorted(both)}")
    if faults:
        raise DataError("schema.yml contradicts itself: " + "; ".join(faults))


def _ambiguous(schema: Schema) -> list[str]:
    """Name the RDF terms that would mean two things."""
    meanings: dict[str, Defined] = {}
    terms: list[tuple[str, Defined]] = [(kind.name, kind) for kind in schema.entity_types.values()]
    terms += [(relation.term, relation) for relation in schema.relations.values()]
    terms += [(d.name, d) for d in (*schema.statuses.values(), *schema.rdf_terms.values())]
    for properties in (
        *(k.properties for k in schema.entity_types.values()),
        schema.edge_properties,
    ):
        terms += [(p.term, p) for p in properties.values()]
    return sorted(
        {
            f"wm:{term} means two things"
            for term, meaning in terms
            if meanings.setdefault(term, meaning) != meaning
        }
    )
