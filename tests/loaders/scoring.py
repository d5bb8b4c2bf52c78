"""Scores what was read against a gold annotation: fields, entities by (type, name), actions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FIELDS = (
    "proposal_kind",
    "proposal_number",
    "proposal_title",
    "assembly",
    "year",
    "proposers",
    "proposer_count",
    "lead_department",
    "co_departments",
    "document_number",
    "date",
)
_PINYIN = re.compile(r"[(（][a-zà-ɏǎ-ǜ]+[)）]")
_LOOSE = re.compile(r"[\s“”\"'‘’《》〈〉<>「」\u200b\ufeff]")


def norm(value: object) -> str | None:
    """Return a name in the form in which equal names are equal, None for None."""
    if value is None:
        return None
    return _LOOSE.sub("", _PINYIN.sub("", unicodedata.normalize("NFKC", str(value)))).lower()


def comparable(key: str, value: Any) -> object:
    """Return a field's value in the form in which it is compared."""
    if value in (None, "", []):
        return None
    if key in ("proposers", "co_departments"):
        return frozenset(norm(item) for item in value)
    words = norm(value) or ""
    if key == "proposal_title":
        return re.sub(r"^关于|(的?(建议|提案|议案))+$", "", words)
    if key == "proposal_number":
        return re.sub(r"^第|号$|(建议|提案)$", "", words).lstrip("0")
    return words


@dataclass
class Tally:
    """How many were found, how many there are, and how many of both agree."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, gold: Collection[object], found: Collection[object]) -> None:
        """Count one letter."""
        both = set(gold) & set(found)
        self.right += len(both)
        self.found += len(set(found))
        self.gold += len(set(gold))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.gold)


@dataclass
class Score:
    """The tallies of many letters; ``wrong`` names the fields that differ."""

    fields: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    actions: Tally = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)


def score(letters: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]]) -> Score:
    """Score (name, gold, what was read) triples."""
    result = Score()
    for name, gold, found in letters:
        for key in FIELDS:
            expected = comparable(key, gold["letter"].get(key))
            got = comparable(key, found["letter"].get(key))
            result.fields.add([(key, expected)], [(key, got)])
            if expected != got:
                result.wrong.append(f"{name}: {key} is {got!r}, not {expected!r}")
        result.entities.add(_entities(gold), _entities(found))
        result.actions.add(_actions(gold), _actions(found))
    return result


def _entities(letter: Mapping[str, Any]) -> set[object]:
    return {(e["type"], norm(e["name"])) for e in letter["entities"]}


def _actions(letter: Mapping[str, Any]) -> set[object]:
    return {(a["predicate"], norm(a["object"])) for a in letter["actions"]}
