"""The works that are done to a thing."""

from __future__ import annotations

import pytest
from wenmai.loaders.works import built, done_to, is_made


def works(words: str) -> str | None:
    """Return the words that tell of works done to what stands between bars in ``words``."""
    first, name, rest = words.split("|")
    text = first + name + rest
    at, last = len(first), len(first + name)
    found = done_to(text, 0, len(text), at, (at, last), named_next=False)
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("对|青岚古城|实施抢救性修缮", "修缮"),
        ("完成|青岚故居|的布展", "完成青岚故居的布展"),
        ("将|青岚老街|打造成文化街区", "打造成"),
        ("|青岚老街|等景点打造", "打造"),
        ("参观|青岚老街|", None),
        ("|青岚老街|打造成文化街区", None),
    ],
)
def test_words_that_tell_of_works(words: str, told: str | None) -> None:
    assert works(words) == told


@pytest.mark.parametrize(
    ("rest", "whole"),
    [("。", True), ("建设", True), ("区域旅游", False), ("的修缮", True), ("的相关工作", False)],
)
def test_a_thing_is_built_as_a_whole(rest: str, whole: bool) -> None:
    text = "青岚山" + rest
    assert built(text, 3, len(text)) is whole


def test_what_follows_jiang_is_made() -> None:
    assert is_made("将青岚老街打造成", 0, 1)
    assert not is_made("在青岚老街打造", 0, 1)
