"""The printed form of a reading."""

from __future__ import annotations

import json

from given import WRITER, extracted, letter, reading
from wenmai.graph.schema import schema

TEXT = letter(
    "我局与青岚大学签署协议，举办首届青岚灯彩节。",
    "首届青岚灯彩节很受欢迎。",
    greeting="卢知远、祁若兰等5位代表：",
    receipt="你们提出的第31号《关于建灯彩馆的建议》和第57号《关于办灯彩节的建议》收悉。",
    after="我局会同市教育局研究，现答复如下：",
)


def test_the_letters_own_fields() -> None:
    assert extracted(TEXT)["letter"] == {
        "proposal_kind": "建议",
        "proposal_number": "31",
        "proposal_title": "关于建灯彩馆的建议",
        "assembly": None,
        "year": 2022,
        "proposers": ["卢知远", "祁若兰"],
        "proposer_count": 5,
        "lead_department": WRITER,
        "co_departments": ["市教育局"],
        "document_number": None,
        "date": "2022-06-09",
        "other_proposals": [{"kind": "建议", "number": "57", "title": "关于办灯彩节的建议"}],
        "jurisdiction": "江西省宜春市",
    }


def test_it_is_json() -> None:
    found = extracted(TEXT)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["id"] == reading(TEXT).letter.id
    assert found["source"] == "letter.txt"


def test_an_entity_is_listed_once_with_every_place_it_stands_at() -> None:
    (event,) = (e for e in extracted(TEXT)["entities"] if e["type"] == "Event")
    assert event["name"] == "首届青岚灯彩节"
    assert [TEXT[a:b] for a, b in event["spans"]] == ["首届青岚灯彩节"] * 2


def test_the_letter_its_proposal_and_its_assembly_are_no_entities() -> None:
    types = {e["type"] for e in extracted(letter("我局高度重视。"))["entities"]}
    assert types == {"Deputy", "Department"}


def test_what_the_writer_calls_itself_is_no_entity() -> None:
    found = extracted(letter("我市举办首届青岚灯彩节。", "我局印发《宜春市灯彩条例》。", writer=""))
    assert not {e["name"] for e in found["entities"]} & {"我市", "我局"}


def test_actions_are_those_of_the_schema_with_their_words() -> None:
    found = extracted(TEXT)["actions"]
    assert [(a["predicate"], a["actor"], a["object"]) for a in found] == [
        ("COOPERATES_WITH", WRITER, "青岚大学"),
        ("ORGANISES", WRITER, "首届青岚灯彩节"),
    ]
    for action in found:
        assert action["predicate"] in schema().actions
        assert action["status"] in schema().statuses
        assert TEXT[action["start"] : action["end"]] == action["quote"]
        assert 0 < action["confidence"] <= 1


def test_an_inferred_actor_is_left_out() -> None:
    (found,) = extracted(letter("举办首届青岚灯彩节。"))["actions"]
    assert found["actor"] is None
