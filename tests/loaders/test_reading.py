"""From a text to letters, mentions and statements."""

from __future__ import annotations

import functools
import re

import pytest
from given import RECEIPT, SAMPLES, WRITER, extracted, header, letter, reading
from wenmai.errors import UnreadableError
from wenmai.graph.model import Reading
from wenmai.graph.schema import schema
from wenmai.graph.text import CleanText
from wenmai.loaders.reading import letters, read, split, unified

FILES = sorted(SAMPLES.glob("*.txt"))
BODY = "我局举办首届青岚灯彩节，印发《宜春市灯彩保护办法》，与青岚大学签署协议。"
LONG = "灯彩是我市的传统技艺，历史悠久，群众喜闻乐见，深受市民和游客的欢迎。" * 8


@functools.cache
def sample(name: str) -> tuple[Reading, ...]:
    return tuple(read((SAMPLES / name).read_text(encoding="utf-8"), name))


def spans(found: Reading) -> list[tuple[str, int, int]]:
    return [(m.name, m.start, m.end) for m in found.mentions if m.type not in ("Reply", "Proposal")]


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


# -- every sample letter ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_mentions_stand_where_they_say(name: str) -> None:
    for found in sample(name):
        text = found.letter.text
        for mention in found.mentions:
            assert 0 <= mention.start < mention.end <= len(text), mention
            if mention.type not in ("Reply", "Theme"):  # a theme is named by its list
                assert bare(text[mention.start : mention.end]) == mention.name


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_statements_quote_the_letter(name: str) -> None:
    for found in sample(name):
        for statement in found.statements:
            assert found.letter.text[statement.start : statement.end] == statement.quote != ""


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_statements_join_mentions_as_the_schema_allows(name: str) -> None:
    for found in sample(name):
        types = {mention.id: mention.type for mention in found.mentions}
        for s in found.statements:
            relation = schema().relations[s.predicate]
            assert relation.allows(types[s.subject], types[s.object]), s
            assert (s.status in schema().statuses) is relation.action
            assert s.reply == found.letter.id
            assert 0 < s.confidence <= 1


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_ids_are_unique_and_mentions_in_order(name: str) -> None:
    for found in sample(name):
        for items in (found.mentions, found.statements):
            assert len({item.id for item in items}) == len(items)
        assert list(found.mentions) == sorted(found.mentions, key=lambda m: m.start)


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_the_same_file_reads_the_same_again(name: str) -> None:
    again = read((SAMPLES / name).read_text(encoding="utf-8"), name)
    assert tuple(again) == sample(name)


def test_letters_of_the_samples_have_ids_of_their_own() -> None:
    ids = [found.letter.id for path in FILES for found in sample(path.name)]
    assert len(ids) == len(set(ids)) == 20


# -- scripts and marks -----------------------------------------------------------------------------


def test_traditional_script_is_read_alike_and_kept_as_written() -> None:
    text = "\n".join(
        [
            "盧知遠代表：",
            "您在市五屆人大三次會議上提出的《關於辦好燈彩文化的建議》（第87號）收悉。現答覆如下：",
            "我局舉辦首屆青嵐燈彩節，制定《宜春市燈彩保護辦法》，與青嵐大學簽署協議。",
            "",
            "宜春市文化廣電旅遊局",
            "2022年6月9日",
        ]
    )
    found = extracted(text)
    assert found["letter"]["proposers"] == ["盧知遠"]
    assert found["letter"]["assembly"] == "市五屆人大三次會議"
    assert found["letter"]["proposal_title"] == "關於辦好燈彩文化的建議"
    assert found["letter"]["lead_department"] == "宜春市文化廣電旅遊局"
    assert [(a["predicate"], a["object"]) for a in found["actions"]] == [
        ("ORGANISES", "首屆青嵐燈彩節"),
        ("ISSUES", "宜春市燈彩保護辦法"),
        ("COOPERATES_WITH", "青嵐大學"),
    ]


def test_half_width_marks_are_read_like_full_ones() -> None:
    wide = letter("我局举办首届青岚灯彩节，打造“岚上书房”工程；与青岚大学签署协议！")
    half = wide.translate(str.maketrans("，：；！（）“”", ',:;!()""'))
    assert [(n, a, b) for n, a, b in spans(reading(half)) if "书房" not in n] == [
        (n, a, b) for n, a, b in spans(reading(wide)) if "书房" not in n
    ]
    actions = extracted(half)["actions"]
    assert [(a["predicate"], a["object"].replace('"', "")) for a in actions] == [
        ("ORGANISES", "首届青岚灯彩节"),
        ("BUILDS", "岚上书房工程"),
        ("COOPERATES_WITH", "青岚大学"),
    ]


def test_unifying_keeps_every_offset() -> None:
    text = '甲,乙:"丙"与"丁";約3,000元(戊)?\n"己"\n庚"辛"'
    assert len(unified(text)) == len(text)
    assert unified(text) == "甲，乙：“丙”与“丁”；约3,000元（戊）？\n“己”\n庚“辛”"


