"""Divisions are found by any of their names, and the nearest is meant."""

from __future__ import annotations

import subprocess
import sys

import pytest
from wenmai.graph import divisions as d
from wenmai.graph.schema import schema


def known(full_name: str) -> d.Division:
    found = d.by_full_name(full_name)
    assert found is not None
    return found


YUECHENG = known("浙江省绍兴市越城区")


def test_the_data_hangs_together() -> None:
    every = d.divisions()
    assert [division.code for division in every] == sorted({division.code for division in every})
    assert {division.level for division in every} < set(schema().levels)
    assert len({division.full_name for division in every}) == len(every)
    assert [x.name for x in every if x.level == "province"] == [
        x.name for x in every if x.parent is None
    ]
    assert sum(division.level == "province" for division in every) == 34
    assert not any(division.name in ("市辖区", "县") for division in every)


@pytest.mark.parametrize(
    ("full_name", "usual", "short"),
    [
        ("浙江省绍兴市越城区", "绍兴市越城区", "越城"),
        ("浙江省绍兴市", "绍兴市", "绍兴"),
        ("浙江省", "浙江省", "浙江"),
        ("北京市朝阳区", "北京市朝阳区", "朝阳"),
        ("广西壮族自治区", "广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古自治区", "内蒙古"),
        ("云南省昆明市石林彝族自治县", "昆明市石林彝族自治县", "石林"),
        ("甘肃省临夏回族自治州东乡族自治县", "临夏回族自治州东乡族自治县", "东乡"),
        ("湖北省仙桃市", "仙桃市", "仙桃"),
        ("湖北省神农架林区", "神农架林区", "神农架"),
        ("河南省郑州市管城回族区", "郑州市管城回族区", "管城"),
        ("四川省攀枝花市东区", "攀枝花市东区", "东区"),
        ("湖南省常德市津市市", "常德市津市市", "津市"),
        ("甘肃省兰州市兰州新区", "兰州市兰州新区", "兰州新区"),
        ("广东省东莞市石碣镇", "东莞市石碣镇", "石碣"),
        ("香港特别行政区", "香港特别行政区", "香港"),
    ],
)
def test_names_in_full_as_usual_and_short(full_name: str, usual: str, short: str) -> None:
    division = known(full_name)
    assert (division.full_name, division.usual_name, division.short) == (full_name, usual, short)
    assert division in d.by_name(division.name)
    assert division in d.by_short(short)


def test_several_share_a_name() -> None:
    assert len(d.by_name("鼓楼区")) > 2
    assert d.by_name("无此区") == ()


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("越城区", None, "浙江省绍兴市越城区"),
        ("绍兴越城", None, "浙江省绍兴市越城区"),
        ("浙江越城区", None, "浙江省绍兴市越城区"),
        ("石林县", None, "云南省昆明市石林彝族自治县"),
        ("朝阳区", None, None),
        ("朝阳区", "吉林省长春市", "吉林省长春市朝阳区"),
        ("朝阳区", "吉林省长春市绿园区", "吉林省长春市朝阳区"),
        ("朝阳区", "浙江省绍兴市", None),
        ("吉林", None, "吉林省"),
        ("吉林", "吉林省长春市", "吉林省"),
        ("吉林", "吉林省吉林市船营区", "吉林省吉林市"),
        ("海南", "青海省", "青海省海南藏族自治州"),
        ("绍兴市福田区", None, None),
        ("绍兴人", None, None),
    ],
)
def test_the_nearest_of_a_name_is_meant(name: str, home: str | None, expected: str | None) -> None:
    found = d.nearest(name, known(home) if home else None)
    assert (found and found.full_name) == expected


def test_find_looks_only_inside() -> None:
    assert d.find("朝阳区", known("吉林省")) == known("吉林省长春市朝阳区")
    assert d.find("越城区", known("吉林省")) is None


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("浙江省绍兴市越城区教育局", False, ("浙江省绍兴市越城区", "教育局")),
        ("越城区教育局", False, ("浙江省绍兴市越城区", "教育局")),
        ("越城教育局", False, None),
        ("越城教育局", True, ("浙江省绍兴市越城区", "教育局")),
        ("宜宾科技局", True, ("四川省宜宾市", "科技局")),
        ("公安局", True, None),  # 公安县 is not near
        ("教育局", True, None),
    ],
)
def test_splits_the_division_off_a_name(
    text: str, short: bool, expected: tuple[str, str] | None
) -> None:
    found = d.leading(text, YUECHENG, short=short)
    assert (found and (found[0].full_name, found[1])) == expected


def test_locates_a_town_that_is_not_listed() -> None:
    town = d.locate("云南省昆明市石林彝族自治县西街口镇")
    assert town is not None
    assert (town.level, town.full_name) == ("township", "云南省昆明市石林彝族自治县西街口镇")
    assert town.within(known("云南省"))
    assert d.locate("广东省东莞市石碣镇") == known("广东省东莞市石碣镇")
    assert d.locate("云南省某处") is None


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = "from wenmai.graph import divisions as d; print(d.by_code.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("名山县", "四川省雅安市名山区"),
        ("玉溪地区", "云南省玉溪市"),
        ("绍兴县", "浙江省绍兴市柯桥区"),
        ("中甸县", "云南省迪庆藏族自治州香格里拉市"),
        ("博州", "新疆维吾尔自治区博尔塔拉蒙古自治州"),
        ("长沙", "湖南省长沙市"),
        ("长沙县", "湖南省长沙市长沙县"),
        ("朝阳县", "辽宁省朝阳市朝阳县"),
    ],
)
def test_former_names(name: str, today: str) -> None:
    found = d.nearest(name, None)
    assert found is not None
    assert found.full_name == today
