"""Scores what was read against gold annotations: fields, entities, actions, and confidence.

Gold and predicted letters have the form that `extract` gives: ``letter``, ``entities`` and
``actions``. Fields are right or wrong; entities are compared by type and name (``span``: by name
alone), actions by predicate and object, and among those that agree, status and actor. Names are
compared in a form that leaves out quotes and blanks.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..graph.text import RADICALS

Annotation = Mapping[str, Any]

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
_NAMES = frozenset({"proposers", "co_departments"})
_HEADER_TYPES = frozenset({"Assembly"})
"""Entity types that are annotated as fields, not as entities."""
BUCKETS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where a bucket of confidence begins; the last one ends at 1."""

_PINYIN = re.compile(r"[(（][a-zà-ɏǎ-ǜ]+[)）]")
_LOOSE = re.compile(r"[\s“”\"'‘’《》〈〉<>「」\u200b\ufeff]")
_OF_TITLE = re.compile(r"^关于|(的?(建议|提案|议案))+$")
_OF_NUMBER = re.compile(r"^第|号$|(建议|提案)$")


def norm(value: object) -> str | None:
    """Return a name in the form in which equal names are equal, None for None."""
    if value is None:
        return None
    text = unicodedata.normalize("NFKC", str(value).translate(RADICALS))
    return _LOOSE.sub("", _PINYIN.sub("", text)).lower()


def comparable(key: str, value: Any) -> Hashable:
    """Return the value of a field in the form in which it is compared, None if it is empty."""
    if value in (None, "", []):
        return None
    if key in _NAMES:
        return frozenset(norm(item) for item in value)
    words = norm(value) or ""
    if key == "proposal_title":
        return _OF_TITLE.sub("", words)
    if key == "proposal_number":
        return _OF_NUMBER.sub("", words).lstrip("0")
    return words


