"""Resolves mentions to canonical entities: the same body across letters and years.

Deterministic and independent of the order of letters: an entity's id comes from its key alone, its
name and properties from all its mentions together. Mentions are never rewritten: names that letters
or persons join are joined in a layer above, which can be taken away again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from . import ids
from .bonds import Bonds
from .decisions import Decision, Judgement, judge
from .groups import Group, entity
from .model import Edge, Entity, Reading, Statement, Value
from .occurrences import Occurrence, occurrences
from .reforms import rings, successions
from .structure import edge, leans_on, structure
from .text import fold
from .within import within

SUCCEEDED = "SUCCEEDED_BY"


@dataclass(frozen=True, slots=True)
class Link:
    """That a mention stands for an entity, and the rule that says so: see docs/resolution.md.

    ``base`` is the entity that it would be by its name and letter alone.
    """

    entity: str
    rule: str
    base: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A statement that would make a body its own successor: its letter (by id), source, words."""

    reply: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities sorted by id, the structural edges between them, and what each mention stands for.

    ``links`` has every mention of the readings by its id. ``merged`` has, for each entity that
    went into another, that other and the rule or decision that says so. ``refused`` are statements
    (by id) that would make an office its own successor, each with why. ``dated`` has, for each
    other statement of a succession, its ``year`` and ``date`` as far as anybody knows them.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    links: Mapping[str, Link]
    merged: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    dated: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    judgement: Judgement = field(default_factory=Judgement)


def resolve(readings: Iterable[Reading], decisions: Iterable[Decision] = ()) -> Resolution:
    """Return which entities the mentions of ``readings`` stand for, by rules and ``decisions``."""
    return Resolver.of(readings, decisions).resolution()


