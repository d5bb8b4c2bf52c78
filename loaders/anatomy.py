"""Takes a letter apart: title, number, addressees, receipt clause, handlers, signature, date.

Everything is anchored on the receipt clause (…收悉 and its kin), not on the head of the page, since
pages bring furniture, index tables and wrapped titles before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.model import ProposalRef
from ..graph.text import number
from .offices import Office

NUMERAL = r"[0-9０-９〇零一二三四五六七八九十百]+"
_GAP = r"[ \u3000]*"

RECEIPT = re.compile(
    r"(?:已|均|业已|现已)?(?:收悉|收阅|收到|悉知|敬悉|知悉)|(?<=[》”\"件号案议)）])已?悉(?=[。，,])"
    r"|(?:已|已经)?(?:由[^，,。\n]{2,16})?(?:转|移)?(?:交|交办给?|交由|转)(?:由)?(?:我|贵|[^，,。\n]{2,16})[^，,。\n]{0,6}?(?:研究)?(?:办理|承办|处理)"
    r"|由(?:贵|我)(?:部|局|委|厅|办|市|省|县|区)(?:会同[^，,。\n]{1,20})?办理"
)
_ANSWER = re.compile(
    r"(?:答复|回复|函复|复函|反馈|说明|汇报|报告|函告|函答|奉复|答|复|意见)(?:[^。\n]{0,8})如下|提出(?:如下|以下)(?:会办|协办|办理)?意见"
    r"|(?<=[局部委厅府会])答复[:：]"
    r"|(?:现|特)(?:将|就|作|做)?[^。\n]{0,20}(?:答复|回复|复函|函复)"
)
_REPLY_TITLE = re.compile(
    r"(?:关于|对)[^。\n]{0,60}第[^。\n]{1,20}号[^。\n]{0,40}(?:建议|提案|议案)[^。\n]{0,20}(?:答复|复函|回复|会办意见|协办意见)[^\n]*"
)
_SALUTATION = re.compile(
    r"(?:^|(?<=[\n 。:：]))[ \u3000]*(?:尊敬的|敬爱的)?[ \u3000]*"
    r"(?P<names>[^\n。；;:：，,？?]{0,3}[^\n。；;:：？?]{1,120}?)[ \u3000]*"
    r"(?P<role>代表|委员)(?:们|同志)?[，,]?[ \u3000]*(?:您好|你好|你们好)?[ \u3000]*[:：!！]",
    re.M,
)
_BODY_SALUTATION = re.compile(
    r"^[ \u3000]*(?P<name>[^\n。；;:：，,《》]{2,30}"
    r"(?:局|委|厅|办|部|政府|委员会|办公室|省委|市委|区委|县委|市委会|区委会|县委会|工委|支部|委室|组|总支|联|会))"
    r"[ \u3000]*[:：]",
    re.M,
)
_COUNT = re.compile(rf"等?{_GAP}(?P<n>{NUMERAL}){_GAP}(?:位|名|人)|等$")
_PARTY = re.compile(
    r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联|政协|界别?$|委员会$|党派|委$|委会$|联$|组$|工委|会$"
)
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+")

_SESSION = re.compile(
    rf"第?{_GAP}{NUMERAL}{_GAP}届{_GAP}"
    r"(?:全国人大|全国政协|全国委员会|[\u4e00-\u9fff]{0,12}?(?:委员会|人大|政协|人民代表大会))?"
    r"(?:常务委员会|常委会)?"
    rf"{_GAP}第?{_GAP}{NUMERAL}{_GAP}次{_GAP}(?:全体)?(?:会议|大会)"
)
_PLACE_WORDS = (
    r"(?:(?:[\u4e00-\u9fff]{1,10}?(?:自治区|自治州|自治县|省|市|州|县|区|旗|盟|镇|乡)){1,3}"
    r"|省|市|县|区|州|自治区|自治州|全国|镇|乡)"
)
_BEFORE_SESSION = re.compile(
    rf"(?:(?:中国人民政治协商会议|政协|中共)?{_PLACE_WORDS}?{_GAP}"
    r"(?:人大|政协|人民代表大会|全国人大|全国政协)?)$"
)
_CUT_BEFORE_PLACE = re.compile(r".*(?:关于|对|在|于|向|的|复|加|出席|你们?|您)", re.S)

_NUMBERED = re.compile(
    r"第[ \u3000]*(?P<n>[^\s第号《》，。、；：:〔〕【】\[\]“”]{1,24}?)[ \u3000]*号(?!文|召|公告|楼|线)"
)
_BARE_NUMBER = re.compile(
    r"(?:建议|提案|议案|编号|案号|提案号|建议号|会议|大会|[》(（])(?:编号|号)?[:： \u3000(（]*"
    r"(?P<n>[0-9]{1,9}|[0-9]{4}[-—][0-9]{1,5})[ \u3000]*(?:号(?!文|楼|线)|(?<=[0-9])[)）])"
)
_LABELLED_NUMBER = re.compile(
    r"(?:建议编号|提案编号|提案号|建议号|案号|议案编号)[\]】 \u3000]*[:：|][ \u3000]*第?(?P<n>[0-9A-Za-z]{1,20})"
)
_TITLE = re.compile(r"《(?P<t>[^《》]{0,80}(?:[《〈][^《》〈〉]*[》〉][^《》]{0,80})*)》")
_QUOTED_TITLE = re.compile(
    r"[“\"'‘](?P<t>关于[^”\"\n]{4,90}?|[^”“\"\n]{6,90}?(?=[”\"'’](?:的)?(?:提案|建议|议案)))[”\"'’]"
)
_OPEN_TITLE = re.compile(
    r"(?P<t>关于[^，。；：:！\n《》]{3,80}?(?:、[^，。；：:！\n《》]{1,60}?)*?的?(?:建议|提案|议案))"
    r"(?=[ \u3000]*(?:[，,(（”\"]|收悉|已|一文|的?(?:答复|复函|回复|办理|函|意见)|\n|$|交|收))"
)
_DOCUMENT_NUMBER = re.compile(
    r"(?<![》\u4e00-\u9fff])(?:(?:发文字号|发布文号|文件编号|发文号|文号|字号)[\]】:： ]*)?(?P<n>[\u4e00-\u9fff]{2,14}[ \u3000]?[〔\[［（(【﹝]{1}[12][0-9]{3}[〕\]］）)】﹞][ \u3000]*第?[0-9]{1,5}[ \u3000]*号)"
)
_DATE = re.compile(
    r"(?P<y>[12][0-9]{3}|[〇零○一二三四五六七八九]{4})[ \u3000]*年[ \u3000]*"
    r"(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]*月[ \u3000]*"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]*日"
)
_HEAD_DATE = re.compile(
    r"(?P<label>成文日期|发文日期|印发日期|答复日期|办理日期|签发日期|生成日期|落款日期|(?<![布交效新束始])日期)[ \u3000\]】|]*[:：]?[ \u3000|]*"
    r"(?P<y>[12][0-9]{3})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-3][0-9]|19[89][0-9])(?![0-9])")
_LEAD_LABEL = re.compile(
    r"(?:主办单位(?:（[^）]*）)?|承办单位|答复单位|主办部门|发布机构|发布单位|信息来源|来源|发文机关|公开单位|办理单位|联系单位(?:及电话)?)"
    r"[ \u3000\]】|]*[:：]?[ \u3000|]*(?=[\u4e00-\u9fff])"
)
_CO_LABEL = re.compile(r"(?<!（)(?:会办|协办|分办|会同办理)(?:单位|部门)[ \u3000]*[:：|]*[ \u3000|]*")
_CO_CLAUSE = re.compile(
    r"(?:会同|经商|商请|协同|联合|经与|并与|局与|委与|厅与|部与|与|和|商|征求了?|综合了?|结合|根据|汇总|组织|召集)(?=[^，。；\n]{2,200}?"
    r"(?:研究|会商|协商|沟通|办理|商议|意见|对接|落实|座谈|，现|现答复|现将|答复))"
)
_CO_AFTER = re.compile(r"(?:等(?:部门|单位|市直部门)?)?(?:为)?(?:会办|协办|分办|协助办理)(?:单位)?")
_LED_BY = re.compile(r"由(?P<lead>[^，。；\n]{2,24}?)(?:牵头)?(?:主办|承办)")
_JOINT = re.compile(r"会办意见|协办意见|会办的?复?函|协办的?函|会办件|的会办")
_PLANNED_HEADING = re.compile(
    r"下[一]?步|工作计划|工作打算|今后|下阶段|工作安排|工作思路|工作举措$|努力方向|接下来|未来|工作措施$|打算"
)
_DONE_HEADING = re.compile(r"情况|成效|现状|做法|已|主要工作|基本|近年|开展的|落实|回顾|工作$")
_HEADING = re.compile(
    r"^[ \u3000]*(?:(?P<a>[一二三四五六七八九十]{1,3}、)|(?P<b>[（(][一二三四五六七八九十]{1,3}[)）]))"
    r"(?P<words>[^\n。]{2,60})",
    re.M,
)
_CLOSING = re.compile(
    r"^[ \u3000]*(?:特此(?:回复|答复|函复|复函|函告)|(?:再次|最后|衷心|诚挚|非常)?[，,]?(?:再次)?感谢(?:您|你|贵|各位|代表|委员)|专此|以上答复|此复|联系(?:人|电话|单位))",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Span:
    """``start:end`` of the letter's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """Words read at a place of the text; ``name`` may be tidied (line breaks taken out)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under one heading; ``planned`` if the heading announces work to come."""

    start: int
    end: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of one letter, each with its place; see `graph.model.Header` for the meaning."""

    title: str | None
    kind: str | None
    proposals: tuple[tuple[ProposalRef, Span], ...]
    assembly: Found | None
    year: int | None
    proposers: tuple[Found, ...]
    proposer_count: int | None
    lead: Found | None
    writer: Found | None
    co_handlers: tuple[Found, ...]
    document_number: str | None
    date: str | None
    title_span: Span
    number_span: Span
    masks: tuple[Span, ...]
    receipt: Span
    body: Span
    sections: tuple[Section, ...]


def receipt_clause(text: str, start: int = 0, end: int | None = None) -> Span | None:
    """Return the clause that says the proposal has arrived, or None if there is none."""
    end = len(text) if end is None else end
    for pattern in (RECEIPT, _ANSWER):
        match = pattern.search(text, start, end)
        if match:
            return Span(match.start(), match.end())
    title = _REPLY_TITLE.search(text, start, end)
    if title is None:
        return None
    # A reply by its title, with no receipt clause: its first paragraph stands for one.
    greeting = _SALUTATION.search(text, title.end(), min(end, title.end() + 600))
    body = re.compile(r"[^\s]").search(text, greeting.end() if greeting else title.end())
    if body is None:
        return None
    stop = re.compile(r"[，。\n]").search(text, body.start())
    return Span(body.start(), stop.start() if stop else end)


def salutations(text: str) -> list[Span]:
    """Return the addressee lines that a receipt clause follows, one for each letter on a page."""
    spans: list[Span] = []
    for match in _SALUTATION.finditer(text):
        receipt = RECEIPT.search(text, match.end(), match.end() + 400)
        if receipt and (not spans or match.start() > spans[-1].end + 200):
            spans.append(Span(match.start("names"), match.end()))
    return spans


def dissect(text: str, offices: Sequence[Office]) -> Anatomy | None:
    """Take one letter apart; ``offices`` are the office names found in it.

    Returns None if the text has no receipt clause and so is no reply.
    """
    receipt = receipt_clause(text)
    if receipt is None:
        return None
    salutation = _salutation(text, receipt)
    head_end = salutation.start() if salutation else _paragraph(text, receipt.start)[0]
    window = Span(salutation.end() if salutation else head_end, _window_end(text, receipt))
    lines = text[:head_end]
    joint = bool(_JOINT.search(lines))

    session = _session(text, window) or _session(text, Span(0, head_end))
    proposals = _proposals(text, window, head_end)
    role = salutation.group("role") if salutation else None
    kind = _kind(text, session, role, window, head_end)
    proposals = tuple((ProposalRef(kind, ref.number, ref.title), span) for ref, span in proposals)
    proposers, count = _proposers(text, salutation, window)
    closing = _closing(text, receipt.end)
    body = Span(receipt.end, closing.start() if closing else len(text))
    signature, date = _signature(text, closing.start() if closing else receipt.end, offices)
    addressee = _addressee(text, head_end, receipt, offices)
    title, title_span = _title(text, head_end)
    writer = signature or _writer(text, head_end, title_span, offices)
    lead, co_handlers = _handlers(text, receipt, head_end, writer, offices)
    if (joint or (addressee and not proposers)) and addressee:
        if writer and all(writer.name != found.name for found in co_handlers):
            co_handlers = (
                *(f for f in co_handlers if not f.name.endswith(writer.name)),
                next((f for f in co_handlers if f.name.endswith(writer.name)), writer),
            )
        lead = addressee
        co_handlers = tuple(found for found in co_handlers if found.name != addressee.name)
    number_match = _DOCUMENT_NUMBER.search(text, 0, head_end)
    document_number = _tidy(number_match.group("n")) if number_match else None
    number_span = Span(*number_match.span("n")) if number_match else Span(0, 0)
    date = date or _head_date(text, head_end)
    masks = [Span(0, head_end), *(span for _, span in proposals)]
    if closing:
        masks.append(Span(closing.start(), len(text)))
    masks += [Span(m.start(), m.end()) for m in _SESSION.finditer(text)]
    if session:
        masks.append(Span(session.start, session.end))
    if salutation:
        masks.append(Span(salutation.start(), salutation.end()))
    return Anatomy(
        title=title,
        kind=kind,
        proposals=proposals,
        assembly=session,
        year=_year(text, head_end, session, proposals, document_number, date),
        proposers=proposers,
        proposer_count=count,
        lead=lead,
        writer=writer or lead,
        co_handlers=co_handlers,
        document_number=document_number,
        date=date,
        title_span=title_span,
        number_span=number_span,
        masks=tuple(sorted(set(masks), key=lambda span: (span.start, span.end))),
        receipt=receipt,
        body=body,
        sections=_sections(text, body),
    )


def as_written(anatomy: Anatomy, text: str) -> Anatomy:
    """Return the anatomy with every name as it stands in ``text``.

    A letter in traditional script is taken apart in simplified script, one character for one.
    """

    def found(item: Found | None) -> Found | None:
        return item and replace(item, name=_tidy(text[item.start : item.end]))

    def all_of(items: tuple[Found, ...]) -> tuple[Found, ...]:
        return tuple(replace(i, name=_tidy(text[i.start : i.end])) for i in items)

    return replace(
        anatomy,
        title=_tidy(text[anatomy.title_span.start : anatomy.title_span.end]) or None,
        proposals=tuple(
            (replace(ref, title=_tidy(text[span.start : span.end])) if ref.title else ref, span)
            for ref, span in anatomy.proposals
        ),
        assembly=found(anatomy.assembly),
        proposers=all_of(anatomy.proposers),
        lead=found(anatomy.lead),
        writer=found(anatomy.writer),
        co_handlers=all_of(anatomy.co_handlers),
        document_number=_tidy(text[anatomy.number_span.start : anatomy.number_span.end]) or None,
    )


def _paragraph(text: str, position: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def _window_end(text: str, receipt: Span) -> int:
    """The stretch in which number, title and co-handlers are told: to the end of the paragraph."""
    return min(_paragraph(text, receipt.start)[1], receipt.end + 400)


def _salutation(text: str, receipt: Span) -> re.Match[str] | None:
    last = None
    for match in _SALUTATION.finditer(text, 0, receipt.end):
        last = match
    if last is None or receipt.start - last.end() > 500:
        return None
    return last


def _tidy(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _session(text: str, area: Span) -> Found | None:
    for match in _SESSION.finditer(text, area.start, area.end):
        reach = max(area.start, match.start() - 30, text.rfind("\n", 0, match.start()) + 1)
        cut = _CUT_BEFORE_PLACE.match(text, reach, match.start())
        if cut:
            reach = cut.end()
        before = _BEFORE_SESSION.search(text, reach, match.start())
        start = before.start() if before else match.start()
        while start < match.start() and text[start] in "，。、：:（(《“ \u3000\n":
            start += 1
        return Found(_tidy(text[start : match.end()]), start, match.end())
    return None


_Proposals = tuple[tuple[ProposalRef, Span], ...]


def _proposals(text: str, window: Span, head_end: int) -> _Proposals:
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
        start, end = _paragraph(text, window.end)
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
        words = _tidy(match.group("t"))
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
    for pattern in (_QUOTED_TITLE, _OPEN_TITLE):
        for match in pattern.finditer(text, area.start, area.end):
            words = _tidy(match.group("t"))
            if _SESSION.search(words) or re.search(r"第[^号]{1,12}号", words):
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
            words = _tidy(match.group("n"))
            before = text[max(area.start, match.start() - 3) : match.start()]
            if not re.search(r"[0-9０-９一二三四五六七八九]", words) or re.search(r"[〕\]）)]$", before):
                continue
            plain = re.sub(r"(?:建议|提案|议案)$", "", words)
            found.setdefault(plain, Found(plain, match.start("n"), match.end("n")))
        if found:
            break
    return list(found.values())


def _kind(
    text: str, session: Found | None, role: str | None, window: Span, head_end: int
) -> str | None:
    if session and ("政协" in session.name or "协商" in session.name):
        return "提案"
    if role and not (session and "人大" in session.name):
        return "建议" if role == "代表" else "提案"
    near = text[:head_end] + text[window.start : window.end]
    if re.search(r"议案", near) and not re.search(r"建议|提案", near):
        return "议案"
    if re.search(r"政协|提案", near) and not re.search(r"人大|人民代表大会|代表建议", near):
        return "提案"
    if re.search(r"代表|建议|人大", near):
        return "建议"
    return "提案" if re.search(r"提案|委员", text[: window.end + 200]) else None


def _proposers(
    text: str, salutation: re.Match[str] | None, window: Span
) -> tuple[tuple[Found, ...], int | None]:
    if salutation is not None:
        start, end = salutation.span("names")
    else:
        match = re.compile(
            r"(?:(?:^|[\n。，,：:])[ \u3000]*(?P<names>[\u3400-\u9fff、 \u3000]{2,40}?(?:等[0-9]{0,3}[位名]?)?)"
            r"(?:代表|委员)[:：，,]?(?:您|你|们|在|提出|《|所提)"
            r"|提案人[:：](?P<mover>[\u3400-\u9fff、 ]{2,40}?(?:等[0-9]{1,3}[位名])?)(?:委员|代表)?(?=[\n。])"
            r"|(?:代表|委员)(?P<after>[\u3400-\u9fff]{2,4}?)(?:等[0-9]{0,3}[位名]?)?(?:在|于|提出|所提|提交))"
        ).search(text, max(0, window.start - 1), window.end)
        body = None if match else _BODY_SALUTATION.search(text, 0, window.end)
        if body and _PARTY.search(body.group("name")) and not body.group("name").endswith(("局", "厅")):
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
        raw = re.sub(r"^(?:尊敬的|敬爱的|和|及)", "", part.group().strip())
        raw = re.sub(r"(?:代表|委员|同志|先生|女士|等)$", "", raw).strip()
        if len(_tidy(raw)) > 8 and not _PARTY.search(_tidy(raw)):
            continue
        # 李 明 is one name written wide; 张三 李四 are two
        pieces = [raw] if len(_tidy(raw)) <= 3 or _PARTY.search(raw) else re.split(r"[ \u3000]+|和", raw)
        for piece in pieces:
            name = _tidy(re.sub(r"[（(][^）)]*[)）]", "", piece))
            if _NAME.fullmatch(name) or _PARTY.search(name):
                at = text.find(piece, start + part.start())
                people.append(Found(name, at, at + len(piece)))
    if count is None and people and not (tail and not tail.group("n")):
        count = len(people)
    return tuple(people), count


def _title(text: str, head_end: int) -> tuple[str | None, Span]:
    """The letter's own title: the lines of the head from 关于/对 to 答复/复函."""
    match = re.compile(
        r"[^\n。]{0,40}(?:关于|对)[^。]{2,160}?(?:答复|复函|回复|会办意见|协办意见|办理情况|函)(?:意见|函|摘要|的函)?(?=[ \u3000]*(?:\n|$| ))"
    ).search(text, 0, head_end)
    if not match:
        return None, Span(0, 0)
    return _tidy(match.group()), Span(match.start(), match.end())


