"""A PDF's lines become the paragraphs that they were before they were set."""

from __future__ import annotations

import pytest
from papers import LINES, SIZE, assembled, pdf, set_lines
from wenmai.errors import UnreadableError
from wenmai.loaders.document import ScannedError
from wenmai.loaders.formats.pdf import document

COLUMN = ["".join(chr(0x4E00 + 7 * n + i) for n in range(130)) + "。" for i in (1, 3)]


def read(data: bytes) -> list[str]:
    return document(data, "letter.pdf").text.split("\n")


def test_lines_are_joined_to_paragraphs() -> None:
    assert read(pdf([set_lines(LINES)])) == LINES


def test_a_paragraph_goes_on_over_the_page_and_numbers_of_pages_are_left_out() -> None:
    placed = set_lines(LINES)
    cut = next(i for i, (x, *_) in enumerate(placed) if x == 60) + 1  # after a full line
    first = [*placed[:cut], (290.0, 40.0, "— 1 —")]
    shift = 760 - placed[cut][1]
    second = [(x, y + shift, words) for x, y, words in placed[cut:]] + [
        (290.0, 40.0, "第 2 页 共 2 页")
    ]
    found = document(pdf([first, second]), "letter.pdf")
    assert found.text.split("\n") == LINES
    pages = [place.page for place in found.places]
    assert pages == sorted(pages)
    assert set(pages) == {"1", "2"}


def test_running_titles_are_left_out() -> None:
    pages = [
        [(60.0, 810.0, f"政府公报{n}"), *set_lines([line * 3 + "。"])]
        for n, line in enumerate(LINES[1:6])
    ]
    assert not any("政府公报" in line for line in read(pdf(pages)))


@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left = set_lines([COLUMN[0]], left=50, top=700, width=20)
    right = set_lines([COLUMN[1]], left=320, top=700, width=20)
    text = (
        [word for pair in zip(left, right, strict=True) for word in pair]
        if by_rows
        else left + right
    )
    title = (180.0, 760.0, "关于某某建议的答复函示例文字")
    assert read(pdf([[title, *text]])) == [title[2], *COLUMN]


def test_a_row_of_a_table_is_one_paragraph() -> None:
    rows = [
        (60.0, 700.0, "案由"),
        (260.0, 700.0, "完善设施"),
        (60.0, 680.0, "主办"),
        (260.0, 680.0, "文旅局"),
    ]
    assert read(pdf([rows])) == ["案由 | 完善设施", "主办 | 文旅局"]


def test_a_word_is_joined_over_its_hyphen() -> None:
    long = "建设 International Museum Con-"
    placed = [(60.0, 700.0, long), (60.0, 700 - 1.8 * SIZE, "ference 会址")]
    assert "Conference" in read(pdf([placed]))[0]


def test_pictures_of_pages_need_ocr() -> None:
    with pytest.raises(ScannedError, match="no text, only pictures") as caught:
        document(pdf([[]]), "scan.pdf")
    assert "tesseract" in caught.value.hint


def test_an_encrypted_one_says_so() -> None:
    # The standard handler with a user password that is not empty: no key fits.
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"41" * 32 + b">"
        b" /U <" + b"42" * 32 + b"> >> /ID [<00><00>]"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 0 /Kids [] >>",
    ]
    with pytest.raises(UnreadableError, match="is encrypted"):
        document(assembled(objects, encrypt), "letter.pdf")


@pytest.mark.parametrize("share", [0.01, 0.5])
def test_a_file_that_is_cut_off_is_an_error_of_one_line(share: float) -> None:
    data = pdf([set_lines(LINES)])
    with pytest.raises(UnreadableError) as caught:
        document(data[: int(len(data) * share)], "letter.pdf")
    assert "\n" not in caught.value.message
