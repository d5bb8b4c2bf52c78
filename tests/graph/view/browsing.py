"""Hands and eyes of the tests that open a page in Chromium, and the graph that they open."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Protocol

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from wenmai.graph.graph import Graph

PROMISE = "今年将继续办好示范文化节，丰富群众文化生活。"

Driver = webdriver.Chrome


class Opener(Protocol):
    """Renders a graph (else the world, `with_promise`) with these options, and opens the page."""

    def __call__(
        self, graph: Graph | None = None, *, dark: bool = False, **options: str
    ) -> Driver: ...


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
