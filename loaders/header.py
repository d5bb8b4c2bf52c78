"""Reads what a letter says about its proposal and itself: titles, numbers, assembly, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..graph.model import ProposalRef
from ..graph.text import number
from .parts import GAP, NUMERAL, Found, Span, paragraph, tidy

SESSION = re.compile(
    rf"第?{GAP}{NUMERAL}{GAP}届{GAP}"
    r"(?:全国人大|全国政协|全国委员会|[\u4e00-\u9fff]{0,12}?(?:委员会|人大|政协|人民代表大会))?"
    r"(?:常务委员会|常委会)?"
    rf"{GAP}第?{GAP}{NUMERAL}{GAP}次{GAP}(?:全体)?(?:会议|大会)"
)
_PLACE_WORDS = (
    r"(?:(?:[\u4e00-\u9fff]{1,10}?(?:自治区|自治州|自治县|省|市|州|县|区|旗|盟|镇|乡)){1,3}"
    r"|省|市|县|区|州|旗|盟|自治区|自治州|全国|镇|乡)"
)
_BEFORE_SESSION = re.compile(
    r"(?:(?:中国人民政治协商会议|政协)[\u4e00-\u9fff]{2,14}?委员会$)"
    rf"|(?:(?:中国人民政治协商会议|政协|中共)?{_PLACE_WORDS}?{GAP}"
    r"(?:人大|政协|人民代表大会|全国人大|全国政协)?)$"
)
_CUT_BEFORE_PLACE = re.compile(r".*(?:关于|对|在|于|向|的|复|加|出席|按照|根据|你们?|您)", re.S)
_NUMBERED = re.compile(
    r"第[ \u3000]*(?P<n>[0-9]+(?:、[0-9]+)+|[^\s第号《》，。、；：:〔〕【】\[\]“”]{1,24}?)"
    r"[ \u3000]*号(?!文|召|公告|楼|线)"
)
_BARE_NUMBER = re.compile(
    r"(?:建议|提案|议案|编号|案号|提案号|建议号|会议|大会|[》(（])(?:编号|号)?[:： \u3000(（]*"
    r"(?P<n>(?:(?<=[(（])[\u4e00-\u9fff]{2,4})?[0-9]{1,9}|[0-9]{4}[-—][0-9]{1,5})"
    r"[ \u3000]*(?:号(?!文|楼|线)|(?<=[0-9])[)）])"
)
_LABELLED_NUMBER = re.compile(
    r"(?:建议编号|提案编号|提案号|建议号|案号|议案编号)[\]】 \u3000]*[:：|][ \u3000]*第?"
    r"(?P<n>[0-9A-Za-z]{1,20})"
)
# what may stick to a number: 二次会议1220037, 1009）
_AROUND_NUMBER = re.compile(
    r"(?:建议|提案|议案)$|[）)]$|^[^0-9]*(?:会议|大会|建议|提案|议案|提出的)(?=[0-9])"
)
_TITLE = re.compile(r"《(?P<t>[^《》]{0,80}(?:[《〈][^《》〈〉]{0,80}[》〉][^《》]{0,80}){0,4})》")
_QUOTED_TITLE = re.compile(
    r"[“\"'‘](?P<t>关于[^”\"\n]{4,90}?|[^”“\"\n]{6,90}?(?=[”\"'’](?:的)?(?:提案|建议|议案)))[”\"'’]"
)
_OPEN_TITLE = re.compile(
    r"(?P<t>关于[^，。；：:！\n《》]{3}[^、，。；：:！\n《》]{0,77}?"
    r"(?:、[^、，。；：:！\n《》]{0,77}?){0,20}?的?(?:建议|提案"
    r"|议案))"
    r"(?=[ \u3000]*(?:[，,(（”\"]|收悉|已|一文|的?(?:答复|复函|回复|办理|函|意见)|\n|$|交|收))"
)
# with commas or quotes inside, where what follows shows that it ends there
_LONG_TITLE = re.compile(
    r"(?:提出|提交|递交|交办)的?[“\"]?(?P<t>关于[^。；！\n《》]{6,120}?的?(?:建议|提案|议案))"
    r"(?=[”\"]?(?:的?(?:提案|建议))?[ \u3000]*(?:[（(][^）)]{1,20}[）)])?[ \u3000]*"
    r"[，,]?(?:已经?)?(?:收悉|收到|收阅|交由?我))"
)
DOCUMENT_NUMBER = re.compile(
    r"(?<![》\u4e00-\u9fff])(?:(?:发文字号|发布文号|文件编号|发文号|文号|字号)[\]】:： ]*)?"
    r"(?P<n>[\u4e00-\u9fff]{2,14}[ \u3000]?[〔\[［（(【﹝]{1}[12][0-9]{3}[〕\]］）)】﹞]"
    r"[ \u3000]*第?[0-9]{1,5}[ \u3000]*号)"
)
_SQUEEZED = re.compile(r"(20[0-3][0-9])([0-9]{2,4})")
DATE = re.compile(
    r"(?P<y>[12][0-9]{3}|[〇零○0一二三四五六七八九]{4})[ \u3000]*年[ \u3000]*"
    r"(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]*月[ \u3000]*"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]*(?:日|$)"
)
_HEAD_DATE = re.compile(
    r"(?P<label>成文(?:日期|时间)|发文(?:日期|时间)|生效日期|印发日期|答复日期|办理日期|签发日期|生成日期|落款日期"
    r")[ \u3000\]】|]*[:：]?[ \u3000|]*(?:\n[ \u3000]*-?[ \u3000]*)?"
    r"(?P<y>[12][0-9]{3})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})"
)
# a table of answers: 答复日期 答复内容, and in the lines below who answered and when
_ANSWERED = re.compile(
    r"答复日期[ \u3000]+答复内容[ \u3000]*\n[^\n]{2,24}\n[ \u3000]*"
    r"(?P<y>[12][0-9]{3})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-3][0-9]|19[89][0-9])(?![0-9])")


def sessions(text: str, area: Span) -> Iterator[re.Match[str]]:
    """Yield the sessions that ``area`` names; only lines with 届 … 次 are looked at."""
    place = text.find("届", area.start, area.end)
    while place >= 0:
        start, end = paragraph(text, place)
        end = min(end, area.end)
        if text.find("次", place, end) >= 0:
            yield from SESSION.finditer(text, max(start, area.start), end)
        place = text.find("届", end, area.end)


def session_in(text: str, area: Span) -> Found | None:
    """Return the assembly's session that ``area`` names first, with its place, or None."""
    for match in sessions(text, area):
        reach = max(area.start, match.start() - 30, text.rfind("\n", 0, match.start()) + 1)
        cut = _CUT_BEFORE_PLACE.match(text, reach, match.start())
        if cut:
            reach = cut.end()
        before = _BEFORE_SESSION.search(text, reach, match.start())
        start = before.start() if before else match.start()
        while start < match.start() and text[start] in "，。、：:（(《“ \u3000\n":
            start += 1
        return Found(tidy(text[start : match.end()]), start, match.end())
    return None


