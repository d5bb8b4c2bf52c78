"""The open grammar of names: from a head noun leftwards to where the name begins.

深圳国际设计师创新孵化|基地 is read over nouns, modifiers and unknown stretches, up to a verb, a
function word or punctuation. What is read counts as a name only if something in it is proper: a
place, an ordinal, quotes, figures or letters, or a stretch that everyday words do not cover.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .segment import NAME, PUNCTUATION, UNKNOWN, Token, segment, word_class
from .wordlists import alternation, derived, mapping, words

ODD = "o"
"""Class of a run of characters that form no everyday word, and of a lone content character."""

CLOSING = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "）": "（", ")": "(", "】": "【"}
_JOINTS = "·•—+＋"
_WHOLE = frozenset({"全省", "全市", "全县", "全区", "全州", "全国"})
"""May begin an event's name (全省旅游发展大会), though it ends the walk of any other."""
# Bounded, as is the walk below: the longest clause of real letters has some 160 characters.
_CLAUSE = re.compile(
    r"(?:[^，,。；！？!?;\n：:0-9]|[0-9]{1,20}(?![.．、0-9])|[0-9]{1,20}[.．](?=[0-9])){1,500}"
)
_REACH = 100
"""How far the walk goes at most, in characters: no name is so long."""
ORDINAL = re.compile(
    r"(?:第[0-9一二三四五六七八九十百]+|首|历)[届次](?:[（(][0-9]{4}[)）])?"
    r"|20[0-9]{2}(?:年度?|-20[0-9]{2})?"
)
_NUMERAL = re.compile(r"[0-9A-Za-z〇零一二三四五六七八九十百千万亿几多半两数首第]")
_ENUMERATOR = re.compile(r"[0-9一二三四五六七八九十]{1,3}")
_TIME = re.compile(r"(?<![青少中老成])年|月|日|期间|以来|时|末|初|期|天|当前|当下|过去|将来")
_YEAR_FIRST = re.compile(r"20[0-9]{2}(?:年度?|-20[0-9]{2})")
_NUMBER_IN_NAME = re.compile(r"[A-Za-z0-9.+]+|[第首].*")
CHINA = re.compile(
    r"中国|中华|国家|全国|国际|世界|全球|亚洲|环球|海峡|两岸|中外|中俄|中法|中日|中韩|一带一路"
)
_FIRST = re.compile(r"(?:全国|全省|全市|国内|世界)(?:首个|唯一)")
_LATIN = re.compile(r"[A-Za-z0-9]{2,}|[·]")
_GENERIC = re.compile(
    r"级|大型|知名|著名|各类|相关|重大|重点|高水平|一流|特色(?!街)|多功能|现代化|[等个些类种批]"
)
_VAGUE = re.compile(r"^[等个些类种批项]|之$|(?:等|相关|各类|各级|部分|一批|多个)$")
_GRADE = re.compile(r"(?:[1-5一二三四五]?A级|[省市区县国][家内]?级|星级)$")
_LEVELLED = re.compile(
    r"^(?:省|市|州|县|区|镇|乡|自治区|自治州)(?:第[一二三四五六七八九十]+)?[\u4e00-\u9fff]{0,6}$"
)
_OF_BODY = re.compile(
    r"(?:联合会|委员会|联盟|协会|学会|公司|集团|研究院|大学|学院|中心|政府|局|会)$"
)
_PLAN_NEXT = re.compile(r"编制|印发|制定|出台|实施|要求|规定|精神|文件")
# 鲍鱼节、海带节: festivals in a list name each other
_FESTIVALS = re.compile(r"(?<![春佳])节(?:、|及|和)[^，。、]{2,6}(?<![春佳])节")
_VERBAL = frozenset({"计划", "行动", "规划", "措施", "规定", "决定", "方案"})
_PHRASE_END = re.compile(
    r"[，。；：、）》”’\n（(]|$|[的等和与及在中]|编制|印发|制定|出台|实施|已|将|项目"
)
_MEASURES = frozenset("个家处座个项名部件场条余多万亿所届次位支种类批组套期篇幅名人户亩公平")
_PLAIN_PLACE = re.compile(
    r"(?:省|市|县|区|州|镇|乡|村)(?:各|的)?(?:传统|历史文化|文化活动|文化|革命|旅游|体育|古)$"
)
_NO_VILLAGE = re.compile(
    r"[一二三四五六七八九十个全各农]|行政|乡村|自然|美丽|特色|试点|示范|传统|中心|城中|贫困|重点|旅游|文化|名镇|名|所在"
)
_PROJECTS = frozenset({"项目", "建设项目", "扩建项目", "改造项目", "工程项目"})
_COUNTED = _MEASURES - {"公", "平", "人"}
_TOWN_HEADS = frozenset({"镇", "乡", "街道"})
_NO_TOWN = re.compile(r"城|村|各|小|强|重|古|名|建制|特色|中心|试点|示范|我|全|本|该|乡|等|个|大")


