"""Finds the words of a list in a text without lone surrogates, all of them in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Value = TypeVar("Value")


class Finder(Generic[Value]):
    """Finds the words of a long list that it is made of, each with its value."""

    def __init__(self, words: Iterable[tuple[str, Value]]) -> None:
        values = dict(words)
        self._values = list(values.values())
        self._automaton = AhoCorasick(values, MatchKind.LeftmostLongest)

    def longest(self, text: str) -> list[tuple[int, int, Value]]:
        """Return start, end and value of the longest words, without overlaps, in order."""
        values = self._values
        return [
            (start, end, values[i])
            for i, start, end in self._automaton.find_matches_as_indexes(text)
        ]


def occurrences(text: str, words: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of a few words stands in the text; only itself may it not overlap."""
    found: dict[str, list[int]] = {word: [] for word in words}
    if not found:
        return found
    lists = list(found.values())
    automaton = AhoCorasick(found, implementation=Implementation.NoncontiguousNFA)  # soon built
    for i, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        starts = lists[i]
        if not starts or start >= starts[-1] + end - start:
            starts.append(start)
    return found
