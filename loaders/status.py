"""Tells whether a clause reports something done, under way or to come, and in which year."""

from __future__ import annotations

import re
from typing import NamedTuple

_PLANNED = re.compile(
    r"(?<!并|且|，)将(?!军|近|其|[\u4e00-\u9fff]{0,16}(?:列|纳|公布|成功|打造[成为]|作为|建设成|认定))"
    r"|将(?=继续|进一步|积极|会|以|按|依|在|于|加|组|举|着|持|大力|努力|全力)"
    r"|拟(?!定|订)|计划(?!》)|力争|争取(?!到|国|省|中|上|资|了|项)|力求|下一?步|今后|未来|适时|打算|准备"
    r"|预计|有望|即将|待[^，。]{0,12}后|到20[2-9][0-9]年|继续(?=推进|做好|办好|举办|实施|加)"
)
_ANNOUNCED = re.compile(r"下一步|今后|(?<!并)将(?=继续|进一步|积极)")
_PROGRESS = re.compile(r"正在|正着手|正抓紧|正积极|正有序|在建|推进中|进行中|尚在|仍在")
_ONGOING = re.compile(
    r"正(?=按|加|着|式?推|进行)|持续|不断|目前.{0,12}(?:推进|建设|编制|进行)|抓紧|稳步推进|有序推进"
)
_PROGRESS_BEFORE = re.compile(r"目前[^。]{0,30}正|正在|正着手")
_PAST = re.compile(r"已(?!于?将)|已经|了(?!解)|完成了|曾")
_DONE = re.compile(
    r"完成|成功|顺利|建成|先后|累计|荣获|获评|近年来|近年|去年|以来|率先|于20[0-2][0-9]年"
    r"|共(?:举办|开展|投入|建)"
)
_NEGATED = re.compile(
    r"尚未|未能|没有|不再|不具备|暂不|暂未|无法|不宜|难以|如条件|条件成熟|如果|一旦|提请"
)
_ASKS = r"们?(?:在?[^，。]{0,10})?(?:提出|建议|反映|希望|认为)"
# Each branch begins with a character, so that `re` looks at no other place.
_ASKED = re.compile(rf"您{_ASKS}|你{_ASKS}|代表{_ASKS}|委员{_ASKS}|建议(?:中|里)提|所提")
# headings that repeat the proposal: 一、关于“建设…博物馆”的建议
_HEADING = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十0-9]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）)?"
    r"(?:关于|针对|对于)[^。；]{2,120}(?:建议|问题|意见|方面)[”）]?$"
)
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
_TO_COME = re.compile(r"[到在至]$|将|拟|计划")
_UNDER_WAY = re.compile(r"推进(?!了)|起草|办好|规范举办|编制工作")
# 协调推动…建设: at work on it, where nothing says that it is done
_PUSHED = re.compile(
    r"(?:积极|全力|共同|协调|携手|统筹|大力|加快|尽快|牵头|着力|聚力|倾力|全方位)"
    r"(?:推动|推进|建设|共建|打造|创建|支持|起草|实施|协调)(?!了|完成|建成)"
)
_LOOKS_BACK = re.compile(r"近年|去年|疫情期间|十[一二三]五”?期间")
# 已申报建立实验区: what is applied for is not there yet
_APPLIED = re.compile(r"(?:申报|申请)(?:批准)?(?:建立|设立|成立|创建|建设|筹建)")
_PREPARED = re.compile(r"申办|筹办|筹建|拟定于")
_AHEAD = re.compile(r"(?:到|至)(20[0-9]{2})年")
_DATED = re.compile(r"(20[0-3][0-9])年(1?[0-9]月)?")
_ANY_YEAR = re.compile(r"20(?<![0-9第〔\[（(【-]20)[0-3][0-9](?=年)|前年|去年|今年|明年")


# 下一步，我局将…。开发…。: what follows in the paragraph is to come as well
_OPENS_PLANS = re.compile(
    r"[\s*（(一二三四五六七八九十0-9、.．）)]{0,6}(?:下一?步|接下来|下阶段|今后)"
)


class Setting(NamedTuple):
    """What a sentence stands in: under a heading of plans or not, in a letter of a year."""

    planned: bool
    letter_year: int | None


def is_negated(words: str) -> bool:
    """Tell whether the words deny the act or make it depend on a condition."""
    return bool(_NEGATED.search(words))


def is_asked(words: str) -> bool:
    """Tell whether the words report what the proposal asks for, which is no action."""
    return bool(_ASKED.search(words[:40]) or _HEADING.match(words))


def opens_plans(words: str) -> bool:
    """Tell whether a sentence announces that it and its paragraph are about what is to come."""
    return bool(_OPENS_PLANS.match(words))


def status_of(before: str, clause: str, setting: Setting) -> str:
    """Return "done", "ongoing" or "planned" of an act in ``clause``.

    ``before`` is the sentence up to the clause's verb, names left in; ``clause`` is without the
    names, whose words (建设工程, 计划) would mislead.
    """
    if _APPLIED.search(clause):
        return "planned" if setting.planned else "ongoing"
    past = bool(_PAST.search(clause)) or _dated_back(before, setting.letter_year)
    if not past and _dated_ahead(before, setting.letter_year):
        return "planned"
    if _ANNOUNCED.search(clause) and not _PAST.search(clause):
        return "planned"  # 2013年…，今后我们将继续…: the year is of the clause before
    if setting.planned:
        return "done" if past and not _PLANNED.search(clause) else "planned"
    if _PLANNED.search(clause) and not past:
        return "planned"
    if _PROGRESS.search(clause):
        return "ongoing"
    if past or _DONE.search(clause):
        return "done"
    if _PREPARED.search(clause):
        return "planned"
    if _UNDER_WAY.search(clause):
        return "ongoing"
    if _ONGOING.search(clause) or _PROGRESS_BEFORE.search(before):
        return "ongoing"
    if _PUSHED.search(clause) and not _LOOKS_BACK.search(before):
        return "ongoing"
    if _ANNOUNCED.search(before) and not (_PAST.search(before) or _DONE.search(before)):
        return "planned"
    return "done"


def year_of(words: str, letter_year: int | None) -> int | None:
    """Return the last year that the words name, in figures or as 去年, or None."""
    years = [
        letter_year + _RELATIVE[match.group()]
        if match.group() in _RELATIVE and letter_year is not None
        else int(match.group())
        for match in _ANY_YEAR.finditer(words)
        if match.group() not in _RELATIVE or letter_year is not None
    ]
    return years[-1] if years else None


def _dated_ahead(words: str, letter_year: int | None) -> bool:
    """到2025年，建成… in a letter of an earlier year."""
    ahead = _AHEAD.findall(words)
    return letter_year is not None and any(int(year) > letter_year for year in ahead)


def _dated_back(words: str, letter_year: int | None) -> bool:
    """A year before the letter's own, or a month of it: 2021年1月…印发."""
    if letter_year is None:
        return False
    for match in _DATED.finditer(words):
        year = int(match.group(1))
        before = words[max(0, match.start() - 2) : match.start()]
        if not _TO_COME.search(before) and (
            year < letter_year or (year == letter_year and match.group(2))
        ):
            return True
    return False
