"""What a letter says about its proposal and itself."""

from __future__ import annotations

import pytest
from given import header, letter, reading
from wenmai.loaders.header import squeezed_date

BODY = "我局高度重视。"


def told(receipt: str, **parts: str) -> dict[str, object]:
    return header(letter(BODY, receipt=receipt, **parts))


@pytest.mark.parametrize(
    ("receipt", "title"),
    [
        ("您提出的《关于办好灯彩文化的建议》收悉。", "关于办好灯彩文化的建议"),
        ("您提出的关于办好灯彩文化的建议收悉。", "关于办好灯彩文化的建议"),
        ("您提出的《办好灯彩文化》的建议收悉。", "办好灯彩文化"),
        ("您提出的《关于落实〈灯彩条例〉的建议》收悉。", "关于落实〈灯彩条例〉的建议"),
        ("您提出的“关于办好灯彩文化的建议”收悉。", "关于办好灯彩文化的建议"),
        ("您提出的第87号建议收悉。", None),
    ],
)
def test_the_title_of_the_proposal(receipt: str, title: str | None) -> None:
    assert told(receipt)["proposal_title"] == title


def test_a_plan_cited_in_the_receipt_clause_is_not_the_title() -> None:
    receipt = "根据《宜春市建议办理办法》，您提出的《关于办好灯彩文化的建议》收悉。"
    assert told(receipt)["proposal_title"] == "关于办好灯彩文化的建议"


@pytest.mark.parametrize(
    ("receipt", "number"),
    [
        ("您提出的《关于灯彩的建议》（第87号）收悉。", "87"),
        ("您提出的《关于灯彩的建议》（第087号）收悉。", "087"),
        ("您提出的第87号建议《关于灯彩的建议》收悉。", "87"),
        ("您提出的《关于灯彩的建议》（建议编号：20220087）收悉。", "20220087"),
        ("您提出的《关于灯彩的建议》（第B018号）收悉。", "B018"),
        ("您提出的《关于灯彩的建议》收悉。", None),
    ],
)
def test_the_number_of_the_proposal(receipt: str, number: str | None) -> None:
    assert told(receipt)["proposal_number"] == number


def test_the_number_may_stand_in_the_letters_title_alone() -> None:
    receipt = "您提出的《关于灯彩的建议》收悉。"
    text = "关于市五届人大三次会议第87号建议的答复\n" + letter(BODY, receipt=receipt)
    assert header(text)["proposal_number"] == "87"


def test_the_number_of_a_document_is_not_that_of_the_proposal() -> None:
    receipt = "您提出的《关于灯彩的建议》收悉。"
    text = "宜文旅函〔2022〕15号\n" + letter(BODY, receipt=receipt)
    assert header(text)["proposal_number"] is None


@pytest.mark.parametrize(
    "receipt",
    [
        "你们提出的第31号《关于建灯彩馆的建议》和第57号《关于办灯彩节的建议》收悉。",
        "你们提出的《关于建灯彩馆的建议》（第31号）、《关于办灯彩节的建议》（第57号）收悉。",
    ],
)
def test_several_proposals_are_paired_with_their_numbers(receipt: str) -> None:
    refs = reading(letter(BODY, receipt=receipt)).letter.header.proposals
    assert [(ref.number, ref.title) for ref in refs] == [
        ("31", "关于建灯彩馆的建议"),
        ("57", "关于办灯彩节的建议"),
    ]


def test_every_one_of_several_proposals_is_answered_submitted_and_led() -> None:
    receipt = "你们提出的第31号《关于建灯彩馆的建议》和第57号《关于办灯彩节的建议》收悉。"
    found = reading(letter(BODY, receipt=receipt))
    proposals = {m.id for m in found.mentions if m.type == "Proposal"}
    assert len(proposals) == 2
    for predicate in ("ANSWERS", "SUBMITTED", "LEADS"):
        stated = [s for s in found.statements if s.predicate == predicate]
        assert {s.subject if s.subject in proposals else s.object for s in stated} == proposals


@pytest.mark.parametrize(
    "name",
    [
        "市五届人大三次会议",
        "宜春市五届人大三次会议",
        "宜春市第五届人民代表大会第三次会议",
        "袁州区第5届人民代表大会第2次会议",
        "省十三届人大五次会议",
        "市政协五届三次会议",
        "政协宜春市第五届委员会第三次会议",
        "中国人民政治协商会议第五届宜春市委员会第三次会议",
        "十三届全国人大五次会议",
        "全国政协十三届五次会议",
    ],
)
def test_an_assembly_is_read_as_it_is_written(name: str) -> None:
    assert told(f"您在{name}上提出的《关于灯彩的建议》收悉。")["assembly"] == name


def test_an_assembly_may_stand_in_the_letters_title_alone() -> None:
    text = "关于市五届人大三次会议第87号建议的答复\n" + letter(
        BODY, receipt="您提出的《关于灯彩的建议》收悉。"
    )
    assert header(text)["assembly"] == "市五届人大三次会议"


@pytest.mark.parametrize(
    ("receipt", "greeting", "kind"),
    [
        ("您在市五届人大三次会议上提出的第87号建议收悉。", "卢知远代表：", "建议"),
        ("您在市政协五届三次会议上提出的第19号提案收悉。", "卢知远委员：", "提案"),
        ("你们在市政协五届三次会议上提出的第19号提案收悉。", "民盟宜春市委会：", "提案"),
        ("您提出的第87号收悉。", "卢知远代表：", "建议"),
        ("您提出的第19号收悉。", "卢知远委员：", "提案"),
        ("您在市五届人大三次会议上提出的第3号议案收悉。", "卢知远代表：", "议案"),
    ],
)
def test_the_kind_of_the_proposal(receipt: str, greeting: str, kind: str) -> None:
    assert told(receipt, greeting=greeting)["proposal_kind"] == kind


