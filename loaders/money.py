"""Finds on what a sentence spends a sum: 投入…万元修缮…, 补助…公园800万元, 其中：…村80万元."""

from __future__ import annotations

import re
from collections.abc import Callable

from .parts import Name, Told, past_marks

_SUM = r"[0-9一二三四五六七八九十百千两.]+(?:余|多)?(?:万|亿)(?:余|多)?元"
_PAYING = r"投入|扶持|安排|补助|资助|补贴|支持|拨付|下达|下拨|争取|投资|给予|奖励|落实|划拨"
_PAY = re.compile(_PAYING)
_PAID_BEFORE = re.compile(rf"(?:{_PAYING})[^，。；]{{0,24}}?{_SUM}")
_WON = re.compile(
    rf"[”》]?[^，。；]{{0,12}}?(?P<verb>争取到|争取|获得|获批)[^，。；]{{0,24}}?{_SUM}"
)
_PAID_THEN = re.compile(
    rf"(?:投入|投资|筹措|争取|安排|拨付|下达|获得|落实|整合)[^，。；]{{0,24}}?{_SUM}[^，。；]{{0,6}}[，,]$"
)
# 安排…资金550万元，其中：池沟村|80万元、力赛村|60万元
_SHARE = re.compile(r"[0-9.]+(?:余|多)?(?:万|亿)?元(?=[、，。；）]|$)")
_USED_FOR = re.compile(r"(?:重点|主要|专项|全部|专门|分别)?用于")
# 下达|舟曲县|…1000万元: a county is paid where the verb touches it
_PAYS_PLACE = re.compile(r"(?:下达|拨付|拨给|安排|补助|支持|给予|扶持|奖补|投入)(?:给|了)?$")
_ITS_SUM = re.compile(rf"(?:(?!投资|引进|贷款|融资|收入|产值)[^，。；、]){{0,30}}?{_SUM}")
_THEN_PAID = re.compile(
    rf"[”》]?[^，。；]{{0,10}}[，,](?:累计|先后|共|总|计划)?(?:争取|投入|投资)[^，。；]{{0,24}}?{_SUM}"
)
_PAID_AFTER = re.compile(rf"[”》]?[^，。；]{{0,10}}?{_SUM}")
_THROUGH = re.compile(r"(?:支持|补助|指导)[^，。；]{1,8}[省市县区州旗镇乡]对")


Governs = Callable[[int, Name], bool]
"""Tells whether what ends at a place governs a name: nothing but modifiers stands between."""


class Money:
    """The sums of one sentence, ``text[start:end]``."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.told = text.find("元", start, end) >= 0
        """Whether there may be a sum at all: every one ends in it."""

    def of_place(self, name: Name) -> Told | None:
        """What pays a division of the map: the verb touches it, and its sum follows."""
        verb = _PAYS_PLACE.search(self.text, max(self.start, name.start - 5), name.start)
        paid = verb and _ITS_SUM.match(self.text, name.end, self.end)
        return Told(*verb.span(), "money for a place") if verb and paid else None

    def of(self, name: Name, governs: Governs) -> Told | None:
        """What spends a sum on the name, or None."""
        start = past_marks(self.text, "，,：:；", self.start, name.start)
        if _THROUGH.search(self.text, start, name.start):
            return None  # 支持惠来县对…进行修缮 pays the county
        before = _PAID_BEFORE.search(self.text, start, name.start)
        if before and governs(before.end(), name):
            return Told(*before.span(), "money before the object")
        won = _WON.match(self.text, name.end, self.end)
        if won:
            return Told(*won.span("verb"), "money won by the object")
        told_before = bool(_PAID_THEN.search(self.text[self.start : start]))
        verb = _PAY.search(self.text, start, name.start)
        after = told_before or _PAID_AFTER.match(self.text, name.end, self.end)
        if verb and after and governs(verb.end(), name):  # 投入80万元，重点扶持…
            return Told(*verb.span(), "money after the object")
        used = told_before and _USED_FOR.match(self.text, start, name.start)
        if used and governs(used.end(), name):
            return Told(*used.span(), "money used for the object")
        return self._share(name, start)

    def _share(self, name: Name, clause: int) -> Told | None:
        """安排…资金550万元，其中：池沟村|80万元: the verb stands in a clause before."""
        if self.text[name.start - 1 : name.start] not in ("、", "：", "；", "，", "中"):
            return None
        verb = _PAY.search(self.text, self.start, name.start)
        share = _SHARE.match(self.text, name.end, self.end)
        if verb and share and verb.end() < clause:
            return Told(*verb.span(), "a share for the object")
        return None

    def nearby(self, name: Name) -> bool:
        """The clause before or after tells the sum: 累计投入2300万元，组织实施…工程."""
        if not self.told:
            return False
        before = self.text[self.start : past_marks(self.text, "，,", self.start, name.start)]
        after = self.text[name.end : self.end]
        return bool(_PAID_THEN.search(before) or _THEN_PAID.match(after))
