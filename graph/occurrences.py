"""Reads which entity each mention of one letter stands for.

What a name cannot tell alone is told by its letter: which session a proposal was raised at, whose
我局 it is, which plan a later 《管理办法》 means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from . import assemblies, ids, names, series
from .assemblies import Session
from .divisions import Division
from .editions import edition, period
from .model import Letter, Mention, ProposalRef, Reading, Value
from .names import Name, Writer
from .text import fold, simplified

# The rules by which loaders read names from lists that hold for the whole country.
_WIDE = frozenset({"country", "region"})
_CENTRAL = "central body"
_OPINION = re.compile(r"[会协]办(?:单位)?(?:意见|函)")
_KINDS = {"委": ("委", "委员会"), "办": ("办", "办公室"), "会": ("会",)}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention as one entity: what it contributes to the entity's name and properties.

    ``scope`` and ``core`` are its key: what it is told by. ``text`` is the fullest wording it
    licenses and ``wording`` the one it uses; ``quote`` is its place in the letter, ``rule`` why it
    is this entity. ``weak`` is the entity that the name alone would be, where its letter tells that
    it is this one, and ``weight`` how much that tells. ``division`` is the entity's jurisdiction
    or, of a place, the division itself; ``series`` the id of an edition's series.
    """

    entity: str
    type: str
    text: str
    wording: str
    rule: str
    mention: Mention
    quote: str
    year: int | None
    scope: str = ""
    core: str = ""
    division: Division | None = None
    series: str | None = None
    weak: str | None = None
    weight: int = 0
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def order(self) -> tuple[bool, int, str, int, str]:
        """Sorts by year (unknown last), letter and position."""
        known = self.year is not None
        return (not known, self.year or 0, self.mention.reply, self.mention.start, self.mention.id)


@dataclass(frozen=True, slots=True)
class _Assembly:
    id: str
    text: str
    keys: tuple[str, ...]
    """Official numbers of the session, empty if not all are known."""
    term: str
    """Scope and name of the term: what tells two deputies of one name apart."""
    term_name: str
    division: Division | None
    session: Session | None


def occurrences(reading: Reading) -> list[Occurrence]:
    """Return what the names of a letter stand for; an edition also stands for its series."""
    return _Letter(reading).read()


def place_id(division: Division) -> str:
    """Return the id of the place that a division is."""
    if division.code:
        return ids.natural_id("Place", division.code)
    return ids.entity_id("Place", "", division.full_name)


def letter_year(letter: Letter) -> int | None:
    """Return the year a letter belongs to: the one it names, else that of its date."""
    header = letter.header
    if header.year is None and header.date:
        return int(header.date[:4])
    return header.year


