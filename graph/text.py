"""Normalises text. Pure functions; the only place that does.

Two strengths: `clean` keeps a letter readable and remembers where each character came from;
`fold` reduces a name to the key under which equal names meet.
"""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources

# Kangxi and CJK radical glyphs that PDF and Word conversions leave in place of the character;
# NFKC maps the Kangxi block, these are of the supplement that it leaves alone.
RADICALS = str.maketrans(
    "⻩⻜⺠⻓⻋⻅⻉⻔⻚⻛⻝⻢⻥⻦⻨⻬⻰⻮⻄⻘⻆⻣⻤⻁⻙⻧⻱⺟⻑⻒",
    "黄飞民长车见贝门页风食马鱼鸟麦齐龙齿西青角骨鬼虎韦卤龟母长镸",
)

_RADICAL = re.compile(f"[{''.join(map(chr, RADICALS))}]")

_SOUNDS = r"[a-z\u00e0-\u024f\u01cd-\u01dc]+[)）]"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[(（]{_SOUNDS}")
# What converters leave behind (Word bookmarks, zero-width and control characters), pinyin that
# mirror pages insert after a character (區(qū)), line ends of every kind, runs of blanks.
_RESIDUE = r"\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f"
# The first character is told apart only after it is found: one class of all is quickly searched.
_CHANGES = re.compile(
    rf"[\[(（\s{_RESIDUE}](?:"
    rf"(?P<residue>(?<=\[)bookmark:[^\]\n]{{0,80}}\]|(?<=[{_RESIDUE}]))"
    rf"|(?P<pinyin>(?<=[\u3400-\u9fff][(（]){_SOUNDS})"
    r"|(?P<newline>(?<=\r)\n?|(?<=[\n\x0b\x0c\u0085\u2028\u2029]))"
    r"|(?P<blanks>(?<=\s)[^\S\n]*)"
    r")"
)
_SURROGATES = re.compile("[\ud800-\udfff]")

_QUOTES = "“”\"'‘’《》〈〉<>「」『』"
_IGNORED = re.compile(rf"[\s{re.escape(_QUOTES)}\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text ready to be read, with the way back to the original.

    ``anchors`` are pairs (offset here, offset in the original), rising in both; between two
    anchors both count alike.
    """

    text: str
    anchors: tuple[tuple[int, int], ...]

    def original(self, offset: int) -> int:
        """Return the offset in the original of ``offset`` here (both in code points)."""
        i = bisect.bisect_right(self.anchors, (offset, float("inf"))) - 1
        here, there = self.anchors[i]
        return there + offset - here


def clean(text: str) -> CleanText:
    """Drop converters' residue, unify line ends and blanks; keep every other character.

    Lone surrogates become U+FFFD, so that the result can always be encoded. Runs in linear time.
    """
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = [(0, 0)]
    length = position = 0

    def emit(piece: str, origin: int) -> None:
        nonlocal length
        if anchors[-1][1] - anchors[-1][0] != origin - length:
            if anchors[-1][0] == length:
                anchors.pop()
            anchors.append((length, origin))
        pieces.append(piece)
        length += len(piece)

    text = _plain(text)
    for match in _CHANGES.finditer(text):
        if match.group() in ("\n", " "):
            continue  # it stays as it is
        if match.start() > position:
            emit(text[position : match.start()], position)
        position = match.end()
        if match.lastgroup == "newline":
            emit("\n", match.start())
        elif match.lastgroup == "blanks":
            emit(" ", match.start())
    if position < len(text):
        emit(text[position:], position)
    return CleanText("".join(pieces), tuple(anchors))


def _plain(text: str) -> str:
    """Replace radicals and lone surrogates, one character for one."""
    return _SURROGATES.sub("\ufffd", text.translate(RADICALS) if _RADICAL.search(text) else text)


@functools.cache
def _simplified() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all traditional characters, and the simplified one of each."""
    text = resources.files(__package__).joinpath("traditional.tsv").read_text("utf-8")
    pairs = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    found = {traditional: simple for traditional, _, simple in pairs}
    return re.compile(f"[{''.join(found)}]"), found


def simplified(text: str) -> str:
    """Return ``text`` in simplified script, one character for one, so that offsets stay."""
    pattern, pairs = _simplified()
    return pattern.sub(lambda match: pairs[match.group()], text)


@functools.lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the key of a name: NFKC, simplified, without blanks, quotes, 《》, case folded."""
    plain = _PINYIN.sub("", simplified(name.translate(RADICALS)))
    return _IGNORED.sub("", unicodedata.normalize("NFKC", plain)).casefold()


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number(words: str) -> int | None:
    """Return the integer that digits spell (二十三, ２３, 二〇二一, 二00九), or None."""
    plain = unicodedata.normalize("NFKC", words).strip()
    if re.fullmatch(r"[0-9]{1,18}", plain):
        return int(plain)
    plain = plain.replace("0", "〇")  # 二00九 mixes them
    if not plain or any(c not in _DIGITS and c not in _UNITS for c in plain):
        return None
    if not any(c in _UNITS for c in plain):
        return int("".join(str(_DIGITS[c]) for c in plain))
    total, digit = 0, 0
    for c in plain:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or 1) * _UNITS[c]
            digit = 0
    return total + digit
