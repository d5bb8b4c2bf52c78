"""Says why an entity is what it is: its wordings and letters, what was joined, what was not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .decisions import Decision
from .groups import Group
from .model import Entity
from .occurrences import Occurrence
from .resolve import SUCCEEDED, Resolution, Resolver
from .text import fold

_SHOWN_LETTERS = 3
MOST_APART = 20
"""Of entities of the same wording at most so many are listed as kept apart, the nearest."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which letters write an entity, by one rule; ``occurrences`` the earliest few."""

    text: str
    rule: str
    count: int
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """An entity that has gone into this one, by a rule or by ``decisions``."""

    entity: str
    name: str
    rule: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """An entity that could be taken for this one, and why it is not.

    ``why`` is decision, jurisdiction, level, edition, period, term, letter or name.
    """

    entity: Entity
    why: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Succeeded:
    """That one body followed another; ``source`` is the letter that says so, None for the table."""

    before: Entity
    after: Entity
    year: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one entity.

    ``successions`` say what it followed or became; ``refused`` are successions that letters state
    of it but that would go round, each with its source.
    """

    entity: Entity
    wordings: tuple[Wording, ...]
    joined: tuple[Joined, ...]
    apart: tuple[Apart, ...]
    successions: tuple[Succeeded, ...]
    refused: tuple[str, ...]
    sources: Mapping[str, str]
    """Where each letter of ``wordings`` was read, by its id."""


class Explainer:
    """Explains the entities of a resolution."""

    def __init__(self, resolver: Resolver) -> None:
        """Take what resolution is worked out; ``resolver`` must not change any more."""
        self.resolver = resolver
        self.resolution: Resolution = resolver.resolution()
        self.entities = {entity.id: entity for entity in self.resolution.entities}
        self._by_wording: dict[tuple[str, str], set[str]] = {}
        for entity in self.resolution.entities:
            if "replaced_by" not in entity.properties:
                for word in self._words(entity.id):
                    self._by_wording.setdefault((entity.type, word), set()).add(entity.id)

    def explain(self, entity_id: str) -> Explanation:
        """Return all about the entity ``entity_id``, or what it has gone into.

        Raises:
            KeyError: there is none.
        """
        entity = self.entities[self.resolver.final(entity_id)]
        members = self.resolver.members(entity.id)
        wordings = tuple(_wordings(members.values()))
        replies = {o.mention.reply for wording in wordings for o in wording.occurrences}
        return Explanation(
            entity,
            wordings,
            tuple(self._joined(entity.id, members)),
            tuple(self._apart(entity)),
            tuple(self._successions(entity.id)),
            tuple(self._refused(entity.id)),
            {reply: self.resolver.letter(reply).letter.source for reply in replies},
        )

    def _words(self, entity_id: str) -> set[str]:
        groups = self.resolver.members(entity_id).values()
        words = {fold(wording) for group in groups for wording in group.wordings}
        return words | {group.first.core for group in groups if group.first.core}

    def _joined(self, final: str, members: Mapping[str, Group]) -> Iterator[Joined]:
        by_person = [j.decision for j in self.resolution.judgement.judged if j.state == "applied"]
        for base, group in members.items():
            if base == final:
                continue
            _, rule = self.resolution.merged[base]
            about = (
                [d for d in by_person if base in (d.left, d.right)] if rule == "decision" else []
            )
            yield Joined(base, group.first.text, rule, tuple(about))

    def _successions(self, entity_id: str) -> Iterator[Succeeded]:
        for edge in self.resolution.edges:
            if edge.predicate == SUCCEEDED and entity_id in (edge.source, edge.target):
                year = edge.properties["year"]
                before, after = self.entities[edge.source], self.entities[edge.target]
                yield Succeeded(before, after, year if isinstance(year, int) else None, None)
        for reading, statement in self.resolver.stated():
            links = self.resolution.links
            ends = links[statement.subject].entity, links[statement.object].entity
            if entity_id in ends and statement.id not in self.resolution.refused:
                before, after = (self.entities[end] for end in ends)
                year = self.resolution.dated[statement.id]["year"]
                known = year if isinstance(year, int) else None
                yield Succeeded(before, after, known, reading.letter.source)

    def _refused(self, entity_id: str) -> Iterator[str]:
        links = self.resolution.links
        for _, statement in self.resolver.stated():
            ends = links[statement.subject].entity, links[statement.object].entity
            if entity_id in ends and statement.id in self.resolution.refused:
                refused = self.resolution.refused[statement.id]
                yield f"{refused.source}: {refused.quote}"

    def _apart(self, entity: Entity) -> Iterator[Apart]:
        told = {
            other: decision
            for pair, decision in self.resolution.judgement.apart.items()
            if entity.id in pair
            for other in pair - {entity.id}
        }
        near = {
            other
            for word in self._words(entity.id)
            for other in self._by_wording.get((entity.type, word), ())
        }
        mine = self._sample(entity.id)
        others = {*near, *told} - {entity.id}
        for other in sorted(others, key=lambda o: (-self._nearness(mine, o), o))[:MOST_APART]:
            if other in self.entities:
                decision = told.get(other)
                why = "decision" if decision else _why(mine, self._sample(other))
                yield Apart(self.entities[other], why, decision)

    def _nearness(self, mine: Occurrence, other: str) -> int:
        """How much of the place two entities share: neighbours come first."""
        pairs = zip(mine.scope, self._sample(other).scope, strict=False)
        return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))

    def _sample(self, entity_id: str) -> Occurrence:
        return next(iter(self.resolver.members(entity_id).values())).first


def _wordings(groups: Iterable[Group]) -> Iterator[Wording]:
    found: dict[tuple[str, str], list[Occurrence]] = {}
    for group in groups:
        for occurrence in group.occurrences:
            found.setdefault((occurrence.wording, occurrence.rule), []).append(occurrence)
    for (text, rule), occurrences in sorted(found.items(), key=lambda item: (-len(item[1]), item)):
        occurrences.sort(key=lambda occurrence: occurrence.order)
        letters = {occurrence.mention.reply: occurrence for occurrence in reversed(occurrences)}
        earliest = sorted(letters.values(), key=lambda occurrence: occurrence.order)
        yield Wording(text, rule, len(occurrences), tuple(earliest[:_SHOWN_LETTERS]))


def _why(one: Occurrence, other: Occurrence) -> str:
    """Return by which veto two entities of one type are two."""
    mine, theirs = one.mention.reply, other.mention.reply
    if one.scope.startswith(mine) or other.scope.startswith(theirs):
        return "letter"
    if one.division and other.division and one.division != other.division:
        nested = one.division.within(other.division) or other.division.within(one.division)
        return "level" if nested else "jurisdiction"
    for key, why in (("edition", "edition"), ("year", "edition"), ("start_year", "period")):
        if one.properties.get(key) != other.properties.get(key):
            return why
    if one.properties.get("assembly") != other.properties.get("assembly"):
        return "term"
    if one.scope != other.scope:
        return "jurisdiction"
    return "name"
