from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from commandline import SAMPLES, Done, wenmai

LETTER = SAMPLES / "shaoxing-2020-culture-0088.txt"
TWO_LETTERS = SAMPLES / "yuecheng-2023-culture-0008.txt"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")
BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\r\n\t", "is empty"),
    "binary.txt": (bytes(range(256)) * 40, "is binary"),
    "no_clause.txt": (
        "关于召开会议的通知。各单位：现将有关事项通知如下。".encode(),
        "no receipt clause",
    ),
    "undecodable.txt": (b"\xff\xfe" + "复函".encode("utf-16-le") + b"\x00", "no encoding"),
}


def count(done: Done, name: str) -> int:
    total = done.rows[-1]
    assert total["format"] == "total"
    return int(total[name])


def became(added: int = 0, changed: int = 0, unchanged: int = 0, removed: int = 0) -> list[object]:
    """The rows of an ingest of text files without a failure."""
    counts = {"added": added, "changed": changed, "unchanged": unchanged, "removed": removed}
    return [{"format": form, **counts, "failed": 0} for form in ("txt", "total")]


def turtle(data: Path) -> str:
    done = wenmai("export", "turtle", data=data)
    assert done.code == 0
    return done.out


def test_all_samples_go_in_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    first = wenmai("ingest", SAMPLES, data=tmp_path)
    before = turtle(tmp_path)
    second = wenmai("ingest", SAMPLES, data=tmp_path)
    letters = len(list((SAMPLES.parent / "tests" / "samples_gold").glob("*.json")))
    assert first.rows == became(added=letters)
    assert second.rows == became(unchanged=letters)
    assert turtle(tmp_path) == before


def test_the_order_of_letters_does_not_show(tmp_path: Path) -> None:
    files = sorted(SAMPLES.glob("*.txt"))[:4]
    for name, order in {"a": files, "b": files[::-1]}.items():
        for file in order:
            assert wenmai("ingest", file, data=tmp_path / name).code == 0
    assert turtle(tmp_path / "a") == turtle(tmp_path / "b")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(LETTER.read_text(encoding="utf-8").encode(encoding))
    read, expected = (json.loads(wenmai("extract", file).out) for file in (copy, LETTER))
    assert read.pop("source") != expected.pop("source")
    assert read == expected


def test_one_letter_from_several_files_is_one_letter(tmp_path: Path) -> None:
    for encoding in ENCODINGS:
        text = LETTER.read_text(encoding="utf-8")
        (tmp_path / f"{encoding}.txt").write_bytes(text.encode(encoding))
    assert count(wenmai("ingest", tmp_path, data=tmp_path / "data"), "added") == len(ENCODINGS)
    rows = wenmai("stats", data=tmp_path / "data").rows
    counts = {row["item"]: row["count"] for row in rows if row["group"] == "ledger"}
    assert (counts["letters"], counts["sources"]) == (1, len(ENCODINGS))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_others_go_in(
    tmp_path: Path, name: str
) -> None:
    content, reason = BAD[name]
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / name).write_bytes(content)
    shutil.copy(LETTER, letters / "z.txt")
    done = wenmai("ingest", letters, data=tmp_path / "data")
    assert done.code == 0
    assert (count(done, "added"), count(done, "failed")) == (1, 1)
    assert name in done.err
    assert reason in done.err
    issues = (tmp_path / "data" / "issues.jsonl").read_text(encoding="utf-8").splitlines()
    (issue,) = map(json.loads, issues)
    assert issue["file"] == (letters / name).as_posix()
    assert reason in issue["reason"]
    assert issue["hint"]


def test_a_missing_path_and_a_folder_without_letters_do_not_stop_the_others(
    tmp_path: Path,
) -> None:
    (tmp_path / "empty").mkdir()
    done = wenmai(
        "ingest", tmp_path / "missing.txt", tmp_path / "empty", LETTER, data=tmp_path / "d"
    )
    assert done.code == 0
    assert (count(done, "added"), count(done, "failed")) == (1, 2)
    assert "missing.txt: no such file" in done.err
    assert "empty: no readable file" in done.err


@pytest.mark.parametrize("name", ["missing", *BAD])
def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path, name: str) -> None:
    if name in BAD:
        (tmp_path / name).write_bytes(BAD[name][0])
    before = sorted(tmp_path.iterdir())
    done = wenmai("ingest", tmp_path / name, data=tmp_path / "data")
    assert (done.code, done.out) == (1, "")
    failed, error, hint = done.err.splitlines()
    assert failed.startswith("failed: ")
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert sorted(tmp_path.iterdir()) == before


def test_the_list_of_issues_goes_when_they_are_gone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    wenmai("ingest", tmp_path / "missing", LETTER, data=data)
    assert (data / "issues.jsonl").exists()
    wenmai("ingest", LETTER, data=data)
    assert not (data / "issues.jsonl").exists()