class Resolver:
    """The resolution of a growing set of letters: one more costs what that letter touches.

    ``add`` and ``remove`` take note, `update` works out what follows, `resolution` gives the whole.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Start without letters; ``decisions``, the oldest first, hold for all that come."""
        self._bonds = Bonds()
        self._decisions = tuple(decisions)
        self._named = {
            side
            for d in self._decisions
            for side in (d.left, d.right, d.left_mention, d.right_mention)
        }
        self._judgement = Judgement()
        self._judged = not self._decisions
        self._wordings: dict[tuple[str, str], str] = {}
        self._whole: dict[str, str] = {}
        self._letters: dict[str, tuple[Reading, list[Occurrence]]] = {}
        self._groups: dict[str, Group] = {}
        self._mentions: dict[str, str] = {}
        self._leaning: dict[str, set[str]] = defaultdict(set)
        self._touched: set[str] = set()
        self._final: dict[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._entities: dict[str, Entity] = {}
        self._edges: dict[str, tuple[Edge, ...]] = {}
        self._successions: dict[str, tuple[Edge, ...]] = {}

    @classmethod
    def of(cls, readings: Iterable[Reading], decisions: Iterable[Decision] = ()) -> Resolver:
        """Return the resolution of ``readings``, of which more may come."""
        resolver = cls(decisions)
        for reading in readings:
            resolver.add(reading)
        return resolver

    # Letters come and go

    def add(self, reading: Reading) -> None:
        """Take in a letter, in place of what its id gave before."""
        self.remove(reading.letter.id)
        found = [self._split(o) for o in within(reading.letter, occurrences(reading))]
        self._letters[reading.letter.id] = reading, found
        for occurrence in found:
            self._add(occurrence)

    def remove(self, reply: str) -> None:
        """Forget a letter; nothing if it is not known."""
        if reply in self._letters:
            for occurrence in self._letters.pop(reply)[1]:
                self._drop(occurrence)

    def _add(self, occurrence: Occurrence) -> None:
        key = occurrence.entity
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group()
            for other in leans_on(occurrence):
                self._leaning[other].add(key)
        group.add(occurrence)
        # An edition also occurs as its series; the mention stands for the edition.
        self._mentions.setdefault(occurrence.mention.id, key)
        self._note(occurrence, 1)

    def _drop(self, occurrence: Occurrence) -> None:
        key = occurrence.entity
        group = self._groups[key]
        group.drop(occurrence)
        self._mentions.pop(occurrence.mention.id, None)
        if not group:
            del self._groups[key]
            for other in leans_on(occurrence):
                self._leaning[other].discard(key)
        self._note(occurrence, -1)

    def _note(self, occurrence: Occurrence, amount: int) -> None:
        self._touched |= self._bonds.count(
            occurrence, amount, known=occurrence.entity in self._groups
        )
        if self._named and not self._named.isdisjoint((occurrence.entity, occurrence.mention.id)):
            self._judged = False

    def _split(self, occurrence: Occurrence) -> Occurrence:
        """Take a wording out of its entity where a decision says that it is none of it."""
        if not self._wordings:
            return occurrence
        apart = self._wordings.get((occurrence.entity, fold(occurrence.wording)))
        return replace(occurrence, entity=apart, rule="decision") if apart else occurrence

    # What follows

    def final(self, base: str) -> str:
        """Return the entity that ``base`` (an id by name and letter alone) has gone into."""
        tied = self._bonds.end(base)
        return self._judgement.survivors.get(tied, tied)

    @property
    def bases(self) -> Mapping[str, Group]:
        """What is told of each entity by name and letter alone, by id."""
        return self._groups

    def members(self, final: str) -> dict[str, Group]:
        """Return what is told of ``final`` and of all that has gone into it, itself first."""
        found = sorted(self._members.get(final, ()), key=lambda base: (base != final, base))
        return {base: self._groups[base] for base in found}

    def letter(self, reply: str) -> Reading:
        """Return a letter with its reading. Raises KeyError if it is not known."""
        return self._letters[reply][0]

    def meant(self, wanted: str, mention: str = "") -> str | None:
        """Return the entity that a decision's side means: its id, else what its mention is now.

        None if there is neither. Decisions are not followed.
        """
        if wanted in self._groups:
            return self._bonds.end(self._whole.get(wanted, wanted))
        found = next((m for m in (wanted, mention) if m in self._mentions), None)
        return self._bonds.end(self._base(found)) if found else None

    def type_of(self, base: str) -> str:
        """Return the type of an entity by name and letter alone."""
        return self._groups[base].first.type

    def hinted(self) -> Iterator[tuple[str, str]]:
        """Yield pairs that letters say are one, too weakly or against another letter to join."""
        return self._bonds.hinted()

    def stated(self) -> Iterator[tuple[Reading, Statement]]:
        """Yield the statements that one body followed another."""
        for reading, _ in self._letters.values():
            for statement in reading.statements:
                if statement.predicate == SUCCEEDED:
                    yield reading, statement

    def update(self) -> set[str]:
        """Work out what has changed; return the ids of entities that are new, gone or different."""
        self._touched |= (moved := self._bonds.settle(self._groups))
        if self._decisions and (moved or not self._judged):
            self._judge()
        touched, self._touched = self._touched, set()
        changed: set[str] = set()
        moved = set()
        for base in self._bonds.behind(touched):
            old = self._final.get(base)
            new = self.final(base) if base in self._groups else None
            changed |= {final for final in (old, new) if final}
            if old != new:
                moved.add(base)
                if old:
                    self._members[old].discard(base)
                    del self._final[base]
                if new:
                    self._members[new].add(base)
                    self._final[base] = new
        for final in changed:
            self._renew(final)
        for base in touched:
            self._stub(base)
        for final in changed | self._leaners(moved):
            self._renew_edges(final)
        self._renew_successions(moved)
        return changed

    def resolution(self) -> Resolution:
        """Return the whole as it is now."""
        self.update()
        links: dict[str, Link] = {}
        for _, found in self._letters.values():
            for o in found:
                links.setdefault(o.mention.id, Link(self._final[o.entity], o.rule, o.entity))
        by_table = [edge for edges in self._successions.values() for edge in edges]
        refused, dated, stated = self._told(links, by_table)
        edges = [edge for edges in self._edges.values() for edge in edges]
        # A letter that says what an office became goes before the table's guess by the name; of a
        # national body, whose day is known, the table has all parts.
        said = {source for source, _ in stated}
        edges += [
            edge
            for edge in by_table
            if (edge.source, edge.target) not in stated
            and (edge.source not in said or edge.properties["date"])
        ]
        merged = {
            base: (final, self._bonds.rule(base) or "decision")
            for base, final in self._final.items()
            if base != final
        }
        return Resolution(
            tuple(self._entities[key] for key in sorted(self._entities)),
            tuple(sorted(edges, key=lambda edge: edge.id)),
            links,
            merged,
            refused,
            dated,
            self._judgement,
        )

    def _renew(self, final: str) -> None:
        members = sorted(self._members.get(final, ()))
        if not members:
            self._members.pop(final, None)
            if final not in self._final:
                self._entities.pop(final, None)
            return
        self._entities[final] = entity(final, [self._groups[base] for base in members])

    def _stub(self, base: str) -> None:
        """Leave a sign where an entity has gone into another."""
        final = self._final.get(base)
        if final is None or final == base:
            if final is None and not self._members.get(base):
                self._entities.pop(base, None)
            return
        alone = entity(base, [self._groups[base]])
        common = {key: alone.properties[key] for key in ("aliases", "first_year", "last_year")}
        self._entities[base] = replace(alone, properties={**common, "replaced_by": final})

    def _leaners(self, moved: set[str]) -> set[str]:
        return {
            self._final[base]
            for other in moved
            for base in self._leaning.get(other, ())
            if base in self._final
        }

    def _known(self, base: str) -> tuple[str, str] | None:
        final = self._final.get(base)
        return (final, self._entities[final].type) if final else None

    def _renew_edges(self, final: str) -> None:
        members = self._members.get(final)
        if not members:
            self._edges.pop(final, None)
            return
        first = min((self._groups[base].first for base in members), key=lambda o: o.order)
        edges = {edge.id: edge for edge in structure(final, first, self._known)}
        self._edges[final] = tuple(e for e in edges.values() if e.source != e.target)

    def _renew_successions(self, moved: set[str]) -> None:
        for scope, offices in self._bonds.changed_offices(self._groups, self._final, moved):
            edges = {}
            for told in successions(offices, self._bonds.level(scope)):
                source, target = self._final[told.source], self._final[told.target]
                first = self._groups[told.source].first
                made = edge(
                    source,
                    first,
                    SUCCEEDED,
                    target,
                    self._entities[target].type,
                    year=told.year,
                    date=told.date,
                )
                if source != target:
                    edges[made.id] = made
            self._successions[scope] = tuple(edges.values())

    def _told(
        self, links: Mapping[str, Link], by_table: Iterable[Edge]
    ) -> tuple[dict[str, Refusal], dict[str, Mapping[str, Value]], set[tuple[str, str]]]:
        """Return which successions that letters state cannot be, when the others were, and those.

        Of a way round, those are refused that the table does not have as well.
        """
        told = {s.id: (links[s.subject].entity, links[s.object].entity) for _, s in self.stated()}
        table = {(edge.source, edge.target): edge.properties for edge in by_table}
        standing = dict(told)
        while doubtful := _round({*table, *standing.values()}) - table.keys():
            standing = {s: ends for s, ends in standing.items() if ends not in doubtful}
        refused = {
            s.id: Refusal(reading.letter.id, reading.letter.source, s.quote)
            for reading, s in self.stated()
            if s.id not in standing
        }
        dated: dict[str, Mapping[str, Value]] = {}
        for _, s in self.stated():
            known = table.get(told[s.id])
            if known and s.year in (None, known["year"]):
                dated[s.id] = {"year": known["year"], "date": known["date"]}
            else:  # the year of the letter is not that of the reform
                dated[s.id] = {"year": s.year, "date": None}
        return refused, dated, set(standing.values())

    # Decisions

    def _judge(self) -> None:
        before = dict(self._judgement.survivors)
        self._judgement = judge(self._decisions, self.meant, self.type_of)
        self._judged = True
        after = self._judgement.survivors
        self._touched |= {key for key in {*before, *after} if before.get(key) != after.get(key)}
        wordings: dict[tuple[str, str], str] = {}
        for _, mention in self._judgement.splits:
            base = self._base(mention)
            group = self._groups[self._mentions[mention]]
            wording = next(fold(o.wording) for o in group.occurrences if o.mention.id == mention)
            wordings[base, wording] = ids.entity_id(group.first.type, f"{base} {wording}", wording)
        if wordings != self._wordings:
            changed = {base for base, _ in {*wordings, *self._wordings}}
            self._wordings = wordings
            self._whole = {apart: base for (base, _), apart in wordings.items()}
            again = [
                reading
                for reading, found in self._letters.values()
                if any(self._whole.get(o.entity, o.entity) in changed for o in found)
            ]
            for reading in again:
                self.add(reading)
            self._judged = True
            self._touched |= self._bonds.settle(self._groups)

    def _base(self, mention: str) -> str:
        base = self._mentions[mention]
        return self._whole.get(base, base)


def _round(links: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of ``links`` (from, to) that lie on a way round."""
    return {(ring[i - 1], ring[i]) for ring in rings(links) for i in range(len(ring))}
