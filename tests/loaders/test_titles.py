"""Prizes, ranks and places on lists."""

from __future__ import annotations

import pytest
from given import acts, named
from wenmai.loaders.titles import received


def titles(words: str) -> list[str]:
    return [words[t.start : t.end] for t in received(words, 0, len(words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("青岚书院荣获全国十佳书院称号", ["全国十佳书院"]),
        ("青岚书院获评全省研学基地", ["全省研学基地"]),
        ("青岚书院被评为全国文明单位", ["全国文明单位"]),
        ("青岚书院被省文旅厅评为全省文明单位", ["全省文明单位"]),
        ("青岚书院入选省级非遗工坊名录", ["省级非遗工坊名录"]),
        ("青岚书院被认定为省级示范基地", ["省级示范基地"]),
        ("青岚书院获得全省灯彩创新奖", ["全省灯彩创新奖"]),
        ("青岚书院入选全省研学基地、全国文明单位", ["全省研学基地", "全国文明单位"]),
        ("青岚书院荣获“最美书院”“书香之家”等称号", ["最美书院", "书香之家"]),
        ("先后获得殊荣：全国十佳书院、全省最美书院", ["全国十佳书院", "全省最美书院"]),
        ("青岚塔被列入第一批江西省革命文物名录", ["第一批江西省革命文物名录"]),
        ("我部认定青岚村、岚溪村为全国休闲农业示范村", ["全国休闲农业示范村"]),
        ("青岚书院提升纳入全省文旅融合项目库", ["全省文旅融合项目库"]),
        ("青岚塔属省级文物保护单位", ["省级文物保护单位"]),
        ("青岚塔是省级文物保护单位", ["省级文物保护单位"]),
        ("青岚村为中国传统村落", ["中国传统村落"]),
        ("青岚塔是全国文明单位、江西省党史教育基地", ["全国文明单位", "江西省党史教育基地"]),
        ("成功创建青岚老街国家4A级旅游景区", ["国家4A级旅游景区"]),
        ("青岚书院被录入全省研学基地名录", ["全省研学基地名录"]),
    ],
)
def test_what_was_received(words: str, expected: list[str]) -> None:
    assert titles(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "我局获得群众好评",
        "列入重要议事日程",
        "入选一批项目",
        "纳入财政预算",
        "青岚塔不是省级文物保护单位",
        "群众获得了实惠",
        "授予他们更多自主权",
    ],
)
def test_what_is_no_title(words: str) -> None:
    assert titles(words) == []


def test_only_the_stretch_asked_for_is_read() -> None:
    words = "青岚书院荣获全国十佳书院称号。青岚塔是省级文物保护单位"
    assert [words[t.start : t.end] for t in received(words, 15, len(words))] == ["省级文物保护单位"]


@pytest.mark.parametrize(
    "words",
    [
        "青岚书院荣获全国十佳书院称号。",
        "我局将青岚书院列入省级文物保护单位名单。",
        "2021年，青岚书院被评为全国文明单位。",
    ],
)
def test_who_received_it(words: str) -> None:
    (found,) = acts(words)
    assert (found["predicate"], found["actor"]) == ("RECEIVES", "青岚书院")


def test_a_title_is_what_an_act_is_about_but_no_entity() -> None:
    assert named("青岚书院荣获全国十佳书院称号。") == {("Institution", "青岚书院")}
    assert named("青岚书院入选全省研学基地。") == {("Institution", "青岚书院")}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("我市创建国家级工业旅游示范基地2家。", "国家级工业旅游示范基地"),
        ("我省共获评中国重要农业文化遗产7项。", "中国重要农业文化遗产"),
        ("青岚书院已列入市级文旅重点项目。", "市级文旅重点项目"),
        ("青岚塔纳入江西省革命遗址数据库。", "江西省革命遗址数据库"),
        ("青岚古城争创国家级旅游度假区。", "国家级旅游度假区"),
        ("青岚县被确立为国家中医药综合改革试验区。", "国家中医药综合改革试验区"),
    ],
)
def test_ranks_by_number_on_lists_and_applied_for(words: str, title: str) -> None:
    assert [a["object"] for a in acts(words) if a["predicate"] == "RECEIVES"] == [title]


def test_hoping_for_a_title_is_a_plan() -> None:
    (found,) = acts("我局争取入选全国典型案例名录。")
    assert (found["predicate"], found["status"]) == ("RECEIVES", "planned")


def test_titles_do_not_overlap() -> None:
    assert titles("青岚博物馆列入省重点项目库并开工") == ["省重点项目库"]
    assert titles("共获评中国重要农业文化遗产7项（全国共27项）") == ["中国重要农业文化遗产"]
