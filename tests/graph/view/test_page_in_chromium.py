"""The page in a real browser, opened from a file: what a reader sees and can do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge
from wenmai.graph.view.page import render
from world import CO, FAIR, LEAD, ODD, ODD_NAME, PLACE, PROPOSAL

pytestmark = pytest.mark.chromium

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--force-prefers-reduced-motion",
    "--window-size=1400,900",
)
HOSTILE = "</script><img src=x onerror=alert(1)>"
PROMISE = "今年将继续办好示范文化节，丰富群众文化生活。"

Driver = webdriver.Chrome


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


Opener = Callable[..., Driver]


@pytest.fixture
def view(chromium: Driver, world: Graph, tmp_path: Path) -> Opener:
    """Opens the page of the world, in which one edge has a telling quote."""

    def opened(graph: Graph | None = None, *, dark: bool = False, **options: Any) -> Driver:
        file = tmp_path / "页面.html"
        options = {"title": "示范", "lang": "zh", **options}
        file.write_text(render(graph or with_promise(world), **options), encoding="utf-8")
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        chromium.get("about:blank")
        for kind in ("browser", "performance"):
            chromium.get_log(kind)
        chromium.get(file.as_uri())
        return chromium

    return opened


def promise(world: Graph) -> Edge:
    (edge,) = (
        edge
        for edge in world.edges
        if edge.target == "event/fair" and edge.properties["status"] == "planned"
    )
    return edge


def with_promise(world: Graph) -> Graph:
    kept = promise(world)
    told = replace(kept, properties={**kept.properties, "quote": PROMISE})
    return Graph.of(world.entities, [told if e == kept else e for e in world.edges])


def find(driver: Driver, selector: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, selector)


def panel(driver: Driver) -> str:
    return str(find(driver, "#panel").get_property("textContent"))


def names(driver: Driver, selector: str) -> list[str]:
    found = driver.find_elements(By.CSS_SELECTOR, selector)
    return [str(element.get_property("textContent")) for element in found]


def hidden(driver: Driver, kind: str) -> set[str]:
    """The ids of the hidden "nodes" or "edges"."""
    script = f"return wenmai.{kind}.get({{filter: (item) => item.hidden}}).map((item) => item.id)"
    return set(driver.execute_script(script))


def requests(driver: Driver) -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]


def click_drawing(driver: Driver, x: float, y: float) -> None:
    """Click at a point of the drawing, given in its own coordinates."""
    at = driver.execute_script(
        "const p = wenmai.network.canvasToDOM({x: arguments[0], y: arguments[1]});"
        "const box = document.querySelector('#drawing').getBoundingClientRect();"
        "return [box.left + p.x, box.top + p.y]",
        x,
        y,
    )
    chain = ActionChains(driver)
    chain.w3c_actions.pointer_action.move_to_location(*(round(n) for n in at))
    chain.w3c_actions.pointer_action.click()
    chain.perform()


def position(driver: Driver, node: str) -> tuple[float, float]:
    found = driver.execute_script("return wenmai.network.getPositions()[arguments[0]]", node)
    return found["x"], found["y"]


def search(driver: Driver, words: str) -> list[str]:
    find(driver, "#search").send_keys(words)
    return names(driver, "#suggestions [role=option] .name")


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


def test_search_finds_by_name_and_shows_the_entity(view: Opener) -> None:
    driver = view()
    assert "示范省示范市示范区教育局" in search(driver, "教育局")
    find(driver, "#search").send_keys(Keys.ENTER)
    assert names(driver, "#panel h2") == ["示范省示范市示范区教育局"]
    centre = driver.execute_script("return wenmai.network.getViewPosition()")
    assert (centre["x"], centre["y"]) == pytest.approx(position(driver, CO), abs=1)


def test_search_finds_by_alias_and_by_arrow_keys(view: Opener) -> None:
    driver = view()
    assert search(driver, "非遗") == ["非物质文化遗产非遗"]
    find(driver, "#search").clear()
    found = search(driver, "示范文化节")
    find(driver, "#search").send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert names(driver, "#panel h2") == [found[1]]


def test_search_says_when_nothing_has_that_name(view: Opener) -> None:
    driver = view()
    assert search(driver, "火星") == []
    assert names(driver, "#suggestions li") == ["没有匹配的实体"]


def test_a_click_on_a_node_shows_its_statements_with_their_words(view: Opener) -> None:
    driver = view()
    click_drawing(driver, *position(driver, "event/fair"))
    assert names(driver, "#panel h2") == ["示范文化节"]
    assert names(driver, "#panel .statement blockquote") == [PROMISE, "原文"]
    assert names(driver, "#panel .badge") == ["计划中", "已完成"]
    assert names(driver, "#panel .year") == ["2022", "2023"]
    assert "举办 ←" in panel(driver)
    assert "示范省示范市示范区文化广电旅游体育局" in panel(driver)
    assert names(driver, "#panel .letter code") == [
        "letters/2021/答复 1.txt",
        "C:\\letters\\2.docx",
    ]


def test_a_click_on_a_node_fades_all_but_its_neighbours(view: Opener, world: Graph) -> None:
    driver = view()
    click_drawing(driver, *position(driver, "event/fair"))
    bright = driver.execute_script(
        "return wenmai.nodes.get({filter: (node) => node.opacity === 1}).map((node) => node.id)"
    )
    assert set(bright) == {"event/fair", LEAD}


def test_a_click_on_an_edge_shows_its_evidence(view: Opener, world: Graph) -> None:
    driver = view()
    (fx, fy), (tx, ty) = position(driver, CO), position(driver, "plan/145")
    click_drawing(driver, (fx + tx) / 2, (fy + ty) / 2)
    assert names(driver, "#panel h2") == ["依据"]
    assert names(driver, "#panel .ends .link") == [
        "示范省示范市示范区教育局",
        "《示范区“十四五”文化规划》",
    ]
    assert names(driver, "#panel .badge") == ["进行中", "主体系推断"]
    assert names(driver, "#panel blockquote") == ["原文"]
    assert names(driver, "#panel .letter .link") == ["对第31号建议的答复"]
    assert "示文函〔2021〕5号" in panel(driver)
    find(driver, "#panel .letter .link").click()
    assert names(driver, "#panel .kicker") == ["答复"]


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


def test_the_legend_hides_and_shows_a_type(view: Opener, world: Graph) -> None:
    driver = view()
    button = find(driver, "#types [data-name=Department]")
    departments = {e.id for e in world.entities if e.type == "Department"}
    button.click()
    assert hidden(driver, "nodes") == departments
    assert hidden(driver, "edges") == {
        e.id for e in world.edges if "Department" in (e.source_type, e.target_type)
    }
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert hidden(driver, "nodes") == hidden(driver, "edges") == set()


@pytest.mark.parametrize(
    ("legend", "name", "of"),
    [
        ("statuses", "planned", lambda edge: edge.properties.get("status")),
        ("relations", "LEADS", lambda edge: edge.predicate),
    ],
)
def test_the_legend_hides_statuses_and_relations(
    view: Opener, world: Graph, legend: str, name: str, of: Callable[[Edge], object]
) -> None:
    driver = view()
    find(driver, f"#{legend} [data-name={name}]").click()
    assert hidden(driver, "edges") == {edge.id for edge in world.edges if of(edge) == name}


def test_the_years_can_be_narrowed(view: Opener, world: Graph) -> None:
    driver = view()
    assert find(driver, "#year-span").text == "2019–2024"
    find(driver, "#year-from").send_keys(*[Keys.ARROW_RIGHT] * 4)
    assert find(driver, "#year-span").text == "2023–2024"
    assert hidden(driver, "edges") == {
        edge.id for edge in world.edges if (edge.properties["year"] or 2023) < 2023
    }
    assert "department/old" in hidden(driver, "nodes")
    find(driver, "#reset").click()
    assert hidden(driver, "edges") == set()


def test_choosing_what_is_filtered_out_brings_it_back(view: Opener) -> None:
    driver = view()
    find(driver, "#types [data-name=Theme]").click()
    search(driver, "非遗")
    find(driver, "#search").send_keys(Keys.ENTER)
    assert names(driver, "#panel h2") == ["非物质文化遗产"]
    assert hidden(driver, "nodes") == set()


def test_keys_search_and_clear(view: Opener) -> None:
    driver = view(focus=FAIR)
    assert names(driver, "#panel h2") == ["第十六届示范文化节"]
    find(driver, "body").send_keys("/")
    assert driver.switch_to.active_element.get_attribute("id") == "search"
    driver.switch_to.active_element.send_keys("示范", Keys.ESCAPE)
    assert names(driver, "#panel h2") == []
    assert find(driver, "#search").get_property("value") == ""
    assert not find(driver, "#suggestions").is_displayed()


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


def test_the_list_tells_all_without_the_drawing(view: Opener, world: Graph) -> None:
    driver = view()
    find(driver, "#list-toggle").click()
    summaries = names(driver, "#list summary")
    assert len(summaries) == len(world.entities)
    text = str(find(driver, "#list").get_property("textContent"))
    assert all(entity.name in text for entity in world.entities)
    assert PROMISE in text
    find(driver, "#statuses [data-name=planned]").click()
    assert PROMISE not in str(find(driver, "#list").get_property("textContent"))


@pytest.mark.parametrize(("lang", "word"), [("zh", "部门"), ("en", "Department")])
def test_the_page_speaks_two_languages(view: Opener, lang: str, word: str) -> None:
    driver = view(lang=lang)
    assert names(driver, "#types [data-name=Department] .name") == [word]


def test_text_stands_out_in_light_and_dark(view: Opener) -> None:
    texts = (
        "--ink",
        "--muted",
        "--accent",
        "--status-done",
        "--status-ongoing",
        "--status-planned",
    )
    grounds = ("--surface", "--canvas", "--sunk")
    seen = set()
    for dark in (False, True):
        driver = view(dark=dark)
        seen.add(find(driver, "body").value_of_css_property("background-color"))
        colour = {token: read_token(driver, token) for token in (*texts, *grounds)}
        low = {
            (text, ground): ratio
            for text in texts
            for ground in grounds
            if (ratio := contrast(colour[text], colour[ground])) < 4.5
        }
        assert low == {}
    assert len(seen) == 2


def read_token(driver: Driver, token: str) -> str:
    script = "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0])"
    return str(driver.execute_script(script, token)).strip()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


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