class _Letter:
    """The work on one letter."""

    def __init__(self, reading: Reading) -> None:
        self.letter = reading.letter
        self.statements = reading.statements
        self.mentions = reading.mentions
        self.writer = Writer.of(reading.letter)
        self.year = letter_year(reading.letter)
        self.assemblies = {m.id: self._assembly(m) for m in self._all("Assembly")}
        opinion = _OPINION.search(reading.letter.header.title or "") is not None
        self.author = self._handler("CO_HANDLES" if opinion else "LEADS")
        self.addressee = self._handler("LEADS") if opinion else None

    def read(self) -> list[Occurrence]:
        readers: dict[str, Callable[[Mention], Occurrence]] = {
            "Reply": self._reply,
            "Proposal": self._proposal,
            "Assembly": self._session,
            "Deputy": self._deputy,
            "Department": self._department,
            "Place": self._place,
            "Event": self._event,
            "Plan": self._plan,
        }
        found: list[Occurrence] = []
        for mention in self.mentions:
            reader = readers.get(mention.type, self._other)
            occurrence = reader(mention)
            found.append(occurrence)
            if occurrence.series:
                found.append(self._series(occurrence))
        return found

    def _all(self, kind: str) -> list[Mention]:
        return [mention for mention in self.mentions if mention.type == kind]

    def _objects(self, predicate: str, subject: str) -> list[str]:
        return [
            statement.object
            for statement in self.statements
            if statement.predicate == predicate and statement.subject == subject
        ]

    def _made(
        self, mention: Mention, entity: str, text: str, rule: str, **properties: Value
    ) -> Occurrence:
        return Occurrence(
            entity=entity,
            type=mention.type,
            text=text,
            wording=mention.name,
            rule=rule,
            mention=mention,
            quote=self.letter.text[mention.start : mention.end],
            year=self.year,
            properties=properties,
        )

    def _named(self, mention: Mention, name: Name, **properties: Value) -> Occurrence:
        entity = ids.entity_id(mention.type, name.scope, name.core)
        made = self._made(mention, entity, name.text, name.rule, **properties)
        return replace(made, scope=name.scope, core=name.core, division=name.division)

    # The letter itself and what it answers

    def _reply(self, mention: Mention) -> Occurrence:
        header = self.letter.header
        return self._made(
            mention,
            self.letter.id,
            header.title or mention.name or PurePath(self.letter.source).stem,
            "letter",
            title=header.title,
            document_number=header.document_number,
            date=header.date,
            year=self.year,
            source=self.letter.source,
            text_hash=self.letter.text_hash,
        )

    def _assembly(self, mention: Mention) -> _Assembly:
        parsed = assemblies.session(mention.name)
        national = parsed is not None and (
            parsed.place == "全国" or (not parsed.place and self.writer.central)
        )
        division = parsed and not national and names.jurisdiction(parsed.place, self.writer)
        if parsed is None or not (national or division):
            # Whose assembly this is nobody knows: it is this letter's own.
            scope = f"{self.letter.id} {fold(mention.name)}"
            entity = ids.entity_id("Assembly", self.letter.id, mention.name)
            return _Assembly(entity, mention.name, (), scope, mention.name, None, parsed)
        code = (division.code or division.full_name) if division else "cn"
        usual = division.usual_name if division else ""
        term = f"{code}-{parsed.body}-{parsed.term}"
        text = assemblies.full_name(usual, parsed)
        term_name = assemblies.full_name(usual, replace(parsed, session=None))
        if parsed.session is None:
            entity = ids.entity_id("Assembly", f"{term} {self.year or self.letter.id}", text)
            return _Assembly(entity, text, (), term, term_name, division or None, parsed)
        keys = (f"{term}-{parsed.session}",)
        entity = ids.natural_id("Assembly", *keys)
        return _Assembly(entity, text, keys, term, term_name, division or None, parsed)

    def _session(self, mention: Mention) -> Occurrence:
        known = self.assemblies[mention.id]
        parsed = known.session
        made = self._made(
            mention,
            known.id,
            known.text,
            "number" if known.keys else "letter",
            body=parsed.body if parsed else None,
            place=known.division.full_name if known.division else None,
            term=parsed.term if parsed else None,
            session=parsed.session if parsed else None,
            year=self.year,
        )
        return replace(made, division=known.division)

    def _raised_at(self, proposal: str | None) -> _Assembly | None:
        """Return the session of a proposal; without a statement, the letter's only one."""
        told = self._objects("RAISED_AT", proposal) if proposal else []
        found = [self.assemblies[mention] for mention in told if mention in self.assemblies]
        every = {assembly.id: assembly for assembly in self.assemblies.values()}
        if not found and len(every) == 1:
            found = list(every.values())
        return found[0] if found else None

    def _proposal(self, mention: Mention) -> Occurrence:
        # Loaders write one mention for each proposal of the header, in its order.
        index = self._all("Proposal").index(mention)
        listed = self.letter.header.proposals
        ref = listed[index] if index < len(listed) else ProposalRef(title=mention.name)
        assembly = self._raised_at(mention.id)
        number = _bare_number(ref.number)
        if assembly and assembly.keys and number:
            key = ref.kind + number if ref.kind == "议案" else number  # counted on their own
            entity, rule = ids.natural_id("Proposal", *assembly.keys, key), "number"
        else:
            entity = ids.entity_id("Proposal", self.letter.id, f"{index} {mention.name}")
            rule = "letter"
        return self._made(
            mention,
            entity,
            ref.title or mention.name,
            rule,
            number=number or None,
            title=ref.title,
            kind=ref.kind,
            year=self.year,
        )

    def _deputy(self, mention: Mention) -> Occurrence:
        submitted = self._objects("SUBMITTED", mention.id)
        assembly = self._raised_at(submitted[0] if submitted else None)
        scope = assembly.term if assembly else self.letter.id
        name = Name(scope, fold(mention.name), simplified(mention.name))
        return self._named(mention, name, assembly=assembly.term_name if assembly else None)

    # Bodies

    def _handler(self, predicate: str) -> tuple[str, Name] | None:
        """Return the type and name of the only office that leads or co-handles, if there is one.

        The leading one writes, unless the letter is a co-handler's opinion: then the co-handler
        does, and the leading one is written to.
        """
        header = self.letter.header
        lead = predicate == "LEADS"
        listed = [header.lead_department] if lead else list(header.co_departments)
        by_id = {mention.id: mention for mention in self.mentions}
        told = [by_id[s.subject] for s in self.statements if s.predicate == predicate]
        found = {(m.type, self._body(m)) for m in told if not names.itself(m.name)} or {
            ("Department", names.department(n, self.writer)) for n in listed if n
        }
        return found.pop() if len(found) == 1 else None

    def _body(self, mention: Mention) -> Name:
        if mention.type == "Department":
            return names.department(mention.name, self.writer, central=mention.rule == _CENTRAL)
        return names.institution(mention.name, self.writer)

    def _department(self, mention: Mention) -> Occurrence:
        kind = names.itself(mention.name)
        if kind is None:
            return self._with_place(mention, self._body(mention))
        whose = self.addressee if names.addressed(mention.name) else self.author
        if whose and whose[1].core.endswith(_KINDS.get(kind, (kind,))):
            body_type, name = whose
            rule = "addressee" if names.addressed(mention.name) else "writer"
            return replace(self._with_place(replace(mention, type=body_type), name), rule=rule)
        return self._named(mention, Name(self.letter.id, fold(mention.name), mention.name))

    def _with_place(self, mention: Mention, name: Name) -> Occurrence:
        return self._named(mention, name, place=name.place, level=name.level)

    # Everything else

    def _place(self, mention: Mention) -> Occurrence:
        name = names.place(mention.name, self.writer, wide=mention.rule in _WIDE)
        division = name.division
        if division is None or name.text != division.full_name:
            return replace(self._named(mention, name), division=None)
        made = self._made(
            mention,
            place_id(division),
            name.text,
            name.rule,
            code=division.code or None,
            level=division.level,
        )
        return replace(made, division=division)

    def _event(self, mention: Mention) -> Occurrence:
        read = edition(mention.name)
        base = names.event(read.series or mention.name, self.writer)
        if not read.series:
            return self._named(mention, base)
        count, year = read.number, read.year
        rule = base.rule
        if table := series.known(base.text):
            told = table.edition(year) if count is None and year else None
            count, rule = (told, "edition") if told else (count, rule)
            year = year or (table.year(count) if count else None)
        which = f"第{count}届" if count is not None else f"{year}年"
        name = replace(base, core=which + base.core, text=simplified(mention.name), rule=rule)
        made = self._named(mention, name, edition=count, year=year)
        if count is not None and (told := self._told_year(mention, read.year)):
            weak = ids.entity_id("Event", base.scope, f"{told}年{base.core}")
            made = replace(made, weak=weak, weight=2 if read.year else 1)
        return replace(made, series=ids.entity_id("EventSeries", base.scope, base.core))

    def _told_year(self, mention: Mention, year: int | None) -> int | None:
        """Return the year of an edition: the one in its name, else in a clause about it."""
        told = (s.year for s in self.statements if s.object == mention.id and s.status == "done")
        return year or next((y for y in told if y), None)

    def _series(self, event: Occurrence) -> Occurrence:
        read = edition(event.mention.name)
        base = names.event(read.series, self.writer)
        return replace(
            event,
            entity=event.series or "",
            type="EventSeries",
            text=base.text,
            wording=read.series,
            scope=base.scope,
            core=base.core,
            series=None,
            weak=None,
            properties={},
        )

    def _plan(self, mention: Mention) -> Occurrence:
        name = names.plan(mention.name, self.writer)
        start, end = period(mention.name)
        return self._named(mention, name, start_year=start, end_year=end, level=name.level)

    def _other(self, mention: Mention) -> Occurrence:
        if mention.type == "Institution":
            return self._with_place(mention, names.institution(mention.name, self.writer))
        if mention.type == "Initiative":
            return self._named(mention, names.initiative(mention.name, self.writer))
        if mention.type == "EventSeries":
            return self._named(mention, names.event(mention.name, self.writer))
        return self._named(mention, Name("", fold(mention.name), mention.name))


def _bare_number(number: str | None) -> str:
    """第0031号 -> 31, so that two letters mean the same proposal."""
    text = re.sub(r"\s|^第|号$", "", unicodedata.normalize("NFKC", number or ""))
    return text.lstrip("0") or text
