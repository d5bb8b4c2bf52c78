"""The ledger: one SQLite file with every letter, mention, statement and decision.

It is the only copy that matters; all else is derived from it. What was read from a source is
kept whole and in its own wording. The same text read from two sources is one letter: its reading
is then that of the first source in order, so the order of adding never shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from sqlite3 import Connection, complete_statement
from types import TracebackType
from typing import Any, Literal, Self

from ..errors import DataError
from . import sqlite
from .check import check
from .model import Header, Letter, Mention, ProposalRef, Reading, Statement

VERSION = 1
"""Of the tables; a file with a greater one was written by a later wenmai."""

Added = Literal["added", "changed", "unchanged"]
Kind = Literal["same", "different", "unsure"]

_HEADER = tuple(field.name for field in fields(Header))
_MENTION = tuple(field.name for field in fields(Mention))
_STATEMENT = tuple(field.name for field in fields(Statement))
_LISTS = ("proposals", "proposers", "co_departments")
_LETTER = ("source", "part", "id", "text", "text_hash", "anchors", *_HEADER)


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """What a ledger holds. ``letters`` are different texts, ``sources`` where they were read."""

    letters: int
    sources: int
    mentions: int
    statements: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement on whether two mentions or entities (by id) are the same; never changed later.

    ``time`` is ISO; ``decider`` a rule's or a person's name, ``rule_version`` None for a person.
    """

    time: str
    kind: Kind
    left: str
    right: str
    decider: str
    rule_version: str | None = None
    note: str = ""


