"""Finds the named entities of a letter: closed lists, quotes, the open grammar; then chooses."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from .finder import occurrences
from .gazetteer import KNOWN, Hit
from .grammar import Candidate, Grammar
from .lists import lists
from .marked import BOOK, STAGE, books, quoted
from .namedness import FEATURE, SCENIC
from .offices import NO_OFFICE, Office
from .parts import Anatomy, Name
from .phrases import phrases
from .segment import UNKNOWN, segment, word_class
from .townships import RULES as TOWNS

TOWN = "town named elsewhere in the letter"
"""Rule of a town's name without its kind."""

# the inner items of a list: those between two marks, and the last before 等
_ITEMS = re.compile(r"(?<=、)(?:[\u4e00-\u9fff·]{2,8}、){1,30}(?:[\u4e00-\u9fff·]{2,8}?(?=等))?")
_LISTABLE = frozenset({"Place"})
_NO_ITEM = re.compile(r"[的了和与及等各个是在有将被把]|方面|工作|建设|管理|服务|保护|开发|[0-9]")
_FEATURES = frozenset("山河湖江溪渠寺庙塔")
_IN_LISTS = frozenset({"Place", "Event", "Institution"})
_COUNTED = re.compile(r"[0-9一二三四五六七八九十百]+(?:余|多)?[个处座家所]")
# 黄河|文化, 长城|精神 are themes, not the place
_THEME = re.compile(r"(?:历史|红色|水利)?(?:文化(?![馆站园中遗])|战略|精神|文明)")
_SHORT_FORM = re.compile(r"[》”]?（(?:以下)?(?:简称|称)[：“《]*(?P<short>[^”》）]{2,16})[”》]*）")
_WORKS = re.compile(
    r"(?:修缮|维修|保护|安防|消防|提升|整治|改造|加固|抢险|展示|利用|修复)[^，。]{0,8}(?:工程|项目)"
)
_TOWN = re.compile(r"(?:^|[省市县区旗州])(?P<stem>[\u4e00-\u9fff]{2,3})(?:镇|乡|街道|社区|村)$")
_TOWN_HEAD = re.compile(r"镇|乡|街道|社区|村")
_NO_STEM = re.compile(r"[省市县区镇乡村]|^[一二三四五六七八九十]")
_ITS_PROJECT = re.compile(r"(?<!项目)项目(?=[，。；、的和与纳列被已将]|$)")
_SEVERAL = re.compile(r"[0-9两二三四五六七八九十]+[个家处座]")
# 21条|红色旅游精品线路, 一批|…基地: many of a kind, none by name
_MANY = re.compile(r"(?:[0-9]+(?:余|多)?[条个家处项批]|一批|多[个家条项处]|若干)$")
_SECTION = re.compile(r"[（(][\u4e00-\u9fff]{1,8}(?:段|片区|核心区)[)）]")
_COUNTIES = frozenset({"prefecture", "county"})
_BEGINS_ITEM = frozenset("、，。；：（和与及在为了成“")
_BELOW = re.compile(
    r"(?:(?![的了和与及等各是在有将县市区省])[\u4e00-\u9fff]){2,3}(?=[、，。；和及与等）])"
)
# 扶沟|西瓜, 阳新|贡芽: not a place but what grows or is made there
_PRODUCT = re.compile(
    r".*[瓜英芽茶酒米豆菜鱼虾蟹羊鸡猪牛鸭鹅果桃梨橙柑橘柚枣参菌椒薯葱蒜姜莲藕药瓷绣]$"
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
        self._sifted: list[Name] | None = None
        """What `_longest` returns, until a name is added."""
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
        for name in (
            *books(self.text),
            *quoted(self.text),
            *phrases(self.text),
            *lists(self.text),
        ):
            self._add(name.type, name.start, name.end, name.rule, name.confidence)
        self._open()
        self._items()
        self._towns()
        self._scenic()
        self._below()
        self._bracketed()
        self._short_forms()
        self._again()
        return self._chosen()

    def _closed(self) -> None:
        run: list[Hit] = []
        for hit in self.places:
            if hit.type == "Department" and NO_OFFICE.match(self.text, hit.end):
                continue
            if hit.type != "Place":
                self._add(hit.type, hit.start, hit.end, hit.rule, 0.95)
                if _local(hit, run):
                    self._add(hit.type, run[0].start, hit.end, hit.rule, 0.8)
                continue
            # 新宁|崀山 is named by its county; no river or wall is
            local = run and run[-1].short and hit.rule == KNOWN
            local = local and self.text[hit.end - 1] not in "河江海城"
            below = hit.divisions or hit.rule in TOWNS or local
            if run and below and run[-1].divisions and run[-1].end == hit.start:
                run.append(hit)
                continue
            self._place(run)
            run = [] if hit.rule == KNOWN and _THEME.match(self.text, hit.end) else [hit]
        self._place(run)
        for office in self.offices:
            self._add("Department", office.start, office.end, office.rule, 0.9)

    def _place(self, run: list[Hit]) -> None:
        if run:
            rule = run[-1].rule if run[-1].rule in TOWNS else run[0].rule
            self._add("Place", run[0].start, run[-1].end, rule, 0.9)

    def _open(self) -> None:
        fixed = _merge(
            [(hit.start, hit.end) for hit in self.places if hit.type != "Event"]
            + [(office.start, office.end) for office in self.offices]
            + [
                match.span()
                for match in BOOK.finditer(self.text)
                if STAGE.search(self.text, max(0, match.start() - 8), match.start())
            ]
        )
        divisions = frozenset(h.start for h in self.places if h.divisions and not h.short)
        rejected: list[Candidate] = []
        sites = {h.end: h.start for h in self.places if h.type == "Place" and h.rule == KNOWN}
        for found in Grammar(self.text, fixed, divisions, self._masked).candidates():
            bracket = _BRACKET.match(self.text, found.end)
            end = bracket.end() if bracket else found.end
            if _COUNTED.match(self.text, end):
                continue  # 乡镇文化站168个 are many, of no name
            stem = (found.start + 2, found.end - len(found.head))
            if found.type == "Place" and _SEVERAL.search(self.text, *stem):
                continue  # 五雷山三家景区
            if found.type == "Place" and len(found.head) > 1:
                site = sites.get(found.end - len(found.head))
                if site is not None:  # 城头山|景区, 九成宫|遗址
                    found = found._replace(
                        start=min(site, found.start), confidence=max(0.7, found.confidence)
                    )
            if found.confidence and found.type == "Place":
                sites[found.end] = found.start
            if found.confidence:
                rule = f"name that ends in {found.head}"
                if found.type == "Initiative" and _ITS_PROJECT.match(self.text, end):
                    end += 2
                if end - found.start >= 3 or found.type == "Place":
                    self._add(found.type, found.start, end, rule, found.confidence)
            elif len(found.head) < found.end - found.start >= 3:
                rejected.append(found)
        self._listed(rejected)

    def _listed(self, rejected: list[Candidate]) -> None:
        """An item is a name where its neighbours in the list are: 七里河、如意湖、象湖."""
        rejected = [found for found in rejected if found.type in _IN_LISTS]
        if not any("、" in self.text[max(f.start - 1, 0) : f.end + 1] for f in rejected):
            return
        ends = {(_kin(n.type), n.end) for n in self.names if n.confidence >= 0.5}
        starts = {(_kin(n.type), n.start) for n in self.names if n.confidence >= 0.5}
        waters = [f for f in rejected if f.head in _FEATURES]
        # two of a kind license each other: 七里河、如意湖
        starts |= {(f.type, f.start) for f in waters}
        ends |= {(f.type, f.end) for f in waters}
        for found in rejected:
            if _SEVERAL.search(self.text, found.start, found.end):
                continue
            kin = _kin(found.type)
            after = self.text[found.end : found.end + 1] == "、"
            before = self.text[found.start - 1 : found.start] == "、"
            if (after and (kin, found.end + 1) in starts) or (
                before and (kin, found.start - 1) in ends
            ):
                self._add(found.type, found.start, found.end, "named by its list", 0.5)

    def _items(self) -> None:
        """甲东里、乐善处、赤山古院: what stands between marks among names of a list is one too."""
        named = {(n.start, n.end): n for n in self._longest() if n.confidence >= 0.5}
        taken = list(named)
        for match in _ITEMS.finditer(self.text):
            items = [m.span() for m in re.finditer(r"[^、]+", match.group())]
            spans = [(match.start() + a, match.start() + b) for a, b in items]
            known = [named[span] for span in spans if span in named]
            kinds = {_kin(n.type) for n in known}
            if kinds != _LISTABLE or 2 * len(known) < len(spans):
                continue
            for start, end in spans:
                words = self.text[start:end]
                before = bisect.bisect_left(taken, (end, 0)) - 1
                if before >= 0 and taken[before][1] > start:
                    continue
                if word_class(words) is None and not _NO_ITEM.search(words):
                    self._add(known[0].type, start, end, "named by its list", 0.5)

    def _short_forms(self) -> None:
        """（以下简称“职教20条”） right after a name: a further name of the same type."""
        for name in self._longest():
            match = _SHORT_FORM.match(self.text, name.end)
            if match:
                self._add(name.type, *match.span("short"), "short form declared", name.confidence)

    def _towns(self) -> None:
        """富禄, where the letter also writes 富禄乡: a town's name without its kind."""
        stems = {
            match.group("stem")
            for name in self._longest()
            if name.type == "Place"
            and name.confidence >= 0.5
            and (match := _TOWN.search(self.text[name.start : name.end]))
        }
        known = {stem for stem in stems if word_class(stem) is None and not _NO_STEM.search(stem)}
        for stem, starts in occurrences(self.text, known).items():
            for at in starts:
                end = at + len(stem)
                if not _TOWN_HEAD.match(self.text, end):
                    self._add("Place", at, end, TOWN, 0.6)

    def _scenic(self) -> None:
        """海棠山, where the letter also writes 海棠山景区."""
        stems: set[str] = set()
        for name in self._longest():
            if name.type == "Place" and name.confidence >= 0.5:
                words = self.text[name.start : name.end]
                for head in SCENIC:
                    stem = words.removesuffix(head)
                    if stem != words and 3 <= len(stem) <= 4 and FEATURE.fullmatch(stem):
                        stems.add(stem)
        for stem, starts in occurrences(self.text, stems).items():
            for at in starts:
                self._add("Place", at, at + len(stem), "site of its scenic area", 0.6)

    def _below(self) -> None:
        """瑞金|叶坪、宁都|小布: a county's short name and a place in it that has no kind."""
        for hit in self.places:
            county = hit.short and any(d.level in _COUNTIES for d in hit.divisions)
            if county and self.text[hit.start - 1 : hit.start] in _BEGINS_ITEM:
                match = _BELOW.match(self.text, hit.end)
                if match and _unknown(self.text, *match.span()):
                    kind = "Initiative" if _PRODUCT.match(match.group()) else "Place"
                    self._add(kind, hit.start, match.end(), "place below a division", 0.55)

    def _bracketed(self) -> None:
        """国家茶叶质量监督检验中心（四川）: the place in brackets belongs to the name."""
        spans = {hit.start: hit.end for hit in self.places if hit.divisions}
        for name in self._longest():
            section = _SECTION.match(self.text, name.end)
            if section and name.type in ("Initiative", "Place"):  # 长征国家文化公园（福建段）
                self._add(name.type, name.start, section.end(), name.rule, name.confidence)
            if name.type == "Institution" and self.text[name.end : name.end + 1] in ("（", "("):
                end = spans.get(name.end + 1)
                if end and self.text[end : end + 1] in ("）", ")"):
                    self._add(name.type, name.start, end + 1, name.rule, name.confidence)

    def _again(self) -> None:
        """Find further occurrences of names that were recognised once, quoted or in a list."""
        known: dict[str, Name] = {}
        for name in self._longest():
            long_enough = name.end - name.start >= 4 or name.rule == "short form declared"
            if long_enough and name.confidence >= 0.5:
                known.setdefault(self.text[name.start : name.end], name)
        for words, starts in occurrences(self.text, known).items():
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
        many = kind == "Initiative" and self._are_many(start, end)
        if not many and not self._masked(start, end):
            self.names.append(Name(kind, start, end, rule, confidence))
            self._sifted = None

    def _are_many(self, start: int, end: int) -> bool:
        """Tell whether a number says that several are meant: 全国乡村旅游重点村|5个."""
        if self.text[start - 1 : start] in ("“", "‘"):
            return False
        return bool(
            _COUNTED.match(self.text, end) or _MANY.search(self.text, max(0, start - 6), start)
        )

    def _longest(self) -> list[Name]:
        """Return the names of which none overlaps another, in order; longer ones go first."""
        if self._sifted is not None:
            return self._sifted
        chosen: list[Name] = []
        taken = bytearray(len(self.text))
        for name in sorted(self.names, key=lambda n: (n.start - n.end, n.start, -n.confidence)):
            # What was chosen before is at least as long, so it cannot lie inside this one.
            if not taken[name.start] and not taken[name.end - 1]:
                taken[name.start : name.end] = b"\1" * (name.end - name.start)
                chosen.append(name)
        self._sifted = sorted(chosen, key=lambda n: n.start)
        return self._sifted

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


def _kin(kind: str) -> str:
    """Return the type that stands for all types that a list may mix: 海洋公园、开心麻花剧场."""
    return "Place" if kind == "Institution" else kind


def _local(hit: Hit, run: Sequence[Hit]) -> bool:
    """阳新|采茶戏, 黄河|国家博物馆: a known name after the place that it is the local one of."""
    if hit.rule != KNOWN or hit.type == "Event" or not run or run[-1].end != hit.start:
        return False
    return bool(run[-1].divisions) or hit.type == "Institution"


def _bare(text: str, name: Name) -> Name:
    """Leave out quotes that stand around the whole name."""
    if text[name.start] in "“‘「" and text[name.end - 1] in "”’」":
        inner = text[name.start + 1 : name.end - 1]
        if not any(c in inner for c in "“”‘’「」"):
            return name._replace(start=name.start + 1, end=name.end - 1)
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


def _unknown(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is made of no everyday word of two characters or more."""
    tokens = segment(text, start, end)
    return all(token.cls == UNKNOWN or token.end - token.start == 1 for token in tokens)
