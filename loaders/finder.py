"""Finds the words of a long list in a text, all of them in one pass.

The automaton goes over the bytes of UTF-8: it tries the branches of a node one by one, and over
characters its first node would have thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

Value = TypeVar("Value")


class Finder(Generic[Value]):
    """Finds the words that it is made of, each with its value."""

    def __init__(self, words: Iterable[tuple[str, Value]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, value in words:
            self._automaton.add_word(_octets(word), (len(word), value))
        self._automaton.make_automaton()

    def longest(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """Yield start, end and value of the longest words, without overlaps, in order."""
        octets = _octets(text)
        return _placed(octets, self._automaton.iter_long(octets))

    def all(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """Yield start, end and value of every word, by where they end."""
        octets = _octets(text)
        return _placed(octets, self._automaton.iter(octets))


def _octets(text: str) -> str:
    """Return the bytes of the text in UTF-8, each as the character of its number."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _placed(
    octets: str, found: Iterable[tuple[int, tuple[int, Value]]]
) -> Iterator[tuple[int, int, Value]]:
    """Yield where the words stand in the text, whose bytes ``octets`` are."""
    end = done = 0
    for last, (size, value) in found:
        passed = octets[done : last + 1].encode("latin-1")
        end += len(passed.decode("utf-8", "surrogatepass"))
        done = last + 1
        yield end - size, end, value
