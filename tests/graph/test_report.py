from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from wenmai.graph.charts import Bar, Mark, bars, lanes
from wenmai.graph.citations import Citations
from wenmai.graph.graph import Graph
from wenmai.graph.report import MOST_CITED, Section, Words, html, markdown
from wenmai.graph.schema import Labelled
from world import ODD_NAME, ODD_QUOTE

WORDS = Words(
    "zh", ODD_NAME, "引言", "依据", "没有结果", "前 {shown} 行，共 {total} 行", "另 {count} 条"
)


def section(**changes: object) -> Section:
    plain = {
        "name": "one",
        "title": "标题",
        "counts": "统计口径",
        "caveat": "",
        "columns": [Labelled("object", "对象", "object"), Labelled("year", "年份", "year"),
                    Labelled("status", "状态", "status")],
        "rows": [(ODD_NAME, 2021, "done"), ("无年", None, None)],
        "evidence": [("statement/009", "statement/012"), ("statement/012",)],
        "total": 2,
        "chart": "dots",
    }  # fmt: skip
    return Section(**{**plain, **changes})  # type: ignore[arg-type]


class Reader(HTMLParser):
    """Reads ids, links, tags and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += filter(None, [found.get("id")])
        self.links += filter(None, [found.get("href")])

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_link_leads_to_something_on_the_page(world: Graph) -> None:
    page = html([section()], Citations(world).of, WORDS)
    read = Reader(page)
    assert len(set(read.ids)) == len(read.ids)
    assert {f"#{id}" for id in read.ids} >= set(read.links)
    assert {"#e1", "#e2", "#one-1"} <= set(read.links)
    # Two rows rest on one statement, which is listed once.
    assert read.links.count("#e2") == 2
    assert page.count('<li id="e') == 2


def test_letters_are_text_on_the_page_and_nothing_runs(world: Graph) -> None:
    page = html([section()], Citations(world).of, WORDS)
    read = Reader(page)
    assert ODD_QUOTE in read.text
    assert "script" not in read.tags
    assert "b" not in read.tags
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "已完成" in read.text


def test_a_page_without_rows_says_so(world: Graph) -> None:
    page = html([section(rows=[], evidence=[], total=0)], Citations(world).of, WORDS)
    assert "没有结果" in page
    assert "<svg" not in page


def test_what_is_cut_is_said(world: Graph) -> None:
    ids = [tuple(edge.id for edge in world.edges) * 3] * 2
    page = html([section(evidence=ids, total=9)], Citations(world).of, WORDS)
    assert "前 2 行，共 9 行" in page
    assert f"另 {len(ids[0]) - MOST_CITED} 条" in page


def test_markdown_has_the_same_rows_and_notes(world: Graph) -> None:
    text = markdown([section()], Citations(world).of, WORDS)
    lines = text.splitlines()
    (row,) = (line for line in lines if "| 2021 |" in line)
    assert row.endswith("| 2021 | 已完成 | [^1][^2] |")
    notes = [line for line in lines if line.startswith("[^")]
    assert [note[:5] for note in notes] == ["[^1]:", "[^2]:"]
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_an_unknown_statement_is_cited_as_nothing(world: Graph) -> None:
    cited = Citations(world).of("statement/none")
    assert (cited.statement, cited.letter, cited.quote) == ("statement/none", "", "")


def test_bars_are_as_high_as_their_values() -> None:
    items = [
        Bar("2020", (("done", 2, "完成"), ("planned", 0, "计划")), "a"),
        Bar("2021", (("done", 1, "完成"), ("planned", 3, "计划")), "b"),
    ]
    drawn = bars("图", items)
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"', drawn)]
    assert heights == [75.0, 37.5, 112.5]
    assert "2021: 计划 3" in drawn


@pytest.mark.parametrize(
    "nothing", [bars("图", []), bars("图", [Bar("2020", (), "a")]), lanes("图", [])]
)
def test_nothing_to_draw(nothing: str) -> None:
    assert nothing == ""


def test_marks_stand_at_their_years() -> None:
    drawn = lanes("图", [Mark("甲", 2018, 2020, "done", "兑现", "a"),
                         Mark("乙", 2019, None, "planned", "计划", "b")])  # fmt: skip
    xs = [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn)]
    assert xs[2] - xs[0] == pytest.approx(xs[1] - xs[2])
    assert drawn.count("<a ") == 2
