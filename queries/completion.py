"""What may come next in a query that somebody is typing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..graph.graph import Graph
from ..graph.schema import Labelled, schema
from ..graph.text import fold
from .candidates import names

MOST = 40
_WORDS = {"cypher": re.compile(r"\w*$"), "sparql": re.compile(r"[\w:]*$")}
_PREFIX = "wm:"
_QUOTED = re.compile(r"['\"]([^'\"\n]*)$")
_KEYWORDS = {
    "cypher": "MATCH OPTIONAL WHERE WITH RETURN ORDER BY DISTINCT COUNT COLLECT UNWIND LIMIT",
    "sparql": "PREFIX SELECT DISTINCT WHERE OPTIONAL FILTER UNION GROUP BY ORDER COUNT LIMIT",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Text to put in the place of the last ``length`` characters, and what it is."""

    text: str
    length: int
    about: str


class Completion:
    """Suggests types, relations, properties and names of entities, for queries in ``language``.

    A term is found by its name and by its Chinese or English label: 部门 suggests Department.
    """

    def __init__(self, language: str, graph: Graph) -> None:
        """Take the language of the queries and the graph whose names are offered."""
        self._word = _WORDS[language]
        self._words = list(_words(language))
        self._names = [
            (fold(name), name, schema().entity_types[entity.type])
            for entity in graph.entities
            for name in names(entity)
        ]

    def after(self, text: str, lang: str = "en") -> list[Suggestion]:
        """Return suggestions at the end of ``text``; in a string these are names of entities."""
        quoted = _QUOTED.search(text)
        if quoted and text.count(text[quoted.start()]) % 2:
            return self._named(quoted[1], lang)
        word = self._word.search(text)
        typed = word[0] if word else ""
        key = fold(typed)
        bare = key.removeprefix(_PREFIX)
        if not bare:
            return []
        found = [
            Suggestion(term, len(typed), label.label(lang))
            for term, label in self._words
            if fold(term).startswith(key)
            or any(fold(part).startswith(bare) for part in (label.zh, label.en))
        ]
        return found[:MOST]

    def _named(self, typed: str, lang: str) -> list[Suggestion]:
        key = fold(typed)
        if not key:
            return []
        ranked = sorted(
            (not folded.startswith(key), len(name), name, kind.label(lang))
            for folded, name, kind in self._names
            if key in folded
        )
        found = dict.fromkeys(
            Suggestion(name, len(typed), kind) for _, _, name, kind in ranked if "'" not in name
        )
        return list(found)[:MOST]


def _words(language: str) -> Iterator[tuple[str, Labelled]]:
    words = schema()
    sparql = language == "sparql"
    for kind in words.entity_types.values():
        yield (f"{_PREFIX}{kind.name}" if sparql else kind.name), kind
    for relation in words.relations.values():
        yield (f"{_PREFIX}{relation.term}" if sparql else relation.name), relation
    properties = {**words.edge_properties}
    for kind in words.entity_types.values():
        properties |= kind.properties
    for item in properties.values():
        yield (f"{_PREFIX}{item.term}" if sparql else item.name), item
    for keyword in _KEYWORDS[language].split():
        yield keyword, Labelled(keyword, keyword, keyword)
