from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commandline import ROOT, SAMPLES, Done, process, wenmai

GOLD = ROOT / "tests" / "samples_gold"


def row(done: Done, group: str, item: str) -> dict[str, Any]:
    (found,) = [r for r in done.rows if r.get("group") == group and r.get("item") == item]
    return found


def test_letters_are_read_and_scored_as_extracted_ones_are(tmp_path: Path) -> None:
    assert wenmai("extract", SAMPLES, "--out", tmp_path).code == 0
    from_texts = wenmai("evaluate", GOLD, SAMPLES)
    from_json = wenmai("evaluate", GOLD, tmp_path)
    assert from_texts.code == 0
    assert from_texts.rows == from_json.rows
    assert row(from_texts, "entities", "total")["f1"] > 0.85
    assert row(from_texts, "fields", "total")["accuracy"] > 0.95
    assert "letters compared: 20" in from_texts.err


def test_errors_and_confidence_are_listed_on_demand() -> None:
    plain = wenmai("evaluate", GOLD, SAMPLES)
    done = wenmai("evaluate", GOLD, SAMPLES, "--errors", "--confidence")
    assert done.rows[: len(plain.rows)] == plain.rows
    errors = [r for r in done.rows if "letter" in r]
    entities = row(done, "entities", "total")
    missed = [r for r in errors if r["group"] == "entity" and r["predicted"] is None]
    assert len(missed) == pytest.approx(entities["gold"] * (1 - entities["recall"]), abs=0.5)
    buckets = [r for r in done.rows if "confidence" in r]
    assert sum(r["count"] for r in buckets if r["group"] == "entities") == entities["predicted"]


def test_a_letter_that_was_not_read_is_named(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "keqiao-2019-culture-0027.txt", tmp_path)
    done = wenmai("evaluate", GOLD, tmp_path)
    assert done.code == 0
    assert "not read: keqiao-2021-culture-0044, " in done.err


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    done = wenmai("evaluate", tmp_path, SAMPLES)
    assert (done.code, done.out) == (1, "")
    assert "no annotated letter" in done.err


def test_own_lists_change_the_figures(tmp_path: Path) -> None:
    before = row(wenmai("evaluate", GOLD, SAMPLES), "entity", "Event")["gold"]
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "heads.tsv").write_text("文化节\tInstitution\n", encoding="utf-8")
    with_lists = wenmai("evaluate", GOLD, SAMPLES, "--lexicon", lists)
    after = wenmai("evaluate", GOLD, SAMPLES)
    assert row(with_lists, "entity", "Event")["recall"] < row(after, "entity", "Event")["recall"]
    assert row(after, "entity", "Event")["gold"] == before


def test_own_lists_may_be_named_by_the_environment(tmp_path: Path) -> None:
    (tmp_path / "head.tsv").touch()
    letter = SAMPLES / "keqiao-2019-culture-0027.txt"
    done = process(f"wenmai extract {letter}", tmp_path, WENMAI_LEXICON=str(tmp_path))
    assert done.code == 2
    assert "head.tsv, which is no list of ours" in done.err
    (tmp_path / "head.tsv").unlink()
    assert process(f"wenmai extract {letter}", tmp_path, WENMAI_LEXICON=str(tmp_path)).code == 0


def test_own_lists_change_what_is_ingested(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "heads.tsv").write_text("文化节\tInstitution\n", encoding="utf-8")
    letter = SAMPLES / "shaoxing-2020-culture-0088.txt"
    data = tmp_path / "data"
    assert wenmai("ingest", letter, data=data).code == 0
    again = wenmai("ingest", letter, "--lexicon", lists, data=data)
    assert again.rows[-1]["changed"] == 1
    assert wenmai("ingest", letter, "--lexicon", tmp_path / "none", data=data).code == 2


def test_figures_as_a_table_in_chinese() -> None:
    done = wenmai("evaluate", GOLD, SAMPLES, "--format", "table", lang="zh")
    assert "精确率" in done.out
    assert "部门" in done.out
    assert "比对了 20 封答复" in done.err


def test_gold_that_is_no_json_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    done = wenmai("evaluate", tmp_path, SAMPLES)
    assert done.code == 1
    assert "a.json is no JSON" in done.err
    (tmp_path / "a.json").write_text(json.dumps({"letter": {}}), encoding="utf-8")
    assert "is no annotation" in wenmai("evaluate", tmp_path, SAMPLES).err
