from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from commandline import SAMPLES, process, wenmai
from python_calamine import CalamineWorkbook
from wenmai.project import Project
from wenmai.queries import catalogue

MUSEUM = "绍兴市越城区古桥博物馆"
QUESTIONS = catalogue.load()
TIMELINE = ("query", "run", "timeline", "--param")
CITY = "绍兴市文化广电旅游局"
DISTRICT = "绍兴市越城区文化广电旅游局"
KEQIAO = "绍兴市柯桥区文化广电旅游局"
PROVINCE = "浙江省文化和旅游厅"
OLD_CITY = "绍兴市文化广电新闻出版局"
PARTY = "绍兴市越城区委宣传部"


@pytest.fixture(scope="module")
def arguments(demo: Path) -> dict[str, list[str]]:
    """Parameters for each question that needs any, such that it has an answer."""
    edge = next(edge for edge in Project(demo).graph.edges if edge.properties.get("status"))
    return {
        "timeline": ["--param", f"name={MUSEUM}"],
        "evidence": ["--param", f"statement={edge.id}"],
        "deputies_by_topic": ["--param", "topic=古戏台"],
        "connection": ["--param", "a=绍兴市文化广电旅游局", "--param", "b=越州师范学院"],
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
    options = [*arguments.get(name, []), "--evidence"]
    answers = [
        wenmai("query", "run", name, *options, "--on", on, data=demo)
        for on in ("embedded", "sparql", "all")
    ]
    assert [answer.code for answer in answers] == [0, 0, 0]
    assert answers[0].rows
    assert answers[0].rows == answers[1].rows == answers[2].rows
    assert "give the same" in answers[2].err
    for row in answers[0].rows:
        assert len(row["evidence_statements"]) == len(row["evidence_letters"]) > 0
        assert all(row["evidence_quotes"])


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
    shown = wenmai(*command, "--on", "neo4j", "--explain", data=demo).out
    assert "$min_years = 2" in shown
    assert re.search(r"^\+ ProduceResults .*rows\)$", shown, re.M)
    assert "+ Filter " in shown


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


def test_a_result_as_markdown_says_what_is_counted(demo: Path) -> None:
    command = ("query", "run", "series_gaps", "--format")
    text = wenmai(*command, "md", data=demo, lang="zh").out
    head, line, *body = text.split("\n\n")[0].splitlines()
    assert head == "| 系列 | 前一次 | 后一次 | 间隔年数 |"
    assert line == "| --- | --- | --- | --- |"
    rows = wenmai(*command, "json", data=demo).rows
    assert body == [f"| {' | '.join(map(str, row.values()))} |" for row in rows]
    assert QUESTIONS["series_gaps"].counts.zh in text


def test_a_result_as_a_workbook(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.xlsx"
    done = process(f"wenmai --data {demo} query run promises_kept --format xlsx > {file}", tmp_path)
    assert done.code == 0
    head, *body = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    rows = wenmai("query", "run", "promises_kept", data=demo).rows
    assert [dict(zip(head, row, strict=True)) for row in body] == rows


# docs/samples.md, "Co-handling pairs": lead, co-handler, proposals of both, of the lead, percent.
PAIRS = [
    (KEQIAO, "绍兴市柯桥区教育局", 3, 3, 100),
    (DISTRICT, "绍兴市越城区教育局", 3, 4, 75),
    (CITY, "绍兴市教育局", 3, 6, 50),
    (CITY, "绍兴市财政局", 3, 6, 50),
    (PROVINCE, "浙江省教育厅", 2, 2, 100),
    (DISTRICT, "绍兴市越城区财政局", 2, 4, 50),
    (CITY, "绍兴市自然资源和规划局", 2, 6, 33),
    ("浙江省文化厅", "浙江省财政厅", 1, 1, 100),
    ("绍兴市教育局", CITY, 1, 1, 100),
    ("绍兴市柯桥区教育局", KEQIAO, 1, 1, 100),
    (PARTY, "绍兴市越城区府山街道办事处", 1, 1, 100),
    (PARTY, "绍兴市越城区教育局", 1, 1, 100),
    (PROVINCE, "浙江省发展和改革委员会", 1, 2, 50),
    (PROVINCE, "浙江省财政厅", 1, 2, 50),
    (PROVINCE, "绍兴市人民政府", 1, 2, 50),
    (OLD_CITY, "绍兴市教育局", 1, 2, 50),
    (OLD_CITY, "绍兴市财政局", 1, 2, 50),
    (KEQIAO, "绍兴市柯桥区自然资源和规划分局", 1, 3, 33),
]
# The same table, its rows of more than one year.
ACROSS_YEARS = [
    (CITY, "绍兴市教育局", "2019, 2021, 2023", 3, 3, 2019, 2023),
    (CITY, "绍兴市财政局", "2019, 2020, 2021", 3, 3, 2019, 2021),
    (KEQIAO, "绍兴市柯桥区教育局", "2019, 2021, 2023", 3, 3, 2019, 2023),
    (DISTRICT, "绍兴市越城区教育局", "2020, 2022, 2023", 3, 3, 2020, 2023),
    (PROVINCE, "浙江省教育厅", "2021, 2024", 2, 2, 2021, 2024),
    (CITY, "绍兴市自然资源和规划局", "2020, 2023", 2, 2, 2020, 2023),
    (DISTRICT, "绍兴市越城区财政局", "2022, 2023", 2, 2, 2022, 2023),
]
# The co-handlers of each letter in the table "Letters", two by two.
TOGETHER = [
    ("绍兴市教育局", "绍兴市财政局", 3, 3, 2018, 2021),
    ("绍兴市越城区教育局", "绍兴市越城区财政局", 2, 2, 2022, 2023),
    ("浙江省发展和改革委员会", "浙江省教育厅", 1, 1, 2024, 2024),
    ("浙江省教育厅", "浙江省财政厅", 1, 1, 2021, 2021),
    ("浙江省教育厅", "绍兴市人民政府", 1, 1, 2021, 2021),
    ("浙江省财政厅", "绍兴市人民政府", 1, 1, 2021, 2021),
    ("绍兴市教育局", "绍兴市自然资源和规划局", 1, 1, 2023, 2023),
    ("绍兴市柯桥区教育局", "绍兴市柯桥区自然资源和规划分局", 1, 1, 2021, 2021),
    ("绍兴市自然资源和规划局", "绍兴市财政局", 1, 1, 2020, 2020),
    ("绍兴市越城区府山街道办事处", "绍兴市越城区教育局", 1, 1, 2018, 2018),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lead_co_pairs", PAIRS),
        ("co_handlers_across_years", ACROSS_YEARS),
        ("co_department_pairs", TOGETHER),
    ],
)
def test_answers_on_the_samples_worked_out_by_hand(
    demo: Path, name: str, expected: list[tuple[object, ...]]
) -> None:
    rows = wenmai("query", "run", name, data=demo).rows
    assert [tuple(row.values()) for row in rows] == expected


def test_the_load_of_a_body_worked_out_by_hand(demo: Path) -> None:
    rows = wenmai("query", "run", "handling_load", data=demo).rows
    # The letter of 2022 answers two proposals; in 2024 the body writes as a co-handler.
    assert [tuple(row.values())[1:] for row in rows if row["body"] == CITY] == [
        (2019, 1, 0, 1),
        (2020, 1, 0, 1),
        (2021, 1, 0, 1),
        (2022, 2, 0, 2),
        (2023, 1, 0, 1),
        (2024, 0, 1, 1),
    ]


def test_years_without_the_festival_worked_out_by_hand(demo: Path) -> None:
    rows = wenmai("query", "run", "series_gaps", data=demo).rows
    festival = [row for row in rows if row["series"] == "绍兴越水文化节"]
    assert [(row["last_held"], row["next_held"]) for row in festival] == [
        (2019, 2021),
        (2021, 2023),
    ]


def test_candidates_are_offered_for_a_short_name(demo: Path) -> None:
    done = wenmai(*TIMELINE, "name=市文旅局", data=demo)
    assert done.code == 2
    assert f"nearest: {CITY} ({Project(demo).resolve(CITY).id});" in done.err


def test_explain_shows_text_parameters_and_plan_and_runs_nothing(demo: Path) -> None:
    shown = wenmai("query", "run", "promises_kept", "--explain", "--on", "all", data=demo).out
    cypher, sparql = shown.split("── sparql ──")
    assert "MATCH (doer)-[d]->(object)" in cypher
    assert "$from_year = 0" in cypher
    assert "Execution Plan" in cypher
    assert "GROUP BY ?a ?r ?o" in sparql
    assert "does not give its plan away" in sparql


def test_a_question_that_never_ends_is_given_up(demo: Path, tmp_path: Path) -> None:
    assert wenmai("query", "new", "endless", "--queries", tmp_path).code == 0
    file = tmp_path / "endless.rq"
    text = file.read_text("utf-8")
    endless = (
        "SELECT (COUNT(*) AS ?year) (1 AS ?letters)"
        " { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?i) }"
    )
    file.write_text(text[: text.index("SELECT")] + endless + " # $least", encoding="utf-8")
    file.with_suffix(".cypher").unlink()
    command = ("query", "run", "endless", "--queries", tmp_path, "--on", "sparql", "--timeout", 1)
    done = wenmai(*command, data=demo)
    assert (done.code, done.out) == (2, "")
    assert "took more than 1 seconds" in done.err


def test_a_new_question_works_and_is_listed_with_ours(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert wenmai("query", "new", "by_year", "--queries", folder).code == 0
    assert {file.name for file in folder.iterdir()} == {"by_year.cypher", "by_year.rq"}
    names = [row["name"] for row in wenmai("query", "list", "--queries", folder).rows]
    assert names == sorted([*QUESTIONS, "by_year"])
    done = wenmai("query", "run", "by_year", "--queries", folder, "--on", "all", data=demo)
    assert sum(row["letters"] for row in done.rows) == 19
    assert "give the same 8 rows" in done.err


@pytest.mark.parametrize(
    ("name", "words"), [("timeline", "already"), ("By-Year", "cannot name"), ("twice", "already")]
)
def test_a_new_question_needs_a_free_name(tmp_path: Path, name: str, words: str) -> None:
    wenmai("query", "new", "twice", "--queries", tmp_path)
    done = wenmai("query", "new", name, "--queries", tmp_path)
    assert done.code == 2
    assert words in done.err


def test_stores_that_differ_are_reported(demo: Path, tmp_path: Path) -> None:
    wenmai("query", "new", "torn", "--queries", tmp_path)
    file = tmp_path / "torn.rq"
    file.write_text(file.read_text("utf-8").replace("ORDER BY ?year", "ORDER BY DESC(?year)"))
    done = wenmai("query", "run", "torn", "--queries", tmp_path, "--on", "all", data=demo)
    assert (done.code, done.out) == (1, "")
    assert "embedded and sparql answer torn differently: 8 and 8 rows" in done.err
    assert "row 1: embedded has ((2017, 1)" in done.err


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