class Ledger:
    """The ledger in the file ``path``, open for writing; made if it is missing.

    A context manager. One process writes at a time (another waits five seconds, then gives up),
    any number read; each letter is one transaction. Every method may raise DataError when the
    file is locked, damaged or no ledger.
    """

    def __init__(self, path: Path | str) -> None:
        """Open ``path``, see the class."""
        self._connect(Path(path), writable=True)

    @classmethod
    def open(cls, path: Path | str, *, create: bool) -> Self:
        """Return the ledger in ``path``: with ``create`` for writing, otherwise to read only.

        Raises:
            DataError: the file is missing and ``create`` is false, or see the class.
        """
        if create:
            return cls(path)
        ledger = cls.__new__(cls)
        ledger._connect(Path(path), writable=False)
        return ledger

    def _connect(self, path: Path, *, writable: bool) -> None:
        self.path = path
        if not writable and not path.is_file():
            raise DataError(f"no ledger at {path}", "make one with: wenmai ingest PATH")
        self._db = sqlite.connect(path, writable=writable)
        try:
            with self._guarded():
                self._prepare(writable)
        except DataError:
            self._db.close()
            raise

    def _prepare(self, writable: bool) -> None:
        db = self._db
        db.execute("PRAGMA foreign_keys = ON")
        # Ask for the tables first: a file that is no ledger must not be touched.
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
        if writable and not known:
            db.execute("PRAGMA journal_mode = WAL")
            with sqlite.transaction(db):
                # Another process may have made the tables while this one waited.
                if not db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
                    _create(db)
        elif not known >= {"meta", "letters"}:
            raise DataError(f"{self.path} is not a wenmai ledger", "choose another data directory")
        db.execute("PRAGMA synchronous = NORMAL")
        version = int(self._meta("version"))
        if version > VERSION:
            raise DataError(
                f"{self.path} was written by a later wenmai (tables {version}, here {VERSION})",
                "upgrade wenmai, or choose another data directory",
            )

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    # Writing

    def add(self, reading: Reading) -> Added:
        """Store what was read from one part of a source, in place of what it gave before.

        Raises:
            DataError: the reading contradicts itself or the vocabulary (nothing is stored).
        """
        check(reading)
        digest = _digest(reading)
        letter = reading.letter
        with self._guarded(), sqlite.transaction(self._db):
            old = self._db.execute(
                "SELECT key, digest FROM letters WHERE source = ? AND part = ?",
                (letter.source, letter.part),
            ).fetchone()
            if old and old[1] == digest:
                return "unchanged"
            if old:
                self._remove(*old)
            self._insert(reading, digest)
        return "changed" if old else "added"

    def retire(self, source: str, keep_parts: Collection[int] = ()) -> int:
        """Remove the parts of ``source`` that are not in ``keep_parts``; return how many."""
        with self._guarded(), sqlite.transaction(self._db):
            rows = self._db.execute(
                "SELECT key, digest, part FROM letters WHERE source = ?", (source,)
            ).fetchall()
            gone = [(key, digest) for key, digest, part in rows if part not in keep_parts]
            for key, digest in gone:
                self._remove(key, digest)
        return len(gone)

    def decide(self, decision: Decision) -> None:
        """Append a decision."""
        row = _row(decision)
        with self._guarded(), sqlite.transaction(self._db):
            self._db.execute(f"INSERT INTO decisions VALUES (NULL{', ?' * len(row)})", row)
            self._turn(int(_hash(row), 16))

    # Reading

    @property
    def revision(self) -> str:
        """32 hexadecimal digits that are equal exactly when the content is."""
        with self._guarded():
            return self._meta("revision")

    def counts(self) -> LedgerCounts:
        """Count letters, sources, mentions, statements and decisions."""
        with self._guarded():
            row = self._db.execute(
                "SELECT (SELECT COUNT(*) FROM replies), (SELECT COUNT(*) FROM sources),"
                " (SELECT COUNT(*) FROM mentions JOIN replies ON letter = key),"
                " (SELECT COUNT(*) FROM statements JOIN replies ON letter = key),"
                " (SELECT COUNT(*) FROM decisions)"
            ).fetchone()
        return LedgerCounts(*row)

    def letters(self) -> Iterator[Letter]:
        """Yield every letter once, in the order of ids."""
        for _, letter in self._select("ORDER BY id"):
            yield letter

    def readings(self) -> Iterator[Reading]:
        """Yield every letter once with its mentions and statements, in the order of ids."""
        for key, letter in self._select("ORDER BY id"):
            yield self._complete(key, letter)

    def reading(self, reply: str) -> Reading:
        """Return the letter with the id ``reply`` and what was read from it.

        Raises:
            DataError: there is none.
        """
        for key, letter in self._select("WHERE id = ?", reply):
            return self._complete(key, letter)
        raise DataError(f"no letter {reply} in {self.path}")

    def sources(self, reply: str) -> list[tuple[str, int]]:
        """Return where the letter ``reply`` was read: pairs of source and part, sorted."""
        with self._guarded():
            return self._db.execute(
                "SELECT source, part FROM sources WHERE reply = ? ORDER BY source, part", (reply,)
            ).fetchall()

    def decisions(self) -> list[Decision]:
        """Return all decisions, the oldest first."""
        with self._guarded():
            rows = self._db.execute("SELECT * FROM decisions ORDER BY id").fetchall()
        return [Decision(*row[1:]) for row in rows]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within this context all reading sees one state, whatever another process writes."""
        with self._guarded(), sqlite.transaction(self._db, "DEFERRED"):
            self._meta("version")  # SQLite takes the snapshot at the first read
            yield

    # Inside

    def _guarded(self) -> AbstractContextManager[None]:
        return sqlite.guarded(self.path)

    def _meta(self, key: str) -> str:
        (value,) = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(value)

    def _turn(self, amount: int) -> None:
        # A sum of digests does not depend on the order, and removing takes away what adding gave.
        revision = (int(self._meta("revision"), 16) + amount) % (1 << 128)
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (f"{revision:032x}",))

    def _remove(self, key: int, digest: str) -> None:
        self._db.execute("DELETE FROM statements WHERE letter = ?", (key,))
        self._db.execute("DELETE FROM letters WHERE key = ?", (key,))
        self._turn(-int(digest, 16))

    def _insert(self, reading: Reading, digest: str) -> None:
        letter = reading.letter
        header = {name: getattr(letter.header, name) for name in _HEADER}
        for name in _LISTS:
            header[name] = _json(header[name])
        row = {
            "source": letter.source,
            "part": letter.part,
            "id": letter.id,
            "text": letter.text,
            "text_hash": letter.text_hash,
            "anchors": _json(letter.anchors),
            "digest": digest,
            **header,
        }
        cursor = self._db.execute(
            f"INSERT INTO letters ({_listed(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        key = cursor.lastrowid
        for table, names, items in (
            ("mentions", _MENTION, reading.mentions),
            ("statements", _STATEMENT, reading.statements),
        ):
            self._db.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * (len(names) + 2))})",
                [(key, position, *_row(item)) for position, item in enumerate(items)],
            )
        self._turn(int(digest, 16))

    def _select(self, condition: str, *values: str) -> Iterator[tuple[int, Letter]]:
        with self._guarded():
            query = f"SELECT key, {_listed(_LETTER)} FROM replies {condition}"
            for row in self._db.execute(query, values):
                yield row[0], _letter(dict(zip(_LETTER, row[1:], strict=True)))

    def _complete(self, key: int, letter: Letter) -> Reading:
        with self._guarded():
            mentions, statements = (
                self._db.execute(
                    f"SELECT {_listed(names)} FROM {table} WHERE letter = ? ORDER BY position",
                    (key,),
                ).fetchall()
                for table, names in (("mentions", _MENTION), ("statements", _STATEMENT))
            )
        return Reading(
            letter,
            tuple(Mention(*row) for row in mentions),
            tuple(Statement(*[*row[:-1], bool(row[-1])]) for row in statements),
        )


def _create(db: Connection) -> None:
    command = ""
    # Not `executescript`, which would end the transaction.
    for line in resources.files(__package__).joinpath("ledger.sql").read_text("utf-8").splitlines():
        command += line + "\n"
        if complete_statement(command):
            db.execute(command)
            command = ""
    db.executemany(
        "INSERT INTO meta VALUES (?, ?)", [("version", str(VERSION)), ("revision", f"{0:032x}")]
    )


def _letter(row: dict[str, Any]) -> Letter:
    header = {name: row[name] for name in _HEADER}
    for name in _LISTS:
        header[name] = tuple(json.loads(header[name]))
    header["proposals"] = tuple(ProposalRef(*ref) for ref in header["proposals"])
    return Letter(
        id=row["id"],
        text=row["text"],
        text_hash=row["text_hash"],
        source=row["source"],
        part=row["part"],
        header=Header(**header),
        anchors=tuple((here, there) for here, there in json.loads(row["anchors"])),
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _row(item: object) -> tuple[Any, ...]:
    """Return the values of a dataclass in order (`astuple` would copy each of them)."""
    return tuple(getattr(item, name) for name in item.__slots__)  # type: ignore[attr-defined]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_row)


def _hash(value: object) -> str:
    text = json.dumps(value, default=_row)
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()


def _digest(reading: Reading) -> str:
    letter = reading.letter
    return _hash(
        [
            letter.source,
            letter.part,
            letter.text_hash,
            letter.anchors,
            letter.header,
            reading.mentions,
            reading.statements,
        ]
    )
