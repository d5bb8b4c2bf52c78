"""SQLite as the ledger uses it: connections, transactions, and errors a user can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from ..errors import DataError

_EXPLANATIONS = {
    "SQLITE_BUSY": ("is in use by another process", "wait until it has ended, then try again"),
    "SQLITE_LOCKED": ("is in use by another process", "wait until it has ended, then try again"),
    "SQLITE_NOTADB": ("is not a wenmai ledger", "choose another data directory"),
    "SQLITE_CORRUPT": ("is damaged", "put it aside and ingest the letters again"),
    "SQLITE_READONLY": ("cannot be written", "check who may write to the file and its folder"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check who may read the file and its folder"),
    "SQLITE_FULL": ("cannot grow: the disk is full", "make room, then try again"),
}


def _explained(error: sqlite3.Error, path: Path) -> DataError:
    name = getattr(error, "sqlite_errorname", "")
    for prefix, (what, hint) in _EXPLANATIONS.items():
        if name.startswith(prefix):
            return DataError(f"the ledger {path} {what}", hint)
    return DataError(f"the ledger {path} cannot be used: {error}")


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Return a connection to the file ``path``; ``writable`` makes it and its folder if missing.

    Transactions are left to `transaction`; a locked file is waited for five seconds. To read, the
    folder may be read-only, too.

    Raises:
        DataError: it cannot be opened.
    """
    if writable:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror
            raise DataError(f"cannot make the folder {path.parent}: {reason}") from error
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"
    log = path.with_name(f"{path.name}-wal")
    may_write = os.access(path.parent, os.W_OK, effective_ids=True)
    if not writable and not may_write and not log.exists():
        # SQLite reads a file with a log by way of a file beside it, which it cannot make here.
        # Without a log nobody is writing, and the file alone is the whole.
        uri += "&immutable=1"
    with guarded(path):
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file ``path`` into DataError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error, path) from error


@contextmanager
def transaction(
    db: sqlite3.Connection, kind: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE"
) -> Iterator[None]:
    """All or nothing: commit at the end, roll back when anything is raised."""
    db.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back when the disk is full
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
