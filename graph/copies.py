"""Tells when two texts are one letter: a page and its Word file, a letter and its correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import ids
from .model import Header
from .text import fold, number

_GRAM = 5
"""Characters of the stretches by which texts are compared; in Chinese five are rarely chance."""
_NEAR = 0.8
"""Share of the shorter text's stretches that the other has. Between replies of one office to
different proposals it stays below 0.4; a page's furniture and a corrected figure cost 0.1."""
_SHORT = 300
_NEAR_SHORT = 0.95
"""Short opinions of two offices on one proposal share its title and the formulas around it."""
_CORRECTED = re.compile(r"更正|修订|修正|重新答复|补充答复")


@dataclass(frozen=True, slots=True)
class Issue:
    """One text of a letter: where it was first read, its dates (ISO, "" if unknown), its title."""

    id: str
    text: str
    source: tuple[str, int]
    date: str = ""
    published: str = ""
    title: str = ""


def block(header: Header) -> str | None:
    """Return the key that all issues of one letter share, None if the letter lacks a number.

    That is who answers what: the jurisdiction, the assembly, and the numbers of the proposals.
    """
    numbers = [ref.number for ref in header.proposals if ref.number]
    if not numbers or not header.assembly:
        return None
    plain = sorted(str(number(n) or fold(n)) for n in numbers)
    return ids.slug(header.jurisdiction or "", fold(header.assembly), *plain)


def grouped(issues: Sequence[Issue]) -> dict[str, str]:
    """Return for the id of each issue of one `block` the id of the issue that stands for it.

    Issues of near-equal text are one letter. The latest stands for all: by the date of the letter,
    then a correction, then by the date of publication; else the first in the order of sources. The
    answer does not depend on the order of ``issues``.
    """
    grams = {issue.id: _grams(issue.text) for issue in issues}
    group = {issue.id: {issue.id} for issue in issues}
    known = sorted(group)
    for i, a in enumerate(known):
        for b in known[i + 1 :]:
            if group[a] is not group[b] and _near(grams[a], grams[b]):
                group[a] |= group[b]
                for member in group[b]:
                    group[member] = group[a]
    best: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda issue: (issue.source, issue.id)):
        first = min(group[issue.id])
        if first not in best or _rank(issue) > _rank(best[first]):
            best[first] = issue
    return {issue: best[min(members)].id for issue, members in group.items()}


def _rank(issue: Issue) -> tuple[str, bool, str]:
    return issue.date, bool(_CORRECTED.search(issue.title)), issue.published


def _grams(text: str) -> frozenset[str]:
    plain = fold(text)
    return frozenset(plain[i : i + _GRAM] for i in range(max(1, len(plain) - _GRAM + 1)))


def _near(a: frozenset[str], b: frozenset[str]) -> bool:
    shorter = min(len(a), len(b))
    return len(a & b) >= shorter * (_NEAR if shorter >= _SHORT else _NEAR_SHORT)
