"""Finds the verb that governs a named thing: before it (举办…节), after it (…联盟成立), around it.

A sentence's names are handed in; each is asked for its verb, and the items of a list share one.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from ..graph.schema import schema
from .gazetteer import KNOWN
from .money import Money
from .names import TOWN
from .parts import Name
from .townships import TOWNSHIP, VILLAGE
from .wordlists import alternation, derived, table
from .works import as_a_whole, built, done_to, is_made


class Verb(NamedTuple):
    """A verb at ``start:end`` and the predicates it can be of."""

    predicates: tuple[str, ...]
    start: int
    end: int
    rule: str


NEAR = "~"
"""Marks a predicate that a verb makes only of an initiative right after it (发展, 推广)."""
_SHORT_REACH = 8
_STANDING = re.compile(r"(?:政府|党委|[省市县区州镇乡]委|人大|政协|老龄办)$")
_SETTLEMENT = re.compile(rf"{TOWNSHIP}|{VILLAGE}|ends in (?:村|镇|乡|街道|社区|小组|村民小组)$")
BODIES = frozenset({"Department", "Institution", "Place"})
DIVISIONS = frozenset({"division", "short division name"})
_LISTED_PLACES = DIVISIONS | {"country", "city abroad", "region", TOWN}
_SETTLED = re.compile(r"[^，。；：]{0,24}?(?P<verb>落户|入驻)")
_STAND = re.compile(r"[^，。；：在于]{0,6}(?:馆|展区|展位|展馆)(?![\u4e00-\u9fff]?(?:建|开))")
_ISSUED_BEFORE = re.compile(r"(?:出台|印发|制定|颁布|公布|发布|编制|下发)(?:并|和|、|了)?$")
TWO_VERBS = re.compile(r"(?:引进|引入|招引)(?:并|和|、)?$")
_NOT_SUBJECT = re.compile(
    r"(?:依托|利用|围绕|针对|借助|委托|在|对|以|从|为|于|向|给|由|被|经)[“《]?$"
)
_ABOUT_BUILDING = re.compile(
    r"规划|管委会|单位|条件|用地|点|区|阶段|总体|情况|数量|计划|是|为|高度|标准|提出|进程|成果|成效|成绩"
)
_TAKEN_IN = re.compile(r"(?:均|已|也|都)?(?:被)?(?:列入|纳入|入选)")
_AS_A_WHOLE = re.compile(r"(?:高质量|一体化)?建设(?=[，。；、和及]|$)")
_BACKING = re.compile(r"(?:支持|推动|推进|加快|加强|促进|开展|做好|抓好|启动|完成|指导)了?[“《]?$")
_WORKS = re.compile(
    r"(?:保护|提升|改造|维修|的)?(?:建设|改造|修缮|修复|维修|扩建|改扩建)(?!情况|标准|方案)"
)
# 在…工程竣工|后
_AFTERWARDS = re.compile(r"(?:之|以)?后")
# 《…条例》已由市人大审议|通过
_PASSED = re.compile(
    r"》?(?:（[^）]{1,12}）)?(?:已|均已)?(?:经|由|通过)[^，。；]{2,16}?(?P<verb>审议通过|审定|批准|批复|同意|印发|颁布|公布|发布)"
    r"(?!的|用地)"
)
_BY = re.compile(r"(?:依据|根据|按照|依照|贯彻|落实)《?$")
# A、B等重大文化设施|相继建成
_OF_A_KIND = re.compile(r"[”》]*等[^，。；的]{0,12}$")
_COME_ABOUT = frozenset(
    "建成 竣工 完工 投入使用 建成开放 建成投用 建成使用 投用 开园 开馆 通车 封顶".split()
    + "落成 对外开放 开工 开工建设 修缮一新 建成运营 加速推进 加快推进 有序推进 稳步推进".split()
)
# …运动会将在某地举办
_HELD = re.compile(
    r"[”》]?(?:等[^，。；：的]{0,8})?(?:将|已|也|都|均|拟|于|在|每年|持续|先后|相继|陆续|[0-9]+[年月日]|的(?=举办|举行|召开|开展))"
    r"[^，。；：的]{0,24}?(?P<verb>举办|举行|召开|开幕|启幕|拉开帷幕|(?<=的)开展)"
)
_LINKS = re.compile(r"[，,、《》“”\"等和与及以及\s]*")
# what may stand between an object and the verb after it
_LIGHT = re.compile(
    r"[”\"》、和与及等已经正式成功顺利积极将于拟的在也均都]|[0-9]+[年月日]|项目|工程|馆|上"
)
_LIGHTEST = re.compile(r"[“”\"《》、和与及了\s]")
_WITH = re.compile(r"(?:与|同|和|联合|携手)[^，。；与同]{0,60}$")
_ALLIED = re.compile(r"(?:联合|携手|联手)(?:了)?$")
_RELY = re.compile(r"发挥(?:好)?(?=[^，。；]{0,60}$)")
_PLAYS = re.compile(r"[^，。；]{0,30}?作用")
_ARTICLE = re.compile(r"》(?:（[^）]{2,24}）)?第[一二三四五六七八九十百0-9]+条")
_BREAK = re.compile(r"[，,：:]")
_NO_OBJECT = re.compile(r"内容|规模|情况|面积|标准|资金|工作|方案|过程|用地")
_SEPARATORS = "、和与及以”》（，在于"
_LISTED = re.compile(
    r"[”》]*(?:以及|[、和与及暨])[“《]*|[”》][“《]|”[\u4e00-\u9fff]{1,6}[、和与及]“"
)
_GUIDED = re.compile(r"以[^，。；]{0,200}$")
_GUIDE = re.compile(
    r"[^，。；]{0,200}?》?[等]{0,1}为(?:指导|依据|基本依据|根本遵循|基本遵循|遵循|统领|引领|抓手|基本)"
)
_BY_US = re.compile(r"我[局厅委部办市省县区州镇乡]$")
_AGREED = re.compile(r"合作|签署|签订|签约|缔结|结对")


@derived
def _triggers() -> tuple[dict[str, re.Pattern[str]], dict[tuple[str, str], tuple[str, ...]]]:
    """The pattern of each side and the predicates of each (side, verb)."""
    by_side: dict[str, set[str]] = {}
    predicates: dict[tuple[str, str], list[str]] = {}
    for verb, predicate, side, reach in table("triggers.tsv", 4):
        if reach == "near":
            predicate += NEAR
        by_side.setdefault(side, set()).add(verb)
        predicates.setdefault((side, verb), []).append(predicate)
    patterns = {side: re.compile(alternation(verbs)) for side, verbs in by_side.items()}
    return patterns, {key: tuple(value) for key, value in predicates.items()}


class Verbs:
    """The verbs of one sentence, ``text[start:end]``, with its names in order."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[Name]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.names = names
        self._starts = [name.start for name in names]
        self._reached = list(itertools.accumulate([name.end for name in names], max))
        self._money = Money(text, start, end)
        self.relative: dict[Name, Verb] = {}
        """For an object, the verb of a relative clause before it: 参加…召开的会."""

    def find(self) -> list[tuple[Name, Verb]]:
        """Return each name that a verb governs, with the verb."""
        if not self.names:
            return []
        names = self._outermost()
        verbs = {name: self._paying(name) or self._verb(name) for name in names}
        pairs = [
            (a, b)
            for a, b in itertools.pairwise(names)
            if _alike(a, b) and _LISTED.fullmatch(self.text, a.end, b.start)
        ]
        for first, second in pairs:
            verb = verbs[first]
            if verb and verbs[second] is None and verb.end <= first.start:
                verbs[second] = verb
        for first, second in reversed(pairs):
            verb = verbs[second]
            if verb and verbs[first] is None and verb.start >= second.end:
                verbs[first] = verb
        for name in names:
            if verbs[name] is None and name.type != "Place" and self.paid_nearby(name):
                verbs[name] = Verb(("FUNDS",), name.start, name.end, "a sum in the next clause")
        return [(name, verb) for name in names if (verb := verbs[name])]

    def _verb(self, name: Name) -> Verb | None:
        if name.rule in _LISTED_PLACES:
            return self._with(name) or self._allied(name) or self._as_a_whole(name)
        if name.rule == KNOWN and name.type in BODIES:  # mostly mentioned, seldom acted upon
            found = self._before(name)
            touching = found if found and name.start - found.end <= 1 else None
            return self._with(name) or touching or self._backed(name)
        return (
            self._settled(name)
            or self._guided(name)
            or self._relied_on(name)
            or self._with(name)
            or self._adjoining(name)
            or self._treated(name)
            or self._before(name)
            or self._after(name)
        )

    def paid_nearby(self, name: Name) -> bool:
        """Tell whether the clause before or after tells a sum for the name."""
        return self.fitting(("FUNDS",), name) == ("FUNDS",) and self._money.nearby(name)

    def _paying(self, name: Name) -> Verb | None:
        """What spends a sum on the name, in the sentence's own clause or in a list of shares."""
        if not self._money.told or not self.fitting(("FUNDS",), name):
            return None
        found = (
            self._money.of_place(name)
            if name.rule in _LISTED_PLACES
            else self._money.of(name, self._governs)
        )
        return found and Verb(("FUNDS",), *found)

    def _before(self, name: Name) -> Verb | None:
        """The nearest verb to the left that governs the name."""
        if name.type == "Place" and self._stands_for_works(name):
            return None
        patterns, predicates = _triggers()
        low = max(self.start, name.start - 80)
        best = None
        for match in patterns["before"].finditer(self.text, low, name.start):
            if self._inside_name(match.start(), match.end()):
                continue
            distance = name.start - match.end()
            fits = self.fitting(predicates["before", match.group()], name, distance)
            if not fits or not self._governs(match.end(), name):
                continue
            if fits == ("BUILDS",) and not built(self.text, name.end, self.end):
                continue
            if match.group() == "建立" and not self._set_up(match.end(), name):
                continue
            if fits == ("ESTABLISHES",) and _STANDING.search(self.text[name.start : name.end]):
                continue  # 成立了市政府主要领导任组长的…
            if _SETTLEMENT.search(name.rule) and name.start - match.end() > 2:
                continue  # a village is built only where the verb touches it
            relative = self.text[match.end() : match.end() + 1] == "的"
            if (
                relative
                and fits == ("ORGANISES",)
                and not self.touching(match.start(), name)
                and not _BY_US.search(self.text, low, match.start())
            ):
                continue  # 在福州召开的大会 is mentioned, not organised
            if best and relative and best.predicates[0] in ("FOLLOWS", "PARTICIPATES_IN"):
                self.relative[name] = Verb(
                    fits, *match.span(), f"{match.group()}的 before the object"
                )
                continue  # 依据…颁布的《…》 follows it, and … issued it
            if fits == ("FOLLOWS",) and _ISSUED_BEFORE.search(self.text[low : match.start()]):
                continue  # 出台实施《…》 issues it
            best = Verb(fits, *match.span(), f"{match.group()} before the object")
        return best

    def built(self, name: Name) -> bool:
        """Tell whether a verb of building governs the name as well: 投入80万元实施…工程."""
        found = (
            self._treated(name) or self._before(name) if self.fitting(("BUILDS",), name) else None
        )
        return found is not None and "BUILDS" in found.predicates

    def _set_up(self, end: int, name: Name) -> bool:
        """Tell whether 建立 sets the name itself up: not 建立健全, not 建立…项目数据库."""
        whole = as_a_whole(self.text, self._list_end(name), self.end)
        return whole and name.type != "Place" and not self.text.startswith("健全", end)

    def _treated(self, name: Name) -> Verb | None:
        """对…进行维修: what is done to a site; …将在某地举办: an event that is held."""
        if name.type == "Event":
            held = _HELD.match(self.text, self._list_end(name), self.end)
            return held and Verb(("ORGANISES",), *held.span("verb"), "held after the object")
        if not self.fitting(("BUILDS",), name) or name.rule in _LISTED_PLACES:
            return None
        items = (self._list_start(name), self._list_end(name))
        following = bisect.bisect_left(self._starts, items[1])
        named_next = following < len(self.names) and self._starts[following] - items[1] < 8
        found = done_to(self.text, self.start, self.end, name.start, items, named_next)
        return found and Verb(("BUILDS",), *found)

    def _list_end(self, name: Name) -> int:
        """Where the list that ``name`` is an item of ends."""
        end = name.end
        for other in self.names[bisect.bisect_left(self._starts, end) :]:
            if other.start == end + 1 and self.text[end] in "、和":
                end = other.end
        return end

    def _allied(self, name: Name) -> Verb | None:
        """联合|孝感市: a place that something is done together with."""
        if name.type != "Place" or not self.fitting(("COOPERATES_WITH",), name):
            return None
        found = _ALLIED.search(self.text, max(self.start, name.start - 4), name.start)
        return found and Verb(("COOPERATES_WITH",), *found.span(), "联合 before the object")

    def _backed(self, name: Name) -> Verb | None:
        """支持…遗址公园建设: a well-known name, right between a verb of help and one of works."""
        works = _WORKS.match(self.text, name.end, self.end)
        if not works or not self.fitting(("BUILDS",), name):
            return None
        if not _BACKING.search(self.text, max(self.start, name.start - 6), name.start):
            return None
        return Verb(("BUILDS",), *works.span(), f"{works.group()} after the object")

    def _as_a_whole(self, name: Name) -> Verb | None:
        """推进粤港澳大湾区建设: a place of the map, right between such a verb and 建设."""
        if not _AS_A_WHOLE.match(self.text, name.end, self.end):
            return None
        found = self._before(name) if self.fitting(("BUILDS",), name) else None
        touches = found is not None and found.end == name.start
        return found if found and touches and found.predicates == ("BUILDS",) else None

    def _governs(self, end: int, name: Name) -> bool:
        """Tell whether nothing but modifiers and other items of a list stand in between."""
        if _NO_OBJECT.match(self.text, end):
            return False  # 建设|内容包括…
        gap = self.without_names(end, name.start)
        if "将" in gap or "把" in gap or self.text[end : end + 1] == "后":
            return False  # 推动学校将…纳入, 经修缮后的…
        if _BREAK.search(gap) and not _LINKS.fullmatch(gap):
            return False
        return len(gap) <= 24 or len(_LIGHTEST.sub("", gap)) <= 24

    def _after(self, name: Name) -> Verb | None:
        patterns, predicates = _triggers()
        for match in patterns["after"].finditer(self.text, name.end, min(self.end, name.end + 40)):
            if self._inside_name(match.start(), match.end()):
                continue
            raw = self.text[name.end : match.start()]
            between = self.without_names(name.end, match.start())
            if len(between) < len(raw) and raw[0] not in _SEPARATORS and raw[0] != "由":
                return None  # …村|八路军旧址的修缮 repairs the latter
            if _SETTLEMENT.search(name.rule) and len(raw) > 1:
                return None
            if match.group() in _COME_ABOUT:
                between = _OF_A_KIND.sub("", between)
            gap = _LIGHT.sub("", between)
            if len(gap) > 6 or _BREAK.search(gap) or "作为" in gap:
                return None
            if self.text[match.end() : match.end() + 1] == "的":
                continue
            if match.group() == "建设" and _ABOUT_BUILDING.match(self.text, match.end(), self.end):
                return None  # …建设|规划, …建设|是重要举措
            if _TAKEN_IN.match(self.text, match.end(), self.end):
                continue  # 等项目列入…: they are on a list
            fits = self.fitting(predicates["after", match.group()], name)
            if name.type == "Department" and "ESTABLISHES" in fits:
                return None  # 区教育局设立…: it is the one who establishes
            if any(0 <= n.start - match.end() <= 1 and n is not name for n in self.names):
                return None  # …大学成立…研究院: the verb has its object after it
            first = self._list_start(name)
            before = self.text[max(self.start, first - 3) : first]
            done = _AFTERWARDS.match(self.text, match.end())
            if fits and (fits == ("PARTICIPATES_IN",) or done or not _NOT_SUBJECT.search(before)):
                return Verb(fits, *match.span(), f"{match.group()} after the object")
        return None

    def _list_start(self, name: Name) -> int:
        """Where the list that ``name`` is an item of begins."""
        start = name.start
        for other in reversed(self.names):
            if other.end + 1 == start and self.text[other.end] in "、和":
                start = other.start
        return start

    def _stands_for_works(self, name: Name) -> bool:
        """波罗堡、响水堡等长城保护工程: the list tells where, what is built comes after 等."""
        end = self._list_end(name)
        return any(
            n.type == "Initiative" and 0 < n.start - end <= 2 and self.text[end] == "等"
            for n in self.names
        )

    def _adjoining(self, name: Name) -> Verb | None:
        """A verb that touches a plan's end outranks one before it: 结合《…规划》编制工作."""
        found = self._after(name) if name.type == "Plan" else None
        if not found or found.predicates[0] != "ISSUES":
            return None
        between = self.without_names(name.end, found.start)
        return None if re.search(r"[\u4e00-\u9fff]{2}", between) else found

    def _settled(self, name: Name) -> Verb | None:
        """What stands after the object and outranks any verb before it: 推进…学院落户, 在…会…馆."""
        if name.type == "Event":
            match = _STAND.match(self.text, name.end, self.end)
            if match:
                return Verb(("PARTICIPATES_IN",), name.start, match.end(), "a stand at the event")
        else:
            match = _SETTLED.match(self.text, name.end, self.end)
            if match:
                return Verb(("ATTRACTS",), *match.span("verb"), "落户 after the object")
        return None

    def _guided(self, name: Name) -> Verb | None:
        """以《…》《…》为指导."""
        if name.type != "Plan":
            return None
        article = _ARTICLE.match(self.text, name.end, self.end)
        if article:
            return Verb(("FOLLOWS",), name.start, article.end(), "an article of it is cited")
        passed = _PASSED.match(self.text, name.end, self.end)
        if passed and not self._is_ground(name):
            return Verb(("ISSUES",), *passed.span("verb"), "passed after the object")
        before = _GUIDED.search(self.text, self.start, name.start)
        after = before and _GUIDE.match(self.text, name.end, self.end)
        if before and after:
            return Verb(("FOLLOWS",), before.start(), after.end(), "以 … 为指导")
        return None

    def _is_ground(self, name: Name) -> bool:
        """按照《…规划》经市政府批准…: it is what the act rests on, not what is passed."""
        first = self._list_start(name)
        return bool(_BY.search(self.text, max(self.start, first - 6), first))

    def _relied_on(self, name: Name) -> Verb | None:
        """发挥“…委员会”平台作用: to work through a body is to work with it."""
        if name.type != "Institution":
            return None
        before = _RELY.search(self.text, self.start, name.start)
        after = before and _PLAYS.match(self.text, name.end, self.end)
        if before and after and self._governs(before.end(), name):
            return Verb(("COOPERATES_WITH",), *before.span(), "发挥 … 作用")
        return None

    def _with(self, name: Name) -> Verb | None:
        """与 or 同 before the name (or its list) and a verb of co-operation after it."""
        patterns, predicates = _triggers()
        if not self.fitting(("COOPERATES_WITH",), name):
            return None
        before = _WITH.search(self.text, self.start, name.start)
        if not before or not self._governs(before.start() + 1, name):
            return None
        match = patterns["with"].search(self.text, name.end, min(self.end, name.end + 30))
        if match is None or re.search(r"[，：]", self.text[name.end : match.start()]):
            return None
        if name.type == "Department" and not _AGREED.search(match.group()):
            return None  # doing something together with an office is no co-operation with it
        rule = "与 … co-operate"
        return Verb(predicates["with", match.group()], before.start(), match.end(), rule)

    def fitting(
        self, predicates: tuple[str, ...], name: Name, distance: int = 0
    ) -> tuple[str, ...]:
        """The predicates that the name's type and, for verbs of short reach, its place allow."""
        return _fitting(predicates, name.type, distance <= _SHORT_REACH)

    def _inside_name(self, start: int, end: int) -> bool:
        i = bisect.bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self._reached[i]

    def touching(self, verb: int, name: Name) -> Name | None:
        """The body right before a verb: …研究院编制."""
        for other in reversed(self.names):
            if other is not name and other.end <= verb and other.type in BODIES:
                gap = self.text[other.end : verb]
                if is_made(self.text, self.start, other.start):
                    return None  # 将…打造成…: it is what is made
                if name.end < other.start < self._list_end(name):
                    return None  # 甲公园、乙公园已建成: an object too
                return other if len(gap) <= 2 and not re.search(r"[的、等，]", gap) else None
        return None

    def without_names(self, start: int, end: int) -> str:
        """The words of a stretch, its names left out."""
        pieces = []
        for name in self.names[bisect.bisect_left(self._starts, start) :]:
            if name.start >= end:
                break
            if start <= name.start and name.end <= end:
                pieces.append(self.text[start : name.start])
                start = name.end
        return "".join(pieces) + self.text[start:end]

    def _outermost(self) -> list[Name]:
        """The names that no other holds."""
        found: list[Name] = []
        for name in sorted(self.names, key=lambda n: (n.start, -n.end)):
            if not found or name.end > found[-1].end:
                found.append(name)
        return found


@functools.lru_cache(maxsize=1 << 12)
def _fitting(predicates: tuple[str, ...], kind: str, near: bool) -> tuple[str, ...]:
    """The predicates that a name of type ``kind`` can be the object of; ``near``: of each verb."""
    relations = schema().relations
    found = []
    for predicate in predicates:
        plain = predicate.removesuffix(NEAR)
        if kind not in relations[plain].range:
            continue
        if plain != predicate and (kind != "Initiative" or not near):
            continue
        found.append(plain)
    return tuple(found)


def _alike(first: Name, second: Name) -> bool:
    """Tell whether two names can be items of one list: of a type, or both things that are built."""
    built = schema().relations["BUILDS"].range
    return first.type == second.type or (first.type in built and second.type in built)
