"""Finds the named entities of a letter: closed lists first, then quotes, then the open grammar.

The open grammar reads a name from its head noun leftwards (深圳国际设计师创新孵化|基地): over nouns,
modifiers and unknown stretches, up to a verb, a function word or punctuation. What it reads counts
as a name only if something in it is proper: a place, an ordinal, quotes, figures or letters, or a
stretch that everyday words do not cover.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .anatomy import Anatomy, Span
from .gazetteer import Hit
from .offices import Office
from .segment import NAME, PUNCTUATION, UNKNOWN, Token, segment, word_class
from .wordlists import alternation, mapping, table


@dataclass(frozen=True, slots=True)
class Name:
    """A name of ``type`` at ``start:end`` (quotes around the whole left out); ``rule`` read it."""

    type: str
    start: int
    end: int
    rule: str
    confidence: float


_ODD = "o"
"""Class of a run of characters that form no everyday word, and of a lone content character."""

_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "(": ")", "〈": "〉", "【": "】"}
_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’\n，。；]{2,30})[”\"」』’]")
_BOOK = re.compile(r"《([^《》\n]{2,90}(?:[《〈][^《》〈〉\n]{1,60}[》〉][^《》\n]{0,60})*)》")
_ORDINAL = re.compile(
    r"(?:第[0-9一二三四五六七八九十百]+|首|历)[届次](?:[（(][0-9]{4}[)）])?|20[0-9]{2}(?:年度?|-20[0-9]{2})?"
)
_CHINA = re.compile(r"中国|中华|国家|全国|国际|世界|全球|亚洲|环球|海峡|两岸|中外|中俄|中法|中日|中韩|一带一路")
_FIRST = re.compile(r"^(?:全国首个|全省首个|全市首个|国内首个|世界首个|全国唯一)")
_PROPER_CHARS = re.compile(r"[A-Za-z0-9]{2,}|[·]")
# 鲍鱼节、海带节: festivals in a list name each other
_FESTIVALS = re.compile(r"(?<![春佳])节(?:、|及|和)[^，。、]{2,6}(?<![春佳])节")
_GAMES = re.compile(r"(?:全国|省|市|县|州|区)?第?[一二三四五六七八九十]{1,3}届?(?:全|省|市|民|残|农|城|州|县|青)?运会")
_WORKS = re.compile(r"(?:修缮|维修|保护|安防|消防|提升|整治|改造|加固|抢险|展示|利用|修复)[^，。]{0,8}(?:工程|项目)")
_SHORT_FORM = re.compile(r"[》”]?（(?:以下)?(?:简称|称)[：“《]*(?P<short>[^”》）]{2,16})[”》]*）")
_ENUMERATOR = re.compile(r"[0-9一二三四五六七八九十]{1,3}")
_YEAR_FIRST = re.compile(r"20[0-9]{2}(?:年度?|-20[0-9]{2})")
_TIME = re.compile(r"年|月|日|期间|以来|时|末|初|期|天|当前|当下|过去|将来")
_CLAUSE = re.compile(r"(?:[^，,。；！？!?;\n：:0-9]|[0-9]+(?![.．、0-9])|[0-9]+[.．](?=[0-9]))+")
_WHOLE = frozenset({"全省", "全市", "全县", "全区", "全州", "全国"})
"""May begin an event's name (全省旅游发展大会), though it ends the walk of any other."""
_NUMBER_IN_NAME = re.compile(r"[A-Za-z0-9.+]+|[第首].*")
_OF_BODY = re.compile(r"(?:联合会|委员会|联盟|协会|学会|公司|集团|研究院|大学|学院|中心|政府|局|会)$")
_GENERIC = re.compile(r"级|大型|知名|著名|各类|相关|重大|重点|高水平|一流|特色(?!街)|多功能|现代化|[等个些类种批]")
_LEVELLED = re.compile(
    r"^(?:省|市|州|县|区|镇|乡|自治区|自治州)(?:第[一二三四五六七八九十]+)?(?:[\u4e00-\u9fff]{0,6})$"
)
_PLAN_END = re.compile(
    r"(?:规划|纲要|计划|方案|意见|条例|办法|细则|规定|决定|措施|政策|法|通知|协议|备忘录|标准|规范|公约|指南|"
    r"目录|要点|通告|公告|章程|制度|清单|导则|规程|批复|汇编|协议书|宣言|倡议|合同|意向书|责任书|决议|报告|名录|预案|大纲|白皮书|若干政策|函|图则|图|路线图|任务书)"
    r"(?:[（(][^（()）]{1,24}[)）])?$"
)
_PLAN_NEXT = re.compile(r"编制|印发|制定|出台|实施|要求|规定|精神|文件")
_STAGE = re.compile(r"(?:剧目|话剧|歌剧|舞剧|越剧|京剧|电影|电视剧|纪录片|小说|图书|专著|歌曲|动画|专题片|栏目|节目|一书|丛书)$")


