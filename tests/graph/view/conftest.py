"""A browser, and pages opened in it from files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Driver, Opener, with_promise
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from wenmai.graph.graph import Graph
from wenmai.graph.view.page import render

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


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for the whole run, with a profile of its own. Tests that use it are marked."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def view(chromium: Driver, world: Graph, tmp_path: Path) -> Opener:
    """Opens pages, by default in Chinese; the browser's logs begin with the page."""

    def opened(graph: Graph | None = None, *, dark: bool = False, **options: Any) -> Driver:
        file = tmp_path / "页面.html"
        page = render(graph or with_promise(world), **{"title": "示范", "lang": "zh", **options})
        file.write_text(page, encoding="utf-8")
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        chromium.get("about:blank")
        for kind in ("browser", "performance"):
            chromium.get_log(kind)
        chromium.get(file.as_uri())
        return chromium

    return opened
