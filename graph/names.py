"""Reads a name as its writer means it: whose it is, and what remains under which equal names meet.

区教育局 in a letter from 越城区 belongs to 浙江省绍兴市越城区 and has the core 教育局, and so has
绍兴市越城区教育局 in any letter. Two names are one only by a rule that has a name; where no rule is
sure, they stay apart: two entities are better than a wrong one.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Self

from . import divisions, ids, offices, plans, series
from .divisions import Division
from .model import Letter
from .offices import plate
from .tables import rows
from .text import fold, simplified

NATIONAL = "national"
_SELF = re.compile(
    r"^(?P<who>[我本贵])(?P<kind>局|委|厅|部|办|中心|院|馆|处|所|署|室|会|街道|镇|乡)$"
)
_OWN = re.compile(r"^[我本全](?=省|市|区|县|州|旗|盟|镇|乡|自治)")
# A word for a level, unless it is the beginning of another word (市场, 区域, 乡村).
_RELATIVE = re.compile(
    r"^(自治[区州县旗]|省|市(?!场|域|级|政(?!府|协|法|务|数)|民(?:中心|服务|广场|公园))"
    r"|区(?!域|块|划|级)|县(?!域|级)|州|旗|盟|镇|乡(?!村|贤)|街道)(?=.)"
)
_TOWN = re.compile(r"^([\u4e00-\u9fff]{1,6}?(?:镇|乡|街道|苏木))(?=.)")
# 安昌古镇 and 江南水乡 are no towns.
_TOWN_NAME = re.compile(
    r"^[\u4e00-\u9fff]{1,6}?(?:(?<![古小集城])镇|(?<![水故家之城美])乡|街道|苏木)$"
)
_TOWN_END = re.compile(r"[\u4e00-\u9fff]{2}(?:(?<![古小集城])镇|(?<![水故家之城美])乡|街道|苏木)$")
# Places whose names recur from county to county.
_COMMON = re.compile(r"(?:村|社区|[寺庙观庵祠殿路桥街镇乡]|街道|广场|公园|城|区)$")
# 丰泽区人民政府临海街道办事处
_SEATED = re.compile("^人民政府(?=[\u4e00-\u9fff]{2,6}(?:街道)办事处$)")
_TOWN_BODY = re.compile(r"^(?:人民政府|政府|党委|党工委|办事处|办|人大|综合文化站|文化站|文化中心)")
_CENTRAL = re.compile(
    r"^(?:国家|国务院|中央|中共中央|全国|最高人民|中华|中国)|总局$|总署$|^审计署$"
    r"|^(?:长江|黄河|淮河|海河|珠江)水利委员会$"
    r"|(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!工作)(?<!俱乐)部$"
)
_STATE = re.compile("^国家(?=[^家]{1,4}部$)")
_PARTY = re.compile(r"^(?:中国共产党|中共)(?!中央)")
_PROVINCIAL = re.compile(r"(?<!办公)(?<!政务)(?<!服务)(?<!展)(?<!大)厅$")
# What may stand behind a name without being part of it.
_LOOSE = "(?:特色|重点|系列|文化|文旅|旅游|非遗|惠民|建设|数字|博物馆)*(?:工程|项目|品牌|平台|活动)"
_QUOTED = re.compile(rf"“(?P<core>[^“”]+)”{_LOOSE}")
_HEADED = re.compile("(?P<core>[^“”]{4,})(?:工程|项目|品牌)")
_SHORT_PLACES = ("Institution", "Plan")
_VENUE = re.compile("图书馆|博物馆|文化馆|美术馆|科技馆|档案馆|体育馆|大剧院|规划馆|群众艺术馆")
_DASH = re.compile("(?<=[\u4e00-\u9fff])[-–－](?=[\u4e00-\u9fff])")
# Feasts of a people (彝族火把节): each place keeps its own.
_CUSTOM = re.compile("^[\u4e00-\u9fff]{1,5}族[\u4e00-\u9fff]{2,4}节$")
_SHORT_EVENT = re.compile(r".{1,3}[节月周日季会展赛]")
# Short names of counties that are everyday words in the names of offices.
_EVERYDAY = ("公安", "港口", "合作", "互助", "通道", "和平")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a letter: the division of the office, if it is known.

    ``scope`` stands for the writer's place in ids: the full name of the division, empty for
    central bodies, and the letter's own id if nobody knows, which keeps its names apart.
    """

    reply: str
    scope: str
    home: Division | None
    central: bool

    @classmethod
    def of(cls, letter: Letter) -> Self:
        """Return the writer of ``letter`` by its header's jurisdiction."""
        place = letter.header.jurisdiction
        home = divisions.locate(place) if place else None
        scope = letter.id if place is None else home.full_name if home else place
        return cls(letter.id, scope, home, place == "")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was read: equal ``scope`` and ``core`` (of one type) are one entity.

    ``text`` is the fullest wording that the letter licenses, ``place`` and ``level`` the
    jurisdiction it belongs to, ``rule`` what made this more than an equal wording.
    """

    scope: str
    core: str
    text: str
    rule: str = "equal"
    division: Division | None = None
    level: str | None = None

    @property
    def place(self) -> str | None:
        """The full name of the jurisdiction."""
        return self.division.full_name if self.division else None


def department(name: str, writer: Writer, *, central: bool = False) -> Name:
    """Read the name of an office; ``central`` says that a list of central bodies has it."""
    written = plate(simplified(name.strip()))
    party = _PARTY.sub("", written)
    text = _OWN.sub("", party).removeprefix("中华人民共和国")
    text = _STATE.sub("", text)
    if _TOWN_END.search(text):  # a town that handles a proposal is its government
        text += "办事处" if text.endswith("街道") else "人民政府"
    if full := _abbreviations().get(("Department", NATIONAL, fold(text))):
        return Name("", fold(full), full, "abbreviation", level=NATIONAL)
    placed = _placed(text, writer, short=True)
    if placed is None and (central or writer.central or _CENTRAL.search(text)):
        return Name("", fold(text), text, level=NATIONAL)
    if placed is None and _PROVINCIAL.search(text) and writer.home:
        placed = (writer.home, *writer.home.ancestors)[-1], text, "level"
    if placed is None and writer.home and not _RELATIVE.match(text):
        placed = writer.home, text, "jurisdiction"
    if placed is None:  # nobody knows whose 区教育局 this is
        scope = writer.reply if _RELATIVE.match(text) else writer.scope
        return Name(scope, fold(text), text)
    division, core, rule = placed
    if division.level == "township" and core == "办":
        core = "办事处"
    if party != written:  # 中共绍兴市委员会 is 绍兴市委
        core = re.sub("^委员会", "委", core)
    if division.level != "township":  # 博乐市党委宣传部 is 博乐市委宣传部
        core = re.sub("^党委(?=.)", "委", core)
    return _owned("Department", division, core, rule)


def institution(name: str, writer: Writer) -> Name:
    """Read the name of another organisation: only a place in full or a relative one is split off.

    深圳大学 stays whole (it is not just any 大学 of 深圳); 福田区图书馆 and, in a letter from 福田,
    区图书馆 and 图书馆 are one. What has nothing proper in it (文化活动中心) is the county's.
    """
    return _local("Institution", name, writer)


def initiative(name: str, writer: Writer) -> Name:
    """Read the name of a project, brand or base: as for an institution.

    What stands in quotes tells it, with 工程, 项目, 品牌 or the like behind them or without; a long
    name without quotes, too, is told by what stands before 工程 or 项目.
    """
    text = simplified(name.strip())
    found = _QUOTED.fullmatch(text) or _HEADED.fullmatch(text)
    if found and len(fold(found["core"])) > 2 and not is_generic("Initiative", text):
        read = _local("Initiative", found["core"], writer)
        whole = text if read.division is None else read.text + text[found.end("core") :]
        return replace(
            read, text=whole.replace("”", "") if "“" not in whole else whole, rule="head"
        )
    return _local("Initiative", text, writer)


def plan(name: str, writer: Writer) -> Name:
    """Read the name of a plan: as for an institution, but a bare 实施方案 is its letter's own."""
    text = simplified(name.strip())
    if is_generic("Plan", text):
        return Name(writer.reply, fold(text), text)
    parsed = plans.parse(text)
    read = _local("Plan", parsed.title, writer)
    if parsed.issuer:
        owner = _issuer(parsed, writer)
        if owner is not None:
            # 绍兴市人民政府办公室关于印发绍兴市…的通知: the title tells the place once more.
            owner = read if read.division else replace(owner, core=parsed.title)
            core = replace(parsed, title=owner.core).core
            return replace(owner, core=core, text=text, rule="issuer")
    if parsed.own and read.division is None and read.scope == "":
        read = replace(read, scope=writer.scope)
    # The period goes out of what the place leaves of the title.
    core = replace(parsed, title=read.core).core
    whole = read.text if parsed.nested or read.rule != "equal" else text
    return replace(read, core=core, text=whole, rule="nested" if parsed.nested else read.rule)