@dataclass(slots=True)
class Tally:
    """How many are ``right`` of those ``predicted`` and those in the ``gold``."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, gold: Collection[Hashable], predicted: Collection[Hashable]) -> None:
        """Count one letter; both are sets or keys."""
        self.right += len(set(gold) & set(predicted))
        self.predicted += len(predicted)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """The share of those predicted that is right, 0 if there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found, 0 if there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Share:
    """How many of a ``count`` are ``right``."""

    right: int = 0
    count: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.count += 1
        self.right += right

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a letter was read otherwise than annotated.

    ``group`` is "field", "entity" or "action", ``kind`` the field, type or predicate. ``gold`` is
    None for what is too much, ``predicted`` for what is missed.
    """

    letter: str
    group: str
    kind: str
    gold: str | None
    predicted: str | None


@dataclass(slots=True)
class Scores:
    """All figures of a set of letters; see the module. ``missing`` have no prediction."""

    letters: int = 0
    missing: list[str] = field(default_factory=list)
    fields: dict[str, Share] = field(default_factory=lambda: {key: Share() for key in FIELDS})
    entities: Tally = field(default_factory=Tally)
    span: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    actions: Tally = field(default_factory=Tally)
    status: Share = field(default_factory=Share)
    actor: Share = field(default_factory=Share)
    differences: list[Difference] = field(default_factory=list)
    entity_confidence: dict[float, Share] = field(default_factory=dict)
    action_confidence: dict[float, Share] = field(default_factory=dict)

    @property
    def fields_mean(self) -> Share:
        """All fields of all letters together."""
        shares = self.fields.values()
        return Share(sum(s.right for s in shares), sum(s.count for s in shares))


def score(gold: Mapping[str, Annotation], predicted: Mapping[str, Annotation]) -> Scores:
    """Score letters by name; one that was not predicted counts as all missed."""
    scores = Scores(letters=len(gold))
    for name, annotation in sorted(gold.items()):
        found = predicted.get(name)
        if found is None:
            scores.missing.append(name)
            found = {}
        _fields(scores, name, annotation["letter"], found.get("letter") or {})
        _entities(scores, name, annotation["entities"], found.get("entities") or [])
        _actions(scores, name, annotation["actions"], found.get("actions") or [])
    for buckets in (scores.entity_confidence, scores.action_confidence):
        for low in sorted(buckets):
            buckets[low] = buckets.pop(low)
    scores.by_type = dict(sorted(scores.by_type.items()))
    return scores


def _fields(scores: Scores, name: str, gold: Annotation, found: Annotation) -> None:
    for key in FIELDS:
        expected, got = comparable(key, gold.get(key)), comparable(key, found.get(key))
        scores.fields[key].add(expected == got)
        if expected != got:
            told = _told(gold.get(key)), _told(found.get(key))
            scores.differences.append(Difference(name, "field", key, *told))


def _entities(
    scores: Scores, name: str, gold: Iterable[Annotation], found: Iterable[Annotation]
) -> None:
    expected = {(item["type"], norm(item["name"])): item for item in gold}
    got = {
        (item["type"], norm(item["name"])): item
        for item in found
        if item["type"] not in _HEADER_TYPES
    }
    scores.entities.add(expected, got)
    scores.span.add({words for _, words in expected}, {words for _, words in got})
    right = Counter(kind for kind, _ in expected.keys() & got.keys())
    predicted = Counter(kind for kind, _ in got)
    wanted = Counter(kind for kind, _ in expected)
    for kind in predicted | wanted:
        tally = scores.by_type.setdefault(kind, Tally())
        tally.right += right[kind]
        tally.predicted += predicted[kind]
        tally.gold += wanted[kind]
    _compare(scores, name, "entity", expected, got, "name")
    _bucket(scores.entity_confidence, expected, got)


def _actions(
    scores: Scores, name: str, gold: Iterable[Annotation], found: Iterable[Annotation]
) -> None:
    expected = {(item["predicate"], norm(item["object"])): item for item in gold}
    got = {(item["predicate"], norm(item["object"])): item for item in found}
    scores.actions.add(expected, got)
    for key in expected.keys() & got.keys():
        wanted, read = expected[key], got[key]
        scores.status.add(wanted["status"] == read.get("status"))
        if wanted.get("actor"):
            scores.actor.add(norm(wanted["actor"]) == norm(read.get("actor")))
    _compare(scores, name, "action", expected, got, "object")
    _bucket(scores.action_confidence, expected, got)


Keyed = Mapping[tuple[str, str | None], Annotation]


def _compare(scores: Scores, name: str, group: str, gold: Keyed, found: Keyed, key: str) -> None:
    for kind, words in sorted(gold.keys() - found.keys(), key=str):
        scores.differences.append(
            Difference(name, group, kind, _told(gold[kind, words][key]), None)
        )
    for kind, words in sorted(found.keys() - gold.keys(), key=str):
        scores.differences.append(
            Difference(name, group, kind, None, _told(found[kind, words][key]))
        )


def _bucket(buckets: dict[float, Share], gold: Keyed, found: Keyed) -> None:
    """Count each of ``found`` that tells its confidence in the bucket of that confidence."""
    for key, item in found.items():
        confidence = item.get("confidence")
        if confidence is not None:
            low = max(low for low in BUCKETS if low <= confidence)
            buckets.setdefault(low, Share()).add(key in gold)


def _told(value: Any) -> str | None:
    """Return a value as it is shown."""
    if isinstance(value, list):
        return "、".join(map(str, value)) or None
    return None if value in (None, "") else str(value)


def read_annotations(folder: Path) -> dict[str, Annotation]:
    """Return the annotated (or extracted) letters of a folder by the stems of their JSON files.

    Files without a ``letter`` are left out.

    Raises:
        DataError: the folder cannot be read, or a file is no annotation of a letter.
    """
    try:
        files = sorted(folder.glob("*.json"))
        found = {}
        for file in files:
            value = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(value, dict) and "letter" not in value:
                continue
            if not _is_annotation(value):
                raise DataError(f"{file} is no annotation of a letter", _FORM)
            found[file.stem] = value
    except OSError as error:
        raise DataError(f"{folder} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise DataError(f"{file} is no JSON: {error}", _FORM) from error
    return found


_FORM = "`wenmai extract FILE` prints the form: letter, entities, actions"


def _is_annotation(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    rows = (("entities", ("type", "name")), ("actions", ("predicate", "object", "status")))
    return isinstance(value["letter"], dict) and all(
        isinstance(value.get(key), list)
        and all(isinstance(row, dict) and all(row.get(k) for k in keys) for row in value[key])
        for key, keys in rows
    )
