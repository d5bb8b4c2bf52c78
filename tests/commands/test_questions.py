from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai
from wenmai.project import Project
from wenmai.queries import catalogue

MUSEUM = "绍兴市越城区古桥博物馆"
QUESTIONS = catalogue.load()
TIMELINE = ("query", "run", "timeline", "--param")


@pytest.fixture(scope="module")
def arguments(demo: Path) -> dict[str, list[str]]:
    """Parameters for each question that needs any, such that it has an answer."""
    edge = next(edge for edge in Project(demo).graph.edges if edge.properties.get("status"))
    return {
        "timeline": ["--param", f"name={MUSEUM}"],
        "evidence": ["--param", f"statement={edge.id}"],
    }


def test_list_names_every_question() -> None:
    rows = wenmai("query", "list").rows
    assert [row["name"] for row in rows] == list(QUESTIONS)
    assert {row["name"]: row["params"] for row in rows}["timeline"] == ["name"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_show_tells_all_about_a_question(name: str) -> None:
    question = QUESTIONS[name]
    shown = wenmai("query", "show", name, "--format", "table", "--lang", "zh").out
    for label in (question.title, question.question, question.counts, *question.params):
        assert label.zh in shown
    assert "RETURN" in shown
    assert "SELECT" in shown
    (row,) = wenmai("query", "show", name).rows
    assert row["texts"] == dict(question.texts)


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_engines_answer_alike(demo: Path, arguments: dict[str, list[str]], name: str) -> None:
    answers = [
        wenmai("query", "run", name, *arguments.get(name, []), "--on", on, data=demo)
        for on in ("embedded", "sparql")
    ]
    assert answers[0].code == answers[1].code == 0
    assert answers[0].rows
    assert answers[0].rows == answers[1].rows


@pytest.mark.neo4j
def test_neo4j_answers_what_was_pushed(
    demo: Path, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wenmai("push", "--uri", neo4j_url, data=demo).code == 0
    command = ("query", "run", "co_handlers_across_years")
    monkeypatch.setattr("commandline.OURS", ("WENMAI_",))
    monkeypatch.setenv("NEO4J_URI", neo4j_url)
    answer = wenmai(*command, "--on", "neo4j", data=demo)
    assert answer.rows == wenmai(*command, data=demo).rows != []


def test_an_entity_is_found_by_name_alias_and_id(demo: Path) -> None:
    entity = Project(demo).resolve(MUSEUM)
    aliases = entity.properties["aliases"]
    assert isinstance(aliases, list)
    answers = [
        wenmai(*TIMELINE, f"name={wanted}", data=demo).out
        for wanted in (MUSEUM, f"《{MUSEUM}》", entity.id, *aliases[:1])
    ]
    assert answers[0]
    assert len(set(answers)) == 1


def test_an_unknown_entity_is_one_line_and_the_nearest_names(demo: Path) -> None:
    done = wenmai(*TIMELINE, "name=古桥博物", data=demo)
    assert (done.code, done.out) == (2, "")
    error, hint = done.err.splitlines()[-2:]
    assert error == "error: no entity is called '古桥博物'"
    assert MUSEUM in hint


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "run", "timelin"], "timeline"),
        (["query", "show", "timelin"], "timeline"),
        (["query", "run", "timeline"], "needs the parameter name"),
        (["query", "run", "timeline", "--param", "who=x"], "no parameter who"),
        (["query", "run", "timeline", "--param", "name"], "is not NAME=VALUE"),
        (["query", "run", "promises_kept", "--param", "from_year=soon"], "must be integer"),
        (["query", "run", "promises_kept", *["--param", "to_year=2020"] * 2], "given twice"),
    ],
)
def test_a_question_asked_wrongly_is_one_line_and_a_hint(
    demo: Path, arguments: list[str], words: str
) -> None:
    done = wenmai(*arguments, data=demo)
    assert (done.code, done.out) == (2, "")
    error, hint = done.err.splitlines()[-2:]
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert words in error + hint


def test_limit_cuts_and_says_so(demo: Path) -> None:
    command = ("query", "run", "co_handlers_across_years")
    every = wenmai(*command, data=demo).rows
    done = wenmai(*command, "--limit", 1, data=demo)
    assert done.rows == every[:1] != every
    assert f"1 of {len(every)} rows" in done.err


def test_formats_hold_the_same_rows(demo: Path) -> None:
    command = ("query", "run", "promises_kept", "--format")
    rows = wenmai(*command, "json", data=demo).rows
    for form, delimiter in {"csv": ",", "tsv": "\t"}.items():
        text = io.StringIO(wenmai(*command, form, data=demo).out)
        read = list(csv.DictReader(text, delimiter=delimiter))
        assert read == [{name: str(cell) for name, cell in row.items()} for row in rows]


def test_a_table_speaks_the_language(demo: Path) -> None:
    done = wenmai(*TIMELINE, f"name={MUSEUM}", "--format", "table", "--lang", "zh", data=demo)
    assert "计划中" in done.out
    assert "建设" in done.out
    assert "BUILDS" not in done.out
    assert QUESTIONS["timeline"].caveat is not None
    assert QUESTIONS["timeline"].caveat.zh in done.err


def test_promises_of_the_samples_are_found_kept(demo: Path) -> None:
    rows = wenmai("query", "run", "promises_kept", data=demo).rows
    kept = [row for row in rows if row["object"] == MUSEUM]
    assert kept
    for row in kept:
        assert row["promised_year"] < row["done_year"]
        assert row["promised_quote"]
        assert row["done_quote"]


def test_the_index_is_made_again_when_it_is_gone_or_the_letters_change(tmp_path: Path) -> None:
    first, second = sorted(SAMPLES.glob("shaoxing-20*.txt"))[2:4]
    command = ("query", "run", "co_handlers_across_years", "--param", "min_years=1")
    wenmai("ingest", first, data=tmp_path)
    one = wenmai(*command, data=tmp_path).rows
    wenmai("ingest", second, data=tmp_path)
    two = wenmai(*command, data=tmp_path)
    assert len(two.rows) > len(one)
    assert "building" in two.err
    assert "building" not in wenmai(*command, data=tmp_path).err
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.unlink()
    assert wenmai(*command, data=tmp_path).rows == two.rows