# “A”“B”等惠民活动品牌: what stands after the last quote says what all of them are.
_GROUP = re.compile(
    r"(?P<quotes>[“\"][^“”\"\n，。；]{2,30}[”\"](?:[、和与及，]{0,2}[“\"][^“”\"\n，。；]{2,30}[”\"])*)"
    r"(?:等)?(?P<between>[^，。；、“”\"\n的]{0,12}?)"
    r"(?P<head>活动品牌|文化品牌|品牌|项目|工程|平台|基地|课堂|讲堂|栏目|行动|计划|系列活动|主题活动|活动|论坛|展览|图片展|雅集|文旅推介|推介|商标|产品|线路)"
)
_EVENT_HEADS = frozenset({"系列活动", "主题活动", "活动", "论坛", "展览", "图片展", "雅集", "文旅推介", "推介"})
_QUOTE_VERB = re.compile(r"(举办|开展|承办|举行|打造|推出|实施|创建|创办|启动|建设|培育|设立|搭建)(?:了|好|出)?$")
_EVENT_VERBS = frozenset({"举办", "开展", "承办", "举行"})


def _groups(text: str) -> dict[int, str]:
    """Return, for each opening quote in a list that ends in a head, the entity type."""
    found = {}
    for match in _GROUP.finditer(text):
        kind = "Event" if match.group("head") in _EVENT_HEADS else "Initiative"
        for opening in re.finditer(r"[“\"][^“”\"]+[”\"]", match.group("quotes")):
            found[match.start("quotes") + opening.start()] = kind
    return found


@functools.cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = table("heads.tsv", 2)
    return re.compile(alternation(row[0] for row in rows)), mapping("heads.tsv")


@functools.cache
def _stops() -> dict[str, str]:
    return mapping("stop_words.tsv")


