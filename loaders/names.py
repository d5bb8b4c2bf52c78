"""Finds the named entities of a letter: closed lists, quotes, the open grammar; then chooses."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import ahocorasick

from .gazetteer import KNOWN, Hit
from .grammar import Candidate, Grammar, heads
from .offices import Office
from .parts import Anatomy


@dataclass(frozen=True, slots=True)
class Name:
    """A name of ``type`` at ``start:end`` (quotes around the whole left out); ``rule`` read it."""

    type: str
    start: int
    end: int
    rule: str
    confidence: float


_QUOTED = re.compile(r"[“「『‘]([^“”「」『』‘’\n，。；]{2,30})[”」』’]")
_BOOK = re.compile(r"《([^《》\n]{2,90}(?:[《〈][^《》〈〉\n]{1,60}[》〉][^《》\n]{0,60})*)》")
_PLAN_END = re.compile(
    r"(?:规划|纲要|计划|方案|意见|条例|办法|细则|规定|决定|措施|政策|法|通知|协议|备忘录|标准|规范|公约"
    r"|指南|指引|目录|要点|通告|公告|章程|制度|清单|导则|规程|批复|汇编|协议书|宣言|倡议|合同|意向书"
    r"|责任书|决议|报告|名录|预案|大纲|白皮书|函|图则|图|路线图|任务书|请示)"
    r"(?:修编)?(?:[0-9]{4}[-—][0-9]{4}(?:年)?)?(?:[（(][^（()）]{1,24}[)）])?$"
)
_STAGE = re.compile(
    r"(?:剧目|话剧|歌剧|舞剧|越剧|京剧|电影|电视剧|纪录片|小说|图书|专著|歌曲|动画|专题片|栏目|节目"
    r"|一书|丛书)$"
)
_LISTING = re.compile(r"(?:入|入选|列入|被列入|进入)$")
_HERITAGE = re.compile(r"^(?:、?《[^《》]+》)*等?[^，。]{0,6}(?:非遗|非物质文化遗产)")
# “A”“B”等惠民活动品牌: what stands after the last quote says what all of them are.
_GROUP = re.compile(
    r"(?P<quotes>“[^“”\n，。；]{2,30}”(?:[^“”，。；、\n]{0,6}[、和与及，]{0,2}“[^“”\n，。；]{2,30}”){0,30})"
    r"(?:[^“”，。；、\n]{0,6}等)?(?P<between>[^，。；、“”\n的]{0,12}?)"
    r"(?P<head>活动品牌|文化品牌|品牌|项目|工程|平台|基地|课堂|讲堂|栏目|行动|计划|系列活动|主题活动"
    r"|活动|论坛|展览|图片展|雅集|文旅推介|推介|商标|产品|线路)"
)
_FEATURES = frozenset("山河湖江溪渠寺庙塔")
_IN_LISTS = frozenset({"Place", "Event", "Institution"})
# 推进产教融合试点工作: a pilot scheme is named by what it tries
_PILOT = re.compile(
    r"(?:推进|实施|开展|完成|启动|承担)(?:了|好)?(?P<name>[^，。；、：的了“”\n]{4,18}?试点)(?=工作|项目|[，。；和、]|$)"
)
_PHRASE = re.compile(r"[将为把被了的是在对]|打造成|建设成")
# “中国节日”主题文旅消费活动: one quote and nouns up to the head, all of it the name
_WHOLE_EVENT = re.compile(
    r"[^，。；、“”\n的等和与]{2,14}?(?:活动|论坛|展览|图片展|推介会|大赛)(?![\u4e00-\u9fff]{0,1}[品室])"
)
_COUNTED = re.compile(r"[0-9一二三四五六七八九十百]+(?:余|多)?[个处座家所]")
_SEASON = re.compile(r".*(?:季|展演|节|周|赛|展)(?=活动$)")
_EVENT_HEADS = frozenset(
    ["系列活动", "主题活动", "活动", "论坛", "展览", "图片展", "雅集", "文旅推介", "推介"]
)
_QUOTE_VERB = re.compile(
    r"(举办|开展|承办|举行|打造|推出|实施|创建|创办|启动|建设|培育|设立|搭建)(?:了|好|出)?$"
)
_EVENT_VERBS = frozenset({"举办", "开展", "承办", "举行"})
_SLOGAN = re.compile(
    r"走出去|请进来|引进来|送出去|一网通办|最多跑一次|"
    r"[一二三四五六七八九十两]+个?[^十]?[一二三四五六七八九十]|十[二三四五]五|.*[+＋].*"
)
_GAMES = re.compile(
    r"(?:全国|省|市|县|州|区)?第?[一二三四五六七八九十]{1,3}届?(?:全|省|市|民|残|农|城|州|县|青)?运会"
)
_SET_UP = re.compile(
    r"(?:恢复成立|成立|设立|组建|建立|内设|下设|增设|设)(?:了|由[^，。]{2,30}的)?"
    r"(?P<name>[^，。；、了的由\n]{3,30}?"
    r"(?:领导小组(?:办公室)?|工作组|工作专班|指挥部|联席会议(?:制度)?|计划”?办公室|管理处|产业科|文化科))"
)
_VAGUE_BODY = re.compile(
    r"(?:专项|专门|相应|相关|各级|多个|若干|一个|专题)?(?:工作|协调|推进)?(?:领导小组|工作组|专班)$"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔"
_ONE_CHARACTER = re.compile(
    rf"(?<![\u4e00-\u9fff])?(?P<list>[{_PROVINCES}](?:、[{_PROVINCES}])+)(?=[两二三四五六七八九]?(?:省|地|等|边))"
)
_SHORT_FORM = re.compile(r"[》”]?（(?:以下)?(?:简称|称)[：“《]*(?P<short>[^”》）]{2,16})[”》]*）")
_WORKS = re.compile(
    r"(?:修缮|维修|保护|安防|消防|提升|整治|改造|加固|抢险|展示|利用|修复)[^，。]{0,8}(?:工程|项目)"
)
_BRACKET = re.compile(
    r"[（(](?:[\u4e00-\u9fff]{2,16}(?:奖|节|会|展|赛|中心|馆|院|所|站|局|办)|[\u4e00-\u9fff]{1,8}段)[)）]"
)


class Names:
    """Collects the names of one letter. Use `read`."""

    def __init__(
        self, text: str, anatomy: Anatomy, places: Sequence[Hit], offices: Sequence[Office]
    ) -> None:
        self.text = text
        self.places = places
        self.offices = offices
        self.names: list[Name] = []
        self.masks = _merge(
            [(mask.start, mask.end) for mask in anatomy.masks]
            + [
                match.span()
                for person in anatomy.proposers
                for match in re.finditer(re.escape(person.name), text)
            ]
        )
        self._mask_starts = [start for start, _ in self.masks]

    def read(self) -> list[Name]:
        """Return the names in order: of competing ones the longest, and places inside works."""
        self._closed()
        self._games()
        self._books()
        self._quoted()
        self._set_up()
        for match in _PILOT.finditer(self.text):
            self._add("Initiative", *match.span("name"), "pilot scheme", 0.55)
        self._provinces()
        self._open()
        self._short_forms()
        self._again()
        return self._chosen()

    def _closed(self) -> None:
        run: list[Hit] = []
        for hit in self.places:
            if hit.type != "Place":
                self._add(hit.type, hit.start, hit.end, hit.rule, 0.95)
                if hit.rule == KNOWN and run and run[-1].divisions and run[-1].end == hit.start:
                    # 阳新|采茶戏, 泉州|南音: the local one
                    self._add(hit.type, run[0].start, hit.end, hit.rule, 0.8)
                continue
            if run and hit.divisions and run[-1].divisions and run[-1].end == hit.start:
                run.append(hit)
                continue
            self._place(run)
            run = [hit]
        self._place(run)
        for office in self.offices:
            self._add("Department", office.start, office.end, office.rule, 0.9)

    def _place(self, run: list[Hit]) -> None:
        if run:
            self._add("Place", run[0].start, run[-1].end, run[0].rule, 0.9)

    def _games(self) -> None:
        for match in _GAMES.finditer(self.text):
            self._add("Event", *match.span(), "games by number", 0.85)

    def _books(self) -> None:
        for match in _BOOK.finditer(self.text):
            before = self.text[max(0, match.start() - 8) : match.start()]
            if _PLAN_END.search(match.group(1)):
                if not _STAGE.search(before) and not (
                    match.group(1).endswith("名录") and _LISTING.search(before)
                ):
                    self._add("Plan", *match.span(1), "title in 《》", 0.95)
            elif _HERITAGE.match(self.text[match.end() : match.end() + 60]):
                self._add("Initiative", *match.span(1), "heritage item in 《》", 0.7)

    def _quoted(self) -> None:
        pattern, types = heads()
        groups = _groups(self.text)
        for match in _QUOTED.finditer(self.text):
            start, end = match.span(1)
            words = match.group(1)
            if _PLAN_END.search(words) and len(words) > 6:
                self._add("Plan", start, end, "quoted title", 0.7)
                continue
            if _SLOGAN.fullmatch(words):
                continue
            inner = [m for m in pattern.finditer(words) if m.end() == len(words)]
            if inner and types[inner[-1].group()] == "Place" and len(inner[-1].group()) == 1:
                inner = []  # “兵马俑的故乡” is no township
            if inner and len(words) > len(inner[-1].group()) and not _PHRASE.search(words):
                kind = types[inner[-1].group()]
                self._add(kind, start, end, "quoted name with its head", 0.75)
                continue
            whole = _WHOLE_EVENT.match(self.text, match.end())
            if whole and self.text[match.start() - 1 : match.start()] not in ("”", "、"):
                cut = _SEASON.search(whole.group())  # …文旅消费季|活动
                last = match.end() + cut.end() if cut else whole.end()
                self._add("Event", match.start(), last, "quotes before a head", 0.65)
                continue
            if match.start() in groups:
                self._add(groups[match.start()], start, end, "quoted name before a head", 0.65)
                continue
            verb = _QUOTE_VERB.search(self.text, max(0, match.start() - 8), match.start())
            if verb and 3 <= len(words) <= 16:
                kind = "Event" if verb.group(1) in _EVENT_VERBS else "Initiative"
                self._add(kind, start, end, f"quoted name after {verb.group(1)}", 0.55)

    def _open(self) -> None:
        fixed = _merge(
            [(hit.start, hit.end) for hit in self.places if hit.type != "Event"]
            + [(office.start, office.end) for office in self.offices]
            + [
                match.span()
                for match in _BOOK.finditer(self.text)
                if _STAGE.search(self.text, max(0, match.start() - 8), match.start())
            ]
        )
        divisions = frozenset(h.start for h in self.places if h.divisions and not h.short)
        rejected: list[Candidate] = []
        for found in Grammar(self.text, fixed, divisions).candidates():
            bracket = _BRACKET.match(self.text, found.end)
            end = bracket.end() if bracket else found.end
            if _COUNTED.match(self.text, end):
                continue  # 乡镇文化站168个 are many, of no name
            if found.confidence:
                rule = f"name that ends in {found.head}"
                if end - found.start >= 3 or found.type == "Place":
                    self._add(found.type, found.start, end, rule, found.confidence)
            elif len(found.head) < found.end - found.start >= 3:
                rejected.append(found)
        self._listed(rejected)

    def _listed(self, rejected: list[Candidate]) -> None:
        """An item is a name where its neighbours in the list are: 七里河、如意湖、象湖."""
        ends = {(n.type, n.end) for n in self.names if n.confidence >= 0.5}
        starts = {(n.type, n.start) for n in self.names if n.confidence >= 0.5}
        waters = [f for f in rejected if f.head in _FEATURES]
        # two of a kind license each other: 七里河、如意湖
        starts |= {(f.type, f.start) for f in waters}
        ends |= {(f.type, f.end) for f in waters}
        for found in rejected:
            if found.type not in _IN_LISTS:
                continue
            after = self.text[found.end : found.end + 1] == "、"
            before = self.text[found.start - 1 : found.start] == "、"
            if (after and (found.type, found.end + 1) in starts) or (
                before and (found.type, found.start - 1) in ends
            ):
                self._add(found.type, found.start, found.end, "named by its list", 0.5)

    def _set_up(self) -> None:
        """成立…领导小组: a body that is set up has a name, however plain its words."""
        for match in _SET_UP.finditer(self.text):
            if not _VAGUE_BODY.match(match.group("name")):
                self._add("Department", *match.span("name"), "body set up", 0.6)

    def _provinces(self) -> None:
        """湘、鄂、赣三省: provinces by their one-character names, in a list only."""
        for match in _ONE_CHARACTER.finditer(self.text):
            for char in re.finditer(r"[^、]", match.group("list")):
                at = match.start() + char.start()
                self._add("Place", at, at + 1, "province in one character", 0.8)

    def _short_forms(self) -> None:
        """（以下简称“职教20条”） right after a name: a further name of the same type."""
        for name in self._longest():
            match = _SHORT_FORM.match(self.text, name.end)
            if match:
                self._add(name.type, *match.span("short"), "short form declared", name.confidence)

    def _again(self) -> None:
        """Find further occurrences of names that were recognised once, quoted or in a list."""
        known: dict[str, Name] = {}
        for name in self._longest():
            long_enough = name.end - name.start >= 4 or name.rule == "short form declared"
            if long_enough and name.confidence >= 0.5:
                known.setdefault(self.text[name.start : name.end], name)
        for words, starts in _occurrences(self.text, known).items():
            name = known[words]
            for at in starts:
                if at != name.start:
                    end = at + len(words)
                    self._add(name.type, at, end, "named elsewhere in the letter", name.confidence)

    # -- choosing ----------------------------------------------------------------------------------

    def _masked(self, start: int, end: int) -> bool:
        i = bisect.bisect_right(self._mask_starts, start) - 1
        return i >= 0 and self.masks[i][0] <= start and end <= self.masks[i][1]

    def _add(self, kind: str, start: int, end: int, rule: str, confidence: float) -> None:
        if not self._masked(start, end):
            self.names.append(Name(kind, start, end, rule, confidence))

    def _longest(self) -> list[Name]:
        """Return the names of which none overlaps another, the longest first."""
        chosen: list[Name] = []
        taken = bytearray(len(self.text))
        for name in sorted(self.names, key=lambda n: (n.start - n.end, n.start, -n.confidence)):
            # What was chosen before is at least as long, so it cannot lie inside this one.
            if not taken[name.start] and not taken[name.end - 1]:
                taken[name.start : name.end] = b"\1" * (name.end - name.start)
                chosen.append(name)
        return sorted(chosen, key=lambda n: n.start)

    def _chosen(self) -> list[Name]:
        chosen = self._longest()
        works = {
            name.start: name.end
            for name in chosen
            if name.type == "Initiative" and _WORKS.search(self.text, name.start, name.end)
        }
        inner = {
            (place.start, place.end): place
            for place in self.names
            if place.type == "Place"
            and place.rule.startswith("name that ends in")
            and place.end < works.get(place.start, 0)
        }
        everything = (*chosen, *inner.values())
        return sorted(
            (_bare(self.text, name) for name in everything), key=lambda n: (n.start, n.end)
        )


def _occurrences(text: str, known: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of the words stands in the text, in one pass over it."""
    found: dict[str, list[int]] = {words: [] for words in known}
    automaton = ahocorasick.Automaton()
    for words in found:
        automaton.add_word(words, words)
    if found:
        automaton.make_automaton()
        for last, words in automaton.iter(text):
            starts, start = found[words], last + 1 - len(words)
            if not starts or start >= starts[-1] + len(words):
                starts.append(start)
    return found


def _groups(text: str) -> dict[int, str]:
    """Return, for each opening quote in a list that ends in a head, the entity type."""
    found = {}
    for match in _GROUP.finditer(text):
        kind = "Event" if match.group("head") in _EVENT_HEADS else "Initiative"
        for opening in re.finditer(r"“[^“”]+”", match.group("quotes")):
            found[match.start("quotes") + opening.start()] = kind
    return found


def _bare(text: str, name: Name) -> Name:
    """Leave out quotes that stand around the whole name."""
    if text[name.start] in "“‘「" and text[name.end - 1] in "”’」":
        inner = text[name.start + 1 : name.end - 1]
        if not any(c in inner for c in "“”‘’「」"):
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