def test_a_motion_at_a_congress_named_in_full() -> None:
    receipt = "您在宜春市第五届人民代表大会第三次会议上提出的第3号议案收悉。"
    assert told(receipt)["proposal_kind"] == "议案"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("宜文旅函〔2022〕15号", "宜文旅函〔2022〕15号"),
        ("宜文旅函[2022]15号", "宜文旅函[2022]15号"),
        ("宜文旅函（2022）15号", "宜文旅函（2022）15号"),
        ("（宜文旅函〔2022〕15号）", "宜文旅函〔2022〕15号"),
        ("发文字号：宜文旅函〔2022〕15号", "宜文旅函〔2022〕15号"),
        ("宜文旅函〔2022〕第15号", "宜文旅函〔2022〕第15号"),
        ("公开方式：主动公开", None),
    ],
)
def test_the_document_number(line: str, number: str | None) -> None:
    assert header(f"{line}\n关于第87号建议的答复\n{letter(BODY)}")["document_number"] == number


def test_a_document_number_that_the_body_cites_is_not_the_letters_own() -> None:
    text = letter("我局印发《宜春市灯彩保护办法》（宜文旅发〔2021〕3号）。")
    assert header(text)["document_number"] is None


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2022年6月9日", "2022-06-09"),
        ("2022 年 6 月 19 日", "2022-06-19"),
        ("二〇二二年六月九日", "2022-06-09"),
        ("二○二二年十一月三十日", "2022-11-30"),
        ("二零二二年十二月二十一日", "2022-12-21"),
        ("二00九年六月十八日", "2009-06-18"),
        ("2021年6月8", "2021-06-08"),
        ("20211026", "2021-10-26"),
        ("2022-6-9", "2022-06-09"),
        ("2022年16月9日", None),
        ("", None),
    ],
)
def test_the_date_below_the_signature(date: str, iso: str | None) -> None:
    assert header(letter(BODY, date=date))["date"] == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("成文日期：2022-06-10", "2022-06-10"),
        ("发文日期：2022年6月10日", "2022-06-10"),
        ("答复日期：2022/6/10", "2022-06-10"),
        ("| 发文时间 | 2022-06-10 |", "2022-06-10"),
        ("生成日期：2022-06-10", "2022-06-10"),
        ("- 生效日期\n- 2022年06月10日", "2022-06-10"),
        ("承办单位 答复日期 答复内容\n文体局\n2022年6月10日", "2022-06-10"),
        ("日期：2022-06-10", None),
        ("发布日期：2022-06-10", None),
        ("发布时间：2022-06-10", None),
    ],
)
def test_the_date_in_the_head_of_the_page(line: str, iso: str | None) -> None:
    assert header(f"{line}\n{letter(BODY, date='')}")["date"] == iso


def test_the_date_may_follow_the_last_sentence() -> None:
    text = letter(BODY + "再次感谢您的支持！2022年6月9日（联系人：某某）", writer="", date="")
    assert header(text)["date"] == "2022-06-09"


def test_the_day_of_publication_is_not_the_letters_date() -> None:
    assert header(f"公开日期：2022-06-11\n{letter(BODY, date='')}")["date"] is None


def test_the_signatures_date_outranks_the_heads() -> None:
    assert header("成文日期：2022-06-10\n" + letter(BODY))["date"] == "2022-06-09"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (letter(BODY), 2022),
        ("宜文旅函〔2021〕15号\n关于第87号建议的答复\n" + letter(BODY, date=""), 2021),
        (letter(BODY, date="", receipt="您提出的《关于灯彩的建议》（第20200087号）收悉。"), 2020),
        ("2019年建议办理\n关于第87号建议的答复\n" + letter(BODY, date=""), 2019),
        (letter("2018年，我局高度重视。", date=""), None),
    ],
)
def test_the_year(text: str, year: int | None) -> None:
    assert header(text)["year"] == year


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["关于市五届人大三次会议第87号建议的答复"], "关于市五届人大三次会议第87号建议的答复"),
        (["对市五届人大三次会议", "第87号建议的答复"], "对市五届人大三次会议第87号建议的答复"),
        ([], None),
    ],
)
def test_the_letters_own_title(lines: list[str], title: str | None) -> None:
    assert reading("\n".join([*lines, letter(BODY)])).letter.header.title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("202062", "2020-06-02"),
        ("2021830", "2021-08-30"),
        ("20220415", "2022-04-15"),
        ("2021112", None),  # 1月12日 or 11月2日
        ("联系电话 2021830", None),
    ],
)
def test_a_date_that_lost_its_words_counts_where_only_one_fits(line: str, date: str | None) -> None:
    assert squeezed_date(line) == date


@pytest.mark.parametrize(
    ("receipt", "number"),
    [
        ("您在市五届人大三次会议1220037号提出的《关于办好灯彩文化的建议》收悉。", "1220037"),
        ("您提出的《关于办好灯彩文化的建议》（人大建议375号）收悉。", "375"),
    ],
)
def test_a_number_that_sticks_to_its_words(receipt: str, number: str) -> None:
    assert header(letter("我局高度重视。", receipt=receipt))["proposal_number"] == number
