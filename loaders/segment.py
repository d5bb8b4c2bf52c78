"""Cuts a clause into everyday words and the unknown stretches between them.

The most probable cut by word frequency (dynamic programming over the vocabulary). Names already
recognised are handed in as fixed spans. What the vocabulary does not know stays as stretches of
class "x": the stuff that proper names are made of.
"""

from __future__ import annotations

import functools
import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .wordlists import derived, table

NAME = "N"
"""Class of a span that was handed in as a name."""
UNKNOWN = "x"
PUNCTUATION = "."

# Logarithm of the frequency that a stop word is given where the vocabulary lacks it.
_STOP_WORD_FREQUENCY = math.log(300)
_RUN = re.compile(r"([\u3400-\u9fff〇]+)|([A-Za-z0-9+.]+)|.", re.S)


_Entry = tuple[float, str, "_Branches"]
_Branches = dict[str, _Entry]
_NONE: _Branches = {}


@dataclass(slots=True)
class Token:
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
def _trie() -> _Branches:
    """Map each first character to its cost and class as a word, and to what may follow it.

    A beginning that is no word costs infinitely much, one character never more than an unknown
    one. Frequent words are laid down first, so that what is needed together lies together in
    memory: fetching it is what takes the time.
    """
    costs, _ = _vocabulary()
    branches = _branches(sorted(costs, key=lambda word: costs[word][0]), 1)
    unknown = _unknown()[:2]
    return {
        char: (*(unknown if cost == math.inf else (cost, cls)), longer)
        for char, (cost, cls, longer) in branches.items()
    }


@derived
def _unknown() -> _Entry:
    """Return cost and class of a character that begins no word."""
    return _vocabulary()[1], UNKNOWN, _NONE


def _branches(words: list[str], size: int) -> _Branches:
    """Return the branches for words that are equal but for their characters from ``size`` on."""
    costs, _ = _vocabulary()
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(sys.intern(word[size - 1]), []).append(word)
    found: _Branches = {}
    for char, group in groups.items():
        longer = [word for word in group if len(word) > size]
        cost, cls = costs.get(group[0][:size], (math.inf, ""))
        found[char] = (cost, cls, _branches(longer, size + 1)) if longer else _leaf(cost, cls)
    return found


@functools.cache
def _leaf(cost: float, cls: str) -> _Entry:
    """Return the entry of a word that begins no other; words equally frequent share it."""
    return cost, cls, _NONE


def word_class(word: str) -> str | None:
    """Return the class of an everyday word, or None."""
    entry = _vocabulary()[0].get(word)
    return entry[1] if entry else None


def segment(
    text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()
) -> Iterator[Token]:
    """Yield the tokens of ``text[start:end]``, in order and without gaps.

    ``names`` are spans to keep whole, sorted and disjoint; those outside are ignored.
    """
    position = start
    for a, b in names:
        if a < position or b > end:
            continue
        yield from _cut(text, position, a)
        yield Token(a, b, NAME)
        position = b
    yield from _cut(text, position, end)


def _cut(text: str, start: int, end: int) -> Iterator[Token]:
    for run in _RUN.finditer(text, start, end):
        if run.lastindex == 1:
            yield from _words(run.group(), run.start())
        else:
            yield Token(*run.span(), "m" if run.lastindex else PUNCTUATION)


def _words(run: str, offset: int) -> list[Token]:
    """Cut a run of Chinese characters, which begins at ``offset`` of the text."""
    trie, unknown, size = _trie(), _unknown(), len(run)
    best = [0.0] + [math.inf] * size
    back = [(0, "")] * (size + 1)
    chars = list(run)
    for begin, char in enumerate(chars):
        base = best[begin]
        cost, cls, longer = trie.get(char, unknown)
        end = begin + 1
        while True:
            cost += base
            if cost < best[end]:
                best[end] = cost
                back[end] = (begin, cls)
            if not longer or end == size:
                break
            entry = longer.get(chars[end])
            if entry is None:
                break
            cost, cls, longer = entry
            end += 1
    tokens: list[Token] = []
    end = size
    while end > 0:
        begin, cls = back[end]
        if cls == UNKNOWN and tokens and tokens[-1].cls == UNKNOWN:
            tokens[-1].start = offset + begin
        else:
            tokens.append(Token(offset + begin, offset + end, cls))
        end = begin
    tokens.reverse()
    return tokens
