"""Finds the words of a list in a text, all of them in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Value = TypeVar("Value")

_SURROGATES = re.compile("[\ud800-\udfff]")


class Finder(Generic[Value]):
    """Finds the words of a long list that it is made of, each with its value."""

    def __init__(self, words: Iterable[tuple[str, Value]]) -> None:
        values = dict(words)
        self._values = list(values.values())
        self._automaton = AhoCorasick(values, MatchKind.LeftmostLongest)

    def longest(self, text: str) -> list[tuple[int, int, Value]]:
        """Return start, end and value of the longest words, without overlaps, in order."""
        values = self._values
        return [(start, end, values[i]) for i, start, end in _matches(self._automaton, text)]


def occurrences(text: str, words: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of a few words stands in the text; only itself may it not overlap."""
    found: dict[str, list[int]] = {word: [] for word in words}
    if not found:
        return found
    lists = list(found.values())
    automaton = AhoCorasick(found, implementation=Implementation.NoncontiguousNFA)  # soon built
    for i, start, end in _matches(automaton, text, overlapping=True):
        starts = lists[i]
        if not starts or start >= starts[-1] + end - start:
            starts.append(start)
    return found


def _matches(
    automaton: AhoCorasick, text: str, overlapping: bool = False
) -> list[tuple[int, int, int]]:
    """Return number, start and end of each word in the text."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping)
    except UnicodeEncodeError:  # lone surrogates, which are in no word
        plain = _SURROGATES.sub("\ufffd", text)
        return automaton.find_matches_as_indexes(plain, overlapping)
