"""A browser, and pages opened in it from files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, Driver, Explore, Opener, browser, painted, show, with_promise
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.graph.graph import Graph
from wenmai.graph.view.atlas import chart
from wenmai.graph.view.explorer import render_explorer
from wenmai.graph.view.neighbourhood import render_neighbourhood

AXE = Path.home() / ".cache" / "wenmai" / "axe" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for the whole run, with a profile of its own. Tests that use it are marked."""
    driver = browser(tmp_path_factory.mktemp("profile"), FLAGS)
    yield driver
    driver.quit()


@pytest.fixture
def view(chromium: Driver, world: Graph, tmp_path: Path) -> Opener:
    """Opens pages, by default in Chinese; the browser's logs begin with the page."""

    def opened(graph: Graph | None = None, *, dark: bool = False, **options: Any) -> Driver:
        told = {"title": "示范", "lang": "zh", **options}
        page = render_neighbourhood(graph or with_promise(world), **told)
        show(chromium, tmp_path / "页面.html", page, dark=dark)
        WebDriverWait(chromium, 20, poll_frequency=0.02).until(
            lambda driver: driver.execute_script("return Boolean(window.wenmai)")
        )
        return chromium

    return opened


@pytest.fixture
def explore(chromium: Driver, world: Graph, tmp_path: Path) -> Iterator[Explore]:
    """Opens the Explorer, by default in Chinese, and waits until the map is painted."""

    def opened(
        graph: Graph | None = None, *, dark: bool = False, address: str = "", **options: Any
    ) -> Driver:
        shown = graph or with_promise(world)
        start = options.pop("start", {})
        page = render_explorer(
            shown, chart(shown), **{"title": "示范", "lang": "zh", "start": start, **options}
        )
        show(chromium, tmp_path / "图谱.html", page, dark=dark, address=address)
        painted(chromium)
        return chromium

    yield opened
    if chromium.current_url.startswith("file:"):
        chromium.execute_script("localStorage.clear()")
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not here: scripts/prepare-tests gets it where npm is")
    return AXE.read_text(encoding="utf-8")
