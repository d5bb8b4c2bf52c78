"""Turtle that people read: blocks of one subject, nested nodes and lists where they belong.

A node is a string as Turtle has it: ``wm:Place``, a literal, or what `nested` and `several` return.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from ..rdf import CHINESE
from ..schema import Defined, schema

Pairs = Iterable[tuple[str, str | Iterable[str]]]
"""Predicates, each with one object or several."""

FURTHER_PREFIXES = {
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "wmsh": "https://w3id.org/wenmai/shapes#",
}


def address() -> str:
    """Return the IRI of the ontology, which is that of the namespace without its ``#``."""
    return schema().namespaces["wm"].rstrip("#")


def text(value: str, lang: str = "") -> str:
    """Return a literal. What JSON escapes, Turtle escapes alike."""
    return json.dumps(value, ensure_ascii=False) + (f"@{lang}" if lang else "")


def both(texts: Mapping[str, str]) -> list[str]:
    """Return the Chinese and the English of ``texts`` ("zh", "en") as literals."""
    return [text(texts["zh"], CHINESE), text(texts["en"], "en")]


def described(term: Defined) -> Pairs:
    """Return label, definition and home of a term."""
    return [
        ("rdfs:label", both({"zh": term.zh, "en": term.en})),
        ("skos:definition", both(term.definition)),
        ("rdfs:isDefinedBy", f"<{address()}>"),
    ]


def block(subject: str, pairs: Pairs) -> str:
    """Return all statements about ``subject``."""
    return f"{subject}\n{_body(pairs, '    ')} .\n"


def nested(pairs: Pairs) -> str:
    """Return a node without a name."""
    return f"[ {_body(pairs, ' ').strip()} ]".replace("\n", "")


def several(nodes: Iterable[str]) -> str:
    """Return a list."""
    return f"( {' '.join(nodes)} )"


def document(blocks: Iterable[str]) -> str:
    """Return a file: prefixes that occur, then the blocks."""
    body = "\n".join(blocks)
    prefixes = {**schema().namespaces, **FURTHER_PREFIXES}
    used = [
        f"@prefix {prefix}: <{iri}> ." for prefix, iri in prefixes.items() if f"{prefix}:" in body
    ]
    return "\n".join([*used, "", body])


def _body(pairs: Pairs, indent: str) -> str:
    lines = []
    for predicate, objects in pairs:
        nodes = [objects] if isinstance(objects, str) else list(objects)
        if nodes:
            lines.append(f"{indent}{predicate} {', '.join(nodes)}")
    return " ;\n".join(lines)
