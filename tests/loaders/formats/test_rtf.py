from __future__ import annotations

import pytest
from papers import LINES, rtf
from wenmai.errors import UnreadableError
from wenmai.loaders.formats.rtf import document


def test_rich_text_in_gbk_is_read_paragraph_by_paragraph() -> None:
    found = document(rtf(), "letter.rtf")
    assert found.text.split("\n") == LINES
    assert found.places[2].paragraph == "3"


def test_a_file_that_is_cut_off_says_so() -> None:
    data = rtf()
    nested = data.replace(b"\\f0 ", b"\\f0 {{{")
    with pytest.raises(UnreadableError, match="cut off"):
        document(nested[: len(nested) // 2], "letter.rtf")
