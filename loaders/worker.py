"""Parses documents in a process of its own, with bounds of time and memory.

Large libraries in C read what anybody may have made. If one hangs, crashes or eats the memory,
that process ends and the file is reported; the next file gets a new one. Run as a program
(``python -m wenmai.loaders.worker``) it takes jobs from standard input, one after the other: a
line of JSON, then the file's bytes; and answers each with a line of JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from ..errors import UnreadableError
from ..graph.model import Place
from .document import Document, ScannedError
from .formats import FORMATS, ocr
from .limits import MAX_MEMBERS, MAX_MEMORY, MAX_OCR_SECONDS, MAX_SECONDS
from .tables import documents as documents_of_rows

_LAST_SECONDS = 5
"""For a process that has given up to say why."""
OCR = "ocr"
"""What a PDF without text is parsed as."""


def parse(
    form: str, stream: BinaryIO, name: str, columns: Mapping[str, str], charset: str | None = None
) -> Iterator[Document]:
    """Yield the documents of a file of the format ``form``, here and now.

    Raises:
        UnreadableError: see the format's module.
    """
    if form == OCR:
        yield FORMATS["pdf"].module("pdf").recognised(stream.read(), name)
        return
    module = FORMATS[form].module(form)
    if FORMATS[form].gives == "rows":
        yield from documents_of_rows(module.rows(stream, name), name, columns)
    elif form == "html":
        yield module.document(stream.read(), name, charset)
    else:
        yield module.document(stream.read(), name)


class Worker:
    """The process that parses; started when first needed, and again after it had to be ended."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the worker itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            _kill(self._process)
            self._process = None
        if self._words is not None:
            self._words.close()
            self._words = None

    def parse(
        self,
        form: str,
        data: bytes,
        name: str,
        columns: Mapping[str, str],
        charset: str | None = None,
        seconds: float | None = None,
    ) -> list[Document]:
        """Return the documents of a file of the format ``form``.

        Raises:
            UnreadableError: see the format's module; or it takes too long or too much memory.
        """
        seconds = seconds or (MAX_OCR_SECONDS if form == OCR else MAX_SECONDS)
        process = self._started()
        late = threading.Event()

        def end() -> None:
            late.set()
            _kill(process)

        timer = threading.Timer(seconds, end)
        timer.start()
        job = {
            "form": form, "name": name, "size": len(data), "columns": dict(columns),
            "charset": charset,
        }  # fmt: skip
        try:
            answer = _ask(process, job, data)
        finally:
            timer.cancel()
        if answer is None:
            reason = self._last_words()
            self.close()
            if late.is_set():
                raise UnreadableError(
                    f"{name} takes longer than {seconds:g} s to read", "leave it out, or split it"
                )
            raise UnreadableError(
                f"{name} cannot be read: {reason}", "it may be damaged: get it again"
            )
        if "scanned" in answer:
            if not ocr.available():
                raise ScannedError(*answer["scanned"])
            return self.parse(OCR, data, name, columns)
        if "error" in answer:
            raise UnreadableError(*answer["error"])
        return [
            Document(text, tuple(Place(*place) for place in places), metadata, part)
            for text, places, metadata, part in answer["documents"]
        ]

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._words = tempfile.TemporaryFile()  # noqa: SIM115 (as long as the process)
            # -P: a folder of letters may hold a json.py.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                start_new_session=True,
            )
        return self._process

    def _last_words(self) -> str:
        """Return what the process said last, once it has ended."""
        assert self._process is not None
        assert self._words is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_SECONDS)
        _kill(self._process)
        self._words.seek(0)
        lines = self._words.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else "its reader crashed"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process with what it has started (OCR)."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()


def _ask(process: subprocess.Popen[bytes], job: dict[str, Any], data: bytes) -> Any:
    """Return the answer, None if the process ended before it gave one."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(job).encode() + b"\n" + data)
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        return None
    return json.loads(line) if line.endswith(b"\n") else None


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer jobs until there are no more. What is no UnreadableError ends the process."""
    while line := jobs.readline():
        job = json.loads(line)
        stream = io.BytesIO(jobs.read(job["size"]))
        found: list[Any] = []
        answer: dict[str, Any] = {"documents": found}
        try:
            for document in parse(job["form"], stream, job["name"], job["columns"], job["charset"]):
                if len(found) == MAX_MEMBERS:
                    raise UnreadableError(
                        f"{job['name']} has more than {MAX_MEMBERS} rows", "split it"
                    )
                found.append(
                    [document.text, document.places, dict(document.metadata), document.name]
                )
        except ScannedError as error:
            answer = {"scanned": [error.message, error.hint]}
        except UnreadableError as error:
            answer = {"error": [error.message, error.hint]}
        except MemoryError:
            answer = {"error": [f"{job['name']} takes too much memory to read", "leave it out"]}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))


if __name__ == "__main__":
    _limit_memory()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        # What a library prints must not get among the answers.
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(sys.stdin.buffer, answers)
