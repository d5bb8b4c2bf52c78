"""The page of letters in a real browser: from the list to the text and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import letters
import pytest
from browsing import Driver, contrast, find, names, requests, violations
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from wenmai.graph.model import Reading
from wenmai.graph.view.letter import render_letters

pytestmark = pytest.mark.chromium

HOSTILE = "</script><img src=x onerror=alert(1)>"
FAIR, BODY, PLACE = "首届灯彩节", "绍兴市文化局", "绍兴市"
Opener = Callable[..., Driver]


def reading(more: str = "") -> Reading:
    text = f"𠮷🎉{BODY}举办{FAIR}。{more}\n" + "其他事项。\n" * 80 + f"{FAIR}又将举办。"
    return letters.letter(
        "浙江省绍兴市",
        2021,
        ("Department", BODY),
        ("Event", FAIR),
        ("Event", FAIR),
        facts=((0, "ORGANISES", 1, "done"), (0, "ORGANISES", 2, "planned")),
        text=text,
        title="关于灯彩的复函",
    )


@pytest.fixture
def page(chromium: Driver, tmp_path: Path) -> Opener:
    """Opens a page of letters; the browser's logs begin with it."""

    def opened(*shown: Reading, lang: str = "zh", dark: bool = False) -> Driver:
        file = tmp_path / "信.html"
        file.write_text(render_letters(shown or [reading()], lang=lang), encoding="utf-8")
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        chromium.get("about:blank")
        for kind in ("browser", "performance"):
            chromium.get_log(kind)
        chromium.get(file.as_uri())
        chromium.execute_script("try { localStorage.clear() } catch {}")
        WebDriverWait(chromium, 20, poll_frequency=0.02).until(lambda d: find(d, "#panel").text)
        return chromium

    return opened


def chosen(driver: Driver) -> list[str]:
    return names(driver, "mark.chosen")


def current(driver: Driver) -> list[str]:
    return names(driver, ".row[aria-current] .name")


def in_view(driver: Driver, selector: str) -> bool:
    script = (
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= innerHeight"
    )
    return bool(driver.execute_script(script, selector))


def test_the_text_is_whole_and_mentions_are_marked_in_it(page: Opener) -> None:
    driver = page()
    assert find(driver, ".text").get_property("textContent") == reading().letter.text
    assert names(driver, "mark") == [BODY, FAIR, FAIR]


def test_nothing_is_requested_and_nothing_goes_wrong(page: Opener) -> None:
    driver = page(reading(HOSTILE))
    find(driver, "mark").click()
    find(driver, ".row.action").click()
    assert requests(driver) == [driver.current_url]
    assert driver.get_log("browser") == []


def test_hostile_words_are_shown_as_they_are(page: Opener) -> None:
    driver = page(reading(HOSTILE))
    assert HOSTILE in str(find(driver, ".text").get_property("textContent"))
    assert driver.find_elements(By.CSS_SELECTOR, "img") == []


def test_a_mark_leads_to_its_row_and_back(page: Opener) -> None:
    driver = page()
    find(driver, "mark[data-type=Event]").click()
    assert (chosen(driver), current(driver)) == ([FAIR], [FAIR])
    row = driver.switch_to.active_element
    assert "row" in str(row.get_attribute("class"))
    row.send_keys(Keys.ENTER)  # on to the second place, far below
    assert driver.switch_to.active_element.text == FAIR
    assert in_view(driver, "mark.chosen")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert "row" in str(driver.switch_to.active_element.get_attribute("class"))


def test_keys_step_through_the_mentions(page: Opener) -> None:
    driver = page()
    body = find(driver, "body")
    body.send_keys("n")
    assert chosen(driver) == [BODY]
    body.send_keys("n")
    body.send_keys("n")
    assert chosen(driver) == [FAIR]
    assert in_view(driver, "mark.chosen")
    body.send_keys("p")
    body.send_keys("p")
    assert chosen(driver) == [BODY]


def test_arrows_move_in_the_list(page: Opener) -> None:
    driver = page()
    rows = driver.find_elements(By.CSS_SELECTOR, ".row")
    rows[0].send_keys(Keys.ARROW_DOWN)
    assert driver.switch_to.active_element == rows[1]
    rows[1].send_keys(Keys.ARROW_UP)
    assert driver.switch_to.active_element == rows[0]
    assert names(driver, ".row[tabindex='0']") == [rows[0].get_property("textContent")]