class Names:
    """Collects the names of one letter. Use `read`."""

    def __init__(
        self, text: str, anatomy: Anatomy, places: Sequence[Hit], found: Sequence[Office]
    ) -> None:
        self.text = text
        self.anatomy = anatomy
        self.places = places
        self.offices = found
        self.names: list[Name] = []
        self.quotes = sorted(
            [m.span(1) for m in _QUOTED.finditer(text)] + [m.span(1) for m in _BOOK.finditer(text)]
        )
        self.masks = _merge((mask.start, mask.end) for mask in anatomy.masks)
        self._mask_starts = [start for start, _ in self.masks]
        self.full_divisions = {h.start for h in places if h.divisions and not h.short}
        self.place_spans = _merge(
            [(hit.start, hit.end) for hit in places] + [(o.start, o.end) for o in found]
        )

    def read(self) -> list[Name]:
        """Return the names, in order, without overlaps, the longest of those that compete."""
        self._closed()
        self._games()
        self._books()
        self._quoted()
        self._open()
        self._short_forms()
        self._again()
        return self._select()

    # -- closed lists ----------------------------------------------------------------------------

    def _closed(self) -> None:
        run: list[Hit] = []
        for hit in self.places:
            if hit.type != "Place":
                self._add(hit.type, hit.start, hit.end, hit.rule, 0.95)
                continue
            if run and hit.divisions and run[-1].divisions and run[-1].end == hit.start:
                run.append(hit)
                continue
            self._place(run)
            run = [hit]
        self._place(run)
        for office in self.offices:
            self._add("Department", office.start, office.end, office.rule, 0.9)

    def _games(self) -> None:
        for match in _GAMES.finditer(self.text):
            self._add("Event", *match.span(), "games by number", 0.85)

    def _place(self, run: list[Hit]) -> None:
        if run:
            self._add("Place", run[0].start, run[-1].end, run[0].rule, 0.9)

    # -- 《》 and “” -------------------------------------------------------------------------------

    def _books(self) -> None:
        for match in _BOOK.finditer(self.text):
            words = match.group(1)
            before = self.text[max(0, match.start() - 8) : match.start()]
            if _PLAN_END.search(words) and not _STAGE.search(before):
                self._add("Plan", *match.span(1), "title in 《》", 0.95)

    def _quoted(self) -> None:
        pattern, types = _heads()
        groups = _groups(self.text)
        for match in _QUOTED.finditer(self.text):
            start, end = match.span(1)
            words = match.group(1)
            if _PLAN_END.search(words) and len(words) > 6:
                self._add("Plan", start, end, "quoted title", 0.7)
                continue
            inner = [m for m in pattern.finditer(words) if m.end() == len(words)]
            if inner and len(words) > len(inner[-1].group()):
                self._add(types[inner[-1].group()], start, end, "quoted name with its head", 0.75)
                continue
            named = groups.get(match.start())
            if named:
                self._add(named, start, end, "quoted name in a list with a head", 0.65)
                continue
            verb = _QUOTE_VERB.search(self.text, max(0, match.start() - 8), match.start())
            if verb and 3 <= len(words) <= 16:
                kind = "Event" if verb.group(1) in _EVENT_VERBS else "Initiative"
                self._add(kind, start, end, f"quoted name after {verb.group(1)}", 0.55)

    # -- open grammar ------------------------------------------------------------------------------

    def _open(self) -> None:
        pattern, types = _heads()
        for a, b in self._clauses():
            heads = [m for m in pattern.finditer(self.text, a, b)]
            if not heads:
                continue
            tokens = self._tokens(a, b, {head.end() for head in heads})
            ends = {token.end: i for i, token in enumerate(tokens)}
            for head in heads:
                index = ends.get(head.end())
                if index is None or tokens[index].cls == NAME:
                    continue
                width = tokens[index].end - tokens[index].start
                if types[head.group()] == "Plan" and index + 1 < len(tokens) and tokens[index + 1].cls in ("n", "w", _ODD) and not _PLAN_NEXT.match(self.text, head.end()):
                    continue  # 规划|面积
                if len(head.group()) == 1 and word_class(self.text[head.start() : head.end() + 1]):
                    continue  # the head begins an everyday word: 山|门
                if len(head.group()) == 1 < width and tokens[index].cls != _ODD:
                    continue  # the head is the end of an everyday word: 发|展
                self._walk(tokens, index, head, types[head.group()])

    def _tokens(self, a: int, b: int, cuts: set[int]) -> list[Token]:
        """Segment a clause with its places and ordinals whole, and runs of odd characters joined."""
        spans = [s for s in self.place_spans if s[0] >= a and s[1] <= b]
        spans += [
            m.span()
            for m in _ORDINAL.finditer(self.text, a, b)
            if not any(s < m.end() and m.start() < e for s, e in spans)
        ]
        tokens: list[Token] = []
        for token in segment(self.text, a, b, sorted(spans)):
            odd = (
                token.end - token.start == 1
                and token.cls not in (PUNCTUATION, NAME)
                and self.text[token.start] not in _stops()
                and not self.text[token.start].isascii()
            ) or token.cls == UNKNOWN
            if odd and tokens and tokens[-1].cls == _ODD and token.start not in cuts:
                tokens[-1] = Token(tokens[-1].start, token.end, _ODD)
            else:
                tokens.append(Token(token.start, token.end, _ODD) if odd else token)
        return tokens

    def _clauses(self) -> Iterable[tuple[int, int]]:
        for match in _CLAUSE.finditer(self.text):
            if not self._masked(match.start(), match.end()):
                yield match.span()

    def _walk(self, tokens: list[Token], index: int, head: re.Match[str], kind: str) -> None:
        text = self.text
        i = index
        while i > 0 and tokens[i].start > head.start():
            i -= 1
        first = i
        joint: int | None = None
        depth_end = tokens[i].start
        proper = tokens[i].cls == _ODD and tokens[i].start < head.start()
        while i > 0:
            token = tokens[i - 1]
            word = text[token.start : token.end]
            if token.cls == PUNCTUATION:
                if word in "”’》）)":
                    opened = self._opening(token.start, tokens[0].start)
                    if opened is None or opened < depth_end - 32:
                        break
                    if _ENUMERATOR.fullmatch(text, opened + 1, token.start):
                        break
                    j = i - 1
                    while j > 0 and tokens[j].start > opened:
                        j -= 1
                    i = j
                    continue
                if word in "·•-—+＋":
                    i -= 1
                    continue
                break
            stop = _stops().get(word)
            if word in ("和", "与", "及") and kind in ("Event", "Institution") and joint is None:
                joint = i
                i -= 1
                continue
            if word == "之":
                i -= 1
                continue
            if token.cls == NAME:
                proper = True
                i -= 1
                continue
            if token.cls != _ODD and not _ORDINAL.match(word) and (
                (kind == "Place" and proper) or tokens[i].start in self.full_divisions
            ):
                break  # a place begins with what is proper to it: …单位|黄兴故居, 机构|云南省…所
            proper = proper or token.cls == _ODD
            if kind == "Event" and word in _WHOLE:
                i -= 1
                continue
            if stop == "hard" or (stop == "soft" and proper):
                break
            if token.cls in "dfq" and stop != "soft":
                break
            if token.cls == "t" and _TIME.search(word):
                break
            if token.cls == "m" and not _NUMBER_IN_NAME.fullmatch(word):
                break
            i -= 1
        if joint is not None and not self._spans_and(tokens, i, joint, index):
            i = joint
        k = next((j for j in range(i, first) if tokens[j].cls in (_ODD, NAME)), i)
        if (
            tokens[k].cls == _ODD
            and tokens[k].end - tokens[k].start >= 2
            and all(tokens[j].cls in ("n", "w", "a", "l", "m") for j in range(i, k))
            and not _CHINA.match(text, tokens[i].start)
            and text[tokens[i].start : tokens[i].end] not in _WHOLE
        ):
            i = k  # 省保单位|望仙桥…工程: what is proper comes first
        if kind == "Place" and tokens[i].cls == _ODD and i > 0 and head.start() - tokens[i].start == 1:
            token = tokens[i - 1]  # 天生|关|村: a proper stem that ends in an everyday word
            word = text[token.start : token.end]
            if token.cls not in (PUNCTUATION, NAME, "f") and len(word) == 2 and word not in _stops():
                i -= 1
        while i < first:  # a name does not begin with these
            token = tokens[i]
            word = text[token.start : token.end]
            if token.cls == "v" or _stops().get(word) == "soft" or word in _TRIM or token.cls == PUNCTUATION and word in "·•-—+＋":
                i += 1
                continue
            break
        start, end = tokens[i].start, tokens[index].end
        year = _YEAR_FIRST.match(text, start, end)
        if year and end - year.end() >= 6:
            start = year.end()
        end = self._tail(end)
        if end - start < 3 or self._masked(start, end):
            return
        if kind == "Plan" and start >= head.start() and text[start - 1 : start] in "》”":
            return
        confidence = self._namedness(tokens[i : index + 1], start, end, head, kind)
        if confidence and head.group() == "品牌":
            end = head.start()
        if confidence and end - start >= 3:
            self._add(kind, start, end, f"name that ends in {head.group()}", confidence)

    def _spans_and(self, tokens: list[Token], i: int, joint: int, index: int) -> bool:
        """Tell whether 和 or 与 before token ``joint`` is inside a name that begins at ``i``.

        It is where the name opens with something proper to the whole (中国…与…研讨会, 第三届…和…节)
        and what stands before it is no name of its own.
        """
        pattern, _ = _heads()
        before = tokens[joint - 2] if joint >= 2 else None
        if before is None or i >= joint - 1:
            return False
        start = tokens[i].start
        wide = _CHINA.match(self.text, start) or _ORDINAL.match(self.text, start)
        ends = any(m.end() == before.end for m in pattern.finditer(self.text, start, before.end))
        return bool(wide) and not ends and before.cls in ("n", "w")

    def _opening(self, closing: int, limit: int) -> int | None:
        mark = next(o for o, c in _PAIRS.items() if c == self.text[closing]) if self.text[
            closing
        ] in _PAIRS.values() else None
        if mark is None:
            return None
        at = self.text.rfind(mark, limit, closing)
        return None if at < 0 else at

    def _tail(self, end: int) -> int:
        """A bracket right after a name belongs to it where it names it again."""
        match = re.compile(r"[（(][\u4e00-\u9fff]{2,16}(?:奖|节|会|展|赛|中心|馆|院)[)）]").match(self.text, end)
        return match.end() if match else end

    def _namedness(
        self, tokens: Sequence[Token], start: int, end: int, head: re.Match[str], kind: str
    ) -> float:
        words = self.text[start:end]
        stem = self.text[start : head.start()]
        if not stem:
            return 0.0
        if re.match(r"[等个些类种批项]", stem) or re.search(r"(?:等|相关|各类|各级|部分|一批|多个)$", stem):
            return 0.0
        proper = any(token.cls == NAME for token in tokens) or bool(_PROPER_CHARS.search(stem))
        ordinal = bool(_ORDINAL.match(words))
        quoted = any(c in stem for c in "“”《》")
        unknown = _unknown(self.text, tokens, head.start())
        wide = bool((_CHINA.match(words) or words[:2] in _WHOLE) and not _GENERIC.search(stem))
        single = len(head.group()) == 1
        if kind == "Event":
            if head.group() == "节" and 2 <= len(stem) <= 6 and _FESTIVALS.search(self.text, max(0, start - 8), min(len(self.text), end + 8)):
                return 0.55
            if ordinal:
                return 0.85
            if proper or quoted or (wide and len(words) >= 6):
                return 0.6 if single else 0.75
            return 0.55 if unknown >= 2 and not single else 0.0
        if kind == "Place":
            if single:
                return 0.6 if unknown >= (1 if len(stem) <= 3 else 2) or (proper and len(stem) > 2) else 0.0
            return 0.7 if proper or unknown >= 2 else 0.0
        if kind == "Institution":
            if proper or quoted:
                return 0.8
            if _LEVELLED.match(stem) or (wide and len(stem) >= 4):
                return 0.7
            return 0.6 if unknown >= 2 else 0.0
        if kind == "Plan":
            if head.group() == "法" or single:
                return 0.0
            if (proper or quoted) and len(stem) >= 4:
                return 0.6
            return 0.0
        if _OF_BODY.search(stem):
            return 0.0
        if proper or quoted or _FIRST.match(words):
            return 0.65
        if unknown >= 2:
            return 0.55
        return 0.5 if wide and len(stem) >= 5 else 0.0

    def _short_forms(self) -> None:
        """（以下简称“职教20条”） right after a name: a further name of the same type."""
        for name in self._select():
            match = _SHORT_FORM.match(self.text, name.end)
            if match:
                self._add(name.type, *match.span("short"), "short form declared", name.confidence)

    def _again(self) -> None:
        """Find further occurrences of names that were recognised once, quoted or in a list."""
        known: dict[str, Name] = {}
        for name in self._select():
            words = self.text[name.start : name.end]
            long_enough = name.end - name.start >= 4 or name.rule == "short form declared"
            if long_enough and name.confidence >= 0.5:
                known.setdefault(words, name)
        for words, name in known.items():
            at = self.text.find(words)
            while at >= 0:
                if at != name.start:
                    self._add(name.type, at, at + len(words), "named elsewhere in the letter", name.confidence)
                at = self.text.find(words, at + len(words))

    # -- choosing ------------------------------------------------------------------------------------

    def _continues(self, end: int) -> bool:
        """Tell whether the word goes on after a head (节|目, 展|示)."""
        tokens = segment(self.text, end - 1, min(len(self.text), end + 3))
        return bool(tokens) and tokens[0].end > end

    def _masked(self, start: int, end: int) -> bool:
        i = bisect.bisect_right(self._mask_starts, start) - 1
        for a, b in self.masks[max(i, 0) : i + 2]:
            if a < end and start < b and (a <= start and end <= b):
                return True
        return False

    def _add(self, kind: str, start: int, end: int, rule: str, confidence: float) -> None:
        if not self._masked(start, end):
            self.names.append(Name(kind, start, end, rule, confidence))

    def _select(self) -> list[Name]:
        chosen: list[Name] = []
        for name in sorted(self.names, key=lambda n: (n.start - n.end, n.start, -n.confidence)):
            if all(name.end <= other.start or other.end <= name.start for other in chosen):
                chosen.append(name)
        inner = [
            place
            for place in self.names
            if place.type == "Place" and place.rule.startswith("name that ends in")
            for name in chosen
            if name.type == "Initiative"
            and name.start == place.start
            and place.end < name.end
            and _WORKS.search(self.text, place.end, name.end)
        ]
        chosen += {(p.start, p.end): p for p in inner}.values()
        return sorted(
            (_bare(self.text, name) for name in chosen), key=lambda name: (name.start, name.end)
        )


_TRIM = frozenset(
    "活动 方面 领域 高端 优质 全新 新 新型 大型 优秀 特色 大 小 老 旧 工作 情况 部分 系列 众多 知名 著名 "
    "专业 现代 传统 公共 基层 群众 当地 本地 周边 附近 沿线 境内 辖区 城区 主城区 有 市级 省级 国家级 区级 县级 州级 上 下 中 内 外 "
    "级 项目 文化 等".split()
)


def _unknown(text: str, tokens: Sequence[Token], end: int) -> int:
    """How many characters before ``end`` are covered by no word of two or more characters."""
    count = best = 0
    for token in tokens:
        if token.start >= end:
            break
        if token.cls == _ODD:
            count += min(token.end, end) - token.start
            best = max(best, count)
        else:
            count = 0
    return best


def _bare(text: str, name: Name) -> Name:
    if (
        text[name.start] in "“‘「"
        and text[name.end - 1] in "”’」"
        and text[name.end - 1] not in text[name.start : name.end - 1]
    ):
        return replace(name, start=name.start + 1, end=name.end - 1)
    return name


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def masks_of(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Return the spans merged, in order."""
    return _merge((span.start, span.end) for span in spans)
