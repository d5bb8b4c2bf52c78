"""What is exported appears whole or not at all."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from wenmai.errors import UsageError
from wenmai.graph.exports import Options, check, export, formats, is_folder
from wenmai.graph.exports.files import folder_atomically, write_atomically
from wenmai.graph.graph import Graph
from wenmai.graph.rdf import PLAIN
from world import world

FILES = [name for name in formats() if not is_folder(name)]
FOLDERS = [name for name in formats() if is_folder(name)]


def contents(place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    return {file.name: file.read_bytes() for file in place.iterdir()}


@pytest.mark.parametrize("name", formats())
def test_the_same_graph_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for place in ("a", "b"):
        export(world(), name, tmp_path / place)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", formats())
def test_a_failure_half_way_leaves_the_old_alone(name: str, tmp_path: Path) -> None:
    broken = Graph(world().entities, (world().edges[0], "no edge"), "")  # type: ignore[arg-type]
    target = tmp_path / "graph"
    with pytest.raises(AttributeError):
        export(broken, name, target)
    assert list(tmp_path.iterdir()) == []
    export(world(), name, target)
    before = contents(target)
    with pytest.raises(AttributeError):
        export(broken, name, target)
    assert contents(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_killed_export_leaves_no_file_of_that_name(tmp_path: Path) -> None:
    code = (
        "import os, sys; from world import world; from wenmai.graph.exports import export\n"
        "export(world(), 'ntriples', sys.argv[1], on_bytes=lambda n: os.kill(os.getpid(), 9))"
    )
    tests = str(Path(__file__).parents[2])
    target = tmp_path / "graph.nt"
    run = subprocess.run(
        [sys.executable, "-c", code, target], env={"PYTHONPATH": tests}, check=False
    )
    assert run.returncode == -9
    assert not target.exists()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_packed_by_its_suffix_and_without_its_name(name: str, tmp_path: Path) -> None:
    for file in ("plain", "a.gz", "b.gz"):
        export(world(), name, tmp_path / file)
    packed = (tmp_path / "a.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "plain").read_bytes()
    assert packed == (tmp_path / "b.gz").read_bytes()


@pytest.mark.parametrize("name", formats())
def test_it_tells_how_much_is_written(name: str, tmp_path: Path) -> None:
    heard: list[int] = []
    export(world(), name, tmp_path / "out", on_bytes=heard.append)
    assert heard == sorted(heard)
    sizes = {file: len(data) for file, data in contents(tmp_path / "out").items()}
    told = sum(n for file, n in sizes.items() if file.endswith((".csv", ".parquet", ".gz")))
    assert heard[-1] == (told if name in FOLDERS else sizes[""]) > 0


def test_nothing_appears_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    with write_atomically(target) as stream:
        stream.write(b"1")
        stream.flush()
        assert not target.exists()
    assert target.read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_replaces_one_of_the_same_files_only(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("old", "new"):
        with folder_atomically(target) as folder:
            (folder / "a").write_text(text, encoding="utf-8")
            assert folder != target
    assert contents(target) == {"a": b"new"}
    (target / "mine").write_text("precious", encoding="utf-8")
    with pytest.raises(UsageError, match="other files, such as mine"):  # noqa: SIM117
        with folder_atomically(target) as folder:
            (folder / "a").write_text("newer", encoding="utf-8")
    assert contents(target) == {"a": b"new", "mine": b"precious"}
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(UsageError, match="it is a file"):
        export(world(), "csv", target)
    assert target.read_text(encoding="utf-8") == "precious"


def test_the_mode_is_that_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    with write_atomically(tmp_path / "ours"):
        pass
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_device_is_not_replaced() -> None:
    with write_atomically("/dev/null") as stream:
        stream.write(b"1")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_no_space_left_is_said() -> None:
    with pytest.raises(UsageError, match="No space left"):
        export(world(), "turtle", "/dev/full")


@pytest.mark.parametrize("where", ["missing/graph.ttl", "."])
def test_places_that_cannot_be_written_to(where: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        export(world(), "turtle", tmp_path / where)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_does_not_go_to_standard_output(name: str) -> None:
    with pytest.raises(UsageError, match="folder of files"):
        export(world(), name, "-")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("csv", Options("http://data.test/")),
        ("gexf", Options(letters=lambda base: ())),
        ("turtle", Options(licence="https://example.org/licence")),
    ],
)
def test_an_option_that_a_format_does_not_take_is_refused(name: str, options: Options) -> None:
    with pytest.raises(UsageError, match=f"{name} does not take --") as caught:
        check(name, options)
    assert name not in caught.value.hint.split(": ")[1].split(", ")
    assert options.evidence == PLAIN


@pytest.mark.parametrize(
    "base", ["data.test/", "http://data.test", "http://文.test/", "http://a b/"]
)
def test_a_base_that_starts_no_iri_is_refused_before_the_work(base: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="data base"):
        export(world(), "turtle", tmp_path / "graph.ttl", Options(base))
    assert os.listdir(tmp_path) == []
