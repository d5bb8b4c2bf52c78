from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from commandline import SAMPLES, environment, wenmai
from server import served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?i) }"

EXAMPLES = re.findall(r"^ {4}(.*wenmai serve.*)$", wenmai("serve", "--help").out, re.M)


def test_it_serves_until_it_is_interrupted(demo: Path) -> None:
    with served(demo) as server:
        assert server.url.startswith("http://127.0.0.1:")
        page = httpx.get(server.url, timeout=60)
        assert page.status_code == 200
        assert page.text.startswith("<!doctype html>")
        again = httpx.get(server.url, headers={"if-none-match": page.headers["etag"]})
        assert page.headers["etag"] == again.headers["etag"]
        code, said = server.interrupt()
    assert (code, said.strip()) == (130, "stopped")


@pytest.mark.parametrize("line", EXAMPLES)
def test_examples_serve(demo: Path, line: str) -> None:
    free = f"{line.partition(' --port')[0]} --port 0"
    with subprocess.Popen(
        ["bash", "-c", free],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(WENMAI_DATA=str(demo)),
        process_group=0,
    ) as process:
        assert process.stderr
        assert any("the graph is at http://" in said for said in process.stderr)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) == 130


def test_workers_end_with_the_server(demo: Path) -> None:
    with served(demo, "--timeout", 60) as server:
        url = f"{server.url}sparql"
        waiting = threading.Thread(target=ask_in_vain, args=(url, ENDLESS), daemon=True)
        waiting.start()
        until(lambda: len(workers(server.process.pid)) == 1)
        began = time.monotonic()
        server.interrupt()
        assert time.monotonic() - began < 10
        waiting.join(10)
    assert workers(server.process.pid) == []


def test_a_query_ends_when_nobody_waits_for_it(demo: Path) -> None:
    with served(demo, "--timeout", 60) as server:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server.url}sparql", params={"query": ENDLESS}, timeout=2)
        until(lambda: workers(server.process.pid) == [])
        kind = {"content-type": "application/sparql-query"}
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{server.url}sparql", content=ENDLESS, headers=kind, timeout=2)
        until(lambda: workers(server.process.pid) == [])
        assert httpx.get(f"{server.url}sparql?query=ASK{{}}").json()["boolean"] is True
        assert server.interrupt() == (130, "stopped\n")


def ask_in_vain(url: str, query: str) -> None:
    with suppress(httpx.HTTPError):
        httpx.get(url, params={"query": query}, timeout=30)


def until(true: Callable[[], bool]) -> None:
    """Wait until it is; fail after a while."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def workers(server: int) -> list[str]:
    """The processes that a server has started, or left."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = status.read_bytes()
            parent = int(status.with_name("stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"wenmai.serving.worker" in command and parent in (server, 1):
            found.append(status.parent.name)
    return found


def test_a_port_in_use_is_one_line_and_a_hint(demo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = wenmai("serve", "--port", port, data=demo)
    assert (done.code, done.out) == (2, "")
    error, hint = done.err.splitlines()
    assert error == f"error: port {port} of 127.0.0.1 is in use"
    assert "--port" in hint


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "whoever reaches 0.0.0.0 could read all"),
        (["--host", "::"], "whoever reaches :: could read all"),
        (["--host", "example.org"], "whoever reaches example.org could read all"),
        (["--token", "short"], "a token is 16 or more"),
        (["--token", "with blanks and 中文 in it"], "a token is 16 or more"),
        (["--host", "203.0.113.7", "--token", "0123456789abcdef"], "has no address 203.0.113.7"),
        (["--host", "no.such.host.invalid", "--token", "0123456789abcdef"], "is no address"),
    ],
)
def test_what_would_not_be_safe_or_cannot_be_is_refused(
    demo: Path, options: list[str], said: str
) -> None:
    done = wenmai("serve", "--port", 0, *options, data=demo)
    assert (done.code, done.out) == (2, "")
    error, hint = done.err.splitlines()
    assert error.startswith("error: ")
    assert said in error
    assert hint.startswith("hint: ")


def test_without_letters_it_says_so(tmp_path: Path) -> None:
    done = wenmai("serve", "--port", 0, data=tmp_path / "none")
    assert done.code == 1
    assert "error: " in done.err


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "django_ace"])
def test_what_is_not_installed_is_named(
    demo: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        n for n in sys.modules if n.startswith(("wenmai.serving", "wenmai.commands.serve"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    for name in [n for n in sys.modules if n.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    done = wenmai("serve", "--port", 0, data=demo)
    assert done.code == 2
    error, hint = done.err.splitlines()[-2:]
    assert package in error
    assert "wenmai[serve]" in hint


def test_letters_that_come_later_are_served_by_the_next_server(tmp_path: Path) -> None:
    first, *rest = sorted(SAMPLES.glob("*.txt"))
    data = tmp_path / "data"
    assert wenmai("ingest", first, data=data).code == 0
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?r a <https://w3id.org/wenmai/ns#Reply> }"}

    def replies(url: str) -> int:
        answer = httpx.get(f"{url}sparql", params=count, timeout=60).json()
        return int(answer["results"]["bindings"][0]["n"]["value"])

    with served(data) as server:
        assert wenmai("ingest", rest[0], data=data).code == 0
        assert wenmai("sparql", count["query"], data=data).rows == [{"n": 2}]
        assert replies(server.url) == 1
    with served(data) as server:
        assert replies(server.url) == 2
