from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from wenmai.errors import QueryError, UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Counts, Value
from wenmai.graph.stores.base import Store, Stream
from wenmai.queries.catalogue import BUILT_IN, LANGUAGES, arguments, load, run

HEADER: Mapping[str, Any] = {
    "title": {"zh": "部门", "en": "Departments"},
    "question": {"zh": "有哪些部门？", "en": "Which departments are there?"},
    "counts": {"zh": "每行一个部门。", "en": "Each row is one department."},
    "params": [
        {"name": "body", "type": "entity", "example": "教育局", "zh": "单位", "en": "body"},
        {
            "name": "least",
            "type": "integer",
            "example": 3,
            "default": 2,
            "zh": "至少",
            "en": "least",
        },
    ],
    "columns": [{"name": "name", "zh": "名称", "en": "name"}],
    "tags": ["departments"],
}
CYPHER = "MATCH (d:Department {id: $body}) WHERE 1 < $least RETURN d.name AS name"
SPARQL = "SELECT ?name { ?d dcterms:identifier $body . FILTER(1 < $least) }"
IDS = {"教育局": "department/1", "区教育局": "department/1"}


def resolve(name: str) -> str:
    if name not in IDS:
        raise UsageError(f"no entity {name!r}")
    return IDS[name]


def with_header(header: object, marker: str, body: str) -> str:
    text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False)
    return "".join(f"{marker} {line}\n" for line in text.splitlines()) + "\n" + body


def save(folder: Path, header: object, sparql_header: object = None) -> Path:
    (folder / "mine.cypher").write_text(with_header(header, "//", CYPHER), encoding="utf-8")
    sparql = with_header(header if sparql_header is None else sparql_header, "#", SPARQL)
    (folder / "mine.rq").write_text(sparql, encoding="utf-8")
    return folder


class Recorder(Store):
    """A store that returns what it was given, to see what `run` sends and how it checks."""

    language: ClassVar[str] = "cypher"

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self.seen: list[tuple[str, Mapping[str, Value] | None]] = []

    @contextmanager
    def stream(
        self, text: str, params: Mapping[str, Value] | None = None, timeout: float | None = None
    ) -> Iterator[Stream]:
        self.seen.append((text, params))
        yield Stream(self.columns, iter(()))

    def plan(self, text: str, params: Mapping[str, Value] | None = None) -> str:
        raise NotImplementedError

    def load(self, graph: Graph) -> None:
        raise NotImplementedError

    def counts(self) -> Counts:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def test_every_built_in_question_is_in_both_languages() -> None:
    questions = load()
    assert {"co_handlers_across_years", "promises_kept", "timeline", "evidence"} <= set(questions)
    assert list(questions) == sorted(questions)
    for question in questions.values():
        assert set(question.texts) == set(LANGUAGES)
    on_disk = {path.stem for path in BUILT_IN.glob("*/*") if path.suffix in (".rq", ".cypher")}
    assert on_disk == set(questions)


def test_a_question_of_the_user(tmp_path: Path) -> None:
    question = load(save(tmp_path, HEADER))["mine"]
    assert question.title.label("zh") == "部门"
    assert question.counts.label("en") == "Each row is one department."
    assert question.caveat is None
    assert [(p.name, p.type, p.default, p.label("zh")) for p in question.params] == [
        ("body", "entity", None, "单位"),
        ("least", "integer", 2, "至少"),
    ]
    assert [(c.name, c.en) for c in question.columns] == [("name", "name")]
    assert question.tags == ("departments",)
    assert "timeline" in load(tmp_path)


def test_a_user_may_write_one_language_in_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "cypher").mkdir()
    path = tmp_path / "cypher" / "mine.cypher"
    path.write_text(with_header(HEADER, "//", CYPHER), encoding="utf-8")
    question = load(tmp_path)["mine"]
    store = Recorder("name")
    store.language = "sparql"  # type: ignore[misc]
    with pytest.raises(QueryError, match="not written in sparql") as caught:
        run(question, store, {"body": "教育局"}, resolve)
    assert "cypher" in caught.value.hint


def test_a_comment_after_a_blank_line_is_not_header(tmp_path: Path) -> None:
    folder = save(tmp_path, HEADER)
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        marker = "//" if path.suffix == ".cypher" else "#"
        path.write_text(text.replace("\n\n", f"\n\n{marker} not: [yaml\n", 1), encoding="utf-8")
    assert "mine" in load(folder)


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in HEADER.items() if k != key}


