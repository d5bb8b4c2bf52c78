"""Finds the names that marks tell: titles in 《》, quoted names with a head, a verb or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .namedness import final_head
from .parts import Name

_QUOTED = re.compile(r"[“「『‘]([^“”「」『』‘’\n，。；]{2,30})[”」』’]")
BOOK = re.compile(r"《([^《》\n]{2,90}(?:[《〈][^《》〈〉\n]{1,60}[》〉][^《》\n]{0,60})*)》")
_PLAN_END = re.compile(
    r"(?:规划|纲要|计划|方案|意见|条例|办法|细则|规定|决定|措施|政策|法|通知|协议|备忘录|标准|规范|公约"
    r"|指南|指引|目录|要点|通告|公告|章程|制度|清单|导则|规程|批复|汇编|协议书|宣言|倡议|合同|意向书"
    r"|责任书|决议|报告|名录|预案|大纲|白皮书|函|图则|图|路线图|任务书|请示|纪要|策划|评定|规划设计)"
    r"(?:修编)?(?:[0-9]{4}[-—][0-9]{4}(?:年)?)?(?:[（(][^（()）]{1,24}[)）])?$"
)
STAGE = re.compile(
    r"(?:剧目|话剧|歌剧|舞剧|越剧|京剧|电影|电视剧|纪录片|小说|图书|专著|歌曲|动画|专题片|栏目|节目"
    r"|一书|丛书)$"
)
# what stands before a 《》 or a bare title that is drawn up, issued or followed
_DRAWN_UP = re.compile(r"(?:编制|制定|制订|印发|出台|颁布|发布|下发|修订|起草|通过)了?$")
_LISTING = re.compile(r"(?:入|入选|列入|被列入|进入)$")
_HERITAGE = re.compile(r"^(?:、?《[^《》]+》)*等?[^，。]{0,6}(?:非遗|非物质文化遗产)")
# “A”“B”等惠民活动品牌: what stands after the last quote says what all of them are.
_GROUP = re.compile(
    r"(?P<quotes>“[^“”\n，。；]{2,30}”(?:[^“”，。；、\n]{0,6}[、和与及，]{0,2}“[^“”\n，。；]{2,30}”){0,30})"
    r"(?:[^“”，。；、\n]{0,6}等)?(?P<between>[^，。；、“”\n的]{0,12}?)"
    r"(?P<head>活动品牌|文化品牌|(?:品牌|惠民|文化|文旅|特色)+活动|品牌|项目|工程|平台|基地|课堂|讲堂|栏目|行动|计划|系列活动|主题活动"
    r"|活动|论坛|展览|图片展|雅集|文旅推介|推介|商标|产品|线路)"
)
_EDITION = re.compile(r"(?:第[0-9一二三四五六七八九十百]+|首)届$")
_PHRASE = re.compile(
    r"[将为把被了的是在对]|打造成|建设成|^(?:利用|推进|加强|加快|建设|打造|创建|支持|完善|健全|强化|构建|发挥)"
)
# “中国节日”主题文旅消费活动: one quote and nouns up to the head, all of it the name
_WHOLE_EVENT = re.compile(
    r"[^，。；、“”\n的等和与]{2,14}?(?:活动|论坛|展览|图片展|推介会|大赛)(?![\u4e00-\u9fff]{0,1}[品室])"
)
_SEASON = re.compile(r".*(?:季|展演|节|周|赛|展)(?=活动$)")
_EVENT_HEADS = frozenset(
    ["系列活动", "主题活动", "活动", "论坛", "展览", "图片展", "雅集", "文旅推介", "推介"]
)
_QUOTE_VERB = re.compile(
    r"(举办|开展|承办|举行|打造|推出|实施|创建|创办|启动|建设|培育|设立|搭建)(?:了|好|出)?$"
)
# “旅游兴疆”战略, “普陀桃浦”微信公众号: the word after the quotes says that it is a name
_QUOTE_HEAD = re.compile(
    r"(?:的)?(?:发展)?战略|(?:微信)?(?:公众号|视频号|服务号)|APP|小程序|网络平台|(?:文化|旅游|区域)?(?:公用)?(?:品牌|IP)(?!战略)"
)
# “一体两翼五带”发展格局: a layout by numbers
_NUMBERS = re.compile(r"(?:[一二三四五六七八九十两多][\u4e00-\u9fff]{1,2}){2,6}")
_LAYOUT = re.compile(r"(?:的)?(?:产业|空间|旅游|总体)?(?:发展)?(?:格局|思路|战略|整治|风采)")
_EVENT_VERBS = frozenset({"举办", "开展", "承办", "举行"})
_FESTIVAL = re.compile(r"(?:春|元宵|清明|端午|中秋|七夕|重阳|国庆|劳动|儿童|妇女|青年|教师)节")
"""Days that everybody keeps are no events."""
_ASKED = re.compile(r"关于|.*的(?:建议|提案|意见|问题)$")
_SLOGAN = re.compile(
    r"一把手|.日游|走出去|请进来|引进来|送出去|一网通办|最多跑一次|"
    r"[一二三四五六七八九十两]+个?[^十]?[一二三四五六七八九十]|十[二三四五]五|.*[+＋].*"
)


def books(text: str) -> Iterator[Name]:
    """Yield the plans and heritage items in title marks 《》."""
    for match in BOOK.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if _PLAN_END.search(match.group(1)) or _DRAWN_UP.search(before):
            if not STAGE.search(before) and not (
                match.group(1).endswith("名录") and _LISTING.search(before)
            ):
                yield Name("Plan", *match.span(1), "title in 《》", 0.95)
        elif _HERITAGE.match(text[match.end() : match.end() + 60]):
            yield Name("Initiative", *match.span(1), "heritage item in 《》", 0.7)


def quoted(text: str) -> Iterator[Name]:
    """Yield the names that quotes mark, told by what is inside or around them."""
    groups = _groups(text)
    for match in _QUOTED.finditer(text):
        start, end = match.span(1)
        words = match.group(1)
        if len(words) > 6 and _PLAN_END.search(words):
            yield Name("Plan", start, end, "quoted title", 0.7)
            continue
        if _NUMBERS.fullmatch(words):
            if _LAYOUT.match(text, match.end()):
                yield Name("Initiative", start, end, "layout by numbers", 0.5)
            continue
        if _FESTIVAL.fullmatch(words) or _ASKED.match(words):
            continue
        if _SLOGAN.fullmatch(words):
            continue
        head, kind = final_head(words) or ("", "")
        if kind == "Place" and len(head) == 1:
            head = ""  # “兵马俑的故乡” is no township
        if head and len(words) > len(head) and not _PHRASE.search(words):
            edition = _EDITION.search(text, max(0, match.start() - 8), match.start())
            if edition and kind == "Event":  # 首届“大庙梨花节”
                start, end = edition.start(), match.end()
            yield Name(kind, start, end, "quoted name with its head", 0.8)
            continue
        whole = _WHOLE_EVENT.match(text, match.end())
        if whole and text[match.start() - 1 : match.start()] not in ("”", "、"):
            cut = _SEASON.search(whole.group())  # …文旅消费季|活动
            last = match.end() + cut.end() if cut else whole.end()
            yield Name("Event", match.start(), last, "quotes before a head", 0.65)
            continue
        if match.start() in groups:
            yield Name(groups[match.start()], start, end, "quoted name before a head", 0.75)
            continue
        if _QUOTE_HEAD.match(text, match.end()) and "、" not in words:
            yield Name("Initiative", start, end, "quoted name before a head", 0.55)
            continue
        verb = _QUOTE_VERB.search(text, max(0, match.start() - 8), match.start())
        if verb and 3 <= len(words) <= 16:
            kind = "Event" if verb.group(1) in _EVENT_VERBS else "Initiative"
            yield Name(kind, start, end, f"quoted name after {verb.group(1)}", 0.55)


def _groups(text: str) -> dict[int, str]:
    """Return, for each opening quote in a list that ends in a head, the entity type."""
    found = {}
    for match in _GROUP.finditer(text):
        head = match.group("head")
        kind = "Event" if head in _EVENT_HEADS or head.endswith("活动") else "Initiative"
        for opening in re.finditer(r"“[^“”]+”", match.group("quotes")):
            found[match.start("quotes") + opening.start()] = kind
    return found
