"""Cuts a clause into everyday words and the unknown stretches between them.

The most probable cut by word frequency (dynamic programming over the vocabulary). Names already
recognised are handed in as fixed spans. What the vocabulary does not know stays as stretches of
class "x": the stuff that proper names are made of.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .wordlists import table

NAME = "N"
"""Class of a span that was handed in as a name."""
UNKNOWN = "x"
PUNCTUATION = "."

_LONGEST = 4
# Logarithm of the frequency that a stop word is given where the vocabulary lacks it.
_STOP_WORD_FREQUENCY = math.log(300)
_WORD = re.compile(r"[A-Za-z0-9+.]+")
_CJK = re.compile(r"[\u3400-\u9fff〇]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``start:end`` of the text; ``cls`` is its class (see lexicon/vocabulary.tsv)."""

    start: int
    end: int
    cls: str


@functools.cache
def _vocabulary() -> tuple[dict[str, tuple[float, str]], float]:
    rows = [row for row in table("vocabulary.tsv", 3) if not _looks_like_a_name(*row)]
    total = math.log(sum(int(frequency) for _, frequency, _ in rows))
    costs = {word: (total - math.log(int(f)), cls) for word, f, cls in rows}
    for word, _ in table("stop_words.tsv", 2):
        if len(word) > 1:
            costs.setdefault(word, (total - _STOP_WORD_FREQUENCY, "v"))
    return costs, total + 1.0


def _looks_like_a_name(word: str, frequency: str, cls: str) -> bool:
    """Rare nouns such as 峰山 or 龙泉寺 would cut a proper name in two."""
    return int(frequency) < _RARE and len(word) > 1 and cls == "n" and word[-1] in _FEATURES


_RARE = 150
_FEATURES = frozenset("山河江湖岛寺庙村镇桥塔祠观洞峡岭泉溪湾陵碑城寨堡殿阁亭楼关")


def word_class(word: str) -> str | None:
    """Return the class of an everyday word, or None."""
    entry = _vocabulary()[0].get(word)
    return entry[1] if entry else None


def segment(text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Return the tokens of ``text[start:end]``, in order and without gaps.

    ``names`` are spans to keep whole, sorted and disjoint; those outside are ignored.
    """
    tokens: list[Token] = []
    position = start
    for a, b in names:
        if a < position or b > end:
            continue
        tokens += _cut(text, position, a)
        tokens.append(Token(a, b, NAME))
        position = b
    tokens += _cut(text, position, end)
    return tokens


def _cut(text: str, start: int, end: int) -> list[Token]:
    costs, unknown = _vocabulary()
    size = end - start
    if size <= 0:
        return []
    best = [0.0] + [math.inf] * size
    back: list[tuple[int, str]] = [(0, "")] * (size + 1)
    i = 0
    while i < size:
        base = best[i]
        char = text[start + i]
        if not _CJK.match(char):
            match = _WORD.match(text, start + i, end)
            length = match.end() - start - i if match else 1
            if base < best[i + length]:
                best[i + length] = base
                back[i + length] = (i, "m" if match else PUNCTUATION)
            i += 1
            continue
        if base + unknown < best[i + 1]:
            best[i + 1] = base + unknown
            back[i + 1] = (i, UNKNOWN)
        for length in range(1, min(_LONGEST, size - i) + 1):
            entry = costs.get(text[start + i : start + i + length])
            if entry and base + entry[0] < best[i + length]:
                best[i + length] = base + entry[0]
                back[i + length] = (i, entry[1])
        i += 1
    tokens: list[Token] = []
    i = size
    while i > 0:
        j, cls = back[i]
        if tokens and cls == UNKNOWN == tokens[-1].cls:
            tokens[-1] = Token(start + j, tokens[-1].end, UNKNOWN)
        else:
            tokens.append(Token(start + j, start + i, cls))
        i = j
    tokens.reverse()
    return tokens