def test_a_changed_file_replaces_what_it_gave_and_only_that(tmp_path: Path) -> None:
    copy = tmp_path / "letter.txt"
    data = tmp_path / "data"
    shutil.copy(TWO_LETTERS, copy)
    assert count(wenmai("ingest", copy, LETTER, data=data), "added") == 3
    shutil.copy(SAMPLES / "keqiao-2019-culture-0027.txt", copy)
    done = wenmai("ingest", copy, LETTER, data=data)
    assert done.rows == became(changed=1, unchanged=1, removed=1)


def test_a_file_that_became_unreadable_keeps_its_letter(tmp_path: Path) -> None:
    copy = tmp_path / "letter.txt"
    data = tmp_path / "data"
    shutil.copy(LETTER, copy)
    wenmai("ingest", copy, data=data)
    before = turtle(data)
    copy.write_bytes(b"")
    assert wenmai("ingest", copy, data=data).code == 1
    assert turtle(data) == before


def test_what_is_piped_in_later_does_not_replace_the_earlier(tmp_path: Path) -> None:
    for file in (LETTER, TWO_LETTERS):
        done = wenmai("ingest", "-", data=tmp_path, stdin=file.read_bytes())
        assert count(done, "changed") == 0
    again = wenmai("ingest", "-", data=tmp_path, stdin=LETTER.read_bytes())
    assert count(again, "unchanged") == 1
    rows = wenmai("stats", data=tmp_path).rows
    assert {"group": "ledger", "item": "letters", "count": 3} in rows


def test_a_file_that_is_no_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    ledger.write_bytes(b"no ledger " * 200)
    done = wenmai("ingest", LETTER, data=tmp_path)
    assert done.code == 1
    assert "is not a wenmai ledger" in done.err
    assert ledger.read_bytes() == b"no ledger " * 200


def test_a_ledger_that_another_process_writes_to_is_an_error_of_one_line(tmp_path: Path) -> None:
    wenmai("ingest", LETTER, data=tmp_path)
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = wenmai("ingest", TWO_LETTERS, data=tmp_path)
    other.close()
    assert done.code == 1
    assert "in use by another process" in done.err
    assert {"group": "ledger", "item": "letters", "count": 1} in wenmai("stats", data=tmp_path).rows


def test_counts_in_chinese(tmp_path: Path) -> None:
    done = wenmai("ingest", LETTER, "--format", "table", "--lang", "zh", data=tmp_path)
    head, letters, total = (line.split() for line in done.out.splitlines())
    assert head == ["格式", "新增", "更新", "未变", "移除", "失败"]
    assert letters == ["txt", "1", "0", "0", "0", "0"]
    assert total == ["合计", "1", "0", "0", "0", "0"]


def test_extract_prints_the_letter_and_its_evidence_and_stores_nothing(tmp_path: Path) -> None:
    done = wenmai("extract", LETTER, "--format", "json", data=tmp_path / "data")
    assert not (tmp_path / "data").exists()
    (found,) = done.rows
    text = LETTER.read_text(encoding="utf-8")
    assert found["letter"]["year"] == 2020
    assert found["entities"]
    assert all(
        entity["spans"] and entity["type"] and entity["name"] for entity in found["entities"]
    )
    assert found["actions"]
    for action in found["actions"]:
        assert action["quote"] in text
        assert action["end"] - action["start"] == len(action["quote"])
        assert 0 < action["confidence"] <= 1
        assert action["status"] in ("done", "ongoing", "planned")


def test_extract_prints_several_letters_as_lines(tmp_path: Path) -> None:
    done = wenmai("extract", TWO_LETTERS, LETTER, tmp_path / "missing")
    assert done.code == 0
    assert len(done.rows) == 3
    assert "missing: no such file" in done.err


def test_extract_names_files_after_letters(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    assert wenmai("extract", SAMPLES, "--out", out).code == 0
    gold = {file.name for file in (SAMPLES.parent / "tests" / "samples_gold").glob("*.json")}
    assert {file.name for file in out.iterdir()} == gold
    second = json.loads((out / f"{TWO_LETTERS.stem}#2.json").read_text(encoding="utf-8"))
    (first, printed) = wenmai("extract", TWO_LETTERS).rows
    assert second == printed != first


def test_extract_does_not_write_two_letters_to_one_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(LETTER, tmp_path / folder / "letter.txt")
    done = wenmai("extract", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert done.code == 1
    assert "would both be" in done.err


def test_extract_says_when_there_is_nothing_to_extract(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = wenmai("extract", tmp_path / "empty.txt", "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert not (tmp_path / "out").exists()
