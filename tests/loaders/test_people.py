"""Whom a letter addresses."""

from __future__ import annotations

import pytest
from given import header, letter, reading

BODY = "我局高度重视。"
OF_MEMBERS = "您在市政协五届三次会议上提出的《关于办好灯彩文化的提案》（第87号）收悉。"


@pytest.mark.parametrize(
    ("greeting", "names", "count"),
    [
        ("卢知远代表：", ["卢知远"], 1),
        ("卢知远代表:", ["卢知远"], 1),
        ("尊敬的卢知远代表：", ["卢知远"], 1),
        ("卢知远代表，您好：", ["卢知远"], 1),
        ("　　卢知远代表：", ["卢知远"], 1),
        ("卢知远、祁若兰代表：", ["卢知远", "祁若兰"], 2),
        ("卢知远代表、祁若兰代表：", ["卢知远", "祁若兰"], 2),
        ("卢知远、祁若兰等5位代表：", ["卢知远", "祁若兰"], 5),
        ("卢知远等五名代表：", ["卢知远"], 5),
        ("卢知远、祁若兰等十二人代表：", ["卢知远", "祁若兰"], 12),
        ("卢知远等代表：", ["卢知远"], None),
        ("卢明 祁若兰代表：", ["卢明", "祁若兰"], 2),
        ("欧阳知远代表：", ["欧阳知远"], 1),
        ("买买提·艾力代表：", ["买买提·艾力"], 1),
        ("卢知远（领衔）等3名代表：", ["卢知远"], 3),
        ("卢知远（等10位）代表：", ["卢知远"], 10),
        ("努勒毛大·达吾提开勒得代表：", ["努勒毛大·达吾提开勒得"], 1),
        ("| 尊敬的卢知远代表：", ["卢知远"], 1),
    ],
)
def test_deputies(greeting: str, names: list[str], count: int | None) -> None:
    fields = header(letter(BODY, greeting=greeting))
    assert (fields["proposers"], fields["proposer_count"]) == (names, count)


@pytest.mark.parametrize("blank", [" ", "　"])
def test_a_name_set_wide_is_one_name(blank: str) -> None:
    assert header(letter(BODY, greeting=f"卢{blank}明代表："))["proposers"] == ["卢明"]
    listed = header(letter(BODY, greeting=f"卢{blank}明、祁若兰代表："))
    assert listed["proposers"] == ["卢明", "祁若兰"]


@pytest.mark.parametrize(
    "body", ["民盟宜春市委会", "九三学社宜春市委员会", "市工商联", "民革袁州区总支"]
)
def test_a_party_committee(body: str) -> None:
    fields = header(letter(BODY, greeting=f"{body}：", receipt=OF_MEMBERS))
    assert (fields["proposers"], fields["proposer_count"]) == ([body], 1)


def test_a_committee_beside_a_member() -> None:
    text = letter(BODY, greeting="农工党宜春市委会、卢知远委员：", receipt=OF_MEMBERS)
    assert header(text)["proposers"] == ["农工党宜春市委会", "卢知远"]


def test_proposers_are_deputies_that_submitted_the_proposal() -> None:
    found = reading(letter(BODY, greeting="卢知远、祁若兰代表："))
    people = {m.id: m.name for m in found.mentions if m.type == "Deputy"}
    stated = [s for s in found.statements if s.predicate == "SUBMITTED"]
    assert [people[s.subject] for s in stated] == ["卢知远", "祁若兰"]
    assert [s.quote for s in stated] == ["卢知远", "祁若兰"]


def test_a_proposer_may_be_named_in_the_receipt_clause_alone() -> None:
    text = letter(
        BODY,
        greeting="关于第87号建议的答复",
        receipt="卢知远代表在市五届人大三次会议上提出的《关于灯彩的建议》收悉。",
    )
    assert header(text)["proposers"] == ["卢知远"]


def test_a_greeting_without_names_has_no_proposer() -> None:
    assert header(letter(BODY, greeting="各位代表："))["proposers"] == []


def test_a_delegation_is_where_the_deputy_comes_from() -> None:
    receipt = "袁州区代表团卢知远等代表提出的《关于办好灯彩文化的建议》（第87号）收悉。"
    fields = header(letter(BODY, greeting="", receipt=receipt))
    assert (fields["proposers"], fields["proposer_count"]) == (["卢知远"], None)


@pytest.mark.parametrize("label", ["提 案 者： [委员] ", "提案人：", "提案人 | "])
def test_a_table_names_all_of_them(label: str) -> None:
    head = f"{label}卢知远；祁若兰；苏清和；\n"
    fields = header(head + letter(BODY, greeting="卢知远等委员：", receipt=OF_MEMBERS))
    assert fields["proposers"] == ["卢知远", "祁若兰", "苏清和"]
    assert fields["proposer_count"] == 3


def test_a_table_of_others_does_not_count() -> None:
    head = "提案人：祁若兰；苏清和；\n"
    fields = header(head + letter(BODY, greeting="卢知远委员：", receipt=OF_MEMBERS))
    assert fields["proposers"] == ["卢知远"]


def test_a_label_is_no_addressee() -> None:
    text = "领衔代表： 代表团： 袁州代表团；\n" + letter(BODY, greeting="袁州代表团：")
    assert header(text)["proposers"] == ["袁州代表团"]


def test_proposers_named_after_the_session_in_a_paragraph_before_the_receipt() -> None:
    text = "\n".join(
        [
            "在市五届人大三次会议上，卢知远、祁若兰、高山青等提出的《关于办好灯彩文化的建议》。",
            "此建议由我局负责办理，现答复如下：",
            BODY,
            "",
            "宜春市文化广电旅游局",
            "2022年6月9日",
        ]
    )
    fields = header(text)
    assert fields["proposers"] == ["卢知远", "祁若兰", "高山青"]
    assert fields["assembly"] == "市五届人大三次会议"


def test_a_deputys_office_in_brackets() -> None:
    fields = header(letter(BODY, greeting="卢知远委员（区应急管理局）："))
    assert fields["proposers"] == ["卢知远"]


@pytest.mark.parametrize(
    ("receipt", "names"),
    [
        ("现就卢知远代表提出的《关于灯彩的建议》（第87号）提出如下意见", ["卢知远"]),
        ("现就民进宜春市委会提出的《关于灯彩的提案》（第87号）提出如下意见", ["民进宜春市委会"]),
    ],
)
def test_proposers_of_a_letter_to_another_office(receipt: str, names: list[str]) -> None:
    text = letter(BODY, greeting="市教育局：", receipt=receipt, after="：")
    assert header(text)["proposers"] == names


@pytest.mark.parametrize("who", ["全国人大代表", "省政协委员", "两位委员", "部分代表", "上述委员"])
def test_deputies_without_a_name_are_no_proposers(who: str) -> None:
    receipt = f"现就{who}提出的《关于灯彩的提案》（第87号）提出如下意见"
    text = letter(BODY, greeting="市教育局：", receipt=receipt, after="：")
    assert header(text)["proposers"] == []
