"""Decisions of persons on what is the same: proposed, checked, written down, shared as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from . import __version__
from .errors import UsageError
from .graph.decisions import Decision, Judgement, Kind, judge
from .graph.doubts import Doubt, doubts
from .graph.exports import write_atomically
from .graph.ledger import Ledger
from .graph.resolve import Resolver

KINDS: dict[str, Kind] = {
    "same": "same", "s": "same", "同": "same", "相同": "same",
    "different": "different", "d": "different", "异": "different", "不同": "different",
    "unsure": "unsure", "u": "unsure", "疑": "unsure", "不确定": "unsure",
}  # fmt: skip
"""What a person may write, and what it means."""

COLUMNS = (
    "decision", "note", "type",
    "left_name", "left_place", "left_years", "left_context",
    "right_name", "right_place", "right_years", "right_context",
    "score", "why", "left", "right", "left_mention", "right_mention",
)  # fmt: skip
_AROUND = 28
_CONTEXTS = 3
_FIELDS = tuple(field.name for field in fields(Decision))


@dataclass(frozen=True, slots=True)
class Context:
    """Where a letter names an entity: the words around, the letter's title (or source) and year."""

    words: str
    letter: str
    year: int | None
    mention: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names to be judged, as a person needs to see it."""

    id: str
    name: str
    type: str
    place: str
    years: str
    wordings: tuple[str, ...]
    contexts: tuple[Context, ...]


class Review:
    """The doubtful pairs of a ledger, and what has been decided on them.

    Opened on a ledger that can be written to, decisions go in at once.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Work out what ``ledger`` holds. Raises DataError if it cannot be read."""
        self.ledger = ledger
        self.decisions = ledger.decisions()
        self.resolver = Resolver.of(ledger.readings(), self.decisions)
        self.resolution = self.resolver.resolution()
        self.judgement: Judgement = self.resolution.judgement

    def doubts(self) -> list[Doubt]:
        """Return the pairs nobody has decided on, the likeliest first."""
        return doubts(self.resolver, self.resolution)

    def side(self, wanted: str) -> Side:
        """Return how an entity (by id) or a single mention of it looks.

        What a decision has merged into another looks as it does without that decision.

        Raises:
            UsageError: there is no such entity or mention.
        """
        entity_id = self.resolver.meant(wanted)
        if entity_id is None:
            raise UsageError(f"no entity or mention {wanted}", "`wenmai explain NAME` lists ids")
        final = self.resolver.final(entity_id)
        groups = self.resolver.members(final) or {entity_id: self.resolver.bases[entity_id]}
        own = {base: g for base, g in groups.items() if self.resolver.meant(base) == entity_id}
        name = max((text for group in own.values() for text in group.texts), key=len)
        if final != entity_id:
            groups = own
        found = sorted(
            (o for group in groups.values() for o in group.occurrences), key=lambda o: o.order
        )
        if wanted.startswith("mention/"):
            found = [o for o in found if o.mention.id == wanted]
        first = next(iter({o.mention.reply: o for o in reversed(found)}.values()))
        letters = {o.mention.reply: o for o in reversed(found)}
        shown = sorted(letters.values(), key=lambda o: o.order)[:_CONTEXTS]
        years = sorted({o.year for o in found if o.year})
        wordings = tuple(dict.fromkeys(o.wording for o in found))
        single = wanted.startswith("mention/")
        return Side(
            id=wanted,
            name=wordings[0] if single else name,
            type=first.type,
            place=first.division.full_name if first.division else "",
            years="–".join(str(y) for y in dict.fromkeys((*years[:1], *years[-1:]))),
            wordings=wordings,
            contexts=tuple(self._context(o.mention.reply, o.mention.id) for o in shown),
        )

    def _context(self, reply: str, mention_id: str) -> Context:
        reading = self.resolver.letter(reply)
        mention = next(m for m in reading.mentions if m.id == mention_id)
        letter = reading.letter
        start, end = max(0, mention.start - _AROUND), mention.end + _AROUND
        words = " ".join(letter.text[start:end].split())
        return Context(words, letter.header.title or letter.source, letter.header.year, mention_id)

    def decision(self, left: str, right: str, kind: Kind, decider: str, note: str = "") -> Decision:
        """Return a decision on two entities or mentions, with what they are called today.

        Raises:
            UsageError: one is unknown, or both are one entity by name.
        """
        if left == right:
            raise UsageError(
                f"{self.side(left).name} is one entity already",
                "to take a wording out of it, give that wording's mention (`wenmai explain`)",
            )
        one, other = self.side(left), self.side(right)
        return Decision(
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            kind=kind,
            left=left,
            right=right,
            decider=decider,
            rule_version=__version__,
            note=note,
            left_name=one.name,
            right_name=other.name,
            left_mention=one.contexts[0].mention,
            right_mention=other.contexts[0].mention,
        )

    def decide(self, decision: Decision) -> None:
        """Write a decision down, if it fits with the others.

        Raises:
            UsageError: it contradicts others; the message gives the path. Nothing is written.
            DataError: the ledger cannot be written to.
        """
        judgement = judge([*self.decisions, decision], self.resolver.meant, self.resolver.type_of)
        found = next(j for j in reversed(judgement.judged) if j.decision == decision)
        if found.state == "contradicted":
            raise UsageError(
                f"contradicts what was decided: {path(found.path)}",
                "take one of them back: wenmai decisions undo ID",
            )
        if found.state == "types":
            raise UsageError(
                f"{decision.left_name} and {decision.right_name} are of different types",
                "only entities of one type can be the same",
            )
        self.ledger.decide(decision)
        self.decisions.append(decision)
        self.judgement = judgement

    def undo(self, wanted: str, decider: str, note: str = "") -> Decision:
        """Take a decision back by its id, or the beginning of it; return what was taken back.

        Raises:
            UsageError: there is no such decision, several, or it was taken back already.
        """
        found = [
            j
            for j in self.judgement.judged
            if j.decision.id.removeprefix("decision/").startswith(wanted.removeprefix("decision/"))
            and j.decision.kind != "undo"
        ]
        if len(found) != 1:
            count = "several decisions begin" if found else "no decision begins"
            raise UsageError(f"{count} with {wanted!r}", "`wenmai decisions list` shows ids")
        if found[0].state == "undone":
            raise UsageError(f"{wanted} is undone already", "`wenmai decisions list` shows it")
        undone = found[0].decision
        self.ledger.decide(
            Decision(
                time=datetime.now(UTC).isoformat(timespec="seconds"),
                kind="undo",
                left=undone.id,
                right="",
                decider=decider,
                rule_version=__version__,
                note=note,
                left_name=undone.left_name,
                right_name=undone.right_name,
            )
        )
        return undone

    def open_pairs(self, listed: Sequence[Doubt]) -> list[Doubt]:
        """Return those of ``listed`` that decisions made since have not settled."""
        survivors = self.judgement.survivors
        settled = {frozenset((j.left, j.right)) for j in self.judgement.judged}
        return [
            d
            for d in listed
            if frozenset((d.left.id, d.right.id)) not in settled
            and survivors.get(d.left.id, d.left.id) != survivors.get(d.right.id, d.right.id)
        ]

    # Files

    def sheet(self, listed: Iterable[Doubt]) -> str:
        """Return pairs as a CSV sheet, to be filled in in its first two columns."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for doubt in listed:
            sides = [self.side(entity.id) for entity in (doubt.left, doubt.right)]
            told = [
                (s.name, s.place, s.years, " ‖ ".join(c.words for c in s.contexts)) for s in sides
            ]
            ends = [s.id for s in sides] + [s.contexts[0].mention for s in sides]
            row = ["", "", doubt.left.type, *told[0], *told[1], doubt.score, doubt.why, *ends]
            writer.writerow([_harmless(cell) for cell in row])
        return out.getvalue()


