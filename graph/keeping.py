"""Keeps the built graph in a file, so that it is made once for what it depends on, not each time.

The file is derived and may be thrown away at will. Its first line says what it holds and has a
digest of the second, which is the graph; a file that does not fit is as none.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from .. import __version__
from .graph import Graph
from .model import Edge, Entity

_PART = ".part"
_STALE = 3600
"""After so many seconds without a change nobody writes a file any more."""


def keep(path: Path, fingerprint: str, graph: Graph) -> None:
    """Write ``graph`` to ``path``, whole or not at all; ``fingerprint`` says what it was made of.

    Raises:
        OSError: the file cannot be written.
    """
    rows = [
        [[e.id, e.type, e.name, e.properties] for e in graph.entities],
        [
            [e.id, e.predicate, e.source, e.source_type, e.target, e.target_type, e.properties]
            for e in graph.edges
        ],
    ]
    body = json.dumps(rows, separators=(",", ":")).encode("ascii")
    head = {**_head(fingerprint, body), "graph": graph.fingerprint}
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    # Not by `tempfile`, whose files nobody else may read.
    part = path.with_name(f"{path.name}.{uuid4().hex}{_PART}")
    try:
        with part.open("xb") as file:
            file.write(json.dumps(head).encode("ascii") + b"\n" + body)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what a process that was killed while it wrote has left behind."""
    for part in path.parent.glob(f"{path.name}.*{_PART}"):
        with suppress(FileNotFoundError):  # another process removes it, too
            if time.time() - part.stat().st_mtime > _STALE:
                part.unlink()


def kept(path: Path, fingerprint: str) -> Graph | None:
    """Return the graph that `keep` wrote for ``fingerprint``; None if there is none to be read."""
    try:
        with path.open("rb") as file:
            first, body = file.readline(), file.read()
    except OSError:  # what is wrong is told when a new one is to be kept
        return None
    try:
        head = json.loads(first)
    except ValueError:
        return None
    if not isinstance(head, dict) or not _head(fingerprint, body).items() <= head.items():
        return None
    entities, edges = json.loads(body)
    return Graph(
        tuple(Entity(*row) for row in entities), tuple(Edge(*row) for row in edges), head["graph"]
    )


def _head(fingerprint: str, body: bytes) -> dict[str, str]:
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    return {"of": fingerprint, "version": __version__, "digest": digest}
