"""`explain`, `review` and `decisions` on a ledger of the samples."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai

PARK, DISTRICTS_PARK = "纤道运河文化公园", "柯桥区纤道运河文化公园"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    assert wenmai("ingest", SAMPLES, data=folder).code == 0
    return folder


def facts(data: Path, name: str) -> list[tuple[str, str, str]]:
    rows = wenmai("explain", name, "--format", "json", data=data).rows
    return [(row["about"], row["name"], row["reason"]) for row in rows]


def states(data: Path) -> list[str]:
    rows = wenmai("decisions", "list", "--format", "json", data=data).rows
    return [row["state"] for row in rows]


def test_explains_the_wordings_the_past_and_what_is_another(demo: Path) -> None:
    told = facts(demo, "绍兴市文化广电旅游局")
    assert told[0][:2] == ("entity", "绍兴市文化广电旅游局")
    assert ("before", "绍兴市文化广电新闻出版局", "a letter says so") in told
    assert ("kept apart", "绍兴市越城区文化广电旅游局", "another level") in told
    rows = wenmai("explain", "区教育局", "--format", "json", data=demo)
    assert rows.code == 2  # 越城 and 柯桥 both have one
    apart = facts(demo, "越城区教育局")  # as no letter writes it
    assert ("kept apart", "绍兴市柯桥区教育局", "another place") in apart
    wordings = {name for about, name, _ in apart if about == "wording"}
    assert wordings == {"区教育局"}


def test_explains_in_chinese_with_the_letter_of_each_wording(demo: Path) -> None:
    done = wenmai("explain", "绍兴市文化广电旅游局", "--format", "json", data=demo, lang="zh")
    wordings = [row for row in done.rows if row["about"] == "写法"]
    assert wordings
    assert all(row["letter"].endswith(".txt") and row["year"] for row in wordings)


def test_a_decision_applies_at_once_and_is_undone(data: Path) -> None:
    before = wenmai("stats", "--format", "json", data=data).rows
    done = wenmai(
        "review", PARK, DISTRICTS_PARK, "--as", "王编辑", data=data, stdin="s\n同一公园\n".encode()
    )
    assert done.code == 0
    assert "柯桥区" in done.out
    assert ("joined", f"绍兴市{DISTRICTS_PARK}") in {t[:2] for t in facts(data, PARK)}
    (decided,) = wenmai("decisions", "list", "--format", "json", data=data).rows
    assert (decided["decision"], decided["state"], decided["decider"], decided["note"]) == (
        "same", "applied", "王编辑", "同一公园",
    )  # fmt: skip
    replaced = wenmai(
        "cypher", "MATCH (n) WHERE n.replaced_by IS NOT NULL RETURN n.name AS name",
        "--format", "json", data=data,
    ).rows  # fmt: skip
    assert replaced == [{"name": f"绍兴市{DISTRICTS_PARK}"}]
    # It is found once, and what once had the other id is still found by it.
    hits = wenmai("search", f"绍兴市{DISTRICTS_PARK}", "--format", "json", data=data).rows
    assert [row["name"] for row in hits[:2]].count(f"绍兴市{DISTRICTS_PARK}") == 1
    gone = next(
        r
        for r in wenmai("explain", PARK, "--format", "json", data=data).rows
        if r["about"] == "joined"
    )
    assert facts(data, gone["id"])[0][1] == facts(data, PARK)[0][1]
    assert wenmai("decisions", "undo", decided["id"][:6], data=data).code == 0
    assert states(data) == ["undone", "applied"]
    after = wenmai("stats", "--format", "json", data=data).rows
    assert [r for r in after if r["item"] != "decisions"] == before


def test_decisions_survive_reading_the_letters_again(data: Path) -> None:
    wenmai("review", PARK, DISTRICTS_PARK, data=data, stdin=b"s\n\n")
    merged = facts(data, PARK)
    assert wenmai("ingest", SAMPLES, data=data).code == 0
    assert facts(data, PARK) == merged


def test_a_walk_takes_answers_and_stops_where_they_end(data: Path) -> None:
    done = wenmai("review", "--limit", "4", data=data, stdin="?\nk\n不同\n两处\n".encode())
    assert done.code == 0
    assert "1 decisions written down" in done.err
    assert [
        r["decision"] for r in wenmai("decisions", "list", "--format", "json", data=data).rows
    ] == ["different"]
    again = wenmai("review", "--limit", "1", data=data, stdin=b"q\n")
    assert "0 decisions" in again.err


def test_a_sheet_goes_out_and_comes_back_filled_in(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    assert wenmai("review", "--export", sheet, data=data).code == 0
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    assert all(row["left_context"] and row["right_context"] for row in rows)
    rows[0]["decision"], rows[0]["note"] = "同", "同一处"
    rows[1]["decision"] = "unsure"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = wenmai("review", "--import", sheet, "--as", "李编辑", data=data)
    assert "2 decisions written down" in done.err
    assert states(data) == ["applied", "unsure"]
    rows[0]["decision"] = "maybe"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    wrong = wenmai("review", "--import", sheet, data=data)
    assert wrong.code == 2
    assert "line 2: 'maybe' is no decision" in wrong.err
    assert states(data) == ["applied", "unsure"]


def test_decisions_are_shared_as_a_file(data: Path, tmp_path: Path) -> None:
    wenmai("review", PARK, DISTRICTS_PARK, "--as", "王编辑", data=data, stdin=b"s\n\n")
    file = tmp_path / "decisions.jsonl"
    assert wenmai("decisions", "export", file, data=data).code == 0
    other = tmp_path / "other"
    assert wenmai("decisions", "import", file, data=other).code == 0
    assert states(other) == ["about something that is gone"]  # no letters yet
    wenmai("ingest", SAMPLES, data=other)
    assert states(other) == ["applied"]
    assert "0 decisions" in wenmai("decisions", "import", file, data=other).err
    file.write_text("{}\n", encoding="utf-8")
    assert wenmai("decisions", "import", file, data=other).code == 2


def test_a_contradiction_is_shown_as_a_path_and_not_written(data: Path, tmp_path: Path) -> None:
    ids = [
        json.loads(wenmai("explain", name, "--format", "json", data=data).out.splitlines()[0])["id"]
        for name in (PARK, DISTRICTS_PARK, "东鉴文创园")
    ]
    for left, right in itertools.pairwise(ids):
        wenmai("review", left, right, "--as", "王编辑", data=data, stdin=b"s\n\n")
    done = wenmai("review", ids[0], ids[2], data=data, stdin=b"d\n\n")
    assert done.code == 2
    assert "contradicts what was decided" in done.err
    assert done.err.count(" = ") == 2
    assert " ≠ " in done.err
    assert len(states(data)) == 2
    # Of others' decisions, too, none of the path is applied.
    lines = [json.loads(line) for line in exported(data, tmp_path).splitlines()]
    against = {**lines[0], "kind": "different", "right": ids[2], "decider": "李编辑"}
    file = tmp_path / "others.jsonl"
    file.write_text(json.dumps(against) + "\n", encoding="utf-8")
    done = wenmai("decisions", "import", file, data=data)
    assert "contradict each other" in done.err
    assert states(data) == ["contradicted, not applied"] * 3
    assert not [t for t in facts(data, PARK) if t[0] == "joined"]


def test_a_name_that_was_merged_is_still_meant_by_itself(data: Path) -> None:
    names = "绍兴博物馆", "浙江图书馆", "绍兴图书馆"
    for left, right in itertools.pairwise(names):
        wenmai("review", left, right, "--as", "王编辑", data=data, stdin=b"s\n\n")
    done = wenmai("review", names[0], names[2], "--as", "李编辑", data=data, stdin=b"d\n\n")
    assert f"{names[0]} = {names[1]} (王编辑" in done.err
    assert f"{names[1]} = {names[2]} (王编辑" in done.err
    assert f"{names[0]} ≠ {names[2]} (李编辑" in done.err
    assert done.code == 2


def exported(data: Path, folder: Path) -> str:
    file = folder / "all.jsonl"
    wenmai("decisions", "export", file, data=data)
    return file.read_text(encoding="utf-8")


def test_deciding_makes_no_ledger(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for args in (["review"], ["decisions", "list"], ["decisions", "undo", "x"], ["explain", "x"]):
        assert wenmai(*args, data=nowhere).code == 1
    assert not nowhere.exists()
