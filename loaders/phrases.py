"""Finds the names that a phrase tells, without marks or heads of their own: 成立…领导小组."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .parts import Name

_OPEN_PLAN = re.compile(
    r"(?:编制|制定|制订|印发|出台|修订|起草|实施|落实|贯彻落实|贯彻|纳入|列入|按照|根据|启动|执行)(?:了|好)?"
    r"(?P<name>(?:[^，。；：、“”《》（）\n的了和与或为]|“[^”\n]{2,12}”|[与和及](?=[^，。]{2,12}(?:规划|方案|计划)))"
    r"{4,34}?(?:行动计划|行动方案|实施方案|工作方案|设计方案|建设方案|整治方案|培养方案|发展规划|总体规划|专项规划|详细规划"
    r"|保护规划|行动规划|建设规划|项目规划|规划纲要|实施意见|实施计划|国家战略))"
    r"(?=[，。；、）\n0-9（的中工和]|要求|内容|编制|建设|研究|范围)"
)
_PLAIN_PLAN = re.compile(
    r"^(?:各|该|本|其|相关|有关|具体|详细|每年|年度|分|一|整体|全面|科学|[省市县区州镇乡](?:级|里|直)?(?:[^省市县区]{0,2})|我)"
    r"|^[\u4e00-\u9fff]{0,4}(?:工作方案|实施方案|建设方案|设计方案|发展规划|总体规划|专项规划|行动计划|实施计划|实施意见|行动方案)$"
)
# 推进产教融合试点工作: a pilot scheme is named by what it tries
_PILOT = re.compile(
    r"(?:推进|实施|开展|完成|启动|承担)(?:了|好)?(?:建立)?(?:[0-9]+个)?"
    r"(?P<name>[^，。；、：的了“”\n0-9]{4,18}?试点)(?=工作|项目|建设|[，。；和、]|$)"
)
# 实施非物质文化遗产传承发展工程: a programme that is carried out, however plain its words
_PROGRAMME = re.compile(
    r"(?:实施|争取到|启动|纳入)(?:了|好)?(?P<name>[^，。；、：的了“”《》（\n0-9]{6,20}?(?:工程|普及行动|提升行动|倍增计划))"
    r"(?=[，。；和、）]|$|项目|中央)"
)
_GAMES = re.compile(
    r"(?:全国|省|市|县|州|区)?第?[一二三四五六七八九十]{1,3}届?(?:全|省|市|民|残|农|城|州|县|青)?运会"
)
_SET_UP = re.compile(
    r"(?:恢复成立|成立|设立|组建|建立|内设|下设|增设|调整|设)(?:了)?(?:由[^，。]{2,80}的)?"
    r"(?P<name>[^，。；、了的由\n]{3,30}?"
    r"(?:领导小组(?:办公室)?|工作组|专班|指挥部|联席会议(?:制度)?|计划”?办公室|管理处|产业科|文化科))"
)
_VAGUE_BODY = re.compile(
    r"(?:专项|专门|相应|相关|各级|多个|若干|一个|专题)?(?:工作|协调|推进)?(?:领导小组|工作组|专班)$"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔"
_ONE_CHARACTER = re.compile(
    rf"(?<![\u4e00-\u9fff])?(?P<list>[{_PROVINCES}](?:、[{_PROVINCES}])+)(?=[两二三四五六七八九]?(?:省|地|等|边))"
)


def phrases(text: str) -> Iterator[Name]:
    """Yield games by number, plans without 《》, bodies set up, pilot schemes and programmes."""
    yield from _games(text)
    yield from _open_plans(text)
    yield from _set_up(text)
    for match in _PILOT.finditer(text):
        yield Name("Initiative", *match.span("name"), "pilot scheme", 0.55)
    for match in _PROGRAMME.finditer(text):
        yield Name("Initiative", *match.span("name"), "programme carried out", 0.5)
    yield from _provinces(text)


def _games(text: str) -> Iterator[Name]:
    for match in _GAMES.finditer(text):
        yield Name("Event", *match.span(), "games by number", 0.85)


def _open_plans(text: str) -> Iterator[Name]:
    """制定洮州卫城修缮工程设计方案: a plan that is drawn up or followed, without 《》."""
    for match in _OPEN_PLAN.finditer(text):
        if not _PLAIN_PLAN.search(match.group("name")):
            yield Name("Plan", *match.span("name"), "plan without 《》", 0.55)


def _set_up(text: str) -> Iterator[Name]:
    """成立…领导小组: a body that is set up has a name, however plain its words."""
    for match in _SET_UP.finditer(text):
        if not _VAGUE_BODY.match(match.group("name")):
            yield Name("Department", *match.span("name"), "body set up", 0.6)


def _provinces(text: str) -> Iterator[Name]:
    """湘、鄂、赣三省: provinces by their one-character names, in a list only."""
    for match in _ONE_CHARACTER.finditer(text):
        for char in re.finditer(r"[^、]", match.group("list")):
            at = match.start() + char.start()
            yield Name("Place", at, at + 1, "province in one character", 0.8)
