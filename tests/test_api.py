"""The graph in Python: the same answers as on the command line."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import wenmai
from commandline import SAMPLES
from commandline import wenmai as command
from wenmai.api import KnowledgeGraph, Result
from wenmai.errors import DataError, QueryError, ServerError, UsageError, WenmaiError
from wenmai.graph.schema import Labelled
from wenmai.project import Project

MUSEUM = "绍兴市越城区古桥博物馆"


@pytest.fixture(scope="module")
def data(sampled: Project) -> Path:
    return sampled.folder


@pytest.fixture(scope="module")
def g(data: Path) -> KnowledgeGraph:
    return wenmai.open(data)


def as_rows(result: Result) -> list[dict[str, Any]]:
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


class Texts(HTMLParser):
    """The tags of a piece of HTML, and its texts by the tag around them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.texts[self.tags[-1]][-1] += data.strip()


@pytest.mark.parametrize("on", ["embedded", "sparql"])
def test_a_question_has_the_rows_of_the_command(g: KnowledgeGraph, data: Path, on: str) -> None:
    result = g.query("timeline", name="越城区古桥博物馆", evidence=True, on=on)
    options = ("--param", f"name={MUSEUM}", "--evidence")
    printed = command("query", "run", "timeline", *options, data=data).rows
    assert as_rows(result) == printed != []
    assert len(result) == len(printed)
    assert result.columns[-1] == "evidence_quotes"
    assert g.query("promises_kept", from_year=2030).rows == []


def test_own_questions_are_asked_too(data: Path, tmp_path: Path) -> None:
    assert command("query", "new", "by_year", "--queries", tmp_path).code == 0
    result = wenmai.open(data, queries=tmp_path).query("by_year")
    printed = command("query", "run", "by_year", "--queries", tmp_path, data=data).rows
    assert as_rows(result) == printed != []


def test_both_languages_take_parameters(g: KnowledgeGraph, sampled: Project) -> None:
    replies = [e for e in sampled.graph.entities if e.type == "Reply"]
    expected = [(e.id,) for e in replies if e.properties["year"] == 2021]
    cypher = "MATCH (r:Reply) WHERE r.year = $y RETURN r.id AS id ORDER BY id"
    sparql = (
        "PREFIX wm: <https://w3id.org/wenmai/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?id { ?r a wm:Reply ; wm:year $y ; dcterms:identifier ?id } ORDER BY ?id"
    )
    for timeout in (None, 60):
        assert g.cypher(cypher, {"y": 2021}, timeout=timeout).rows == expected != []
        assert g.sparql(sparql, {"y": 2021}, timeout=timeout).rows == expected
    assert g.cypher(cypher, {"y": 2021}).columns == ("id",)


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda g: g.query("timelin"), UsageError, "nearest: timeline"),
        (lambda g: g.query("timeline", name="古桥博物"), UsageError, f"nearest: {MUSEUM}"),
        (lambda g: g.query("timeline"), QueryError, "needs the parameter name"),
        (lambda g: g.query("series_gaps", on="mars"), UsageError, "no store 'mars'"),
        (lambda g: g.cypher("MATCH (n"), QueryError, "Cypher"),
        (lambda g: g.cypher("RETURN 1", on="sparql"), UsageError, "does not speak cypher"),
        (lambda g: g.cypher("CREATE (n) RETURN n"), QueryError, "would change the graph"),
        (lambda g: g.sparql("ASK { SERVICE <http://x> {} }"), QueryError, "SERVICE"),
        (lambda g: g.view(focus="古桥博物"), UsageError, "nearest: "),
        (lambda g: g.view(types=["Nothing"]), UsageError, "types: Deputy"),
        (lambda g: wenmai.open("nowhere"), DataError, "nowhere"),
        (lambda g: wenmai.open("nowhere", lang="fr"), UsageError, "no language 'fr'"),
    ],
)
def test_what_is_asked_wrongly_is_one_error_with_a_hint(
    g: KnowledgeGraph, ask: Any, error: type[WenmaiError], words: str
) -> None:
    with pytest.raises(error) as raised:
        ask(g)
    assert words in raised.value.message + raised.value.hint
    assert raised.value.hint


