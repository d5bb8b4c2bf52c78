"""Tells which division a letter's writer belongs to: the key to 区教育局, 我市 and short names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..graph.divisions import Division
from .gazetteer import Hit, is_prose
from .parts import Anatomy
from .segment import word_class

REGION = "the writer's region"
"""Rule of a place that stands for the writer, as actor of what no body is named for."""

_LEAST = 1.0
"""Weight that a division needs: two short names in the body, or one name that counts for more."""
_DOUBTFUL = 0.3
_RELATIVE = re.compile(
    r"^(?:政协|中国人民政治协商会议)?(自治区|省|市|州|县|区|旗|盟)(?:第|人大|政协"
    r"|[0-9一二三四五六七八九十])"
)
_MINE = re.compile(r"我(自治区|省|市|州|县|区|旗|盟)")


def home(text: str, anatomy: Anatomy, hits: Sequence[Hit]) -> Division | None:
    """Return the writer's division, or None for a central body or where nothing tells.

    The assembly tells it best, then who signs or writes, then the page's head, then the division
    that the letter names most; what the letter calls its own (我县, 省十三届人大) must fit.
    """
    named = [hit for hit in hits if hit.divisions and not is_prose(hit, text)]
    if not named:
        return None
    if anatomy.assembly and "全国" in anatomy.assembly.name and not _leads(anatomy, named):
        return None
    own = _own(text, anatomy)
    weights: dict[str, float] = {}
    by_code: dict[str, Division] = {}
    areas = [(a.start - 24, a.end, 40.0) for a in (anatomy.assembly,) if a]
    areas += [
        (max(a.start - 8, text.rfind("\n", 0, a.start) + 1), a.end, 30.0)
        for a in (anatomy.lead,)
        if a
    ]
    areas.append((0, anatomy.receipt.end, 6.0))
    mentioned = {d.code for hit in named if len(hit.divisions) == 1 for d in hit.divisions}
    for hit in named:
        weight = 1.0 if not hit.short else 0.6
        for start, end, extra in areas:
            if start <= hit.start and hit.end <= end:
                weight += extra * (1.0 if not hit.short else 0.5)
        weight *= _DOUBTFUL if _word(hit) else 1.0
        for division in hit.divisions:
            family = sum([above.code in mentioned for above in division.ancestors])
            by_code[division.code] = division
            share = weight * (1 + family) / len(hit.divisions)
            weights[division.code] = weights.get(division.code, 0.0) + share
    if own:
        fitting = {code: w for code, w in weights.items() if by_code[code].name.endswith(own)}
        if not fitting and own != "区":  # 我省 in a letter that names only its cities
            for code, weight in weights.items():
                for above in by_code[code].ancestors:
                    if above.name.endswith(own):
                        by_code[above.code] = above
                        fitting[above.code] = fitting.get(above.code, 0.0) + weight
        if not fitting:
            return None  # its own places are not among those that are known
        weights = fitting
    best = max(weights, key=lambda code: (weights[code], len(by_code[code].ancestors), code))
    return by_code[best] if weights[best] >= _LEAST else None


def _leads(anatomy: Anatomy, named: Sequence[Hit]) -> bool:
    lead = anatomy.lead
    return lead is not None and any(lead.start <= h.start and h.end <= lead.end for h in named)


def _word(hit: Hit) -> bool:
    """Tell whether a county's short name is an everyday word: 资源, 平安, 南部."""
    return (
        hit.short
        and word_class(hit.divisions[0].short) is not None
        and all(division.level == "county" for division in hit.divisions)
    )


def _own(text: str, anatomy: Anatomy) -> str:
    """Return what the letter calls its writer's division, 市, 县 …, empty where nothing tells."""
    if anatomy.assembly:
        match = _RELATIVE.match(anatomy.assembly.name)
        if match:
            return match.group(1)
    if anatomy.lead:
        match = re.match(r"(自治区|省|市|州|县|区|旗|盟)(?=[^\s]{2,})", anatomy.lead.name)
        return match.group(1) if match else ""
    if anatomy.assembly:
        return ""
    mine = [match.group(1) for match in _MINE.finditer(text)]
    return max(sorted(set(mine)), key=mine.count) if mine else ""
