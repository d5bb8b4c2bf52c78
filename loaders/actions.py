"""Reads the actions of a letter: who does what with which named thing, and whether it is done.

From the object outwards: each name is asked for the verb that governs it, before it (举办…节),
after it (…联盟成立) or around it (与…签署); then for the actor that the clause names; then for the
status that section, adverb and tense give.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..graph.schema import schema
from .gazetteer import KNOWN
from .names import Name
from .parts import Anatomy
from .status import Setting, is_asked, is_negated, status_of, year_of
from .titles import SOUGHT, received
from .wordlists import alternation, table

SELF = "the writer itself"
"""Rule of an actor that the letter names as 我局 or 我市."""


@dataclass(frozen=True, slots=True)
class Act:
    """An action on ``object``; ``actor`` is None where the letter names none.

    ``start:end`` is the clause it stands in; ``year`` the one the clause gives, or None.
    """

    predicate: str
    actor: Name | None
    object: Name
    status: str
    year: int | None
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb at ``start:end`` and the predicates it can be of."""

    predicates: tuple[str, ...]
    start: int
    end: int
    rule: str


_SENTENCE = re.compile(r"[^。；！？!?;\n]+")
_CLAUSE_END = re.compile(r"[，,：:]")
_SELF = re.compile(r"我(?:局|厅|委|部|办|市|省|县|区|州|镇|乡|院|馆|中心|国|自治区|旗)(?!的)")
_REGIONS = frozenset(["市", "省", "县", "区", "州", "镇", "乡", "国", "自治区", "旗"])
NEAR = "~"
"""Marks a predicate that a verb makes only of an initiative right after it (发展, 推广)."""
_SHORT_REACH = 8
_STANDING = re.compile(r"(?:政府|党委|[省市县区州镇乡]委|人大|政协|老龄办)$")
_SETTLEMENT = re.compile(r"ends in (?:村|镇|乡|街道|社区|小组|村民小组)$")
_SUM = r"[0-9一二三四五六七八九十百千两.]+(?:余|多)?(?:万|亿)(?:余|多)?元"
_PAYING = r"投入|扶持|安排|补助|资助|补贴|支持|拨付|下达|下拨|争取|投资|给予|奖励|落实|划拨"
_PAY = re.compile(_PAYING)
_PAID_BEFORE = re.compile(rf"(?:{_PAYING})[^，。；]{{0,24}}?{_SUM}")
_WON = re.compile(
    rf"[”》]?[^，。；]{{0,12}}?(?P<verb>争取到|争取|获得|获批)[^，。；]{{0,24}}?{_SUM}"
)
_PAID_THEN = re.compile(rf"(?:投入|投资|筹措|争取)[^，。；]{{0,20}}?{_SUM}[^，。；]{{0,6}}[，,]$")
_THEN_PAID = re.compile(
    rf"[”》]?[^，。；]{{0,10}}[，,](?:累计|先后|共|总|计划)?(?:争取|投入|投资)[^，。；]{{0,24}}?{_SUM}"
)
_PAID_AFTER = re.compile(rf"[”》]?[^，。；]{{0,10}}?{_SUM}")
_BODIES = frozenset({"Department", "Institution", "Place"})
_DIVISIONS = frozenset({"division", "short division name"})
_LISTED_PLACES = _DIVISIONS | {"country", "region"}
_SETTLED = re.compile(r"[^，。；：]{0,24}?(?P<verb>落户|入驻)")
_STAND = re.compile(r"[^，。；：在于]{0,6}(?:馆|展区|展位|展馆)(?![\u4e00-\u9fff]?(?:建|开))")
_ISSUED_BEFORE = re.compile(r"(?:出台|印发|制定|颁布|公布|发布|编制|下发)(?:并|和|、|了)?$")
_TWO_VERBS = re.compile(r"(?:引进|引入|招引)(?:并|和|、)?$")
_NOT_SUBJECT = re.compile(r"(?:依托|利用|围绕|针对|借助|在|对|以|从|为|于|向|给)[“《]?$")
_LINKS = re.compile(r"[，,、《》“”\"等和与及以及\s]*")
# what may stand between an object and the verb after it
_LIGHT = re.compile(
    r"[”\"》、和与及等已经正式成功顺利积极将于拟的在也均都]|[0-9]+[年月日]|项目|工程|馆|上"
)
_WITH = re.compile(r"(?:与|同|和|联合|携手)[^，。；与同]{0,60}$")
_RELY = re.compile(r"发挥(?:好)?(?=[^，。；]{0,60}$)")
_PLAYS = re.compile(r"[^，。；]{0,30}?作用")
_ARTICLE = re.compile(r"》(?:（[^）]{2,24}）)?第[一二三四五六七八九十百0-9]+条")
_LISTED = re.compile(r"[”》]*(?:以及|[、和与及暨])[“《]*|[”》][“《]")
_GUIDED = re.compile(r"以[^，。；]{0,200}$")
_GUIDE = re.compile(r"[^，。；]{0,200}?》?[等]{0,1}为(?:指导|依据|遵循|统领|引领)")


