"""The numbers that Word writes before a paragraph by itself, such as 一、 and （二）."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = (
    "chineseCountingThousand chineseCounting japaneseCounting taiwaneseCountingThousand "
    "taiwaneseCounting ideographDigital chineseLegalSimplified".split()
)
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"


class Numbering:
    """The lists of a document; counts on as paragraphs are asked for in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """Take the roots of numbering.xml and styles.xml, None where there is none."""
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._family: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is None:
            return
        for item in numbering.iter(_W + "abstractNum"):
            abstract[_of(item, "abstractNumId")] = {
                _integer(_of(level, "ilvl")): (
                    _value(level, "numFmt"), _value(level, "lvlText"),
                    _integer(_value(level, "start"), 1),
                )
                for level in item.iter(_W + "lvl")
            }  # fmt: skip
        for item in numbering.iter(_W + "num"):
            family = _value(item, "abstractNumId")
            self._lists[_of(item, "numId")] = abstract.get(family, {})
            self._family[_of(item, "numId")] = family
        for style in styles.iter(_W + "style") if styles is not None else ():
            found = _list_of(style)
            if found:
                self._styles[_of(style, "styleId")] = found

    def label(self, paragraph: Any) -> str:
        """Return what stands before the text of ``paragraph``, "" if it is in no list."""
        found = _list_of(paragraph)
        if found is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            found = self._styles.get(style.get(_W + "val")) if style is not None else None
        levels = self._lists.get(found[0]) if found else None
        if found is None or not levels or found[1] not in levels:
            return ""
        level = found[1]
        counts = self._counts.setdefault(self._family[found[0]], [None] * _LEVELS)
        before = counts[level]
        counts[level] = levels[level][2] if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            count = counts[at] if counts[at] is not None else start
            return _spelled(count or 0, form)

        if levels[level][0] in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", number, levels[level][1])


def _spelled(count: int, form: str) -> str:
    if form in _CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return (
            ("" if tens < 2 else _DIGITS[tens])
            + ("十" if tens else "")
            + (_DIGITS[ones] if ones else "")
        )
    if form == "upperLetter" and 0 < count <= 26:
        return chr(ord("A") + count - 1)
    if form == "lowerLetter" and 0 < count <= 26:
        return chr(ord("a") + count - 1)
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


def _list_of(element: Any) -> tuple[str, int] | None:
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None
    number = _value(properties, "numId")
    level = _integer(_value(properties, "ilvl"))
    return (number, level) if number not in ("", "0") and 0 <= level < _LEVELS else None


def _value(element: Any, child: str) -> str:
    found = element.find(_W + child)
    return _of(found, "val") if found is not None else ""


def _of(element: Any, attribute: str) -> str:
    return str(element.get(_W + attribute) or "")


def _integer(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise
