"""A letter a row: columns are known by their usual names, or by what the user says."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import pyarrow
import pyarrow.parquet
import pytest
from papers import LINES, xlsx
from wenmai.errors import UnreadableError, UsageError
from wenmai.loaders.document import Document
from wenmai.loaders.tables import Row, mapping
from wenmai.loaders.worker import parse

HEADS = ["序号", "标题", "答复单位", "日期", "网址", "答复内容"]
BODY = "\n".join(LINES[1:])
ROW = ["1", LINES[0], "市文旅局", "2020-07-03", "http://x.cn/1", BODY]


def csv(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    quoted = ([f'"{cell}"' for cell in row] for row in rows)
    return "\n".join(delimiter.join(row) for row in quoted).encode(encoding)


def parquet(rows: list[list[str]]) -> bytes:
    columns = {head: [row[n] for row in rows[1:]] for n, head in enumerate(rows[0])}
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def jsonl(rows: list[list[str]]) -> bytes:
    items = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    return "\n".join(json.dumps(item) for item in items).encode()


MAKERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "xlsx": xlsx,
    "csv": csv,
    "jsonl": jsonl,
    "parquet": parquet,
}


def read(form: str, data: bytes, **columns: str) -> list[Document]:
    return list(parse(form, io.BytesIO(data), f"letters.{form}", columns))


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "parquet"])
def test_a_row_is_a_letter_with_what_the_row_says_of_it(form: str) -> None:
    (found,) = read(form, MAKERS[form]([HEADS, ROW]))
    assert found.text.split("\n") == ["发布机构：市文旅局", "成文日期：2020-07-03", *LINES]
    assert found.metadata == {
        "title": LINES[0],
        "issuer": "市文旅局",
        "written": "2020-07-03",
        "address": "http://x.cn/1",
    }


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_of_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    (found,) = read("csv", csv([HEADS, ROW], delimiter, encoding))
    assert found.text.endswith(BODY)
    assert found.name == "2"


def test_a_mapping_goes_before_the_usual_names() -> None:
    heads = ["正文", "稿", "何时"]
    found = read("xlsx", xlsx([heads, ["旧", "新", "2021-01-02"]]), text="稿", written="何时")
    assert [(d.text, d.metadata) for d in found] == [
        ("成文日期：2021-01-02\n新", {"written": "2021-01-02"})
    ]


def test_without_a_column_of_letters_the_columns_are_named() -> None:
    with pytest.raises(
        UnreadableError, match="no column of letters; its columns: 甲, 乙"
    ) as caught:
        read("xlsx", xlsx([["甲", "乙"], ["1", "2"]]))
    assert "--map text=" in caught.value.hint


def test_blank_rows_and_cells_are_passed_over_and_rows_keep_their_numbers() -> None:
    rows = [["", ""], ["编号", "正文"], ["1", ""], ["2", BODY]]
    (found,) = read("csv", csv(rows))
    assert found.name == "4"


@pytest.mark.parametrize("data", [b"{", b"[1]\n", b'{"text": 1}\nnonsense', b'{"a":' * 100_000])
def test_lines_that_are_no_objects_are_an_error_with_their_number(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="line"):
        read("jsonl", data)


def test_a_quotation_that_never_ends_is_bounded() -> None:
    data = b'id,text\n1,"' + b"x" * 3_000_000
    with pytest.raises(UnreadableError, match="is no table"):
        read("csv", data)


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_damaged_table_says_so(form: str) -> None:
    data = MAKERS[form]([HEADS, ROW])
    with pytest.raises(UnreadableError, match="damaged or cut off"):
        read(form, data[: len(data) // 2])


def test_the_mapping_of_the_command_line() -> None:
    assert mapping(["text=正文,date=日期", "title=题"]) == {
        "text": "正文",
        "written": "日期",
        "title": "题",
    }
    for wrong in ("text", "text=", "colour=红"):
        with pytest.raises(UsageError, match="FIELD=COLUMN"):
            mapping([wrong])


def test_numbers_and_dates_of_a_workbook_are_text() -> None:
    from wenmai.loaders.formats.xlsx import _text

    assert [_text(cell) for cell in (88.0, 1.5, date(2020, 7, 3), "文")] == [
        "88", "1.5", "2020-07-03", "文",
    ]  # fmt: skip


def test_a_row_is_what_a_format_gives() -> None:
    assert Row("", 1, ["a"]).cells == ["a"]
