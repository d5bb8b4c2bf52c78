"""Done, under way or to come; in which year; denied or asked for."""

from __future__ import annotations

import pytest
from given import act, acts
from wenmai.loaders.status import Setting, is_asked, is_negated, status_of, year_of

PLAIN = Setting(planned=False, letter_year=2022)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("我局已举办首届青岚灯彩节。", "done"),
        ("我局举办了首届青岚灯彩节。", "done"),
        ("我局成功举办首届青岚灯彩节。", "done"),
        ("我局举办首届青岚灯彩节。", "done"),
        ("近年来，我局举办首届青岚灯彩节。", "done"),
        ("2021年，我局举办首届青岚灯彩节。", "done"),
        ("2022年3月，我局举办首届青岚灯彩节。", "done"),
        ("我局正在筹办首届青岚灯彩节。", "ongoing"),
        ("目前正在建设青岚云平台。", "ongoing"),
        ("我局持续推进青岚云平台建设。", "ongoing"),
        ("我局不断推进青岚云平台建设。", "ongoing"),
        ("我局协调推动青岚云平台建设。", "ongoing"),
        ("我局积极打造青岚云平台。", "ongoing"),
        ("近年来，我局着力打造青岚云平台。", "done"),
        ("2013年我局举办灯会，今后我局将继续联合青岚大学。", "planned"),
        ("我局将举办首届青岚灯彩节。", "planned"),
        ("我局拟举办首届青岚灯彩节。", "planned"),
        ("我局计划举办首届青岚灯彩节。", "planned"),
        ("我局力争建成青岚云平台。", "planned"),
        ("下一步，我局举办首届青岚灯彩节。", "planned"),
        ("今后，我局将继续推进青岚云平台建设。", "planned"),
        ("青岚云平台预计年底建成。", "planned"),
        ("我局已正式申报建立青岚云平台。", "ongoing"),
        ("我局聚力打造青岚云平台。", "ongoing"),
        ("我局办好首届青岚灯彩节。", "ongoing"),
        ("我局筹建青岚博物馆。", "planned"),
        ("我局将青岚村成功申报为国家传统村落。", "done"),
    ],
)
def test_the_status_of_an_act(words: str, status: str) -> None:
    assert act(words)["status"] == status


def test_what_is_done_and_what_is_to_come_in_one_sentence() -> None:
    found = acts("我局已举办首届青岚灯彩节，下一步将举办第二届青岚灯彩节。")
    assert {a["object"]: a["status"] for a in found} == {
        "首届青岚灯彩节": "done",
        "第二届青岚灯彩节": "planned",
    }


def test_words_inside_names_say_nothing_of_the_status() -> None:
    assert act("我局印发《青岚灯彩三年行动计划》。")["status"] == "done"
    assert act("我局将印发《青岚灯彩建设工程完成标准》。")["status"] == "planned"


def test_under_a_heading_of_plans_only_the_past_is_done() -> None:
    plans = Setting(planned=True, letter_year=2022)
    assert status_of("举办", "举办", plans) == "planned"
    assert status_of("正在举办", "正在举办", plans) == "planned"
    assert status_of("已举办", "已举办", plans) == "done"


def test_a_year_before_the_letters_own_is_past() -> None:
    assert status_of("2021年持续推进", "持续推进", PLAIN) == "done"
    assert status_of("2022年持续推进", "持续推进", PLAIN) == "ongoing"
    assert status_of("2021年持续推进", "持续推进", Setting(False, None)) == "ongoing"


@pytest.mark.parametrize(
    "words",
    [
        "我局尚未举办青岚灯彩节第二届青岚灯彩节。",
        "我局暂不举办第二届青岚灯彩节。",
        "因条件有限，无法建设青岚云平台。",
        "我局没有建设青岚云平台。",
    ],
)
def test_what_is_denied_is_no_action(words: str) -> None:
    assert acts(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "您建议举办首届青岚灯彩节。",
        "您提出的建设青岚云平台，我局完全赞同。",
        "代表提出，设立青岚灯彩协会。",
        "建议中提到的建设青岚云平台很有意义。",
    ],
)
def test_what_the_proposal_asks_for_is_no_action(words: str) -> None:
    assert acts(words) == []


def test_a_denial_or_a_wish_holds_for_its_own_sentence() -> None:
    found = acts("您建议建设青岚云平台。我局印发《宜春市灯彩保护办法》。")
    assert [a["object"] for a in found] == ["宜春市灯彩保护办法"]


@pytest.mark.parametrize("words", ["尚未举办", "暂未实施", "如条件成熟", "不具备"])
def test_negated(words: str) -> None:
    assert is_negated(words)


@pytest.mark.parametrize("words", ["已举办", "未来可期", "没落"])
def test_not_negated(words: str) -> None:
    assert not is_negated(words)


def test_asked() -> None:
    assert is_asked("您提出的三条意见")
    assert is_asked("代表建议")
    assert not is_asked("我局建议市政府")


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2021年，我局举办", 2021),
        ("2020年至2021年", 2021),
        ("2019年5月", 2019),
        ("今年", 2022),
        ("去年", 2021),
        ("宜文旅函〔2021〕3号", None),
        ("规划（2021-2025年）", None),
        ("第2021届", None),
        ("第20210056号", None),
    ],
)
def test_the_year_of_the_clause(words: str, year: int | None) -> None:
    assert year_of(words, 2022) == year


def test_the_year_of_an_act_is_the_clauses_not_the_letters() -> None:
    assert act("2020年，我局举办首届青岚灯彩节。")["year"] == 2020
    assert act("我局举办首届青岚灯彩节。")["year"] is None


def test_a_sum_of_money_is_no_year() -> None:
    years = {act["year"] for act in acts("我局投入资金2000万元建设青岚文化公园。")}
    assert years == {None}


def test_a_year_to_come_makes_a_plan() -> None:
    assert act("到2025年，建成青岚云平台。")["status"] == "planned"


def test_a_thing_put_on_a_list_is_no_plan() -> None:
    assert act("我局将青岚书院列入全省研学基地名单。")["status"] == "done"


def test_a_denial_after_the_object() -> None:
    assert all(a["status"] != "done" for a in acts("《宜春市灯彩保护办法》印发工作尚未完成。"))


def test_what_follows_in_a_paragraph_of_plans_is_planned() -> None:
    found = acts("下一步，我局将抓好落实。推出青岚云平台。", "我局举办首届青岚灯彩节。")
    assert [(a["object"], a["status"]) for a in found] == [
        ("青岚云平台", "planned"),
        ("首届青岚灯彩节", "done"),
    ]


def test_a_five_year_plan_may_be_to_come() -> None:
    found = act("“十四五”期间，我局统筹创建青岚文化园。")
    assert found["status"] != "done"
