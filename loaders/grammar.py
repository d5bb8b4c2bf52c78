"""The open grammar of names: from a head noun leftwards to where the name begins.

深圳国际设计师创新孵化|基地 is read over nouns, modifiers and unknown stretches, up to a verb, a
function word or punctuation. What is read counts as a name only if something in it is proper: a
place, an ordinal, quotes, figures or letters, or a stretch that everyday words do not cover.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .namedness import (
    CHINA,
    ODD,
    ORDINAL,
    PROJECTS,
    PROPER,
    WHOLE,
    Head,
    Stretch,
    head_words,
    long_head,
    namedness,
)
from .segment import NAME, PUNCTUATION, UNKNOWN, Token, segment, word_class
from .wordlists import derived, mapping, words

CLOSING = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "）": "（", ")": "(", "】": "【"}
_JOINTS = "·•—+＋"
_HOSTS = WHOLE | {"省", "市", "县", "区", "州", "自治区", "自治州", "自治县"}
"""May stand before an edition's number and belong to its name: 省第十七届运动会."""
_CLAUSE_ENDS = r"，,。；！？!?;\n：:"
# Bounded, as is the walk below: the longest clause of real letters has some 160 characters. Most
# have no figures, and are found at once by the first branch.
_CLAUSE = re.compile(
    rf"[^{_CLAUSE_ENDS}0-9]{{1,500}}+(?=[{_CLAUSE_ENDS}]|\Z)"
    rf"|(?:[^{_CLAUSE_ENDS}0-9]|[0-9]{{1,20}}(?![.．、0-9])|[0-9]{{1,20}}[.．](?=[0-9])){{1,500}}"
)
_REACH = 100
"""How far the walk goes at most, in characters: no name is so long."""
_NUMERAL = re.compile(r"[0-9A-Za-z〇零一二三四五六七八九十百千万亿几多半两数首第]")
_ENUMERATOR = re.compile(r"[0-9一二三四五六七八九十]{1,3}")
_TIME = re.compile(r"(?<![青少中老成])年|月|日|期间|以来|时|末|初|期|天|当前|当下|过去|将来")
_YEAR_FIRST = re.compile(r"20[0-9]{2}(?:年度?|-20[0-9]{2})")
_LETTERS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{0,7}$")
_YEAR = re.compile(r"20[0-9]{2}年(?:度)?")
_DAY_FIRST = re.compile(r"[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_NUMBER_IN_NAME = re.compile(r"[A-Za-z0-9.+]+|[第首].*")
_PLAN_NEXT = re.compile(r"编制|印发|制定|出台|实施|要求|规定|精神|文件")
_VERBAL = frozenset({"计划", "行动", "规划", "措施", "规定", "决定", "方案"})
_PHRASE_END = re.compile(
    r"[，。；：、）》”’\n（(]|$|[的等和与及在中]|编制|印发|制定|出台|实施|已|将|项目"
)
# 1号殿址, 4号殿遗址: a number of a site
_NUMBERED = re.compile(r"[0-9]{1,3}号")
_PERSON = re.compile(
    r"(?:同志|先生|女士|(?:常务)?副?(?:省长|市长|县长|区长|书记|主任|局长|部长|主席))"
)
_SETTLEMENTS = frozenset({"村", "镇", "乡", "社区", "街道"})
_ITEM_ENDS = frozenset("、等和及")
_NOT_IN_ITEM = frozenset(
    "的 了 在 将 为 对 把 被 由 及 与 和 等 是 有 从 向 以 至 到 各 该 我市".split()
)
_ITEM_GROWTH, _LONG_GROWTH = 8, 30
# 中国人民解放军解放海南岛前线四十军指挥部|旧址: named after what once was there, in many words
_REMAINS = re.compile(r"(?:旧址|会址|遗址|故居|旧居)$")
_MEASURES = frozenset("个家处座个项名部件场条余多万亿所届次位支种类批组套期篇幅名人户亩公平")
_BRANDS = frozenset({"品牌", "公用品牌", "区域公用品牌"})
_COUNTED = _MEASURES - {"公", "平", "人"}


@derived
def stops() -> dict[str, str]:
    """Return the words that end the walk: "hard" always, "soft" once something proper is read."""
    return mapping("stop_words.tsv")


@derived
def _not_first() -> frozenset[str]:
    return frozenset(words("not_first.tsv"))


def _heads(text: str, a: int, b: int) -> list[Head]:
    """Return the heads in ``text[a:b]``, the longest where several stand, in order."""
    found = head_words().longest(text[a:b])
    return [Head(a + start, a + end, *word) for start, end, word in found]


class Candidate(NamedTuple):
    """A stretch that ends in a head; ``confidence`` 0 means it is not proper by itself."""

    type: str
    start: int
    end: int
    head: str
    confidence: float


class Grammar:
    """Reads the candidates of one text.

    ``fixed`` are the spans of names already known, ``divisions`` the starts of full division names.
    Clauses for whose span ``masked`` is true are left out.
    """

    def __init__(
        self,
        text: str,
        fixed: Sequence[tuple[int, int]],
        divisions: frozenset[int],
        masked: Callable[[int, int], bool] = lambda start, end: False,
    ) -> None:
        self.text = text
        self.masked = masked
        self.fixed = fixed
        self.divisions = divisions
        self._division_ends = frozenset(end for start, end in fixed if start in divisions)

    def candidates(self) -> Iterator[Candidate]:
        """Yield every stretch that ends in a head, in order, but for plans that have no name."""
        everywhere = _heads(self.text, 0, len(self.text))
        starts = [head.start for head in everywhere]
        for clause in _CLAUSE.finditer(self.text):
            a, b = clause.span()
            low, high = bisect.bisect_left(starts, a), bisect.bisect_left(starts, b)
            found = everywhere[low:high]
            if (low and everywhere[low - 1].end > a) or (found and found[-1].end > b):
                found = _heads(self.text, a, b)  # the bound of a clause cuts one of them
            if not found or self.masked(a, b):
                continue
            likely = [head for head in found if self._may_be_head(head, a)]
            if not likely:
                continue
            tokens = self._tokens(a, b, {head.end for head in found}, likely[-1].end)
            ends = {token.end: i for i, token in enumerate(tokens)}
            for head in likely:
                index = ends.get(head.end)
                if index is not None and self._is_head(tokens, index, head):
                    candidate = self._walk(tokens, index, head)
                    if candidate:
                        yield candidate

    def _tokens(self, a: int, b: int, cuts: set[int], last: int) -> list[Token]:
        """Segment a clause up to the word that follows its ``last`` head; ``cuts`` end its heads.

        Places and ordinals stay whole, runs of odd characters are joined.
        """
        low = bisect.bisect_left(self.fixed, (a, a))
        high = bisect.bisect_left(self.fixed, (b, b), low)
        spans = [s for s in self.fixed[low:high] if s[1] <= b]
        ordinals = [m.span() for m in ORDINAL.finditer(self.text, a, b)]
        if ordinals:
            taken = [(a, a), *spans]
            spans += [
                (start, end)
                for start, end in ordinals
                if taken[bisect.bisect_left(taken, (end, 0)) - 1][1] <= start
            ]
            spans.sort()
        tokens: list[Token] = []
        before: Token | None = None
        for token in segment(self.text, a, b, spans):
            odd = token.cls == UNKNOWN
            if not odd and (token.end - token.start == 1 or token.cls == "m"):
                odd = self._is_odd(token, before)
            if odd and before and before.cls == ODD and token.start not in cuts:
                before.end = token.end
            else:
                if odd:
                    token.cls = ODD
                tokens.append(token)
                before = token
            if token.start >= last:
                break  # no head looks further than at the word after it
        return tokens

    def _is_odd(self, token: Token, before: Token | None) -> bool:
        """Tell whether a lone character or a number may be of a proper name, after ``before``."""
        cls, char = token.cls, self.text[token.start]
        if cls in (PUNCTUATION, NAME):
            return False
        if char in "月日" and self.text[max(0, token.start - 1) : token.start].isdigit():
            return False
        if cls == "m" and not _NUMERAL.match(self.text, token.start):
            return True  # a day with a name
        return (
            token.end - token.start == 1
            and stops().get(char) != "hard"
            and not char.isascii()
            and not (char in _MEASURES and before is not None and before.cls == "m")
            and not (cls == "m" and self.text[token.end : token.end + 1] in _COUNTED)
        )

    def _may_be_head(self, head: Head, a: int) -> bool:
        """Tell by the letters around it whether a head can be one, before words are known.

        ``a`` is where its clause begins.
        """
        if len(head.word) == 1 and word_class(self.text[head.start : head.end + 1]):
            return False  # it begins an everyday word: 山|门
        if head.word in _VERBAL and not _PHRASE_END.match(self.text, head.end):
            return False  # 柯桥区计划|投入
        if head.kind != "Plan":
            return True
        before = self.text[head.start - 1 : head.start]
        return before not in ("》", "”") and self._any_proper(a, head.start)

    def _any_proper(self, a: int, b: int) -> bool:
        """Tell whether something in a stretch can be proper: if nothing is, no plan has a name."""
        i = bisect.bisect_left(self.fixed, (a, a))
        return (
            (i < len(self.fixed) and self.fixed[i][0] < b)
            or PROPER.search(self.text, a, b) is not None
            or ORDINAL.search(self.text, a, b) is not None
        )

    def _is_head(self, tokens: list[Token], index: int, head: Head) -> bool:
        token = tokens[index]
        if token.cls == NAME:
            return False
        if len(head.word) == 1 and token.end - token.start > 1 and token.cls != ODD:
            return False  # it ends an everyday word: 发|展
        if head.kind == "Plan" and index and tokens[index - 1].cls == "v":
            return False  # 反馈|意见
        if head.kind == "Plan":
            following = tokens[index + 1].cls if index + 1 < len(tokens) else PUNCTUATION
            return following not in ("n", "w", ODD) or bool(
                _PLAN_NEXT.match(self.text, head.end)
            )  # not 规划|面积
        return True

    # -- the walk ----------------------------------------------------------------------------------

    def _walk(self, tokens: list[Token], index: int, head: Head) -> Candidate | None:
        first = index
        while first > 0 and tokens[first].start > head.start:
            first -= 1
        i, joint = self._leftwards(tokens, first, head)
        if joint is not None and not self._spans_and(tokens, i, joint):
            i = joint
        i = self._at_what_is_proper(tokens, i, first)
        if head.kind == "Event":
            i = self._at_ordinal(tokens, i, first)
        if (
            head.kind == "Place"
            and i > 0
            and tokens[i].cls == ODD
            and head.start - tokens[i].start == 1
        ):
            before = tokens[i - 1]  # 天生|关|村: a proper stem that ends in an odd character
            word = self.text[before.start : before.end]
            if (
                before.cls not in (PUNCTUATION, NAME, "f", "v", "w")
                and len(word) == 2
                and word not in stops()
            ):
                i -= 1
        while i < first and self._may_not_begin(tokens[i]):
            word = self.text[tokens[i].start : tokens[i].end]
            if head.kind == "Place" and i == first - 1 and len(word) == 2 and word not in stops():
                break  # 如意|湖: an everyday word is all the stem there is
            i += 1
        i = self._whole_item(tokens, i, index)
        bounded = i == 0 or self._is_boundary(tokens[i - 1])
        start, end = tokens[i].start, tokens[index].end
        if head.kind == "Place":  # 2017|明长城遗址, 首届|北京胡同
            number = ORDINAL.match(self.text, start, head.start)
            start = number.end() if number else start
            while start < end and (
                (self.text[start].isdigit() and not _NUMBERED.match(self.text, start))
                or (self.text[start] == "年" and end - start > 3)
                or (self.text[start] in "月日" and self.text[max(0, start - 1) : start].isdigit())
            ):
                start += 1
            while i < index and tokens[i].start < start:
                i += 1
        if head.kind != "Event" and self.text[start : start + 1].isdigit():
            for first_of_all in (_YEAR_FIRST, _DAY_FIRST):  # 9月|衢江区仙岩幼儿园
                date = first_of_all.match(self.text, start, end)
                if date and end - date.end() >= 3:
                    start = date.end()
        start = self._from_its_letters(start)
        if i > 1 and self.text[start - 1 : start] == "·":  # 路易·艾黎|故居
            first_part = tokens[i - 2]
            if tokens[i - 1].start == start - 1 and first_part.cls not in (PUNCTUATION, "f", "v"):
                start = first_part.start
        feature = head.kind == "Place" and head.word not in _SETTLEMENTS
        if feature and _PERSON.match(self.text, end):
            return None  # 李东峰|副市长, but 樟树港镇|书记
        if end - start < 2:
            return None
        of_division = head.start in self._division_ends
        words = tokens[i : index + 1]
        confidence = namedness(Stretch(self.text, start, end, head, words, bounded, of_division))
        if head.word in _BRANDS:
            # 蒙顶山茶|品牌 is named 蒙顶山茶; “…”湖南文旅品牌 by its quotes
            end = head.start
            confidence = 0.0 if re.search(r"[“（(+]", self.text[start:end]) else confidence
        if head.word in PROJECTS and self.text[head.start - 1] == "”":
            confidence = 0.0  # 九甲镇“云上九甲”|项目 is named by its quotes
        return Candidate(head.kind, start, end, head.word, confidence)

    def _leftwards(self, tokens: list[Token], first: int, head: Head) -> tuple[int, int | None]:
        """Return the token at which the walk ends, and the one after a 和 it passed, if any."""
        i = first
        joint: int | None = None
        proper = tokens[i].cls == ODD and tokens[i].start < head.start
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
                    if head.kind == "Event" and self._ends_in_event(tokens[0].start, opened):
                        break  # 海峡论坛|“…”系列活动
                    continue
                if word in _JOINTS:
                    i -= 1
                    continue
                break
            if token.cls == NAME and head.kind != "Event" and _YEAR.fullmatch(word):
                break  # 大运中心。…|2018年|大运中心
            if token.cls == NAME or word == "之" or (word == "暨" and head.kind == "Event"):
                proper = proper or token.cls == NAME
                i -= 1
                continue
            if (
                word in ("和", "与", "及")
                and head.kind in ("Event", "Institution")
                and joint is None
            ):
                joint = i
                i -= 1
                continue
            if head.kind == "Event" and word in WHOLE:
                i -= 1
                continue
            if self._ends_walk(token, word, head.kind, proper, tokens[i].start):
                break
            proper = proper or token.cls == ODD
            i -= 1
        return i, joint

    def _ends_in_event(self, start: int, end: int) -> bool:
        head = long_head(self.text[max(start, end - 8) : end])
        return head is not None and head[1] == "Event"

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
            or self.text[start : start + 2] in WHOLE
            or tokens[i].cls == NAME
        )
        ends = long_head(self.text[start : before.end])
        return bool(wide) and not ends and before.cls in ("n", "w", "v", ODD)

    def _at_what_is_proper(self, tokens: list[Token], i: int, first: int) -> int:
        """省保单位|望仙桥…工程: everyday nouns before an odd stretch are no part of the name."""
        k = i
        while k < first and tokens[k].cls not in (ODD, NAME):
            k += 1
        start = tokens[i].start
        if (
            k < first
            and tokens[k].cls == ODD
            and tokens[k].end - tokens[k].start >= 2
            and all(tokens[j].cls in "nwalm" for j in range(i, k))
            and not CHINA.match(self.text, start)
            and self.text[start : tokens[i].end] not in WHOLE
        ):
            return k
        return i

    def _at_ordinal(self, tokens: list[Token], i: int, first: int) -> int:
        """An edition begins with its number: 借|第四次全国文物普查; 湖北省首届… keeps its place."""
        for j in range(i + 1, first):
            number = ORDINAL.match(self.text, tokens[j].start)
            if number and self.text[tokens[j].start] in "第首":
                before = self.text[tokens[j - 1].start : tokens[j - 1].end]
                if self.text.startswith("全国", tokens[j].end):
                    return j
                return j - 1 if tokens[j - 1].cls == NAME or before in _HOSTS else j
        return i

    def _from_its_letters(self, start: int) -> int:
        """G42|沪蓉高速, We|爱…大赛: letters that touch a name open it."""
        if not self.text[start - 1 : start].isascii():
            return start
        latin = _LETTERS.search(self.text, max(0, start - 8), start)
        return latin.start() if latin else start

    def _whole_item(self, tokens: list[Token], i: int, index: int) -> int:
        """、海昌地|海洋公园、: between the marks of a list all is of the name."""
        if self.text[tokens[index].end : tokens[index].end + 1] not in _ITEM_ENDS:
            return i
        j = i
        while j > 0 and tokens[j - 1].cls != PUNCTUATION:
            j -= 1
        if j == i or not j or self.text[tokens[j - 1].start] not in "、（(":
            return i
        before = tokens[j:i]
        words = [self.text[token.start : token.end] for token in before]
        remains = _REMAINS.search(self.text, tokens[index].start, tokens[index].end)
        growth = _LONG_GROWTH if remains else _ITEM_GROWTH
        if tokens[i].start - tokens[j].start > growth or before[0].cls in "vwd":
            return i
        odd = remains or any(token.cls in (ODD, NAME) for token in before)
        return i if not odd or any(word in _NOT_IN_ITEM for word in words) else j

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
