from __future__ import annotations

from pathlib import Path

import pytest
from commandline import wenmai
from wenmai.queries import catalogue

FESTIVAL = "绍兴越水文化节"


def test_a_report_on_all_letters(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert wenmai("report", "-o", file, "--lang", "zh", data=demo).code == 0
    page = file.read_text("utf-8")
    questions = catalogue.load()
    for name in ("status_by_year", "promises_kept", "promises_open", "series_gaps"):
        assert questions[name].title.zh in page
        assert questions[name].counts.zh in page
    assert FESTIVAL in page
    assert page.count("<svg") == 3
    assert "http" not in page.replace("http-equiv", "")


def test_a_report_on_one_entity_has_only_what_is_about_it(demo: Path) -> None:
    name = "绍兴市柯桥区文化广电旅游局"
    text = wenmai("report", "--focus", name, "--format", "md", "-o", "-", data=demo).out
    kept = text.split("## Promises kept\n\n")[1].split("\n\n")[0].splitlines()[2:]
    assert kept
    assert all(name in row for row in kept)
    pairs = text.split("## Co-handlers across years\n\n")[1].split("\n\n")[0].splitlines()[2:]
    assert len(pairs) == 1


def test_a_report_on_a_topic_counts_only_its_letters(demo: Path) -> None:
    text = wenmai("report", "--topic", "非遗工坊", "-o", "-", "--format", "md", data=demo).out
    years = text.split("## Planned and done by year\n\n")[1].split("\n\n")[0].splitlines()[2:]
    assert [row.split(" | ")[:2] for row in years] == [["| 2022", "1"]]


@pytest.mark.parametrize("options", [("--focus", "没有这个"), ("--topic", "没有这个")])
def test_a_report_on_nothing_is_one_line_and_a_hint(
    demo: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    file = tmp_path / "report.html"
    done = wenmai("report", *options, "-o", file, data=demo)
    assert (done.code, done.out) == (2, "")
    assert [line.split(":")[0] for line in done.err.splitlines()[-2:]] == ["error", "hint"]
    assert not file.exists()


def test_the_same_letters_give_the_same_bytes(demo: Path) -> None:
    once, again = (wenmai("report", "-o", "-", data=demo).out for _ in range(2))
    assert once == again != ""
