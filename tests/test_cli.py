from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import papers
import pytest
from commandline import PROGRAMS, SAMPLES, Done, environment, process, wenmai
from wenmai import __version__
from wenmai.cli import COMMANDS
from wenmai.loaders.cache import Cache, Page
from wenmai.project import Project

GROUPS = {
    "query": ("list", "show", "run", "new"),
    "analyse": ("bridges", "communities", "paths", "handlers", "export"),
    "decisions": ("list", "undo", "export", "import"),
}
EVERY = [[name] for name in COMMANDS if name not in GROUPS] + [
    [group, name] for group, names in GROUPS.items() for name in names
]
SERVER = "bolt://localhost:7687"
SERVED = (["push"], ["fetch"], ["serve"], ["decisions", "undo"])
"""Commands whose examples need a server or a decision that was made, or are a server."""
EXAMPLE = re.compile(r"^ {4}(\S.*)$", re.M)


def examples(command: list[str]) -> list[str]:
    """The examples in the help of a command, as they stand there."""
    _, _, rest = wenmai(*command, "--help").out.partition("Examples:\n")
    return EXAMPLE.findall(rest.partition("\n\n")[0])


EXAMPLES = [(name, line) for name in EVERY for line in examples(name)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the examples expect it: the samples, read, their gold, lists of words, a table
    of letters, fetched pages, and a decision.
    """
    folder = tmp_path_factory.mktemp("place")
    heads = ["标题", "正文", "日期"]
    row = [papers.LINES[0], "\n".join(papers.LINES), "2020-07-03"]
    (folder / "letters.xlsx").write_bytes(papers.xlsx([heads, row]))
    page = Page("http://x.cn/a.html", papers.page().encode(), "utf-8", "text/html")
    Cache(folder / "wenmai-data" / "fetched").add(page.address, page, letters=True)
    (folder / "samples").symlink_to(SAMPLES)
    (folder / "gold").symlink_to(SAMPLES.parent / "tests" / "samples_gold")
    (folder / "my-lists").mkdir()
    assert process("wenmai ingest samples", folder).code == 0
    decided = process("wenmai review 东鉴文创园 越城区东鉴文创园", folder, stdin=b"d\n\n")
    assert decided.code == 0
    return folder


def test_help_lists_every_command_with_the_first_line_of_its_help() -> None:
    overview = wenmai("--help").out
    for name, (_, about) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(about)}$", overview, re.M)
        assert about in wenmai(name, "--help").out


def test_without_a_command_there_is_help() -> None:
    done = process("wenmai", Path.cwd())
    assert done.code == 2
    assert "Commands:" in done.err


def test_version() -> None:
    assert wenmai("--version").out == f"wenmai {__version__}\n"


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_has_an_example(command: list[str]) -> None:
    found = examples(command)
    assert found
    assert all(f"wenmai {' '.join(command)}" in line for line in found)


@pytest.mark.parametrize("line", [line for name, line in EXAMPLES if name not in SERVED])
def test_examples_run(place: Path, line: str) -> None:
    done = process(line, place)
    assert done.code == 0, done.err
    assert done.out or "wrote" in done.err or "written" in done.err


@pytest.mark.neo4j
@pytest.mark.parametrize("line", examples(["push"]))
def test_examples_with_a_server_run(place: Path, neo4j_url: str, line: str) -> None:
    assert SERVER in line
    done = process(line.replace(SERVER, neo4j_url), place)
    assert done.code == 0, done.err


def test_the_data_directory_is_named_before_after_or_by_the_environment(place: Path) -> None:
    elsewhere = place.parent
    data = place / "wenmai-data"
    runs = [
        process("wenmai stats", place),
        process(f"wenmai --data '{data}' stats", elsewhere),
        process(f"wenmai stats --data '{data}'", elsewhere),
        process("wenmai stats", elsewhere, WENMAI_DATA=str(data)),
        process(f"wenmai --data nowhere stats --data '{data}'", elsewhere, WENMAI_DATA="no"),
    ]
    assert runs[0].out
    assert {run.out for run in runs} == {runs[0].out}


def test_the_language_is_named_likewise(place: Path) -> None:
    runs = [
        process("wenmai --lang zh stats --format table", place),
        process("wenmai stats --format table --lang zh", place),
        process("wenmai stats --format table", place, WENMAI_LANG="zh"),
    ]
    assert "部门" in runs[0].out
    assert {run.out for run in runs} == {runs[0].out}
    assert process("wenmai stats --lang fr", place).code == 2


@pytest.mark.parametrize(
    ("lang", "first", "second"), [("en", "error: ", "hint: "), ("zh", "错误：", "提示：")]
)
def test_an_error_is_a_line_and_a_hint(tmp_path: Path, lang: str, first: str, second: str) -> None:
    done = wenmai("stats", data=tmp_path / "none", lang=lang)
    assert (done.code, done.out) == (1, "")
    error, hint = done.err.splitlines()
    assert error.startswith(first)
    assert hint.startswith(second)


@pytest.mark.parametrize("line", ["wenmai bogus", "wenmai stats --bogus", "wenmai ingest"])
def test_a_command_used_wrongly_ends_with_2(tmp_path: Path, line: str) -> None:
    done = process(line, tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "--help" in done.err
    assert "Traceback" not in done.err


def test_a_defect_stays_visible(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(self: Project, words: str) -> None:
        raise ZeroDivisionError(words)

    monkeypatch.setattr(Project, "search", broken)
    with pytest.raises(ZeroDivisionError):
        wenmai("search", "x", data=tmp_path)


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run of `wenmai ingest` that has begun and waits for its input."""
    pipe = tmp_path / "letter.txt"
    os.mkfifo(pipe)
    with (
        subprocess.Popen(
            [PROGRAMS / "wenmai", "ingest", pipe],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as run,
        pipe.open("wb"),
    ):  # opens as soon as the other side has
        yield run
        run.kill()


def test_an_interrupt_ends_with_130_and_one_line(
    waiting: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=30)
    assert waiting.returncode == 130
    assert (out, err.strip()) == (b"", b"stopped")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "command", ["wenmai export ntriples", "wenmai stats", "wenmai extract samples"]
)
def test_a_closed_pipe_is_quiet(place: Path, command: str) -> None:
    with subprocess.Popen(
        command.split(),
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait(timeout=60) == 141


def test_output_is_utf_8_whatever_the_locale(place: Path) -> None:
    done: Done = process(
        "wenmai query list", place, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0",
        WENMAI_LANG="zh",
    )  # fmt: skip
    assert done.code == 0
    assert any("部门" in row["question"] for row in done.rows)
