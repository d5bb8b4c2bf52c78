"""The SHACL shapes in Turtle; core constraints only, which every SHACL tool is quick at.

One shape stands for one rule, and its local name is what a report calls it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..rdf import BORROWED, CHINESE, DATATYPES, PINYIN, STATEMENT
from ..schema import Property, Relation, schema
from .terms import LICENCE, own_properties
from .writing import FURTHER_PREFIXES, Pairs, block, both, document, nested, several, text

YEARS = (1949, 2100)
"""A year outside is no error, but worth a look."""

_ALWAYS = {"quote", "start", "end", "confidence"}
"""Properties that every statement has."""


def shapes() -> str:
    """Return the shapes. Equal vocabularies give equal text."""
    own = own_properties()
    return document(
        [
            _header(),
            *_common(),
            *(_property(item, owners) for item, owners in own.values()),
            *(_expected(item, owners) for item, owners in own.values() if item.expected),
            _plausible(own["year"][1]),
            *(part for relation in schema().relations.values() for part in _relation(relation)),
            *_statement(),
        ]
    )


def _header() -> str:
    return block(
        f"<{FURTHER_PREFIXES['wmsh'].rstrip('#')}>",
        [
            ("a", "owl:Ontology"),
            ("dcterms:title", both({"zh": "文脉数据形状", "en": "wenmai shapes"})),
            ("dcterms:license", f"<{LICENCE}>"),
            ("owl:versionInfo", text(str(schema().version))),
        ],
    )


def _rule(
    name: str, target: tuple[str, Iterable[str]], message: tuple[str, str], pairs: Pairs
) -> str:
    """Return a shape, which has its targets itself.

    Tools check that several times quicker than property shapes that hang on those of nodes.
    """
    zh, en = message
    messages = ("sh:message", both({"zh": zh, "en": en}))
    return block(f"wmsh:{name}", [("a", "sh:PropertyShape"), target, *pairs, messages])


def _of(owners: Iterable[str]) -> tuple[str, Iterable[str]]:
    return "sh:targetClass", [f"wm:{name}" for name in dict.fromkeys(owners)]


def _common() -> Iterator[str]:
    once: Pairs = [("sh:minCount", "1"), ("sh:maxCount", "1")]
    yield _rule(
        "identifier",
        _of([*schema().entity_types, STATEMENT]),
        ("须有且只有一个编号", "has exactly one id"),
        [("sh:path", BORROWED["id"]), *once, ("sh:datatype", "xsd:string")],
    )
    chinese = several([text(CHINESE)])
    yield _rule(
        "name",
        _of(schema().entity_types),
        ("须有且只有一个中文名称", "has exactly one Chinese name"),
        [
            ("sh:path", BORROWED["name"]),
            ("sh:qualifiedValueShape", nested([("sh:languageIn", chinese), ("sh:minLength", "1")])),
            ("sh:qualifiedMinCount", "1"),
            ("sh:qualifiedMaxCount", "1"),
        ],
    )
    yield _rule(
        "labels",
        _of(schema().entity_types),
        (
            "名称只有中文和拼音，各至多一个",
            "labels are the Chinese name and its pinyin, each at most once",
        ),
        [
            ("sh:path", BORROWED["name"]),
            ("sh:languageIn", several([text(CHINESE), text(PINYIN)])),
            ("sh:uniqueLang", "true"),
        ],
    )
    yield _rule(
        "aliases",
        _of(schema().entity_types),
        ("别名须为中文", "aliases are Chinese"),
        [("sh:path", BORROWED["aliases"]), ("sh:languageIn", chinese)],
    )


def _property(item: Property, owners: Iterable[str]) -> str:
    values: list[tuple[str, str]] = [("sh:datatype", DATATYPES[item.type])]
    if item.name == "status":
        values = [("sh:in", several(f"wm:{name}" for name in schema().statuses))]
    elif item.name == "level":
        values.append(("sh:in", several(map(text, schema().levels))))
    elif item.name == "confidence":
        values += [("sh:minInclusive", _double(0)), ("sh:maxInclusive", _double(1))]
    elif item.name == "start":
        values += [("sh:minInclusive", "0"), ("sh:lessThanOrEquals", "wm:end")]
    least = [("sh:minCount", "1")] if item.name in _ALWAYS else []
    zh, en = ("须有且只有", "exactly") if least else ("至多", "at most")
    return _rule(
        item.term,
        _of(owners),
        (f"“{item.zh}”{zh}一个，取值合乎规定", f"has {en} one {item.en}, of the right kind"),
        [("sh:path", f"wm:{item.term}"), *least, ("sh:maxCount", "1"), *values],
    )


def _double(number: int) -> str:
    return f'"{number}.0"^^xsd:double'


def _expected(item: Property, owners: Iterable[str]) -> str:
    return _rule(
        f"{item.term}-given",
        _of(name for name in owners if name != STATEMENT),
        (f"没有“{item.zh}”", f"has no {item.en}"),
        [("sh:path", f"wm:{item.term}"), ("sh:minCount", "1"), ("sh:severity", "sh:Info")],
    )


def _plausible(owners: Iterable[str]) -> str:
    first, last = YEARS
    return _rule(
        "year-plausible",
        _of(owners),
        (f"年份不在 {first} 至 {last} 之间", f"the year is not between {first} and {last}"),
        [
            ("sh:path", "wm:year"),
            ("sh:minInclusive", str(first)),
            ("sh:maxInclusive", str(last)),
            ("sh:severity", "sh:Warning"),
        ],
    )


def _relation(relation: Relation) -> Iterator[str]:
    for side, kinds, target, zh, en in (
        ("from", relation.domain, "Subjects", "主体", "what"),
        ("to", relation.range, "Objects", "客体", "what is at the other end of"),
    ):
        names = several(f"wm:{name}" for name in schema().entity_types if name in kinds)
        yield _rule(
            f"{relation.term}-{side}",
            (f"sh:target{target}Of", [f"wm:{relation.term}"]),
            (f"“{relation.zh}”的{zh}类型不合", f"{en} “{relation.en}” has the wrong type"),
            # One list, which is checked several times quicker than a choice of sh:class.
            [("sh:path", "rdf:type"), ("sh:minCount", "1"), ("sh:in", names)],
        )


def _statement() -> Iterator[str]:
    terms = several(f"wm:{relation.term}" for relation in schema().relations.values())
    iri = ("sh:nodeKind", "sh:IRI")
    parts: dict[str, tuple[str, str]] = {
        "rdf:subject": iri,
        "rdf:predicate": ("sh:in", terms),
        "rdf:object": iri,
        BORROWED["reply"]: ("sh:class", f"wm:{schema().letters[0]}"),
    }
    for path, value in parts.items():
        yield _rule(
            f"{STATEMENT}-{path.partition(':')[2]}",
            _of([STATEMENT]),
            (f"须有且只有一个合规的 {path}", f"has one right {path}"),
            [("sh:path", path), ("sh:minCount", "1"), ("sh:maxCount", "1"), value],
        )
