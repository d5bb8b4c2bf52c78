"""The administrative divisions of China: finds them in names and knows how they nest.

A name may be written in full (浙江省绍兴市越城区), in part (绍兴市越城区, 越城区) or short (越城,
绍兴). Several counties share a name, so what is meant depends on where the writer is: the nearest
one counts, first inside the writer's own division, then inside each that holds it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .tables import rows

_PEOPLES = re.compile(
    r"(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜"
    r"|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|保安"
    r"|裕固|独龙|普米|各)族|维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯)+$"
)
_KIND = re.compile(
    r"自治[区州县旗]$|(?:特别行政区|地区|林区|特区|新区|街道|(?<!矿)[省市区县旗盟乡镇])$"
)
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,12}(?:镇|乡|街道|苏木)")
# Level and kind of today -> the kinds of which it was made (县改市, 撤县设区, 地区改市).
_FORMER_KINDS = {
    ("county", "市"): "县",
    ("county", "区"): "县 市",
    ("prefecture", "市"): "地区",
}
_MUNICIPALITY = re.compile(r"省|自治区|特别行政区")


@dataclass(frozen=True, slots=True)
class Division:
    """One division. ``level`` is a level of schema.yml, ``parent`` the code of the one above.

    ``code`` is empty for a town that only a letter tells of.
    """

    code: str
    name: str
    level: str
    parent: str | None

    @property
    def ancestors(self) -> tuple[Division, ...]:
        """The divisions above, the nearest first."""
        return () if self.parent is None else _chain(self.parent)

    @property
    def full_name(self) -> str:
        """The name from the province down: 浙江省绍兴市越城区."""
        return "".join(d.name for d in reversed((self, *self.ancestors)))

    @property
    def usual_name(self) -> str:
        """The name as offices write it, without the province: 绍兴市越城区, 绍兴市, 浙江省."""
        names = [self.name]
        for above in self.ancestors:
            if above.level != "province" or not _MUNICIPALITY.search(above.name):
                names.append(above.name)
        return "".join(reversed(names))

    @property
    def short(self) -> str:
        """The name without its kind and peoples, two characters at least: 越城, 石林, 东区."""
        # Statistics give development zones 71 to 79; 兰州 is not short for 兰州新区.
        return self.name if "71" <= self.code[4:6] <= "79" else _short(self.name)

    def within(self, other: Division | None) -> bool:
        """Tell whether this is ``other`` or lies in it; everything lies in None, the country."""
        return other is None or self == other or other in self.ancestors


def divisions() -> tuple[Division, ...]:
    """Return all divisions in the order of their codes."""
    return tuple(by_code().values())


@functools.cache
def by_code() -> dict[str, Division]:
    """Return the divisions by code. Loaded once, when first asked for."""
    found: dict[str, Division] = {}
    for code, name, level in rows("divisions.tsv"):
        above = (code[:6], code[:4] + "00", code[:2] + "0000")
        parent = next((c for c in above if c != code and c in found), None)
        found[code] = Division(code, name, level, parent)
    return found


@functools.cache
def _chain(code: str) -> tuple[Division, ...]:
    """Return the division with this code and those above it, the nearest first."""
    division = by_code()[code]
    return (division, *division.ancestors)


def by_full_name(name: str) -> Division | None:
    """Return the division with this full name (浙江省绍兴市越城区)."""
    return _full_names().get(name)


def by_name(name: str) -> tuple[Division, ...]:
    """Return all divisions with this plain name, in the order of their codes.

    The peoples of an autonomous division may be left out: 石林县 is 石林彝族自治县. A former name
    counts too, where no division of today bears it: 名山县 is 名山区, 绍兴县 is 柯桥区.
    """
    return _names().get(name, ())


def by_short(name: str) -> tuple[Division, ...]:
    """Return all divisions with this short name (越城), in the order of their codes."""
    return _shorts().get(name, ())


def find(name: str, within: Division | None = None) -> Division | None:
    """Return the one division in ``within`` that ``name`` names, in full, in part or short.

    None if there is none, or several of which not just one is a province.
    """
    return _only([d for d in _readings(name) if d.within(within)])


def nearest(name: str, home: Division | None) -> Division | None:
    """Return the division that a writer in ``home`` calls ``name``; None as in `find`."""
    return _nearest(_readings(name), home)


def leading(
    text: str, home: Division | None, *, short: bool = False
) -> tuple[Division, str] | None:
    """Return the division that ``text`` begins with, for a writer in ``home``, and the rest.

    As much as possible is taken (绍兴市越城区教育局 -> 越城区, 教育局). With ``short`` also short
    names are: of provinces and prefectures, and of counties near ``home`` (越城教育局). None if
    it begins with none, or with one that several share.
    """
    found = _leading(text, short=short)
    if short:
        region = prefecture(home)
        found = [
            (d, rest)
            for d, rest in found
            if d.level != "county" or _written_out(d, text, rest) or (region and d.within(region))
        ]
    if not found:
        return None
    shortest = min(len(rest) for _, rest in found)
    division = _nearest([d for d, rest in found if len(rest) == shortest], home)
    return (division, text[len(text) - shortest :]) if division else None


def locate(full_name: str) -> Division | None:
    """Return the division with this full name, or else the town of that name in one we know."""
    if known := by_full_name(full_name):
        return known
    head = leading(full_name, None)
    if head and _TOWNSHIP.fullmatch(head[1]):
        return town(head[1], head[0])
    return None


def town(name: str, within: Division) -> Division:
    """Return the town called ``name`` (西街口镇) of a county or of a city without counties."""
    known = [d for d in by_name(name) if d.parent == within.code]
    return known[0] if known else Division("", name, "township", within.code)


def prefecture(home: Division | None) -> Division | None:
    """Return the prefecture that ``home`` is or lies in, or the province where there is none."""
    if home is None:
        return None
    chain = (home, *home.ancestors)
    return next((division for division in chain if division.level == "prefecture"), chain[-1])


@functools.lru_cache(maxsize=1 << 13)
def _short(name: str) -> str:
    kind = _KIND.search(name)
    if kind is None:
        return name
    stem = name[: kind.start()]
    peoples = _PEOPLES.search(stem)
    if peoples and peoples.start() >= 2:
        stem = stem[: peoples.start()]
    elif peoples and stem.endswith("族") and len(stem) > 2:
        stem = stem[:-1]  # 东乡族自治县
    return stem if len(stem) >= 2 else name


def _without_peoples(division: Division) -> str:
    name = division.name
    return division.short + name[-1] if re.search("自治[州县旗]$", name) else name


def _readings(name: str) -> list[Division]:
    return [division for division, rest in _leading(name, short=True) if not rest]


def _leading(
    text: str, *, short: bool, above: Division | None = None
) -> list[tuple[Division, str]]:
    """Return all ways to read divisions, each inside the one before, at the start of ``text``."""
    found = []
    for length in range(min(len(text), _longest()), 1, -1):
        head, rest = text[:length], text[length:]
        for division in dict.fromkeys(by_name(head) + (by_short(head) if short else ())):
            if above is None or (division != above and division.within(above)):
                further = _leading(rest, short=short, above=division)
                found += further or [(division, rest)]
    return found


def _written_out(division: Division, text: str, rest: str) -> bool:
    head = text[: len(text) - len(rest)]
    return head.endswith((division.name, _without_peoples(division)))


def _nearest(candidates: list[Division], home: Division | None) -> Division | None:
    for scope in (home, *home.ancestors, None) if home else (None,):
        if inside := [d for d in candidates if d.within(scope)]:
            return _only(inside)
    return None


def _only(candidates: Iterable[Division]) -> Division | None:
    different = set(candidates)
    if len(different) > 1:  # 吉林 is the province unless the writer is nearer to the city
        provinces = {d for d in different if d.level == "province"}
        # 长沙 is the city, not the county in it.
        different = provinces or {d for d in different if all(o.within(d) for o in different)}
    return different.pop() if len(different) == 1 else None


@functools.cache
def _full_names() -> dict[str, Division]:
    return {division.full_name: division for division in divisions()}


@functools.cache
def _names() -> dict[str, tuple[Division, ...]]:
    today = _grouped(
        (name, division)
        for division in divisions()
        for name in dict.fromkeys((division.name, _without_peoples(division)))
    )
    former = _grouped(pair for pair in _former() if pair[0] not in today)
    return {**former, **today}


def _former() -> Iterator[tuple[str, Division]]:
    """Yield names that divisions had or go by: those of the table, and those by their kind."""
    known = _full_names()
    listed = [(name, known[full]) for name, full, _, _ in rows("former_places.tsv")]
    yield from listed
    told = {name for name, _ in listed}
    for division in divisions():
        kinds = _FORMER_KINDS.get((division.level, division.name[-1]), "")
        if len(division.short) > 1 and division.short != division.name:
            former = (division.short + kind for kind in kinds.split())
            yield from ((name, division) for name in former if name not in told)


@functools.cache
def _shorts() -> dict[str, tuple[Division, ...]]:
    return _grouped((division.short, division) for division in divisions())


@functools.cache
def _longest() -> int:
    return max(map(len, _names()))


def _grouped(pairs: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    groups: dict[str, list[Division]] = {}
    for key, division in pairs:
        groups.setdefault(key, []).append(division)
    return {key: tuple(group) for key, group in groups.items()}
