"""Cuts a clause into everyday words and the unknown stretches between them.

The most probable cut by word frequency, found by jieba's algorithm over our own vocabulary. Names
already recognised are handed in as fixed spans. What the vocabulary does not know stays as
stretches of class "x": the stuff that proper names are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from .wordlists import derived, table

NAME = "N"
"""Class of a span that was handed in as a name."""
UNKNOWN = "x"
PUNCTUATION = "."

_STOP_WORD_FREQUENCY = 300
"""What a stop word is given where the vocabulary lacks it."""
_RUN = re.compile(r"([\u3400-\u9fff〇]+)|([A-Za-z0-9+.]+)|.", re.S)
"""Chinese characters, letters and figures, or a mark."""


@dataclass(slots=True)
class Token:
    """A word at ``start:end`` of the text; ``cls`` is its class (see lexicon/vocabulary.tsv)."""

    start: int
    end: int
    cls: str


@derived
def _vocabulary() -> tuple[rjieba.Jieba, dict[str, str]]:
    """Return what cuts a stretch into everyday words, and the class of each."""
    rows = (row for row in table("vocabulary.tsv", 3) if not _looks_like_a_name(*row))
    words = {word: (int(frequency), cls) for word, frequency, cls in rows}
    for word, _ in table("stop_words.tsv", 2):
        if len(word) > 1:
            words.setdefault(word, (_STOP_WORD_FREQUENCY, "v"))
    cutter: rjieba.Jieba = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
    for word, (frequency, cls) in words.items():
        cutter.add_word(word, frequency, cls)
    return cutter, {word: cls for word, (_, cls) in words.items()}


def _looks_like_a_name(word: str, frequency: str, cls: str) -> bool:
    """Rare nouns such as 峰山 or 龙泉寺 would cut a proper name in two."""
    return int(frequency) < _RARE and len(word) > 1 and cls == "n" and word[-1] in _FEATURES


_RARE = 150
_FEATURES = frozenset("山河江湖岛寺庙村镇桥塔祠观洞峡岭泉溪湾陵碑城寨堡殿阁亭楼关")


def word_class(word: str) -> str | None:
    """Return the class of an everyday word, or None."""
    return _vocabulary()[1].get(word)


def segment(
    text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()
) -> Iterator[Token]:
    """Yield the tokens of ``text[start:end]``, in order and without gaps.

    ``names`` are spans to keep whole, sorted and disjoint; those outside are ignored.
    """
    for a, b in (*names, (end, end)):
        if a < start or b > end:
            continue
        for run in _RUN.finditer(text, start, a):
            if run.lastindex == 1:
                yield from _words(run.group(), run.start())
            else:
                yield Token(*run.span(), "m" if run.lastindex else PUNCTUATION)
        if a < b:
            yield Token(a, b, NAME)
        start = b


def _words(run: str, start: int) -> list[Token]:
    """Cut a run of Chinese characters, which begins at ``start`` of the text."""
    cutter, classes = _vocabulary()
    tokens: list[Token] = []
    for word in cutter.cut(run, False):
        end = start + len(word)
        cls = classes.get(word, UNKNOWN)
        if cls == UNKNOWN and tokens and tokens[-1].cls == UNKNOWN:
            tokens[-1].end = end
        else:
            tokens.append(Token(start, end, cls))
        start = end
    return tokens
