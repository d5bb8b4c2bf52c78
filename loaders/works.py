"""Tells by the words around a thing that works are done to it: 对…进行修缮, 完成…的布展."""

from __future__ import annotations

import re

from .parts import Told

# What may follow an object that is built as a whole: 推进雪峰山|区域旅游 builds no mountain.
_WHOLE = re.compile(
    r"[”》]?(?:（[^）]{1,20}）)?(?:[，。；、：！\n”》）和与及等的]|$|以及|并|已|将|正|后|时|期间|项目|工程|建设|改造|提升|修缮|维修|保护|开发|打造|创建工作"
    r"|扩建|整治|规划|实施|建成|落地|品牌|平台|基础设施|配套|试点|一期|二期|[0-9])"
)
_RANKED = re.compile(r"[”》]?(?:成功)?(?:创建|申报|争创|申遗|创[国省A0-9])")
# 对…进行了维修加固, 对…实施抢救性保护
_TREATED = re.compile(r"(?:对|将)[^，。；对将]{0,24}?$")
_TREATMENT = re.compile(
    r"[^，。；]{0,16}?(?:进行|实施|开展)(?:了|过)?[^，。；]{0,8}?(?P<verb>维修|修缮|加固|改造|修复|扩建|整治|提升|升级|重建|布展|保护)"
)
# …等景点打造: what the list is followed by is done to its items
_WORKED_ON = re.compile(
    r"等[^，。；的]{0,10}?(?P<verb>打造|建设|提升|改造|修缮|维修|修复|开发)(?=[，。；、和及]|$|工作|任务)"
)
# 推进…故居|的修缮
_WORKS_OF = re.compile(
    r"的[^，。；]{0,10}?(?:建设|修缮|修复|改造|保护|提升|打造|开发|升级|整治|扩建|维修|布展|规划|工作方案)"
)
# 完成|A、B|的修缮, 完成|C|展陈提升
_COMPLETING = re.compile(r"完成了?$")
_COMPLETED = re.compile(
    r"[”》]?(?:等[^，。；]{0,14})?的?[^，。；]{0,10}?(?P<verb>修缮|修复|维修|改造|提升|建设|加固|复原|布展|升级|保护利用)"
)
# 将|A|打造成…
_MADE_INTO = re.compile(
    r"[”》]?[^，。；]{0,8}?(?P<verb>打造成|打造为|建设成(?![果效绩本就])|建设为|建成|改造成|改造为|改建成|提升为)"
)
_MAKING = re.compile(r"[将把][“《]?$")


def as_a_whole(text: str, at: int, end: int) -> bool:
    """Tell whether what follows ``at`` leaves the thing before whole: not 推进雪峰山|区域旅游."""
    return bool(_WHOLE.match(text, at, end))


def built(text: str, at: int, end: int) -> bool:
    """Tell whether a verb of building takes the thing that ends ``at``, and it alone, as object."""
    if _RANKED.match(text, at, end):
        return False
    if text[at : at + 1] == "的":  # 推进…故居的|相关工作
        return bool(_WORKS_OF.match(text, at, end))
    return as_a_whole(text, at, end)


def is_made(text: str, start: int, at: int) -> bool:
    """Tell whether 将 or 把 stands right before ``at``: what follows is what is made."""
    return bool(_MAKING.search(text, max(start, at - 2), at))


def done_to(
    text: str, start: int, end: int, at: int, items: tuple[int, int], named_next: bool
) -> Told | None:
    """Return the works done to the thing ``at``, in the sentence ``text[start:end]``, or None.

    ``items`` are the ends of the list that it is an item of; ``named_next`` tells that another
    name follows the list, to which the works may be done instead.
    """
    first, last = items
    worked_on = _WORKED_ON.match(text, last, end)
    if worked_on and not named_next:
        return Told(*worked_on.span("verb"), "等 … 建设 after the list")
    completing = _COMPLETING.search(text, max(start, first - 4), first)
    completed = completing and _COMPLETED.match(text, last, end)
    if completing and completed:
        return Told(completing.start(), completed.end("verb"), "完成 … 修缮")
    made = _MADE_INTO.match(text, last, end)
    if made and is_made(text, start, first):
        return Told(*made.span("verb"), f"将 … {made.group('verb')}")
    if text.startswith("等", last) or _TREATED.search(text, start, at):
        treated = _TREATMENT.match(text, last, end)
        return Told(*treated.span("verb"), "对 … 进行") if treated else None
    return None