Proposals = tuple[tuple[ProposalRef, Span], ...]


def proposals_of(text: str, window: Span, head_end: int) -> Proposals:
    """Pair the titles and numbers of the receipt clause, in the order they stand."""
    titles = _titles(text, window)
    numbers = _numbers(text, window)
    if not titles:
        titles = _titles(text, Span(0, head_end))[:1]
    if not numbers:
        numbers = _numbers(text, Span(0, head_end))[:1]
    if len(titles) > 1 and len(numbers) < len(titles):
        titles = titles[: max(1, len(numbers))]
    if not titles and not numbers:
        start, end = paragraph(text, window.end)
        return ((ProposalRef(), Span(start, end)),)
    pairs = []
    for i in range(max(len(titles), 1)):
        title = titles[i] if i < len(titles) else None
        digits = numbers[i] if i < len(numbers) else None
        anchor = title or digits
        assert anchor is not None
        ref = ProposalRef(None, digits.name if digits else None, title.name if title else None)
        pairs.append((ref, Span(anchor.start, anchor.end)))
    return tuple(pairs)


def _titles(text: str, area: Span) -> list[Found]:
    found = []
    for match in _TITLE.finditer(text, area.start, area.end):
        words = tidy(match.group("t"))
        after = text[match.end() : match.end() + 12]
        before = text[max(0, match.start() - 12) : match.start()]
        if (
            words.startswith("关于")
            or re.search(r"(?:建议|提案|议案)$", words)
            or re.search(r"^[ \u3000]*(?:的?(?:建议|提案|议案)|[（(]第|收悉|已收)", after)
            or re.search(r"(?:提出的?|提交的?|建议|提案|议案)$", before)
        ) and not re.search(r"(?:通知|意见|条例|办法|规划)$", words):
            found.append(Found(words, match.start("t"), match.end("t")))
    if found:
        return found
    for pattern in (_LONG_TITLE, _QUOTED_TITLE, _OPEN_TITLE):
        for match in pattern.finditer(text, area.start, area.end):
            words = tidy(match.group("t"))
            if SESSION.search(words) or re.search(r"第[^号]{1,12}号", words):
                continue
            tail = text[match.end() : match.end() + 4]
            extra = re.match(r"的?(?:建议|提案|议案)", tail)
            if extra and not re.search(r"(?:建议|提案|议案)$", words):
                words += extra.group()
            return [Found(words, match.start("t"), match.end("t"))]
    return []


