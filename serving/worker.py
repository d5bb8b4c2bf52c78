"""A process that answers queries one after another, and that can be ended where an engine cannot.

It is ``python -m wenmai.serving.worker LANGUAGE PATH``. When it can be asked it writes ``ready``
and a line end. A question is a line of JSON; the answer is a line of JSON with ``status``,
``media`` and ``size``, and then so many bytes.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import QueryError, WenmaiError
from ..graph.stores.embedded import EmbeddedStore
from ..graph.stores.sparql import SparqlStore
from .answers import Reply, refusal, table, too_many, written

READY = b"ready\n"
_MEMORY = 2 << 30
_GRACE = 5.0
"""Seconds beyond its limit after which a query ends this process, whatever became of the server."""


def answer(store: EmbeddedStore | SparqlStore, asked: Mapping[str, Any]) -> Reply:
    """Return what ``store`` answers to a question.

    ``asked`` has ``text`` and ``most``, the number of rows from which on an answer is refused. In
    Cypher it has ``params``; in SPARQL ``default_graphs`` and ``named_graphs``, lists of IRIs, and
    what `answers.written` takes: ``results`` and ``graphs``.
    """
    most = int(asked["most"])
    try:
        if isinstance(store, EmbeddedStore):
            rows = store.query(asked["text"], asked["params"], most=most + 1)
            return table(rows) if len(rows.rows) <= most else too_many(most)
        graphs = asked["default_graphs"], asked["named_graphs"]
        with store.solving(asked["text"], *graphs) as found:
            return written(found, asked["results"], asked["graphs"], most)
    except QueryError as error:
        return refusal(400, error.message, error.hint)
    except WenmaiError as error:
        return refusal(500, error.message, error.hint)


def _serve(store: EmbeddedStore | SparqlStore, questions: BinaryIO, answers: BinaryIO) -> None:
    answers.write(READY)
    answers.flush()
    for line in questions:
        asked = json.loads(line)
        # The signal's own action ends the process, also while the engine is at work.
        signal.setitimer(signal.ITIMER_REAL, asked["timeout"] + _GRACE)
        reply = answer(store, asked)
        signal.setitimer(signal.ITIMER_REAL, 0)
        head = {"status": reply.status, "media": reply.media, "size": len(reply.body)}
        answers.write(json.dumps(head).encode() + b"\n" + reply.body)
        answers.flush()


def _main(language: str, path: Path) -> None:
    # An interrupt at the terminal reaches all processes of the group; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    kinds: tuple[type[EmbeddedStore] | type[SparqlStore], ...] = (EmbeddedStore, SparqlStore)
    kind = next(kind for kind in kinds if kind.language == language)
    with kind(path) as store:
        store.counts()  # opens the files, so that no question waits for that
        _serve(store, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
