"""Reads whom a letter addresses: the deputies, members or bodies that submitted the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..graph.text import number
from .parts import GAP, NUMERAL, RECEIPT, Found, Span, paragraph, tidy

# what may follow 代表 or 委员 in a line that addresses them
_GREETING = (
    r"(?:们|同志)?(?:[（(][^（）()\n]{1,20}[)）])?[，,]?[ \u3000]*(?:您好|你好|你们好)?"
    r"[ \u3000]*(?:[:：!！]|$)"
)
SALUTATION = re.compile(
    r"(?:^|(?<=[\n 。:：]))[ \u3000]*(?:尊敬的|敬爱的)?[ \u3000]*"
    r"(?P<names>[^\n。；;:：，,？?]{0,3}[^\n。；;:：？?]{1,120}?)[ \u3000]*"
    rf"(?P<role>代表|委员){_GREETING}",
    re.M,
)
_ROLE = re.compile(rf"(?:代表|委员){_GREETING}", re.M)
_BODY_SALUTATION = re.compile(
    r"^[ \u3000]*(?P<name>[^\n。；;:：，,《》]{2,30}"
    r"(?:局|委|厅|办|部|政府|委员会|办公室|省委|市委|区委|县委|市委会|区委会|县委会|工委|支部"
    r"|委室|组|总支|联|会|代表团))"
    r"[ \u3000]*[:：]",
    re.M,
)
_COUNT = re.compile(rf"[(（]?等?{GAP}(?P<n>{NUMERAL}){GAP}(?:位|名|人)[)）]?|等$")
_PARTY = re.compile(
    r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联|政协|界别?$|委员会$|党派|委$|委会$"
    r"|联$|组$|工委|会$|代表团$"
)
_EVERYONE = frozenset({"各位", "诸位", "全体", "有关", "领衔"})
# 全国人大代表, 两位委员: whoever it is, no name is told
_NOBODY = re.compile(
    r".{0,4}(?:人大|政协)|[一二两三四五六七八九十几多各0-9]+[位名]?|部分|上述|以上|贵会|贵局|相关|多数"
)
# what a page's table tells: 提案者：[委员]甲；乙；丙
_WIDE = r"[ \u3000]*"
_PERSON = r"[\u3400-\u9fff·]{2,12}"
_MOVERS = re.compile(
    rf"(?:提{_WIDE}案{_WIDE}[者人]|(?:委员|代表)姓名|提{_WIDE}出{_WIDE}人|领{_WIDE}衔{_WIDE}(?:代{_WIDE}表|人))"
    rf"{_WIDE}[:：|]{_WIDE}(?:\[[^\]\n]{{1,6}}\])?{_WIDE}"
    rf"(?P<names>{_PERSON}(?:{_WIDE}[;；、，,]{_WIDE}{_PERSON}){{0,40}})[;；]?{_WIDE}(?=[|\n])"
)
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+")


def salutations(text: str) -> list[Span]:
    """Return the addressee lines that a receipt clause follows, one for each letter on a page."""
    spans: list[Span] = []
    for match in _salutations(text, len(text)):
        receipt = RECEIPT.search(text, match.end(), match.end() + 400)
        if receipt and (not spans or match.start() > spans[-1].end + 200):
            spans.append(Span(match.start("names"), match.end()))
    return spans


def _salutations(text: str, end: int) -> Iterator[re.Match[str]]:
    """Yield the addressee lines; only lines that end a clause with their role are looked at."""
    done = 0
    for role in _ROLE.finditer(text, 0, end):
        if role.start() >= done:
            start, done = paragraph(text, role.start())
            yield from SALUTATION.finditer(text, start, min(done, end))


def salutation_of(text: str, receipt: Span) -> re.Match[str] | None:
    """Return the addressee line that belongs to the receipt clause, or None."""
    last = None
    for match in _salutations(text, receipt.end):
        if tidy(match.group("names")) not in _EVERYONE:  # 领衔代表： is a label
            last = match
    if last is None or receipt.start - last.end() > 500:
        return None
    return last


def proposers_of(
    text: str, salutation: re.Match[str] | None, window: Span
) -> tuple[tuple[Found, ...], int | None]:
    """Return who submitted the proposal, and how many they are if the letter tells."""
    if salutation is not None:
        start, end = salutation.span("names")
    else:
        match = re.compile(
            r"(?:(?:^|[\n。，,：:])[ \u3000]*"
            r"(?P<names>[\u3400-\u9fff、 \u3000]{2,40}?(?:等[0-9]{0,3}[位名]?)?)"
            r"(?:代表|委员)[:：，,]?(?:您|你|们|在|提出|《|所提)"
            r"|提案人[:：](?P<mover>[\u3400-\u9fff、 ]{2,40}?(?:等[0-9]{1,3}[位名])?)(?:委员"
            r"|代表)?(?=[\n。])"
            r"|(?:代表|委员)(?P<after>[\u3400-\u9fff]{2,4}?)(?:等[0-9]{0,3}[位名]?)?(?:在|于|提出"
            r"|所提|提交)"
            # 现就甲某代表提出的, 现就民进…区委会提出的
            r"|现[就将对](?P<of>[\u3400-\u9fff]{2,4}(?=等?(?:代表|委员))|[\u3400-\u9fff]{2,14}(?:委会|委员会|支部|总支))"
            r"等?(?:代表|委员)?(?:提出|提交|《)"
            # 在县…二次会议上，甲某、乙某、丙某等提出的《…》
            r"|会议(?:上|期间)?[，,]?(?P<met>[\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4}){1,40}"
            r"(?:等[0-9]{1,3}[位名])?)等?(?:代表|委员)?(?:联名)?(?:提出|提交))"
        ).search(text, max(0, window.start - 1), window.end)
        body = None if match else _BODY_SALUTATION.search(text, 0, window.end)
        if (
            body
            and _PARTY.search(body.group("name"))
            and not body.group("name").endswith(("局", "厅"))
        ):
            return (Found(body.group("name").strip(), *body.span("name")),), 1
        if not match:
            return (), None
        start, end = match.span(match.lastgroup or 0)
    words = text[start:end]
    count: int | None = None
    tail = _COUNT.search(words)
    if tail:
        count = number(tail.group("n")) if tail.group("n") else None
        words = words[: tail.start()]
    people = []
    for part in re.finditer(r"[^、,，;；/\n]+", words):
        raw = re.sub(
            r"^[|｜ \u3000]*(?:尊敬的|敬爱的|和|及|现[就将对])?"
            r"(?:[\u3400-\u9fff]{2,8}代表团(?=.{2}))?",
            "",
            part.group().strip(),
        )
        raw = re.sub(r"(?:代表|委员|同志|先生|女士|等)$", "", raw).strip()
        if len(tidy(raw)) > 8 and "·" not in raw and not _PARTY.search(tidy(raw)):
            continue
        # 李 明 is one name written wide; 张三 李四 are two
        pieces = (
            [raw] if len(tidy(raw)) <= 3 or _PARTY.search(raw) else re.split(r"[ \u3000]+|和", raw)
        )
        for piece in pieces:
            name = tidy(re.sub(r"[（(][^）)]*[)）]", "", piece))
            if name in _EVERYONE or _NOBODY.fullmatch(name):
                continue
            if _NAME.fullmatch(name) or _PARTY.search(name):
                bare = re.sub(r"[（(].*", "", piece)
                at = text.find(bare, start + part.start())
                people.append(Found(name, at, at + len(bare)))
    if count is None and people and not (tail and not tail.group("n")):
        count = len(people)
    return _with_table(text, window, tuple(people), count)


def _with_table(
    text: str, window: Span, people: tuple[Found, ...], count: int | None
) -> tuple[tuple[Found, ...], int | None]:
    """Return those whom the page's table names, where it names more: 甲等委员 are 甲、乙、丙."""
    table = _MOVERS.search(text, 0, window.start)
    if table is None:
        return people, count
    at = table.start("names")
    listed = tuple(
        Found(m.group(), at + m.start(), at + m.end())
        for m in re.finditer(r"[\u3400-\u9fff·]+", table.group("names"))
    )
    fits = {found.name for found in people} <= {found.name for found in listed}
    if len(listed) <= len(people) or not fits or not all(_NAME.fullmatch(f.name) for f in listed):
        return people, count
    return listed, max(count or 0, len(listed))
