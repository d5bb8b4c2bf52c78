"""The names of offices."""

from __future__ import annotations

import pytest
from given import named
from wenmai.loaders.offices import Offices


def office(words: str) -> list[str]:
    """Return the departments that a sentence about ``words`` names."""
    return sorted(name for kind, name in named(f"为此，{words}作出部署。") if kind == "Department")


@pytest.mark.parametrize(
    "name",
    [
        "铜鼓县教育局",
        "宜春市袁州区教育局",
        "江西省文化和旅游厅",
        "江西省发展和改革委员会",
        "宜春市人民政府",
        "铜鼓县人民政府办公室",
        "袁州区委宣传部",
        "中共宜春市委宣传部",
    ],
)
def test_a_place_a_topic_and_a_head(name: str) -> None:
    assert office(name) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "市教育局",
        "省文旅厅",
        "区文化广电和旅游局",
        "县人力资源和社会保障局",
        "市自然资源和规划分局",
        "市发展改革委",
        "县人民政府",
        "区委宣传部",
        "县文联",
        "市政府办公室",
    ],
)
def test_a_level_stands_for_the_place(name: str) -> None:
    assert office(name) == [name]


@pytest.mark.parametrize(
    "name",
    ["文化和旅游部", "国家文物局", "教育部", "财政部", "中央宣传部", "国家发展改革委", "国务院"],
)
def test_central_bodies(name: str) -> None:
    assert office(name) == [name]


@pytest.mark.parametrize("name", ["洪塘镇人民政府", "彬江镇政府", "飞剑潭乡政府", "灵泉街道办事处"])
def test_township_bodies(name: str) -> None:
    assert office(name) == [name]


@pytest.mark.parametrize("name", ["团区委", "市规划资源局", "区交巡警支队", "市生态环境局袁州分局"])
def test_leagues_and_offices_of_several_tasks(name: str) -> None:
    assert name in office(name)


def test_a_section_belongs_to_its_office() -> None:
    assert ("Department", "宜春市教育局文教科") in named("详情可问宜春市教育局文教科。")


def test_the_office_above() -> None:
    assert office("我局向省厅") == ["省厅"]
    assert office("全省局级干部") == []


def test_a_venue_is_no_office() -> None:
    assert office("袁州区文化中心") == []
    assert ("Institution", "袁州区文化中心") in named("袁州区文化中心已开放。")


@pytest.mark.parametrize("name", ["洪塘镇人民政府", "灵泉街道办事处"])
def test_a_township_body_after_a_function_word(name: str) -> None:
    assert office(f"会议由{name}") == [name]


def test_a_township_body_after_a_function_word_that_opens_the_line() -> None:
    assert named("由洪塘镇人民政府负责。") == {("Department", "洪塘镇人民政府")}


def test_offices_in_a_list_are_told_apart() -> None:
    assert office("市教育局、财政局和市体育局") == ["市体育局", "市教育局", "财政局"]


def test_with_the_countys_office_is_no_county_of_that_name() -> None:
    assert named("会同县教育局作出部署。") == {("Department", "县教育局")}


def test_a_letter_from_the_county_that_is_named_with_a_function_word() -> None:
    found = named(
        "会同县教育局作出部署。",
        writer="会同县文化旅游广电体育局",
        receipt="您在会同县第十八届人民代表大会第二次会议上提出的《关于灯彩的建议》收悉。",
    )
    assert found == {("Department", "会同县教育局")}


@pytest.mark.parametrize("words", ["城市管理水平", "各部门", "财政部门", "提案办理", "全市"])
def test_what_only_looks_like_an_office(words: str) -> None:
    assert office(words) == []


def test_spans_are_in_order_and_apart() -> None:
    text = "市教育局、县财政局与区委宣传部会商"
    found = Offices(text).named({})
    assert [text[o.start : o.end] for o in found] == ["市教育局", "县财政局", "区委宣传部"]


def test_places_before_an_office_are_joined_to_it() -> None:
    text = "甲乙市丙丁区教育局"
    (found,) = Offices(text).named({3: 0, 6: 3})
    assert text[found.start : found.end] == text


def test_a_documents_number_and_title_name_no_office() -> None:
    found = named("根据通知（国办发〔2019〕23号），已写入市政府工作报告。")
    assert all(kind != "Department" for kind, _ in found)


@pytest.mark.parametrize("name", ["市人大法工委", "市交警支队", "市社会组织管理局", "市路政局"])
def test_further_bodies(name: str) -> None:
    assert ("Department", name) in named(f"我局会同{name}研究。")


def test_a_heads_last_character_may_open_the_next_word() -> None:
    assert office("受宜春市委托的单位") == []
    assert office("宜春市委") == ["宜春市委"]
