"""The open grammar of names: heads, with and without something proper before them."""

from __future__ import annotations

import pytest
from given import named
from wenmai.loaders.grammar import Grammar
from wenmai.loaders.namedness import final_head

PROPER = [
    ("Institution", "我局与", "青岚大学", "交流。"),
    ("Institution", "我局考察", "青岚湖博物馆", "。"),
    ("Institution", "我局考察", "宜春市图书馆", "。"),
    ("Institution", "我局走访", "青岚文旅有限公司", "。"),
    ("Institution", "我局走访", "宜春市灯彩协会", "。"),
    ("Institution", "我局走访", "中国灯彩艺术研究院", "。"),
    ("Event", "我局举办", "首届灯彩节", "。"),
    ("Event", "我局举办", "第二届青岚菊花文化节", "。"),
    ("Event", "我局举办", "第12届青岚菊花文化节", "。"),
    ("Event", "我局举办", "宜春月亮文化节", "。"),
    ("Event", "我局承办", "全省旅游发展大会", "。"),
    ("Event", "我局承办", "中国灯彩产业发展论坛", "。"),
    ("Plan", "我局编制", "宜春市灯彩产业发展规划", "。"),
    ("Plan", "我局出台", "宜春市灯彩保护管理办法", "。"),
    ("Initiative", "我局搭建", "青岚云平台", "。"),
    ("Initiative", "我局搭建", "宜春市非遗数字平台", "。"),
    ("Initiative", "我局打造", "“岚上书房”工程", "。"),
    ("Initiative", "我局打造", "青岚文化产业园", "。"),
    ("Place", "我局保护", "青岚古镇", "。"),
    ("Place", "我局整治", "岚溪河", "。"),
    ("Place", "我局走访", "岚坡村", "。"),
    ("Place", "我局走访", "青岚历史文化街区", "。"),
]
COMMON = [
    "我局与大学交流。",
    "我局考察博物馆。",
    "我局走访有限公司。",
    "我局成立协会。",
    "我局举办文化节。",
    "我局召开座谈会。",
    "我局抓好规划。",
    "我局编制方案。",
    "我局搭建平台。",
    "我局建设产业园。",
    "我局实施重点工程。",
    "我局保护古镇。",
    "我局整治河道。",
    "我局建设大型综合性文化中心。",
    "我局建设省级示范基地。",
    "我局建设一批特色小镇。",
    "我局举办各类文化活动和大型展览。",
]


@pytest.mark.parametrize(("kind", "before", "name", "after"), PROPER)
def test_a_head_with_something_proper_is_a_name(
    kind: str, before: str, name: str, after: str
) -> None:
    assert (kind, name) in named(before + name + after)


@pytest.mark.parametrize("words", COMMON)
def test_a_head_with_everyday_words_alone_is_no_name(words: str) -> None:
    assert named(words) == set()


@pytest.mark.parametrize(
    "words",
    [
        "我局大力推进青岚文化公园建设。",
        "位于城西的青岚文化公园已开放。",
        "目前，青岚文化公园已开放。",
        "我局已将青岚文化公园对外开放。",
    ],
)
def test_a_name_begins_after_a_verb_a_function_word_or_a_mark(words: str) -> None:
    assert named(words) == {("Initiative", "青岚文化公园")}


def test_a_name_keeps_quotes_inside_and_loses_those_around_it() -> None:
    assert ("Initiative", "“岚上书房”工程") in named("我局打造“岚上书房”工程。")
    assert ("Initiative", "岚上工程") in named("我局打造“岚上工程”。")


def test_and_joins_two_names() -> None:
    assert named("我局走访青岚大学和岚溪大学。") == {
        ("Institution", "青岚大学"),
        ("Institution", "岚溪大学"),
    }


def test_and_inside_an_events_name_belongs_to_it() -> None:
    name = "首届文化和旅游博览会"
    assert named(f"我局举办{name}。") == {("Event", name)}


def test_and_inside_an_events_name_after_an_uncommon_word() -> None:
    name = "首届灯彩和菊花文化节"
    assert ("Event", name) in named(f"我局举办{name}。")


@pytest.mark.parametrize("year", ["2021年", "2021"])
def test_a_year_is_cut_off_or_kept_but_never_torn(year: str) -> None:
    names = {name for kind, name in named(f"我局举办{year}青岚菊花文化节。") if kind == "Event"}
    assert names <= {"青岚菊花文化节", f"{year}青岚菊花文化节"}
    assert names


@pytest.mark.parametrize("words", ["岚嶒村民参与。", "岚嶒海洋资源多。", "岚嶒湖面上划船。"])
def test_a_head_that_begins_another_word_is_none(words: str) -> None:
    assert named(words) == set()


def test_an_opinion_that_an_office_gives_is_no_plan() -> None:
    assert named("为此，市教育局反馈意见。") == {("Department", "市教育局")}


def test_candidates_say_where_they_stand_and_what_they_end_in() -> None:
    text = "我局考察青岚大学，搭建平台。"
    first, *rest = Grammar(text, [], frozenset()).candidates()
    assert (text[first.start : first.end], first.head, first.type) == (
        "青岚大学",
        "大学",
        "Institution",
    )
    assert first.confidence > 0
    assert all(found.confidence == 0 for found in rest)


def test_the_longest_head_counts() -> None:
    assert final_head("国家文化公园") == ("国家文化公园", "Initiative")
    assert final_head("青岚文化公园") == ("文化公园", "Initiative")
    assert final_head("国家文化公园里") is None


def test_a_place_has_no_edition() -> None:
    assert ("Place", "青岚古城") in named("首届青岚古城徒步路线已开放。")
    assert ("Event", "首届北京胡同文化节") in named("首届北京胡同文化节在北京举办。")


def test_an_item_of_a_list_is_read_to_its_mark() -> None:
    found = named("引进了青岚小镇、海昌地海洋公园、岚溪乐园等项目。")
    assert ("Place", "海昌地海洋公园") in found


def test_letters_that_touch_a_name_open_it() -> None:
    found = {name for _, name in named("建成G42青岚高速公路。")}
    assert "G42青岚高速公路" in found


@pytest.mark.parametrize("day", ["9月", "2022年9月", "9月8日"])
def test_a_date_before_a_name_is_not_of_it(day: str) -> None:
    assert ("Institution", "袁州区岚溪幼儿园") in named(f"到{day}袁州区岚溪幼儿园开园。")


@pytest.mark.parametrize("words", ["组织市属博物馆参加。", "支持区内足球队外出比赛。"])
def test_all_bodies_of_a_kind_are_none_by_name(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Institution"]
