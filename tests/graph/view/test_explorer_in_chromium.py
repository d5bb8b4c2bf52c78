"""The Explorer in a real browser: what a reader does, and what it answers."""

from __future__ import annotations

import json
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import (
    PROMISE,
    Driver,
    Explore,
    click_at,
    find,
    names,
    painted,
    panel,
    place,
    press,
    requests,
    search,
    shown,
)
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from test_atlas import cliques, net
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge
from world import CO, FAIR, LEAD, LONELY, ODD, PLACE, PROPOSAL, REPLY_2021

pytestmark = pytest.mark.chromium

LEAD_NAME = "示范省示范市示范区文化广电旅游体育局"


def address(driver: Driver) -> str:
    return str(driver.execute_script("return decodeURIComponent(location.hash)"))


def choose(driver: Driver, words: str) -> None:
    search(driver, words)
    press(driver, Keys.ENTER)
    painted(driver)


def test_the_whole_graph_is_on_the_map(explore: Explore, world: Graph) -> None:
    driver = explore()
    assert shown(driver, "nodes") == {entity.id for entity in world.entities}
    assert shown(driver, "edges") == {edge.id for edge in world.edges}
    assert find(driver, "#count").text == "18 / 18 个实体 · 29 条陈述"
    assert driver.title == find(driver, "h1").text == "示范"
    colours = driver.execute_script(
        "const { canvas, context } = wenmai.stage;"
        "const image = context.getImageData(0, 0, canvas.width, canvas.height);"
        "return new Set(new Uint32Array(image.data.buffer)).size"
    )
    assert colours > 50


def test_nothing_is_requested_and_nothing_goes_wrong(explore: Explore) -> None:
    driver = explore()
    file = driver.current_url.partition("#")[0]
    choose(driver, "示范")
    for key in "120npfl+-?":
        press(driver, key)
    press(driver, Keys.ESCAPE)
    find(driver, "#theme").click()
    find(driver, "#language").click()
    find(driver, "#reset").click()
    painted(driver)
    assert {url.partition("#")[0] for url in requests(driver)} == {file}
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert driver.get_log("browser") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("文化广电旅游体育局", LEAD_NAME),
        ("我局", LEAD_NAME),
        ("shifanbowuguan", "示范博物馆"),
        ("sfbwg", "示范博物馆"),
        ("feiyi", "非物质文化遗产非遗"),
        ("tiyu wenhua", LEAD_NAME),
    ],
)
def test_search_by_name_alias_and_pinyin(explore: Explore, words: str, found: str) -> None:
    driver = explore()
    assert any(name.startswith(found) for name in search(driver, words))
    press(driver, Keys.ENTER)
    assert names(driver, "#panel h2")[0] in found


def test_search_says_when_nothing_has_that_name(explore: Explore) -> None:
    driver = explore()
    find(driver, "#search").send_keys("火星")
    assert names(driver, "#suggestions li") == ["没有匹配的实体"]
    press(driver, Keys.ESCAPE)
    assert not find(driver, "#suggestions").is_displayed()


def test_a_click_shows_the_statements_with_their_words(explore: Explore) -> None:
    driver = explore()
    click_at(driver, *place(driver, "event/fair"))
    assert names(driver, "#panel h2") == ["示范文化节"]
    assert names(driver, "#panel .statement blockquote") == [PROMISE, "原文"]
    assert names(driver, "#panel .badge") == ["计划中", "已完成"]
    assert names(driver, "#panel .year") == ["2022", "2023"]
    assert names(driver, "#panel .letter code") == [
        "letters/2021/答复 1.txt",
        "C:\\letters\\2.docx",
    ]
    assert address(driver) == "#node=event/fair"


def test_what_is_chosen_lights_its_neighbours(explore: Explore) -> None:
    driver = explore(address="#node=event/fair")
    lit = driver.execute_script(
        "return wenmai.model.data.nodes.id.filter((_, n) => wenmai.lit().nodes[n])"
    )
    assert set(lit) == {"event/fair", LEAD}


def test_an_edge_leads_to_its_evidence(explore: Explore) -> None:
    driver = explore()
    (ax, ay), (bx, by) = place(driver, CO), place(driver, "plan/145")
    click_at(driver, (ax + bx) / 2, (ay + by) / 2)
    assert names(driver, "#panel h2") == ["依据"]
    assert names(driver, "#panel .badge") == ["进行中", "主体系推断"]
    assert names(driver, "#panel blockquote") == ["原文"]
    assert "示文函〔2021〕5号" in panel(driver)
    find(driver, "#panel .letter .link").click()
    assert names(driver, "#panel h2") == ["对第31号建议的答复"]