def event(name: str, writer: Writer) -> Name:
    """Read the name of an event or of a series, without its edition."""
    text = _DASH.sub("—", simplified(name.strip()))
    if full := _abbreviations().get(("Event", NATIONAL, fold(text))):
        return Name("", fold(full), full, "abbreviation")
    if series.known(text):
        return Name("", fold(text), text)
    if (_SHORT_EVENT.fullmatch(fold(text)) or _CUSTOM.search(text)) and not _RELATIVE.match(text):
        return Name(writer.scope, fold(text), text)
    read = _local("Event", text, writer)
    whole = read.text.removeprefix(read.division.usual_name) if read.division else text
    if series.known(whole):  # 灵璧县第四次全国文物普查 is the country's
        return Name("", fold(whole), whole)
    return read


def place(name: str, writer: Writer, *, wide: bool = False) -> Name:
    """Read the name of a place; ``wide`` says that it is a country or a region of many provinces.

    A division is meant as the writer's nearest of that name; any other place is told apart by the
    writer's prefecture or, where names recur (villages, temples, squares), by the writer's place.
    """
    text = simplified(name.strip())
    if _OWN.match(text) and writer.home:
        own = _relative(text[1:], "", writer.home)
        return _division(own, "relative") if own else Name(writer.reply, fold(text), text)
    if found := divisions.nearest(text, writer.home):
        return _division(found, "equal" if found.full_name == text else "division")
    if wide:
        return Name("", fold(text), text)
    placed = _placed(text, writer)
    county = _county(writer.home)
    if placed is None and _TOWN_NAME.match(text) and county:
        return _division(divisions.town(text, county), "division")
    if placed and len(placed[1]) > 1:  # not 县城
        division, core, rule = placed
        if _TOWN_NAME.match(core) and _county(division) == division:
            return _division(divisions.town(core, division), rule)
        return Name(division.full_name, fold(core), division.usual_name + core, rule, division)
    if placed is None and (_OWN.match(text) or _RELATIVE.match(text)):
        return Name(writer.reply, fold(text), text)
    region = divisions.prefecture(writer.home)
    distinct = region and len(text) > 3 and not _COMMON.search(text)
    return Name(region.full_name if region and distinct else writer.scope, fold(text), text)