# -- back to the source ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda t: "\ufeff" + t, id="byte order mark"),
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda t: t.replace("您在", "[bookmark: _GoBack]您在"), id="bookmark"),
        pytest.param(lambda t: t.replace("青岚", "青岚(lán)"), id="pinyin"),
        pytest.param(lambda t: t.replace("我局", "　　我\u200b局"), id="blanks and zero width"),
        pytest.param(
            lambda t: "\ufeff" + t.replace("青岚", "青岚(lán)").replace("\n", "\r\n"), id="all"
        ),
    ],
)
def test_offsets_lead_back_to_the_source(spoilt: object) -> None:
    assert callable(spoilt)
    source: str = spoilt(letter(BODY))
    found = reading(source)
    way = CleanText(found.letter.text, found.letter.anchors)
    assert "首届青岚灯彩节" in {m.name for m in found.mentions}
    for mention in found.mentions:
        here = found.letter.text[mention.start : mention.end]
        there = source[way.original(mention.start) : way.original(mention.end - 1) + 1]
        assert there[0] == here[0]
        assert there[-1] == here[-1]
        assert re.sub(r"\(lán\)|[\s\u200b]|\[bookmark[^\]]*\]", "", there) == bare(here)


def test_residue_does_not_change_what_is_read() -> None:
    plain = reading(letter(BODY))
    spoilt = reading("\ufeff" + letter(BODY).replace("青岚", "青岚(lán)").replace("\n", "\r\n"))
    assert spoilt.letter.text == plain.letter.text
    assert spoilt.letter.id == plain.letter.id
    assert spans(spoilt) == spans(plain)


# -- several letters -------------------------------------------------------------------------------


def page() -> str:
    second = letter(
        "我局成立青岚菊花协会。",
        LONG,
        greeting="祁若兰委员：",
        receipt="您在市政协五届三次会议上提出的《关于办好菊花节的提案》（第19号）收悉。",
        date="2022年6月10日",
    )
    return f"{letter(BODY, LONG)}\n\n关于市政协五届三次会议第19号提案的答复\n\n{second}"


def test_several_letters_on_a_page_are_read_apart() -> None:
    first, second = read(page(), "page.txt")
    assert (first.letter.part, second.letter.part) == (1, 2)
    assert first.letter.source == second.letter.source == "page.txt"
    assert [r.letter.header.proposers for r in (first, second)] == [("卢知远",), ("祁若兰",)]
    assert [r.letter.header.proposals[0].number for r in (first, second)] == ["87", "19"]
    assert [r.letter.header.proposals[0].kind for r in (first, second)] == ["建议", "提案"]
    assert [r.letter.header.date for r in (first, second)] == ["2022-06-09", "2022-06-10"]
    assert "青岚菊花协会" not in {m.name for m in first.mentions}
    assert "首届青岚灯彩节" not in {m.name for m in second.mentions}


def test_a_letter_begins_at_the_title_above_its_addressee() -> None:
    _, second = read(page(), "page.txt")
    assert second.letter.text.lstrip().startswith("关于市政协五届三次会议第19号提案的答复")
    assert second.letter.header.title == "关于市政协五届三次会议第19号提案的答复"


def test_offsets_of_a_later_letter_lead_back_to_the_page() -> None:
    source = page().replace("\n", "\r\n")
    _, second = read(source, "page.txt")
    way = CleanText(second.letter.text, second.letter.anchors)
    for name, start, end in spans(second):
        assert source[way.original(start) : way.original(end - 1) + 1] == name


def test_the_letters_of_a_page_cover_it() -> None:
    text = page()
    parts = split(text)
    assert len(parts) == 2
    assert "".join(text[a:b] for a, b in parts) == text


def test_letters_of_many_texts_come_in_order() -> None:
    texts = [(page(), "one"), (letter(BODY), "two")]
    assert [r.letter.source for r in letters(iter(texts))] == ["one", "one", "two"]


# -- identity --------------------------------------------------------------------------------------


def test_a_letters_id_depends_on_its_text_alone() -> None:
    (here,), (there,) = read(letter(BODY), "a.txt"), read(letter(BODY), "b.txt")
    (other,) = read(letter(BODY + "谢谢。"), "a.txt")
    assert here.letter.id == there.letter.id != other.letter.id


def test_the_writer_is_mentioned_where_it_signs() -> None:
    text = letter(BODY)
    writer = [(a, b) for name, a, b in spans(reading(text)) if name == WRITER]
    assert writer == [(text.rindex(WRITER), text.rindex(WRITER) + len(WRITER))]


def test_everything_read_is_mentioned_by_the_reply() -> None:
    found = reading(letter(BODY))
    types = {m.id: m.type for m in found.mentions}
    mentioned = {s.object for s in found.statements if s.predicate == "MENTIONS"}
    apart = {"Reply", "Proposal", "Assembly"}
    assert mentioned == {id_ for id_, kind in types.items() if kind not in apart}


@pytest.mark.parametrize("text", ["", "\n", "今天天气很好。", "关于举办灯彩节的通知\n请参加。"])
def test_a_text_without_a_reply_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"no reply letter in note\.txt") as refused:
        read(text, "note.txt")
    assert refused.value.hint


def test_a_receipt_clause_alone_is_a_letter() -> None:
    assert header(RECEIPT)["proposal_number"] == "87"