def test_the_legend_filters_and_counts(explore: Explore, world: Graph) -> None:
    driver = explore()
    button = find(driver, "#types [data-name=Department]")
    assert button.find_element("css selector", ".count").text == "3"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert shown(driver, "nodes") == {e.id for e in world.entities if e.type != "Department"}
    assert shown(driver, "edges") == {
        e.id for e in world.edges if "Department" not in (e.source_type, e.target_type)
    }
    assert find(driver, "#count").text.startswith("15 / 18")
    find(driver, "#statuses [data-name=done]").click()
    assert "Department" in address(driver)
    find(driver, "#reset").click()
    assert shown(driver, "nodes") == {e.id for e in world.entities}
    assert address(driver) == ""


def test_shift_shows_one_alone(explore: Explore, world: Graph) -> None:
    driver = explore()
    button = find(driver, "#relations [data-name=LEADS]")
    driver.execute_script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {shiftKey: true, bubbles: true}))",
        button,
    )
    assert shown(driver, "edges") == {e.id for e in world.edges if e.predicate == "LEADS"}


def test_years_are_narrowed_and_played(explore: Explore, world: Graph) -> None:
    driver = explore()
    assert find(driver, "#year-span").text == "2019–2024"
    find(driver, "#year-from").send_keys(*[Keys.ARROW_RIGHT] * 4)
    assert find(driver, "#year-span").text == "2023–2024"
    assert shown(driver, "edges") == {
        edge.id for edge in world.edges if int(str(edge.properties["year"] or 2023)) >= 2023
    }
    assert "department/old" not in shown(driver, "nodes")
    press(driver, Keys.ESCAPE)
    find(driver, "#reset").click()
    find(driver, "#play").click()
    assert find(driver, "#year-span").text == "2019"
    WebDriverWait(driver, 5).until(lambda d: find(d, "#year-span").text == "2019–2020")
    find(driver, "#play").click()
    assert find(driver, "#play").get_attribute("aria-pressed") == "false"


def test_one_and_two_steps_are_laid_out_in_rings(explore: Explore) -> None:
    driver = explore(address="#node=event/fair")
    press(driver, "1")
    assert shown(driver, "nodes") == {"event/fair", LEAD}
    press(driver, "2")
    two = shown(driver, "nodes")
    assert {PROPOSAL, "plan/145", PLACE} < two
    assert CO not in two
    assert address(driver).endswith("ego=2")
    find(driver, "#panel .chip[aria-pressed=true]").click()
    assert LONELY in shown(driver, "nodes")


def test_a_path_between_two_is_told_step_by_step(explore: Explore) -> None:
    driver = explore(address=f"#node={CO}")
    find(driver, "#panel .search input").send_keys("示范区文化广电")
    press(driver, Keys.ENTER)
    assert names(driver, "#panel .statements .statement .head .link") == [
        "关于办好示范文化节的建议",
        LEAD_NAME,
    ]
    assert "相隔 2 步" in panel(driver)
    assert address(driver) == f"#node={CO}&path={LEAD}"
    driver = explore(address=f"#node={CO}&path={LONELY}")
    assert "没有路径" in panel(driver)


def test_an_address_opens_the_same_again(explore: Explore) -> None:
    first = explore(address=f"#node={LEAD}&ego=1&years=2021-2023&hide-type=Place&hide-status=done")
    before = shown(first, "nodes"), shown(first, "edges"), address(first)
    again = explore(address=before[2])
    assert (shown(again, "nodes"), shown(again, "edges"), address(again)) == before
    assert PLACE not in before[0]
    assert find(again, "#year-span").text == "2021–2023"


def test_back_goes_back(explore: Explore) -> None:
    driver = explore()
    choose(driver, "我局")
    choose(driver, "非遗")
    assert names(driver, "#panel h2") == ["非物质文化遗产"]
    driver.back()
    assert names(driver, "#panel h2") == [LEAD_NAME]


def test_an_address_that_names_what_is_not_here_says_so(explore: Explore) -> None:
    driver = explore(address="#node=department/none")
    assert "department/none" in find(driver, "#notice").text


def test_the_command_line_says_how_it_opens(explore: Explore, world: Graph) -> None:
    driver = explore(start={"node": LEAD, "ego": 1, "years": [2021, 2022]})
    assert names(driver, "#panel h2") == [LEAD_NAME]
    assert find(driver, "#year-span").text == "2021–2022"
    driver = explore(start={"types": ["Department", "Event"]})
    types = {world.entity(i).type for i in shown(driver, "nodes")}
    assert types == {"Department", "Event"}


