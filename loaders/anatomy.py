"""Takes a letter apart: title, number, addressees, receipt clause, handlers, signature, date.

Everything is anchored on the receipt clause (…收悉 and its kin), not on the head of the page, since
pages bring furniture, index tables and wrapped titles before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..graph.model import ProposalRef
from .handlers import addressee_of, handlers_of, signature_of, writer_in_body, writer_of
from .header import (
    DOCUMENT_NUMBER,
    head_date_of,
    kind_of,
    proposals_of,
    session_in,
    sessions,
    title_of,
    year_of,
)
from .offices import Office
from .parts import HEADING, RECEIPT, Anatomy, Found, Section, Span, paragraph, past_marks, tidy
from .people import SALUTATION, proposers_of, salutation_of

_ANSWER = re.compile(
    r"(?:答复|回复|函复|复函|反馈|说明|汇报|报告|函告|函答|奉复|答|复|意见)(?:[^。\n]{0,8})如下"
    r"|提出(?:如下|以下)(?:会办|协办|办理)?意见"
    r"|(?<=[局部委厅府会])答复[:：]"
    r"|(?:现|特)(?:将|就|作|做)?[^。\n]{0,20}(?:答复|回复|复函|函复)"
)
_REPLY_TITLE = re.compile(
    r"(?:关于|对)[^。\n]{0,60}第[^。\n]{1,20}号\n?[^。\n]{0,40}(?:建议|提案"
    r"|议案)[^。\n]{0,20}(?:答复|复函|回复|会办意见|协办意见)[^\n]*"
)
_JOINT = re.compile(r"会办意见|协办意见|会办的?复?函|协办的?函|会办件|的会办")
_PLANNED_HEADING = re.compile(
    r"下[一]?步|工作计划|工作打算|今后|下阶段|工作安排|工作思路|工作举措$|努力方向|接下来|未来"
    r"|工作措施$|打算|将(?:进一步|继续|积极|大力)"
)
# 我们将围绕以下几个方面开展工作。 and a list below it: the list is to come
_ANNOUNCING = re.compile(
    r"(?<!现)将(?=从|围绕|重点|着重|积极|继续|进一步|会|大力|按|加强|加大|做好|抓好|采取)|接下来|下一?步|今后"
)
_LIST_BEGINS = re.compile(r"\n\s*(?=一是|(?P<top>一、)|[（(]一[)）]|1[.、．]|第一|首先)")
_REPORTED = re.compile(r"已经?|了|近年来|以来")
# What follows a letter on its page: contacts, copies, the site's own lines.
_FURNITURE = re.compile(
    r"^[^\n]{0,12}(?:联系(?:人|单位|电话|方式)|经办人|签发人|承办人|版权|主办[:：]|网站|备案|相关文章|上一篇"
    r"|扫一扫|分享|打印|附件)[^\n]*",
    re.M,
)
_CLOSING = re.compile(
    r"^[ \u3000]*(?:特此(?:回复|答复|函复|复函|函告)|(?:再次|最后|衷心|诚挚"
    r"|非常)?[，,]?(?:再次)?感谢(?:您|你|贵|[各两几]位|代表|委员)|专此|以上答复|此复|联系(?:人|电话"
    r"|单位))",
    re.M,
)
_SUBMITTED = re.compile(r"会议(?:上|期间|中)[^\n|]{1,120}?(?:提出|提交)的?(?=关于|[《“])")


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
    greeting = SALUTATION.search(text, title.end(), min(end, title.end() + 600))
    body = re.compile(r"[^\s]").search(text, greeting.end() if greeting else title.end())
    if body is None:
        return None
    stop = re.compile(r"[，。\n]").search(text, body.start())
    return Span(body.start(), stop.start() if stop else end)


def dissect(text: str, offices: Sequence[Office]) -> Anatomy | None:
    """Take one letter apart; ``offices`` are the office names found in it.

    Returns None if the text has no receipt clause and so is no reply.
    """
    receipt = receipt_clause(text)
    if receipt is None:
        return None
    salutation = salutation_of(text, receipt)
    head_end = salutation.start() if salutation else _opening(text, receipt)
    window = Span(salutation.end() if salutation else head_end, _window_end(text, receipt))
    lines = text[:head_end]
    joint = bool(_JOINT.search(lines))

    session = session_in(text, window) or session_in(text, Span(0, head_end))
    proposals = proposals_of(text, window, head_end)
    role = salutation.group("role") if salutation else None
    kind = kind_of(text, session, role, window, head_end)
    proposals = tuple((ProposalRef(kind, ref.number, ref.title), span) for ref, span in proposals)
    proposers, count = proposers_of(text, salutation, window)
    headings = list(HEADING.finditer(text, receipt.end))
    closing = _closing(text, receipt.end, headings)
    body = Span(receipt.end, closing.start() if closing else len(text))
    signature, date = signature_of(text, receipt.end, offices)
    addressee = addressee_of(text, head_end, receipt, offices)
    title, title_span = title_of(text, head_end)
    named = writer_of(text, head_end, title_span, offices)
    writer = signature or named
    if signature and named and named.name.endswith(signature.name):
        writer = named  # the title has the fuller name
    lead, co_handlers = handlers_of(text, receipt, head_end, writer, offices)
    if lead is None and not addressee:
        lead = writer_in_body(text, receipt, offices)
    if (joint or (addressee and not proposers)) and addressee:
        if writer and all(writer.name != found.name for found in co_handlers):
            co_handlers = (
                *(f for f in co_handlers if not f.name.endswith(writer.name)),
                next((f for f in co_handlers if f.name.endswith(writer.name)), writer),
            )
        lead = addressee
        co_handlers = tuple(found for found in co_handlers if found.name != addressee.name)
    number_match = DOCUMENT_NUMBER.search(text, 0, head_end)
    document_number = tidy(number_match.group("n")) if number_match else None
    number_span = Span(*number_match.span("n")) if number_match else Span(0, 0)
    date = date or head_date_of(text, head_end)
    masks = [Span(0, head_end)] if named is None else _around(named, head_end)
    furniture = _FURNITURE.search(text, closing.start() if closing else receipt.end)
    if furniture:
        masks.append(Span(furniture.start(), len(text)))
    masks += [Span(m.start(), m.end()) for m in sessions(text, Span(0, len(text)))]
    if session:
        masks.append(Span(session.start, session.end))
    if salutation:
        masks.append(Span(salutation.start(), salutation.end()))
    return Anatomy(
        title=title,
        kind=kind,
        proposals=proposals,
        assembly=session,
        year=year_of(text, head_end, session, proposals, document_number, date),
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
        sections=_sections(text, body, headings),
    )


def _opening(text: str, receipt: Span) -> int:
    """Return where a letter without addressee opens: with the sentence that tells the proposal.

    That is the paragraph of the receipt clause, or one shortly before it.
    """
    start, _ = paragraph(text, receipt.start)
    told = _SUBMITTED.search(text, max(0, start - 400), start)
    return paragraph(text, told.start())[0] if told else start


def _around(named: Found, head_end: int) -> list[Span]:
    """Mask the head of the page, but for the office that the letter's own title names."""
    if named.start >= head_end:
        return [Span(0, head_end)]
    return [Span(0, named.start), Span(named.end, head_end)]


