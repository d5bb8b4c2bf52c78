"""The Explorer beside pyvis as it comes and vis-network with places computed, in one run.

Usage: python bench/views.py [NODES EDGES]...

Each page is opened from its file in headless Chromium without a graphics processor. Times are in
milliseconds: `opens` until the picture is still, in a new browser each time (the median of
`OPENINGS`), `search` from a key to the suggestions, `filter`
and `years` from the click to the new picture; `drag` is frames a second while the picture is
moved, `heap` and `file` are MB. "-" is what a page does not have, "never" what took over a minute.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import synthetic
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from wenmai.graph.graph import Graph
from wenmai.graph.view.atlas import chart
from wenmai.graph.view.explorer import render_explorer

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion",
    "--window-size=1400,900", "--enable-precise-memory-info", "--js-flags=--expose-gc",
)  # fmt: skip
MOST_SECONDS = 60
OPENINGS = {"explorer": 7, "vis": 3, "pyvis": 1}
VIS_MOST = 5_000
"""Larger graphs are not tried with vis-network."""

SETTLED = {
    "explorer": "window.wenmai?.stage?.settled",
    "vis": "window.network && window.drawn > 0",
    "pyvis": "window.network && window.stable",
}
PREPARE = {
    "explorer": "",
    "vis": "window.drawn = 0; network.on('afterDrawing', () => window.drawn++);network.redraw();",
    "pyvis": "window.stable = false;"
    "network.on('stabilizationIterationsDone', () => window.stable = true);"
    "network.on('stabilized', () => window.stable = true);",
}
PAN = {
    "explorer": "wenmai.stage.pan(4, 2)",
}
PAN["vis"] = PAN["pyvis"] = (
    "const p = network.getViewPosition(); network.moveTo({position: {x: p.x + 4, y: p.y + 2}})"
)
WAIT = """
const [settled, prepare, done] = arguments;
const ready = new Function("return Boolean(" + settled + ")");
new Function(prepare)();
const poll = () => (ready() ? done(performance.now()) : requestAnimationFrame(poll));
poll();
"""
DRAG = """
const [pan, done] = arguments;
const step = new Function(pan);
let frames = 0;
const start = performance.now();
const frame = () => {
  step();
  frames++;
  if (performance.now() - start < 2000) requestAnimationFrame(frame);
  else done((1000 * frames) / (performance.now() - start));
};
requestAnimationFrame(frame);
"""
SEARCH = """
const field = document.querySelector("#search");
field.value = arguments[0];
const start = performance.now();
field.dispatchEvent(new Event("input", { bubbles: true }));
document.querySelector("#suggestions").getBoundingClientRect();
const took = performance.now() - start;
field.value = "";
field.dispatchEvent(new Event("input", { bubbles: true }));
return took;
"""
CHANGE = """
const [act, kind, done] = arguments;
if (kind === "vis") window.drawn = 0;
const start = performance.now();
new Function(act)();
const ready = () => (kind === "vis" ? window.drawn > 0 : wenmai.stage.settled);
const poll = () => (ready() ? done(performance.now() - start) : requestAnimationFrame(poll));
kind === "vis" ? requestAnimationFrame(poll) : poll();
"""
FILTER = {
    "explorer": "document.querySelector('#types [data-name=Event]').click()",
    "vis": "nodes.update(nodes.get({filter: (n) => n.group === 'Event'})"
    ".map(({id, hidden}) => ({id, hidden: !hidden})))",
}
YEARS = {
    "explorer": "const from = document.querySelector('#year-from');"
    "from.value = Number(from.value) + 3;"
    "from.dispatchEvent(new Event('input', { bubbles: true }))",
    "vis": "edges.update(edges.get({filter: (e) => e.year < 2013})"
    ".map(({id, hidden}) => ({id, hidden: !hidden})))",
}


def explorer(graph: Graph) -> str:
    return render_explorer(graph, chart(graph), title="bench", lang="zh", start={})


def vis(graph: Graph) -> str:
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    places = chart(graph).places
    for entity in graph.entities:
        x, y, _ = places[entity.id]
        network.add_node(entity.id, label=entity.name, group=entity.type, x=x, y=y)
    return _page(network, graph)


def pyvis(graph: Graph) -> str:
    network = Network(directed=True, cdn_resources="in_line")
    for entity in graph.entities:
        network.add_node(entity.id, label=entity.name)
    return _page(network, graph)


def _page(network: Network, graph: Graph) -> str:
    for edge in graph.edges:
        told = {"title": str(edge.properties["quote"]), "year": edge.properties["year"]}
        network.add_edge(edge.source, edge.target, id=edge.id, **told)
    html: str = network.generate_html()
    return html


PAGES: dict[str, Callable[[Graph], str]] = {"explorer": explorer, "vis": vis, "pyvis": pyvis}


@contextmanager
def opened(file: Path, settled: str, prepare: str = "") -> Iterator[tuple[webdriver.Chrome, float]]:
    """A new browser with the page, and after how many milliseconds its picture was still."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.set_script_timeout(MOST_SECONDS)
        driver.set_page_load_timeout(MOST_SECONDS)
        driver.get(file.as_uri())
        yield driver, driver.execute_async_script(WAIT, settled, prepare)
    finally:
        driver.quit()


def opens(file: Path, settled: str, prepare: str = "", times: int = 7) -> float:
    """The median over so many new browsers."""
    took = []
    for _ in range(times):
        with opened(file, settled, prepare) as (_, after):
            took.append(after)
    return statistics.median(took)


def measure(kind: str, page: str, folder: Path) -> dict[str, Any]:
    file = folder / f"{kind}.html"
    file.write_text(page, encoding="utf-8")
    found: dict[str, Any] = {"file": len(page.encode("utf-8")) / 1e6}
    try:
        found["opens"] = opens(file, SETTLED[kind], PREPARE[kind], OPENINGS[kind])
        with opened(file, SETTLED[kind], PREPARE[kind]) as (driver, _):
            found["drag"] = driver.execute_async_script(DRAG, PAN[kind])
            driver.execute_async_script(WAIT, SETTLED[kind], "")
            if kind == "explorer":
                found["search"] = min(driver.execute_script(SEARCH, "文化") for _ in range(3))
            if kind != "pyvis":
                for name, act in (("filter", FILTER[kind]), ("years", YEARS[kind])):
                    took = [driver.execute_async_script(CHANGE, act, kind) for _ in range(4)]
                    found[name] = min(took)
            script = "gc(); gc(); return performance.memory.usedJSHeapSize / 1e6"
            found["heap"] = driver.execute_script(script)
    except TimeoutException:
        found["opens" if "opens" not in found else "drag"] = "never"
    return found


def main() -> None:
    numbers = [int(w) for w in sys.argv[1:]] or [300, 1_200, 5_000, 20_000, 50_000, 200_000]
    columns = ("opens", "drag", "search", "filter", "years", "heap", "file")
    print(f"{'':28}" + "".join(f"{name:>9}" for name in columns))
    for nodes, edges in zip(numbers[::2], numbers[1::2], strict=True):
        graph = synthetic.graph(nodes, edges)
        for kind, make in PAGES.items():
            if kind != "explorer" and nodes > VIS_MOST:
                continue
            with tempfile.TemporaryDirectory() as folder:
                found = measure(kind, make(graph), Path(folder))
            shown = [found.get(name, "-") for name in columns]
            cells = "".join(f"{v:9.1f}" if isinstance(v, float) else f"{v:>9}" for v in shown)
            print(f"{nodes:7} / {edges:7} {kind:10}  {cells}", flush=True)


if __name__ == "__main__":
    main()