def param(**changes: object) -> dict[str, Any]:
    changed = {**HEADER["params"][1], **changes}
    return {
        **HEADER,
        "params": [HEADER["params"][0], {k: v for k, v in changed.items() if v != ""}],
    }


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (without("title"), "header lacks title"),
        (without("columns"), "header lacks columns"),
        ({**HEADER, "colums": []}, "unknown key colums"),
        ({**HEADER, "title": "部门"}, "title needs zh and en"),
        ({**HEADER, "title": {"zh": "部门"}}, "title needs zh and en"),
        ({**HEADER, "title": {"zh": "部门", "en": " "}}, "title needs a text"),
        ({**HEADER, "columns": []}, "columns is empty"),
        ({**HEADER, "columns": {"name": "x"}}, "columns is not a list"),
        ({**HEADER, "columns": ["name"]}, "columns has an item without name"),
        ({**HEADER, "columns": [{"name": "name", "zh": "名称"}]}, "columns.name lacks en"),
        ({**HEADER, "columns": [*HEADER["columns"] * 2]}, "columns names one thing twice"),
        ({**HEADER, "columns": [{"name": "a b", "zh": "名", "en": "n"}]}, "columns.name cannot be"),
        ({**HEADER, "tags": [1]}, "tags is not a list of words"),
        (param(type="float"), "params.least.type is not one of"),
        (param(type=["integer"]), "params.least.type is not one of"),
        (param(default="2"), "params.least.default is not integer"),
        (param(default=True), "params.least.default is not integer"),
        (param(example=""), "params.least lacks example"),
        (param(name="most"), "params.most is not used"),
        ("just text", "there is no header"),
    ],
)
def test_faults_of_a_header_name_file_and_key(tmp_path: Path, header: object, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        load(save(tmp_path, header))
    assert said in caught.value.message
    assert str(tmp_path / "mine.cypher") in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_headers_of_a_pair_must_be_equal(tmp_path: Path) -> None:
    other = {**HEADER, "tags": [], "caveat": {"zh": "无", "en": "none"}}
    with pytest.raises(QueryError, match=r"mine\.rq: tags, caveat is not as in .*mine\.cypher"):
        load(save(tmp_path, HEADER, other))


def test_a_header_that_is_not_yaml(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# title: [\n\nSELECT *", encoding="utf-8")
    with pytest.raises(QueryError, match=r"mine\.rq: the header is not YAML") as caught:
        load(tmp_path)
    assert "\n" not in caught.value.message


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_bytes("# 部门".encode("gb18030"))
    with pytest.raises(QueryError, match=r"mine\.rq cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize("stem", ["Mine", "my-question", "1st", "双语", "a b", "_x"])
def test_names_of_questions(tmp_path: Path, stem: str) -> None:
    (tmp_path / f"{stem}.rq").write_text(with_header(HEADER, "#", SPARQL), encoding="utf-8")
    with pytest.raises(QueryError, match="cannot name a question"):
        load(tmp_path)


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "timeline.rq").write_text(with_header(HEADER, "#", SPARQL), encoding="utf-8")
    with pytest.raises(QueryError, match="timeline is the name of a built-in question"):
        load(tmp_path)


def test_one_name_twice_in_one_language(tmp_path: Path) -> None:
    save(tmp_path, HEADER)
    (tmp_path / "cypher").mkdir()
    (tmp_path / "cypher" / "mine.cypher").write_text("", encoding="utf-8")
    with pytest.raises(QueryError, match="there is also"):
        load(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no folder"):
        load(tmp_path / "missing")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"body": "教育局"}, {"body": "department/1", "least": 2}),
        ({"body": "区教育局", "least": 5}, {"body": "department/1", "least": 5}),
        ({"body": "教育局", "least": "-7"}, {"body": "department/1", "least": -7}),
        ({"body": "教育局", "least": None}, {"body": "department/1", "least": 2}),
    ],
)
def test_parameters_are_completed(
    tmp_path: Path, given: dict[str, Value], expected: dict[str, Value]
) -> None:
    store = Recorder("name")
    question = load(save(tmp_path, HEADER))["mine"]
    assert run(question, store, given, resolve).rows == []
    assert store.seen == [(question.texts["cypher"], expected)]


@pytest.mark.parametrize(
    ("given", "said", "hint"),
    [
        ({}, "mine needs the parameter body", "body=教育局"),
        ({"body": None}, "mine needs the parameter body", "body=教育局"),
        ({"body": ""}, "body must be entity, not ''", "body=教育局"),
        ({"body": 3}, "body must be entity, not 3", "body=教育局"),
        ({"body": "教育局", "least": "two"}, "least must be integer, not 'two'", "least=3"),
        ({"body": "教育局", "least": 2.5}, "least must be integer, not 2.5", "least=3"),
        ({"body": "教育局", "least": True}, "least must be integer, not True", "least=3"),
        ({"body": "教育局", "lest": 3}, "mine has no parameter lest", "body, least"),
    ],
)
def test_parameters_that_do_not_fit(
    tmp_path: Path, given: dict[str, Value], said: str, hint: str
) -> None:
    question = load(save(tmp_path, HEADER))["mine"]
    with pytest.raises(QueryError) as caught:
        arguments(question, given, resolve)
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_an_unknown_entity_is_the_callers_error(tmp_path: Path) -> None:
    question = load(save(tmp_path, HEADER))["mine"]
    with pytest.raises(UsageError, match="no entity '水利局'"):
        arguments(question, {"body": "水利局"}, resolve)


@pytest.mark.parametrize("columns", [(), ("title",), ("name", "title")])
def test_columns_must_be_those_of_the_header(tmp_path: Path, columns: tuple[str, ...]) -> None:
    question = load(save(tmp_path, HEADER))["mine"]
    with pytest.raises(QueryError, match=r"mine \(cypher\) returns the columns") as caught:
        run(question, Recorder(*columns), {"body": "教育局"}, resolve)
    assert "name" in caught.value.hint
