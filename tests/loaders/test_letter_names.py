"""Names in quotes, in 《》, in lists, said once and said again; which of competing ones counts."""

from __future__ import annotations

import itertools

import pytest
from given import letter, named, reading


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("我局打造“岚上书房”。", ("Initiative", "岚上书房")),
        ("我局承办“青岚灯会”。", ("Event", "青岚灯会")),
        ("我局委托“青岚画院”管理。", ("Institution", "青岚画院")),
    ],
)
def test_quotes_with_a_head_inside(words: str, expected: tuple[str, str]) -> None:
    assert named(words) == {expected}


def test_quotes_before_a_head_are_named_without_it_in_a_group() -> None:
    assert named("我局培育“月下读书”等品牌。") == {("Initiative", "月下读书")}


@pytest.mark.parametrize(
    ("head", "kind"), [("文化品牌", "Initiative"), ("系列活动", "Event"), ("论坛", "Event")]
)
def test_quotes_in_a_list_are_all_of_the_type_of_the_head_after_it(head: str, kind: str) -> None:
    found = named(f"其中“月下读书”“灯下听戏”等{head}深受欢迎。")
    assert found == {(kind, "月下读书"), (kind, "灯下听戏")}


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("举办", "Event"), ("承办", "Event"), ("推出", "Initiative"), ("打造了", "Initiative")],
)
def test_quotes_after_a_verb(verb: str, kind: str) -> None:
    assert named(f"我局{verb}“月下读书”。") == {(kind, "月下读书")}


@pytest.mark.parametrize(
    "words",
    ["坚持“一核两翼”布局。", "推进“十四五”期间工作。", "做到“应保尽保”。", "构建“1+3+N”体系。"],
)
def test_slogans_in_quotes_are_no_names(words: str) -> None:
    assert named(words) == set()


@pytest.mark.parametrize(
    "title",
    [
        "宜春市灯彩保护办法",
        "宜春市文化发展规划（2021-2025年）",
        "关于支持灯彩发展的若干意见",
        "宜春市灯彩条例",
        "宜春市灯彩三年行动计划",
        "关于做好灯彩工作的通知",
    ],
)
def test_a_plan_in_title_marks(title: str) -> None:
    assert named(f"我局落实《{title}》。") == {("Plan", title)}


def test_titles_in_a_row_are_each_a_plan() -> None:
    found = named("我局落实《宜春市灯彩条例》《宜春市灯彩保护办法》。")
    assert found == {("Plan", "宜春市灯彩条例"), ("Plan", "宜春市灯彩保护办法")}


def test_a_title_inside_a_title_belongs_to_it() -> None:
    title = "关于印发〈宜春市灯彩条例〉的通知"
    assert named(f"我局落实《{title}》。") == {("Plan", title)}


@pytest.mark.parametrize(
    "words",
    ["我局排演《青岚往事》。", "我局排演话剧《灯彩人家》。", "我局拍摄电影《菊花台》。"],
)
def test_stage_works_films_and_books_are_no_names(words: str) -> None:
    assert named(words) == set()


def test_a_stage_work_that_ends_like_a_plan_is_none() -> None:
    assert ("Plan", "青岚计划") not in named("我局排演话剧《青岚计划》。")


def test_a_stage_work_that_ends_in_a_head_is_no_name() -> None:
    assert named("我局排演话剧《青岚计划》。") == set()


def test_an_item_of_intangible_heritage_in_title_marks() -> None:
    found = named("推动《青岚灯歌》等非遗项目走进校园。")
    assert ("Initiative", "青岚灯歌") in found


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


def test_games_go_by_their_number() -> None:
    assert ("Event", "省十六运会") in named("我市承办省十六运会。")


def test_games_of_cities_are_no_place() -> None:
    assert all(kind != "Place" for kind, _ in named("我市承办第七届全国城运会。"))


def test_mentions_of_a_letter_do_not_overlap_but_for_places_inside_works() -> None:
    found = reading(
        letter("我局与青岚大学举办首届青岚灯彩节，印发《宜春市灯彩保护办法》，保护青岚古镇。")
    )
    body = sorted({(m.start, m.end) for m in found.mentions if m.type not in ("Reply", "Proposal")})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(body))
