"""Places in the text of a letter."""

from __future__ import annotations

import pytest
from wenmai.loaders.parts import past_marks


@pytest.mark.parametrize(
    ("start", "end", "place"), [(0, 7, 5), (0, 4, 3), (0, 2, 0), (4, 7, 5), (5, 7, 5)]
)
def test_what_follows_the_last_mark_of_a_stretch(start: int, end: int, place: int) -> None:
    assert past_marks("修缮，对。古城", "，。", start, end) == place