def alone(name: str) -> list[str]:
    """Return the ids of what a name in full can be, whoever writes it (福田区教育局)."""
    nobody = Writer("", "", None, central=False)
    readers = {
        "Department": department, "Institution": institution, "Event": event, "Plan": plan,
        "Initiative": initiative,
    }  # fmt: skip
    read = [(kind, reader(name, nobody)) for kind, reader in readers.items()]
    return [ids.entity_id(kind, n.scope, n.core) for kind, n in read]


def itself(name: str) -> str | None:
    """Return the kind of office if a name is a writer's word for itself (我局 -> 局)."""
    match = _SELF.match(simplified(name.strip()))
    return match["kind"] if match else None


def addressed(name: str) -> bool:
    """Tell whether a name is a word for the office that is written to (贵厅)."""
    return name.strip().startswith(("贵", "貴"))


def is_generic(kind: str, name: str) -> bool:
    """Tell whether a name of the entity type ``kind`` has nothing proper in it (实施方案)."""
    pattern = _generic().get(kind)
    return pattern is not None and pattern.fullmatch(fold(name)) is not None


def jurisdiction(words: str, writer: Writer) -> Division | None:
    """Return the division that ``words`` (市, 绍兴市越城区, or nothing) stand for to a writer."""
    if not words:
        return writer.home
    relative = _RELATIVE.match(words + "。")
    if relative and relative[1] == words:
        return _relative(words, "", writer.home)
    return divisions.nearest(words, writer.home) or divisions.locate(words)


