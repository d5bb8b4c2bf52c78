"""A query in a process of its own: its rows come as they are made, and it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from wenmai.errors import QueryError
from wenmai.graph.graph import Graph
from wenmai.graph.stores import worker
from wenmai.graph.stores.base import Store
from wenmai.graph.stores.embedded import EmbeddedStore
from wenmai.graph.stores.sparql import SparqlStore

DIGITS = " ".join(
    f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcdefghijkl"
)
RANGES = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b"
ROWS = {
    "cypher": f"{RANGES} RETURN a * 1000000 + b AS n",
    "sparql": f"SELECT ?l {{ {DIGITS} }}",
}
"""More rows than anybody could wait for."""
SILENT = {
    "cypher": f"{RANGES} RETURN count(b) AS n",
    "sparql": f"SELECT (COUNT(*) AS ?n) {{ {DIGITS} }}",
}
"""No row for as long."""


@pytest.fixture(scope="module", params=[EmbeddedStore, SparqlStore], ids=["cypher", "sparql"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, world: Graph
) -> EmbeddedStore | SparqlStore:
    made: EmbeddedStore | SparqlStore = request.param(tmp_path_factory.mktemp("store") / "index")
    made.load(world)
    made.close()
    return made


@pytest.fixture
def working(store: EmbeddedStore | SparqlStore) -> Callable[[], list[int]]:
    """Tells which processes are at work on the store."""

    def found() -> list[int]:
        wanted = [worker.__name__.encode(), store.language.encode(), bytes(store.path)]
        result = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has just ended
                continue
            if words[-4:-1] == wanted:
                result.append(int(folder.name))
        return result

    return found


def gone(working: Callable[[], list[int]], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while working() and time.monotonic() < end:
        time.sleep(0.05)
    return not working()


def test_rows_come_before_the_last_is_made(store: Store, working: Callable[[], list[int]]) -> None:
    with store.stream(ROWS[store.language], timeout=60) as found:
        assert len(list(islice(found.rows, 5000))) == 5000
        assert len(working()) == 1
    assert working() == []


@pytest.mark.parametrize("texts", [ROWS, SILENT], ids=["rows", "silent"])
def test_at_the_time_limit_the_process_is_gone(
    store: Store, working: Callable[[], list[int]], texts: dict[str, str]
) -> None:
    started = time.monotonic()
    with (
        pytest.raises(QueryError, match="took more than 2 seconds"),
        store.stream(texts[store.language], timeout=2) as found,
    ):
        for _ in found.rows:
            pass
    assert working() == []
    assert time.monotonic() - started < 30


def test_a_slow_reader_does_not_use_up_the_time(store: Store) -> None:
    with store.stream(ROWS[store.language], timeout=4) as found:
        next(found.rows)
        time.sleep(5)
        assert len(list(islice(found.rows, 1000))) == 1000


def test_when_the_asking_process_is_killed_the_other_ends_too(
    store: EmbeddedStore | SparqlStore, working: Callable[[], list[int]]
) -> None:
    script = (
        "import sys; from pathlib import Path; from wenmai.graph.stores import worker\n"
        "language, path, text = sys.argv[1:]\n"
        "with worker.stream(language, Path(path), text, {}, 600) as found: list(found.rows)"
    )
    asked = [store.language, str(store.path), SILENT[store.language]]
    command = [sys.executable, "-c", script, *asked]
    with subprocess.Popen(command) as asking:
        end = time.monotonic() + 30
        while not working() and time.monotonic() < end:
            time.sleep(0.05)
        assert working()
        time.sleep(1)
        asking.kill()
    assert gone(working, 10)


def test_a_process_that_is_killed_is_told(store: Store, working: Callable[[], list[int]]) -> None:
    with store.stream(ROWS[store.language], timeout=60) as found:
        next(found.rows)
        (pid,) = working()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryError, match=r"ended its process \(-9\)"):
            list(found.rows)


def test_it_answers_as_the_store_itself_does(store: Store) -> None:
    texts = {
        "cypher": "MATCH (n:Entity) RETURN n, n.name AS name ORDER BY n.id",
        "sparql": "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    }
    text = texts[store.language]
    assert store.query(text, timeout=60) == store.query(text)
    assert store.query(text).rows
    malformed = "MATCH (" if store.language == "cypher" else "SELECT {"
    with pytest.raises(QueryError) as apart:
        store.query(malformed, timeout=60)
    with pytest.raises(QueryError) as here:
        store.query(malformed)
    assert (apart.value.message, apart.value.hint) == (here.value.message, here.value.hint)
