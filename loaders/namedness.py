"""Tells whether what ends in a head noun is a name: whether something in it is proper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .finder import Finder
from .segment import NAME, Token
from .wordlists import derived, mapping

ODD = "o"
"""Class of a run of characters that form no everyday word, and of a lone content character."""
WHOLE = frozenset({"全省", "全市", "全县", "全区", "全州", "全国"})
"""May begin an event's name (全省旅游发展大会), though it ends the walk of any other."""
_EDITION = r"[届次](?:[（(][0-9]{4}[)）])?"
# Each branch begins with a character, so that `re` looks at no other place.
ORDINAL = re.compile(
    rf"第[0-9一二三四五六七八九十百]+{_EDITION}|首{_EDITION}|历{_EDITION}"
    r"|20[0-9]{2}(?:年度?|-20[0-9]{2})?"
)
CHINA = re.compile(
    r"中国|中华|国家|全国|国际|世界|全球|亚洲|环球|海峡|两岸|中外|中俄|中法|中日|中韩|一带一路"
)
_FIRST = re.compile(r"(?:全国|全省|全市|国内|世界)(?:首个|唯一)")
PROPER = re.compile(r"[A-Za-z0-9]{2,}|[·“”《》]")
_GENERIC = re.compile(
    r"级|大型|知名|著名|各类|相关|重大|重点|高水平|一流|特色(?!街)|多功能|现代化|[等个些类种批]"
)
_VAGUE = re.compile(
    r"^[等个些类种批项]|若干|(?:资金|投资)$|之$|(?:等|相关|各类|各级|部分|一批|多个|[0-9两二三四五六七八九十]+个)$"
)
_GRADE = re.compile(r"(?:[1-5一二三四五]?A级|[省市区县国][家内]?级|星级)$")
_LEVELLED = re.compile(
    r"^(?:省|市|州|县|区|镇|乡|自治区|自治州)(?:第[一二三四五六七八九十]+)?[\u4e00-\u9fff]{0,6}$"
)
# 市属|博物馆, 乡镇|文化站, 区内|足球队: all there are, none by name
_ANY_BODY = re.compile(
    r"^(?:[省市县区州镇](?:内|属|级|直|区|县|乡)|区县|县区|乡镇|街镇|村级|各)[\u4e00-\u9fff]{0,4}$"
)
_OF_BODY = re.compile(
    r"(?:联合会|委员会|联盟|协会|学会|公司|集团|研究院|大学|学院|中心|政府|局|会)$"
)
# 鲍鱼节、海带节: festivals in a list name each other
_FESTIVALS = re.compile(r"(?<![春佳])节(?:、|及|和)[^，。、]{2,6}(?<![春佳])节")
_PLAIN_PLACE = re.compile(
    r"(?:省|市|县|区|州|镇|乡|村)(?:各|的)?(?:传统|历史文化|文化活动|文化|革命|旅游|体育|古)$"
)
# 越秀区|历史文化街区, 江苏省|名人故居: a kind of place there, without a name
_KIND_OF_PLACE = re.compile(
    r"历史文化街区|历史街区|街区|故居|旧居|古村落|古村|村落|地区|岩画|社区|乡镇"
)
_NO_VILLAGE = re.compile(
    r"[一二三四五六七八九十个全各农]|行政|乡村|自然|美丽|特色|试点|示范|传统|中心|城中|贫困|重点|旅游|文化|名镇|名|所在"
)
# 海棠山|景区: everyday words, but a mountain is a mountain by name
FEATURE = re.compile(r"(?![高大各青荒下上])[\u4e00-\u9fff]{1,3}[山湖岛谷峡洞泉岭峰寨沟溪潭湾河江]")
SCENIC = frozenset(
    "景区 风景区 风景名胜区 旅游区 旅游景区 旅游度假区 度假区".split()
    + "森林公园 国家森林公园 自然保护区 湿地公园 地质公园".split()
)
"""What is made of a mountain or a lake and is called by its name."""
PROJECTS = frozenset({"项目", "重大项目", "建设项目", "扩建项目", "改造项目", "工程项目"})
_KIND_OF_VILLAGE = re.compile(r"(?:行政|示范|中心|贫困|传统|重点)$")
_TOWN_HEADS = frozenset({"镇", "乡", "街道"})
_NO_TOWN = re.compile(r"城|村|各|小|强|重|古|名|建制|特色|中心|试点|示范|我|全|本|该|乡|等|个|大")


@derived
def head_words() -> Finder[tuple[str, str]]:
    """Return what finds the head nouns, each with its word and type."""
    return Finder((word, (word, kind)) for word, kind in mapping("heads.tsv").items())


def final_head(words: str) -> tuple[str, str] | None:
    """Return the head noun that ``words`` end in, read from the left, and its type, or None."""
    found = head_words().longest(words)
    return found[-1][2] if found and found[-1][1] == len(words) else None


def long_head(words: str) -> tuple[str, str] | None:
    """Return the head noun and type as `final_head`, if it has two characters or more."""
    head = final_head(words)
    return head if head and len(head[0]) > 1 else None


class Head(NamedTuple):
    """A head noun at ``start:end`` of a text; ``kind`` is the type of what ends in it."""

    start: int
    end: int
    word: str
    kind: str


