"""Reads who answers: signature, writer, addressee of a 会办意见, lead and co-handlers."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

from .header import DATE, iso, squeezed_date
from .offices import Office
from .parts import HEADING, Found, Span, paragraph, past_marks, tidy

_LEAD_LABEL = re.compile(
    r"(?:主办单位(?:（[^）]*）)?|承办单位|答复单位|主办部门|发布机构|发布单位|信息来源|来源"
    r"|发文机关|发布机关|制发机关|公开单位|办理单位|联系单位(?:及电话)?)"
    r"[ \u3000\]】|]*[:：]?[ \u3000|]*(?=[\u4e00-\u9fff])"
)
_DASHED = re.compile(r"(?P<y>20[0-9]{2})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})日?")
# …的支持！2025年9月8日（联系人…: a letter without lines of its own for signature and date
_INLINE_DATE = re.compile(rf"[。！][ \u3000]*{DATE.pattern}[ \u3000]*(?=[（(]联系|联系|\n|$)")
_SITE = re.compile(r"(?:官方|政务|门户)?网站?")
_CO_LABEL = re.compile(
    r"(?<!（)(?:会办|协办|分办|会同办理)(?:单位|部门)[ \u3000]*[:：|]*[ \u3000|]*"
)
_CO_CLAUSE = re.compile(
    r"(?:会同|经商|商请|协同|联合|经与|并与|局与|委与|厅与|部与|与|和|商|征求了?|综合了?|结合"
    r"|根据|汇总|组织|召集)(?=[^，。；\n]{2,200}?"
    r"(?:研究|会商|协商|沟通|办理|商议|意见|对接|落实|座谈|，现|现答复|现将|答复|后，))"
)
_CO_AFTER = re.compile(r"(?:等(?:部门|单位|市直部门)?)?(?:为)?(?:会办|协办|分办|协助办理)(?:单位)?")
_LONGEST_LIST = 2000
_LED_BY = re.compile(r"由(?P<lead>[^，。；\n]{2,24}?)(?:牵头)?(?:主办|承办)")

_ITSELF = re.compile(r"我([局委厅部])(?!们|[员门])")
_KINDS = {"局": ("局",), "委": ("委", "委员会"), "厅": ("厅",), "部": ("部",)}
_OPENING = frozenset("。，：；\n \u3000")
_OURS = tuple("我市 我县 我区 我省 我州 我旗 我".split())
_NO_SUBJECT = frozenset("、，。；：等的和与及”》（〔\n")
_COMMITTEE = re.compile(r"[省市州县区旗盟]委$")
"""A party committee, which no letter means by 我委."""
_NEAR, _FAR = 400, 1500
"""How far from the receipt clause a letter names itself, without and with a word for itself."""


def signature_of(
    text: str, start: int, offices: Sequence[Office]
) -> tuple[Found | None, str | None]:
    """The office that signs and the date below it: short lines after the closing."""
    date = None
    signer = None
    dated = False
    starts = [office.start for office in offices]
    start += (len(text) - start) // 3
    for line in re.compile(r"[^\n]+").finditer(text, start):
        a, b = line.span()
        words = line.group().strip(" \u3000")
        match = ("月" in words and DATE.search(text, a, b)) or _DASHED.fullmatch(words)
        if match and len(words) - len(match.group()) <= 24:
            if not dated:
                date = iso(match) or date
            dated = signer is not None  # the first date below the signature counts
        elif signer and not dated and squeezed_date(words):
            date, dated = squeezed_date(words), True
        if len(words) <= 40 and not re.search(r"联系|电话|抄送|[，。；：:]", words):
            for office in offices[bisect.bisect_left(starts, a) : bisect.bisect_left(starts, b)]:
                if office.end <= b and office.end - office.start >= 3:
                    rest = tidy(text[a : office.start])
                    if not rest or rest in ("中共",):
                        begin = a + (text[a:b].find("中共") if rest else office.start - a)
                        if signer is None and len(tidy(text[office.end : b])) <= 14:
                            signer = Found(tidy(text[begin : office.end]), begin, office.end)
                        break
    inline = None if date else _INLINE_DATE.search(text, start)
    return signer, iso(inline) if inline else date


def writer_of(text: str, head_end: int, title: Span, offices: Sequence[Office]) -> Found | None:
    """The office that the title or the page's head names as the writer."""
    in_head = list(itertools.takewhile(lambda office: office.end <= head_end, offices))
    for office in in_head:
        if re.match(r"[ \u3000]*(?:关于|对|就)", text[office.end : office.end + 4]):
            line = text.rfind("\n", 0, office.start) + 1
            if not tidy(text[line : office.start]) or text[office.start - 1] in " \u3000":
                return Found(tidy(text[office.start : office.end]), office.start, office.end)
    # 某局文件 or the bare name on a line of its own, the nearest above the title
    for office in reversed(in_head):
        line_start, line_end = paragraph(text, office.start)
        if re.fullmatch(
            r"[•·*-]*(?:文件|[（(]?函[)）]?|[0-9年月日:：./-]*)?",
            tidy(text[line_start : office.start] + text[office.end : line_end]),
        ):
            return Found(tidy(text[office.start : office.end]), office.start, office.end)
    labels = [*_LEAD_LABEL.finditer(text, 0, head_end)]
    labels += [m for m in _LEAD_LABEL.finditer(text, head_end) if m.group().startswith("联系单位")]
    by_start = {office.start: office for office in offices}
    for match in labels:
        labelled = by_start.get(match.end())
        if labelled:
            name = tidy(text[labelled.start : labelled.end])
            return Found(name, labelled.start, labelled.end)
    for office in in_head:  # 首页>市交通运输局>…, 欢迎光临吉林省文化和旅游厅网站
        before, after = text[: office.start].rstrip(), text[office.end : office.end + 3].lstrip()
        if (before.endswith((">", "＞", "»")) and after.startswith((">", "＞", "»"))) or (
            _SITE.match(after) and text[office.start - 1] in "\n临访"
        ):
            return Found(tidy(text[office.start : office.end]), office.start, office.end)
    return None


