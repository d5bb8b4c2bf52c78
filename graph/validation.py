"""Checks a graph as RDF: the SHACL shapes, and what shapes are slow at.

Every rule has a name: that of its shape, or one of `RULES`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph
from pyoxigraph import NamedNode, Triple

from ..errors import UsageError
from . import ids
from .ontology.shapes import shapes
from .ontology.writing import FURTHER_PREFIXES
from .rdf import BORROWED, CHINESE, STATEMENT
from .resolve import Refusal
from .schema import Property, schema

if TYPE_CHECKING:
    import rdflib

Level = Literal["violation", "warning", "info"]
LEVELS: tuple[Level, ...] = ("violation", "warning", "info")

RULES: dict[str, tuple[Level, str, str]] = {
    "plain-triple": ("violation", "陈述没有对应的三元组", "its plain triple is missing"),
    "statement": ("violation", "三元组没有对应的陈述", "no statement says so"),
    "quote-in-letter": (
        "violation",
        "答复正文的该位置不是这段引文",
        "the letter has other words at this place",
    ),
    "text-hash": ("violation", "正文与散列值不符", "the text is not the one of its hash"),
    "action-status": (
        "violation",
        "行为须有状态，其他关系不得有",
        "an act has a status, and nothing else has one",
    ),
    "known-property": (
        "warning",
        "有词表以外的属性",
        "has a property that the vocabulary does not have for it",
    ),
    "identifier-in-iri": ("violation", "IRI 不以编号结尾", "the IRI does not end with the id"),
    "succession-round": (
        "warning",
        "会使单位成为自己的后继，未采用",
        "would make a body its own successor, so it is left out",
    ),
    "letter-at-hand": (
        "info",
        "没有该答复的正文，引文未核对",
        "its text is not at hand, so its quotes were not compared",
    ),
}
"""What is checked beside the shapes: level, and what is wrong in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Finding:
    """That ``item``, an IRI or a triple, breaks ``rule``; ``zh`` and ``en`` say how."""

    level: Level
    rule: str
    item: str
    zh: str
    en: str


def validate(
    triples: Iterable[Triple],
    letter: Callable[[str], str | None],
    refused: Iterable[Refusal] = (),
) -> list[Finding]:
    """Return all that is wrong with ``triples``, the worst first, then by rule and item.

    ``letter`` gives the text of a letter by id, None where it is not at hand; a text that stands
    in the triples goes first. ``refused`` are statements that were left out of them.

    Raises:
        UsageError: pyshacl is not installed.
    """
    index = _Index(triples)
    found = {*_shapes(index.triples), *_statements(index), *_quotes(index, letter)}
    found |= {*_ids(index), *_known(index), *_refused(refused)}
    order = {level: rank for rank, level in enumerate(LEVELS)}
    return sorted(found, key=lambda f: (order[f.level], f.rule, f.item, f.en))