def path(decisions: Sequence[Decision]) -> str:
    """Return contradicting decisions as one line: A = B (who, day) ; B = C ; but A ≠ C."""
    words = []
    for decision in decisions:
        sign = "=" if decision.kind == "same" else "≠"
        names = (decision.left_name or decision.left, decision.right_name or decision.right)
        words.append(
            f"{names[0]} {sign} {names[1]} ({decision.decider}, {decision.time[:10]},"
            f" {decision.id.removeprefix('decision/')})"
        )
    return "; ".join(words)


def filled_in(file: Path, review: Review, decider: str) -> list[Decision]:
    """Return the decisions of a sheet that was filled in; rows left empty are none.

    Raises:
        UsageError: it is no such sheet, or a row has another word; it names the line.
    """
    text = _read(file)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"decision", "left", "right"} <= set(reader.fieldnames or ()):
        raise UsageError(f"{file} is not a review sheet", "make one: wenmai review --export FILE")
    found = []
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for row in reader:
        word = (row["decision"] or "").strip().lower()
        if not word:
            continue
        if word not in KINDS:
            raise UsageError(
                f"{file}, line {reader.line_num}: {word!r} is no decision",
                "write same, different or unsure, or leave it empty",
            )
        found.append(
            Decision(
                time=now,
                kind=KINDS[word],
                left=row["left"],
                right=row["right"],
                decider=decider,
                rule_version=__version__,
                note=(row.get("note") or "").strip(),
                left_name=(row.get("left_name") or "").lstrip("'"),
                right_name=(row.get("right_name") or "").lstrip("'"),
                left_mention=row.get("left_mention") or "",
                right_mention=row.get("right_mention") or "",
            )
        )
    return found


def write_decisions(file: Path, decisions: Iterable[Decision]) -> int:
    """Write decisions as JSON lines for others; return how many. Raises UsageError if it cannot."""
    lines = [json.dumps(asdict(decision), ensure_ascii=False) for decision in decisions]
    with write_atomically(file) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return len(lines)


def read_decisions(file: Path) -> list[Decision]:
    """Return the decisions of a file that `write_decisions` wrote.

    Raises:
        UsageError: it cannot be read, or a line is no decision; it names the line.
    """
    found = []
    for n, line in enumerate(_read(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            decision = Decision(**{key: raw[key] for key in _FIELDS if key in raw})
        except (ValueError, TypeError) as error:
            raise UsageError(
                f"{file}, line {n} is no decision", "make the file: wenmai decisions export FILE"
            ) from error
        if decision.kind not in get_args(Kind):
            raise UsageError(f"{file}, line {n}: unknown kind {decision.kind!r}")
        found.append(decision)
    return found


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text", "save it as CSV UTF-8") from error


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
