"""Who answers: the lead department and those that handle the proposal with it."""

from __future__ import annotations

import pytest
from given import RECEIPT, header, letter, reading

BODY = "我局高度重视。"
WRITER = "宜春市文化广电旅游局"
HEADING = "关于第87号建议的答复"
JOINT = "\n".join(
    [
        "关于市五届人大三次会议第87号建议的会办意见",
        "",
        "市教育局：",
        "　　市五届人大三次会议第87号建议《关于灯彩进校园的建议》收悉。现提出如下会办意见：",
        "　　一、已编制《宜春市灯彩教材编写指南》。",
        "",
        WRITER,
        "2022年4月8日",
    ]
)


@pytest.mark.parametrize(
    "signature", [WRITER, f"　　　　{WRITER}　", "中共宜春市委宣传部", "铜鼓县人民政府"]
)
def test_who_signs_leads(signature: str) -> None:
    assert header(letter(BODY, writer=signature))["lead_department"] == signature.strip("　")


@pytest.mark.parametrize(
    "head",
    [
        f"宜春市体育局{HEADING}",
        f"宜春市体育局\n{HEADING}",
        f"宜春市体育局文件\n{HEADING}",
        f"来源：宜春市体育局\n{HEADING}",
        f"发布机构：宜春市体育局\n{HEADING}",
        f"主办单位：宜春市体育局\n{HEADING}",
        f"发布机关 ：宜春市体育局\n{HEADING}",
        f"首页>部门>宜春市体育局>建议提案\n{HEADING}",
        f"欢迎光临宜春市体育局网站\n{HEADING}",
    ],
)
def test_without_a_signature_the_head_tells_who_leads(head: str) -> None:
    assert header(f"{head}\n{letter(BODY, writer='')}")["lead_department"] == "宜春市体育局"


def test_nobody_leads_where_nothing_tells() -> None:
    assert header(letter(BODY, writer=""))["lead_department"] is None


@pytest.mark.parametrize(
    "clause",
    [
        "我局会同市教育局、市财政局进行研究，现答复如下：",
        "经会同市教育局、市财政局办理，现答复如下：",
        "经商市教育局、市财政局，现答复如下：",
        "我局商请市教育局、市财政局提出意见，现答复如下：",
        "根据市教育局、市财政局意见，现答复如下：",
        "该建议由我局主办，市教育局、市财政局会办。现答复如下：",
        "该建议由我局主办，市教育局和市财政局协办。现答复如下：",
        "会办单位：市教育局、市财政局。现答复如下：",
    ],
)
def test_co_handlers_of_the_receipt_clause(clause: str) -> None:
    fields = header(letter(BODY, after=clause))
    assert fields["lead_department"] == WRITER
    assert fields["co_departments"] == ["市教育局", "市财政局"]


def test_co_handlers_of_the_head() -> None:
    text = f"主办单位：市体育局\n会办单位：市教育局、市财政局\n{letter(BODY, writer='')}"
    fields = header(text)
    assert fields["lead_department"] == "市体育局"
    assert fields["co_departments"] == ["市教育局", "市财政局"]


def test_the_receipt_clause_may_tell_who_leads() -> None:
    after = "该建议由市体育局主办，市教育局会办，现答复如下："
    fields = header(letter(BODY, writer="", after=after))
    assert fields["lead_department"] == "市体育局"
    assert fields["co_departments"] == ["市教育局"]


def test_an_office_of_the_body_does_not_handle() -> None:
    fields = header(letter("市教育局举办首届青岚灯彩节。", "一、其他", "市财政局支持灯彩工作。"))
    assert fields["co_departments"] == []


def test_the_lead_is_not_its_own_co_handler() -> None:
    after = "我局会同市文化广电旅游局、市教育局研究，现答复如下："
    assert header(letter(BODY, after=after))["co_departments"] == ["市教育局"]


def test_a_joint_opinion_is_led_by_its_addressee() -> None:
    fields = header(JOINT)
    assert fields["lead_department"] == "市教育局"
    assert fields["co_departments"] == [WRITER]
    assert fields["proposers"] == []


def test_others_that_a_joint_opinion_asked_co_handle_too() -> None:
    fields = header(JOINT.replace("收悉。", "收悉，经商市财政局研究。"))
    assert fields["lead_department"] == "市教育局"
    assert set(fields["co_departments"]) == {WRITER, "市财政局"}


def test_in_a_joint_opinion_the_writer_acts_unless_another_is_named() -> None:
    found = reading(JOINT)
    by_id = {mention.id: mention for mention in found.mentions}
    (issued,) = (s for s in found.statements if s.predicate == "ISSUES")
    assert by_id[issued.subject].name == WRITER
    assert issued.actor_inferred


def test_handlers_are_stated_where_they_are_named() -> None:
    found = reading(letter(BODY, after="我局会同市教育局研究，现答复如下："))
    by_id = {mention.id: mention for mention in found.mentions}
    stated = {s.predicate: s for s in found.statements}
    assert by_id[stated["LEADS"].subject].name == stated["LEADS"].quote == WRITER
    assert by_id[stated["CO_HANDLES"].subject].name == stated["CO_HANDLES"].quote == "市教育局"
    assert found.letter.text.index(RECEIPT) < stated["CO_HANDLES"].start


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("近年来，市教育局高度重视，我局开展了活动。", "市教育局"),
        ("市教体局认真落实。", "市教体局"),
        ("近年来，宜春市委高度重视，我委开展了活动。", None),
        ("省教育厅印发通知，我局认真落实。", None),
        ("我局会同市教育局、市财政局研究。", None),
    ],
)
def test_a_letter_without_signature_names_its_writer_in_the_body(
    body: str, lead: str | None
) -> None:
    text = "\n".join(["卢知远代表：", f"{RECEIPT}现答复如下：", body])
    assert header(text)["lead_department"] == lead


def test_where_two_offices_act_neither_is_the_writer() -> None:
    body = "市教育局高度重视。市财政局安排资金。我局举办了活动。"
    text = "\n".join(["卢知远代表：", f"{RECEIPT}现答复如下：", body])
    assert header(text)["lead_department"] is None
