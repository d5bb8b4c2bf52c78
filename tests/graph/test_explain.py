"""An explanation has every wording, what was joined and what was kept apart, with reasons."""

from __future__ import annotations

import pytest
from letters import letter
from wenmai.graph.decisions import Decision
from wenmai.graph.explain import Explainer, Explanation
from wenmai.graph.model import Reading
from wenmai.graph.resolve import Resolver
from wenmai.graph.tables import rows

YUECHENG, KEQIAO, SHAOXING = "浙江省绍兴市越城区", "浙江省绍兴市柯桥区", "浙江省绍兴市"


def explained(
    mention: int, *readings: Reading, decisions: tuple[Decision, ...] = ()
) -> Explanation:
    """The explanation of what the first letter's mention number ``mention`` stands for."""
    resolver = Resolver(decisions)
    for reading in readings:
        resolver.add(reading)
    link = resolver.resolution().links[readings[0].mentions[mention].id]
    return Explainer(resolver).explain(link.entity)


def test_every_wording_has_its_letters_and_its_rule() -> None:
    first = letter(YUECHENG, 2020, ("Department", "区教育局"), source="a.txt")
    found = explained(
        0,
        first,
        letter(YUECHENG, 2023, ("Department", "区教育局"), source="b.txt"),
        letter(SHAOXING, 2022, ("Department", "越城区教育局"), source="c.txt"),
    )
    told = {
        (w.text, w.rule, w.count, tuple(found.sources[o.mention.reply] for o in w.occurrences))
        for w in found.wordings
    }
    assert told == {
        ("区教育局", "relative", 2, ("a.txt", "b.txt")),
        ("越城区教育局", "division", 1, ("c.txt",)),
    }


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ((YUECHENG, "Department", "区教育局"), (KEQIAO, "Department", "区教育局"), "jurisdiction"),
        ((YUECHENG, "Department", "区教育局"), (SHAOXING, "Department", "市教育局"), "level"),
        ((YUECHENG, "Plan", "管理办法"), (YUECHENG, "Plan", "管理办法"), "letter"),
        ((YUECHENG, "Place", "龙泉寺"), (KEQIAO, "Place", "龙泉寺"), "jurisdiction"),
    ],
)
def test_what_is_kept_apart_has_a_reason(
    one: tuple[str, str, str], other: tuple[str, str, str], why: str
) -> None:
    readings = [
        letter(home, 2020, (kind, name), source=name + str(n))
        for n, (home, kind, name) in enumerate((one, other))
    ]
    found = explained(0, *readings)
    assert [apart.why for apart in found.apart] == [why]


def test_decisions_are_named() -> None:
    park = letter(YUECHENG, 2020, ("Initiative", "水乡书房"), ("Initiative", "越城水乡书房"))
    plain = Resolver()
    plain.add(park)
    ends = [plain.resolution().links[m.id].entity for m in park.mentions]
    same = Decision("2026-01-01", "same", ends[0], ends[1], "王编辑", note="同一处")
    (joined,) = explained(0, park, decisions=(same,)).joined
    assert (joined.entity, joined.rule, joined.decisions) == (ends[1], "decision", (same,))
    apart = Decision("2026-01-01", "different", ends[0], ends[1], "王编辑")
    (kept,) = explained(0, park, decisions=(apart,)).apart
    assert (kept.entity.id, kept.why, kept.decision) == (ends[1], "decision", apart)


def test_the_past_is_told_with_its_source() -> None:
    stated = letter(
        SHAOXING, 2019, ("Department", "市文化局"), ("Department", "市文化广电旅游局"),
        facts=((0, "SUCCEEDED_BY", 1),), source="said.txt",
    )  # fmt: skip
    (told,) = explained(1, stated).successions
    assert (told.before.name, told.source) == ("绍兴市文化局", "said.txt")
    listed = letter(SHAOXING, 2020, ("Department", "市文化局"), ("Department", "市文化广电旅游局"))
    (told,) = explained(0, listed).successions
    assert (told.after.name, told.year, told.source) == ("绍兴市文化广电旅游局", 2019, None)
    back = letter(
        SHAOXING, 2021, ("Department", "市文化广电旅游局"), ("Department", "市文化局"),
        facts=((0, "SUCCEEDED_BY", 1),), source="back.txt",
    )  # fmt: skip
    found = explained(0, stated, back)
    assert [told.source for told in found.successions] == ["said.txt"]  # as the table has it
    assert {why.partition(":")[0] for why in found.refused} == {"back.txt"}


def test_every_rule_has_its_words() -> None:
    listed = {row[0] for row in rows("rules.tsv")}
    assert all(len(row) == 3 and all(row) for row in rows("rules.tsv"))
    assert {"equal", "declared", "short form", "decision", "addressee", "edition"} <= listed