def _numbers(text: str, area: Span) -> list[Found]:
    found: dict[str, Found] = {}
    for pattern in (_NUMBERED, _BARE_NUMBER, _LABELLED_NUMBER):
        for match in pattern.finditer(text, area.start, area.end):
            words = tidy(match.group("n"))
            before = text[max(area.start, match.start() - 3) : match.start()]
            if not re.search(r"[0-9０-９一二三四五六七八九]", words) or re.search(
                r"[〕\]）)]$", before
            ):
                continue
            plain = _AROUND_NUMBER.sub("", words)
            found.setdefault(plain, Found(plain, match.start("n"), match.end("n")))
        if found:
            break
    return list(found.values())


def kind_of(
    text: str, session: Found | None, role: str | None, window: Span, head_end: int
) -> str | None:
    """Return 建议, 提案 or 议案 by the assembly, the addressee's role or the words around."""
    if session and ("政协" in session.name or "协商" in session.name):
        return "提案"
    near = text[:head_end] + text[window.start : window.end]
    if re.search(r"第[^号\n]{1,16}号(?:代表)?议案", near):
        return "议案"
    if role and not (session and "人大" in session.name):
        return "建议" if role == "代表" else "提案"
    if re.search(r"议案", near) and not re.search(r"建议|提案", near):
        return "议案"
    if re.search(r"政协|提案", near) and not re.search(r"人大|人民代表大会|代表建议", near):
        return "提案"
    if re.search(r"代表|建议|人大", near):
        return "建议"
    return "提案" if re.search(r"提案|委员", text[: window.end + 200]) else None


def title_of(text: str, head_end: int) -> tuple[str | None, Span]:
    """The letter's own title: the lines of the head from 关于/对 to 答复/复函."""
    match = re.compile(
        r"[^\n。]{0,40}(?:关于|对)[^。]{2,160}?(?:答复|复函|回复|会办意见|协办意见|办理情况"
        r"|函)(?:意见|函|摘要|的函)?(?=[ \u3000]*(?:\n|$| ))"
    ).search(text, 0, head_end)
    if not match:
        return None, Span(0, 0)
    return tidy(match.group()), Span(match.start(), match.end())


def squeezed_date(line: str) -> str | None:
    """Return the ISO date of a line that lost its 年月日 (202062, 2021830), where only one fits."""
    match = _SQUEEZED.fullmatch(line.strip())
    if not match:
        return None
    year, digits = match.groups()
    fits = [
        f"{year}-{int(digits[:i]):02d}-{int(digits[i:]):02d}"
        for i in range(max(1, len(digits) - 2), len(digits))  # a day has two digits at most
        if 1 <= int(digits[:i]) <= 12
        and 1 <= int(digits[i:]) <= 31
        and (digits[0] != "0" or i == 2)
    ]
    return fits[0] if len(fits) == 1 else None


def iso(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match with groups y, m and d, or None if it is none."""
    year, month, day = (number(match.group(key)) for key in "ymd")
    if not (year and month and day) or month > 12 or day > 31:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def head_date_of(text: str, head_end: int) -> str | None:
    """Return the date that the page's head labels as the letter's own, ISO, or None."""
    answered = _ANSWERED.search(text, 0, head_end)
    if answered:
        return iso(answered)
    found = {
        match.group("label"): match
        for match in reversed(list(_HEAD_DATE.finditer(text, 0, head_end)))
    }
    for label in (
        "成文日期",
        "成文时间",
        "发文日期",
        "发文时间",
        "生效日期",
        "印发日期",
        "答复日期",
        "办理日期",
        "签发日期",
        "落款日期",
        "生成日期",
    ):
        if label in found:
            return iso(found[label])
    return None


def year_of(
    text: str,
    head_end: int,
    session: Found | None,
    proposals: Proposals,
    document_number: str | None,
    date: str | None,
) -> int | None:
    """The year of the session or of the letter, from the surest source that tells it."""
    if document_number:
        match = _YEAR.search(document_number)
        if match:
            return int(match.group())
    if date:
        return int(date[:4])
    for ref, _ in proposals:
        match = re.match(r"(20[0-3][0-9])[0-9]{1,5}$", ref.number or "")
        if match:
            return int(match.group(1))
    for line in re.finditer(r"[^\n]{1,80}(?:\n|$)", text[:head_end]):
        match = _YEAR.search(line.group())
        if match:
            return int(match.group())
    return None