class _Index:
    """Triples by subject and predicate; what is no literal is an IRI."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = set(triples)
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.subjects: defaultdict[str, list[str]] = defaultdict(list)
        rdf_type = schema().iri("rdf:type")
        for triple in self.triples:
            subject, value = _text(triple.subject), _text(triple.object)
            self._values[subject, triple.predicate.value].append(value)
            if triple.predicate.value == rdf_type:
                self.subjects[value].append(subject)

    def value(self, subject: str, curie: str) -> str | None:
        """Return the value of a property, the first in order if there are several."""
        return min(self._values.get((subject, schema().iri(curie)), ()), default=None)

    def statements(self) -> list[str]:
        """Return the IRIs of all statements."""
        return self.subjects[schema().term(STATEMENT)]


def _text(term: object) -> str:
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)


def _finding(rule: str, item: str, more: str = "") -> Finding:
    level, zh, en = RULES[rule]
    return Finding(
        level, rule, item, zh + (f"：{more}" if more else ""), f"{en}: {more}" if more else en
    )


def _statements(index: _Index) -> Iterator[Finding]:
    relations = {schema().term(relation.term) for relation in schema().relations.values()}
    actions = {schema().term(schema().relations[name].term) for name in schema().actions}
    plain = {
        (_text(t.subject), t.predicate.value, _text(t.object))
        for t in index.triples
        if t.predicate.value in relations
    }
    stated = set()
    for statement in index.statements():
        parts = [
            index.value(statement, f"rdf:{part}") for part in ("subject", "predicate", "object")
        ]
        if None in parts:
            continue  # the shapes say so
        said = (str(parts[0]), str(parts[1]), str(parts[2]))
        if (said[1] in actions) != (index.value(statement, "wm:status") is not None):
            yield _finding("action-status", statement)
        stated.add(said)
        if said not in plain:
            yield _finding("plain-triple", statement, " ".join(said))
    for triple in plain - stated:
        yield _finding("statement", " ".join(triple))


def _quotes(index: _Index, letter: Callable[[str], str | None]) -> Iterator[Finding]:
    texts: dict[str, str | None] = {}
    missing: Counter[str] = Counter()
    for statement in index.statements():
        reply = index.value(statement, BORROWED["reply"])
        quote = index.value(statement, "wm:quote")
        start, end = (index.value(statement, f"wm:{name}") for name in ("start", "end"))
        if reply is None or quote is None or not _number(start) or not _number(end):
            continue  # the shapes say so
        if reply not in texts:
            texts[reply] = index.value(reply, "wm:text")
            if texts[reply] is None:
                texts[reply] = letter(index.value(reply, BORROWED["id"]) or "")
        text = texts[reply]
        if text is None:
            missing[reply] += 1
        elif text[int(str(start)) : int(str(end))] != quote:
            yield _finding("quote-in-letter", statement, f"{start}–{end} {quote}")
    for reply in missing:
        yield _finding("letter-at-hand", reply)
    for reply, text in texts.items():
        digest = index.value(reply, "wm:textHash")
        if text is not None and digest is not None and ids.text_hash(text) != digest:
            yield _finding("text-hash", reply)


def _number(value: str | None) -> bool:
    return value is not None and value.isascii() and value.isdigit()


def _refused(refused: Iterable[Refusal]) -> Iterator[Finding]:
    for told in refused:
        item = schema().data_base + told.reply
        yield _finding("succession-round", item, f"{told.source}: {told.quote}")


def _ids(index: _Index) -> Iterator[Finding]:
    for kind in (*schema().entity_types, STATEMENT):
        for subject in index.subjects[schema().term(kind)]:
            id = index.value(subject, BORROWED["id"])
            if id is not None and not subject.endswith(id):
                yield _finding("identifier-in-iri", subject, id)


def _known(index: _Index) -> Iterator[Finding]:
    common = {schema().iri(name) for name in ("rdf:type", BORROWED["id"])}
    parts = ("subject", "predicate", "object")
    known = {
        STATEMENT: {schema().iri(f"rdf:{part}") for part in parts}
        | _properties(schema().edge_properties.values())
    }
    for kind in schema().entity_types.values():
        leaving = (r.term for r in schema().relations.values() if kind.name in r.domain)
        further = ("text", "record") if kind.name in schema().letters else ()
        known[kind.name] = _properties(kind.properties.values())
        known[kind.name] |= {schema().term(name) for name in (*leaving, *further)}
    used: defaultdict[str, set[str]] = defaultdict(set)
    for triple in index.triples:
        used[_text(triple.subject)].add(triple.predicate.value)
    for name, properties in known.items():
        for subject in index.subjects[schema().term(name)]:
            for predicate in used[subject] - properties - common:
                yield _finding("known-property", subject, predicate)


def _properties(items: Iterable[Property]) -> set[str]:
    return {schema().iri(BORROWED.get(item.name, f"wm:{item.term}")) for item in items}


def _shapes(triples: Iterable[Triple]) -> Iterator[Finding]:
    try:
        import pyshacl
        import rdflib
    except ImportError as error:
        raise UsageError(
            "checking shapes needs the package pyshacl", "pip install 'wenmai[validate]'"
        ) from error
    data = rdflib.Graph()
    for triple in triples:
        subject, predicate, value = map(_in_rdflib, triple)
        data.add((subject, predicate, value))
    asked = rdflib.Graph().parse(data=shapes(), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=asked, inference="none")
    sh = rdflib.Namespace(FURTHER_PREFIXES["sh"])
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        severity = str(results.value(result, sh.resultSeverity)).removeprefix(sh)
        level = next(level for level in LEVELS if level == severity.lower())
        value = results.value(result, sh.value)
        more = "" if value is None else str(value)
        says = {
            getattr(message, "language", None): str(message)
            for message in results.objects(result, sh.resultMessage)
        }
        rule = str(results.value(result, sh.sourceShape)).rpartition("#")[2]
        item = str(results.value(result, sh.focusNode))
        zh, en = says.get(CHINESE, ""), says.get("en", "")
        yield Finding(
            level, rule, item, f"{zh}：{more}" if more else zh, f"{en}: {more}" if more else en
        )


def _in_rdflib(term: object) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.Literal):
        plain = term.language or term.datatype.value == schema().iri("xsd:string")
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.BNode(_text(term))
