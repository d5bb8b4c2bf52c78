"""Answers one query in a process of its own, which can be ended where an engine cannot be.

The process is ``python -m wenmai.graph.stores.worker LANGUAGE PATH``; question and answer are JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ...errors import DataError, QueryError, WenmaiError
from ..model import Value
from .base import Rows, Store, first_line, timed_out

_ERRORS = {error.__name__: error for error in (DataError, QueryError)}


def run(language: str, path: Path, text: str, params: Mapping[str, Value], timeout: float) -> Rows:
    """Return what the store of ``language`` at ``path`` answers within ``timeout`` seconds.

    Raises:
        QueryError: see `Store.query`.
        DataError: see `Store`.
    """
    command = [sys.executable, "-P", "-m", __name__, language, str(path)]
    question = json.dumps({"text": text, "params": dict(params)})
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, encoding="utf-8", timeout=timeout,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise timed_out(timeout) from error
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        raise QueryError(f"the query ended its process ({done.returncode}): {first_line(*last)}")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise _ERRORS[answer["error"]](answer["message"], answer["hint"])
    return Rows(tuple(answer["columns"]), [tuple(row) for row in answer["rows"]])


def _answer(language: str, path: Path, question: str) -> str:
    asked = json.loads(question)
    try:
        with _store(language, path) as store:
            rows = store.query(asked["text"], asked["params"])
    except WenmaiError as error:
        kind = type(error).__name__
        return json.dumps({"error": kind, "message": error.message, "hint": error.hint})
    return json.dumps({"columns": rows.columns, "rows": rows.rows})


def _store(language: str, path: Path) -> Store:
    from .embedded import EmbeddedStore
    from .sparql import SparqlStore

    kinds: tuple[type[EmbeddedStore] | type[SparqlStore], ...] = (EmbeddedStore, SparqlStore)
    return next(kind for kind in kinds if kind.language == language)(path)


if __name__ == "__main__":
    sys.stdout.write(_answer(sys.argv[1], Path(sys.argv[2]), sys.stdin.read()))
