"""Cuts a clause into everyday words and the unknown stretches between them.

The most probable cut by word frequency (dynamic programming over the vocabulary). Names already
recognised are handed in as fixed spans. What the vocabulary does not know stays as stretches of
class "x": the stuff that proper names are made of.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from .wordlists import derived, table

NAME = "N"
"""Class of a span that was handed in as a name."""
UNKNOWN = "x"
PUNCTUATION = "."

# Logarithm of the frequency that a stop word is given where the vocabulary lacks it.
_STOP_WORD_FREQUENCY = math.log(300)
_RUN = re.compile(r"(?P<chinese>[\u3400-\u9fff〇]+)|(?P<other>[A-Za-z0-9+.]+)|.", re.S)


class Token(NamedTuple):
    """A word at ``start:end`` of the text; ``cls`` is its class (see lexicon/vocabulary.tsv)."""

    start: int
    end: int
    cls: str


@derived
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


@derived
def _trie() -> dict[str, tuple[float, str, bool]]:
    """Map each word, and each beginning of one, to its cost, class and whether more may follow.

    A beginning that is no word costs infinitely much.
    """
    costs, _ = _vocabulary()
    starts = {word[:size] for word in costs for size in range(1, len(word))}
    found = {word: (cost, cls, word in starts) for word, (cost, cls) in costs.items()}
    return found | dict.fromkeys(starts - costs.keys(), (math.inf, "", True))


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
    tokens: list[Token] = []
    for run in _RUN.finditer(text, start, end):
        if run.lastgroup == "chinese":
            tokens += _words(run.group(), run.start())
        else:
            tokens.append(Token(*run.span(), "m" if run.lastgroup else PUNCTUATION))
    return tokens


def _words(run: str, offset: int) -> list[Token]:
    """Cut a run of Chinese characters, which begins at ``offset`` of the text."""
    trie, unknown, size = _trie(), _vocabulary()[1], len(run)
    best = [0.0] + [math.inf] * size
    back = [(0, "")] * (size + 1)
    for begin in range(size):
        base = best[begin]
        end = begin + 1
        if base + unknown < best[end]:
            best[end] = base + unknown
            back[end] = (begin, UNKNOWN)
        entry = trie.get(run[begin])
        while entry:
            cost, cls, more = entry
            if base + cost < best[end]:
                best[end] = base + cost
                back[end] = (begin, cls)
            if not more or end == size:
                break
            end += 1
            entry = trie.get(run[begin:end])
    tokens: list[Token] = []
    end = size
    while end > 0:
        begin, cls = back[end]
        if tokens and cls == UNKNOWN == tokens[-1].cls:
            tokens[-1] = Token(offset + begin, tokens[-1].end, UNKNOWN)
        else:
            tokens.append(Token(offset + begin, offset + end, cls))
        end = begin
    tokens.reverse()
    return tokens
