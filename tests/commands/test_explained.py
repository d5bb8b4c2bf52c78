from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai

LETTER = SAMPLES / "shaoxing-2020-culture-0088.txt"
TWO_LETTERS = SAMPLES / "yuecheng-2023-culture-0008.txt"


def test_every_mention_and_action_names_its_rule_and_its_words() -> None:
    rows = wenmai("extract", LETTER, "--explain").rows
    (found,) = wenmai("extract", LETTER).rows
    text = LETTER.read_text(encoding="utf-8")
    assert all(row["rule"] and 0 < row["confidence"] <= 1 for row in rows)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    actions = [row for row in rows if row["item"] == "action"]
    assert len(actions) == len(found["actions"])
    assert all(row["words"] in text and row["status"] for row in actions)
    assert {a["object"] for a in found["actions"]} == {row["object"] for row in actions}
    named = {(row["type"], row["words"]) for row in rows if row["item"] == "mention"}
    assert {(e["type"], e["name"]) for e in found["entities"]} <= named


def test_rows_name_their_letter_and_a_table_stands_below_it() -> None:
    rows = wenmai("extract", TWO_LETTERS, "--explain").rows
    assert {row["part"] for row in rows} == {1, 2}
    done = wenmai("extract", TWO_LETTERS, "--explain", "--format", "table", lang="zh")
    assert f"{TWO_LETTERS.as_posix()}#2" in done.out
    assert "提及" in done.out
    assert "规则" in done.out


@pytest.mark.parametrize(
    "options", [("--explain", "--html"), ("--html", "--out", "x"), ("--explain", "--out", "x")]
)
def test_only_one_way_of_showing_at_a_time(options: tuple[str, ...]) -> None:
    done = wenmai("extract", LETTER, *options)
    assert done.code == 2
    assert "do not go together" in done.err


def test_without_explain_there_is_only_json() -> None:
    assert wenmai("extract", LETTER, "--format", "csv").code == 2
    assert wenmai("extract", LETTER, "--format", "json").code == 0
    assert wenmai("extract", LETTER, "--explain", "--format", "csv").out.startswith("source,part,")


def test_a_page_is_written(tmp_path: Path) -> None:
    file = tmp_path / "信.html"
    done = wenmai("extract", LETTER, TWO_LETTERS, "--html", "-o", file)
    assert (done.code, done.out) == (0, "")
    assert "letters in it: 3" in done.err
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert wenmai("extract", LETTER, TWO_LETTERS, "--html", "-o", "-").out == page


def test_no_page_is_written_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = wenmai("extract", tmp_path / "empty.txt", "--html", "-o", tmp_path / "page.html")
    assert done.code == 1
    assert not (tmp_path / "page.html").exists()


def test_what_cannot_be_read_is_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    shutil.copy(LETTER, tmp_path / "letter.txt")
    done = wenmai("extract", tmp_path, "--explain")
    assert done.code == 0
    assert "empty.txt is empty" in done.err or "empty.txt: is empty" in done.err
    assert done.rows