@functools.cache
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


def actions(text: str, anatomy: Anatomy, names: Sequence[Name]) -> tuple[list[Act], list[Name]]:
    """Return the actions of the letter, and the titles received, which are names of their own."""
    acts: list[Act] = []
    titles: list[Name] = []
    carried: Name | None = None
    previous = anatomy.body.start
    inside = _by_sentence(text, anatomy, names)
    for a, b, found in inside:
        if "\n" in text[previous:a]:
            carried = None
        previous = a
        if is_asked(text[a:b]):
            continue
        planned = any(s.planned for s in anatomy.sections if s.start <= a < s.end)
        sentence = _Sentence(text, a, b, found, Setting(planned, anatomy.year), carried)
        for act in sentence.titles():
            acts.append(act)
            titles.append(act.object)
        carried = sentence.subject() or carried
        acts += sentence.all_acts()
    return _unique(acts), titles


def _by_sentence(
    text: str, anatomy: Anatomy, names: Sequence[Name]
) -> Iterator[tuple[int, int, list[Name]]]:
    """Yield the sentences of the body with their names; both are in order, so one pass does."""
    i = 0
    for match in _SENTENCE.finditer(text, anatomy.body.start, anatomy.body.end):
        a, b = match.span()
        while i < len(names) and names[i].start < a:
            i += 1
        found = []
        j = i
        while j < len(names) and names[j].start < b:
            if names[j].end <= b:
                found.append(names[j])
            j += 1
        yield a, b, found


