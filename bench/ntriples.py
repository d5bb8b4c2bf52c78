"""How long writing N-Triples takes against rdflib's serializer on the same graph, as a ratio.

Usage: python bench/ntriples.py [RUNS [COPIES]]

The graph is COPIES (20) times a made-up body with a hundred acts. Both write it in turn, RUNS times
(5), after rdflib has it in memory; the fastest of each counts.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable

import rdflib
from wenmai.graph.exports import format_named
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value

ACTS = 100


def graph(copies: int) -> Graph:
    entities = [Entity("reply/r", "Reply", "答复", {"title": "答复", "year": 2024})]
    edges = []
    for n in range(copies):
        body = Entity(f"department/{n}", "Department", f"第{n}局", {"aliases": ["局", "我局"]})
        entities.append(body)
        for m in range(ACTS):
            plan = Entity(f"plan/{n}-{m}", "Plan", f"《规划{m}》", {"start_year": 2021})
            entities.append(plan)
            evidence: dict[str, Value] = {
                "year": 2024, "reply": "reply/r", "quote": "印发《规划》" * 5, "start": m,
                "end": m + 30, "confidence": 0.9, "status": "done", "actor_inferred": False,
            }  # fmt: skip
            id = f"statement/{n}-{m}"
            edges.append(Edge(id, "ISSUES", body.id, body.type, plan.id, plan.type, evidence))
    return Graph.of(entities, edges)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    made = graph(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    ours = format_named("ntriples")
    data = io.BytesIO()
    ours.write(made, data)
    theirs = rdflib.Graph().parse(data=data.getvalue(), format="nt")
    pairs = [
        (
            seconds(lambda: ours.write(made, io.BytesIO())),
            seconds(lambda: theirs.serialize(format="nt", encoding="utf-8")),
        )
        for _ in range(runs)
    ]
    wenmai, serializer = (min(times) for times in zip(*pairs, strict=True))
    print(f"triples          {len(theirs):8}")
    print(f"wenmai export    {wenmai * 1000:8.0f} ms")
    print(f"rdflib           {serializer * 1000:8.0f} ms")
    print(f"ratio            {serializer / wenmai:8.1f}  (min of {runs} alternated runs each)")


if __name__ == "__main__":
    main()
