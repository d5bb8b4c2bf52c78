"""Finds the names of closed lists in a text: divisions, countries, regions, central bodies.

Division names are ambiguous (three 鼓楼区, a county named 和平), so a short name counts only where
the letter licenses it: it belongs to the letter's own region, or it is a province or prefecture
whose short name is no everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..graph.divisions import Division, divisions
from .finder import Finder
from .segment import word_class
from .wordlists import derived, table, words

_AUTONOMOUS = re.compile(r"自治(?P<usual>[州县旗])$")
KNOWN = "well-known name"


class Hit(NamedTuple):
    """A listed name at ``start:end``; ``divisions`` are the candidates if it is a division's."""

    start: int
    end: int
    type: str
    rule: str
    divisions: tuple[Division, ...] = ()
    short: bool = False


class _Entry(NamedTuple):
    type: str
    rule: str
    divisions: tuple[Division, ...] = ()
    short: bool = False


@derived
def _finder() -> Finder[_Entry]:
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    for division in divisions():
        full.setdefault(division.name, []).append(division)
        if len(division.short) >= 2 and division.short != division.name:
            short.setdefault(division.short, []).append(division)
        own = _AUTONOMOUS.search(division.name)
        if own:  # 红河州, 三江县, 广西自治区 are what letters call them
            full.setdefault(division.short + own.group("usual"), []).append(division)
    entries: dict[str, _Entry] = {}
    for name, found in short.items():
        entries[name] = _Entry("Place", "short division name", tuple(found), True)
    for name in words("countries.tsv"):
        entries[name] = _Entry("Place", "country")
    for name in words("foreign_cities.tsv"):
        entries[name] = _Entry("Place", "city abroad")
    for name in words("regions.tsv"):
        entries[name] = _Entry("Place", "region")
    for name, kind in table("known_names.tsv", 2):
        entries[name] = _Entry(kind, KNOWN)
    for name, kind in table("central_bodies.tsv", 2):
        entries[name] = _Entry(kind, "central body")
    for name, found in full.items():
        entries[name] = _Entry("Place", "division", tuple(found))
    return Finder(entries.items())


def hits(text: str) -> list[Hit]:
    """Return the longest listed names, without overlaps, in order."""
    return [Hit(start, end, *entry) for start, end, entry in _finder().longest(text)]


def licensed(found: Iterable[Hit], text: str, home: Division | None) -> list[Hit]:
    """Return the hits that can be meant, given the division the letter's writer belongs to."""
    kept: list[Hit] = []
    found = list(found)
    in_full = {
        d.short for hit in found if not hit.short for d in hit.divisions if d.level != "province"
    }
    for hit in found:
        if not hit.divisions:
            part = text[hit.end : hit.end + 1] in ("生", "门")  # 浙江大学|生, 财政部|门
            if not part and not _misread(hit, text):
                kept.append(hit)
            continue
        name = text[hit.start : hit.end]
        last = kept[-1] if kept and kept[-1].divisions else None
        if name[0] in _PROSE or name in _KINDS:
            below = last is not None and last.end == hit.start
            if not below and not _near(hit, home):
                continue  # 会同|县教育局, but 广州市从化区
        if name[-1] == "区" and text[hit.end : hit.end + 1] == "域":
            continue  # 名山|区域
        if not hit.short:
            meant = True
        elif word_class(name) is None:
            high = any(d.level in ("province", "prefecture") for d in hit.divisions)
            meant = high or name in in_full or _near(hit, home)
        else:
            listed = last is not None and text[last.end : hit.start] in _JOINTS
            meant = _near(hit, home) and (listed or _home(hit, home))
        if meant and not _misread(hit, text):
            kept.append(hit)
    return kept


_JOINTS = frozenset("、和与至及")
# 闽南|人, 蒙古|族, 港澳台|侨胞, 湖南省|会城市, 杭州市|民: no place is meant
_PEOPLE = re.compile(
    r"族(?!自治|乡|镇|村)|人(?![大民社才武防力口文事物和])|侨|帝国|(?<=省)会|(?<=市)民(?![政族宗间])|(?<=市)属"
)


def _misread(hit: Hit, text: str) -> bool:
    """Tell whether what stands around a place's name shows that no place is meant."""
    return hit.type == "Place" and bool(_PEOPLE.match(text, hit.end) or _across(hit, text))


def _across(hit: Hit, text: str) -> bool:
    """Tell whether a short name lies across two everyday words (广|大足|球) or begins in one."""
    if not hit.short:
        return False
    left = text[max(0, hit.start - 1) : hit.start + 1]
    begun = word_class(left)
    if not begun:
        return False
    if begun in _DESCRIBING and len(left) == 2 and left[0] not in _LEADING:
        return True  # 弘|扬中|华, 绚|丽江|滩, but 从|重庆, 到|达州
    right = text[hit.end - 1 : hit.end + 1]
    return len(left) == 2 == len(right) and bool(word_class(right))


_DESCRIBING = frozenset("va")
_LEADING = frozenset("从为到向对把有与在由来给让已")
_KINDS = frozenset({"城区", "郊区", "矿区", "老城区", "新城区", "市中区", "城中区"})
"""Divisions named like a kind of place."""
# First characters of division names that are function words in prose: 会同县, 和县, 同江.
_PROSE = frozenset("会和同与将从")


def is_prose(hit: Hit, text: str) -> bool:
    """Tell whether a division's name may be words: 会同|县教育局 is "with the education office"."""
    if text[hit.start : hit.end] in _KINDS:
        return True
    if text[hit.start] not in _PROSE:
        return False
    before = text[hit.start - 1 : hit.start]  # 会同县… opens a line, or 广州市从化区 follows
    return bool(before) and before not in " \u3000\n" and before not in "省市州盟"


def _near(hit: Hit, home: Division | None) -> bool:
    """Tell whether a letter from ``home`` may call it by its short name: a place of its province.

    The first two figures of a division's code are those of its province.
    """
    if home is None:
        return False
    province = home.code[:2]
    return any(division.code[:2] == province for division in hit.divisions)


def _home(hit: Hit, home: Division | None) -> bool:
    return home is not None and any(d == home or d in home.ancestors for d in hit.divisions)
