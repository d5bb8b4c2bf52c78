"""How long the map of a graph takes, at 5,000 / 20,000 and 50,000 / 200,000 entities and edges.

Usage: python bench/layout.py [NODES EDGES]...

Prints seconds, and the ratio to one spring layout of 300 nodes by networkx on the same machine.
The limits are 5 s and 90 s on two cores.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import synthetic
from wenmai.graph.view.atlas import chart


def yardstick() -> float:
    """Seconds for what every machine does alike: a small layout, the fastest of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        nx.spring_layout(nx.gnm_random_graph(300, 1200, seed=1), seed=1, iterations=300)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:]] or [5_000, 20_000, 50_000, 200_000]
    unit = yardstick()
    print(f"yardstick {unit:.2f} s")
    for nodes, edges in zip(numbers[::2], numbers[1::2], strict=True):
        graph = synthetic.graph(nodes, edges)
        start = time.perf_counter()
        atlas = chart(graph)
        took = time.perf_counter() - start
        start = time.perf_counter()
        chart(graph, atlas)
        again = time.perf_counter() - start
        groups = len({place[2] for place in atlas.places.values()})
        print(
            f"{nodes:7} / {edges:7}: {took:6.1f} s, {took / unit:6.1f} yardsticks, "
            f"{groups} communities; kept map {again:.2f} s"
        )


if __name__ == "__main__":
    main()
