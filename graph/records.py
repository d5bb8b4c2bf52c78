"""The ledger as triples beside the graph: letters with their text and all that was read from them.

They let `graph.importing` restore a ledger from an RDF file. A letter's text is plain; what was
read from each of its sources is one JSON literal, as the ledger has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from pyoxigraph import Literal, NamedNode, Quad

from ..errors import DataError
from .decisions import Decision
from .graph import Graph
from .ledger import Ledger
from .model import Reading
from .rdf import checked_base, iri
from .schema import schema

T = TypeVar("T")

DATASET = "http://rdfs.org/ns/void#Dataset"
_LATER = "it was written by another version of wenmai, or changed"


def record_quads(ledger: Ledger, graph: Graph, data_base: str | None = None) -> Iterator[Quad]:
    """Yield the letters of ``graph`` as ``ledger`` has them, and then its decisions.

    Raises:
        UsageError: see `graph.rdf.checked_base`.
        DataError: the ledger cannot be read.
    """
    base = checked_base(data_base)
    with ledger.snapshot():
        for entity in graph.entities:
            if entity.type in schema().letters:
                yield from _letter(iri(base, entity.id), entity.id, ledger.readings_of(entity.id))
        decisions = [asdict(decision) for decision in ledger.decisions()]
    if decisions:
        dataset = NamedNode(base)
        yield Quad(dataset, NamedNode(schema().iri("rdf:type")), NamedNode(DATASET))
        yield Quad(dataset, _term("decisions"), _json(decisions))


def reading(record: str, reply: str, text: str | None) -> Reading:
    """Return the reading that a ``wm:record`` of the letter ``reply`` holds; ``text`` is its text.

    Raises:
        DataError: the record is not one of this version, or the text is missing.
    """
    data = _parsed(record)
    try:
        if data["letter"].get("text") is None:
            if text is None:
                raise DataError(f"{reply} has a record but no text", _LATER)
            data["letter"]["text"] = text
        return _thawed(Reading, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"the record of {reply} cannot be used: {error!r}", _LATER) from error


def decisions(record: str) -> list[Decision]:
    """Return the decisions that a ``wm:decisions`` holds, in their order.

    Raises:
        DataError: they are not of this version.
    """
    try:
        return [_thawed(Decision, item) for item in _parsed(record)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"the decisions cannot be used: {error!r}", _LATER) from error


def _letter(subject: NamedNode, id: str, copies: Iterable[Reading]) -> Iterator[Quad]:
    records: list[dict[str, Any]] = []
    for copy in copies:
        record = asdict(copy)
        if copy.letter.id == id:
            if not records or all(other["letter"]["id"] != id for other in records):
                yield Quad(subject, _term("text"), Literal(copy.letter.text))
            record["letter"]["text"] = None
        records.append(record)
    for record in records:
        yield Quad(subject, _term("record"), _json(record))


def _term(name: str) -> NamedNode:
    return NamedNode(schema().term(schema().rdf_terms[name].name))


def _json(value: object) -> Literal:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Literal(text, datatype=NamedNode(schema().iri("rdf:JSON")))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(f"a record is no JSON: {error}", _LATER) from error


def _thawed(kind: type[T], value: Any) -> T:
    """Return ``value``, as JSON has it, as the dataclass, tuple or plain value ``kind``."""
    if is_dataclass(kind):
        return cast(T, _made(kind, value))
    origin, args = get_origin(kind), get_args(kind)
    if origin is UnionType:
        if value is None and NoneType in args:
            return cast(T, None)
        return _thawed(cast(type[T], next(arg for arg in args if arg is not NoneType)), value)
    if origin is tuple:
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
        return cast(T, tuple(_thawed(a, v) for a, v in zip(kinds, value, strict=True)))
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(*value)
    return cast(T, value)


def _made(kind: Any, value: Mapping[str, Any]) -> object:
    hints = get_type_hints(kind)
    unknown = value.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"unknown {', '.join(sorted(unknown))}")
    return kind(**{name: _thawed(hints[name], item) for name, item in value.items()})
