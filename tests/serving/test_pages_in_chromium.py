"""The server's pages in a real browser: what they show, what they ask, what they must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import FLAGS, Driver, browser, find, names, painted, requests, violations
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from server import served
from wenmai.graph.graph import Graph
from wenmai.project import Project

pytestmark = pytest.mark.chromium

AXE = Path.home() / ".cache" / "wenmai" / "axe" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    found = browser(tmp_path_factory.mktemp("profile"), FLAGS)
    yield found
    found.quit()


@pytest.fixture
def opened(driver: Driver, site_url: str) -> Iterator[Driver]:
    """The page for queries; at the end no script or policy may have complained."""
    driver.get("about:blank")
    for kind in ("browser", "performance"):
        driver.get_log(kind)
    driver.get(f"{site_url}sparql")
    yield driver
    assert [entry["message"] for entry in driver.get_log("browser")] == []
    assert {url.startswith((site_url, "blob:")) for url in requests(driver)} == {True}


def run(driver: Driver) -> str:
    """Press the button; return what is said once the answer is there."""
    find(driver, "button.main-action").click()
    said = find(driver, "#said")
    WebDriverWait(driver, 20).until(lambda _: said.text and said.text != "running…")
    return str(said.text)


def write(driver: Driver, query: str) -> None:
    driver.execute_script("ace.edit('editor').session.setValue(arguments[0])", query)


def test_the_editor_colours_a_query_that_runs(opened: Driver) -> None:
    assert find(opened, "#editor").is_displayed()
    assert not find(opened, "#query").is_displayed()
    assert "PREFIX" in names(opened, ".ace_keyword")
    said = run(opened)
    rows = len(names(opened, "#found tbody tr"))
    assert said == f"{rows} rows"
    assert rows > 3


def test_what_is_typed_is_asked_and_kept_in_the_address(opened: Driver, samples: Graph) -> None:
    write(opened, "")
    find(opened, "#editor .ace_content").click()
    words = "SELECT ?plan { ?plan a <https://w3id.org/wenmai/ns#Plan> }"
    ActionChains(opened).send_keys(words).perform()
    ActionChains(opened).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    plans = [entity.id for entity in samples.entities if entity.type == "Plan"]
    WebDriverWait(opened, 20).until(lambda d: len(names(d, "#found tbody tr")) == len(plans))
    assert sorted(names(opened, "#found td")) == plans
    opened.refresh()
    assert "ns#Plan" in opened.execute_script("return ace.edit('editor').getValue()")
    run(opened)
    find(opened, "#found td a").click()
    WebDriverWait(opened, 20).until(lambda d: "/entity/plan/" in d.current_url)
    assert find(opened, "h1").text in {e.name for e in samples.entities if e.type == "Plan"}


def test_an_example_is_chosen_and_answered(opened: Driver) -> None:
    choice = Select(find(opened, "#examples"))
    assert len(choice.options) > 15
    choice.select_by_visible_text("Promises kept")
    assert opened.execute_script("return ace.edit('editor').getValue()").startswith("# ")
    assert run(opened).endswith("rows")
    assert names(opened, "#found td")


def test_a_graph_is_shown_as_turtle_and_a_truth_as_a_word(opened: Driver) -> None:
    write(opened, "DESCRIBE ?p { ?p a <https://w3id.org/wenmai/ns#Plan> } LIMIT 1")
    assert "lines of Turtle" in run(opened)
    assert "@prefix" in find(opened, "#found pre").text
    assert names(opened, "#downloads button") == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML"]
    write(opened, "ASK { ?s ?p ?o }")
    assert run(opened) == "yes"


def test_an_answer_is_downloaded(opened: Driver, tmp_path: Path, departments: list[str]) -> None:
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    opened.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    write(opened, "SELECT ?d { ?d a <https://w3id.org/wenmai/ns#Department> }")
    run(opened)
    find(opened, "#downloads button").click()
    file = tmp_path / "wenmai.csv"
    WebDriverWait(opened, 20).until(lambda _: file.exists())
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(departments) + 1


def test_what_comes_from_the_graph_is_never_markup(opened: Driver) -> None:
    hostile = "<img src=x onerror=alert(1)></td><script>alert(2)</script>"
    write(opened, f'SELECT ?v ("javascript:alert(3)" AS ?w) {{ BIND("{hostile}" AS ?v) }}')
    assert run(opened) == "1 rows"
    assert names(opened, "#found td") == [hostile, "javascript:alert(3)"]
    assert opened.find_elements(By.CSS_SELECTOR, "#found img, #found script, #found a") == []
    assert opened.execute_script("return document.querySelectorAll('script').length") == 4


def test_a_fault_is_marked_where_it_is(driver: Driver, site_url: str) -> None:
    driver.get("about:blank")
    driver.get(f"{site_url}sparql#query={quote('SELECT * {')}%0A%20%20%3Fs%20%3Fp")
    said = run(driver)
    assert "error at 2:" in said
    assert "bad" in str(find(driver, "#said").get_attribute("class"))
    assert len(driver.find_elements(By.CSS_SELECTOR, ".ace_gutter-cell.ace_error")) == 1
    assert driver.execute_script("return ace.edit('editor').getCursorPosition().row") == 1


def test_the_keyboard_gets_into_the_editor_and_out_again(opened: Driver) -> None:
    def focused() -> str:
        return str(opened.execute_script("return document.activeElement.className"))

    def tab_to(part: str) -> None:
        for _ in range(4):
            ActionChains(opened).send_keys(Keys.TAB).perform()
            if part in focused():
                return
        raise AssertionError(f"{part} is not reached, but {focused()}")

    opened.execute_script("document.querySelector('#examples').focus()")
    tab_to("ace_scroller")
    ActionChains(opened).send_keys(Keys.ENTER, "x", Keys.TAB, Keys.ESCAPE).perform()
    assert opened.execute_script("return ace.edit('editor').getValue()").startswith("x")
    tab_to("main-action")


def test_without_scripts_the_form_itself_asks(driver: Driver, site_url: str) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get(f"{site_url}sparql")
        assert find(driver, "#query").is_displayed()
        find(driver, "button.main-action").click()
        WebDriverWait(driver, 20).until(lambda d: "sparql-results" in d.page_source)
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_an_entity_is_read_and_followed(driver: Driver, site_url: str, samples: Graph) -> None:
    act = next(e for e in samples.edges if e.properties.get("status") == "planned")
    for kind in ("browser", "performance"):
        driver.get_log(kind)
    driver.get(f"{site_url}entity/{act.source}")
    assert find(driver, "h1").text == samples.entity(act.source).name
    assert str(act.properties["quote"]) in names(driver, "blockquote")
    letter = samples.entity(str(act.properties["reply"]))
    find(driver, f".letter a[href='/entity/{letter.id}']").click()
    assert find(driver, "h1").text == letter.name
    assert [entry["message"] for entry in driver.get_log("browser")] == []
    assert all(url.startswith(site_url) for url in requests(driver))


def test_the_explorer_is_at_the_root_and_opens_at_an_entity(
    driver: Driver, site_url: str, samples: Graph, departments: list[str]
) -> None:
    driver.get(f"{site_url}entity/{departments[0]}")
    find(driver, "a[href^='/#node=']").click()
    painted(driver)
    assert find(driver, "#panel h2").text == samples.entity(departments[0]).name
    find(driver, f"#panel a[href='/entity/{departments[0]}']").click()
    assert find(driver, "h1").text == samples.entity(departments[0]).name
    driver.get(site_url)
    painted(driver)
    find(driver, "#panel a[href='/sparql']").click()
    assert find(driver, "#ask").is_displayed()
    for url in requests(driver):
        assert url.startswith((site_url, "data:", "blob:"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_break_no_rule_of_accessibility(
    driver: Driver, sampled: Project, departments: list[str], lang: str, dark: bool
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: scripts/prepare-tests gets it where npm is")
    axe = AXE.read_text(encoding="utf-8")
    feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    with served(sampled.folder, "--lang", lang) as server:
        for path in (f"entity/{departments[0]}", "entity/nothing", "sparql"):
            driver.get(server.url + path)
            # The browser holds tools to the policy too, so they are given in another way.
            assert violations(driver, axe) == [], path
        find(driver, "button.main-action").click()
        WebDriverWait(driver, 20).until(lambda d: names(d, "#found td"))
        assert violations(driver, axe) == []