def test_views_are_kept_and_opened_again(explore: Explore, tmp_path: Path) -> None:
    driver = explore(address=f"#node={LEAD}&ego=1")
    find(driver, "#views-menu summary").click()
    find(driver, "#view-name").send_keys("<b>主办</b>", Keys.ENTER)
    driver = explore()
    find(driver, "#views-menu summary").click()
    assert names(driver, "#views .link") == ["<b>主办</b>"]
    find(driver, "#views .link").click()
    assert address(driver) == f"#node={LEAD}&ego=1"
    find(driver, "#views .close").click()
    assert names(driver, "#views .link") == []
    file = tmp_path / "views.json"
    file.write_text(json.dumps([{"name": "来自文件", "address": "#list=1"}, 7]), encoding="utf-8")
    find(driver, "#views-file").send_keys(str(file))
    WebDriverWait(driver, 5).until(lambda d: names(d, "#views .link") == ["来自文件"])


def test_the_picture_is_exported(explore: Explore, tmp_path: Path) -> None:
    driver = explore(address=f"#node={ODD}")
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    for kind in ("png", "svg"):
        find(driver, "#export-menu").click()
        find(driver, f"#export-{kind}").click()
        driver.execute_script("document.querySelector('#export-menu').open = false")
    deadline = time.monotonic() + 10
    while len([*tmp_path.glob("*.png"), *tmp_path.glob("*.svg")]) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (png,), (svg,) = tmp_path.glob("*.png"), tmp_path.glob("*.svg")
    assert png.read_bytes().startswith(b"\x89PNG")
    drawing = ET.fromstring(svg.read_text(encoding="utf-8"))
    texts = "".join(drawing.itertext())
    assert "</scri" in texts
    assert "示范博物馆" in texts
    assert len(drawing.findall("{*}path")) > 5


def test_light_and_dark_both_languages_and_they_are_remembered(explore: Explore) -> None:
    driver = explore()
    ground = find(driver, "body").value_of_css_property("background-color")
    find(driver, "#theme").click()
    find(driver, "#language").click()
    assert find(driver, "body").value_of_css_property("background-color") != ground
    assert names(driver, "#types [data-name=Department] .name") == ["Department"]
    assert find(driver, "html").get_attribute("lang") == "en"
    driver = explore()
    assert find(driver, "body").value_of_css_property("background-color") != ground
    assert find(driver, "#list-toggle").text == "List"


def test_all_can_be_done_with_keys(explore: Explore) -> None:
    driver = explore()
    press(driver, "/")
    assert driver.switch_to.active_element.get_attribute("id") == "search"
    press(driver, "我局", Keys.ENTER)
    driver.execute_script("document.querySelector('#map').focus()")
    press(driver, Keys.ARROW_RIGHT)
    there = find(driver, "#status").get_property("textContent")
    assert there
    press(driver, Keys.ENTER)
    (chosen,) = names(driver, "#panel h2")
    assert chosen != LEAD_NAME
    assert str(there).startswith(chosen)
    press(driver, "n", Keys.ENTER)
    assert names(driver, "#panel h2") != [chosen]
    press(driver, "l")
    assert find(driver, "#list").is_displayed()
    press(driver, "l", Keys.ESCAPE)
    assert names(driver, "#panel h2") == []
    press(driver, "?")
    assert find(driver, "#help").is_displayed()
    press(driver, Keys.ESCAPE)
    assert not find(driver, "#help").is_displayed()


def touch(driver: Driver, kind: str, *points: tuple[float, float]) -> None:
    touches = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def test_fingers_tap_move_and_pinch(explore: Explore) -> None:
    driver = explore()
    x, y = place(driver, LEAD)
    touch(driver, "touchStart", (x + 5, y + 5))
    touch(driver, "touchEnd")
    WebDriverWait(driver, 5).until(lambda d: names(d, "#panel h2") == [LEAD_NAME])
    camera = driver.execute_script("return {...wenmai.stage.camera}")
    touch(driver, "touchStart", (600, 400))
    touch(driver, "touchMove", (650, 430))
    touch(driver, "touchMove", (660, 440))
    touch(driver, "touchEnd")
    moved = driver.execute_script("return {...wenmai.stage.camera}")
    assert moved["x"] < camera["x"]
    assert moved["k"] == camera["k"]
    touch(driver, "touchStart", (600, 400), (700, 400))
    touch(driver, "touchMove", (560, 400), (740, 400))
    touch(driver, "touchEnd")
    pinched = driver.execute_script("return wenmai.stage.camera.k")
    assert pinched == pytest.approx(camera["k"] * 1.8, rel=0.1)