def test_an_action_shows_its_clause_its_actor_and_its_object(page: Opener) -> None:
    driver = page()
    find(driver, ".row.action").click()
    script = "const [range] = CSS.highlights.get('clause'); return range.toString()"
    assert driver.execute_script(script) == f"{BODY}举办{FAIR}"
    assert names(driver, "mark.actor") == [BODY]
    assert names(driver, "mark.object") == [FAIR]


def test_a_status_is_told_in_words_and_by_its_sign(page: Opener) -> None:
    driver = page()
    assert names(driver, ".row.action .signed") == ["已完成", "计划中"]
    styles = [
        driver.execute_script("return getComputedStyle(arguments[0], '::before').borderTopStyle", s)
        for s in driver.find_elements(By.CSS_SELECTOR, ".row.action .sign")
    ]
    assert len(set(styles)) == 2


def test_a_type_can_be_hidden(page: Opener) -> None:
    driver = page()
    find(driver, "#types [data-name=Event]").click()
    assert names(driver, "mark.off") == [FAIR, FAIR]
    assert driver.switch_to.active_element.get_attribute("aria-pressed") == "false"
    find(driver, "body").send_keys("n")
    find(driver, "body").send_keys("n")
    assert chosen(driver) == [BODY]


def test_names_in_names_are_marked_each(page: Opener) -> None:
    text = f"{BODY}举办。"
    nested = letters.letter("浙江省绍兴市", 2021, ("Department", BODY), text=text)
    place = letters.letter("浙江省绍兴市", 2021, ("Place", PLACE), text=text)
    both = Reading(nested.letter, (*nested.mentions, *place.mentions), ())
    driver = page(both)
    assert find(driver, ".text").get_property("textContent") == text
    assert names(driver, "mark") == [PLACE, "文化局"]
    find(driver, "mark[data-type=Department]").click()
    assert chosen(driver) == [PLACE, "文化局"]


def test_several_letters_stand_below_each_other(page: Opener) -> None:
    driver = page(reading(), reading("又及。"))
    assert len(driver.find_elements(By.CSS_SELECTOR, "article")) == 2
    driver.find_elements(By.CSS_SELECTOR, ".row.mention")[-1].click()
    second = driver.find_elements(By.CSS_SELECTOR, "article")[1]
    assert second.find_elements(By.CSS_SELECTOR, "mark.chosen")


@pytest.mark.parametrize(("lang", "word"), [("zh", "部门"), ("en", "Department")])
def test_the_page_speaks_two_languages(page: Opener, lang: str, word: str) -> None:
    driver = page(lang=lang)
    assert names(driver, "#types [data-name=Department] .name") == [word]
    find(driver, "#language").click()
    assert names(driver, "#types [data-name=Department] .name") != [word]


def test_marked_words_can_be_read_in_light_and_dark(page: Opener) -> None:
    grounds = set()
    for dark in (False, True):
        driver = page(dark=dark)
        canvas = "const c = document.createElement('canvas').getContext('2d');"
        script = canvas + (
            "const [body, mark] = [document.body, document.querySelector('mark.chosen')];"
            "for (const color of [getComputedStyle(body).backgroundColor,"
            " getComputedStyle(mark).backgroundColor])"
            "  { c.fillStyle = color; c.fillRect(0, 0, 9, 9); }"
            "const ground = [...c.getImageData(4, 4, 1, 1).data];"
            "c.fillStyle = getComputedStyle(mark).color; c.fillRect(0, 0, 9, 9);"
            "return [ground, [...c.getImageData(4, 4, 1, 1).data]]"
        )
        find(driver, "body").send_keys("n")
        colours = [
            "#" + "".join(f"{n:02x}" for n in rgb[:3]) for rgb in driver.execute_script(script)
        ]
        assert contrast(*colours) >= 4.5
        grounds.add(colours[0])
    assert len(grounds) == 2


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_breaks_no_rule(page: Opener, axe: str, dark: bool) -> None:
    assert violations(page(dark=dark), axe) == []


def test_a_phone_does_not_scroll_sideways(page: Opener) -> None:
    driver = page()
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    legend = find(driver, "#types").is_displayed()
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert (wide, legend) == (390, True)
