"""Hands and eyes of the tests that open a page in Chromium, and the graph that they open."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.graph.graph import Graph
from wenmai.graph.model import Value

PROMISE = "今年将继续办好示范文化节，丰富群众文化生活。"

Driver = webdriver.Chrome

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
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "javascript:alert(1)",
    "行\u2028分\u2029隔\u0000\ud800末",
    '"><svg onload=alert(1)>',
)


class Opener(Protocol):
    """Renders a graph (else the world, `with_promise`) with these options, and opens the page."""

    def __call__(
        self, graph: Graph | None = None, *, dark: bool = False, **options: str
    ) -> Driver: ...


class Explore(Protocol):
    """Opens the Explorer on a graph, at an address (``#…``), with `render_explorer`'s options."""

    def __call__(
        self, graph: Graph | None = None, *, dark: bool = False, address: str = "", **options: Any
    ) -> Driver: ...


def painted(driver: Driver) -> None:
    """Wait until the Explorer has painted what was last asked for."""
    WebDriverWait(driver, 20, poll_frequency=0.02).until(
        lambda d: d.execute_script(
            "return window.wenmai?.stage && wenmai.stage.paintings > 0 && wenmai.stage.settled"
        )
    )


def shown(driver: Driver, kind: str) -> set[str]:
    """The ids of the "nodes" or "edges" that are drawn on the Explorer's map."""
    script = (
        "const mask = wenmai.drawn()[arguments[0]];"
        "return wenmai.model.data[arguments[0]].id.filter((_, n) => mask[n])"
    )
    return set(driver.execute_script(script, kind))


def place(driver: Driver, node: str) -> tuple[float, float]:
    """Where a node is in the window."""
    painted(driver)
    x, y = driver.execute_script(
        "const { stage, drawn, model } = wenmai; const n = model.node(arguments[0]);"
        "const { camera, width, height } = stage; const { x, y } = drawn();"
        "const box = stage.canvas.getBoundingClientRect();"
        "return [box.left + (x[n] - camera.x) * camera.k + width / 2,"
        " box.top + (y[n] - camera.y) * camera.k + height / 2]",
        node,
    )
    return float(x), float(y)


def click_at(driver: Driver, x: float, y: float) -> None:
    """Click at a point of the window."""
    chain = ActionChains(driver)
    chain.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    chain.w3c_actions.pointer_action.click()
    chain.perform()


def press(driver: Driver, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    ActionChains(driver).send_keys(*keys).perform()


def with_promise(world: Graph) -> Graph:
    """The world, in which one planned edge has a telling quote."""
    (kept,) = (
        edge
        for edge in world.edges
        if edge.target == "event/fair" and edge.properties["status"] == "planned"
    )
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
    """The ids of the hidden "nodes", or of the "edges" that no line on the drawing tells."""
    told = "item.id" if kind == "nodes" else "wenmai.told(item.id)"
    script = (
        f"const seen = wenmai.{kind}.get({{filter: (item) => !item.hidden}});"
        f"return [wenmai.model.data.{kind}.id, seen.map((item) => {told})]"
    )
    every, seen = driver.execute_script(script)
    if kind == "nodes":
        return set(every).difference(seen)
    assert all(seen)  # no line is there for nothing
    return set(every).difference(*seen)


def written(driver: Driver) -> list[str]:
    """All that is written on the drawing of surroundings when it is drawn again."""
    return list(
        driver.execute_script(
            "const { fillText } = CanvasRenderingContext2D.prototype; const written = [];"
            "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
            " written.push(text); return fillText.call(this, text, ...rest); };"
            "wenmai.network.redraw();"
            "CanvasRenderingContext2D.prototype.fillText = fillText; return written"
        )
    )


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


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def browser(profile: Path, flags: tuple[str, ...]) -> Driver:
    """Start a browser; the caller ends it."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def show(driver: Driver, file: Path, page: str, *, dark: bool, address: str = "") -> Driver:
    """Open a page from a file; the browser's logs begin with it."""
    file.write_text(page, encoding="utf-8")
    feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    driver.get("about:blank")
    for kind in ("browser", "performance"):
        driver.get_log(kind)
    driver.get(file.as_uri() + address)
    return driver


def poisoned(graph: Graph, text: str) -> Graph:
    """The graph with ``text`` in every field that is a text and is not an id or a status."""

    def poison(values: dict[str, Value]) -> dict[str, Value]:
        fixed = {"id", "reply", "status"}
        return {
            key: text
            if isinstance(value, str) and key not in fixed
            else [text]
            if isinstance(value, list)
            else value
            for key, value in values.items()
        }

    return Graph.of(
        [replace(e, name=text, properties=poison(dict(e.properties))) for e in graph.entities],
        [replace(e, properties=poison(dict(e.properties))) for e in graph.edges],
    )


def violations(driver: Driver, axe: str) -> list[str]:
    driver.execute_script(axe)
    driver.set_script_timeout(60)
    found = driver.execute_async_script(
        "const [rules, done] = arguments;"
        "axe.run(document, {runOnly: rules}).then((result) => done(result.violations.flatMap("
        "(v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)} "
        "${node.failureSummary.slice(0, 300)}`))))",
        RULES,
    )
    return list(found)
