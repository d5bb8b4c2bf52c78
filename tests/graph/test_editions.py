"""Editions of events and periods of plans are read from their names."""

from __future__ import annotations

import pytest
from wenmai.graph.editions import edition, period


@pytest.mark.parametrize(
    ("name", "series", "number", "year"),
    [
        ("第五届98音乐节", "98音乐节", 5, None),
        ("第16届文博会", "文博会", 16, None),
        ("首届水乡读书月", "水乡读书月", 1, None),
        ("2021年水乡读书月", "水乡读书月", None, 2021),
        ("2018柯桥纱韵文化周", "柯桥纱韵文化周", None, 2018),
        ("二〇二一年读书月", "读书月", None, 2021),
        ("2023第十届文博会", "文博会", 10, 2023),
        ("第十六届（2020）文博会", "文博会", 16, 2020),
        ("第二十三届中国（深圳）工艺节", "中国（深圳）工艺节", 23, None),
        ("第三次全国文物普查", "全国文物普查", 3, None),
        ("全国第三次文物普查", "全国文物普查", 3, None),
        ("省十三运会", "省运动会", 13, None),
        ("第十六屆海峽論壇", "海峡论坛", 16, None),
        ("部际联席会议第一次会议", "", None, None),
        ("98音乐节", "", None, None),
        ("2021—2022年度演出季", "", None, None),
        ("第五届", "", None, None),
        ("2021年", "", None, None),
    ],
)
def test_editions(name: str, series: str, number: int | None, year: int | None) -> None:
    read = edition(name)
    assert (read.series, read.number, read.year) == (series, number, year)


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("福田区文化创意产业发展“十四五”规划", (2021, 2025)),
        ("文化发展“十三五”规划", (2016, 2020)),
        ("“十五五”规划", (2026, 2030)),
        ("国民经济和社会发展第十四个五年规划和2035年远景目标纲要", (2021, 2025)),
        ("文化发展三年行动计划（2021—2023年）", (2021, 2023)),
        ("文化发展三年行动计划(2021-2023)", (2021, 2023)),
        ("2022年工作要点", (2022, 2022)),
        ("校园五十五周年方案", (None, None)),
        ("健康水乡2030规划纲要", (None, None)),
        ("三年行动计划", (None, None)),
    ],
)
def test_periods(name: str, years: tuple[int | None, int | None]) -> None:
    assert period(name) == years
