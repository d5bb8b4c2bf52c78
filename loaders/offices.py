"""Reads the names of offices: 福田区委宣传部, 市文化广电和旅游局, 县人民政府.

An office's name is a place or level (市, 省, 区 …), what it is in charge of (`office_topics.tsv`)
and a head (局, 委, 厅 …). 和 and 与 inside belong to it. The place is attached by the caller's
gazetteer hits, so that any division serves.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .wordlists import alternation, words

LEVELS = ("自治区", "自治州", "自治县", "自治旗", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
_LEVEL = alternation(LEVELS)

# Heads that follow a topic, the longest first by `alternation`.
_TOPIC_HEADS = alternation(
    "局 总局 分局 厅 部 委 委员会 办 办公室 署 院 中心 事业发展中心 发展中心 服务中心 管理中心 "
    "管理局 管理委员会 服务局 事务局 工作局 监督局 管理办公室 促进局 执法局 总队 支队 大队 组 "
    "工作委员会 工作办公室 工作部 事业局 指挥部".split()
)
# Heads that need no place or level before them: 教育局 is an office, 文化中心 may be anything.
_BARE = re.compile(r"..(?:局|厅|部|委|委员会|办)$")
# Bodies that a level or a place alone makes: 市政府, 县委, 区委办公室, 市人大常委会.
_PLAIN = alternation(
    "人民政府办公厅 人民政府办公室 政府办公厅 政府办公室 人民政府 政府 政府办 府办 "
    "委办公厅 委办公室 委办 委宣传部 委组织部 委统战部 委政法委 委网信办 委编办 委台办 委外办 "
    "党委 党委办公室 委老干部局 委党校 委党史研究室 委政研室 委文明办 委农办 委 文明办 台办 外办 编办 侨办 "
    "人大常委会代表工委 人大常委会办公厅 人大常委会办公室 人大常委会 政协办公厅 政协办公室 政协提案委员会 "
    "政协提案委 政府督查室 "
    "检察院 人民检察院 法院 中级人民法院 人民法院 公安局 科协 文联 残联 妇联 工商联 团委 总工会 "
    "供销社 供销合作社 社科联 侨联 红十字会 党校 管委会 管理委员会 街道办事处 街道办 消防救援支队 "
    "纪委监委 监委 纪委 国动办 档案馆 地方志办公室 委党史和地方志研究室 城投集团".split()
)

@functools.cache
def _pattern() -> re.Pattern[str]:
    topic = alternation(words("office_topics.tsv"))
    body = rf"{topic}(?:[、和与及]?{topic}){{0,6}}"
    return re.compile(rf"(?P<topic>{body}){_TOPIC_HEADS}(?![门员际分委署理公好法事学])(?:\([^)]{{2,20}}\)|（[^）]{{2,20}}）)?")


_PLAIN_RE = re.compile(rf"(?P<level>{_LEVEL}){_PLAIN}")
_TOWN = re.compile(
    r"(?:人民政府|政府|党委|街道办事处|街道办|管委会|管理委员会|人大(?!代表|会议|常委|常务|第|[0-9一二三四五六七八九十]))"
)
_BEFORE = re.compile(rf"(?:中共)?(?:{_LEVEL}|国家)$")

# Words that a level character belongs to in running prose, so that it is no level:
# 城市管理, 全市, 各区 keep theirs; 我市教育局 has a level after the pronoun.
_NO_LEVEL = re.compile(r"(?:城|都|超|夜|门|股|集|上|各|全|园|社|景|地|校|小|山|新|老|片|林|厂|牧|灾|库|矿)$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office's name at ``start:end``."""

    start: int
    end: int
    rule: str


def offices(
    text: str, ends: Mapping[int, int], central: Sequence[tuple[int, int]] = ()
) -> list[Office]:
    """Return the offices named in ``text``, in order and without overlaps.

    ``ends`` maps the end of each division name (or other place) in the text to its start;
    ``central`` are the spans of central bodies, which a closed list tells.
    """
    found = [Office(start, end, "central body") for start, end in central]
    for match in _pattern().finditer(text):
        start, rule = _with_place(text, match.start(), ends)
        if start == match.start() and not _BARE.search(match.group()):
            continue
        found.append(Office(start, match.end(), rule))
    for match in _PLAIN_RE.finditer(text):
        place = _place_before(text, match.start("level") + len(match.group("level")), ends)
        if place is None:
            if _NO_LEVEL.search(text, max(0, match.start() - 1), match.start()):
                continue
            start = match.start()
        else:
            start = place
        found.append(Office(start, match.end(), "government or party body"))
    for match in _TOWN.finditer(text):
        place = _place_before(text, match.start(), ends)
        if place is not None:
            found.append(Office(place, match.end(), "government of a named place"))
    found.sort(key=lambda office: (office.start, -office.end))
    result: list[Office] = []
    for office in found:
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
