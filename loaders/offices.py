"""Reads the names of offices: 福田区委宣传部, 市文化广电和旅游局, 县人民政府.

An office's name is a place or level (市, 省, 区 …), what it is in charge of (`office_topics.tsv`)
and a head (局, 委, 厅 …). 和 and 与 inside belong to it. The place is attached by the caller's
gazetteer hits, so that any division serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .parts import past_marks
from .wordlists import alternation, derived, words

LEVELS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
)
_LEVEL = alternation(LEVELS)
_REPUBLIC = "中华人民共和国"

# Heads that need no place or level before them: 教育局 is an office, 文化中心 may be anything.
_BARE = re.compile(r"..(?:局|厅|部|委|委员会|办)$")


@derived
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The pattern of a head, that of topic and head, and that of a level with a plain body."""
    topic = alternation(words("office_topics.tsv"))
    heads = alternation(words("office_heads.tsv"))
    in_charge = re.compile(
        rf"(?P<topic>{topic}(?:[、和与及]?{topic}){{0,6}}){heads}{_ENDS}(?:(?<=局)办公室)?"
        rf"(?:(?<=局)[\u4e00-\u9fff]{{2,4}}?分局)?"
        rf"(?:(?<=[局委厅])[\u4e00-\u9fff]{{2,6}}[科股](?![\u4e00-\u9fff]))?"
        r"(?:\([^)]{2,20}\)|（[^）]{2,20}）)?"
    )
    plain = re.compile(rf"(?P<level>{_LEVEL}){alternation(words('plain_bodies.tsv'))}{_ENDS}")
    return re.compile(heads), in_charge, plain


def _in_charge(text: str) -> Iterator[re.Match[str]]:
    """Yield the topics with their head; only clauses that have a head are looked at."""
    heads, pattern, _ = _patterns()
    done = 0
    for head in heads.finditer(text):
        if head.start() < done:
            continue
        start = past_marks(text, _MARKS, done, head.start())
        mark = _MARK.search(text, head.end())
        done = mark.start() if mark else len(text)
        for found in pattern.finditer(text, start, done):
            if whole := pattern.match(text, found.start()):  # with brackets after it
                yield whole
                done = max(done, whole.end())


# Where the head's last character belongs to the next word, it is none: 财政部|门, 提案办|理.
_ENDS = (
    r"(?!(?<=部)[门分际委署落])(?!(?<=委)(?:[员托]|会(?![议同计将])))"
    r"(?!(?<=办)[理公好法事学])(?!(?<=局)[部面势限])"
)
_MARKS = "，。；：\n（("
_MARK = re.compile(f"[{_MARKS}]")
"""No office's name has one before its head."""
_TOWN = re.compile(
    r"(?:人民政府|政府|党委|街道办事处|街道办|管委会|管理委员会|人大(?!代表|会议|常委|常务|第|[0-9一二三四五六七八九十]))"
)
# 府山街道办事处, 石道乡政府: towns are in no list, so a mark or a function word must stand before.
_TOWN_BODY = re.compile(r"(?:街道|镇|乡)(?:人民政府|政府|办事处|党工委|党委|人大)")
_TOWNSHIP = re.compile(
    r"(?:^|[、，。；：:\n \u3000（与和由在同及经到]"
    r"|联合|督促|指导|协调|要求|配合|希望|建议|尊重了?)"
    rf"(?P<name>(?![由经与和在对到向从请各已])[\u4e00-\u9fff]{{2,3}}?{_TOWN_BODY.pattern})",
    re.M,
)
# 莫旗, 鄂旗: banners are called by one character
_BEFORE = re.compile(rf"(?:中共)?(?:[\u4e00-\u9fff](?<![我全各本在])旗|{_LEVEL}|国家)$")