def _window_end(text: str, receipt: Span) -> int:
    """The stretch in which number, title and co-handlers are told: to the end of the paragraph."""
    return min(paragraph(text, receipt.start)[1], receipt.end + 400)


def _closing(text: str, start: int, headings: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The first closing phrase that no further section follows (感谢您 may also open a letter)."""
    last_heading = headings[-1].start() if headings else start
    floor = max(last_heading, start + (len(text) - start) // 4)
    return _CLOSING.search(text, floor)


def _last_sentence(text: str, start: int, end: int) -> str:
    """The last sentence of the line that ends at ``end``."""
    words = text[past_marks(text, "\n", start, end) : end].rstrip(" \u3000。：:")
    return words[past_marks(words, "。；", 0, len(words)) :]


def _announces(words: str) -> bool:
    return bool(_ANNOUNCING.search(words)) and not _REPORTED.search(words)


def _sections(text: str, body: Span, headings: Sequence[re.Match[str]]) -> tuple[Section, ...]:
    """Headings of the first order cut the body; one that announces work to come is planned."""
    announcing = [
        (match.end(), match)
        for match in _LIST_BEGINS.finditer(text, body.start, body.end)
        if _announces(_last_sentence(text, body.start, match.start()))
    ]
    marks = [(m.start(), m) for m in headings if m.start() < body.end]
    sections: list[Section] = []
    planned = top_planned = all_planned = False
    last = body.start
    for start, match in sorted(announcing + marks, key=lambda mark: mark[0]):
        sections.append(Section(last, start, planned))
        last = start
        if match.re is _LIST_BEGINS:
            planned = top_planned = True
            all_planned = all_planned or match.group("top") is not None
            continue
        announces = all_planned or bool(_PLANNED_HEADING.search(match.group("words")))
        if match.group("a"):
            planned = top_planned = announces
        else:
            planned = top_planned or announces
    sections.append(Section(last, body.end, planned))
    return tuple(section for section in sections if section.end > section.start)