def _closing(text: str, start: int) -> re.Match[str] | None:
    """The first closing phrase that no further section follows (感谢您 may also open a letter)."""
    last_heading = max((m.start() for m in _HEADING.finditer(text, start)), default=start)
    floor = max(last_heading, start + (len(text) - start) // 4)
    return _CLOSING.search(text, floor)


def _signature(
    text: str, start: int, offices: Sequence[Office]
) -> tuple[Found | None, str | None]:
    """The office that signs and the date below it: short lines after the closing."""
    date = None
    signer = None
    for line in re.finditer(r"[^\n]+", text[start:]):
        a, b = start + line.start(), start + line.end()
        words = line.group().strip(" \u3000")
        match = _DATE.search(text, a, b)
        if match and len(words) - len(match.group()) <= 24:
            date = _iso(match) or date
        if len(words) <= 40 and not re.search(r"联系|电话|抄送|[，。；：:]", words):
            for office in offices:
                if a <= office.start and office.end <= b and office.end - office.start >= 3:
                    rest = _tidy(text[a : office.start])
                    if not rest or rest in ("中共",):
                        begin = a + (text[a:b].find("中共") if rest else office.start - a)
                        signer = Found(_tidy(text[begin : office.end]), begin, office.end)
                        break
    return signer, date


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (number(match.group(key)) for key in "ymd")
    if not (year and month and day) or month > 12 or day > 31:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _head_date(text: str, head_end: int) -> str | None:
    found = {match.group("label"): match for match in reversed(list(_HEAD_DATE.finditer(text, 0, head_end)))}
    for label in ("成文日期", "发文日期", "印发日期", "答复日期", "办理日期", "签发日期", "落款日期", "日期"):
        if label in found:
            return _iso(found[label])
    return None


def _writer(text: str, head_end: int, title: Span, offices: Sequence[Office]) -> Found | None:
    """The office that the title or the page's head names as the writer."""
    for office in offices:
        if office.end <= head_end and re.match(r"[ \u3000]*(?:关于|对|就)", text[office.end : office.end + 4]):
            line = text.rfind("\n", 0, office.start) + 1
            if not _tidy(text[line : office.start]) or text[office.start - 1] in " \u3000":
                return Found(_tidy(text[office.start : office.end]), office.start, office.end)
    labels = [*_LEAD_LABEL.finditer(text, 0, head_end)]
    labels += [m for m in _LEAD_LABEL.finditer(text, head_end) if m.group().startswith("联系单位")]
    for match in labels:
        for office in offices:
            if office.start == match.end():
                return Found(_tidy(text[office.start : office.end]), office.start, office.end)
    for office in offices:  # 某局文件 or the bare name on a line of its own above the title
        line_start, line_end = _paragraph(text, office.start)
        if office.end <= head_end and re.fullmatch(
            r"(?:文件|函|[0-9年月日:：./-]*)?", _tidy(text[line_start : office.start] + text[office.end : line_end])
        ):
            return Found(_tidy(text[office.start : office.end]), office.start, office.end)
    return None


def _addressee(
    text: str, head_end: int, receipt: Span, offices: Sequence[Office]
) -> Found | None:
    """The office that a 会办意见 is addressed to."""
    for office in offices:
        if office.end > receipt.start:
            break
        line_start, _ = _paragraph(text, office.start)
        if not _tidy(text[line_start : office.start]) and re.match(
            r"[ \u3000]*[:：]", text[office.end : office.end + 2]
        ):
            return Found(_tidy(text[office.start : office.end]), office.start, office.end)
    return None


def _handlers(
    text: str, receipt: Span, head_end: int, writer: Found | None, offices: Sequence[Office]
) -> tuple[Found | None, tuple[Found, ...]]:
    heading = _HEADING.search(text, receipt.end)
    window_end = min(
        receipt.end + 300,
        _paragraph(text, receipt.end)[1] + 120,
        heading.start() if heading else len(text),
    )
    lead = writer
    co: dict[str, Found] = {}

    def take(start: int, end: int) -> None:
        for office in offices:
            if start <= office.start and office.end <= end:
                name = _tidy(text[office.start : office.end])
                co.setdefault(name, Found(name, office.start, office.end))

    for area in (Span(0, head_end), Span(head_end, window_end)):
        for match in _CO_LABEL.finditer(text, area.start, area.end):
            stop = re.compile(r"[。\n；]|\|[ \u3000]*\|").search(text, match.end())
            take(match.end(), stop.start() if stop else len(text))
    start = head_end
    for match in _CO_CLAUSE.finditer(text, start, window_end):
        stop = re.compile(r"[。；\n]|研究|会商|协商|沟通|办理|商议|意见|现将|现答复|现就|答复").search(text, match.end())
        take(match.end(), stop.start() if stop else window_end)
    for match in _CO_AFTER.finditer(text, start, window_end):
        clause = max(text.rfind(mark, 0, match.start()) for mark in "，。；主\n")
        take(clause + 1, match.start())
    led = _LED_BY.search(text, start, window_end)
    if led:
        for office in offices:
            if led.start("lead") <= office.start and office.end <= led.end("lead"):
                name = _tidy(text[office.start : office.end])
                co.pop(name, None)
                if lead is None:
                    lead = Found(name, office.start, office.end)
    kept = [f for f in co.values() if not any(g is not f and g.name.endswith(f.name) for g in co.values())]
    if lead:
        kept = [f for f in kept if not (lead.name.endswith(f.name) or f.name.endswith(lead.name))]
    return lead, tuple(kept)


def _year(
    text: str,
    head_end: int,
    session: Found | None,
    proposals: _Proposals,
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
    match = _YEAR.search(text, 0, head_end)
    return int(match.group()) if match else None


def _sections(text: str, body: Span) -> tuple[Section, ...]:
    """Headings of the first order cut the body; one that announces work to come is planned."""
    marks = [(m.start(), m) for m in _HEADING.finditer(text, body.start, body.end)]
    sections: list[Section] = []
    planned = top_planned = False
    last = body.start
    for start, match in marks:
        sections.append(Section(last, start, planned))
        announces = bool(_PLANNED_HEADING.search(match.group("words")))
        if match.group("a"):
            planned = top_planned = announces
        else:
            planned = top_planned or announces
        last = start
    sections.append(Section(last, body.end, planned))
    return tuple(section for section in sections if section.end > section.start)
