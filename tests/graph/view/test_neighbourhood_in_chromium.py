"""The page in a real browser, opened from a file: what is drawn, and what cannot go wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from browsing import Opener, find, names, panel, requests, search
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from wenmai.graph.graph import Graph
from world import FAIR, LEAD, ODD, ODD_NAME, PLACE, PROPOSAL

pytestmark = pytest.mark.chromium

HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_the_page_draws_the_whole_graph(view: Opener, world: Graph) -> None:
    driver = view()
    assert set(driver.execute_script("return wenmai.nodes.getIds()")) == {
        entity.id for entity in world.entities
    }
    assert driver.execute_script("return wenmai.edges.length") == len(world.edges)
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
    looks = {
        edge.properties.get("status"): driver.execute_script(
            "const e = wenmai.edges.get(arguments[0]); return [e.dashes, e.color.color]", edge.id
        )
        for edge in world.edges
    }
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


def test_places_are_those_that_were_computed(view: Opener, world: Graph) -> None:
    driver = view(focus=PLACE)
    before = driver.execute_script("return wenmai.network.getPositions()")
    view(focus=PLACE)
    assert driver.execute_script("return wenmai.network.getPositions()") == before
    assert PROPOSAL not in before
