"""Finds the items of a list whose kind is told after it: 磁湖天地、仙溪花廊|等3家景区.

What the items are called needs no head then: the kind after 等 tells what they all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .namedness import long_head
from .parts import Name, past_marks
from .segment import UNKNOWN, segment, word_class
from .wordlists import alternation, derived, mapping

RULE = "item of a list of a kind"
_NUMBER = (
    r"(?:[0-9一二两三四五六七八九十]+余?(?:个|家|处|条|项|场|大|座|所|支|批)"
    r"|一系列|系列|多[个家处条项场])?"
)
_ITEM = r"(?:[\u4e00-\u9fffA-Za-z0-9·.—-]|（[^（）\n]{1,12}）|“[^“”\n]{1,20}”)"
_MARK = r"[、,]"
_REACH = 160
"""How far before its kind a list may begin, in characters."""
_LED = re.compile(
    r"(?:包括|其中|例如|比如|如|有|为|是|了|过|即|以|把|将|在|对|与|推进|推出|打造|建设|建成|新建|改建|开展|举办|承办|组织|举行"
    r"|开发|引进|支持|完善|提升|创建|培育|实施|涌现|形成|指导|整合|依托|串联|参加|走进)$"
)
_OTHERS = re.compile(r"地|人|学者|专家|部门|单位|村|镇|乡|平台")
_PLAIN = re.compile(r"[的了是在有将被把各等该和与及]|^(?:以及|并)|方面|工作$|部门|单位$|^[0-9.]+$")


@derived
def _kinds() -> tuple[re.Pattern[str], dict[str, str]]:
    types = mapping("list_kinds.tsv")
    pattern = re.compile(
        rf"等(?<=[\u4e00-\u9fff”）A-Za-z0-9]等)(?:{_NUMBER})(?P<gap>[\u4e00-\u9fff]{{0,10}}?)"
        rf"(?P<kind>{alternation(types)})(?![\u4e00-\u9fff]?(?:部门|单位|方面|工作))"
    )
    return pattern, types


_LIST = re.compile(rf"(?P<first>{_ITEM}{{2,40}}?)(?P<rest>(?:{_MARK}{_ITEM}{{2,24}}?){{1,20}})$")


def lists(text: str) -> Iterator[Name]:
    """Yield the items of each list that a kind follows."""
    pattern, types = _kinds()
    for match in pattern.finditer(text):
        if _is_clause(text, *match.span("gap")):
            continue  # 梅坪、石湾等地参观|博物馆
        kind = types[match.group("kind")]
        begin = max(0, match.start() - _REACH)
        start = past_marks(text, "，。；：！\n", begin, match.start())
        found = _LIST.fullmatch(text, start, match.start())
        if found is None:
            continue
        spans = [
            (found.start("rest") + m.start(), found.start("rest") + m.end())
            for m in re.finditer(rf"{_ITEM}+", found.group("rest"))
        ]
        first = _first(text, *found.span("first"))
        for a, b in [*first, *spans]:
            name = _unquoted(text, a, b)
            if name and (name[0] > a or _proper(text, *name, kind)):
                yield Name(kind, *name, RULE, 0.5)


def _is_clause(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between 等 and the kind says something else of the list."""
    return bool(_OTHERS.match(text, start, end)) or any(
        token.cls in "vw" for token in segment(text, start, end)
    )


def _first(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the first item begins: after the verb or the word that leads to the list."""
    for a in range(end - 2, start, -1):
        if _LED.search(text, max(start, a - 3), a):
            return [(a, end)]
    return [(start, end)] if end - start <= 12 else []


def _unquoted(text: str, a: int, b: int) -> tuple[int, int] | None:
    if text[a] == "“" and text[b - 1] == "”":
        a, b = a + 1, b - 1
    return (a, b) if 2 <= b - a <= 16 else None


def _proper(text: str, a: int, b: int, kind: str) -> bool:
    words = text[a:b]
    if "“" in words or _PLAIN.search(words) or word_class(words) is not None:
        return False
    tokens = list(segment(text, a, b))
    if any(token.cls == "v" and token.end - token.start > 1 for token in tokens):
        return False  # 办好|社区运动会
    head = long_head(words)
    if head:
        return head[1] == kind and len(words) - len(head[0]) >= 2
    best = run = 0
    for token in tokens:
        odd = token.cls == UNKNOWN or token.end - token.start == 1
        run = run + token.end - token.start if odd else 0
        best = max(best, run)
    return best >= 2
