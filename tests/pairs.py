"""The pairs of names of `gold/name_pairs.tsv`, as letters, and what resolution makes of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from letters import letter
from wenmai.graph.model import ProposalRef, Reading
from wenmai.graph.resolve import resolve

FILE = Path(__file__).parent / "gold" / "name_pairs.tsv"
SAME, DIFFERENT, SUCCESSOR = "same", "different", "successor"


@dataclass(frozen=True)
class Side:
    """One name of a pair: the writer's place and year, and what else its letter says."""

    name: str
    place: str
    year: int
    context: str


@dataclass(frozen=True)
class Pair:
    """Two names of one entity type and what a person said of them."""

    split: str
    verdict: str
    type: str
    left: Side
    right: Side
    one_letter: bool
    wordings: str


def load(split: str) -> list[Pair]:
    """Return the pairs of ``split`` (dev, held-out)."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        part, verdict, kind, *sides, one_letter, wordings = line.split("\t")
        left, right = (Side(s[0], s[1], int(s[2]), s[3]) for s in (sides[:4], sides[4:]))
        found.append(Pair(part, verdict, kind, left, right, one_letter == "yes", wordings))
    return [pair for pair in found if pair.split == split]


def judge(pair: Pair) -> str:
    """Return what resolution says about a pair, read as one letter or as two."""
    left, right = pair.left, pair.right
    if pair.one_letter and left.context == right.context:
        readings = [_reading(pair.type, (left, right))]
        one, other = readings[0].mentions[-2:]
    elif pair.one_letter:
        readings = [_reading(pair.type, (left, right), declared=right.context == "declared")]
        one, other = readings[0].mentions[-2:]
    else:
        readings = [_reading(pair.type, (left,)), _reading(pair.type, (right,), source="b")]
        one, other = readings[0].mentions[-1], readings[1].mentions[-1]
    resolution = resolve(readings)
    source, target = (resolution.links[mention.id].entity for mention in (one, other))
    if source == target:
        return SAME
    succeeded = any(
        (edge.predicate, edge.source, edge.target) == ("SUCCEEDED_BY", source, target)
        for edge in resolution.edges
    )
    return SUCCESSOR if succeeded else DIFFERENT


def _reading(
    kind: str, sides: tuple[Side, ...], *, declared: bool = False, source: str = "a"
) -> Reading:
    """Return a letter that mentions the names of ``sides``, the last mentions of it."""
    first = sides[0]
    told = dict(part.split("=") for part in first.context.split(";") if "=" in part)
    names = [(kind, side.name) for side in sides]
    body = f"{first.place} {first.year} {source}\n"
    if kind == "Deputy":
        assembly = told["assembly"]
        named = [("Proposal", "关于某事的建议"), ("Assembly", assembly), *names]
        facts = ((0, "RAISED_AT", 1), *((2 + i, "SUBMITTED", 0) for i in range(len(names))))
        text = body + "\n".join(name for _, name in named)
        return letter(
            first.place, first.year, *named, facts=facts, source=source, text=text,
            proposals=(ProposalRef("建议", None, "关于某事的建议"),), assembly=assembly,
        )  # fmt: skip
    text = body + (
        f"{sides[0].name}（以下简称“{sides[1].name}”）"
        if declared
        else "\n".join(side.name for side in sides)
    )
    return letter(
        first.place, first.year, *names, source=source, text=text, lead_department=told.get("lead")
    )


@dataclass(frozen=True)
class Score:
    """Pairwise figures: a pair counts as found if it is joined, by the kind of link it should."""

    precision: float
    recall: float
    wrong: tuple[tuple[Pair, str], ...]


def score(pairs: list[Pair], said: list[str]) -> Score:
    """Return precision and recall over the pairs that are the same or follow one another."""
    outcomes = Counter(
        ("hit" if verdict == pair.verdict else "false")
        for pair, verdict in zip(pairs, said, strict=True)
        if verdict != DIFFERENT
    )
    wanted = sum(pair.verdict != DIFFERENT for pair in pairs)
    wrong = tuple((p, v) for p, v in zip(pairs, said, strict=True) if v != p.verdict)
    joined = outcomes["hit"] + outcomes["false"]
    return Score(outcomes["hit"] / max(1, joined), outcomes["hit"] / max(1, wanted), wrong)
