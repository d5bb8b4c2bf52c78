from __future__ import annotations

import io
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from commandline import wenmai
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from wenmai.commands.session import Session
from wenmai.commands.shell import HISTORY, Shell


def test_queries_and_commands_come_through_a_pipe(demo: Path) -> None:
    typed = (
        "MATCH (p:Proposal)\nRETURN count(p) AS n;\n"
        ".sparql\n"
        "PREFIX wm: <https://w3id.org/wenmai/ns#>\n"
        "SELECT (COUNT(?p) AS ?n) { ?p a wm:Proposal };\n"
        ".run series_gaps usual=2\n"
        ".quit\n"
        "RETURN 1 AS never;\n"
    )
    done = wenmai("shell", data=demo, stdin=typed.encode())
    assert done.code == 0
    assert [line.strip() for line in done.out.splitlines()].count("21") == 2
    assert "柯桥纱韵文化周" in done.out
    assert "never" not in done.out


def test_an_error_is_told_and_does_not_end_it(demo: Path) -> None:
    typed = "CREATE (n:X);\n.nope\n.run nope\nMATCH (n RETURN n;\nRETURN 7 AS seven;\n"
    done = wenmai("shell", "--lang", "en", data=demo, stdin=typed.encode())
    assert done.code == 0
    assert "seven" in done.out
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 4
    assert "would change the graph" in errors[0]
    assert "no command .nope" in errors[1]


def test_limit_applies(demo: Path) -> None:
    typed = ".limit 1\nMATCH (p:Proposal) RETURN p.id AS id ORDER BY id;\n"
    assert "1 of 21 rows" in wenmai("shell", data=demo, stdin=typed.encode()).err


@pytest.mark.parametrize("option", [("--language", "sql")])
def test_an_unknown_language(demo: Path, option: tuple[str, ...]) -> None:
    assert wenmai("shell", *option, data=demo, stdin=b"").code == 2


def test_without_a_ledger_it_says_so(tmp_path: Path) -> None:
    done = wenmai("shell", data=tmp_path / "none", stdin=b"")
    assert done.code == 1
    assert "error: " in done.err


class Terminal(io.StringIO):
    """What says that it is one."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_queries_may_take_lines_and_history_is_kept(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    with (
        create_pipe_input() as typed,
        create_app_session(input=typed, output=DummyOutput()),
        ExitStack() as stack,
    ):
        typed.send_text("MATCH (p:Proposal)\rRETURN count(p) AS n;\r.nope\r.sparql\r")
        typed.send_text("SELECT (7 AS ?seven) {};\r.quit\r")
        Shell(Session(demo, "en"), stack, "cypher", 5, None).run()
    said = capsys.readouterr()
    assert {"21", "seven"} <= {line.strip() for line in said.out.splitlines()}
    assert "no command .nope" in said.err
    history = (demo / HISTORY).read_text("utf-8")
    assert "RETURN count(p) AS n;" in history
    (demo / HISTORY).unlink()


def test_what_tab_offers(demo: Path) -> None:
    with ExitStack() as stack:
        completer = Shell(Session(demo, "zh"), stack, "cypher", 5, None).completer()
        typed = Document("MATCH (p:建议提")
        (found,) = completer.get_completions(typed, CompleteEvent())
    assert (found.text, found.start_position, found.display_meta_text) == (
        "Proposal", -3, "建议提案",
    )  # fmt: skip
