"""Pages are checked by axe-core, where scripts/prepare-tests could put it (npm, in the cache)."""

from __future__ import annotations

import pytest
from browsing import Explore, Opener, find, press, violations
from world import CO, FAIR, LEAD

pytestmark = pytest.mark.chromium


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "",
        f"#node={LEAD}",
        f"#node={LEAD}&ego=2",
        f"#node={LEAD}&path={CO}",
        "#edge=statement/001",
        "#list=1",
    ],
)
def test_the_explorer_breaks_no_rule(explore: Explore, axe: str, dark: bool, address: str) -> None:
    driver = explore(dark=dark, address=address)
    for details in driver.find_elements("css selector", "#list details")[:3]:
        driver.execute_script("arguments[0].open = true", details)
    find(driver, "#types [data-name=Event]").click()
    assert violations(driver, axe) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_menus_and_help_break_no_rule(explore: Explore, axe: str, lang: str) -> None:
    driver = explore(lang=lang)
    find(driver, "#search").send_keys("示范")
    assert violations(driver, axe) == []
    find(driver, "#views-menu summary").click()
    find(driver, "#view-name").send_keys("甲\n")
    assert violations(driver, axe) == []
    driver.execute_script("document.querySelector('#map').focus()")
    press(driver, "?")
    assert violations(driver, axe) == []


@pytest.mark.parametrize("dark", [False, True])
def test_a_neighbourhood_breaks_no_rule(view: Opener, axe: str, dark: bool) -> None:
    driver = view(dark=dark, focus=FAIR)
    assert violations(driver, axe) == []
    find(driver, "#search").send_keys("示范")
    assert violations(driver, axe) == []
    find(driver, "#search").clear()
    driver.execute_script("document.activeElement.blur()")
    press(driver, "l")
    driver.execute_script("document.querySelector('#list details').open = true")
    assert violations(driver, axe) == []


def test_a_fault_would_be_seen(explore: Explore, axe: str) -> None:
    driver = explore()
    driver.execute_script("document.querySelector('#search').removeAttribute('aria-label')")
    driver.execute_script("document.querySelector('#search').removeAttribute('placeholder')")
    assert any(fault.startswith("label") for fault in violations(driver, axe))
