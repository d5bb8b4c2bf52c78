"""How Chinese names are read. The one place that knows pinyin."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

# pypinyin is imported where it is used: that takes a quarter of a second, which most commands
# do not need.

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_READINGS = 3
"""Rarer readings of a character than these only make noise in a search."""
_RUNS = 1 << 16
"""The readings of so many runs of Chinese characters are kept: names share theirs, titles most."""


def spelt(name: str) -> str | None:
    """Return ``name`` in pinyin with tones (``dì 31 hào``), None if nothing in it is read so.

    Characters of several readings go by the words they stand in: 重庆 is ``chóng qìng``. What is
    not Chinese stays as it is.
    """
    text = _HAN.sub(_syllables, name)
    return None if text == name else text


def readings(names: Iterable[str]) -> dict[str, str]:
    """Return how each Chinese character of ``names`` may be read, without tones (``le yue``)."""
    from pypinyin import Style, pinyin

    characters = sorted({c for name in names for c in name if c >= "\u2e80"})
    found = {}
    for character in characters:
        (read,) = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]]
        if read:
            found[character] = " ".join(list(dict.fromkeys(read))[:_READINGS]).replace("ü", "v")
    return found


def _syllables(match: re.Match[str]) -> str:
    """Return how a run of Chinese characters is read, set off from words beside it."""
    start, end = match.span()
    text = match.string
    left = " " if start and _closes(text[start - 1]) else ""
    right = " " if end < len(text) and _opens(text[end]) else ""
    return f"{left}{_run(match[0])}{right}"


@functools.cache
def _closes(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Pe", "Pf")


@functools.cache
def _opens(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Ps", "Pi")


@functools.lru_cache(_RUNS)
def _run(run: str) -> str:
    from pypinyin.seg.mmseg import seg

    # Word by word, since names share most of their words.
    return " ".join(map(_word, seg.cut(run)))


@functools.cache
def _word(word: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(word, style=Style.TONE))