@derived
def heads() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all head nouns, the longest first, and the entity type of each."""
    types = mapping("heads.tsv")
    return re.compile(alternation(types)), types


@derived
def stops() -> dict[str, str]:
    """Return the words that end the walk: "hard" always, "soft" once something proper is read."""
    return mapping("stop_words.tsv")


@derived
def _not_first() -> frozenset[str]:
    return frozenset(words("not_first.tsv"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that ends in a head; ``confidence`` 0 means it is not proper by itself."""

    type: str
    start: int
    end: int
    head: str
    confidence: float


class Grammar:
    """Reads the candidates of one text.

    ``fixed`` are the spans of names already known, ``divisions`` the starts of full division names.
    """

    def __init__(
        self, text: str, fixed: Sequence[tuple[int, int]], divisions: frozenset[int]
    ) -> None:
        self.text = text
        self.fixed = fixed
        self.divisions = divisions

    def candidates(self) -> Iterator[Candidate]:
        """Yield every stretch that ends in a head, in order."""
        pattern, types = heads()
        for clause in _CLAUSE.finditer(self.text):
            found = list(pattern.finditer(self.text, *clause.span()))
            if not found:
                continue
            tokens = self._tokens(*clause.span(), {head.end() for head in found})
            ends = {token.end: i for i, token in enumerate(tokens)}
            for head in found:
                index = ends.get(head.end())
                if index is not None and self._is_head(tokens, index, head, types[head.group()]):
                    candidate = self._walk(tokens, index, head, types[head.group()])
                    if candidate:
                        yield candidate

    def _tokens(self, a: int, b: int, cuts: set[int]) -> list[Token]:
        """Segment a clause: places and ordinals whole, runs of odd characters joined."""
        low = bisect.bisect_left(self.fixed, (a, a))
        high = bisect.bisect_left(self.fixed, (b, b), low)
        spans = [s for s in self.fixed[low:high] if s[1] <= b]
        taken = [(a, a), *spans]
        spans += [
            m.span()
            for m in ORDINAL.finditer(self.text, a, b)
            if taken[bisect.bisect_left(taken, (m.end(), 0)) - 1][1] <= m.start()
        ]
        tokens: list[Token] = []
        for token in segment(self.text, a, b, sorted(spans)):
            char = self.text[token.start]
            name_of_days = token.cls == "m" and not _NUMERAL.match(self.text[token.start])
            odd = (
                token.cls == UNKNOWN
                or name_of_days
                or (
                    token.end - token.start == 1
                    and token.cls not in (PUNCTUATION, NAME)
                    and stops().get(char) != "hard"
                    and not char.isascii()
                    and not (char in _MEASURES and tokens and tokens[-1].cls == "m")
                    and not (token.cls == "m" and self.text[token.end : token.end + 1] in _COUNTED)
                )
            )
            if odd and tokens and tokens[-1].cls == ODD and token.start not in cuts:
                tokens[-1] = Token(tokens[-1].start, token.end, ODD)
            else:
                tokens.append(Token(token.start, token.end, ODD) if odd else token)
        return tokens

    def _is_head(self, tokens: list[Token], index: int, head: re.Match[str], kind: str) -> bool:
        token = tokens[index]
        if token.cls == NAME:
            return False
        if len(head.group()) == 1:
            if word_class(self.text[head.start() : head.end() + 1]):
                return False  # it begins an everyday word: 山|门
            if token.end - token.start > 1 and token.cls != ODD:
                return False  # it ends one: 发|展
        if head.group() in _VERBAL and not _PHRASE_END.match(self.text, head.end()):
            return False  # 柯桥区计划|投入
        if kind == "Plan" and index and tokens[index - 1].cls == "v":
            return False  # 反馈|意见
        if kind == "Plan":
            if self.text[head.start() - 1 : head.start()] in ("》", "”"):
                return False  # 《…》规定
            following = tokens[index + 1].cls if index + 1 < len(tokens) else PUNCTUATION
            return following not in ("n", "w", ODD) or bool(
                _PLAN_NEXT.match(self.text, head.end())
            )  # not 规划|面积
        return True

    # -- the walk ----------------------------------------------------------------------------------

    def _walk(
        self, tokens: list[Token], index: int, head: re.Match[str], kind: str
    ) -> Candidate | None:
        first = index
        while first > 0 and tokens[first].start > head.start():
            first -= 1
        i, joint = self._leftwards(tokens, first, head, kind)
        if joint is not None and not self._spans_and(tokens, i, joint):
            i = joint
        i = self._at_what_is_proper(tokens, i, first)
        if kind == "Event":
            i = self._at_ordinal(tokens, i, first)
        if (
            kind == "Place"
            and i > 0
            and tokens[i].cls == ODD
            and head.start() - tokens[i].start == 1
        ):
            before = tokens[i - 1]  # 天生|关|村: a proper stem that ends in an odd character
            word = self.text[before.start : before.end]
            if (
                before.cls not in (PUNCTUATION, NAME, "f")
                and len(word) == 2
                and word not in stops()
            ):
                i -= 1
        while i < first and self._may_not_begin(tokens[i]):
            word = self.text[tokens[i].start : tokens[i].end]
            if kind == "Place" and i == first - 1 and len(word) == 2 and word not in stops():
                break  # 如意|湖: an everyday word is all the stem there is
            i += 1
        bounded = i == 0 or self._is_boundary(tokens[i - 1])
        start, end = tokens[i].start, tokens[index].end
        if kind == "Place":  # 2017|明长城遗址
            while start < end and (
                self.text[start].isdigit() or (self.text[start] == "年" and end - start > 3)
            ):
                start += 1
        year = _YEAR_FIRST.match(self.text, start, end)
        if year and kind != "Event" and end - year.end() >= 3:
            start = year.end()
        if end - start < 2:
            return None
        confidence = self._namedness(tokens[i : index + 1], start, end, head, kind, bounded)
        if head.group() == "品牌":  # 蒙顶山茶|品牌 is named 蒙顶山茶; “…”湖南文旅品牌 by its quotes
            end = head.start()
            confidence = 0.0 if "“" in self.text[start:end] else confidence
        return Candidate(kind, start, end, head.group(), confidence)

    def _leftwards(
        self, tokens: list[Token], first: int, head: re.Match[str], kind: str
    ) -> tuple[int, int | None]:
        """Return the token at which the walk ends, and the one after a 和 it passed, if any."""
        i = first
        joint: int | None = None
        proper = tokens[i].cls == ODD and tokens[i].start < head.start()
        limit = tokens[i].start - 32
        while i > 0 and tokens[first].end - tokens[i - 1].start <= _REACH:
            token = tokens[i - 1]
            word = self.text[token.start : token.end]
            if token.cls == PUNCTUATION:
                if word in CLOSING:
                    opened = self.text.rfind(CLOSING[word], tokens[0].start, token.start)
                    inside = opened >= 0 and _ENUMERATOR.fullmatch(
                        self.text, opened + 1, token.start
                    )
                    if opened < max(limit, 0) or inside:
                        break
                    while i > 0 and tokens[i - 1].start >= opened:
                        i -= 1
                    proper = True
                    if kind == "Event" and self._ends_in_event(tokens[0].start, opened):
                        break  # 海峡论坛|“…”系列活动
                    continue
                if word in _JOINTS:
                    i -= 1
                    continue
                break
            if token.cls == NAME or word == "之" or (word == "暨" and kind == "Event"):
                proper = proper or token.cls == NAME
                i -= 1
                continue
            if word in ("和", "与", "及") and kind in ("Event", "Institution") and joint is None:
                joint = i
                i -= 1
                continue
            if kind == "Event" and word in _WHOLE:
                i -= 1
                continue
            if self._ends_walk(token, word, kind, proper, tokens[i].start):
                break
            proper = proper or token.cls == ODD
            i -= 1
        return i, joint

    def _ends_in_event(self, start: int, end: int) -> bool:
        pattern, types = heads()
        return any(
            m.end() == end and len(m.group()) > 1 and types[m.group()] == "Event"
            for m in pattern.finditer(self.text, max(start, end - 8), end)
        )

    def _ends_walk(self, token: Token, word: str, kind: str, proper: bool, after: int) -> bool:
        complete = (kind == "Place" and proper) or after in self.divisions
        if complete and token.cls != ODD and not ORDINAL.match(word):
            return True  # it begins with what is proper to it: …单位|黄兴故居, 机构|云南省…所
        stop = stops().get(word) or ("soft" if token.cls == "v" else None)
        if stop == "hard" or (stop == "soft" and (proper or kind == "Place")):
            return True
        if token.cls in "dfq" and stop != "soft":
            return True
        if token.cls == "t" and _TIME.search(word):
            return True
        if token.cls != "m":
            return False
        if kind == "Place" and not word[0].isascii() and self.text[after] not in _MEASURES:
            return False  # 八字|桥
        return self.text[after] in _MEASURES or not _NUMBER_IN_NAME.fullmatch(word)

    def _spans_and(self, tokens: list[Token], i: int, joint: int) -> bool:
        """Tell whether 和 or 与 before token ``joint`` is inside a name that begins at ``i``.

        It is where the name opens with something proper to the whole (中国…与…研讨会, 第三届…和…节)
        and what stands before it is no name of its own.
        """
        if joint < 2 or i >= joint - 1:
            return False
        before, start = tokens[joint - 2], tokens[i].start
        wide = (
            CHINA.match(self.text, start)
            or ORDINAL.match(self.text, start)
            or self.text[start : start + 2] in _WHOLE
        )
        ends = any(
            m.end() == before.end and len(m.group()) > 1
            for m in heads()[0].finditer(self.text, start, before.end)
        )
        return bool(wide) and not ends and before.cls in ("n", "w", ODD)

    def _at_what_is_proper(self, tokens: list[Token], i: int, first: int) -> int:
        """省保单位|望仙桥…工程: everyday nouns before an odd stretch are no part of the name."""
        k = next((j for j in range(i, first) if tokens[j].cls in (ODD, NAME)), i)
        start = tokens[i].start
        if (
            tokens[k].cls == ODD
            and tokens[k].end - tokens[k].start >= 2
            and all(tokens[j].cls in "nwalm" for j in range(i, k))
            and not CHINA.match(self.text, start)
            and self.text[start : tokens[i].end] not in _WHOLE
        ):
            return k
        return i

    def _at_ordinal(self, tokens: list[Token], i: int, first: int) -> int:
        """An edition begins with its number: 借|第四次全国文物普查; 湖北省首届… keeps its place."""
        for j in range(i + 1, first):
            number = ORDINAL.match(self.text, tokens[j].start)
            if number and self.text[tokens[j].start] in "第首":
                national = self.text.startswith("全国", tokens[j].end)
                return j if national or tokens[j - 1].cls != NAME else i
        return i

    def _is_boundary(self, token: Token) -> bool:
        word = self.text[token.start : token.end]
        return token.cls in (PUNCTUATION, NAME, "f", "d") or stops().get(word) == "hard"

    def _may_not_begin(self, token: Token) -> bool:
        word = self.text[token.start : token.end]
        return (
            token.cls == "v"
            or stops().get(word) == "soft"
            or word in _not_first()
            or (token.cls == PUNCTUATION and word in _JOINTS)
        )

    # -- is it a name? -----------------------------------------------------------------------------

    def _namedness(
        self,
        tokens: Sequence[Token],
        start: int,
        end: int,
        head: re.Match[str],
        kind: str,
        bounded: bool,
    ) -> float:
        text = self.text[start:end]
        stem = self.text[start : head.start()]
        if not stem or _VAGUE.search(stem):
            return 0.0
        unknown = _odd_characters(tokens, head.start())
        if _GRADE.search(stem) and unknown < 2:
            return 0.0
        proper = any(token.cls == NAME for token in tokens) or bool(_LATIN.search(stem))
        proper = proper or any(c in stem for c in "“”《》")
        wide = bool(CHINA.match(text) or text[:2] in _WHOLE) and not _GENERIC.search(stem)
        if kind == "Event":
            return self._event(text, stem, start, end, head, proper, wide, unknown)
        if kind == "Place":
            return self._place(stem, start, head, proper, unknown, bounded)
        if kind in ("Institution", "Department"):
            if len(head.group()) == 1:
                return (
                    0.6 if unknown >= 2 and tokens[-2 if len(tokens) > 1 else 0].cls == ODD else 0.0
                )
            if proper:
                return 0.8
            if _LEVELLED.match(stem) or (wide and len(stem) >= 4):
                return 0.7
            return 0.6 if unknown >= 2 else 0.0
        if kind == "Plan":
            return (
                0.6
                if proper and "号" not in stem and len(stem) >= 4 and len(head.group()) > 1
                else 0.0
            )
        if _OF_BODY.search(stem) or (head.group() in _PROJECTS and _ends_in_head(stem)):
            return 0.0  # 联合会|平台, 县博物馆|建设项目: the body's own, unnamed
        if head.group() in _PROJECTS and unknown < 2 and "“" not in stem:
            return 0.0  # 安阳重大文化|项目 are projects there, not one by name
        if proper or _FIRST.match(text):
            return 0.65
        if unknown >= 2:
            return 0.55
        return 0.5 if wide and len(stem) >= 5 else 0.0

    def _event(
        self,
        text: str,
        stem: str,
        start: int,
        end: int,
        head: re.Match[str],
        proper: bool,
        wide: bool,
        unknown: int,
    ) -> float:
        if ORDINAL.match(text):
            return 0.85
        single = len(head.group()) == 1
        if proper or (wide and len(text) >= 6):
            return 0.6 if single else 0.75
        if head.group() == "节" and 2 <= len(stem) <= 6:
            around = _FESTIVALS.search(self.text, max(0, start - 8), min(len(self.text), end + 8))
            if around:
                return 0.55
        return 0.55 if unknown >= 2 and not single else 0.0

    def _place(
        self,
        stem: str,
        start: int,
        head: re.Match[str],
        proper: bool,
        unknown: int,
        bounded: bool,
    ) -> float:
        if _PLAIN_PLACE.search(stem) and len(head.group()) > 1:
            return 0.0  # 越秀区历史文化|街区 is a kind of place there
        town = head.group() in _TOWN_HEADS and 2 <= len(stem) <= 3
        if bounded and town and not _NO_TOWN.search(stem):
            return 0.55
        if head.group() in _TOWN_HEADS and _NO_TOWN.search(stem[-1:]):
            return 0.0  # 产业强|镇 is a rank, not a town
        if bounded and head.group() == "村" and len(stem) == 2 and not _NO_VILLAGE.search(stem):
            return 0.55
        if len(head.group()) == 1:
            if len(stem) == 1:  # 象湖、龙湖: two characters only between marks
                marks = self.text[start - 1 : start], self.text[head.end() : head.end() + 1]
                return (
                    0.5 if unknown and all(m and m in "、，。”“等和及（）" for m in marks) else 0.0
                )
            needed = 1 if len(stem) <= 3 else 2
            return 0.6 if unknown >= needed or (proper and len(stem) > 2) else 0.0
        return 0.7 if proper or unknown >= 2 else 0.0


def _ends_in_head(stem: str) -> bool:
    return any(m.end() == len(stem) and len(m.group()) > 1 for m in heads()[0].finditer(stem))


def _odd_characters(tokens: Sequence[Token], end: int) -> int:
    """Return the length of the longest odd run before ``end``."""
    best = count = 0
    for token in tokens:
        if token.start >= end:
            break
        count = count + min(token.end, end) - token.start if token.cls == ODD else 0
        best = max(best, count)
    return best
