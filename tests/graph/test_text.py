"""Cleaning keeps the way back to the original; folding lets equal names meet."""

from __future__ import annotations

import time

import pytest
from wenmai.graph.text import clean, fold, number


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("[bookmark: _GoBack]你们提出的建议", "你们提出的建议"),
        ("一\r\n二\r三\u2028四\x0b五", "一\n二\n三\n四\n五"),
        ("复\u3000\u3000函\t号", "复 函 号"),
        ("\ufeff越\u200b城\x00区", "越城区"),
        ("⻩山", "黄山"),
        ("越城區(qū)教育(jiàoyù)局", "越城區教育局"),
        ("深圳（国际）(2021)", "深圳（国际）(2021)"),
        ("坏\ud800字", "坏\ufffd字"),
        ("", ""),
        ("[bookmark: a]\u200b", ""),
    ],
)
def test_cleans(raw: str, text: str) -> None:
    assert clean(raw).text == text
    clean(raw).text.encode()


@pytest.mark.parametrize(
    "raw",
    [
        "[bookmark: _A]第一段\r\n[bookmark: _B][bookmark: _C]第二段，越城區(qū)。",
        "\u200b甲\u200b乙  丙\r\n\r\n丁\t\t戊",
        "没有变化",
        "𠮷\r\n𠮷",
    ],
)
def test_every_kept_character_leads_back_to_itself(raw: str) -> None:
    cleaned = clean(raw)
    for offset, character in enumerate(cleaned.text):
        origin = raw[cleaned.original(offset)]
        if character == "\n":
            assert origin in "\r\n"
        elif character == " ":
            assert origin.isspace()
        else:
            assert origin == character
    assert list(cleaned.anchors) == sorted(set(cleaned.anchors))


def test_cleaning_cleaned_text_changes_nothing() -> None:
    once = clean("[bookmark: _A]甲\r\n 乙\u3000丙(bǐng)").text
    assert clean(once).text == once


@pytest.mark.parametrize("piece", ["甲(", "甲(a", "\r\n", "\u200b甲", "[bookmark: x", "  甲"])
def test_cleaning_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        clean(piece * count)
        return time.perf_counter() - start

    few, many = (min(seconds(count) for _ in range(3)) for count in (500, 4000))
    assert many < 30 * few  # 8 is linear, 64 quadratic


@pytest.mark.parametrize(
    "same",
    [
        ("《福田区“十四五”规划》", "福田区十四五规划", "福田区 “十四五” 规划"),
        ("深圳（国际）５Ｇ展", "深圳(国际)5g展"),
        ("越城區(qū)", "越城區"),
        ("⻩山", "黄山"),
    ],
)
def test_equal_names_fold_alike(same: tuple[str, ...]) -> None:
    assert len({fold(name) for name in same}) == 1


def test_different_names_fold_differently() -> None:
    assert fold("第5届音乐节") != fold("第6届音乐节")
    assert fold("办法（试行）") != fold("办法")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("二十三", 23), ("十", 10), ("十六", 16), ("一百零五", 105), ("２３", 23), ("元", 1),
        ("二〇二一", 2021), ("二○二一", 2021), ("007", 7), ("两千", 2000), ("届", None), ("", None),
        ("-3", None), ("三a", None),
    ],
)  # fmt: skip
def test_numbers(words: str, value: int | None) -> None:
    assert number(words) == value
