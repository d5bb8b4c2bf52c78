"""Reads the name of a plan, policy or law: what it is called, who issued it, for which years.

《关于印发〈…〉的通知》 is read as the plan that it carries, an issuer in front is taken off, and
the period goes out of the name: “十四五”文化发展规划 and 文化发展“十四五”规划 are one plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .editions import period
from .text import fold, simplified

_ISSUE = re.compile(
    r"^(?P<issuer>.*?)关于(?:印发|转发|发布|公布|颁布)(?P<inner>.+?)的(?:通知|公告|决定)$"
)
_MARKS = re.compile(r"[《》〈〉<>«»]")
_TRIAL = re.compile(r"[（(](?:试行|暂行)[）)]$")
_YEARS = re.compile(r"[（(](?:19|20)\d{2}年?(?:[-—–―－~～]+|至|到)(?:19|20)\d{2}年?[）)]")
_FIVE = re.compile(r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间)?的?")
_LAW = re.compile(r"^中华人民共和国(?=.+(?:法|法典|条例)(?:[（(].*[）)])?$)")
# 浙江省人民政府办公厅关于…, 中共中央 国务院关于…
_ISSUER = re.compile(r"^(?P<issuer>[^《“]{2,60}?)关于(?=.{4})")
_BODY = re.compile(
    r"(?:人民政府|政府|党委|省委|市委|区委|县委|州委|中央|国务院|厅|局|部|委员会|委|办公室|领导小组)$"
)
_CENTRAL = re.compile(r"^(?:中共中央|国务院|中央|国家|全国)")
# What a county, city or province makes for itself even where it does not say so.
_OWN = re.compile(
    r"(?:实施意见|实施方案|工作方案|工作要点|行动方案|行动计划|实施办法|实施细则|若干措施)$"
)
_NATIONAL = re.compile(r"国家|全国|中国|中华|中央|国务院|“?一带一路")


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan's name taken apart.

    ``title`` is what is left to tell it by, ``issuer`` who is named before 关于 (or empty),
    ``years`` its period, ``nested`` whether a notice carried it.
    """

    title: str
    issuer: str
    years: tuple[int | None, int | None]
    nested: bool

    @property
    def own(self) -> bool:
        """Whether a title like this, without a place or an issuer, means a plan of the writer's."""
        bare = _TRIAL.sub("", _YEARS.sub("", self.title))
        return bool(_OWN.search(bare)) and not _NATIONAL.search(bare)

    @property
    def central(self) -> bool:
        """Whether the party's centre or the State Council issued it."""
        return bool(_CENTRAL.match(self.issuer))

    @property
    def core(self) -> str:
        """The title as a key: folded, without stage and period, the period behind."""
        bare = _FIVE.sub("", _YEARS.sub("", self.title)) if self.years[0] else self.title
        core = re.sub("[-—–―－~～]+", "-", fold(_TRIAL.sub("", bare)))
        return f"{core}|{self.years[0]}-{self.years[1]}" if self.years[0] else core


def parse(name: str) -> PlanName:
    """Take a plan's name apart, in simplified script."""
    text = re.sub(r"\s+", "", simplified(name))
    if text.startswith("《") and text.endswith("》"):
        text = text[1:-1]
    issuer, nested = "", False
    if match := _ISSUE.match(text):
        inner = _MARKS.sub("", match["inner"])
        if len(inner) >= 4:
            text, issuer, nested = inner, match["issuer"], True
    text = text.strip("《》〈〉<>")
    if not nested and (match := _ISSUER.match(text)) and _BODY.search(match["issuer"]):
        issuer, text = match["issuer"], text[match.end("issuer") :]
    return PlanName(_LAW.sub("", text), _MARKS.sub("", issuer), period(text), nested)