def writer_in_body(text: str, receipt: Span, offices: Sequence[Office]) -> Found | None:
    """The office that a letter without signature speaks of as itself.

    That is the first one that opens a clause and does something, of the kind that the letter calls
    itself by: 我局 is no 厅. Where the letter has no such word, it must stand near the beginning.
    Where another of the kind opens a clause too, none is taken: it may be either.
    """
    itself = _ITSELF.search(text, receipt.end)
    reach = receipt.end + (_FAR if itself else _NEAR)
    opening: dict[str, Found] = {}
    for office in offices:
        if office.start < receipt.end or office.end - office.start < 3:
            continue
        if office.start > reach:
            break
        name = text[office.start : office.end]
        kinds = _KINDS[itself.group(1)] if itself else tuple("局委厅部")
        before = text[max(0, office.start - 1) : office.start]
        opens = before in _OPENING or text.endswith(_OURS, 0, office.start)
        own = name.endswith(kinds) and not _COMMITTEE.search(name)
        if own and opens and text[office.end : office.end + 1] not in _NO_SUBJECT:
            opening.setdefault(tidy(name), Found(tidy(name), office.start, office.end))
    return next(iter(opening.values())) if len(opening) == 1 else None


def addressee_of(
    text: str, head_end: int, receipt: Span, offices: Sequence[Office]
) -> Found | None:
    """The office that a 会办意见 is addressed to."""
    for office in offices:
        if office.end > receipt.start:
            break
        line_start, _ = paragraph(text, office.start)
        if not tidy(text[line_start : office.start]) and re.match(
            r"[ \u3000]*[:：]", text[office.end : office.end + 2]
        ):
            return Found(tidy(text[office.start : office.end]), office.start, office.end)
    return None


def handlers_of(
    text: str, receipt: Span, head_end: int, writer: Found | None, offices: Sequence[Office]
) -> tuple[Found | None, tuple[Found, ...]]:
    """Return the lead department, if any, and the co-handling ones in the order they stand."""
    heading = HEADING.search(text, receipt.end)
    window_end = min(
        receipt.end + 300,
        paragraph(text, receipt.end)[1] + 120,
        heading.start() if heading else len(text),
    )
    starts = [office.start for office in offices]
    lead = writer
    co: dict[str, Found] = {}

    def take(start: int, end: int) -> None:
        for office in offices[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]:
            if office.end <= end:
                name = tidy(text[office.start : office.end])
                co.setdefault(name, Found(name, office.start, office.end))

    for area in (Span(0, head_end), Span(head_end, window_end)):
        for match in _CO_LABEL.finditer(text, area.start, area.end):
            limit = min(len(text), match.end() + _LONGEST_LIST)
            stop = re.compile(r"[。\n；]|\|[ \u3000]*\|").search(text, match.end(), limit)
            take(match.end(), stop.start() if stop else limit)
    start = head_end
    for match in _CO_CLAUSE.finditer(text, start, window_end):
        stop = re.compile(
            r"[。；\n]|研究|会商|协商|沟通|办理|商议|意见|现将|现答复|现就|答复"
        ).search(text, match.end())
        take(match.end(), stop.start() if stop else window_end)
    for match in _CO_AFTER.finditer(text, start, window_end):
        take(past_marks(text, "，。；主\n", 0, match.start()), match.start())
    led = _LED_BY.search(text, start, window_end)
    if led:
        for office in offices:
            if led.start("lead") <= office.start and office.end <= led.end("lead"):
                name = tidy(text[office.start : office.end])
                co.pop(name, None)
                if lead is None:
                    lead = Found(name, office.start, office.end)
    kept = [
        f
        for f in co.values()
        if not any(g is not f and g.name.endswith(f.name) for g in co.values())
    ]
    if lead:
        kept = [f for f in kept if not (lead.name.endswith(f.name) or f.name.endswith(lead.name))]
    return lead, tuple(kept)
