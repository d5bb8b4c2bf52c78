"""Each view at the width of a desk and of a phone: it is drawn, and WENMAI_PICTURES=DIR keeps it.

The pictures in docs/pictures are made so, from the sample letters.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Driver, painted, show
from commandline import SAMPLES, wenmai
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.graph.view.atlas import chart
from wenmai.graph.view.explorer import render_explorer
from wenmai.graph.view.matrix import render_matrix
from wenmai.graph.view.neighbourhood import render_neighbourhood
from wenmai.graph.view.timeline import render_timeline
from wenmai.project import Project

pytestmark = pytest.mark.chromium

BODY = "绍兴市文化广电旅游局"
MUSEUM = "绍兴市越城区古桥博物馆"
LEAST = 10_000
"""A picture of fewer bytes is blank."""
WIDTHS = {1280: 800, 390: 844}


def map_of(project: Project, lang: str, **start: object) -> str:
    graph = project.graph
    return render_explorer(graph, chart(graph), title="文脉 图谱", lang=lang, start=start)


VIEWS: dict[str, tuple[bool, Callable[[Project], str]]] = {
    "explorer": (False, lambda p: map_of(p, "zh")),
    "explorer-dark": (True, lambda p: map_of(p, "en", node=p.resolve(BODY).id)),
    "two-steps": (False, lambda p: map_of(p, "zh", node=p.resolve(MUSEUM).id, ego=2)),
    "timeline": (
        False,
        lambda p: render_timeline(p.graph, title=BODY, lang="zh", focus=p.resolve(BODY)),
    ),
    "matrix": (True, lambda p: render_matrix(p.graph, title="主办与会办", lang="zh")),
    "neighbourhood": (
        False,
        lambda p: render_neighbourhood(
            p.graph, title=MUSEUM, lang="zh", focus=p.resolve(MUSEUM).id, hops=1
        ),
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("pictures") / "data"
    assert wenmai("ingest", SAMPLES, data=folder).code == 0
    return Project(folder)


def picture(driver: Driver) -> bytes:
    options = {"format": "webp", "quality": 82}
    return base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", options)["data"])


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_view_is_drawn(
    chromium: Driver, project: Project, tmp_path: Path, name: str, width: int
) -> None:
    dark, make = VIEWS[name]
    size = {"width": width, "height": WIDTHS[width], "deviceScaleFactor": 1, "mobile": width < 600}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    show(chromium, tmp_path / "page.html", make(project), dark=dark)
    WebDriverWait(chromium, 20).until(
        lambda d: d.execute_script("return document.querySelector('#panel').children.length > 0")
    )
    if chromium.execute_script("return Boolean(window.wenmai?.stage)"):
        painted(chromium)
    file = tmp_path / f"{name}-{width}.webp"
    file.write_bytes(picture(chromium))
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert file.stat().st_size > LEAST
    if os.environ.get("WENMAI_PICTURES"):
        shutil.copy(file, os.environ["WENMAI_PICTURES"])


def test_a_blank_page_would_be_seen(chromium: Driver, tmp_path: Path) -> None:
    show(chromium, tmp_path / "blank.html", "<!doctype html><title>-</title>", dark=False)
    assert len(picture(chromium)) < LEAST
