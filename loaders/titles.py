"""Reads what was received: prizes, ranks and places on lists (荣获, 入选, 被评为, 是…保护单位)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORDS = r"(?:“[^”\n]{1,40}”|《[^》\n]{1,40}》|[^，,。；：、！？\n“”《》的]){1,50}"
_RECEIVE = (
    r"荣获|获评为?|被[\u4e00-\u9fff]{0,8}评为|评为|入选|入围|被列入|被列为|列入|列为|增补录入|录入|增补为|获批为?|被授予|授予"
    r"|荣膺|获得|跻身|上榜|被[\u4e00-\u9fff]{0,8}公布(?:[^，。；为]{1,16})?为"
    r"|公布(?:[^，。；为]{1,16})?为|核定为|升格为|被认定为|认定为|被命名为|命名为"
    r"|评定为|升级为|确立为|批准为|成功申报为?|推介为|登录|登陆|被誉为|摘得|斩获|成功创建为?|创建成为?|成功创成|创成|被确定为|确定为|复评|成功复评|获"
)
_RECEIVED = re.compile(rf"(?P<verb>{_RECEIVE})(?:了|为|成为|成)?(?P<title>{_WORDS})")
# 认定A、B为…, 推介A为…: what is made so stands in between
_MAKE = "认定|确定|评定|推介|命名|核定|公布"
_MADE = re.compile(rf"(?P<verb>{_MAKE})(?!为)[^，。；：为]{{2,60}}?为(?P<title>{_WORDS})")
# 纳入…项目库: only what is a list
_TAKE_IN = "纳入|列入"
_TAKEN_IN = re.compile(
    rf"(?P<verb>{_TAKE_IN})(?:了|到)?"
    r"(?P<title>[^，。；：、的《》]{2,30}?(?:项目库|储备库|名录|名单|专栏|重点项目|数据库|项目计划|支持计划))"
    r"(?=[，。；：、中并]|$)"
)
_GRADED = re.compile(r"[^国A-Z0-9]{3,16}(?P<title>国家[1-5]?A+级(?:旅游)?景区)$")
_NEXT = re.compile(rf"[、和及与]?(?P<title>{_WORDS})")
_TITLE = re.compile(
    r"奖|称号|名单|名录|目录|单位|示范|试点|基地|之乡|名城|名镇|名村|景区|品牌|十佳|十大|百强|百佳|优秀"
    r"|先进|级|首批|案例|第[一二三四五六七八九十]+批|最美|典型|项目|遗产|文明|城市|县|度假区|公园|库|重点[村镇乡]|试验区|实验区|先行区"
)
_VAGUE = re.compile(r"各级|各类|多个|若干|(?<!第)一批|[或]")
# what a list of titles is cut at: between a closing quote and the next item
_CUT = re.compile(r"(?<=”)(?=[和及与、“])")
_JOINER = re.compile(r"[和及与、]?(?:今年|去年)?")
_GOES_ON = re.compile(r"并|且|后|以来|等|，")
_STRONG = re.compile(r"奖|称号|名单|名录|目录|单位|示范|试点|基地|之乡|品牌|首批|批|库")
_WEAK = frozenset({"获", "获得", "列入", "授予"})
_TAIL = re.compile(
    r"(?:[0-9]+余?[个家处项座件]|共有[^，]*|(?:等)?(?:荣誉)?(?:称号|荣誉|殊荣|等)+|以来|后|之后)$"
)
# 申报…名镇, 争创…示范区: a rank that is applied for
_SEEK = "申报|争创|创建"
_SOUGHT = re.compile(
    rf"(?:{_SEEK})(?<!成功..)"
    r"(?P<title>[^，。；：、的“”》《已被为]{2,24}?(?:历史文化名[城镇村]|示范[区县市]|A级(?:旅游)?景区"
    r"|世界(?:文化)?遗产|农业文化遗产|名录|之乡|之都|考古遗址公园|文物保护单位|集聚区|度假区|示范基地|重点村|商业街|街区))(?!建设|创建|管理|保护规划)"
)
# 创建国家级工业旅游示范基地|2家, 共获评中国重要农业文化遗产|7项: ranks by their number
_HAVE = "创建|拥有|现有|共有|获评|获批|建成|创成"
_COUNTED = (
    r"(?P<title>(?:国家|全国|中国|世界|省|市级|州级|县级)[^，。；：、的“”为已被0-9]{2,16}?"
    r"(?:基地|[1-5]?A级(?:旅游)?景区|示范[区县镇村点]|名[镇村城]|遗产|保护单位|重点村|集聚区|传统村落|工坊))"
)
_NUMBERED = re.compile(rf"(?P<verb>{_HAVE})(?:了|有)?{_COUNTED}(?=[0-9]+余?[个家处项座])")
# 省级文物保护单位|1处，即…: the ones that have a rank are told after it
_THEY_ARE = "|".join(f"{unit}[，,、]?(?:即|为|分别|包括)" for unit in "个家处项座")
_TOLD_AFTER = re.compile(rf"(?<=[，。；：、;:,]){_COUNTED}(?=[0-9]+余?(?:{_THEY_ARE}))")
# 获得的殊荣：A、B、C等
_EARN = "获得|荣获|取得"
_HONOURS = re.compile(
    rf"(?:{_EARN})[^，。：]{{0,8}}(?:殊荣|荣誉|称号)[:：](?P<list>[^。；\n]{{4,200}})"
)
# X是…文物保护单位: a rank that something holds
_RANKED_AS = (
    r"文物保护单位|重点[村镇]|保(?<=[国省市县]保)单位|历史文化名[城镇村]|传统村落"
    r"|A级(?:旅游)?景区|非物质文化遗产(?:代表性)?(?:项目|名录)|世界遗产"
)
_RANK = re.compile(
    rf"[是为系属](?<!不.)(?P<title>[^，。；：、的“”为已被]{{0,16}}?(?:{_RANKED_AS}))(?=[，。；、]|$)"
)
# 是全国爱国主义教育基地、陕西省党史教育基地: ranks of one thing, each with who gives it
_GIVEN_AS = (
    r"教育基地|示范基地|实践基地|研学基地|经典景区|文物保护单位|示范[区县镇村点]"
    r"|先进单位|文明单位|历史文化名[城镇村]|传统村落|A级(?:旅游)?景区"
)
_GIVEN = (
    r"(?:全国|国家|中国|世界|省级|市级|州级|县级|自治区级?|第[一二三四五六七八九十]+批|[\u4e00-\u9fff]{2,4}[省市州县区])"
    rf"[^，。；：、的“”为已被]{{0,16}}?(?:{_GIVEN_AS})"
)
_RANKS = re.compile(
    rf"[是为系](?<![不作].)(?P<list>{_GIVEN}(?:[、和]{_GIVEN}){{1,10}})(?=[，。；]|$)"
)
_ONE_RANK = re.compile(_GIVEN)
# Most sentences have none of these words, so that no pattern above can match there. Each branch
# begins with a character, so that `re` looks at no other place.
_ANY_WORD = re.compile(
    "|".join((_RECEIVE, _MAKE, _TAKE_IN, _SEEK, _HAVE, _THEY_ARE, _EARN, _RANKED_AS, _GIVEN_AS))
)


_VERB, _LISTED, _HELD = "title received", "title in a list of honours", "rank held"
SOUGHT = "title applied for"
RULES = frozenset({_VERB, _LISTED, _HELD, SOUGHT})
"""The rules by which a title is read: a name of its own, but no entity."""


class Received(NamedTuple):
    """A title at ``start:end``; ``verb`` is where the words that confer it begin."""

    start: int
    end: int
    verb: int
    rule: str


def received(text: str, start: int, end: int) -> Iterator[Received]:
    """Yield the titles that ``text[start:end]``, one sentence, says were received.

    None overlaps another: what is read by the narrower pattern goes first.
    """
    if not _ANY_WORD.search(text, start, end):
        return
    seen: list[Received] = []
    for title in _received(text, start, end):
        taken = any(title.start < other.end and other.start < title.end for other in seen)
        if not taken:
            seen.append(title)
            yield title


def _received(text: str, start: int, end: int) -> Iterator[Received]:
    for pattern in (_TAKEN_IN, _NUMBERED, _TOLD_AFTER):  # they tell where the title ends
        for match in pattern.finditer(text, start, end):
            yield Received(*match.span("title"), match.start(), _VERB)
    for pattern in (_RECEIVED, _MADE):
        for match in pattern.finditer(text, start, end):
            for a, b in _list(text, match, end):
                graded = _GRADED.match(text, a, b)  # 创建城口土城红军老街|国家4A级旅游景区
                yield Received(graded.start("title") if graded else a, b, match.start(), _VERB)
    for match in _SOUGHT.finditer(text, start, end):
        yield Received(*match.span("title"), match.start(), SOUGHT)
    for match in _HONOURS.finditer(text, start, end):
        for item in re.finditer(r"[^、，,]+", match.group("list")):
            words = _TAIL.sub("", item.group())
            if len(words) >= 3:
                a = match.start("list") + item.start()
                yield Received(a, a + len(words), match.start(), _LISTED)
    for match in _RANKS.finditer(text, start, end):
        for rank in _ONE_RANK.finditer(text, *match.span("list")):
            yield Received(*rank.span(), match.start(), _HELD)
    for match in _RANK.finditer(text, start, end):
        yield Received(*match.span("title"), match.start(), _HELD)


def _list(text: str, match: re.Match[str], limit: int) -> list[tuple[int, int]]:
    """The titles after a verb: quoted ones each for itself, and the items of a list."""
    spans: list[tuple[int, int]] = []
    start, end = match.span("title")
    while True:
        words = _TAIL.sub("", text[start:end])
        found = _quoted(words)
        if found is None and _is_title(words, match.group("verb")):
            found = [(0, len(words))]
        if not found:
            break
        spans += [(start + a, start + b) for a, b in found]
        more = _NEXT.match(text, end, limit)
        if not more or (more.start("title") == end and text[end] != "“"):
            break
        start, end = more.span("title")
    return [span for span in spans if span[1] - span[0] >= 3]


def _quoted(words: str) -> list[tuple[int, int]] | None:
    """The titles in words with quotes; None where the words hold none."""
    if "“" not in words:
        return None
    found: list[tuple[int, int]] = []
    start = 0
    for raw in _CUT.split(words):
        joiner = _JOINER.match(raw)
        start += joiner.end() if joiner else 0
        piece = raw[joiner.end() if joiner else 0 :]
        quotes = list(re.finditer(r"“([^”]+)”", piece))
        rest = piece[quotes[-1].end() :] if quotes else piece
        if not quotes or (rest and not _GOES_ON.match(rest)) or _is_prize(piece, quotes):
            if _TITLE.search(rest or piece):
                found.append((start, start + len(piece)))
        else:
            found += [(start + q.start(1), start + q.end(1)) for q in quotes]
        start += len(piece)
    return found or None


def _is_prize(piece: str, quotes: list[re.Match[str]]) -> bool:
    """…大赛“金奖”: the prize is named with what it was won at."""
    return quotes[-1].group(1).endswith("奖") and quotes[-1].start() > 0


def _is_title(words: str, verb: str) -> bool:
    if len(words) < 3 or not _TITLE.search(words) or _VAGUE.search(words):
        return False
    return verb not in _WEAK or bool(_STRONG.search(words))
