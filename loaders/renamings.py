"""Reads what a letter says of its own offices' past: 更名为, 原…与原…整合组建…, 原A（现B）."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .parts import Name

_SENTENCE = re.compile(r"[^。；;\n]+")
_RENAMED = re.compile(r"(?:正式|现已|已)?(?:更名|改名|改称|变更)(?:为|成)")
_FOUNDED = re.compile(
    r"(?:重新)?(?:组建|整合|合并)(?:为|成|成立|设立|组成)?(?!了?工作)|(?:成立|设立)"
)
_MERGED = re.compile(r"整合(?!资源|力量|优势|各类)|合并(?!推进)|并入|划入|撤销")
_INTO = re.compile(r"并入|划入")
_NOW = re.compile(r"[（(](?:现|现为|现更名为|现称|今|后更名为|后改为|更名为)[:：]?$")
_FORMER = re.compile(r"[（(](?:原|原为|原名|原称|前身为|前身是)[:：]?$")
_JOINED = re.compile(
    r"[、和与及]?(?:原|将|把|由)?|的?(?:全部|主要|相关|有关)?(?:职责|职能|机构|部门)?[、和与及](?:原)?"
)
_PAST = re.compile(r"(?:原|将|把|由)$")
# Read as one name, with its former or present name in brackets.
_WITHIN = re.compile(
    r"(?P<outer>.{4,}?)[（(](?P<when>现为|现更名为|现|原为|原|前身为)(?P<inner>.{3,})[）)]"
)
_OTHERWISE = re.compile(r"[，,、]|未|不")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NEAR = 16
_BODIES = frozenset({"Department", "Institution"})


@dataclass(frozen=True, slots=True)
class Renaming:
    """That the body ``before`` became ``after``, told at ``start:end``, in ``year`` if told."""

    before: Name
    after: Name
    start: int
    end: int
    year: int | None


def renamings(text: str, names: Sequence[Name]) -> list[Renaming]:
    """Return which of the bodies ``names`` became which, by the words of ``text`` around them."""
    bodies = sorted((n for n in names if n.type in _BODIES), key=lambda n: (n.start, -n.end))
    found: dict[tuple[int, int], Renaming] = {}
    for body in bodies:
        if match := _WITHIN.fullmatch(text[body.start : body.end]):
            outer, inner = (
                body._replace(start=body.start + match.start(g), end=body.start + match.end(g))
                for g in ("outer", "inner")
            )
            pair = (outer, inner) if match["when"].startswith("现") else (inner, outer)
            found[pair[0].start, pair[1].start] = Renaming(*pair, body.start, body.end, None)
    starts = [body.start for body in bodies]
    for sentence in _SENTENCE.finditer(text):
        low = bisect.bisect_left(starts, sentence.start())
        high = bisect.bisect_left(starts, sentence.end())
        if high - low < 2:
            continue
        inside = [body for body in bodies[low:high] if body.end <= sentence.end()]
        for before, after, end in _told(text, inside, sentence.end()):
            year = _YEAR.search(text, sentence.start(), max(after.start, before.end))
            if text[before.start : before.end] != text[after.start : after.end]:
                found.setdefault(
                    (before.start, after.start),
                    Renaming(
                        before,
                        after,
                        min(before.start, after.start),
                        end,
                        int(year[1]) if year else None,
                    ),
                )
    return list(found.values())


def _told(text: str, bodies: list[Name], end: int) -> Iterator[tuple[Name, Name, int]]:
    """Yield pairs (before, after) of the bodies of one sentence, and where the telling ends."""
    for first, second in itertools.pairwise(bodies):
        between = text[first.end : second.start]
        if len(between) < _NEAR and _FORMER.search(between):
            yield second, first, second.end
            continue
        match = _RENAMED.search(between)
        renamed = match is not None and len(between) - match.end() < _NEAR
        if renamed or (len(between) < _NEAR and (_NOW.search(between) or _INTO.search(between))):
            yield first, second, second.end
    for n, after in enumerate(bodies[1:], 1):
        between = text[bodies[n - 1].end : after.start]
        founded = list(_FOUNDED.finditer(between))
        if not founded or not _MERGED.search(between):
            continue
        rest = between[founded[-1].end() :]
        if len(rest) >= _NEAR or _OTHERWISE.search(rest):
            continue
        for before in _together(text, bodies[:n]):
            yield before, after, after.end


def _together(text: str, bodies: list[Name]) -> list[Name]:
    """Return the last of ``bodies`` with those that are joined to it (原A与原B, 将A、B)."""
    group = [bodies[-1]]
    for body in reversed(bodies[:-1]):
        if not _JOINED.fullmatch(text[body.end : group[0].start]):
            break
        group.insert(0, body)
    head = text[max(0, group[0].start - 1) : group[0].start]
    return group if len(group) > 1 or _PAST.search(head) else []