def _local(kind: str, name: str, writer: Writer) -> Name:
    text = simplified(name.strip())
    body = kind == "Institution"
    if body:
        text = plate(text)
    short = kind in _SHORT_PLACES and not text.startswith(_EVERYDAY)
    placed = _placed(_OWN.sub("", text), writer)
    if placed is None and short and (found := divisions.leading(text, writer.home, short=True)):
        division, core = found
        fits = _VENUE.fullmatch(core) if body else len(core) > 5
        if fits:  # 绍兴博物馆 is 绍兴市博物馆, 蒲城历史文化名城保护规划 the county's
            return replace(_owned(kind, division, core, "short place"), text=text)
    own = placed and placed[2] == "relative"
    if own and kind == "Plan" and placed and _topical(placed[1]):
        return _owned(kind, *placed)
    if placed:
        division, core, rule = placed
        # 市民音乐节 is not 民音乐节 of the city; 市图书馆, 市运动会 and 全市运动会 are the city's.
        if rule != "relative" or body or _OWN.match(text) or is_generic(kind, core):
            return _owned(kind, division, core, rule)
    if _OWN.match(text) or (body and _RELATIVE.match(text)):
        return Name(writer.reply, fold(text), text)
    if full := _abbreviations().get((kind, "local", fold(text))):
        text = full
    if is_generic(kind, text):
        county = _county(writer.home)
        if body and county:
            return _owned(kind, county, text, "jurisdiction")
        return Name(writer.reply if body else writer.scope, fold(text), text)
    return Name("", fold(text), text)


def _placed(text: str, writer: Writer, *, short: bool = False) -> tuple[Division, str, str] | None:
    """Return the division that stands before a name, the rest of it, and the rule that told."""
    if found := divisions.leading(text, writer.home):
        division, rest = found
        rest = _SEATED.sub("", rest)
        town = _TOWN.match(rest)
        if town and _TOWN_BODY.match(rest[town.end() :]) and _county(division) == division:
            return divisions.town(town[1], division), rest[town.end() :], "division"
        if rest:
            return division, rest, "division"
    county = _county(writer.home)
    town = _TOWN.match(text)
    if town and county and _TOWN_BODY.match(text[town.end() :]):
        return divisions.town(town[1], county), text[town.end() :], "division"
    if match := _RELATIVE.match(text):
        rest = text[match.end() :]
        division_ = _relative(match[1], rest, writer.home)
        return (division_, rest, "relative") if division_ else None
    if short and not text.startswith(_EVERYDAY):
        found = divisions.leading(text, writer.home, short=True)
        if found and len(found[1]) > 2:
            return *found, "division"
    return None


def _owned(kind: str, division: Division, core: str, rule: str) -> Name:
    if full := _abbreviations().get((kind, "local", fold(core))):
        core, rule = full, "abbreviation"
    text = division.usual_name + core
    key = offices.unified(core) if kind == "Department" else fold(core)
    return Name(division.full_name, key, text, rule, division, division.level)


def _issuer(parsed: plans.PlanName, writer: Writer) -> Name | None:
    """Return whose plan it is by the office that issued it, None if that tells nothing."""
    if parsed.central:
        return Name("", "", "", level=NATIONAL)
    owner = department(parsed.issuer, writer)
    if owner.level == NATIONAL:
        return Name("", "", "", level=NATIONAL)
    return owner if owner.division else None


def _topical(core: str) -> bool:
    """Tell whether a plan's title goes on with what offices deal with (文化…, 旅游…)."""
    return core.startswith(offices.words())


def _division(division: Division, rule: str) -> Name:
    name = division.full_name
    return Name("", fold(name), name, rule, division, division.level)


def _relative(word: str, core: str, home: Division | None) -> Division | None:
    """Return what a word for a level (省, 市, 区) means to a writer in ``home``."""
    if home is None:
        return None
    chain = (home, *home.ancestors)
    province = chain[-1]
    if word == "区" and province.name.endswith("自治区") and home.level != "county":
        # Elsewhere in an autonomous region 区教育局 may be any district's, 区教育厅 only its own.
        return province if _PROVINCIAL.search(core) or home == province else None
    if word == "区" and _PROVINCIAL.search(core):
        return province if province.name.endswith("自治区") else None
    return next((division for division in chain if division.name.endswith(word)), None)


def _county(home: Division | None) -> Division | None:
    """Return the county of a writer in ``home``, or the city that has no counties."""
    if home is None or home.level == "county":
        return home
    if home.level == "township":
        return home.ancestors[0]
    return None


@functools.cache
def _abbreviations() -> dict[tuple[str, str, str], str]:
    return {
        (kind, where, fold(short)): full
        for kind, where, short, full, _ in rows("abbreviations.tsv")
    }


@functools.cache
def _generic() -> dict[str, re.Pattern[str]]:
    parts = {(kind, part): words.split() for kind, part, words in rows("generic.tsv")}
    return {
        kind: re.compile(f"(?:{'|'.join(parts[kind, 'word'])})*(?:{'|'.join(heads)})")
        for (kind, part), heads in parts.items()
        if part == "head"
    }
