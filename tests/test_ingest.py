from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commandline import SAMPLES
from wenmai.errors import DataError
from wenmai.graph.ledger import Ledger
from wenmai.ingest import ISSUES, Issue, ingest, write_issues

LETTERS = sorted(SAMPLES.glob("keqiao-*.txt"))[:2]


def test_every_input_is_a_step_and_every_failure_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").touch()
    told: list[object] = []
    report = ingest(
        [str(LETTERS[0]), str(tmp_path / "bad.txt"), str(LETTERS[1])],
        lambda: Ledger(tmp_path / "ledger.sqlite"),
        told.append,
        lambda done, total: told.append((done, total)),
    )
    (issue,) = report.issues
    assert told == [(0, 3), (1, 3), issue, (2, 3), (3, 3)]
    assert (report.added, report.failed, report.any_read) == (2, 1, True)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    paths = [str(LETTERS[0]), str(LETTERS[0]), str(LETTERS[0].parent)]
    report = ingest(paths, lambda: Ledger(tmp_path / "ledger.sqlite"))
    assert report.unchanged == report.changed == 0


def test_the_ledger_is_not_opened_for_nothing(tmp_path: Path) -> None:
    def never() -> Ledger:
        raise AssertionError

    assert not ingest([str(tmp_path / "none")], never).any_read


def test_a_ledger_that_cannot_be_used_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no ledger" * 100)
    with pytest.raises(DataError, match="is not a wenmai ledger"):
        ingest([str(LETTERS[0])], lambda: Ledger(tmp_path / "ledger.sqlite"))


def test_a_reason_does_not_name_its_file_again(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    (tmp_path / "通知.txt").write_text(
        "这是一份通知，不是答复，请各单位遵照执行。" * 3, encoding="utf-8"
    )
    paths = [str(tmp_path / "none"), str(tmp_path / "空.txt"), str(tmp_path / "通知.txt")]
    report = ingest(paths, lambda: Ledger(tmp_path / "ledger.sqlite"))
    assert [issue.file for issue in report.issues] == paths
    assert all(issue.reason and issue.file not in issue.reason for issue in report.issues)


def test_issues_are_lines_of_json_even_of_a_name_that_is_no_text(tmp_path: Path) -> None:
    odd = os.fsdecode(b"\xff.txt")
    file = write_issues(tmp_path, [Issue("信.txt", "空", ""), Issue(odd, "is empty", "remove it")])
    assert file == tmp_path / ISSUES
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row["file"] for row in rows] == ["信.txt", odd]
    assert write_issues(tmp_path, []) is None
    assert not file.exists()
    assert write_issues(tmp_path / "none", [Issue("a", "b", "c")]) is None


def test_a_file_with_a_name_that_is_no_text_is_an_issue(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff.txt")
    odd.write_bytes(LETTERS[0].read_bytes())
    report = ingest([str(tmp_path)], lambda: Ledger(tmp_path / "ledger.sqlite"))
    assert (report.failed, report.any_read) == (1, False)
