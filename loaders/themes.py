"""Tells what a proposal is about, by words in its title (`lexicon/themes.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wordlists import alternation, derived, mapping

IN_TITLE = "word in the title"
"""Rule of a theme. Its mention is named as in the list, not as the word stands in the title."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its ``name``, and where the first word that tells it stands."""

    name: str
    start: int
    end: int


@derived
def _telling() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all words that tell a theme, the longest first, and the theme of each."""
    themes = mapping("themes.tsv")
    return re.compile(alternation(themes)), themes


def themes(text: str, start: int, end: int) -> list[Theme]:
    """Return the themes of a title at ``start:end``, each once, in order; ``text`` is unified."""
    pattern, names = _telling()
    found: dict[str, Theme] = {}
    for match in pattern.finditer(text, start, end):
        name = names[match.group()]
        found.setdefault(name, Theme(name, *match.span()))
    return list(found.values())
