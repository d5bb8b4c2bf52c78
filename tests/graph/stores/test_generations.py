"""Indexes on disk: when they are built, opened, rebuilt and removed, by one process and several."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import wenmai
from wenmai.errors import DataError, UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Entity
from wenmai.graph.stores.generations import Generations

LANGUAGES = ["cypher", "sparql"]
# What a process of the tests runs: asks once, says so, and waits for its input to end.
CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from world import world
from wenmai.graph.stores.generations import Generations

def graph():
    print("builds", flush=True)
    if sys.argv[4] == "slow":
        sys.stdin.readline()
    return world()

store = Generations(Path(sys.argv[2])).open(sys.argv[3], world().fingerprint, graph, print)
with store as opened:
    print("holds", opened.counts().entities, flush=True)
    sys.stdin.read()
"""


class Source:
    """Makes a graph and counts how often."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.calls = 0

    def __call__(self) -> Graph:
        self.calls += 1
        return self.graph


@pytest.fixture
def source(world: Graph) -> Source:
    return Source(world)


@pytest.fixture
def smaller(world: Graph) -> Source:
    return Source(Graph.of(world.entities, world.edges[1:]))


def use(data: Path, language: str, source: Source) -> None:
    """Open an index, see that it holds the graph, and close it."""
    with Generations(data).open(language, source.graph.fingerprint, source) as store:
        assert store.language == language
        assert store.counts() == source.graph.counts


def generations(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "index").glob("gen-*"))


@pytest.fixture
def children(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for child in started:
        child.kill()
        child.communicate()


def child(
    children: list[subprocess.Popen[str]], data: Path, language: str, pace: str = "quick"
) -> subprocess.Popen[str]:
    tests = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tests), str(data), language, pace],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    children.append(process)
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_is_built_once(tmp_path: Path, source: Source, language: str) -> None:
    for _ in range(3):
        use(tmp_path, language, source)
    assert source.calls == 1
    assert generations(tmp_path) == ["gen-1"]


def test_the_second_language_joins_the_generation(tmp_path: Path, source: Source) -> None:
    for language in LANGUAGES * 2:
        use(tmp_path, language, source)
    assert source.calls == 2
    assert generations(tmp_path) == ["gen-1"]


def test_another_graph_gets_another_generation(
    tmp_path: Path, source: Source, smaller: Source
) -> None:
    use(tmp_path, "cypher", source)
    use(tmp_path, "cypher", smaller)
    assert generations(tmp_path) == ["gen-2"]
    use(tmp_path, "sparql", smaller)
    assert generations(tmp_path) == ["gen-2"]


def test_an_index_of_another_version_is_rebuilt(
    tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(tmp_path, "sparql", source)
    monkeypatch.setattr("wenmai.graph.stores.generations.__version__", wenmai.__version__ + ".1")
    use(tmp_path, "sparql", source)
    assert source.calls == 2


def test_a_generation_in_use_stays_until_it_is_not(
    tmp_path: Path, source: Source, smaller: Source
) -> None:
    with Generations(tmp_path).open("cypher", source.graph.fingerprint, source) as store:
        use(tmp_path, "cypher", smaller)
        assert store.counts() == source.graph.counts
        assert generations(tmp_path) == ["gen-1", "gen-2"]
    use(tmp_path, "cypher", source)
    assert generations(tmp_path) == ["gen-3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_opens_twice_in_one_process(tmp_path: Path, source: Source, language: str) -> None:
    with Generations(tmp_path).open(language, source.graph.fingerprint, source):
        use(tmp_path, language, source)
    assert source.calls == 1


def biggest(folder: Path) -> Path:
    files = (path for path in folder.iterdir() if not path.name.startswith("LOG"))
    return max(files, key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("damage", ["cut", "empty", "delete", "all", "manifest", "pointer", "more"])
def test_a_damaged_index_is_rebuilt(
    tmp_path: Path, source: Source, language: str, damage: str
) -> None:
    use(tmp_path, language, source)
    index = tmp_path / "index"
    folder = index / "gen-1" / language
    victim = biggest(folder)
    if damage == "cut":
        os.truncate(victim, victim.stat().st_size // 2)
    elif damage == "empty":
        os.truncate(victim, 0)
    elif damage == "delete":
        victim.unlink()
    elif damage == "all":
        for path in folder.rglob("*"):
            path.unlink()
    elif damage == "manifest":
        (index / "gen-1" / f"{language}.json").write_text('{"fingerprint": ', encoding="utf-8")
    elif damage == "pointer":
        (index / "current").write_text("gen-7", encoding="utf-8")
    elif damage == "more":
        manifest = index / "gen-1" / f"{language}.json"
        claims = json.loads(manifest.read_text("utf-8"))
        manifest.write_text(json.dumps({**claims, "edges": claims["edges"] + 1}), encoding="utf-8")
    use(tmp_path, language, source)
    assert source.calls == 2
    use(tmp_path, language, source)
    assert source.calls == 2
    assert len(generations(tmp_path)) == 1


def test_an_index_cut_short_in_its_records_is_rebuilt(tmp_path: Path, source: Source) -> None:
    """The engine opens such a file without complaint and leaves records out."""
    use(tmp_path, "cypher", source)
    (victim,) = (tmp_path / "index" / "gen-1" / "cypher").glob("Department_0.*.bucket")
    size = victim.stat().st_size
    os.truncate(victim, 1000)
    os.truncate(victim, size)  # the size is right again, so that only counting tells
    use(tmp_path, "cypher", source)
    assert source.calls == 2


@pytest.mark.parametrize(("language", "files"), [("sparql", "*.sst"), ("cypher", "*.bucket")])
def test_an_index_of_noughts_is_rebuilt(
    tmp_path: Path, source: Source, language: str, files: str
) -> None:
    use(tmp_path, language, source)
    victims = list((tmp_path / "index" / "gen-1" / language).glob(files))
    assert victims
    for path in victims:
        path.write_bytes(bytes(path.stat().st_size))
    use(tmp_path, language, source)
    assert source.calls == 2


def test_what_a_crash_left_behind_is_no_index(tmp_path: Path, source: Source) -> None:
    use(tmp_path, "sparql", source)
    index = tmp_path / "index"
    (index / "gen-1" / "sparql.json").unlink()
    (index / "building" / "sparql").mkdir(parents=True)
    (index / "building" / "sparql" / "half").write_text("x", encoding="utf-8")
    (index / "gen-2").mkdir()
    use(tmp_path, "sparql", source)
    assert source.calls == 2
    assert generations(tmp_path) == ["gen-3"]


def test_a_failed_build_leaves_the_old_index(tmp_path: Path, source: Source) -> None:
    use(tmp_path, "sparql", source)
    broken = Graph((Entity("x y", "Theme", "空格"),), (), "other")
    with pytest.raises(DataError):
        use(tmp_path, "sparql", Source(broken))
    use(tmp_path, "sparql", source)
    assert source.calls == 1


def test_a_store_that_holds_too_little_is_not_published(tmp_path: Path, source: Source) -> None:
    lost = dataclasses.replace(source.graph, entities=source.graph.entities * 2)
    with pytest.raises(DataError):
        use(tmp_path, "sparql", Source(lost))
    assert generations(tmp_path) == []


def test_an_index_that_cannot_be_used_is_said_in_one_line(tmp_path: Path, source: Source) -> None:
    (tmp_path / "index").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be used"):
        use(tmp_path, "sparql", source)


def test_an_unknown_language_is_refused(tmp_path: Path, source: Source) -> None:
    with pytest.raises(UsageError, match="gremlin"):
        use(tmp_path, "gremlin", source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_processes_read_at_the_same_time(
    tmp_path: Path, source: Source, children: list[subprocess.Popen[str]], language: str
) -> None:
    use(tmp_path, language, source)
    first, second = (child(children, tmp_path, language) for _ in range(2))
    assert line(first) == f"holds {source.graph.counts.entities}"
    assert line(second) == f"holds {source.graph.counts.entities}"
    use(tmp_path, language, source)
    assert source.calls == 1


def test_one_process_builds_while_another_waits_and_says_so(
    tmp_path: Path, source: Source, children: list[subprocess.Popen[str]]
) -> None:
    builder = child(children, tmp_path, "sparql", "slow")
    assert line(builder) == "builds"
    waiting = child(children, tmp_path, "sparql")
    assert line(waiting) == "another process is building the index; waiting for it"
    assert builder.stdin is not None
    builder.stdin.write("go on\n")
    builder.stdin.flush()
    assert line(waiting) == f"holds {source.graph.counts.entities}"  # and did not build
    assert generations(tmp_path) == ["gen-1"]


def test_a_builder_that_is_killed_keeps_nobody_waiting(
    tmp_path: Path, source: Source, children: list[subprocess.Popen[str]]
) -> None:
    builder = child(children, tmp_path, "sparql", "slow")
    assert line(builder) == "builds"
    builder.kill()
    builder.wait()
    use(tmp_path, "sparql", source)
    assert source.calls == 1


def test_a_generation_that_another_process_reads_stays(
    tmp_path: Path, source: Source, smaller: Source, children: list[subprocess.Popen[str]]
) -> None:
    use(tmp_path, "cypher", source)
    reader = child(children, tmp_path, "cypher")
    assert line(reader).startswith("holds")
    use(tmp_path, "cypher", smaller)
    assert generations(tmp_path) == ["gen-1", "gen-2"]
    reader.communicate("")
    use(tmp_path, "cypher", source)
    assert generations(tmp_path) == ["gen-3"]
