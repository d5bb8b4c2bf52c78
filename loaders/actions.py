"""Reads the actions of a letter: who does what with which named thing, and whether it is done.

From the object outwards: each name is asked for the verb that governs it, before it (举办…节),
after it (…联盟成立) or around it (与…签署); then for the actor that the clause names; then for the
status that section, adverb and tense give.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.schema import schema
from .names import Name
from .parts import Anatomy
from .wordlists import alternation, table


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


_SENTENCE = re.compile(r"[^。；！？!?;\n]+")
_CLAUSE_END = re.compile(r"[，,：:]")
# Between a verb and its object: modifiers and other items of a list, but no new clause.
_PLANNED = re.compile(
    r"(?<!并|且|，)将(?!军|近|其|[\u4e00-\u9fff]{1,16}(?:列|纳|公布|打造|作|建设成|认定))|将(?=继续|进一步|积极|会|以|按|依|在|于|加|组|举|着|持|大力|努力|全力)|拟(?!定|订)|计划(?!》)|力争|争取(?!到|国|省|中|上|资|了|项)|力求|下一?步|今后|未来|适时|打算|准备|预计|有望|即将|"
    r"待[^，。]{0,12}后|到20[2-9][0-9]年|继续(?=推进|做好|办好|举办|实施|加)"
)
_ONGOING = re.compile(
    r"正在|正(?=积极|抓紧|按|加|着|有序|式?推|进行)|持续|不断|目前.{0,12}(?:推进|建设|编制|进行)|在建|抓紧|稳步推进|有序推进|推进中|进行中|仍在|尚在"
)
_DONE = re.compile(
    r"已(?!于?将)|已经|了(?!解)|完成|成功|顺利|建成|先后|累计|荣获|获评|近年来|近年|去年|以来|率先|于20[0-2][0-9]年|共(?:举办|开展|投入|建)|曾"
)
_NEGATED = re.compile(r"尚未|未能|没有|不具备|暂不|暂未|无法|不宜|难以|如条件|条件成熟")
_ASKED = re.compile(
    r"(?:您|你|代表|委员)们?(?:在?[^，。]{0,10})?(?:提出|建议|反映|希望|认为)|建议(?:中|里)提|所提"
)
_YEAR = re.compile(r"(?<![0-9第〔\[（(【-])(20[0-3][0-9])年?(?![0-9届])")
_SELF = re.compile(r"我(?:局|厅|委|部|办|市|省|县|区|州|镇|乡|院|馆|中心|国|自治区|旗)")
_MONEY = re.compile(r"[0-9.]+(?:余|多)?(?:万|亿)?元|资金|经费")
_TITLE = re.compile(
    r"(?P<verb>荣获|获评为?|被评为|评为|入选|被列入|被列为|列入|列为|获批为?|被授予|授予|荣膺|获得|跻身|"
    r"上榜|(?:被)?公布为|核定为|升格为|被认定为|认定为|被命名为|命名为|被誉为|摘得|斩获|成功创建为?|创建成为?|成功创成|创成|被确定为|确定为|复评|成功复评|成功创建|获)"
    r"(?P<aspect>了|为|成|成为)?"
    r"(?P<title>(?:“[^”\n]{1,40}”|《[^》\n]{1,40}》|[^，,。；：、！？\n“”《》的]){2,50})"
)
_TITLE_WORD = re.compile(
    r"奖|称号|名单|名录|目录|单位|示范|试点|基地|之乡|名城|名镇|名村|景区|品牌|十佳|十大|百强|百佳|优秀|先进|级|首批|案例|"
    r"第[一二三四五六七八九十]+批|最美|典型|项目|遗产|文明|城市|县|度假区|公园"
)
# X是…文物保护单位: a rank that something holds
_RANK = re.compile(
    r"(?<!不)(?:是|为|系)(?P<title>[^，。；：、的“”]{0,16}?(?:文物保护单位|历史文化名[城镇村]|传统村落|A级(?:旅游)?景区|非物质文化遗产(?:代表性)?(?:项目|名录)|世界遗产))(?=[，。；、]|$)"
)
_WEAK = frozenset({"获", "获得", "列入", "授予"})
_STRONG_TITLE = re.compile(r"奖|称号|名单|名录|目录|单位|示范|试点|基地|之乡|品牌|首批|批|库")
_TITLE_NEXT = re.compile(
    r"[、和及与](?P<title>(?:“[^”\n]{1,40}”|[^，,。；：、！？\n“”《》的]){2,50})"
)
_TITLE_TAIL = re.compile(r"(?:等)?(?:荣誉)?(?:称号|荣誉|殊荣|等)+$")


SELF = "the writer itself"
"""Rule of an actor that the letter names as 我局 or 我市."""
_BODIES = frozenset({"Department", "Institution", "Place"})
_LISTED_PLACES = frozenset({"division", "short division name", "country", "region"})
_SETTLED = re.compile(r"[^，。；：]{0,24}?(?P<verb>落户|入驻)")
_STAND = re.compile(r"[^，。；：在于]{0,6}(?:馆|展区|展位|展馆)(?![\u4e00-\u9fff]?(?:建|开))")


@functools.cache
def _triggers() -> tuple[dict[str, re.Pattern[str]], dict[tuple[str, str], tuple[str, ...]]]:
    """The pattern of each side and the predicates of each (side, verb)."""
    by_side: dict[str, set[str]] = {}
    predicates: dict[tuple[str, str], list[str]] = {}
    for verb, predicate, side in table("triggers.tsv", 3):
        by_side.setdefault(side, set()).add(verb)
        predicates.setdefault((side, verb), []).append(predicate)
    patterns = {side: re.compile(alternation(verbs)) for side, verbs in by_side.items()}
    return patterns, {key: tuple(value) for key, value in predicates.items()}


def actions(text: str, anatomy: Anatomy, names: Sequence[Name]) -> tuple[list[Act], list[Name]]:
    """Return the actions of the letter, and the titles received, which are names of their own."""
    acts: list[Act] = []
    titles: list[Name] = []
    carried: Name | None = None
    paragraph = anatomy.body.start
    for match in _SENTENCE.finditer(text, anatomy.body.start, anatomy.body.end):
        a, b = match.span()
        if "\n" in text[paragraph:a]:
            carried = None
        paragraph = a
        inside = [name for name in names if a <= name.start and name.end <= b]
        planned = _section_planned(anatomy, a)
        sentence = _Sentence(text, a, b, inside, planned, anatomy.year, carried)
        if _ASKED.search(text, a, min(b, a + 40)):
            continue
        for act in sentence.titles():
            acts.append(act)
            titles.append(act.object)
        carried = sentence.subject() or carried
        taken = {act.object for act in acts}
        for name in inside:
            if name not in taken:
                acts += sentence.acts(name)
    return _unique(acts), titles


def _section_planned(anatomy: Anatomy, position: int) -> bool:
    return any(s.planned for s in anatomy.sections if s.start <= position < s.end)


class _Sentence:
    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        names: list[Name],
        planned: bool,
        letter_year: int | None,
        carried: Name | None,
    ) -> None:
        self.letter_year = letter_year
        self.carried = carried
        self.text = text
        self.start = start
        self.end = end
        self.names = names
        self.planned = planned

    def acts(self, name: Name) -> list[Act]:
        """Return the actions on ``name``: at most one verb before and one after it."""
        if name.rule in _LISTED_PLACES:
            found = self._with(name)
        else:
            found = (
                self._settled(name)
                or self._with(name)
                or self._adjoining(name)
                or self._before(name)
                or self._after(name)
            )
        if found is None:
            return []
        predicates, start, end, rule = found
        if _NEGATED.search(
            self.text, max(self.start, min(start, name.start) - 12), max(end, name.end)
        ):
            return []
        relations = schema().relations
        result = []
        for predicate in predicates:
            if name.type not in relations[predicate].range:
                continue
            if (
                predicate == "FUNDS"
                and not _MONEY.search(self.text, start, name.start + 0)
                and not _MONEY.search(self.text, name.end, min(self.end, name.end + 20))
            ):
                continue
            status = self._status(min(start, name.start), max(end, name.end))
            result.append(
                self._act(predicate, name, status, min(start, name.start), max(end, name.end), rule)
            )
            break
        return result

    def titles(self) -> list[Act]:
        """Return what the sentence says was received: prizes, lists, ranks."""
        found = []
        for match in _TITLE.finditer(self.text, self.start, self.end):
            start, end = match.span("title")
            for a, b in self._titles_in(start, end, match.group("verb")):
                title = Name("Initiative", a, b, "title received", 0.6)
                status = self._status(match.start(), match.end())
                found.append(
                    self._act("RECEIVES", title, status, match.start(), b, "title received")
                )
        for match in _RANK.finditer(self.text, self.start, self.end):
            title = Name("Initiative", *match.span("title"), "rank held", 0.6)
            found.append(
                self._act("RECEIVES", title, "done", match.start(), match.end(), "rank held")
            )
        return found

    def _titles_in(self, start: int, end: int, verb: str) -> list[tuple[int, int]]:
        """The titles from ``start``: quoted ones each for itself, and the items of a list."""
        spans: list[tuple[int, int]] = []
        while True:
            words = _TITLE_TAIL.sub("", self.text[start:end])
            quotes = list(re.finditer(r"“([^”]+)”", words))
            if quotes and (quotes[-1].end() == len(words) or words.startswith("“")):
                whole = (
                    len(quotes) == 1
                    and quotes[0].end() < len(words)
                    and words[quotes[0].end()] not in "和、及与"
                )
                if whole:
                    spans.append((start, start + len(words)))
                else:
                    spans += [(start + q.start(1), start + q.end(1)) for q in quotes]
            elif (
                len(words) >= 3
                and _TITLE_WORD.search(words)
                and not (verb in _WEAK and not _STRONG_TITLE.search(words))
            ):
                spans.append((start, start + len(words)))
            more = _TITLE_NEXT.match(self.text, end, self.end)
            if not spans or not more or words != self.text[start:end]:
                return [s for s in spans if s[1] - s[0] >= 3]
            start, end = more.span("title")

    # -- verbs ---------------------------------------------------------------------------------------

    def _before(self, name: Name) -> tuple[tuple[str, ...], int, int, str] | None:
        """The nearest verb to the left that governs the name."""
        patterns, predicates = _triggers()
        low = max(self.start, name.start - 80)
        relations = schema().relations
        best = None
        for match in patterns["before"].finditer(self.text, low, name.start):
            if self._inside_name(match.start(), match.end()):
                continue
            fits = tuple(
                p for p in predicates["before", match.group()] if name.type in relations[p].range
            )
            if not fits or not self._governs(match.end(), name):
                continue
            if (
                best
                and best[0] == ("FOLLOWS",)
                and self.text[match.end() : match.end() + 1] == "的"
            ):
                continue  # 依据…颁布的《…》 follows it
            best = (fits, match.start(), match.end(), f"{match.group()} before the object")
        return best

    def _governs(self, end: int, name: Name) -> bool:
        gap = self.text[end : name.start]
        for other in self.names:  # other items of the list do not count
            if end <= other.start and other.end <= name.start:
                a, b = other.start - end, other.end - end
                gap = gap[:a] + "\0" * (b - a) + gap[b:]
        gap = gap.replace("\0", "")
        if re.search(r"[，,：:]", gap) and not re.fullmatch(r"[，,、《》“”\"等和与及以及\s]*", gap):
            return False
        plain = re.sub(r"[“”\"《》、和与及了\s]", "", gap)
        return len(plain) <= 24

    def _settled(self, name: Name) -> tuple[tuple[str, ...], int, int, str] | None:
        """What stands after the object and outranks any verb before it: 推进…学院落户, 在…会…馆."""
        match = _SETTLED.match(self.text, name.end, self.end)
        if match and name.type != "Event":
            return ("ATTRACTS",), match.start("verb"), match.end(), "落户 after the object"
        match = _STAND.match(self.text, name.end, self.end)
        if match and name.type == "Event":
            return ("PARTICIPATES_IN",), name.start, match.end(), "a stand at the event"
        return None

    def _adjoining(self, name: Name) -> tuple[tuple[str, ...], int, int, str] | None:
        """A verb that touches the object's end outranks one before it: 结合《…规划》编制工作."""
        found = self._after(name)
        if found and found[1] - name.end <= 1 and name.type == "Plan" and found[0][0] == "ISSUES":
            return found
        return None

    def _after(self, name: Name) -> tuple[tuple[str, ...], int, int, str] | None:
        patterns, predicates = _triggers()
        relations = schema().relations
        end = name.end
        high = min(self.end, end + 40)
        for match in patterns["after"].finditer(self.text, end, high):
            if self._inside_name(match.start(), match.end()):
                continue
            gap = self.text[end : match.start()]
            for other in self.names:
                if end <= other.start and other.end <= match.start():
                    gap = gap.replace(self.text[other.start : other.end], "")
            plain = re.sub(
                r"[”\"》、和与及等已经正式成功顺利积极将于拟的在也均都]|[0-9]+[年月日]|项目|工程|馆|上",
                "",
                gap,
            )
            if re.search(r"[，,：:]", plain) or len(plain) > 6:
                return None
            if self.text[match.end() : match.end() + 1] == "的":
                continue
            fits = tuple(
                p for p in predicates["after", match.group()] if name.type in relations[p].range
            )
            if fits:
                return fits, match.start(), match.end(), f"{match.group()} after the object"
        return None

    def _with(self, name: Name) -> tuple[tuple[str, ...], int, int, str] | None:
        """与 or 同 before the name (or its list) and a verb of co-operation after it."""
        patterns, predicates = _triggers()
        if name.type not in schema().relations["COOPERATES_WITH"].range:
            return None
        before = re.compile(r"(?:与|同|和|联合|携手)[^，。；与同]{0,60}$").search(
            self.text, self.start, name.start
        )
        if not before or not self._governs(before.start() + 1, name):
            return None
        match = patterns["with"].search(self.text, name.end, min(self.end, name.end + 30))
        if match is None or re.search(r"[，：]", self.text[name.end : match.start()]):
            return None
        return predicates["with", match.group()], before.start(), match.end(), "与 … co-operate"

    def _inside_name(self, start: int, end: int) -> bool:
        return any(name.start <= start and end <= name.end for name in self.names)

    # -- actor, status, year ---------------------------------------------------------------------------

    def _act(self, predicate: str, name: Name, status: str, start: int, end: int, rule: str) -> Act:
        clause_start = max(self.text.rfind(mark, self.start, start) for mark in "，,：:") + 1
        clause_start = max(clause_start, self.start)
        clause_end = _CLAUSE_END.search(self.text, end, self.end)
        return Act(
            predicate=predicate,
            actor=self._actor(predicate, name, start),
            object=name,
            status=status,
            year=self._year(start, end),
            start=clause_start,
            end=clause_end.start() if clause_end else self.end,
            rule=rule,
            confidence=round(0.9 * name.confidence, 3),
        )

    def _actor(self, predicate: str, name: Name, start: int) -> Name | None:
        """The body that touches the verb, else the last subject before it, else the paragraph's."""
        allowed = schema().relations[predicate].domain
        able = [n for n in self.names if n is not name and n.type in allowed and n.end <= start]
        if predicate == "RECEIVES":
            return self._holder(able, start)
        for other in reversed(able):
            gap = self.text[other.end : start]
            if other.type in _BODIES and len(gap) <= 2 and not re.search(r"[的、等，]", gap):
                return other
        best = self._self_before(start)
        for other in able:
            if (best is None or other.start > best.start) and self._is_subject(other):
                best = other
        return best or self.carried

    def _holder(self, able: Sequence[Name], start: int) -> Name | None:
        """What received a title: the nearest name before the verb, or the one after 将 or 把."""
        for other in reversed(able):
            before = self.text[max(self.start, other.start - 1) : other.start]
            if before in ("将", "把", "使"):
                return other
        for other in reversed(able):
            before = self.text[max(self.start, other.start - 1) : other.start]
            if before not in ("在", "由", "经", "被", "为") and other.type in (
                "Place",
                "Initiative",
                "Institution",
            ):
                return other
        return None

    def _self_before(self, start: int) -> Name | None:
        last = None
        for match in _SELF.finditer(self.text, self.start, start):
            if self.text[match.end() : match.end() + 1] not in "的":
                kind = "Place" if match.group()[1:] in _REGIONS else "Department"
                last = Name(kind, match.start(), match.end(), SELF, 0.9)
        return last

    def subject(self) -> Name | None:
        """The subject that later sentences of the paragraph may leave out."""
        best = self._self_before(self.end)
        for other in self.names:
            if other.type == "Department" and self._is_subject(other):
                if best is None or other.start < best.start:
                    best = other
                break
        return best

    def _is_subject(self, name: Name) -> bool:
        """A subject opens its clause; no 的 or list follows, no 在, 对 or 赴 stands before it."""
        before = self.text[max(self.start, name.start - 1) : name.start]
        after = self.text[name.end : name.end + 1]
        if name.type not in _BODIES or after in "的、”》等和与" or not after:
            return False
        if name.type == "Place" and name.rule not in _LISTED_PLACES - {"country", "region"}:
            return False
        return before in (
            "",
            "，",
            "：",
            "由",
            "。",
            " ",
            "\n",
            "动",
            "日",
            "月",
            "年",
            "\u3000",
            "）",
            "来",
            "经",
        )

    def _status(self, start: int, end: int) -> str:
        clause = max(self.text.rfind(mark, self.start, start) for mark in "，,") + 1
        clause = max(clause, self.start)
        stop = _CLAUSE_END.search(self.text, end, self.end)
        near = self.text[clause : stop.start() if stop else self.end]
        whole = self.text[self.start : start]
        for name in self.names:
            near = near.replace(self.text[name.start : name.end], "")
        past = bool(re.search(r"已(?!于?将)|已经|了(?!解)|完成了|曾", near))
        if not past and self._dated_back(clause, end):
            past = True
        if self.planned:
            return "done" if past and not _PLANNED.search(near) else "planned"
        if _PLANNED.search(near) and not past:
            return "planned"
        if re.search(r"正在|正着手|正抓紧|在建|推进中|进行中|尚在|仍在", near):
            return "ongoing"
        if past or _DONE.search(near):
            return "done"
        if _ONGOING.search(near) or re.search(r"目前[^。]{0,30}正|正在|正着手", whole):
            return "ongoing"
        if re.search(r"下一步|今后|(?<!并)将(?=继续|进一步|积极)", whole) and not _DONE.search(
            whole
        ):
            return "planned"
        return "done"

    def _dated_back(self, start: int, end: int) -> bool:
        """A month or a year before the letter's own in the clause or right before it."""
        for match in re.finditer(r"(20[0-3][0-9])年(1?[0-9]月)?", self.text[self.start : end]):
            year = int(match.group(1))
            if self.letter_year and (
                year < self.letter_year or (year == self.letter_year and match.group(2))
            ):
                before = self.text[
                    max(self.start, self.start + match.start() - 1) : self.start + match.start()
                ]
                if before not in ("到", "在", "至"):
                    return True
        return False

    def _year(self, start: int, end: int) -> int | None:
        years = [m for m in _YEAR.finditer(self.text, self.start, end)]
        return int(years[-1].group(1)) if years else None


_REGIONS = frozenset({"市", "省", "县", "区", "州", "镇", "乡", "国", "自治区", "旗"})


def _unique(acts: list[Act]) -> list[Act]:
    seen: set[tuple[str, int, int]] = set()
    result = []
    for act in acts:
        key = (act.predicate, act.object.start, act.object.end)
        if key not in seen:
            seen.add(key)
            result.append(act)
    return result
