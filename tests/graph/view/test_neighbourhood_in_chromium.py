"""The page in a real browser, opened from a file: what is drawn, and what cannot go wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from browsing import (
    Driver,
    Opener,
    click_drawing,
    find,
    names,
    panel,
    position,
    requests,
    search,
    written,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from world import FAIR, LEAD, ODD, ODD_NAME, PLACE, PROPOSAL

pytestmark = pytest.mark.chromium

HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_the_page_draws_the_whole_graph(view: Opener, world: Graph) -> None:
    driver = view()
    assert set(driver.execute_script("return wenmai.nodes.getIds()")) == {
        entity.id for entity in world.entities
    }
    told = driver.execute_script("return wenmai.edges.getIds().flatMap(wenmai.told)")
    assert sorted(told) == sorted(edge.id for edge in world.edges)
    assert driver.title == "示范"
    colours = driver.execute_script(
        "const canvas = document.querySelector('canvas');"
        "const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        "return new Set(new Uint32Array(image.data.buffer)).size"
    )
    assert colours > 50


def test_nothing_is_requested_and_nothing_goes_wrong(view: Opener) -> None:
    driver = view(title=HOSTILE)
    address = driver.current_url
    search(driver, "示范")
    find(driver, "#search").send_keys(Keys.ENTER)
    find(driver, "#zoom-in").click()
    find(driver, "#reset").click()
    find(driver, "#list-toggle").click()
    assert requests(driver) == [address]
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert driver.get_log("browser") == []


def test_a_request_and_a_fault_would_be_seen(view: Opener, tmp_path: Path) -> None:
    driver = view()
    driver.execute_script("new Image().src = 'missing.png'")
    assert "img-src" in str(driver.get_log("browser"))
    bare = tmp_path / "bare.html"
    bare.write_text("<img src=missing.png>", encoding="utf-8")
    requests(driver)
    driver.get(bare.as_uri())
    assert requests(driver) == [bare.as_uri(), (tmp_path / "missing.png").as_uri()]


def test_the_status_of_an_edge_is_told_by_its_line(view: Opener, world: Graph) -> None:
    driver = view()
    status = {edge.id: edge.properties.get("status") for edge in world.edges}
    lines = driver.execute_script(
        "return wenmai.edges.get().map((line) => [line.id, [line.dashes, line.color.color]])"
    )
    looks = {status[id]: look for id, look in lines}
    assert looks["done"][0] is False
    assert len({str(look[0]) for look in looks.values()}) == 3
    assert len({look[1] for look in looks.values()}) == 4


def test_names_are_shown_as_they_are(view: Opener, world: Graph) -> None:
    named = [replace(e, name=HOSTILE) if e.id == LEAD else e for e in world.entities]
    driver = view(Graph.of(named, world.edges), title=HOSTILE, focus=LEAD)
    assert find(driver, "h1").get_property("textContent") == HOSTILE
    assert names(driver, "#panel h2") == [HOSTILE]
    assert HOSTILE in search(driver, "onerror")
    find(driver, "#search").send_keys(Keys.ESCAPE)
    find(driver, "#list-toggle").click()
    assert HOSTILE in "".join(names(driver, "#list summary"))
    assert driver.find_elements(By.CSS_SELECTOR, "img, b") == []
    assert driver.get_log("browser") == []


def test_odd_names_and_quotes_survive(view: Opener, world: Graph) -> None:
    driver = view(focus=ODD)
    assert names(driver, "#panel h2") == [ODD_NAME]
    quotes = {e.properties["quote"] for e in world.edges if ODD in (e.source, e.target)} - {""}
    assert set(names(driver, "#panel blockquote")) == quotes
    assert driver.get_log("browser") == []


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://example.org/回复?a=1&b=2", True),
        ("javascript:alert(1)", False),
        ("/a/b.txt", False),
    ],
)
def test_only_a_web_address_becomes_a_link(
    view: Opener, world: Graph, source: str, linked: bool
) -> None:
    entities = [
        replace(e, properties={**e.properties, "source": source}) if e.type == "Reply" else e
        for e in world.entities
    ]
    driver = view(Graph.of(entities, world.edges), focus=FAIR)
    assert source in panel(driver)
    assert bool(driver.find_elements(By.CSS_SELECTOR, "#panel a")) is linked


@pytest.mark.parametrize(("lang", "word"), [("zh", "部门"), ("en", "Department")])
def test_the_page_speaks_two_languages(view: Opener, lang: str, word: str) -> None:
    driver = view(lang=lang)
    assert names(driver, "#types [data-name=Department] .name") == [word]


def test_a_large_page_opens_quickly(view: Opener, world: Graph) -> None:
    entities = [replace(e, id=f"{e.id}-{n}") for n in range(9) for e in world.entities]
    edges = [
        replace(e, id=f"{e.id}-{n}", source=f"{e.source}-{n}", target=f"{e.target}-{n}")
        for n in range(9)
        for e in world.edges
    ]
    driver = view(Graph.of(entities, edges))
    assert driver.execute_script("return wenmai.nodes.length") == 144  # without the 18 letters
    ready = driver.execute_script(
        "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    assert ready < 5000  # milliseconds; about 300 on an idle machine


def test_ten_thousand_edges_between_two_nodes(view: Opener) -> None:
    driver = view(two_with_many(10_000), focus="department/a")
    opened = driver.execute_script("return performance.now()")
    assert opened < 5000  # milliseconds; about 350 on an idle machine
    assert driver.execute_script("return wenmai.edges.length") == 3
    assert {"合作 ×3334", "合作 ×3333"} <= set(written(driver))
    assert "10000" in panel(driver)
    assert len(names(driver, "#panel .statement")) == 12
    find(driver, "#year-to").send_keys(Keys.HOME)
    assert written(driver).count("合作 ×334") == 3


def test_a_line_leads_to_all_that_it_stands_for(view: Opener) -> None:
    driver = view(two_with_many(90))
    (ax, ay), (bx, by) = position(driver, "department/a"), position(driver, "department/b")
    click_drawing(driver, (ax + bx) / 2, (ay + by) / 2)
    found = quotes(driver)
    while find(driver, "#panel .pager .next").is_enabled():
        find(driver, "#panel .pager .next").click()
        found += quotes(driver)[1:]  # the first is that of the edge that is open
    assert len(found) == len(set(found)) == 30
    assert len({int(quote) % 3 for quote in found}) == 1


def two_with_many(count: int) -> Graph:
    """Two entities, and so many edges from one to the other: of each status in ten years."""
    two = [Entity(f"department/{n}", "Department", f"{n}局") for n in "ab"]
    edges = [
        Edge(
            f"statement/{n}", "COOPERATES_WITH", "department/a", "Department", "department/b",
            "Department", {
                "status": ("done", "ongoing", "planned")[n % 3],
                "year": 2011 + n // 3 % 10,
                "quote": str(n),
            },
        )
        for n in range(count)
    ]  # fmt: skip
    return Graph.of(two, edges)


def quotes(driver: Driver) -> list[str]:
    return names(driver, "#panel blockquote")


def test_places_are_those_that_were_computed(view: Opener, world: Graph) -> None:
    driver = view(focus=PLACE)
    before = driver.execute_script("return wenmai.network.getPositions()")
    view(focus=PLACE)
    assert driver.execute_script("return wenmai.network.getPositions()") == before
    assert PROPOSAL not in before
