"""Answers one query in a process of its own, which can be ended where an engine cannot be.

The process is ``python -m wenmai.graph.stores.worker LANGUAGE PATH``. It gets the question as JSON
and answers with lines of JSON: an object with the columns, an array a row, and an object that says
that this was all, or what went wrong.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, TextIO

from ...errors import DataError, QueryError, WenmaiError
from ..model import Value
from .base import Store, Stream, first_line, timed_out

_ERRORS = {error.__name__: error for error in (DataError, QueryError)}
_CHUNK = 1 << 16
_LOOK = 1.0
"""Seconds between two looks whether the process that asked is still there."""


@contextlib.contextmanager
def stream(
    language: str, path: Path, text: str, params: Mapping[str, Value], timeout: float
) -> Iterator[Stream]:
    """Give row by row what the store of ``language`` at ``path`` answers in ``timeout`` seconds.

    The process works ahead of the reader by no more than a pipe holds, and is gone when the
    context is left. The time in which the reader waits for something else is not the query's.

    Raises:
        QueryError: see `Store.stream`.
        DataError: see `Store`.
    """
    command = [sys.executable, "-P", "-m", __name__, language, str(path)]
    question = {"text": text, "params": dict(params), "asker": os.getpid()}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as words:
        asked.write(json.dumps(question).encode("ascii"))
        asked.seek(0)
        with subprocess.Popen(
            command, stdin=asked, stdout=subprocess.PIPE, stderr=words, start_new_session=True
        ) as process:
            try:
                answer = _answer(process, words, timeout)
                columns = tuple(next(answer))
                yield Stream(columns, (tuple(row) for row in answer))
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def _answer(process: subprocess.Popen[bytes], words: IO[bytes], timeout: float) -> Iterator[Any]:
    """Yield the columns, then the rows."""
    for line in _lines(process, timeout):
        said = json.loads(line)
        if isinstance(said, list):
            yield said
        elif "error" in said:
            raise _ERRORS[said["error"]](said["message"], said["hint"])
        elif "columns" in said:
            yield said["columns"]
        else:
            return
    words.seek(0)
    last = words.read().decode("utf-8", "replace").strip().splitlines()[-1:]
    raise QueryError(f"the query ended its process ({process.wait()}): {first_line(*last or [''])}")


def _lines(process: subprocess.Popen[bytes], timeout: float) -> Iterator[bytes]:
    assert process.stdout is not None
    rest = b""
    waited, worked = 0.0, time.process_time()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            # Waiting for rows and working on them count; waiting for whoever reads ours does not.
            left = timeout - waited - (time.process_time() - worked)
            start = time.monotonic()
            if left <= 0 or not selector.select(left):
                raise timed_out(timeout)
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            waited += time.monotonic() - start
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines


def _serve(language: str, path: Path, asked: Mapping[str, Any], out: TextIO) -> None:
    try:
        with (
            _store(language, path) as store,
            store.stream(asked["text"], asked["params"]) as found,
        ):
            _say(out, {"columns": found.columns})
            for row in found.rows:
                _say(out, row)
        _say(out, {"end": True})
    except WenmaiError as error:
        kind = type(error).__name__
        _say(out, {"error": kind, "message": error.message, "hint": error.hint})


def _say(out: TextIO, value: object) -> None:
    out.write(json.dumps(value) + "\n")


def _store(language: str, path: Path) -> Store:
    from .embedded import EmbeddedStore
    from .sparql import SparqlStore

    kinds: tuple[type[EmbeddedStore] | type[SparqlStore], ...] = (EmbeddedStore, SparqlStore)
    return next(kind for kind in kinds if kind.language == language)(path)


def _end_with(asker: int) -> None:
    """End this process when the one that asked is gone, which nobody else would."""
    while os.getppid() == asker:
        time.sleep(_LOOK)
    os._exit(1)


def _main() -> None:
    asked = json.load(sys.stdin)
    threading.Thread(target=_end_with, args=(asked["asker"],), daemon=True).start()
    _serve(sys.argv[1], Path(sys.argv[2]), asked, sys.stdout)


if __name__ == "__main__":
    _main()
