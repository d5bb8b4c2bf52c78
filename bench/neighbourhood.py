"""The page of surroundings with many statements between two entities, opened in Chromium.

Usage: python bench/neighbourhood.py [EDGES]

Prints the milliseconds from the start of the navigation until the page is drawn and its panel
filled: the median of seven new browsers, as in `views.py`; and how many lines it draws.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import views
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value
from wenmai.graph.view.neighbourhood import render_neighbourhood

DRAWN = "window.wenmai?.network && document.querySelector('#panel').childElementCount > 0"
STATUSES = ("done", "ongoing", "planned")


def between_two(edges: int) -> Graph:
    """Two departments that cooperate, again and again, each time with another quote."""
    one, other = (Entity(f"department/{n}", "Department", f"{n}局") for n in "ab")
    told: list[dict[str, Value]] = [
        {"status": STATUSES[n % 3], "year": 2010 + n % 15, "quote": f"第{n}号：两局合作办好文化节"}
        for n in range(edges)
    ]
    return Graph.of(
        [one, other],
        [
            Edge(f"statement/{n}", "COOPERATES_WITH", one.id, one.type, other.id, other.type, row)
            for n, row in enumerate(told)
        ],
    )


def main() -> None:
    edges = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    page = render_neighbourhood(between_two(edges), title="bench", focus="department/a")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        took = views.opens(file, DRAWN)
        with views.opened(file, DRAWN) as (driver, _):
            lines = driver.execute_script("return wenmai.edges.length")
    print(f"{edges} statements: {took:.0f} ms, {lines} lines, {len(page.encode()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
