"""What makes a text a reply, where its parts begin and end, and what its headings announce."""

from __future__ import annotations

import pytest
from given import RECEIPT, act, acts, header, letter, named, reading
from wenmai.loaders.anatomy import dissect, receipt_clause

TITLE = "《关于办好灯彩文化的建议》"


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        (f"您提出的{TITLE}收悉。", "收悉"),
        (f"您提出的{TITLE}已收悉，经研究，答复如下：", "已收悉"),
        (f"您提出的{TITLE}收到。", "收到"),
        (f"您提出的{TITLE}敬悉。", "敬悉"),
        (f"您提出的{TITLE}悉。", "悉"),
        (f"您提出的{TITLE}由我局办理。", "由我局办理"),
    ],
)
def test_the_receipt_clause_is_found_in_its_kinds(words: str, clause: str) -> None:
    found = receipt_clause(words)
    assert found is not None
    assert words[found.start : found.end] == clause


@pytest.mark.parametrize(
    "receipt",
    [
        f"您提出的{TITLE}收悉。",
        f"您提出的{TITLE}已收悉。",
        f"您提出的{TITLE}悉。",
        f"您提出的{TITLE}已交我局办理。",
        f"您提出的{TITLE}已由市政府办公室转交我局办理。",
        f"您提出的{TITLE}由我局会同有关单位办理。",
        f"关于您提出的{TITLE}，现将办理情况答复如下：",
    ],
)
def test_a_letter_with_any_receipt_clause_tells_its_title(receipt: str) -> None:
    fields = header(letter("我局高度重视。", receipt=receipt, after=""))
    assert fields["proposal_title"] == "关于办好灯彩文化的建议"
    assert fields["proposers"] == ["卢知远"]


def test_the_title_alone_makes_a_reply() -> None:
    text = "\n".join(
        [
            "关于市五届人大三次会议第87号建议的答复",
            "",
            "卢知远代表：",
            "我局高度重视灯彩文化，举办首届青岚灯彩节。",
            "",
            "宜春市文化广电旅游局",
            "2022年6月9日",
        ]
    )
    fields = header(text)
    assert fields["proposal_number"] == "87"
    assert fields["assembly"] == "市五届人大三次会议"


@pytest.mark.parametrize("text", ["", "今天天气很好。", "关于举办灯彩节的通知\n各单位：\n请参加。"])
def test_other_texts_are_no_replies(text: str) -> None:
    assert receipt_clause(text) is None
    assert dissect(text, []) is None


def test_the_places_of_an_assembly_and_of_the_head_are_no_names_of_the_letter() -> None:
    receipt = "您在袁州区第五届人民代表大会第三次会议上提出的《关于灯彩的建议》收悉。"
    text = "来源：青岚灯彩博物馆\n关于第87号建议的答复\n" + letter(
        "我局高度重视。", receipt=receipt
    )
    names = {m.name for m in reading(text).mentions if m.type in ("Place", "Institution")}
    assert names == set()


def test_names_in_the_proposals_title_count_but_nobody_acts_on_them() -> None:
    receipt = "您提出的《关于建设青岚灯彩博物馆的建议》收悉。"
    assert named("我局高度重视。", receipt=receipt) == {("Institution", "青岚灯彩博物馆")}
    assert acts("我局高度重视。", receipt=receipt) == []


def test_thanks_at_the_end_state_no_actions() -> None:
    body = ("我局印发《宜春市灯彩保护办法》。", "我局成立青岚灯彩协会。")
    thanks = "感谢您对建设青岚文化公园的支持！"
    assert [a["object"] for a in acts(*body, thanks)] == ["宜春市灯彩保护办法", "青岚灯彩协会"]


def test_thanks_that_open_the_letter_do_not_close_it() -> None:
    found = act(
        "感谢您对文化工作的关心！",
        "一、工作情况",
        "我局重视灯彩文化，多次组织专题调研，认真听取意见。",
        "二、其他情况",
        "我局成立青岚灯彩协会。",
    )
    assert found["object"] == "青岚灯彩协会"


@pytest.mark.parametrize(
    "heading",
    [
        "二、下一步工作",
        "二、下步打算",
        "二、今后工作",
        "二、工作计划",
        "二、下阶段安排",
        "二、努力方向",
    ],
)
def test_a_heading_of_work_to_come_plans_what_is_below_it(heading: str) -> None:
    found = acts(
        "一、工作情况", "我局建设青岚云平台。", heading, "我局印发《宜春市灯彩保护办法》。"
    )
    assert [(a["object"], a["status"]) for a in found] == [
        ("青岚云平台", "done"),
        ("宜春市灯彩保护办法", "planned"),
    ]


def test_a_planned_heading_holds_for_the_headings_under_it() -> None:
    found = acts(
        "一、工作情况",
        "我局建设青岚云平台。",
        "二、下一步打算",
        "（一）抓活动。举办第二届青岚灯彩节。",
        "（二）抓队伍。成立青岚灯彩协会。",
    )
    assert [a["status"] for a in found] == ["done", "planned", "planned"]


def test_a_planned_heading_of_the_second_order_ends_with_the_next_of_the_first() -> None:
    found = acts(
        "一、工作情况",
        "（一）建阵地。建设青岚云平台。",
        "（二）下一步打算。印发《宜春市灯彩保护办法》。",
        "二、其他情况",
        "成立青岚灯彩协会。",
    )
    assert [a["status"] for a in found] == ["done", "planned", "done"]


def test_a_list_that_a_sentence_announces_is_planned() -> None:
    found = acts(
        "我局举办首届青岚灯彩节。我局将从以下方面做好工作。",
        "一是推出青岚云平台。",
        "二是举办第二届青岚灯彩节。",
    )
    assert [a["status"] for a in found] == ["done", "planned", "planned"]


def test_an_announced_list_ends_with_the_next_heading_of_its_section() -> None:
    found = acts(
        "一、关于平台",
        "我局将重点做好以下工作：",
        "（一）推出青岚云平台。",
        "二、关于节庆",
        "我局举办首届青岚灯彩节。",
    )
    assert [a["status"] for a in found] == ["planned", "done"]


def test_a_list_under_a_report_is_none_of_plans() -> None:
    found = acts("我局将文物保护列入重点工作，取得了成效。", "一是推出青岚云平台。")
    assert [a["status"] for a in found] == ["done"]


def test_the_reply_is_mentioned_at_its_receipt_clause_and_answers_its_proposal() -> None:
    found = reading(letter("我局高度重视。"))
    by_id = {mention.id: mention for mention in found.mentions}
    (answers,) = (s for s in found.statements if s.predicate == "ANSWERS")
    assert found.letter.text[answers.start : answers.end] == "收悉"
    assert by_id[answers.object].name == "关于办好灯彩文化的建议"
    assert RECEIPT in found.letter.text
