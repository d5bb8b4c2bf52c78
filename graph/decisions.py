"""Judgements of persons (or rules) on what is the same: what they say together, and where not.

Decisions are only added. A later one on the same two names takes the place of an earlier one, and a
decision may undo another. What is left is applied, unless two say the contrary of each other: of a
chain A = B = C with A ≠ C no link is applied, and all are reported with the path.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from . import ids

Kind = Literal["same", "different", "unsure", "undo"]
State = Literal["applied", "unsure", "undone", "superseded", "vanished", "contradicted", "types"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement on whether two entities or mentions (by id) are the same; never changed later.

    ``time`` is ISO; ``decider`` a rule's or a person's name, ``rule_version`` the version of the
    rules that the decider saw. Names and mentions say what ``left`` and ``right`` were then: if an
    entity is gone under its id, its mention leads to what has become of it. Of the kind ``undo``,
    ``left`` is the id of another decision.
    """

    time: str
    kind: Kind
    left: str
    right: str
    decider: str
    rule_version: str | None = None
    note: str = ""
    left_name: str = ""
    right_name: str = ""
    left_mention: str = ""
    right_mention: str = ""

    @property
    def id(self) -> str:
        """Its id, the same wherever the decision is kept."""
        words = (self.time, self.kind, self.left, self.right, self.decider, self.note)
        return f"decision/{ids.slug(*words)}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with what it now is about and what became of it.

    ``left`` and ``right`` are the ids of entities today, empty if there is none. ``path`` are the
    decisions that it contradicts together.
    """

    decision: Decision
    state: State
    left: str = ""
    right: str = ""
    path: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all decisions say together.

    ``survivors`` has, for each entity that was merged into another, that other; ``splits`` the
    wordings (an entity's id, a mention's id) that are none of it; ``apart`` the pairs that are
    different.
    """

    judged: tuple[Judged, ...] = ()
    survivors: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    apart: Mapping[frozenset[str], Decision] = field(default_factory=dict)

    def contradicted(self) -> list[Judged]:
        """Return the decisions that contradict others."""
        return [judged for judged in self.judged if judged.state == "contradicted"]


def judge(
    decisions: Iterable[Decision],
    entity_of: Callable[[str, str], str | None],
    type_of: Callable[[str], str],
) -> Judgement:
    """Return what ``decisions`` say, the oldest first.

    ``entity_of`` gives the entity that an id, or else a mention, stands for today, None if there is
    none; ``type_of`` an entity's type.
    """
    listed = list(decisions)
    undone = {d.left for d in listed if d.kind == "undo"}
    judged: dict[int, Judged] = {}
    standing: dict[frozenset[str], tuple[int, Judged]] = {}
    for n, decision in enumerate(listed):
        if decision.kind == "undo":
            judged[n] = Judged(decision, "applied")
            continue
        left = entity_of(decision.left, decision.left_mention) or ""
        right = entity_of(decision.right, decision.right_mention) or ""
        found = Judged(decision, "applied", left, right)
        if decision.id in undone:
            judged[n] = Judged(decision, "undone", left, right)
        elif not left or not right:
            judged[n] = Judged(decision, "vanished", left, right)
        elif decision.kind == "same" and type_of(left) != type_of(right):
            judged[n] = Judged(decision, "types", left, right)
        else:
            pair = _pair(found)
            if pair in standing:
                before, old = standing[pair]
                judged[before] = Judged(old.decision, "superseded", old.left, old.right)
            judged[n] = (
                found if decision.kind != "unsure" else Judged(decision, "unsure", left, right)
            )
            standing[pair] = n, judged[n]
    same = {n: j for n, j in standing.values() if j.decision.kind == "same"}
    apart = {n: j for n, j in standing.values() if j.decision.kind == "different"}
    for n, path in _contradictions(same, apart).items():
        of = {**same, **apart}[n]
        judged[n] = Judged(of.decision, "contradicted", of.left, of.right, path)
    merged = [j for n, j in sorted(same.items()) if judged[n].state == "applied"]
    kept = [j for n, j in sorted(apart.items()) if judged[n].state == "applied"]
    return Judgement(
        tuple(judged[n] for n in sorted(judged)),
        _survivors(merged),
        {(j.left, mention): j.decision for j in kept for mention in _split(j)},
        {frozenset((j.left, j.right)): j.decision for j in kept if j.left != j.right},
    )


def _pair(judged: Judged) -> frozenset[str]:
    """Return what tells whether two decisions are about the same pair."""
    if judged.left != judged.right:
        return frozenset((judged.left, judged.right))
    return frozenset((judged.decision.left, judged.decision.right))


def _split(judged: Judged) -> list[str]:
    """Return the mention that a decision takes out of its entity, none if it names two entities."""
    decision = judged.decision
    sides = [side for side in (decision.left, decision.right) if side.startswith("mention/")]
    return sides[-1:] if judged.left == judged.right else []


def _survivors(merged: list[Judged]) -> dict[str, str]:
    """Return for each entity the one it is merged into: the first named by its oldest decision."""
    parent: dict[str, str] = {}
    rank: dict[str, int] = {}

    def root(entity: str) -> str:
        while parent.setdefault(entity, entity) != entity:
            parent[entity] = parent[parent[entity]]
            entity = parent[entity]
        return entity

    for n, judged in enumerate(merged):
        left, right = root(judged.left), root(judged.right)
        older, younger = sorted((left, right), key=lambda e: (rank.get(e, n), e != left))
        if left != right:
            parent[younger] = older
            rank[older] = min(rank.get(older, n), n)
    return {entity: root(entity) for entity in parent if root(entity) != entity}


def _contradictions(
    same: Mapping[int, Judged], apart: Mapping[int, Judged]
) -> dict[int, tuple[Decision, ...]]:
    """Return the numbers of decisions that cannot all be right, each with the path they make."""
    found: dict[int, tuple[Decision, ...]] = {}
    for n, judged in apart.items():
        if judged.left == judged.right:
            continue
        # Taking away one path may leave another: go on until none joins the two.
        while path := _path(judged, {k: j for k, j in same.items() if k not in found}):
            decisions = (*(same[k].decision for k in path), judged.decision)
            for k in (*path, n):
                found.setdefault(k, decisions)
    return found


def _path(judged: Judged, same: Mapping[int, Judged]) -> list[int]:
    """Return the shortest chain of ``same`` decisions between the two sides, empty if none."""
    links: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for n, j in same.items():
        links[j.left].append((j.right, n))
        links[j.right].append((j.left, n))
    came: dict[str, tuple[str, int] | None] = {judged.left: None}
    queue = deque([judged.left])
    while queue and judged.right not in came:
        here = queue.popleft()
        for there, n in links[here]:
            if there not in came:
                came[there] = here, n
                queue.append(there)
    path: list[int] = []
    step = came.get(judged.right)
    while step:
        path.append(step[1])
        step = came[step[0]]
    return path[::-1]
