"""Reads what a name says about time: which edition of an event, which years of a plan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .text import number, simplified

_DIGITS = "[0-9〇○零一二三四五六七八九十百]"
_YEAR = "(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三][〇○零一二三四五六七八九]"
_ORDINAL = re.compile(rf"第({_DIGITS}+)届|(首)届")
_CENSUS = re.compile(rf"第({_DIGITS}+)次(?=.*普查)")
_GAMES = re.compile(r"(?:第)?([一二三四五六七八九十]+)(?:届)?(?=运会$)")
_BEFORE = re.compile(rf"^({_YEAR})(?:年度?)?[·•—\-]?(?![0-9—\-至~])")
_BRACKET = re.compile(rf"[（(]({_YEAR})年?[）)]")

_FIVE = re.compile(r"(十[一二三四五六七八九])五|第(十[一二三四五六七八九]?)个五年")
_SPAN = re.compile(rf"({_YEAR})年?(?:[—–―－\-~～]+|至|到)({_YEAR})")
_SINGLE = re.compile(rf"({_YEAR})年?度?(?=[）)年度])")
_QUOTES = re.compile(r"[“”\"'‘’《》\s]")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of an event; ``series`` is the name without it, empty if none is named."""

    series: str
    number: int | None
    year: int | None


def edition(name: str) -> Edition:
    """Return which edition a name tells of: 第五届98音乐节, 首届…, 2021年…, …（2021）, 省十三运会.

    The rest comes in simplified script.
    """
    text = unicodedata.normalize("NFKC", simplified(name.strip()))
    text = _GAMES.sub(r"第\1届", text).replace("届运会", "届运动会")
    year = None
    if match := _BEFORE.search(text) or _BRACKET.search(text):
        year, text = number(match[1]), text[: match.start()] + text[match.end() :]
    count = None
    if match := _CENSUS.search(text):
        count = number(match[1])
        text = text[: match.start()] + text[match.end() :]
    elif match := _ORDINAL.search(text):
        count = 1 if match[2] else number(match[1])
        text = text[: match.start()] + text[match.end() :]
    series = text.strip(" ·•—-、,")
    if (year is None and count is None) or len(series) < 2:
        return Edition("", None, None)
    return Edition(_unify(series), count, year)


def period(name: str) -> tuple[int | None, int | None]:
    """Return the first and last year of a plan by its name, or None for what it does not say.

    “十四五” is 2021 to 2025; （2021—2023年） its two years; 2022年工作要点 that one year.
    """
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", name))
    if match := _FIVE.search(text):
        count = number(match[1] or match[2])
        if count is not None:
            first = 1951 + count * 5
            return first, first + 4
    if match := _SPAN.search(text):
        years = number(match[1]), number(match[2])
        if years[0] and years[1] and years[0] <= years[1]:
            return years
    if match := _SINGLE.search(text):
        return number(match[1]), number(match[1])
    return None, None


def _unify(series: str) -> str:
    # NFKC made half-width what Chinese writes full-width.
    return series.translate(str.maketrans("(),:", "（），："))
