"""Finds the towns of the writer's region in a text, alone, with their village, or without 镇.

Towns share names (thirty are called 沙河镇), so one counts where its county is the writer's, in
the writer's prefecture, or named in the letter; a name that only one county knows counts anywhere.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from ..graph.divisions import Division
from ..graph.towns import of_county, towns
from .gazetteer import Hit
from .segment import word_class
from .wordlists import alternation

TOWNSHIP = "town of its county"
VILLAGE = "village of its town"
RULES = frozenset({TOWNSHIP, VILLAGE})
"""The rules of a place that lies below a county."""
_KINDS = re.compile(r"镇|乡|街道|苏木")
_KIND = re.compile(rf"(?:{_KINDS.pattern})$")
_LONGEST = 12
"""How many characters a town's name has before its kind, at most."""
# 闽宁镇|原隆村, 程龙镇|林中村中坪自然村; but not 后山村|委会, 李村|民
_VILLAGE = re.compile(
    r"(?:[^\W\d_a-zA-Z的了和与及各等在是为将对有到赴往内外]{1,4}?(?:自然村|社区|村)){1,2}(?![委民级庄])"
)
_NO_VILLAGE = re.compile(
    r"中心|示范|特色|美丽|传统|重点|贫困|行政|全|所有|[两三四五六七八九十]个|[乡农]村|开展"
)
_MARKS = "、，"


def _towns(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the towns of any county stand, the longest of those that end at one place."""
    known = towns()
    for kind in _KINDS.finditer(text):
        for start in range(max(0, kind.start() - _LONGEST), kind.start()):
            if text[start : kind.end()] in known:
                yield start, kind.end()
                break


@functools.cache
def _short_names(county: str) -> re.Pattern[str] | None:
    """Return the pattern of a county's towns without their kind, but for everyday words."""
    stems = {_KIND.sub("", name) for name in of_county().get(county, ())}
    proper = {stem for stem in stems if len(stem) >= 2 and word_class(stem) is None}
    return re.compile(alternation(proper)) if proper else None


def townships(text: str, home: Division | None, places: Sequence[Hit]) -> list[Hit]:
    """Return the towns in ``text`` that can be meant, with the village that follows one."""
    own = _prefix(home)
    named = {
        d.code for hit in places if not hit.short for d in hit.divisions if d.level == "county"
    }
    found = []
    for start, end in _towns(text):
        name = text[start:end]
        stem = _KIND.sub("", name)
        counties = towns()[name]
        near = any(code in named or (own and code.startswith(own)) for code in counties)
        if not near and (len(counties) > 1 or word_class(stem) is not None):
            continue
        if name.endswith("乡") and text.startswith("村", end):
            continue  # 宜居|乡村
        village = _VILLAGE.match(text, end)
        same = village and village.group()[:-1] == stem  # 鹿乡镇|鹿乡村
        if village and (same or not _NO_VILLAGE.search(village.group())):
            found.append(Hit(start, village.end(), "Place", VILLAGE))
        else:
            found.append(Hit(start, end, "Place", TOWNSHIP))
    return found + _beside_another(text, _short_names(own), found)


def _beside_another(text: str, names: re.Pattern[str] | None, found: Sequence[Hit]) -> list[Hit]:
    """沙岭，高升，古城子: a town without its kind counts beside another."""
    if names is None:
        return []
    alone = [match.span() for match in names.finditer(text)]
    starts = {start for start, _ in alone} | {hit.start for hit in found}
    ends = {end for _, end in alone} | {hit.end for hit in found}
    return [
        Hit(start, end, "Place", TOWNSHIP, short=True)
        for start, end in alone
        if (start - 1 in ends and text[start - 1] in _MARKS)
        or (end + 1 in starts and text[end] in _MARKS)
    ]


def merged(places: Iterable[Hit], found: Iterable[Hit]) -> list[Hit]:
    """Return both in order: of those that overlap the longer, the listed one of equals."""
    kept: list[Hit] = []
    ranked = sorted((*places, *found), key=lambda h: (h.start - h.end, h.rule in RULES))
    taken: set[int] = set()
    for hit in ranked:
        span = range(hit.start, hit.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _prefix(home: Division | None) -> str:
    """Return what the codes of the counties begin with that a writer there calls by their towns."""
    if home is None or home.level == "province":
        return ""
    return home.code[:4] if home.level == "prefecture" else home.code[:6]
