"""Names in lists, said once and said again; which of competing ones counts."""

from __future__ import annotations

import itertools

import pytest
from given import letter, named, reading


def test_a_short_form_is_declared_and_used() -> None:
    found = named(
        "制定《青岚灯彩三年行动计划》（以下简称《行动计划》）。", "我局落实《行动计划》。"
    )
    assert found == {("Plan", "青岚灯彩三年行动计划"), ("Plan", "行动计划")}


def test_a_short_form_of_a_body_has_its_type() -> None:
    found = named("青岚大学（以下简称“青大”）已开班，青大的学员很多。")
    assert found == {("Institution", "青岚大学"), ("Institution", "青大")}


def test_a_name_said_again_is_found_again() -> None:
    text = letter("我局打造“岚上书房”。", "岚上书房很受欢迎。")
    places = [m.start for m in reading(text).mentions if m.name == "岚上书房"]
    assert places == [text.index("岚上书房"), text.rindex("岚上书房")]


def test_an_item_is_a_name_where_its_neighbours_in_the_list_are() -> None:
    found = named("我局举办第三届灯彩节、菊花节。")
    assert found == {("Event", "第三届灯彩节"), ("Event", "菊花节")}


def test_of_overlapping_names_the_longest_counts() -> None:
    assert named("我局考察宜春市青岚博物馆研究中心。") == {
        ("Institution", "宜春市青岚博物馆研究中心")
    }


def test_repair_works_name_the_place_too() -> None:
    found = named("我局实施青岚塔保护工程。")
    assert found == {("Initiative", "青岚塔保护工程"), ("Place", "青岚塔")}


def test_mentions_of_a_letter_do_not_overlap_but_for_places_inside_works() -> None:
    found = reading(
        letter("我局与青岚大学举办首届青岚灯彩节，印发《宜春市灯彩保护办法》，保护青岚古镇。")
    )
    body = sorted({(m.start, m.end) for m in found.mentions if m.type not in ("Reply", "Proposal")})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(body))


def test_a_town_is_known_without_its_kind() -> None:
    assert ("Place", "岚溪") in named("岚溪镇位于城西。近年来，岚溪的茶业兴旺。")


def test_an_item_between_names_of_a_list_is_a_name_without_a_head() -> None:
    assert ("Place", "乐岚处") in named("我局修缮青岚书院、青岚古城、乐岚处、青岚故居等。")


def test_a_place_in_brackets_belongs_to_the_institution() -> None:
    assert ("Institution", "青岚大学（绍兴）") in named("我局走访青岚大学（绍兴）。")


@pytest.mark.parametrize(("words", "whole"), [("弘扬黄河文化。", False), ("黄河岸边。", True)])
def test_the_culture_of_a_river_is_not_the_river(words: str, whole: bool) -> None:
    assert (("Place", "黄河") in named(words)) is whole


@pytest.mark.parametrize(
    "words",
    ["推出3条红色旅游精品线路。", "建设一批灯彩青岚教育基地。", "全市有全国乡村旅游重点村5个。"],
)
def test_many_of_a_kind_are_no_name(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Initiative"]


def test_a_mountain_is_known_by_its_scenic_area() -> None:
    found = named("关于在海棠山风景区建设环山道路。海棠山很美。")
    assert {("Place", "海棠山风景区"), ("Place", "海棠山")} <= found


def test_what_stands_on_a_site_belongs_to_its_name() -> None:
    assert named("青岚山遗址位于城西，青岚宫·唐岚宫遗址也在。") >= {
        ("Place", "青岚山遗址"),
        ("Place", "青岚宫·唐岚宫遗址"),
    }


def test_a_place_below_a_countys_short_name() -> None:
    found = named("保护了靖安峪埠、奉新峪坪等旧址。")
    assert {("Place", "靖安峪埠"), ("Place", "奉新峪坪")} <= found


def test_what_grows_below_a_countys_name_is_no_place() -> None:
    assert ("Initiative", "靖安峪茶") in named("推广了靖安峪茶、奉新峪瓜等。")


def test_a_section_in_brackets_belongs_to_the_name() -> None:
    assert ("Initiative", "长征国家文化公园（江西段）") in named("推进长征国家文化公园（江西段）。")


def test_a_persons_office_tells_that_the_name_is_no_place() -> None:
    assert all(kind != "Place" for kind, _ in named("李峪峰副市长主持会议。"))


def test_a_foreign_name_keeps_its_dot() -> None:
    assert ("Place", "路易·艾黎故居") in named("保护路易·艾黎故居。")


def test_a_month_is_no_part_of_a_place() -> None:
    assert ("Place", "岚峪古镇") in named("2022年7月岚峪古镇开放。")


def test_risings_and_battles_may_be_part_of_names() -> None:
    assert ("Place", "青岚起义旧址") in named("修缮青岚起义旧址。")


def test_several_sites_of_a_mountain_are_no_name() -> None:
    names = {name for _, name in named("五雷山三家景区均已达标，五雷山景区游客增多。")}
    assert "五雷山景区" in names
    assert "五雷山三家景区" not in names


def test_a_town_keeps_its_name_before_its_officials() -> None:
    assert ("Place", "樟树港镇") in named("在樟树港镇书记带领下推进工作。")
