"""How long writing N-Triples takes against rdflib on the same graph, as ratios.

Usage: python bench/ntriples.py [RUNS [COPIES | samples]]

The graph is COPIES (20) times a made-up body with a hundred acts, or five times that of samples/,
under other ids. Both write it in turn, RUNS times (5); the fastest of each counts. Ours makes
triples of entities and edges (and pinyin of names) while it writes. For rdflib that is told in two
parts: its serializer alone, with the graph in its memory; and what else it needs, to take up the
triples, whose terms it gets ready made.
"""

from __future__ import annotations

import dataclasses
import io
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import rdflib
from wenmai.graph.exports import format_named
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value
from wenmai.ingest import ingest
from wenmai.project import Project

SAMPLES = Path(__file__).parents[1] / "samples"
ACTS = 100
TIMES = 5


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


def of_samples() -> Graph:
    """Return the graph of the samples TIMES times, each time under ids of its own."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        ingest([str(SAMPLES)], lambda: project.ledger(create=True))
        once = project.graph
    entities, edges = [], []
    for n in range(TIMES):
        entities += [dataclasses.replace(e, id=f"{e.id}-{n}") for e in once.entities]
        for edge in once.edges:
            ends = {"source": f"{edge.source}-{n}", "target": f"{edge.target}-{n}"}
            said = {**edge.properties, "reply": f"{edge.properties['reply']}-{n}"}
            edges.append(dataclasses.replace(edge, id=f"{edge.id}-{n}", properties=said, **ends))
    return Graph.of(entities, edges)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    size = sys.argv[2] if len(sys.argv) > 2 else "20"
    made = of_samples() if size == "samples" else graph(int(size))
    ours = format_named("ntriples")
    data = io.BytesIO()
    ours.write(made, data)
    theirs = rdflib.Graph().parse(data=data.getvalue(), format="nt")
    triples = list(theirs)
    works: list[Callable[[], object]] = [
        lambda: ours.write(made, io.BytesIO()),
        lambda: theirs.serialize(format="nt", encoding="utf-8"),
        lambda: deque(map(rdflib.Graph().add, triples), maxlen=0),
    ]
    rounds = [[seconds(work) for work in works] for _ in range(runs)]
    wenmai, serializer, taking = (min(times) for times in zip(*rounds, strict=True))
    print(f"triples                   {len(triples):8}")
    print(f"wenmai export             {wenmai * 1000:8.0f} ms")
    print(f"rdflib's serializer       {serializer * 1000:8.0f} ms")
    print(f"rdflib taking the triples {taking * 1000:8.0f} ms")
    print(f"serializer / export       {serializer / wenmai:8.1f}")
    print(f"both of rdflib / export   {(serializer + taking) / wenmai:8.1f}")


if __name__ == "__main__":
    main()
