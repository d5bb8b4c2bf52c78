"""Plain text in the encodings that Chinese letters come in."""

from __future__ import annotations

import codecs
import contextlib
import random

import pytest
from wenmai.errors import UnreadableError
from wenmai.loaders.formats import FORMATS
from wenmai.loaders.formats.txt import decode, document
from wenmai.loaders.limits import MAX_CHARACTERS

WORDS = (
    "卢知远代表：\n　　您提出的《关于办好灯彩文化的建议》（第87号）收悉。\n"
    "我局举办首届青岚灯彩节。\n"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WORDS.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + WORDS.encode(), id="utf-8 with mark"),
        pytest.param(WORDS.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(WORDS.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), id="utf-16-le with mark"),
        pytest.param(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), id="utf-16-be with mark"),
        pytest.param(codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), id="utf-32-le with mark"),
        pytest.param(codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"), id="utf-32-be with mark"),
        pytest.param(WORDS.encode("gb18030"), id="gb18030"),
        pytest.param(WORDS.encode("gbk"), id="gbk"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode(data, "letter.txt") == WORDS


def test_rare_characters_of_gb18030() -> None:
    words = WORDS + "𠮷㐂龘"
    assert decode(words.encode("gb18030"), "letter.txt") == words


def test_line_ends_are_left_alone() -> None:
    assert decode(WORDS.replace("\n", "\r\n").encode(), "x").count("\r\n") == WORDS.count("\n")


def test_a_few_control_characters_do_not_make_it_binary() -> None:
    assert decode((WORDS + "\x0c\x07").encode(), "x") == WORDS + "\x0c\x07"


def test_a_page_that_is_mostly_foreign_is_still_text() -> None:
    words = "menu home search contact " * 40 + WORDS
    assert decode(words.encode(), "x") == words


@pytest.mark.parametrize("data", [b"", b"   ", b"\r\n\t"])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"letter\.txt is empty") as refused:
        decode(data, "letter.txt")
    assert refused.value.hint


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x00\x01\x02\x03" * 200, id="zero bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, id="picture"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\x00" * 300, id="program"),
        pytest.param(b"\x01\x02\x03\x04 " * 200, id="control characters"),
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"letter\.txt is binary") as refused:
        decode(data, "letter.txt")
    assert refused.value.hint


def test_a_marked_text_that_breaks_its_encoding() -> None:
    with pytest.raises(UnreadableError, match="no encoding that is known") as refused:
        decode(codecs.BOM_UTF8 + b"\xff\xfe\xfd", "letter.txt")
    assert "UTF-8" in refused.value.hint


def test_any_bytes_are_text_or_refused() -> None:
    chance = random.Random(7)
    for _ in range(60):
        data = chance.randbytes(chance.randrange(1, 400))
        with contextlib.suppress(UnreadableError):
            assert isinstance(decode(data, "x"), str)


def test_the_format_is_known_by_its_suffix() -> None:
    assert ".txt" in FORMATS["txt"].suffixes


def test_the_paragraphs_of_a_document_are_its_lines() -> None:
    found = document("甲\r\n\n  乙丙\n".encode("utf-16"), "letter.txt")
    assert found.text == "甲\r\n\n  乙丙\n"
    assert [(place.offset, place.paragraph) for place in found.places] == [(0, "1"), (4, "3")]


def test_a_text_longer_than_any_letter_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"letter\.txt") as refused:
        document(("灯" * (MAX_CHARACTERS + 1)).encode(), "letter.txt")
    assert refused.value.hint
    assert document(("灯" * 1000).encode(), "letter.txt").text == "灯" * 1000
