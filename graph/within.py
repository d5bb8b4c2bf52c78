"""What a letter itself says of its names: short forms that it declares, uses, or refers back by.

《…条例》（以下简称《条例》） makes 条例 that one; beside 台儿庄区文化和旅游局 台儿庄区文旅局 is
short for it; a bare 《管理办法》 is the one plan before it whose name ends so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from . import ids, names, offices
from .divisions import leading
from .editions import edition
from .model import Letter
from .occurrences import Occurrence
from .text import fold, simplified

_DECLARED = re.compile(
    r"[》”’\"']{0,2}\s*[（(](?:以下|下文|以后|后文|下)?(?:均|统|并)?(?:简称|称)(?:为)?[:：]?"
    r"[“\"‘'《「]*(?P<short>[^“”\"‘’'《》「」（）()，。；]{1,20})[”\"’'》」]*[）)]"
)
_REACH = 48
_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")
_WHICH = re.compile(r"第\d+届|\d{4}年")
_SHORTEST = 4
_PLACED = ("Institution", "Initiative")
"""Types whose names may have their place in front or not."""


def within(letter: Letter, found: list[Occurrence]) -> list[Occurrence]:
    """Return ``found``, the occurrences of a letter, as the letter itself tells them apart."""
    declared = _declarations(letter, found)
    # The first of each entity is enough, however often a letter names it.
    by_type: dict[str, dict[str, Occurrence]] = {}
    for occurrence in found:
        by_type.setdefault(occurrence.type, {}).setdefault(occurrence.entity, occurrence)
    return [_as_told(o, list(by_type[o.type].values()), declared) for o in found]


def _as_told(
    occurrence: Occurrence,
    others: list[Occurrence],
    declared: dict[tuple[str, str], Occurrence],
) -> Occurrence:
    kind, mention = occurrence.type, occurrence.mention
    if kind == "EventSeries" or occurrence.series:
        occurrence = _of_declared(occurrence, declared)
    told = declared.get((kind, fold(mention.name)))
    if told and told.mention.start < mention.start and told.entity != occurrence.entity:
        return _meant(occurrence, told, "declared", weak=not names.is_generic(kind, mention.name))
    if kind == "Department" and occurrence.division:
        longer = _one(o for o in others if _short_for(occurrence, o))
        if longer:
            return _meant(occurrence, longer, "short form", weak=True)
    if kind == "Plan":
        before = (o for o in others if o.mention.start < mention.start and _ends(occurrence, o))
        meant = _one(before)
        if meant:
            return _meant(occurrence, meant, "reference", weak=False)
    if kind in _PLACED and occurrence.division is None:
        meant = _one(o for o in others if _placed_before(occurrence, o))
        if meant:
            return _meant(occurrence, meant, "reference", weak=True)
    return occurrence


def _of_declared(occurrence: Occurrence, declared: dict[tuple[str, str], Occurrence]) -> Occurrence:
    """Read 第十六届文旅博览会 by the name that the letter declares 文旅博览会 to be short for."""
    short = fold(edition(occurrence.mention.name).series)
    told = declared.get(("EventSeries", short)) or declared.get(("Event", short))
    if told is None or told.series or told.mention.start >= occurrence.mention.start:
        return occurrence
    which = _WHICH.match(occurrence.core) if occurrence.series else None
    core = (which[0] if which else "") + told.core
    return replace(
        occurrence,
        entity=ids.entity_id(occurrence.type, told.scope, core),
        scope=told.scope,
        core=core,
        text=told.text if which is None else occurrence.text,
        rule="declared",
        division=told.division,
        series=ids.entity_id("EventSeries", told.scope, told.core) if which else None,
        weak=None,
    )


def _declarations(letter: Letter, found: list[Occurrence]) -> dict[tuple[str, str], Occurrence]:
    """Return which occurrence each declared short form stands for, the first of several."""
    declared: dict[tuple[str, str], Occurrence] = {}
    if "称" not in letter.text and "稱" not in letter.text:
        return declared
    for occurrence in found:
        end = occurrence.mention.end
        match = _DECLARED.match(simplified(letter.text[end : end + _REACH]))
        if match:
            declared.setdefault((occurrence.type, fold(match["short"])), occurrence)
    return declared


def _meant(occurrence: Occurrence, other: Occurrence, rule: str, *, weak: bool) -> Occurrence:
    return replace(
        other,
        wording=occurrence.mention.name,
        rule=rule,
        mention=occurrence.mention,
        quote=occurrence.quote,
        weak=occurrence.entity if weak else None,
        weight=2,
    )


def _one(candidates: Iterable[Occurrence]) -> Occurrence | None:
    found = {occurrence.entity: occurrence for occurrence in candidates}
    return next(iter(found.values())) if len(found) == 1 else None


def _short_for(short: Occurrence, full: Occurrence) -> bool:
    return short.scope == full.scope and offices.shortens(short.core, full.core)


def _ends(short: Occurrence, full: Occurrence) -> bool:
    """Tell whether a plan's name is the end of another's: 管理办法, or a whole title after 关于.

    It may also leave out the years of the other.
    """
    if short.scope == full.scope and full.core.startswith(f"{short.core}|"):
        return True
    name = fold(_BRACKET.sub("", short.mention.name))
    generic = names.is_generic("Plan", short.mention.name)
    if full.entity == short.entity or not (generic or name.startswith("关于")):
        return False
    return fold(_BRACKET.sub("", full.mention.name)).endswith(name)


def _placed_before(short: Occurrence, full: Occurrence) -> bool:
    """Tell whether ``full`` is the name of ``short`` with its place in front."""
    name, long = short.core, fold(full.text)
    if full.entity == short.entity or len(name) <= _SHORTEST or not long.endswith(name):
        return False
    front = long[: -len(name)]
    head = leading(front, None)
    return full.division is not None and (not front or head is not None)
