"""Reads the actions of a letter: who does what with which named thing, and whether it is done.

From the object outwards: each name is asked for the verb that governs it, before it (举办…节),
after it (…联盟成立) or around it (与…签署); then for the actor that the clause names; then for the
status that section, adverb and tense give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..graph.schema import schema
from .parts import Anatomy, Name, past_marks
from .status import Setting, is_asked, is_negated, opens_plans, status_of, year_of
from .titles import SOUGHT, received
from .verbs import BODIES, DIVISIONS, TWO_VERBS, Verb, Verbs

SELF = "the writer itself"
"""Rule of an actor that the letter names as 我局 or 我市."""


class Act(NamedTuple):
    """An action on ``object``; ``actor`` is None where the letter names none.

    ``start:end`` is the clause it stands in; ``year`` the one the clause gives, or None.
    """

    predicate: str
    actor: Name | None
    object: Name
    status: str
    year: int | None
    start: int
    end: int
    rule: str
    confidence: float


# Bounded: each name of a sentence is held against the others. Real ones have up to 320 characters.
_SENTENCE = re.compile(r"[^。；！？!?;\n]{1,600}")
_CLAUSE_END = re.compile(r"[，,：:]")
_AIMED_AT = re.compile(
    r"[ \u3000]*(?:(?:按照|根据|依据)[^，。]{0,80}(?:要求|部署|精神|思路)$"
    r"|为(?:加快|推进|进一步|推动)?(?:建设|打造|创建|推动|实现|构建)(?!了)[^，。]{2,80}(?:奠定|提供|创造|打下|贡献))"
)
_SELF = re.compile(r"我(?:局|厅|委|部|办|市|省|县|区|州|镇|乡|院|馆|中心|国|自治区|旗)(?!的)")
_REGIONS = frozenset(["市", "省", "县", "区", "州", "镇", "乡", "国", "自治区", "旗"])


def actions(text: str, anatomy: Anatomy, names: Sequence[Name]) -> tuple[list[Act], list[Name]]:
    """Return the actions of the letter, and the titles received, which are names of their own."""
    acts: list[Act] = []
    titles: list[Name] = []
    carried: Name | None = None
    announced = False
    previous = anatomy.body.start
    inside = _by_sentence(text, anatomy, names)
    sections, section = anatomy.sections, 0
    for a, b, found in inside:
        if "\n" in text[previous:a]:
            carried = None
            announced = False
        announced = announced or opens_plans(text[a:b])
        previous = a
        if is_asked(text[a:b]):
            continue
        while section + 1 < len(sections) and sections[section].end <= a:
            section += 1
        planned = announced or (bool(sections) and sections[section].planned)
        sentence = _Sentence(text, a, b, found, Setting(planned, anatomy.year), carried)
        for act in sentence.titles():
            acts.append(act)
            titles.append(act.object)
        carried = sentence.subject() or carried
        acts += sentence.all_acts()
    return _unique(acts), titles


def _by_sentence(
    text: str, anatomy: Anatomy, names: Sequence[Name]
) -> Iterator[tuple[int, int, list[Name]]]:
    """Yield the sentences of the body with their names; both are in order, so one pass does."""
    i = 0
    for match in _SENTENCE.finditer(text, anatomy.body.start, anatomy.body.end):
        a, b = match.span()
        while i < len(names) and names[i].start < a:
            i += 1
        found = []
        j = i
        while j < len(names) and names[j].start < b:
            if names[j].end <= b:
                found.append(names[j])
            j += 1
        yield a, b, found


class _Sentence:
    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        names: list[Name],
        setting: Setting,
        carried: Name | None,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.names = names
        self.setting = setting
        self.verbs = Verbs(text, start, end, names)
        self.carried = carried
        """The subject of an earlier sentence of the paragraph."""

    def all_acts(self) -> list[Act]:
        """Return the actions on all names that a verb governs."""
        return [act for name, verb in self.verbs.find() for act in self._acts(name, verb)]

    def _acts(self, name: Name, verb: Verb) -> list[Act]:
        start, end = min(verb.start, name.start), max(verb.end, name.end)
        if is_negated(self.text[max(self.start, start - 12) : min(self.end, end + 8)]):
            return []
        if "BUILDS" in verb.predicates and self._only_aimed_at(start, end):
            return []
        predicates = list(self.verbs.fitting(verb.predicates, name))
        taken = predicates[:1]
        before = self.text[max(self.start, verb.start - 3) : verb.start]
        if taken == ["BUILDS"] and TWO_VERBS.search(before):
            taken.append("ATTRACTS")
        if taken == ["BUILDS"] and self.verbs.paid_nearby(name):
            taken.append("FUNDS")
        if taken == ["FUNDS"] and self.verbs.built(name):
            taken.append("BUILDS")
        found = [
            self._act(predicate, name, verb.start, start, end, verb.rule)
            for predicate in taken
            if name.type in schema().relations[predicate].range
        ]
        found = [each for act in found for each in self._jointly(act)]
        other = self.verbs.relative.get(name)
        body = other and self.verbs.touching(other.start, name)
        if other and body:
            act = self._act(other.predicates[0], name, other.start, start, end, other.rule)
            found.append(act._replace(actor=body, status="done"))
        return found

    def _only_aimed_at(self, start: int, end: int) -> bool:
        """按照建设…城市的要求, 为打造…奠定基础: what others ask for, or what it is good for."""
        clause, clause_end = self._clause(start, end)
        return bool(_AIMED_AT.match(self.text[clause:clause_end]))

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around ``start:end``, from mark to mark."""
        stop = _CLAUSE_END.search(self.text, end, self.end)
        clause = past_marks(self.text, "，,：:", self.start, start)
        return clause, stop.start() if stop else self.end

    def titles(self) -> list[Act]:
        """Return what the sentence says was received: prizes, lists, ranks."""
        found = []
        for title in received(self.text, self.start, self.end):
            name = Name("Initiative", title.start, title.end, title.rule, 0.85)
            act = self._act("RECEIVES", name, title.verb, title.verb, title.end, title.rule)
            if title.rule == SOUGHT and act.status == "done":
                act = act._replace(status="ongoing")  # to apply is not yet to receive
            found.append(act)
        return found

    # -- actor, status, year -----------------------------------------------------------------------

    def _act(self, predicate: str, name: Name, verb: int, start: int, end: int, rule: str) -> Act:
        clause, clause_end = self._clause(start, end)
        clause = start - len(self.text[clause:start].lstrip())
        comma = past_marks(self.text, "，,", self.start, start)
        near = self.verbs.without_names(comma, clause_end)
        return Act(
            predicate=predicate,
            actor=self._actor(predicate, name, verb),
            object=name,
            status=status_of(self.text[self.start : end], near, self.setting),
            year=year_of(self.text[self.start : end], self.setting.letter_year),
            start=clause,
            end=clause_end,
            rule=rule,
            confidence=round(0.9 * name.confidence, 3),
        )

    def _actor(self, predicate: str, name: Name, verb: int) -> Name | None:
        """The body that touches the verb, else the last subject before it, else the paragraph's."""
        allowed = schema().relations[predicate].domain
        able = [n for n in self.names if n is not name and n.type in allowed and n.end <= verb]
        if predicate == "RECEIVES":
            return self._holder(able)
        touching = self.verbs.touching(verb, name)
        if touching and touching in able:
            return touching
        best = self._self_before(verb)
        for other in able:
            if (best is None or other.start > best.start) and self._is_subject(other):
                best = other
        return best or self.carried

    def _jointly(self, act: Act) -> list[Act]:
        """One act for each of the bodies that act together: 市教育局会同市财政局印发."""
        actors = [act.actor] if act.actor else []
        for other in reversed(self.names):
            if actors and other.end <= actors[0].start and other.type == actors[0].type:
                between = self.text[other.end : actors[0].start]
                if not _TOGETHER.fullmatch(between):
                    break
                actors.insert(0, other)
        return [act._replace(actor=actor) for actor in actors] or [act]

    def _holder(self, able: Sequence[Name]) -> Name | None:
        """What received a title: the name after 将 or 把, else the nearest before the verb."""
        holders = [n for n in reversed(able) if n.type != "Department"]
        for other in holders:
            if self.text[max(self.start, other.start - 1) : other.start] in ("将", "把", "使"):
                return other
        for other in holders:
            before = self.text[max(self.start, other.start - 1) : other.start]
            if before not in ("在", "由", "经", "被", "为"):
                return other
        return None

    def _self_before(self, position: int) -> Name | None:
        last = None
        for match in _SELF.finditer(self.text, self.start, position):
            last = match
        if last is None:
            return None
        kind = "Place" if last.group()[1:] in _REGIONS else "Department"
        return Name(kind, *last.span(), SELF, 0.9)

    def subject(self) -> Name | None:
        """Return the subject that later sentences of the paragraph may leave out, if any."""
        best = self._self_before(self.end)
        for other in self.names:
            if other.type == "Department" and self._is_subject(other):
                return other if best is None or other.start < best.start else best
        return best

    def _is_subject(self, name: Name) -> bool:
        """A subject opens its clause; no 的 or list follows, no 在, 对 or 赴 stands before it."""
        before = self.text[max(self.start, name.start - 1) : name.start]
        after = self.text[name.end : name.end + 1]
        if name.type not in BODIES or after in "的、”》等和与" or not after:
            return False
        if name.type == "Place" and name.rule not in DIVISIONS:
            return False
        return before in _OPENERS


_TOGETHER = re.compile(r"[、和与及]|会同|联合|以及")
_OPENERS = frozenset(("", *"，：由。 \n动日月年\u3000）来经"))


def _unique(acts: list[Act]) -> list[Act]:
    seen: set[tuple[str, Name | None, int, int]] = set()
    result = []
    for act in acts:
        key = (act.predicate, act.actor, act.object.start, act.object.end)
        if key not in seen:
            seen.add(key)
            result.append(act)
    return result
