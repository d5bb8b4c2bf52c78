"""What a plan is called, who issued it, and for which years."""

from __future__ import annotations

import pytest
from wenmai.graph.plans import parse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于印发《文化发展规划》的通知", "文化发展规划"),
        ("《关于印发〈文化发展规划〉的通知》", "《文化发展规划》"),
        ("“十四五”文化发展规划", "文化发展“十四五”规划"),
        ("文化发展“十四五”规划（2021—2025年）", "文化发展十四五规划"),
        ("三年行动计划（2021—2023年）", "三年行动计划(2021-2023)"),
        ("劳动教育指导纲要（试行）", "劳动教育指导纲要"),
        ("中华人民共和国文物保护法", "文物保护法"),
        ("中共中央 国务院关于劳动教育的意见", "关于劳动教育的意见"),
        ("文物保護法", "文物保护法"),
    ],
)
def test_two_ways_to_write_one_plan(one: str, other: str) -> None:
    assert parse(one).core == parse(other).core


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("文化发展“十四五”规划", "文化发展“十三五”规划"),
        ("三年行动计划（2021—2023年）", "三年行动计划（2018—2020年）"),
        ("保护条例（送审稿）", "保护条例（草案修改二稿）"),
        ("关于劳动教育的意见", "关于劳动教育的实施意见"),
        ("保护条例（修订）", "保护条例"),
    ],
)
def test_two_plans(one: str, other: str) -> None:
    assert parse(one).core != parse(other).core


def test_what_is_named_before_a_title() -> None:
    plan = parse("浙江省人民政府办公厅关于加强古桥保护的通知")
    assert (plan.issuer, plan.title) == ("浙江省人民政府办公厅", "关于加强古桥保护的通知")
    assert parse("中共中央办公厅国务院办公厅关于古桥的意见").central
    assert not plan.central
    assert parse("水乡之约关于古桥的故事").issuer == ""


def test_what_a_county_makes_for_itself() -> None:
    assert parse("古桥保护实施方案").own
    assert not parse("国家古桥保护实施方案").own
    assert not parse("古桥保护条例").own
    assert parse("古桥保护三年行动计划（2021—2023年）").own
    assert parse("古桥保护实施方案（试行）").own