# Words that a level character belongs to in running prose, so that it is no level:
# 城市管理, 全市, 各区 keep theirs; 我市教育局 has a level after the pronoun.
_NO_LEVEL = re.compile(
    r"(?:城|都|超|夜|门|股|集|上|各|全|园|社|景|地|校|小|山|新|老|片|林|厂|牧|灾|库|矿)$"
)
# 团区委, 荣昌团区委; 省厅 and 省局 are what offices call the one above
_LEAGUE = re.compile(r"团(?:省|市|县|区|州|旗)委")
_ABOVE = re.compile(
    r"省(?:(?<![\u4e00-\u9fff]省)|(?<=[由向请报经与]省))[厅局](?!级)"
    r"|自治区(?<![\u4e00-\u9fff]自治区)[厅局](?!级)"
)
# 龙岗区体育中心, 市文化中心 are venues, not offices
_VENUE = re.compile(r"(?:文化|体育|文体|文化体育|文化艺术|旅游|文旅|科技|物流|商务|商业)中心$")


# 国办|发〔2019〕23号 is a number, 市政府|工作报告 a document
NO_OFFICE = re.compile(r"(?!印发|下发|制发|出台)[\u4e00-\u9fff]{0,3}[〔﹝\[［]20[0-9]{2}|工作报告")


class Office(NamedTuple):
    """An office's name at ``start:end``."""

    start: int
    end: int
    rule: str


class Offices:
    """The offices of one text; their words are looked for once, whichever places are known."""

    def __init__(self, text: str) -> None:
        _, _, plain = _patterns()
        self.text = text
        self._in_charge = list(_in_charge(text))
        self._plain = list(plain.finditer(text))
        self._towns = list(_TOWN.finditer(text))
        self._leagues = list(_LEAGUE.finditer(text))
        self._others = [Office(*match.span(), "office above") for match in _ABOVE.finditer(text)]
        for match in _TOWNSHIP.finditer(text) if _TOWN_BODY.search(text) else ():
            self._others.append(Office(*match.span("name"), "township body"))

    def named(
        self, ends: Mapping[int, int], central: Sequence[tuple[int, int]] = ()
    ) -> list[Office]:
        """Return the offices named in the text, in order and without overlaps.

        ``ends`` maps the end of each division name (or other place) in the text to its start;
        ``central`` are the spans of central bodies, which a closed list tells.
        """
        text = self.text
        found = [
            Office(start - len(_REPUBLIC) * text.endswith(_REPUBLIC, 0, start), end, "central body")
            for start, end in central
        ]
        for match in self._in_charge:
            if _VENUE.fullmatch(match.group()):
                continue
            start, rule = _with_place(text, match.start(), ends)
            if start == match.start() and not _BARE.search(match.group()):
                continue
            found.append(Office(start, match.end(), rule))
        for match in self._plain:
            place = _place_before(text, match.start("level") + len(match.group("level")), ends)
            if place is None:
                if _NO_LEVEL.search(text, max(0, match.start() - 1), match.start()):
                    continue
                start = match.start()
            else:
                start = place
            found.append(Office(start, match.end(), "government or party body"))
        for match in self._towns:
            place = _place_before(text, match.start(), ends)
            if place is not None:
                found.append(Office(place, match.end(), "government of a named place"))
        for match in self._leagues:
            place = _place_before(text, match.start(), ends)
            start = match.start() if place is None else place
            found.append(Office(start, match.end(), "government or party body"))
        found += self._others
        found.sort(key=lambda office: (office.start, -office.end))
        result: list[Office] = []
        for office in found:
            if NO_OFFICE.match(text, office.end):
                continue
            if result and office.start < result[-1].end:
                if office.end > result[-1].end and office.start <= result[-1].start:
                    result[-1] = office
                continue
            result.append(office)
        return result


def _with_place(text: str, start: int, ends: Mapping[int, int]) -> tuple[int, str]:
    place = _place_before(text, start, ends)
    if place is not None:
        return place, "office with its place"
    match = _BEFORE.search(text, max(0, start - 6), start)
    if match and not _NO_LEVEL.search(text, max(0, match.start() - 1), match.start()):
        return match.start(), "office with its level"
    return start, "office"


def _place_before(text: str, position: int, ends: Mapping[int, int]) -> int | None:
    """Return where the place name that ends at ``position`` begins (adjacent ones joined)."""
    start = None
    for gap in (0, 1):  # 区委 after a full name: 福田区|委; 贵州省|委
        here = position - gap
        if here in ends and (gap == 0 or text[here:position] in LEVELS):
            start = ends[here]
            break
    if start is None:
        return None
    while start in ends:
        start = ends[start]
    if text.startswith("中共", start - 2):
        start -= 2
    return start
