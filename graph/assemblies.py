"""Reads the name of a session of a people's congress or of a CPPCC committee."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .text import number, simplified

_DIGITS = "[0-9〇零一二三四五六七八九十]"
_TERM = re.compile(rf"第?({_DIGITS}+)届")
_SESSION = re.compile(rf"第?({_DIGITS}+)次")
_FRAME = re.compile(
    r"中国人民政治协商会议|人民政治协商会议|政治协商会议|政协|人民代表大会|人大|委员会|会议|全会|第"
)
_CPPCC = re.compile(r"政协|政治协商")
_NPC = re.compile(r"人大|人民代表大会")


@dataclass(frozen=True, slots=True)
class Session:
    """``body`` is npc or cppcc; ``place`` as written (市, 越城区, 全国) or empty."""

    body: str
    place: str
    term: int
    session: int | None


def session(name: str) -> Session | None:
    """Return what the name of an assembly says (市五届人大第五次会议), None if it is none."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", simplified(name)))
    term = _TERM.search(text)
    body = "cppcc" if _CPPCC.search(text) else "npc" if _NPC.search(text) else None
    if term is None or body is None or (count := number(term[1])) is None:
        return None
    rest = text[: term.start()] + " " + text[term.end() :]
    which = _SESSION.search(rest)
    place = _FRAME.sub("", rest[: which.start()] if which else rest).replace(" ", "")
    return Session(body, place, count, number(which[1]) if which else None)


def full_name(place: str, parsed: Session) -> str:
    """Return the name in full; ``place`` is empty for the national ones."""
    term = f"第{_chinese(parsed.term)}届"
    meeting = f"第{_chinese(parsed.session)}次会议" if parsed.session else ""
    if parsed.body == "cppcc":
        return f"政协{place}{term}{'' if place else '全国'}委员会{meeting}"
    return f"{place}{term}{'' if place else '全国'}人民代表大会{meeting}"


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    digits = "〇一二三四五六七八九"
    if not 0 < tens < 10:
        return digits[ones] if count < 10 else str(count)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