class _Sentence:
    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        names: list[Name],
        setting: Setting,
        carried: Name | None,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.names = names
        self.setting = setting
        self.relative: dict[Name, _Verb] = {}
        """For an object, the verb of a relative clause before it: 参加…召开的会."""
        self.carried = carried
        """The subject of an earlier sentence of the paragraph."""

    def all_acts(self) -> list[Act]:
        """Return the actions on all names; the items of a list share the verb of one of them."""
        names = [
            name
            for name in self.names
            if not any(
                n is not name and n.start <= name.start and name.end <= n.end for n in self.names
            )
        ]
        verbs = {name: self._paying(name) or self._verb(name) for name in names}
        pairs = [
            (a, b)
            for a, b in itertools.pairwise(names)
            if a.type == b.type and _LISTED.fullmatch(self.text, a.end, b.start)
        ]
        for first, second in pairs:
            verb = verbs[first]
            if verb and verbs[second] is None and verb.end <= first.start:
                verbs[second] = verb
        for first, second in reversed(pairs):
            verb = verbs[second]
            if verb and verbs[first] is None and verb.start >= second.end:
                verbs[first] = verb
        return [act for name in names for act in self._acts(name, verbs[name])]

    def _acts(self, name: Name, verb: _Verb | None) -> list[Act]:
        if verb is None and self._paid_nearby(name):
            verb = _Verb(("FUNDS",), name.start, name.end, "a sum in the next clause")
        if verb is None:
            return []
        start, end = min(verb.start, name.start), max(verb.end, name.end)
        if is_negated(self.text[max(self.start, start - 12) : end]):
            return []
        predicates = list(self._fitting(verb.predicates, name))
        taken = predicates[:1]
        before = self.text[max(self.start, verb.start - 3) : verb.start]
        if taken == ["BUILDS"] and _TWO_VERBS.search(before):
            taken.append("ATTRACTS")
        if taken == ["BUILDS"] and self._paid_nearby(name):
            taken.append("FUNDS")
        found = [
            self._act(predicate, name, verb.start, start, end, verb.rule)
            for predicate in taken
            if name.type in schema().relations[predicate].range
        ]
        other = self.relative.get(name)
        body = other and self._touching(other.start, name)
        if other and body:
            act = self._act(other.predicates[0], name, other.start, start, end, other.rule)
            found.append(replace(act, actor=body, status="done"))
        return found

    def titles(self) -> list[Act]:
        """Return what the sentence says was received: prizes, lists, ranks."""
        found = []
        for title in received(self.text, self.start, self.end):
            name = Name("Initiative", title.start, title.end, title.rule, 0.6)
            act = self._act("RECEIVES", name, title.verb, title.verb, title.end, title.rule)
            if title.rule == SOUGHT and act.status == "done":
                act = replace(act, status="ongoing")  # to apply is not yet to receive
            found.append(act)
        return found

    # -- verbs -------------------------------------------------------------------------------------

    def _verb(self, name: Name) -> _Verb | None:
        if name.rule in _LISTED_PLACES or (name.rule == KNOWN and name.type in _BODIES):
            return self._with(name)
        return (
            self._settled(name)
            or self._guided(name)
            or self._relied_on(name)
            or self._with(name)
            or self._adjoining(name)
            or self._before(name)
            or self._after(name)
        )

    def _paying(self, name: Name) -> _Verb | None:
        """投入…万元修缮…, 补助…公园800万元: money and who gets it, in one clause."""
        if name.rule in _LISTED_PLACES or not self._fitting(("FUNDS",), name):
            return None
        clause = max(self.text.rfind(mark, self.start, name.start) for mark in "，,：:；") + 1
        before = _PAID_BEFORE.search(self.text, max(clause, self.start), name.start)
        if before and self._governs(before.end(), name):
            return _Verb(("FUNDS",), *before.span(), "money before the object")
        won = _WON.match(self.text, name.end, self.end)
        if won:
            return _Verb(("FUNDS",), *won.span("verb"), "money won by the object")
        start = max(clause, self.start)
        verb = _PAY.search(self.text, start, name.start)
        after = _PAID_AFTER.match(self.text, name.end, self.end)
        if verb and _PAID_THEN.search(self.text[self.start : start]):
            after = after or verb  # 投入80万元，重点扶持…
        if verb and after and self._governs(verb.end(), name):
            return _Verb(("FUNDS",), *verb.span(), "money after the object")
        return None

    def _paid_nearby(self, name: Name) -> bool:
        """The clause before or after tells the sum: 累计投入2300万元，组织实施…工程."""
        if not self._fitting(("FUNDS",), name):
            return False
        clause = max(self.text.rfind(mark, self.start, name.start) for mark in "，,") + 1
        before = self.text[self.start : max(clause, self.start)]
        after = self.text[name.end : self.end]
        return bool(_PAID_THEN.search(before) or _THEN_PAID.match(after))

    def _before(self, name: Name) -> _Verb | None:
        """The nearest verb to the left that governs the name."""
        patterns, predicates = _triggers()
        low = max(self.start, name.start - 80)
        best = None
        for match in patterns["before"].finditer(self.text, low, name.start):
            if self._inside_name(match.start(), match.end()):
                continue
            distance = name.start - match.end()
            fits = self._fitting(predicates["before", match.group()], name, distance)
            if not fits or not self._governs(match.end(), name):
                continue
            if fits == ("ESTABLISHES",) and _STANDING.search(self.text[name.start : name.end]):
                continue  # 成立了市政府主要领导任组长的…
            if _SETTLEMENT.search(name.rule) and name.start - match.end() > 2:
                continue  # a village is built only where the verb touches it
            relative = self.text[match.end() : match.end() + 1] == "的"
            if relative and fits == ("ORGANISES",) and not self._touching(match.start(), name):
                continue  # 在福州召开的大会 is mentioned, not organised
            if best and relative and best.predicates[0] in ("FOLLOWS", "PARTICIPATES_IN"):
                self.relative[name] = _Verb(
                    fits, *match.span(), f"{match.group()}的 before the object"
                )
                continue  # 依据…颁布的《…》 follows it, and … issued it
            if fits == ("FOLLOWS",) and _ISSUED_BEFORE.search(self.text[low : match.start()]):
                continue  # 出台实施《…》 issues it
            best = _Verb(fits, *match.span(), f"{match.group()} before the object")
        return best

    def _governs(self, end: int, name: Name) -> bool:
        """Tell whether nothing but modifiers and other items of a list stand in between."""
        gap = self._without_names(end, name.start)
        if re.search(r"[，,：:]", gap) and not _LINKS.fullmatch(gap):
            return False
        return len(re.sub(r"[“”\"《》、和与及了\s]", "", gap)) <= 24

    def _after(self, name: Name) -> _Verb | None:
        patterns, predicates = _triggers()
        for match in patterns["after"].finditer(self.text, name.end, min(self.end, name.end + 40)):
            if self._inside_name(match.start(), match.end()):
                continue
            gap = _LIGHT.sub("", self._without_names(name.end, match.start()))
            if re.search(r"[，,：:]", gap) or len(gap) > 6:
                return None
            if self.text[match.end() : match.end() + 1] == "的":
                continue
            fits = self._fitting(predicates["after", match.group()], name)
            if name.type == "Department" and "ESTABLISHES" in fits:
                return None  # 区教育局设立…: it is the one who establishes
            first = self._list_start(name)
            before = self.text[max(self.start, first - 3) : first]
            if fits and (fits == ("PARTICIPATES_IN",) or not _NOT_SUBJECT.search(before)):
                return _Verb(fits, *match.span(), f"{match.group()} after the object")
        return None

    def _list_start(self, name: Name) -> int:
        """Where the list that ``name`` is an item of begins."""
        start = name.start
        for other in reversed(self.names):
            if other.end + 1 == start and self.text[other.end] in "、和":
                start = other.start
        return start

    def _adjoining(self, name: Name) -> _Verb | None:
        """A verb that touches a plan's end outranks one before it: 结合《…规划》编制工作."""
        found = self._after(name) if name.type == "Plan" else None
        if not found or found.predicates[0] != "ISSUES":
            return None
        return (
            None
            if re.search(r"[\u4e00-\u9fff]{2}", self._without_names(name.end, found.start))
            else found
        )

    def _settled(self, name: Name) -> _Verb | None:
        """What stands after the object and outranks any verb before it: 推进…学院落户, 在…会…馆."""
        if name.type == "Event":
            match = _STAND.match(self.text, name.end, self.end)
            if match:
                return _Verb(("PARTICIPATES_IN",), name.start, match.end(), "a stand at the event")
        else:
            match = _SETTLED.match(self.text, name.end, self.end)
            if match:
                return _Verb(("ATTRACTS",), *match.span("verb"), "落户 after the object")
        return None

    def _guided(self, name: Name) -> _Verb | None:
        """以《…》《…》为指导."""
        if name.type != "Plan":
            return None
        article = _ARTICLE.match(self.text, name.end, self.end)
        if article:
            return _Verb(("FOLLOWS",), name.start, article.end(), "an article of it is cited")
        before = _GUIDED.search(self.text, self.start, name.start)
        after = _GUIDE.match(self.text, name.end, self.end)
        if before and after:
            return _Verb(("FOLLOWS",), before.start(), after.end(), "以 … 为指导")
        return None

    def _relied_on(self, name: Name) -> _Verb | None:
        """发挥“…委员会”平台作用: to work through a body is to work with it."""
        if name.type != "Institution":
            return None
        before = _RELY.search(self.text, self.start, name.start)
        after = _PLAYS.match(self.text, name.end, self.end)
        if before and after and self._governs(before.end(), name):
            return _Verb(("COOPERATES_WITH",), *before.span(), "发挥 … 作用")
        return None

    def _with(self, name: Name) -> _Verb | None:
        """与 or 同 before the name (or its list) and a verb of co-operation after it."""
        patterns, predicates = _triggers()
        if not self._fitting(("COOPERATES_WITH",), name):
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
        return _Verb(predicates["with", match.group()], before.start(), match.end(), rule)

    def _fitting(
        self, predicates: tuple[str, ...], name: Name, distance: int = 0
    ) -> tuple[str, ...]:
        """The predicates that the name's type and, for verbs of short reach, its place allow."""
        relations = schema().relations
        found = []
        for predicate in predicates:
            near = predicate.endswith(NEAR)
            plain = predicate.removesuffix(NEAR)
            if name.type not in relations[plain].range:
                continue
            if near and (name.type != "Initiative" or distance > _SHORT_REACH):
                continue
            found.append(plain)
        return tuple(found)

    def _inside_name(self, start: int, end: int) -> bool:
        return any(name.start <= start and end <= name.end for name in self.names)

    def _without_names(self, start: int, end: int) -> str:
        """The words of a stretch, its names left out."""
        pieces = []
        for name in self.names:
            if start <= name.start and name.end <= end:
                pieces.append(self.text[start : name.start])
                start = name.end
        return "".join(pieces) + self.text[start:end]

    # -- actor, status, year -----------------------------------------------------------------------

    def _act(self, predicate: str, name: Name, verb: int, start: int, end: int, rule: str) -> Act:
        clause = max(self.text.rfind(mark, self.start, start) for mark in "，,：:") + 1
        clause = max(clause, self.start)
        clause += len(self.text[clause:start]) - len(self.text[clause:start].lstrip())
        stop = _CLAUSE_END.search(self.text, end, self.end)
        clause_end = stop.start() if stop else self.end
        wide = max(self.text.rfind(mark, self.start, start) for mark in "，,") + 1
        near = self._without_names(max(wide, self.start), clause_end)
        return Act(
            predicate=predicate,
            actor=self._actor(predicate, name, verb),
            object=name,
            status=status_of(self.text[self.start : end], near, self.setting),
            year=year_of(self.text[self.start : end]),
            start=clause,
            end=clause_end,
            rule=rule,
            confidence=round(0.9 * name.confidence, 3),
        )

    def _actor(self, predicate: str, name: Name, verb: int) -> Name | None:
        """The body that touches the verb, else the last subject before it, else the paragraph's."""
        allowed = schema().relations[predicate].domain
        able = [n for n in self.names if n is not name and n.type in allowed and n.end <= verb]
        if predicate == "RECEIVES":
            return self._holder(able)
        touching = self._touching(verb, name)
        if touching and touching in able:
            return touching
        best = self._self_before(verb)
        for other in able:
            if (best is None or other.start > best.start) and self._is_subject(other):
                best = other
        return best or self.carried

    def _touching(self, verb: int, name: Name) -> Name | None:
        """The body right before a verb: …研究院编制."""
        for other in reversed(self.names):
            if other is not name and other.end <= verb and other.type in _BODIES:
                gap = self.text[other.end : verb]
                return other if len(gap) <= 2 and not re.search(r"[的、等，]", gap) else None
        return None

    def _holder(self, able: Sequence[Name]) -> Name | None:
        """What received a title: the name after 将 or 把, else the nearest before the verb."""
        holders = [n for n in reversed(able) if n.type != "Department"]
        for other in holders:
            if self.text[max(self.start, other.start - 1) : other.start] in ("将", "把", "使"):
                return other
        for other in holders:
            before = self.text[max(self.start, other.start - 1) : other.start]
            if before not in ("在", "由", "经", "被", "为"):
                return other
        return None

    def _self_before(self, position: int) -> Name | None:
        last = None
        for match in _SELF.finditer(self.text, self.start, position):
            kind = "Place" if match.group()[1:] in _REGIONS else "Department"
            last = Name(kind, *match.span(), SELF, 0.9)
        return last

    def subject(self) -> Name | None:
        """Return the subject that later sentences of the paragraph may leave out, if any."""
        best = self._self_before(self.end)
        for other in self.names:
            if other.type == "Department" and self._is_subject(other):
                return other if best is None or other.start < best.start else best
        return best

    def _is_subject(self, name: Name) -> bool:
        """A subject opens its clause; no 的 or list follows, no 在, 对 or 赴 stands before it."""
        before = self.text[max(self.start, name.start - 1) : name.start]
        after = self.text[name.end : name.end + 1]
        if name.type not in _BODIES or after in "的、”》等和与" or not after:
            return False
        if name.type == "Place" and name.rule not in _DIVISIONS:
            return False
        return before in _OPENERS


_OPENERS = frozenset(("", *"，：由。 \n动日月年\u3000）来经"))
_AGREED = re.compile(r"合作|签署|签订|签约|缔结|结对")


def _unique(acts: list[Act]) -> list[Act]:
    seen: set[tuple[str, int, int]] = set()
    result = []
    for act in acts:
        key = (act.predicate, act.object.start, act.object.end)
        if key not in seen:
            seen.add(key)
            result.append(act)
    return result