def test_a_server_that_does_not_answer_is_told(
    g: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    with pytest.raises(ServerError):
        g.query("series_gaps", on="neo4j")


@pytest.mark.neo4j
def test_neo4j_is_asked_where_the_environment_says(
    g: KnowledgeGraph, data: Path, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("push", "--uri", neo4j_url, data=data).code == 0
    monkeypatch.setenv("NEO4J_URI", neo4j_url)
    assert g.query("series_gaps", on="neo4j") == g.query("series_gaps")
    count = "MATCH (r:Reply) RETURN count(r) AS n"
    assert g.cypher(count, on="neo4j").rows == g.cypher(count).rows


def test_letters_that_come_later_are_seen(tmp_path: Path) -> None:
    first, second = sorted(SAMPLES.glob("shaoxing-20*.txt"))[2:4]
    command("ingest", first, data=tmp_path)
    g = wenmai.open(tmp_path)
    count = "MATCH (r:Reply) RETURN count(r) AS n"
    assert g.cypher(count).rows == [(1,)]
    nodes = len(g.networkx())
    command("ingest", second, data=tmp_path)
    assert g.cypher(count).rows == [(2,)]
    assert len(g.networkx()) > nodes


def test_data_frames_have_the_rows(g: KnowledgeGraph) -> None:
    result = g.query("promises_kept", evidence=True)
    for table in (result.to_pandas(), result.to_polars()):
        assert tuple(table.columns) == result.columns
        assert len(table) == len(result) > 0
        assert [*table["done_year"]] == [
            row[result.columns.index("done_year")] for row in result.rows
        ]
        letters = [[*cell] for cell in table["evidence_letters"]]
        assert letters == [row[result.columns.index("evidence_letters")] for row in result.rows]


def test_whole_numbers_stay_so_beside_what_is_unknown() -> None:
    columns = (Labelled("year", "年份", "year"), Labelled("name", "名称", "name"))
    result = Result([(2021, "a"), (None, None)], columns)
    assert str(result.to_pandas()["year"].dtype) == "Int64"
    assert result.to_polars()["year"].to_list() == [2021, None]
    assert len(Result([], columns).to_pandas().columns) == 2
    assert Result([], columns).to_polars().width == 2


def test_what_polars_has_no_type_for_is_told() -> None:
    mixed = Result([(1,), ("a",), ([1],)], (Labelled("x", "x", "x"),))
    assert len(mixed.to_pandas()) == 3
    with pytest.raises(UsageError, match="polars has no type"):
        mixed.to_polars()


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_package_that_is_missing_is_told(
    g: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=f"{package} is not installed") as raised:
        getattr(g.query("series_gaps"), f"to_{package}")()
    assert "wenmai[notebook]" in raised.value.hint


def test_a_notebook_shows_labels_and_what_is_counted(data: Path) -> None:
    result = wenmai.open(data, lang="zh").query("timeline", name=MUSEUM)
    shown = Texts(result._repr_html_())
    assert shown.texts["th"][:3] == [column.zh for column in result.labelled[:3]]
    assert shown.tags.count("tr") == len(result) + 1
    assert "计划中" in shown.texts["td"]
    assert "planned" not in shown.texts["td"]
    assert shown.texts["p"] == [f"{len(result)} 行", *result.remarks]
    assert result.remarks[0].startswith("统计口径：")
    assert repr(result) == f"<{len(result)} rows: {', '.join(result.columns)}>"


def test_nothing_in_a_cell_is_markup() -> None:
    odd = "<script>alert(1)</script>&amp;"
    shown = Texts(Result([(odd,)], (Labelled("x", odd, odd),))._repr_html_())
    assert shown.texts["td"] == shown.texts["th"] == [odd]
    assert "script" not in shown.tags


def test_a_long_result_is_cut_where_it_is_shown(g: KnowledgeGraph) -> None:
    result = g.cypher("UNWIND range(1, 1000) AS n RETURN n")
    shown = Texts(result._repr_html_())
    assert len(result.rows) == 1000
    assert shown.tags.count("td") == 50
    assert shown.texts["p"] == ["50 of 1000 rows are shown"]


def test_networkx_has_the_whole_graph(g: KnowledgeGraph, sampled: Project) -> None:
    graph = g.networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert {*graph} == {entity.id for entity in sampled.graph.entities}
    assert graph.number_of_edges() == len(sampled.graph.edges)


def test_a_page_is_that_of_the_command(g: KnowledgeGraph, data: Path, tmp_path: Path) -> None:
    ours, printed = tmp_path / "ours.html", tmp_path / "printed.html"
    options = ("--focus", MUSEUM, "--hops", 2, "--years", "2020-2022", "--types", "Event")
    page = g.view(focus=MUSEUM, hops=2, years=(2020, 2022), types=["Event"])
    assert page.save(ours) == ours
    assert command("view", *options, "-o", printed, data=data).code == 0
    assert ours.read_bytes() == printed.read_bytes()
    assert g.view(title="<T>").html != g.view().html
    with pytest.raises(UsageError, match="cannot write"):
        page.save(tmp_path / "none" / "page.html")


def test_importing_loads_nothing_that_is_not_asked_for() -> None:
    script = "import sys; before = {*sys.modules}; import wenmai; print(*{*sys.modules} - before)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert {name.split(".")[0] for name in loaded} - sys.stdlib_module_names == {"wenmai"}
    assert {name for name in loaded if name.startswith("wenmai")} == {"wenmai"}
