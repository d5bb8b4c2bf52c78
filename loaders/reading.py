"""Reads a text: finds its letters, takes each apart, names what it mentions, states its facts."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import UnreadableError
from ..graph import ids
from ..graph.divisions import Division
from ..graph.model import Header, Letter, Mention, Reading, Statement
from ..graph.text import CleanText, clean, simplified
from .actions import SELF, Act, actions
from .anatomy import dissect, receipt_clause
from .document import too_long
from .gazetteer import Hit, hits, licensed
from .jurisdiction import REGION, home
from .limits import MAX_CHARACTERS
from .names import Names
from .offices import Office, Offices
from .parts import Anatomy, Found, Name, as_written, tidy
from .people import salutations
from .renamings import renamings
from .themes import IN_TITLE, themes
from .townships import merged, townships

_HEAD = 20_000
"""Characters above the receipt clause that may be the letter's; what is before is the page's."""
_TITLE_LINE = re.compile(r"关于|答复|复函|回复|号|提案|建议|函|类|签发|索引|日期|^[ \u3000]*$")


@dataclass(frozen=True, slots=True)
class _Parts:
    text: str
    anatomy: Anatomy
    names: list[Name]
    acts: list[Act]
    home: Division | None


def read(text: str, source: str) -> list[Reading]:
    """Return the letters that ``text`` holds, each read.

    Raises:
        UnreadableError: it is longer than any letter, or there is no receipt clause, so it holds
            no reply.
    """
    if len(text) > MAX_CHARACTERS:
        raise too_long(source)
    cleaned = clean(text)
    readings = []
    page = unified(cleaned.text)
    for part, (start, end) in enumerate(split(page), 1):
        receipt = receipt_clause(page, start, end)
        if receipt is None:
            continue
        top = max(start, receipt.start - _HEAD)
        reading = _read_one(_cut(cleaned, top, end), page[top:end], source, part)
        if reading:
            readings.append(reading)
    if not readings:
        raise UnreadableError(
            f"no reply letter in {source}: no receipt clause (收悉, 答复如下 …) found",
            "wenmai reads replies to deputies' proposals; leave other documents out",
        )
    return readings


_HALF = re.compile(
    r"[,:;?!()](?:(?<=[\u3400-\u9fff”’》）)\]%］〕】].)(?!\d{2}\b)|(?=[\u3400-\u9fff“‘《（(]))"
)
_WIDE = dict(zip(",:;?!()", "，：；？！（）", strict=True))


def unified(text: str) -> str:
    """Return ``text`` as it is read: simplified script, full-width punctuation, paired quotes.

    One character for one, so that offsets stay; names are reported as written.
    """
    text = simplified(text)
    text = _HALF.sub(lambda match: _WIDE[match.group()], text)
    if '"' not in text:
        return text
    lines = []
    for line in text.split("\n"):
        pieces = line.split('"')
        paired = "".join(
            piece + ("“" if i % 2 == 0 else "”") for i, piece in enumerate(pieces[:-1])
        )
        lines.append(paired + pieces[-1])
    return "\n".join(lines)


def split(text: str) -> list[tuple[int, int]]:
    """Return the spans of the letters on a page: each begins at the title above its addressee."""
    starts = []
    for span in salutations(text):
        start = text.rfind("\n", 0, span.start) + 1
        for _ in range(8):
            if start == 0:
                break
            above = text.rfind("\n", 0, start - 1) + 1
            line = text[above : start - 1]
            if len(line) > 80 or line.rstrip().endswith("。") or not _TITLE_LINE.search(line):
                break
            start = above
        starts.append(start)
    if len(starts) < 2:
        return [(0, len(text))]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _cut(cleaned: CleanText, start: int, end: int) -> CleanText:
    anchors = [(0, cleaned.original(start))]
    low = bisect.bisect_left(cleaned.anchors, (start + 1,))
    high = bisect.bisect_left(cleaned.anchors, (end,))
    anchors += [(a - start, b) for a, b in cleaned.anchors[low:high]]
    return CleanText(cleaned.text[start:end], tuple(anchors))


def _read_one(cleaned: CleanText, text: str, source: str, part: int) -> Reading | None:
    """Read one letter; ``text`` is its cleaned text, `unified`."""
    listed = hits(text)
    sure = [h for h in listed if not h.short or h.divisions[0].level in ("province", "prefecture")]
    bodies = Offices(text)
    first = _offices(bodies, sure)
    anatomy = dissect(text, first)
    if anatomy is None:
        return None
    division = home(text, anatomy, listed)
    places = licensed(listed, text, division)
    places = merged(places, townships(text, division, places))
    found = _offices(bodies, places)
    if found != first:
        anatomy = dissect(text, found) or anatomy
    names = Names(text, anatomy, places, found).read()
    acts, titles = actions(text, anatomy, names)
    anatomy = as_written(anatomy, cleaned.text)
    if titles:
        names = [
            name
            for name in names
            if name.type == "Department"
            or not any(t.start <= name.start and name.end <= t.end for t in titles)
        ]
    return _Builder(cleaned, source, part, _Parts(text, anatomy, names, acts, division)).reading()


def _offices(bodies: Offices, listed: list[Hit]) -> list[Office]:
    ends = {hit.end: hit.start for hit in listed if hit.type == "Place"}
    central = [(hit.start, hit.end) for hit in listed if hit.type == "Department"]
    return bodies.named(ends, central)


class _Builder:
    """Turns what was read into a Letter, its mentions and its statements."""

    def __init__(self, cleaned: CleanText, source: str, part: int, parts: _Parts) -> None:
        self.text = cleaned.text
        self.parts = parts
        digest = ids.text_hash(cleaned.text)
        anatomy = parts.anatomy
        self.letter = Letter(
            id=ids.reply_id(digest),
            text=cleaned.text,
            text_hash=digest,
            source=source,
            part=part,
            header=Header(
                title=anatomy.title,
                proposals=tuple(ref for ref, _ in anatomy.proposals),
                assembly=anatomy.assembly.name if anatomy.assembly else None,
                year=anatomy.year,
                proposers=tuple(found.name for found in anatomy.proposers),
                proposer_count=anatomy.proposer_count,
                lead_department=anatomy.lead.name if anatomy.lead else None,
                co_departments=tuple(found.name for found in anatomy.co_handlers),
                document_number=anatomy.document_number,
                date=anatomy.date,
                jurisdiction=self._jurisdiction(),
            ),
            anchors=cleaned.anchors,
        )
        self.writer: Mention | None = None
        self.mentions: dict[tuple[str, str, int], Mention] = {}
        self.statements: dict[str, Statement] = {}

    def _jurisdiction(self) -> str | None:
        if self.parts.home is not None:
            return self.parts.home.full_name
        lead = self.parts.anatomy.lead
        central = lead and any(
            h.rule == "central body" and h.end - h.start == len(lead.name) for h in hits(lead.name)
        )
        return "" if central else None

    def reading(self) -> Reading:
        """Return the letter with its mentions and statements."""
        anatomy, text = self.parts.anatomy, self.parts.text
        title = self.letter.header.title or self.letter.source
        reply = self._mention(
            "Reply", title, anatomy.receipt.start, anatomy.receipt.end, "letter", 1.0
        )
        proposals = []
        for ref, span in anatomy.proposals:
            name = ref.title or ref.number or title
            proposal = self._mention("Proposal", name, span.start, span.end, "receipt clause", 1.0)
            proposals.append(proposal)
            self._state(
                reply,
                "ANSWERS",
                proposal,
                anatomy.receipt.start,
                anatomy.receipt.end,
                "receipt clause",
            )
            if ref.title:
                for theme in themes(text, span.start, span.end):
                    about = self._mention(
                        "Theme", theme.name, theme.start, theme.end, IN_TITLE, 0.9
                    )
                    self._state(proposal, "ABOUT", about, span.start, span.end, IN_TITLE)
        people = [
            self._mention("Deputy", p.name, p.start, p.end, "addressee", 0.95)
            for p in anatomy.proposers
        ]
        if anatomy.assembly:
            a = anatomy.assembly
            assembly = self._mention("Assembly", a.name, a.start, a.end, "assembly", 1.0)
            for proposal in proposals:
                self._state(proposal, "RAISED_AT", assembly, a.start, a.end, "assembly")
        for person in people:
            for proposal in proposals:
                self._state(person, "SUBMITTED", proposal, person.start, person.end, "addressee")
        named = [self._named(name) for name in self.parts.names]
        lead = self._handler(anatomy.lead)
        self.writer = self._handler(anatomy.writer) or lead
        co_handlers = [self._handler(found) for found in anatomy.co_handlers]
        for proposal in proposals:
            if lead:
                self._state(lead, "LEADS", proposal, lead.start, lead.end, "lead department")
            for other in co_handlers:
                if other and other.type in ("Department", "Institution"):
                    self._state(
                        other,
                        "CO_HANDLES",
                        proposal,
                        other.start,
                        other.end,
                        "co-handling department",
                    )
        signers = [m for m in (lead, self.writer) if m]
        for mention in (*people, *named, *signers):
            self._state(reply, "MENTIONS", mention, mention.start, mention.end, mention.rule)
        for act in self.parts.acts:
            self._act(act)
        for past in renamings(text, self.parts.names):
            ends = self._named(past.before), "SUCCEEDED_BY", self._named(past.after)
            self._state(*ends, past.start, past.end, "renaming", year=past.year)
        ordered = sorted(self.mentions.values(), key=lambda m: (m.start, m.end, m.id))
        stated = sorted(self.statements.values(), key=lambda s: (s.start, s.end, s.id))
        return Reading(self.letter, tuple(ordered), tuple(stated))

    def _handler(self, found: Found | None) -> Mention | None:
        if found is None:
            return None
        return self._mention("Department", found.name, found.start, found.end, "handler", 0.95)

    def _named(self, name: Name) -> Mention:
        words = tidy(self.text[name.start : name.end])
        return self._mention(name.type, words, name.start, name.end, name.rule, name.confidence)

    def _act(self, act: Act) -> None:
        object_ = self._named(act.object)
        actor = self._actor(act) if act.actor else self.writer or self._region()
        if actor is None:
            return
        self._state(
            actor,
            act.predicate,
            object_,
            act.start,
            act.end,
            act.rule,
            status=act.status,
            year=act.year,
            confidence=act.confidence,
            actor_inferred=act.actor is None,
        )

    def _actor(self, act: Act) -> Mention | None:
        """我局 is the writer where the letter says who writes; any other actor is as named."""
        assert act.actor is not None
        if act.actor.type == "Department" and act.actor.rule == SELF and self.writer:
            return self.writer
        return self._named(act.actor)

    def _region(self) -> Mention | None:
        """The writer's region, as a mention where the assembly or the text first names it."""
        division = self.parts.home
        if division is None:
            return None
        start = self.text.find(division.name)
        name = division.name
        if start < 0:
            name = division.short
            start = self.text.find(name)
        if start < 0:
            return None
        return self._mention("Place", name, start, start + len(name), REGION, 0.8)

    def _mention(
        self, kind: str, name: str, start: int, end: int, rule: str, confidence: float
    ) -> Mention:
        known = self.mentions.get((kind, name, start))
        if known is None:
            key = ids.mention_id(self.letter.id, kind, name, start)
            known = Mention(key, self.letter.id, kind, name, start, end, rule, confidence)
            self.mentions[kind, name, start] = known
        return known

    def _state(
        self,
        subject: Mention,
        predicate: str,
        object_: Mention,
        start: int,
        end: int,
        rule: str,
        *,
        status: str | None = None,
        year: int | None = None,
        confidence: float | None = None,
        actor_inferred: bool = False,
    ) -> None:
        key = ids.statement_id(
            self.letter.id, subject.id, predicate, object_.id, status or "", start
        )
        self.statements.setdefault(
            key,
            Statement(
                id=key,
                reply=self.letter.id,
                subject=subject.id,
                predicate=predicate,
                object=object_.id,
                quote=self.text[start:end],
                start=start,
                end=end,
                rule=rule,
                status=status,
                year=year,
                confidence=confidence
                if confidence is not None
                else min(subject.confidence, object_.confidence),
                actor_inferred=actor_inferred,
            ),
        )


def letters(texts: Iterator[tuple[str, str]]) -> Iterator[Reading]:
    """Yield the readings of (text, source) pairs."""
    for text, source in texts:
        yield from read(text, source)
