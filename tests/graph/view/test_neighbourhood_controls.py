"""The page in a real browser: what a reader does, and what the page answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import (
    HOSTILE,
    PROMISE,
    Driver,
    Opener,
    click_drawing,
    find,
    hidden,
    names,
    panel,
    poisoned,
    position,
    press,
    search,
    written,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge
from world import CO, FAIR, LEAD

pytestmark = pytest.mark.chromium


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
        edge.id for edge in world.edges if int(str(edge.properties["year"] or 2023)) < 2023
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
    assert names(driver, "#panel h2") == ["第十六届示范文化节"]
    find(driver, "body").send_keys(Keys.ESCAPE)
    assert names(driver, "#panel h2") == []
    assert find(driver, "#search").get_property("value") == ""
    assert not find(driver, "#suggestions").is_displayed()


def test_the_list_tells_all_without_the_drawing(view: Opener, world: Graph) -> None:
    driver = view()
    find(driver, "#list-toggle").click()
    summaries = names(driver, "#list summary")
    assert len(summaries) == len(world.entities)
    text = listed(driver)
    assert all(entity.name in text for entity in world.entities)
    assert PROMISE in text
    find(driver, "#statuses [data-name=planned]").click()
    assert PROMISE not in listed(driver)


def listed(driver: Driver) -> str:
    """All that the list tells when it is opened."""
    opening = "document.querySelectorAll('#list details').forEach((one) => one.open = true)"
    driver.execute_script(opening)
    driver.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0]))")
    return str(find(driver, "#list").get_property("textContent"))


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
        world.entity(CO).name,
        world.entity("plan/145").name,
    ]
    assert names(driver, "#panel .badge") == ["进行中", "主体系推断"]
    assert names(driver, "#panel blockquote") == ["原文"]
    assert names(driver, "#panel .letter .link") == ["对第31号建议的答复"]
    assert "示文函〔2021〕5号" in panel(driver)
    find(driver, "#panel .letter .link").click()
    assert names(driver, "#panel .kicker") == ["答复"]


def test_keys_list_zoom_and_help(view: Opener) -> None:
    driver = view(focus=FAIR)
    scale = "return wenmai.network.getScale()"
    before = driver.execute_script(scale)
    press(driver, "+")
    assert driver.execute_script(scale) > before
    press(driver, "f")
    assert driver.execute_script(scale) == pytest.approx(before, rel=0.05)
    press(driver, "l")
    assert find(driver, "#list").is_displayed()
    assert driver.switch_to.active_element.get_attribute("id") == "list"
    press(driver, "l", "?")
    assert find(driver, "#help").is_displayed()


def test_a_mark_is_dragged_and_its_lines_follow(view: Opener) -> None:
    driver = view(focus=FAIR)
    x, y = position(driver, FAIR)
    at = driver.execute_script(
        "const p = wenmai.network.canvasToDOM({x: arguments[0], y: arguments[1]});"
        "const box = document.querySelector('#drawing').getBoundingClientRect();"
        "return [Math.round(box.left + p.x), Math.round(box.top + p.y)]",
        x,
        y,
    )
    chain = ActionChains(driver)
    chain.w3c_actions.pointer_action.move_to_location(*at)
    chain.w3c_actions.pointer_action.pointer_down()
    for share in (0.25, 0.5, 1):
        chain.w3c_actions.pointer_action.move_to_location(
            round(at[0] + 60 * share), round(at[1] + 40 * share)
        )
    chain.w3c_actions.pointer_action.pointer_up()
    chain.perform()
    moved = position(driver, FAIR)
    assert moved[0] > x + 10
    assert moved[1] > y + 10


def test_few_lines_bear_the_names_of_their_relations(view: Opener, world: Graph) -> None:
    driver = view(focus=FAIR)
    assert "举办 ×2" in written(driver)


def test_an_address_opens_the_same_again(view: Opener) -> None:
    driver = view()
    find(driver, "#types [data-name=Place]").click()
    click_drawing(driver, *position(driver, "event/fair"))
    address = driver.execute_script("return location.hash")
    assert "node=event/fair" in address
    driver.refresh()
    assert names(driver, "#panel h2") == ["示范文化节"]
    assert len(hidden(driver, "nodes")) > 0
    assert find(driver, "#types [data-name=Place]").get_attribute("aria-pressed") == "false"


def test_the_reader_chooses_language_and_colours(view: Opener) -> None:
    driver = view(lang="zh")
    ground = find(driver, "body").value_of_css_property("background-color")
    find(driver, "#language").click()
    assert names(driver, "#types [data-name=Department] .name") == ["Department"]
    find(driver, "#theme").click()
    assert find(driver, "body").value_of_css_property("background-color") != ground
    driver.execute_script("localStorage.clear()")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_does_nothing(view: Opener, world: Graph, text: str) -> None:
    driver = view(poisoned(world, text), title=text, focus=FAIR)
    press(driver, "l")
    assert driver.find_elements("css selector", "img, svg, iframe, a[href^=javascript]") == []
    assert text[:4] in panel(driver)
    assert "49" not in find(driver, "h1").text
    assert driver.get_log("browser") == []


def test_an_empty_graph_says_so(view: Opener) -> None:
    driver = view(Graph.of([], []))
    assert "没有实体" in find(driver, "#notice").text
    assert driver.get_log("browser") == []


def test_a_phone_does_not_scroll_sideways(view: Opener) -> None:
    driver = view(focus=FAIR)
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    find(driver, "#filters-toggle").click()
    shown = find(driver, "#filters").is_displayed()
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert (wide, shown) == (390, True)
