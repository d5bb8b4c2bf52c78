"""Pairs that may be one are proposed, and none that a veto keeps apart."""

from __future__ import annotations

import time

import pytest
from letters import letter
from wenmai.graph.decisions import Decision
from wenmai.graph.doubts import Doubt, doubts
from wenmai.graph.model import Reading
from wenmai.graph.resolve import Resolver

YUECHENG, KEQIAO = "浙江省绍兴市越城区", "浙江省绍兴市柯桥区"


def proposed(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> list[Doubt]:
    resolver = Resolver(decisions)
    for reading in readings:
        resolver.add(reading)
    return doubts(resolver, resolver.resolution())


def pair(kind: str, one: str, other: str, home: str = YUECHENG) -> list[Doubt]:
    return proposed(
        letter(home, 2020, (kind, one), source="a"),
        letter(YUECHENG, 2021, (kind, other), source="b"),
    )


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Initiative", "纤道运河文化公园", "柯桥区纤道运河文化公园"),
        ("Institution", "浙东运河研究中心", "浙东运河文化研究中心"),
        ("Plan", "水乡书房建设规划", "水乡书房建设发展规划"),
        ("Event", "仓桥夜读节", "越城仓桥夜读节"),
    ],
)
def test_names_that_may_be_one(kind: str, one: str, other: str) -> None:
    (doubt,) = (d for d in pair(kind, one, other) if d.left.type == kind)
    assert all(e.name.endswith((one, other)) for e in (doubt.left, doubt.right))
    assert 0.6 < doubt.score <= 1


@pytest.mark.parametrize(
    ("kind", "one", "other", "home"),
    [
        ("Department", "区教育局", "区教育局", KEQIAO),
        ("Event", "第三届水乡戏曲节", "第四届水乡戏曲节", YUECHENG),
        ("Plan", "水乡发展“十三五”规划", "水乡发展“十四五”规划", YUECHENG),
        ("Plan", "水乡保护条例（送审稿）", "水乡保护条例（草案）", YUECHENG),
        ("Initiative", "一号水乡书房", "水乡书房2号", YUECHENG),
        ("Institution", "越州师范学院", "柯桥博物馆", YUECHENG),
        ("Place", "龙泉寺", "龙泉寺", KEQIAO),
    ],
)
def test_names_that_a_veto_keeps_apart(kind: str, one: str, other: str, home: str) -> None:
    assert [d for d in pair(kind, one, other, home) if d.left.type == kind] == []


def test_what_has_been_decided_is_not_asked_again() -> None:
    readings = (
        letter(YUECHENG, 2020, ("Initiative", "纤道运河文化公园"), source="a"),
        letter(YUECHENG, 2021, ("Initiative", "柯桥区纤道运河文化公园"), source="b"),
    )
    (doubt,) = proposed(*readings)
    for kind in ("same", "different", "unsure"):
        decision = Decision("2026-01-01", kind, doubt.left.id, doubt.right.id, "王编辑")
        assert proposed(*readings, decisions=(decision,)) == []
        undo = Decision("2026-01-02", "undo", decision.id, "", "王编辑")
        assert proposed(*readings, decisions=(decision, undo)) == [doubt]


def test_many_names_with_a_common_ending_stay_quick() -> None:
    signs = "金木水火土山石田禾竹米糸耳舟虫血行衣見角言谷豆貝赤走足身車辛辰邑酉里"
    names = [a + b + c + "文化产业园区" for a in signs for b in signs[:10] for c in signs[:6]]
    readings = [
        letter(YUECHENG, 2020, *(("Initiative", n) for n in names[i : i + 50]), source=str(i))
        for i in range(0, len(names), 50)
    ]
    start = time.perf_counter()
    proposed(*readings)
    assert time.perf_counter() - start < 20
