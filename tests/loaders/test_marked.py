"""Names in quotes and in 《》."""

from __future__ import annotations

import pytest
from given import named


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("我局实施“灯彩兴市”战略。", ("Initiative", "灯彩兴市")),
        ("关注“青岚文旅”微信公众号。", ("Initiative", "青岚文旅")),
        ("形成“一核两翼三带”发展格局。", ("Initiative", "一核两翼三带")),
    ],
)
def test_the_word_after_the_quotes_tells(words: str, expected: tuple[str, str]) -> None:
    assert expected in named(words)


def test_a_title_after_a_verb_of_drawing_up_is_a_plan() -> None:
    title = "宜春市灯彩民宿服务等级划分与设施"
    assert named(f"我局制定《{title}》。") == {("Plan", title)}


@pytest.mark.parametrize("edition", ["首届", "第二届"])
def test_the_edition_before_the_quotes_belongs_to_the_event(edition: str) -> None:
    assert ("Event", f"{edition}“青岚梨花节”") in named(f"{edition}“青岚梨花节”很热闹。")


def test_days_that_everybody_keeps_and_titles_of_proposals_are_no_names() -> None:
    assert named("利用“春节”“元宵节”开展活动。") == set()
    found = named("“关于举办青岚灯彩节”的建议很好。")
    assert ("Event", "关于举办青岚灯彩节") not in found
