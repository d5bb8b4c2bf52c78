"""A parser that hangs, crashes or eats the memory costs its file and nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from papers import LINES, docx
from wenmai.errors import UnreadableError
from wenmai.loaders import worker as module
from wenmai.loaders.limits import MAX_MEMORY
from wenmai.loaders.worker import Worker, serve


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as started:
        yield started


def test_documents_come_back_as_they_were(worker: Worker) -> None:
    (found,) = worker.parse("docx", docx(), "letter.docx", {})
    assert found == next(iter(module.parse("docx", io.BytesIO(docx()), "letter.docx", {})))
    assert found.text.split("\n") == LINES


def test_an_error_keeps_its_hint_and_the_process(worker: Worker) -> None:
    worker.parse("docx", docx(), "a.docx", {})
    process = worker._process
    with pytest.raises(UnreadableError, match=r"b\.docx is damaged") as caught:
        worker.parse("docx", b"PK\x03\x04", "b.docx", {})
    assert caught.value.hint
    worker.parse("docx", docx(), "c.docx", {})
    assert worker._process is process


def test_what_takes_too_long_is_ended_and_the_next_is_read(worker: Worker) -> None:
    with pytest.raises(UnreadableError, match=r"takes longer than 0\.01 s"):
        worker.parse("docx", docx(), "a.docx", {}, seconds=0.01)
    assert worker.parse("docx", docx(), "b.docx", {})


def test_a_crash_is_an_error_of_one_line_and_the_next_is_read(worker: Worker) -> None:
    with pytest.raises(UnreadableError, match=r"a\.docx cannot be read: KeyError") as caught:
        worker.parse("no such format", b"", "a.docx", {})
    assert "\n" not in caught.value.message
    assert worker.parse("docx", docx(), "b.docx", {})


def test_too_little_memory_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(module, "parse", greedy)
    job = {"form": "docx", "name": "a.docx", "size": 0, "columns": {}, "charset": None}
    answers = io.BytesIO()
    serve(io.BytesIO(json.dumps(job).encode() + b"\n"), answers)
    assert "too much memory" in answers.getvalue().decode()


def test_the_memory_of_the_process_is_bounded(worker: Worker) -> None:
    import resource

    worker.parse("docx", docx(), "a.docx", {})
    assert worker._process is not None
    soft, _ = resource.prlimit(worker._process.pid, resource.RLIMIT_AS)
    assert soft == MAX_MEMORY