def test_wheel_zooms_to_the_pointer_and_drag_moves(explore: Explore) -> None:
    driver = explore()
    x, y = place(driver, LEAD)
    event = {"x": x, "y": y, "deltaX": 0, "deltaY": -300}
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseWheel", **event})
    WebDriverWait(driver, 5).until(
        lambda d: d.execute_script("return wenmai.stage.camera.k") > 0 and place(d, LEAD)
    )
    assert place(driver, LEAD) == pytest.approx((x, y), abs=2)


def test_the_list_tells_the_same_under_the_same_filters(explore: Explore, world: Graph) -> None:
    driver = explore(address="#list=1")
    assert len(names(driver, "#list summary")) == len(world.entities)
    driver.execute_script(
        "document.querySelectorAll('#list details').forEach((d) => d.open = true)"
    )
    WebDriverWait(driver, 5).until(lambda d: PROMISE in "".join(names(d, "#list blockquote")))
    find(driver, "#types [data-name=Department]").click()
    assert len(names(driver, "#list summary")) == len(world.entities) - 3


def test_many_statements_come_in_pages(explore: Explore, world: Graph) -> None:
    more = [
        Edge(
            f"statement/m{n:05}", "BUILDS", LEAD, "Department", "initiative/museum", "Initiative",
            {"year": 2020 + n % 4, "reply": REPLY_2021, "quote": f"原文{n}", "status": "done"},
        )
        for n in range(10_000)
    ]  # fmt: skip
    driver = explore(Graph.of(world.entities, [*world.edges, *more]), address=f"#node={LEAD}")
    assert len(names(driver, "#panel .statement")) == 12
    first = names(driver, "#panel blockquote")
    find(driver, "#panel .pager .next").click()
    assert names(driver, "#panel blockquote") != first
    assert "第 2 / " in find(driver, "#panel .pager").text
    find(driver, "#panel .pager .previous").click()
    assert names(driver, "#panel blockquote") == first


def test_a_phone_has_it_all_without_scrolling_sideways(explore: Explore) -> None:
    driver = explore()
    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    painted(driver)
    assert driver.execute_script("return document.documentElement.scrollWidth") == 390
    assert not find(driver, "#filters").is_displayed()
    find(driver, "#filters-toggle").click()
    assert find(driver, "#filters").is_displayed()
    assert find(driver, "#map").size["width"] == 390


def test_a_map_grows_and_what_was_there_stays(explore: Explore, world: Graph) -> None:
    driver = explore()
    before = {e.id: place(driver, e.id) for e in world.entities}
    assert len(set(before.values())) == len(before)
    renamed = [replace(e, name=f"{e.name}。") if e.id == FAIR else e for e in world.entities]
    driver = explore(Graph.of(renamed, world.edges))
    assert {e.id: place(driver, e.id) for e in world.entities} == before


def test_the_first_picture_does_not_wait_for_the_evidence(explore: Explore) -> None:
    driver = explore()
    order = driver.execute_async_script(
        "const [done] = arguments; const { stage, model, evidence } = wenmai;"
        "const painted = stage.paintings; evidence().then(() =>"
        " done([painted, model.quote(0).length, model.data.edges.id.length - model.size]))"
    )
    assert order[0] > 0
    assert order[1] > 0
    assert order[2] == 0


def test_the_evidence_is_read_without_being_asked_for(explore: Explore) -> None:
    driver = explore()
    WebDriverWait(driver, 20).until(
        lambda d: d.execute_script("return wenmai.model.data.edges.quote?.length > 0")
    )


def test_the_map_is_never_black(explore: Explore) -> None:
    driver = explore()
    transparent = driver.execute_script("return wenmai.stage.context.getContextAttributes().alpha")
    assert transparent  # so the page's own ground is under it before the first picture
    corner = driver.execute_script(
        "const { canvas, context } = wenmai.stage; canvas.style.width = '300px';"
        "wenmai.stage.measure();"
        "return [...context.getImageData(1, 1, 1, 1).data]"
    )
    assert min(corner) > 200  # the last picture stands until the next is painted


def test_a_community_is_gone_to_by_its_name(explore: Explore) -> None:
    driver = explore(net(30, cliques(3, 10)))
    named = find(driver, "#panel .about ~ h3:last-of-type ~ ul button")
    before = driver.execute_script("return {...wenmai.stage.camera}")
    named.click()
    painted(driver)
    assert driver.execute_script("return wenmai.stage.camera.k") > before["k"]
