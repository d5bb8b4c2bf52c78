"""The timeline and the matrix in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from browsing import (
    HOSTILE,
    PROMISE,
    Driver,
    find,
    names,
    panel,
    poisoned,
    press,
    requests,
    show,
    violations,
    with_promise,
)
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.graph.graph import Graph
from wenmai.graph.view.matrix import render_matrix
from wenmai.graph.view.timeline import render_timeline
from world import CO, FAIR, LEAD, LONELY, PROPOSAL

pytestmark = pytest.mark.chromium


class Table(Protocol):
    """Opens the "timeline" (of an entity or a theme) or the "matrix" of a graph."""

    def __call__(
        self, kind: str, graph: Graph, focus: str = "", *, dark: bool = False, address: str = ""
    ) -> Driver: ...


@pytest.fixture
def table(chromium: Driver, tmp_path: Path) -> Table:
    def opened(
        kind: str, graph: Graph, focus: str = "", *, dark: bool = False, address: str = ""
    ) -> Driver:
        entity = graph.entity(focus) if focus else None
        page = (
            render_matrix(graph, title="示范", lang="zh")
            if kind == "matrix"
            else render_timeline(
                graph, title="示范", lang="zh", focus=entity, theme="" if entity else "非遗"
            )
        )
        show(chromium, tmp_path / "表.html", page, dark=dark, address=address)
        WebDriverWait(chromium, 10).until(lambda d: find(d, "#panel").text)
        return chromium

    return opened


def test_a_row_an_act_a_column_a_year_a_mark_a_statement(table: Table, world: Graph) -> None:
    driver = table("timeline", with_promise(world), LEAD)
    assert names(driver, "thead th") == ["事项", *map(str, range(2020, 2025))]
    heads = names(driver, "tbody th")
    assert heads[0].startswith("第十六届示范文化节举办 ← ")
    (kept,) = (n for n, head in enumerate(heads) if head.startswith("示范文化节"))
    row = driver.find_elements("css selector", "tbody tr")[kept]
    assert "已有完成的报告" in row.text
    marks = row.find_elements("css selector", ".mark")
    assert [mark.get_attribute("data-status") for mark in marks] == ["planned", "done"]
    joined = row.find_elements("css selector", "td.join")
    assert [cell.get_attribute("class") for cell in joined] == ["join from", "join to"]


def test_a_mark_leads_to_its_evidence(table: Table, world: Graph) -> None:
    driver = table("timeline", with_promise(world), "event/fair")
    find(driver, ".mark[data-status=planned]").click()
    assert names(driver, "#panel blockquote") == [PROMISE]
    assert "letters/2021/答复 1.txt" in panel(driver)
    assert find(driver, ".mark[data-status=planned]").get_attribute("aria-pressed") == "true"
    address = driver.execute_script("return location.hash")
    driver = table("timeline", with_promise(world), "event/fair", address=address)
    assert names(driver, "#panel blockquote") == [PROMISE]


def test_the_timeline_filters(table: Table, world: Graph) -> None:
    driver = table("timeline", world)
    every = len(names(driver, "tbody tr"))
    find(driver, "#promises [data-name=kept]").click()
    assert set(names(driver, ".verdict")) == {"未见后续报告"}
    find(driver, "#reset").click()
    find(driver, "#statuses [data-name='2']").click()
    assert names(driver, ".mark[data-status=planned]") == []
    assert 0 < len(names(driver, "tbody tr")) < every
    find(driver, "#reset").click()
    assert len(names(driver, "tbody tr")) == every


def test_arrows_go_from_mark_to_mark(table: Table, world: Graph) -> None:
    driver = table("timeline", world, "event/fair")
    driver.execute_script("document.querySelector('#stage').focus()")
    press(driver, Keys.ARROW_DOWN)
    assert driver.switch_to.active_element.get_attribute("data-status") == "planned"
    press(driver, Keys.ARROW_RIGHT)
    assert driver.switch_to.active_element.get_attribute("data-status") == "done"
    press(driver, Keys.ENTER)
    assert names(driver, "#panel .badge") == ["已完成"]
    press(driver, Keys.ESCAPE)
    assert names(driver, "#panel h2") == []


def test_what_nothing_was_done_to_says_so(table: Table, world: Graph) -> None:
    driver = table("timeline", world, LONELY)
    assert "没有说到" in find(driver, "#notice").text
    driver = table("matrix", Graph.of(world.entities, []))
    assert "没有主办与会办" in find(driver, "#notice").text
    assert driver.get_log("browser") == []


def test_a_cell_leads_to_the_proposals_and_their_evidence(table: Table, world: Graph) -> None:
    driver = table("matrix", world)
    assert names(driver, "tbody th") == [world.entity(LEAD).name]
    assert names(driver, "thead th") == [world.entity(CO).name]
    find(driver, "[data-cell]").click()
    assert names(driver, "#panel .handled > .link") == [world.entity(PROPOSAL).name]
    assert names(driver, "#panel .handled .relation") == ["主办 ←", "会办 ←"]
    address = driver.execute_script("return location.hash")
    driver = table("matrix", world, address=address)
    assert names(driver, "#panel .handled > .link") == [world.entity(PROPOSAL).name]


def test_the_matrix_is_narrowed_to_a_body(table: Table, world: Graph) -> None:
    driver = table("matrix", world)
    find(driver, "#search").send_keys("jiaoyuju")
    press(driver, Keys.ENTER)
    assert names(driver, "#chosen button") == [f"{world.entity(CO).name} ×"]
    find(driver, "#reset").click()
    assert names(driver, "#chosen button") == []
    driver.execute_script("document.querySelector('#stage').focus()")
    press(driver, Keys.ARROW_DOWN, Keys.ENTER)
    assert names(driver, "#panel .handled > .link") == [world.entity(PROPOSAL).name]


@pytest.mark.parametrize("kind", ["timeline", "matrix"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(table: Table, world: Graph, kind: str, text: str) -> None:
    driver = table(kind, poisoned(world, text), LEAD if kind == "timeline" else "")
    find(driver, ".mark, [data-cell]").click()
    assert driver.find_elements("css selector", "img, svg, iframe, a[href^=javascript]") == []
    assert text[:4] in panel(driver)
    assert driver.get_log("browser") == []
    assert len(requests(driver)) == 1


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", ["timeline", "matrix"])
def test_the_tables_break_no_rule(
    table: Table, world: Graph, axe: str, kind: str, dark: bool
) -> None:
    driver = table(kind, world, FAIR if kind == "timeline" else "", dark=dark)
    assert violations(driver, axe) == []
    find(driver, ".mark, [data-cell]").click()
    assert violations(driver, axe) == []


@pytest.mark.parametrize("kind", ["timeline", "matrix"])
def test_a_phone_does_not_scroll_sideways(table: Table, world: Graph, kind: str) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    driver = table(kind, world, LEAD if kind == "timeline" else "")
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    assert driver.execute_script("return document.documentElement.scrollWidth") == 390
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
