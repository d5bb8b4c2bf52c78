"""Finds the names that a phrase tells, without marks or heads of their own: 成立…领导小组."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .parts import Name
from .segment import word_class

_OPEN_PLAN = re.compile(
    r"(?:编制完成|编制|制定|制订|印发|出台|修订|起草|实施|落实|贯彻落实|贯彻(?!落实)|纳入|列入|按照|根据|启动(?:编制)?|执行)(?:了|好)?"
    r"(?P<name>(?:[^，。；：、“”《》（）\n的了和与或为]|“[^”\n]{2,12}”|[与和及](?=[^，。]{2,12}(?:规划|方案|计划)))"
    r"{4,34}?(?:行动计划|行动方案|实施方案|工作方案|设计方案|建设方案|整治方案|培养方案|发展规划|总体规划|专项规划|详细规划"
    r"|保护规划|行动规划|建设规划|项目规划|规划纲要|实施意见|实施计划|国家战略|计划书|规划))"
    r"(?=[，。；、）\n0-9（的中工和]|要求|内容|编制|建设|研究|范围)"
)
# 贯彻落实全民健身条例: a law that is followed, without 《》
_OPEN_LAW = re.compile(
    r"(?:贯彻落实|贯彻|落实|根据|依据|按照|依照|执行|遵照)(?:了|好)?"
    r"(?P<name>[^，。；：、的了“”《》\n]{2,24}?(?:条例|保护法|促进法|管理法|管理办法))"
    r"(?=[，。；、（\n的和及等中]|第|要求|规定|精神|有关|相关)"
)
_PLAIN_LAW = re.compile(
    r"^(?:各|该|本|其|相关|有关|上述|国家|地方|省|市|县)?(?:相关|有关)?(?:条例|管理办法|法律)$|[和与及]"
)
_PLAIN_PLAN = re.compile(
    r"^(?:各|该|本|其|相关|有关|具体|详细|每年|年度|分|一|整体|全面|科学|[省市县区州镇乡](?:级|里|直)?(?:[^省市县区]{0,2})|我)"
    r"|^[\u4e00-\u9fff]{0,4}(?:工作方案|实施方案|建设方案|设计方案|发展规划|总体规划|专项规划|行动计划|实施计划|实施意见|行动方案)$"
)
# more than one thing, or too little for a name
_JOINED = re.compile(r"^(?:部署|到)|标准[和与及].*规划$|^[\u4e00-\u9fff]{4}规划$")
# 推进产教融合试点工作: a pilot scheme is named by what it tries
_PILOT = re.compile(
    r"(?:推进|实施|开展|完成|启动|承担)(?:了|好)?(?:建立)?(?:[0-9]+个)?"
    r"(?P<name>[^，。；、：的了“”\n0-9]{4,18}?试点)(?=工作|项目|建设|[，。；和、]|$)"
)
# 实施非物质文化遗产传承发展工程: a programme that is carried out, however plain its words
_PROGRAMME = re.compile(
    r"(?:实施|争取到|启动|纳入)(?:了|好)?(?P<name>(?!完成|建设)[^，。；、：的了等“”《》（\n0-9]{6,24}?(?:工程|行动|倍增计划|(?<!重点)(?<!重大)(?<!工程)项目))"
    r"(?=[，。；和、）]|$|中央|建设|项目)"
)
_PLAIN_PROGRAMME = re.compile(
    r"(?:一批|一系列|各类|各项|上述|相关|有关|该|其|下一|全[省市县区]|[一二两三四五六七八九十0-9]+个)"
)
_GAMES = re.compile(
    r"(?:全国|省|市|县|州|区)?第?[一二三四五六七八九十]{1,3}届?(?:全|省|市|民|残|农|城|州|县|青)?运会"
)
_SET_UP = re.compile(
    r"(?:恢复成立|成立|设立|组建|建立|内设|下设|增设|调整|设)(?:了)?(?:由[^，。]{2,80}的)?"
    r"(?P<name>[^，。；、了的由\n]{3,30}?"
    r"(?:领导小组(?:办公室)?|工作组|专班|指挥部|联席会议(?:制度)?|计划”?办公室|管理处|产业科|文化科))"
)
# 奉节至建始高速公路: a road is named by its ends
_TO_ITS_END = (
    r"[至—-][^\W\d_a-zA-Z的等]{2,8}?"
    r"(?:(?:高速公路|快速通道|旅游公路|公路|铁路|高速)(?:(?:段)?[^\W\d_a-zA-Z的等]{0,8}?(?:工程|项目))?"
    r"|(?:段)?(?:改造|改建|硬化|提升|拓宽|建设|改扩建)[^\W\d_a-zA-Z的等]{0,6}?(?:工程|项目))"
)
_ROAD_END = re.compile(_TO_ITS_END)
_BUILD_ROAD = "开通|推进|建设|修建|新建|改造|实施|启动|打通|推动|规划|加快"
_ROAD = re.compile(
    rf"(?:{_BUILD_ROAD}|[将把对的、，。“和及于了])"
    rf"(?P<name>(?:(?!{_BUILD_ROAD}|关于|要求|位于)[^\W\d_a-zA-Z将把对的和及等了]){{2,6}}"
    rf"{_TO_ITS_END})"
)
# G247线, 国道318线, 307省道
_ANY_NUMBERED_ROAD = re.compile(r"线(?<=[0-9]线)|道(?<=[国省县]道)")
_NUMBERED_ROAD = re.compile(
    r"(?<![A-Za-z0-9])[GSXY][0-9]{2,4}线|[国省县]道[GSXY]?[0-9]{2,4}(?![0-9]|公里|千米|米|年|条|余|多|亿|万)线?"
    r"|(?<![A-Za-z0-9])[GSXY]?[0-9]{3}[国省县]道"
)
# 组织举办青少年趣味田径运动会: what is held has a name, however plain its words
_HELD = re.compile(
    r"(?:举办|举行|承办|主办|召开)(?:了|好)?(?:第?[0-9]+[期场次届个])?"
    r"(?P<name>[^，。；：、的了“”《》\n]{5,40}?(?:运动会|研修班|培训班|推介活动|研讨会|博览会|峰会|大赛|联席会议|系列活动"
    r"|主题活动))(?=[，。；、（\n]|$)"
)
_PLAIN_EVENT = re.compile(
    r"^(?:各类|各种|多场|多次|一系列|系列|形式|丰富|相关|每年|全县|全市|全省|大型|专题|业务|有关|[0-9一二三四五六七八九十多]+[期场次个])|等|活动.*活动|[一-九0-9]+[余多]?[场次期]"
)
_FUND = re.compile(
    r"(?:设立|建立|成立)(?:了)?(?P<name>[^，。；：、了的“”《》\n]{4,16}?(?:专项资金|基金))(?=[，。；、并和用]|$)"
)
_VAGUE_BODY = re.compile(
    r"^(?:健全|完善)|(?:提案|建议)办理|^(?:专项|专门|相应|相关|各级|多个|若干|一个|专题)?(?:工作|协调|推进)?(?:领导小组|工作组|专班)$"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔"
_ONE_CHARACTER = re.compile(
    rf"(?P<list>[{_PROVINCES}](?:、[{_PROVINCES}])+)(?=[两二三四五六七八九]?(?:省|地|等|边))"
)

# 大庙、营坪、马尾|等村: what kind of place they are is said once, for all of them
_SEVERAL = "[0-9两二三四五六七八九十]+个"
_KIND = r"(?:乡镇|镇街|街道|社区|村庄|行政村|村(?![级民庄镇])|[镇乡](?![村域街级]))"
_ANY_KIND = re.compile(rf"[等个]{_KIND}")
_SHARED_KIND = re.compile(rf"(?:等(?:{_SEVERAL})?|(?<![0-9两二三四五六七八九十]){_SEVERAL}){_KIND}")
_PLACES = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<first>[\u4e00-\u9fff]{2,16})"
    r"(?P<rest>(?:、[\u4e00-\u9fff]{2,4}?){1,20})$"
)
_LONGEST_LIST = 120
_LED_TO = re.compile(r"[在于到如为即了对](?P<item>[^在于到如为即了对]{2,4})$")
_NO_PLACE = re.compile(r"[的了和与及等各个是在有将被把]|^[省市县区州]")


def phrases(text: str) -> Iterator[Name]:
    """Yield games by number, plans without 《》, bodies set up, pilot schemes and programmes."""
    yield from _games(text)
    yield from _open_plans(text)
    yield from _set_up(text)
    for match in _PILOT.finditer(text):
        yield Name("Initiative", *match.span("name"), "pilot scheme", 0.55)
    for match in _PROGRAMME.finditer(text):
        if _PLAIN_PROGRAMME.match(text, match.start("name")):
            continue
        yield Name("Initiative", *match.span("name"), "programme carried out", 0.5)
    for match in _ROAD.finditer(text) if _ROAD_END.search(text) else ():
        yield Name("Initiative", *match.span("name"), "road between two places", 0.6)
    for match in _HELD.finditer(text):
        if not _PLAIN_EVENT.search(match.group("name")):
            yield Name("Event", *match.span("name"), "event that is held", 0.5)
    for match in _FUND.finditer(text):
        yield Name("Initiative", *match.span("name"), "fund set up", 0.55)
    for match in _NUMBERED_ROAD.finditer(text) if _ANY_NUMBERED_ROAD.search(text) else ():
        yield Name("Place", *match.span(), "road by number", 0.6)
    yield from _provinces(text)
    yield from _places(text)


def _games(text: str) -> Iterator[Name]:
    if "运会" not in text:
        return
    for match in _GAMES.finditer(text):
        yield Name("Event", *match.span(), "games by number", 0.85)


def _open_plans(text: str) -> Iterator[Name]:
    """制定洮州卫城修缮工程设计方案: a plan that is drawn up or followed, without 《》."""
    for match in _OPEN_PLAN.finditer(text):
        if not _PLAIN_PLAN.search(match.group("name")) and not _JOINED.search(match.group("name")):
            yield Name("Plan", *match.span("name"), "plan without 《》", 0.55)
    for match in _OPEN_LAW.finditer(text):
        if not _PLAIN_LAW.search(match.group("name")):
            yield Name("Plan", *match.span("name"), "plan without 《》", 0.55)


def _set_up(text: str) -> Iterator[Name]:
    """成立…领导小组: a body that is set up has a name, however plain its words."""
    for match in _SET_UP.finditer(text):
        words = match.group("name")
        if not _VAGUE_BODY.search(words):
            kind = "Initiative" if words.endswith("制度") else "Department"
            start, end = match.span("name")
            start += words.startswith("“") and "”" not in words
            yield Name(kind, start, end, "body set up", 0.6)


def _provinces(text: str) -> Iterator[Name]:
    """湘、鄂、赣三省: provinces by their one-character names, in a list only."""
    for match in _ONE_CHARACTER.finditer(text):
        for char in re.finditer(r"[^、]", match.group("list")):
            at = match.start() + char.start()
            yield Name("Place", at, at + 1, "province in one character", 0.8)


def _places(text: str) -> Iterator[Name]:
    """大庙、营坪、马尾等村: the items of a list of towns or villages, without their kind."""
    for kind in _SHARED_KIND.finditer(text) if _ANY_KIND.search(text) else ():
        match = _PLACES.search(text, max(0, kind.start() - _LONGEST_LIST), kind.start())
        if match is None:
            continue
        items = [m.span() for m in re.finditer("[^、]+", match.group("rest"))]
        spans = [(match.start("rest") + a, match.start("rest") + b) for a, b in items]
        lengths = {b - a for a, b in spans}
        led = _LED_TO.search(match.group("first"))
        if led:  # 分布在|梅子坪
            spans.insert(0, (match.start("first") + led.start("item"), match.end("first")))
        elif len(lengths) == 1:  # 辐射|双河: the first is as long as the others are
            spans.insert(0, (match.end("first") - lengths.pop(), match.end("first")))
        words = [text[a:b] for a, b in spans]
        odd = sum(word_class(word) is None for word in words)
        if 3 * odd >= len(words) and not any(map(_NO_PLACE.search, words)):
            for a, b in spans:
                yield Name("Place", a, b, "list of places of a kind", 0.6)
