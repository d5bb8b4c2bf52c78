"""A result is passed on as it comes: as many rows as there are, in the memory of a few."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import PROGRAMS, environment, process, wenmai
from wenmai.commands import session

MEASURE = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print(usage.ru_maxrss // 1024, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""
FEW, MANY = 1_000, 100_000
LONG = "x" * 2_000
MARGIN = 100
"""Megabytes that the many may take more than the few: buffers, and what an engine warms up. The
text of the many alone is twice of it."""


def text(language: str, rows: int) -> str:
    """Return a query with so many rows, each with a text of its own."""
    if language == "cypher":
        return f"UNWIND range(1, {rows}) AS n RETURN n AS n, 'letter ' + toString(n) AS name"
    # Not by CONCAT: the engine keeps all texts that a query makes until its end.
    names = " ".join(f"'letter {n}'" for n in range(10))
    digits = " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(10)))} }}" for v in "abcde")
    return f"SELECT ?name ?a ?b ?c ?d ?e {{ {digits} VALUES ?name {{ {names} }} }} LIMIT {rows}"


def megabytes(arguments: list[str], out: Path) -> int:
    """Run `wenmai` and return the most memory that it or a process of its own had."""
    # Begun by a small process: to the system, one begins with the memory of the one that began it.
    with out.open("wb") as stream:
        command = [sys.executable, "-S", "-c", MEASURE, str(PROGRAMS / "wenmai"), *arguments]
        run = subprocess.run(
            command, stdout=stream, stderr=subprocess.PIPE, env=environment(), check=True
        )
    return int(run.stderr.split()[-1])


@pytest.mark.parametrize("language", ["cypher", "sparql"])
@pytest.mark.parametrize("timeout", ["0", "300"], ids=["here", "apart"])
def test_many_rows_take_the_memory_of_a_few(
    demo: Path, tmp_path: Path, language: str, timeout: str
) -> None:
    def asked(rows: int) -> tuple[int, int]:
        file = tmp_path / f"{rows}.csv"
        options = ["--data", str(demo), "--timeout", timeout, "--format", "csv"]
        query = text(language, rows).replace("letter ", LONG)
        used = megabytes([language, query, *options], file)
        with file.open("rb") as lines:
            return used, sum(1 for _ in lines)

    wenmai(language, text(language, 1), data=demo)  # makes the index
    few, many = asked(FEW), asked(MANY)
    assert (few[1], many[1]) == (FEW + 1, MANY + 1)
    assert many[0] - few[0] < MARGIN


def test_a_question_is_streamed_too(demo: Path, tmp_path: Path) -> None:
    assert wenmai("query", "new", "many", "--queries", tmp_path).code == 0
    file = tmp_path / "many.cypher"
    own = file.read_text("utf-8")
    body = f"UNWIND range($least, ROWS) AS n RETURN n AS year, '{LONG}' + toString(n) AS letters"
    used = {}
    for rows in (FEW, MANY):
        head = own[: own.index("MATCH")]
        file.write_text(head + body.replace("ROWS", str(rows)), encoding="utf-8")
        out = tmp_path / "out.tsv"
        options = ["--data", str(demo), "--queries", str(tmp_path), "--evidence", "-o", str(out)]
        used[rows] = megabytes(["query", "run", "many", *options], tmp_path / "stdout")
        lines = out.read_text("utf-8").splitlines()
        assert lines[0].startswith("year\tletters\tevidence_statements")
        assert len(lines) == rows + 1
    assert used[MANY] - used[FEW] < MARGIN


def test_rows_are_there_before_the_query_ends(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "query").write_text(text("cypher", 70_000_000), encoding="utf-8")
    done = process(f"wenmai --data {demo} cypher query --timeout 0 | head -n 2", tmp_path)
    assert [row["n"] for row in done.rows] == [1, 2]
    assert "error" not in done.err


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.csv", "n,name"),
        ("a.tsv", "n\tname"),
        ("a.json", '{"n": 1, "name": "letter 1"}'),
        ("a.md", "| n | name |"),
        ("a.txt", '{"n": 1, "name": "letter 1"}'),
    ],
)
def test_a_file_has_the_format_of_its_suffix(
    demo: Path, tmp_path: Path, name: str, head: str
) -> None:
    file = tmp_path / name
    done = wenmai("cypher", text("cypher", 3), "-o", file, data=demo)
    assert (done.code, done.out) == (0, "")
    assert file.read_text("utf-8").splitlines()[0] == head
    assert f"wrote {file}" in done.err
    wenmai("cypher", text("cypher", 3), "-o", file, "--format", "csv", data=demo)
    assert file.read_text("utf-8") == "n,name\n1,letter 1\n2,letter 2\n3,letter 3\n"


def test_what_is_counted_stands_in_the_file(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "gaps.md"
    assert wenmai("query", "run", "series_gaps", "-o", file, data=demo).code == 0
    printed = wenmai("query", "run", "series_gaps", "--format", "md", data=demo).out
    assert file.read_text("utf-8") == printed
    assert "Counted: " in printed


@pytest.mark.parametrize("timeout", ["0", "60"])
def test_a_query_that_fails_midway_leaves_the_old_file(
    demo: Path, tmp_path: Path, timeout: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old", encoding="utf-8")
    failing = "UNWIND range(1, 50000) AS n RETURN 1 / (49999 - n) AS n"
    done = wenmai("cypher", failing, "-o", file, "--timeout", timeout, data=demo)
    assert (done.code, done.out) == (2, "")
    assert "/ by zero" in done.err
    assert file.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_is_no_fault_of_the_query(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "query").write_text(text("sparql", 100_000), encoding="utf-8")
    done = process(f"wenmai --data {demo} sparql query -o /dev/full", tmp_path)
    assert done.code == 2
    assert "cannot write /dev/full" in done.err
    assert "SPARQL" not in done.err


def test_a_limit_does_not_wait_for_the_rest(demo: Path) -> None:
    done = wenmai("cypher", text("cypher", 70_000_000), "--limit", 2, data=demo)
    assert [row["n"] for row in done.rows] == [1, 2]
    assert f"the first 2 of at least {2 + session.COUNTED} rows" in done.err


def test_a_table_shows_the_first_rows_and_says_so(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "IN_TABLE", 5)
    command = ("cypher", text("cypher", 20), "--format", "table")
    for options in ((), ("--limit", 7)):
        done = wenmai(*command, *options, data=demo)
        assert re.findall(r"letter (\d+)", done.out) == ["1", "2", "3", "4", "5"]
        assert "a table shows the first 5 rows" in done.err
    assert "3 of 20 rows" in wenmai(*command, "--limit", 3, data=demo).err
