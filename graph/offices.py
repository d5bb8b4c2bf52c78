"""Reads short forms of the names of offices by the words offices are named with.

文广旅体局 is short for 文化广电旅游体育局 if it takes something from each word of it, in order; so
教育局 is not short for 教育和体育局, which is another office.
"""

from __future__ import annotations

import functools
import re

from .tables import rows
from .text import fold

_ENDS = {"委员会": "委", "办公室": "办"}
# 安康市住房和城乡建设局(市人民防空办公室): one office with a second plate; 省文旅厅（原省文化厅）.
_PLATE = re.compile(
    r"(?<=.{4})[（(](?:[^（()）]*(?:局|厅|部|署|处|办|办公室|委|中心|所|馆|院|会)"
    r"|(?:原|现|以下|下|简)[^（()）]+)[)）]$"
)


def plate(name: str) -> str:
    """Return a name without the second one that stands in brackets behind it."""
    return _PLATE.sub("", name)


@functools.cache
def words() -> tuple[str, ...]:
    """Return the words that offices are named with, the longest first."""
    found = [
        word for kind, _, listed in rows("offices.tsv") if kind == "word" for word in listed.split()
    ]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@functools.cache
def _short_words() -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(listed.split()) for kind, word, listed in rows("offices.tsv") if kind == "short"
    }


@functools.cache
def unified(core: str) -> str:
    """Return a core under which spellings of one office meet: without 和, 与, 、 between words."""
    pieces = _pieces(core)
    return "".join(pieces) if pieces else fold(core)


@functools.lru_cache(maxsize=100_000)
def shortens(short: str, full: str) -> bool:
    """Tell whether ``short`` takes something of each word of ``full``, in order, and no more."""
    if len(short) >= len(full) or short[:1] != full[:1]:
        return False
    pieces = _pieces(full)
    if not pieces:
        return False
    *content, head = pieces
    ends = {head, _ENDS.get(head, head)}
    return any(short.endswith(end) and _takes(short[: -len(end)], tuple(content)) for end in ends)


@functools.lru_cache(maxsize=100_000)
def _pieces(core: str) -> tuple[str, ...]:
    """Return the words of an office's core and its head (文化 广电 旅游 局), empty if unknown."""
    match = _pattern().fullmatch(core)
    if match is None:
        return ()
    return (*_word().findall(match["content"]), match["head"])


def _takes(short: str, content: tuple[str, ...]) -> bool:
    if not content:
        return not short
    word, *rest = content
    taken = (word, *_short_words().get(word, ()), *(word[:n] for n in range(1, len(word))))
    return any(short.startswith(t) and _takes(short[len(t) :], tuple(rest)) for t in taken)


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile("|".join(words()))


@functools.cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(words())
    return re.compile(
        rf"(?P<content>(?:{listed})(?:[和与、]?(?:{listed}))*)(?P<head>局|委员会|委|厅|办公室|办|中心)"
    )
