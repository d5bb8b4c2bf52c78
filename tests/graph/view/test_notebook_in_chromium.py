"""The Explorer in the frame that a notebook gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
import wenmai
from browsing import Driver, show
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.project import Project

pytestmark = pytest.mark.chromium

MUSEUM = "绍兴市越城区古桥博物馆"


def test_the_page_works_in_its_frame(chromium: Driver, sampled: Project, tmp_path: Path) -> None:
    framed = wenmai.open(sampled.folder).view(focus=MUSEUM)._repr_html_()
    show(chromium, tmp_path / "notebook.html", f"<!doctype html><body>{framed}", dark=False)
    chromium.switch_to.frame(chromium.find_element(By.TAG_NAME, "iframe"))
    try:
        entities = f"{len(sampled.graph.entities)}"
        wait = WebDriverWait(chromium, 20)
        wait.until(lambda page: entities in page.find_element(By.ID, "count").text)
        assert MUSEUM in chromium.find_element(By.TAG_NAME, "body").text
        # Its state is in its address, as in a window of its own.
        node = sampled.resolve(MUSEUM).id
        assert f"node={node}" in chromium.execute_script("return location.hash")
    finally:
        chromium.switch_to.default_content()
    assert [log for log in chromium.get_log("browser") if log["level"] == "SEVERE"] == []
