from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import time
from pathlib import Path

import pytest
from commandline import SAMPLES, environment, wenmai
from rich.cells import cell_len
from wenmai.graph.schema import Labelled
from wenmai.output import Format, print_rows, progress

COLUMNS = [Labelled("name", "名称", "name"), Labelled("n", "数量", "count")]
ROWS = [("越城区文化馆", 3), ("a", 12), ("“云上”", None)]
LONG = "举办" * 80
STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(
    columns: list[Labelled], rows: list[tuple[object, ...]], form: Format | None, lang: str = "en"
) -> str:
    stream = io.StringIO()
    print_rows(columns, rows, form=form, lang=lang, stream=stream)
    return stream.getvalue()


def test_a_table_keeps_its_columns_though_characters_are_wide() -> None:
    head, *lines = printed(COLUMNS, [*ROWS], Format.table, "zh").splitlines()
    assert head.split() == ["名称", "数量"]
    assert [line.split() for line in lines] == [["越城区文化馆", "3"], ["a", "12"], ["“云上”"]]
    numbers = [line.rstrip() for line in (head, *lines[:2])]
    assert len({cell_len(line) for line in numbers}) == 1


def test_json_has_one_object_a_line_with_plain_names() -> None:
    lines = printed(COLUMNS, [*ROWS], Format.json, "zh").splitlines()
    assert [json.loads(line) for line in lines] == [{"name": a, "n": b} for a, b in ROWS]
    assert "越城区" in lines[0]


@pytest.mark.parametrize(("form", "delimiter"), [(Format.csv, ","), (Format.tsv, "\t")])
def test_csv_and_tsv_read_back(form: Format, delimiter: str) -> None:
    odd = 'a,"b"\tc\n第二行'
    rows: list[tuple[object, ...]] = [(odd, 1), (["甲", "乙"], True), (None, 0.5)]
    text = io.StringIO(printed(COLUMNS, rows, form), newline="")
    assert list(csv.reader(text, delimiter=delimiter)) == [
        ["name", "n"],
        [odd, "1"],
        ['["甲", "乙"]', "true"],
        ["", "0.5"],
    ]


def test_terms_of_the_vocabulary_are_shown_by_their_labels_in_tables_only() -> None:
    columns = [Labelled(name, name, name) for name in ("type", "predicate", "status", "other")]
    rows: list[tuple[object, ...]] = [("EventSeries", "CO_HANDLES", "planned", "planned")]
    assert printed(columns, rows, Format.table, "zh").splitlines()[1].split() == [
        "活动系列", "会办", "计划中", "planned",
    ]  # fmt: skip
    assert json.loads(printed(columns, rows, Format.json, "zh"))["status"] == "planned"


def test_nothing_in_a_cell_is_markup_or_moves_the_cursor() -> None:
    text = printed(COLUMNS, [("[red]x[/red] :smile:\x1b[2J\r\n行", 1)], Format.table)
    assert "[red]x[/red] :smile: [2J 行" in text
    assert "\x1b" not in text


def test_no_character_is_lost_however_narrow_the_table() -> None:
    columns = [Labelled(name, name, name) for name in ("id", "quote", "reply")]
    texts = ("statement/abcdefghijklm", "".join(map(chr, range(0x4E00, 0x4E60))), "甲乙丙丁" * 20)
    for width in range(30, 130):
        stream = Terminal()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            patch.setenv("TERM", "xterm")
            print_rows(columns, [texts], stream=stream)
        shown = STYLE.sub("", stream.getvalue())
        assert max(cell_len(line) for line in shown.splitlines()) <= width
        if "── 1 ──" not in shown:
            # All the room is used but what half a character leaves in each of two columns.
            assert max(map(cell_len, shown.splitlines())) > width - 3
        for text in texts:
            assert all(shown.count(char) >= text.count(char) for char in set(text)), width


def test_a_table_that_does_not_fit_becomes_records() -> None:
    columns = [Labelled(f"c{n}", f"列{n}", f"column {n}") for n in range(9)]
    rows: list[tuple[object, ...]] = [tuple(LONG for _ in columns), tuple("乙" for _ in columns)]
    text = printed(columns, rows, Format.table, "zh")
    assert "── 1 ──" in text
    assert "── 2 ──" in text
    assert text.count("列3") == 2
    assert text.count("举") == 9 * 80


def test_a_terminal_gets_a_table_and_a_pipe_json() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        print_rows(COLUMNS, ROWS, stream=stream)
    assert "count" in terminal.getvalue()
    assert json.loads(pipe.getvalue().splitlines()[0])["n"] == 3


def test_a_real_terminal_gets_tables_and_a_bar(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = ["wenmai", "ingest", str(SAMPLES), "--data", "data"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="xterm", COLUMNS="80"),
    ) as run:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    text = shown.decode("utf-8")
    assert run.returncode == 0
    assert "reading letters" in text
    assert "━" in text
    assert "added" in text
    assert '{"added"' not in text


def test_progress_without_a_terminal_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with progress("reading", lambda *at: "{} of {}, {} s left".format(*at)) as step:
        for done in range(101):
            step(done, 100)
            now += 1.0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "5 of 100, 95 s left"
    assert len(lines) == 19


def test_a_short_run_reports_no_progress_without_a_terminal(tmp_path: Path) -> None:
    letter = next(SAMPLES.glob("*.txt"))
    assert wenmai("ingest", letter, data=tmp_path).err == ""
