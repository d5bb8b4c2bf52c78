"""The Explorer with what could break it: hostile text, nothing at all, too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from browsing import (
    FLAGS,
    HOSTILE,
    Driver,
    Explore,
    browser,
    contrast,
    find,
    names,
    painted,
    panel,
    poisoned,
    press,
    search,
    shown,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from world import LEAD, ODD, ODD_NAME

pytestmark = pytest.mark.chromium


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_does_nothing(
    explore: Explore, world: Graph, text: str
) -> None:
    driver = explore(poisoned(world, text), title=text, address=f"#node={LEAD}")
    elements = driver.execute_script("return document.querySelectorAll('*').length")
    press(driver, "1", "2", "0")
    find(driver, "#list-toggle").click()
    driver.execute_script(
        "document.querySelectorAll('#list details').forEach((d) => d.open = true)"
    )
    find(driver, "#export-menu").click()
    find(driver, "#export-svg").click()
    painted(driver)
    assert elements > 100
    assert driver.find_elements(By.CSS_SELECTOR, "img, svg, iframe, a[href^=javascript]") == []
    assert driver.find_elements(By.CSS_SELECTOR, "script:not([type])") == []
    assert text[:4] in panel(driver)
    assert "49" not in find(driver, "h1").text
    assert driver.get_log("browser") == []


def test_odd_names_and_quotes_survive(explore: Explore, world: Graph) -> None:
    driver = explore(address=f"#node={ODD}")
    assert names(driver, "#panel h2") == [ODD_NAME]
    quotes = {e.properties["quote"] for e in world.edges if ODD in (e.source, e.target)} - {""}
    assert set(names(driver, "#panel blockquote")) == quotes


@pytest.mark.parametrize(
    ("source", "linked"),
    [("https://example.org/回复?a=1", True), ("javascript:alert(1)", False), ("/a/b.txt", False)],
)
def test_only_a_web_address_becomes_a_link(
    explore: Explore, world: Graph, source: str, linked: bool
) -> None:
    entities = [
        replace(e, properties={**e.properties, "source": source}) if e.type == "Reply" else e
        for e in world.entities
    ]
    driver = explore(Graph.of(entities, world.edges), address=f"#node={LEAD}")
    assert source in panel(driver)
    assert bool(driver.find_elements(By.CSS_SELECTOR, "#panel a")) is linked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_graph_says_so(explore: Explore, lang: str) -> None:
    driver = explore(Graph.of([], []), lang=lang)
    assert "wenmai ingest" in find(driver, "#notice").text
    assert not find(driver, "#years").is_displayed()
    press(driver, "1", "f", "l")
    assert find(driver, "#list").text
    assert driver.get_log("browser") == []


def test_one_node_without_years(explore: Explore) -> None:
    driver = explore(Graph.of([Entity("place/1", "Place", "孤县")], []))
    assert shown(driver, "nodes") == {"place/1"}
    assert not find(driver, "#years").is_displayed()
    search(driver, "gux")
    press(driver, Keys.ENTER, "1")
    assert names(driver, "#panel h2") == ["孤县"]
    assert driver.get_log("browser") == []


def test_ten_thousand_edges_between_two_nodes(explore: Explore) -> None:
    two = [Entity(f"department/{n}", "Department", f"{n}局") for n in "ab"]
    edges = [
        Edge(
            f"statement/{n}", "COOPERATES_WITH", "department/a", "Department", "department/b",
            "Department", {"status": ("done", "ongoing", "planned")[n % 3], "year": 2020},
        )
        for n in range(10_000)
    ]  # fmt: skip
    driver = explore(Graph.of(two, edges), address="#node=department/a")
    assert "10000" in panel(driver)
    assert len(names(driver, "#panel .statement")) == 12
    assert driver.execute_script("return wenmai.stage.cost") < 500  # milliseconds; about 5


def test_a_name_of_five_thousand_characters(explore: Explore, world: Graph) -> None:
    long = "长" * 5000
    named = [replace(e, name=long) if e.id == LEAD else e for e in world.entities]
    driver = explore(Graph.of(named, world.edges), title=long, address=f"#node={LEAD}")
    assert len(names(driver, "#panel h2")[0]) < 500
    find(driver, "#panel h2 button").click()
    assert names(driver, "#panel h2") == [long]
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")


TEXTS = ("ink", "muted", "accent", "status-done", "status-ongoing", "status-planned")
GROUNDS = ("surface", "canvas", "sunk")


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_in_light_and_dark(explore: Explore, dark: bool) -> None:
    driver = explore(dark=dark)
    colour = {name: resolved(driver, name) for name in (*TEXTS, *GROUNDS, "edge")}
    low = {
        (text, ground): ratio
        for text in TEXTS
        for ground in GROUNDS
        if (ratio := contrast(colour[text], colour[ground])) < 4.5
    }
    assert low == {}
    assert contrast(colour["edge"], colour["surface"]) >= 3  # a control's line


@pytest.mark.parametrize("dark", [False, True])
def test_the_marks_of_types_stand_out(explore: Explore, dark: bool) -> None:
    driver = explore(dark=dark)
    ground = resolved(driver, "surface")
    marks = driver.execute_script(
        "return [...document.querySelectorAll('#types .swatch')].map((mark) => "
        "[mark.closest('button').dataset.name, getComputedStyle(mark).backgroundColor])"
    )
    low = {name: c for name, mark in marks if (c := contrast(hexadecimal(mark), ground)) < 2}
    assert low == {}  # each is named beside its mark, and where it lies on the map


def resolved(driver: Driver, token: str) -> str:
    """A colour of the page as #rrggbb, as it is in light or dark."""
    script = (
        "const probe = document.body.appendChild(document.createElement('i'));"
        "probe.style.color = `var(--${arguments[0]})`;"
        "const colour = getComputedStyle(probe).color; probe.remove(); return colour"
    )
    return hexadecimal(driver.execute_script(script, token))


def hexadecimal(colour: str) -> str:
    r, g, b = (int(n) for n in colour.removeprefix("rgb(").removesuffix(")").split(","))
    return f"#{r:02x}{g:02x}{b:02x}"


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A browser that cannot even draw WebGL in software."""
    driver = browser(tmp_path_factory.mktemp("bare"), (*FLAGS, "--disable-software-rasterizer"))
    yield driver
    driver.quit()


def test_it_needs_no_graphics_processor(bare: Driver, world: Graph, tmp_path: Any) -> None:
    from wenmai.graph.view.atlas import chart
    from wenmai.graph.view.explorer import render_explorer

    page = render_explorer(world, chart(world), title="示范", lang="zh", start={"node": LEAD})
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    bare.get((tmp_path / "page.html").as_uri())
    painted(bare)
    assert bare.execute_script(
        "return document.createElement('canvas').getContext('webgl') === null"
    )
    assert len(shown(bare, "nodes")) == len(world.entities)
    assert bare.get_log("browser") == []
