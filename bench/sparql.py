"""How long the named questions take in SPARQL against rdflib in memory, as ratios.

Usage: python bench/sparql.py [RUNS]

Both hold the graph of samples/ and answer each question in turn, RUNS times (3), with its defaults
and examples, or with GIVEN where those are about other letters; the fastest of each counts. rdflib
is stopped after LIMIT seconds, which then stand for it.
"""

from __future__ import annotations

import io
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import rdflib
from rdflib.plugins.sparql.sparql import SPARQLError
from wenmai.graph.exports import format_named
from wenmai.graph.stores.sparql import SparqlStore, bind
from wenmai.ingest import ingest
from wenmai.project import Project
from wenmai.queries.catalogue import Question, arguments, load

SAMPLES = Path(__file__).parents[1] / "samples"
LIMIT = 20
GIVEN = {
    "timeline": {"name": "越城区古桥博物馆"},
    "connection": {"a": "越州师范学院", "b": "东鉴文创园"},
}
"""Parameters that suit the samples, where those of the header do not."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def limited(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes, at most LIMIT."""

    def stop(signal: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        return seconds(work)
    except TimeoutError:
        return float(LIMIT)
    finally:
        signal.alarm(0)


def answer(graph: rdflib.Graph, text: str) -> None:
    for _ in graph.query(text):
        pass


def texts(project: Project) -> dict[str, str]:
    """Return the questions with their parameters filled in."""
    statement = next(e.id for e in project.graph.edges if e.properties.get("status"))
    given = {**GIVEN, "evidence": {"statement": statement}}

    def text(question: Question) -> str:
        params = {param.name: param.example for param in question.params}
        params |= given.get(question.name, {})
        return bind(
            question.texts["sparql"],
            arguments(question, params, lambda name: project.resolve(name).id),
        )

    return {name: text(question) for name, question in load().items()}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        ingest([str(SAMPLES)], lambda: project.ledger(create=True))
        data = io.BytesIO()
        format_named("ntriples").write(project.graph, data)
        theirs = rdflib.Graph().parse(data=data.getvalue(), format="nt")
        ratios = []
        with SparqlStore(Path(folder) / "store") as ours:
            ours.load(project.graph)
            for name, text in texts(project).items():
                ask = partial(ours.query, text)
                pairs: list[tuple[float, float]] = []
                try:
                    while len(pairs) < runs and (not pairs or pairs[-1][1] < LIMIT):
                        pairs.append((seconds(ask), limited(partial(answer, theirs, text))))
                except SPARQLError as error:
                    print(f"{name:28} rdflib cannot: {error!r}")
                    continue
                wenmai, other = (min(times) for times in zip(*pairs, strict=True))
                ratios.append(other / wenmai)
                print(f"{name:28} {wenmai * 1000:8.1f} ms {other * 1000:8.0f} ms {ratios[-1]:8.1f}")
        print(f"median of the ratios {statistics.median(ratios):.1f}, least {min(ratios):.1f}")


if __name__ == "__main__":
    main()