class Stretch(NamedTuple):
    """A stretch ``start:end`` of ``text`` that ends in ``head``; ``tokens`` are its words.

    ``bounded``: a mark, a name or a function word stands before it. ``of_division``: all before
    the head is the name of a division.
    """

    text: str
    start: int
    end: int
    head: Head
    tokens: Sequence[Token]
    bounded: bool
    of_division: bool

    @property
    def words(self) -> str:
        """The whole stretch."""
        return self.text[self.start : self.end]

    @property
    def stem(self) -> str:
        """What stands before the head."""
        return self.text[self.start : self.head.start]

    @property
    def single(self) -> bool:
        """Whether the head is one character, which many everyday words end in."""
        return len(self.head.word) == 1


def namedness(found: Stretch) -> float:
    """Return the confidence that the stretch is a name; 0 if nothing in it is proper."""
    stem, head = found.stem, found.head.word
    if not stem or _VAGUE.search(stem):
        return 0.0
    unknown = _odd_characters(found.tokens, found.head.start)
    if unknown < 2 and _GRADE.search(stem):
        return 0.0
    proper = any(token.cls == NAME for token in found.tokens) or bool(PROPER.search(stem))
    if found.head.kind == "Place":
        return _place(found, proper, unknown)
    if found.head.kind == "Plan":
        titled = proper and "号" not in stem and len(stem) >= 4 and not found.single
        return 0.6 if titled else 0.0
    words = found.words
    wide = bool(CHINA.match(words) or words[:2] in WHOLE) and not _GENERIC.search(stem)
    if found.head.kind == "Event":
        return _event(found, proper, wide, unknown)
    if found.head.kind in ("Institution", "Department"):
        return _body(found, proper, wide, unknown)
    if _OF_BODY.search(stem) or (head in PROJECTS and long_head(stem)):
        return 0.0  # 联合会|平台, 县博物馆|建设项目: the body's own, unnamed
    if head in PROJECTS and unknown < 2 and "“" not in stem:
        return 0.0  # 安阳重大文化|项目 are projects there, not one by name
    if proper or _FIRST.match(found.words):
        return 0.65
    return 0.5 if unknown >= 2 or (wide and len(stem) >= 5) else 0.0


def _body(found: Stretch, proper: bool, wide: bool, unknown: int) -> float:
    if found.single:
        before = found.tokens[-2 if len(found.tokens) > 1 else 0]
        return 0.6 if unknown >= 2 and before.cls == ODD else 0.0
    if _ANY_BODY.match(found.stem):
        return 0.0
    if proper:
        return 0.8
    if _LEVELLED.match(found.stem) or (wide and len(found.stem) >= 4):
        return 0.7
    return 0.6 if unknown >= 2 else 0.0


def _event(found: Stretch, proper: bool, wide: bool, unknown: int) -> float:
    if ORDINAL.match(found.words):
        return 0.85
    if proper or (wide and len(found.words) >= 6):
        return 0.6 if found.single else 0.75
    if found.head.word == "节" and 2 <= len(found.stem) <= 6:
        around = max(0, found.start - 8), min(len(found.text), found.end + 8)
        if _FESTIVALS.search(found.text, *around):
            return 0.55
    return 0.55 if unknown >= 2 and not found.single else 0.0


def _place(found: Stretch, proper: bool, unknown: int) -> float:
    stem, head = found.stem, found.head.word
    if _PLAIN_PLACE.search(stem) and not found.single:
        return 0.0  # 越秀区历史文化|街区 is a kind of place there
    if found.of_division and _KIND_OF_PLACE.search(head):
        return 0.0
    town = head in _TOWN_HEADS and 2 <= len(stem) <= 3
    if found.bounded and town and not _NO_TOWN.search(stem):
        return 0.85
    if head in _TOWN_HEADS and _NO_TOWN.search(stem[-1:]):
        return 0.0  # 产业强|镇 is a rank, not a town
    if head == "村" and _KIND_OF_VILLAGE.search(stem):
        return 0.0  # 水寨乡行政|村
    if found.bounded and head == "村" and len(stem) == 2 and not _NO_VILLAGE.search(stem):
        return 0.85
    if not found.single:
        of_feature = found.bounded and FEATURE.fullmatch(stem) and head in SCENIC
        return 0.7 if proper or unknown >= 2 or of_feature else 0.0
    if len(stem) == 1:  # 象湖、龙湖: two characters only between marks
        after = found.head.end
        marks = found.text[found.start - 1 : found.start], found.text[after : after + 1]
        return 0.5 if unknown and all(m and m in "、，。”“等和及（）" for m in marks) else 0.0
    needed = 1 if len(stem) <= 3 else 2
    return 0.55 if unknown >= needed or (proper and len(stem) > 2) else 0.0


def _odd_characters(tokens: Sequence[Token], end: int) -> int:
    """Return the length of the longest odd run before ``end``."""
    best = count = 0
    for token in tokens:
        if token.start >= end:
            break
        if token.cls == ODD:
            count += min(token.end, end) - token.start
            best = max(best, count)
        else:
            count = 0
    return best
