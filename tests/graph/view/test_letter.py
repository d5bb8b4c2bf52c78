"""The page of letters, as data: what it holds, and that it lets nothing in or out."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

import letters
from wenmai.graph.model import Reading
from wenmai.graph.schema import schema
from wenmai.graph.view.letter import render_letters

HOSTILE = "</script><img src=x onerror=alert(1)>"


def reading(title: str = "复函") -> Reading:
    return letters.letter(
        "浙江省绍兴市",
        2021,
        ("Reply", "复函"),
        ("Department", "绍兴市文化局"),
        ("Event", "首届灯彩节"),
        facts=((1, "ORGANISES", 2, "done"),),
        title=title,
        co_departments=("市财政局", "市教育局"),
    )


def held(page: str) -> dict[str, Any]:
    """Return the data of a page."""
    found = re.search(r'id="data">"([^"]*)"<', page)
    assert found
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data


def test_the_page_holds_text_fields_mentions_and_actions() -> None:
    (letter,) = held(render_letters([reading()]))["letters"]
    assert "首届灯彩节" in letter["text"]
    assert ["co_departments", ["市财政局", "市教育局"]] in letter["fields"]
    assert [mention["name"] for mention in letter["mentions"]] == ["绍兴市文化局", "首届灯彩节"]
    (action,) = letter["actions"]
    assert (action["actor"], action["object"], action["status"]) == (0, 1, "done")


def test_letters_themselves_are_not_marked() -> None:
    (letter,) = held(render_letters([reading()]))["letters"]
    assert not {mention["type"] for mention in letter["mentions"]} & set(schema().letters)


def test_fields_that_a_letter_does_not_tell_are_left_out() -> None:
    (letter,) = held(render_letters([reading()]))["letters"]
    assert "document_number" not in dict(letter["fields"])


def test_equal_readings_give_equal_pages() -> None:
    assert render_letters([reading()]) == render_letters([reading()])


def test_hostile_words_are_no_markup() -> None:
    page = render_letters([reading(HOSTILE)])
    assert "<img" not in page
    assert page.count("</script>") == 2


def test_the_page_of_no_letter_is_a_page() -> None:
    assert held(render_letters([]))["letters"] == []
