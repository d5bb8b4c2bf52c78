"""Cutting a clause into everyday words and what they leave over."""

from __future__ import annotations

import pytest
from wenmai.loaders.segment import NAME, PUNCTUATION, UNKNOWN, segment, word_class


def words(text: str, *names: tuple[int, int]) -> list[str]:
    return [text[t.start : t.end] for t in segment(text, 0, len(text), names)]


def classes(text: str, *names: tuple[int, int]) -> list[str]:
    return [token.cls for token in segment(text, 0, len(text), names)]


def test_everyday_words_are_cut_whole() -> None:
    assert words("推动文化建设") == ["推动", "文化", "建设"]


def test_words_of_no_list_stay_together_as_unknown() -> None:
    text = "建设岚嶒平台"
    assert words(text) == ["建设", "岚嶒", "平台"]
    assert classes(text)[1] == UNKNOWN


def test_a_span_that_is_a_name_is_kept_whole() -> None:
    text = "在文化建设区推动"
    assert words(text, (1, 6)) == ["在", "文化建设区", "推动"]
    assert classes(text, (1, 6))[1] == NAME


def test_names_that_overlap_or_reach_out_are_passed_over() -> None:
    text = "推动文化建设"
    assert words(text, (2, 4), (3, 6)) == ["推动", "文化", "建设"]
    assert words(text, (4, 9)) == ["推动", "文化", "建设"]


def test_letters_and_figures_are_one_token_and_marks_each_one() -> None:
    text = "VR2.0，、"
    assert words(text) == ["VR2.0", "，", "、"]
    assert classes(text)[1:] == [PUNCTUATION, PUNCTUATION]


@pytest.mark.parametrize("text", ["", "岚", "推动文化，建设VR平台。岚嶒", "\ud800文化", "😀文化\n"])
def test_tokens_cover_the_text_in_order_without_gaps(text: str) -> None:
    tokens = list(segment(text, 0, len(text)))
    assert "".join(text[t.start : t.end] for t in tokens) == text
    assert all(token.end > token.start for token in tokens)


def test_only_the_stretch_asked_for_is_cut() -> None:
    text = "推动文化建设"
    assert [(t.start, t.end) for t in segment(text, 2, 4)] == [(2, 4)]
    assert list(segment(text, 3, 3)) == []


def test_the_class_of_an_everyday_word() -> None:
    assert word_class("文化") == "n"
    assert word_class("岚嶒") is None


def test_rare_words_that_look_like_names_are_no_everyday_words() -> None:
    assert word_class("龙泉寺") is None
