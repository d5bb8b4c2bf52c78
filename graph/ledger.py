"""The ledger: one SQLite file with every letter, mention, statement and decision.

It is the only copy that matters; all else is derived from it. What was read from a source is
kept whole and in its own wording. The same letter read from two sources (`copies`) is one Reply,
told by its latest issue, and an equal text is read as its first source in order gave it: the order
of adding never shows. What a source gave before stays in the history.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from sqlite3 import Connection, complete_statement
from types import TracebackType
from typing import Any, Literal, Self

from ..errors import DataError
from . import copies, ids, sqlite
from .check import check
from .decisions import Decision
from .model import Header, Letter, Mention, Place, ProposalRef, Reading, Statement

VERSION = 2
"""Of the tables; a file with a greater one was written by a later wenmai."""

Added = Literal["added", "changed", "unchanged"]

_HEADER = tuple(field.name for field in fields(Header))
_MENTION = tuple(field.name for field in fields(Mention))
_STATEMENT = tuple(field.name for field in fields(Statement))
_LISTS = ("proposals", "proposers", "co_departments")
_LETTER = ("source", "part", "id", "text", "text_hash", "anchors", "places", "metadata", *_HEADER)


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """What a ledger holds. ``letters`` are different ones, ``sources`` where they were read."""

    letters: int
    sources: int
    mentions: int
    statements: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a letter: ``letter`` is its own id, ``replaced`` the ISO time at which its source
    ceased to give it, None if it still does.
    """

    letter: str
    source: str
    part: int
    title: str | None
    date: str | None
    replaced: str | None = None


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
        if version < VERSION:
            raise DataError(
                f"{self.path} was written by an earlier wenmai (tables {version}, here {VERSION})",
                "put it aside and ingest the letters again",
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
                "SELECT key, digest, text_hash FROM letters WHERE source = ? AND part = ?",
                (letter.source, letter.part),
            ).fetchone()
            if old and old[1] == digest:
                return "unchanged"
            if old:
                self._remove(*old[:2], keep=old[2] != letter.text_hash)
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

    def retire_inside(self, prefix: str, keep: Collection[str] = ()) -> int:
        """Remove the sources whose names begin with ``prefix``, without those in ``keep``.

        Returns how many letters that were.
        """
        with self._guarded():
            names = self._db.execute(
                "SELECT DISTINCT source FROM letters WHERE substr(source, 1, ?) = ? AND source > ?",
                (len(prefix), prefix, prefix),
            ).fetchall()
        return sum(self.retire(name) for (name,) in names if name not in keep)

    def decide(self, decision: Decision) -> None:
        """Append a decision."""
        self.decide_all([decision])

    def decide_all(self, decisions: Iterable[Decision]) -> int:
        """Append decisions, all or none, without those that are here already; return how many."""
        added = 0
        with self._guarded(), sqlite.transaction(self._db):
            known = {decision.id for decision in self._decisions()}
            for decision in decisions:
                if decision.id in known:
                    continue
                known.add(decision.id)
                row = _row(decision)
                self._db.execute(f"INSERT INTO decisions VALUES (NULL{', ?' * len(row)})", row)
                self._turn(int(_hash(row), 16))
                added += 1
        return added

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

    def readings_of(self, reply: str) -> Iterator[Reading]:
        """Yield what each source of the letter ``reply`` gave, in the order of sources."""
        for key, letter in self._select(
            "WHERE reply = ? ORDER BY source, part", reply, of="letters"
        ):
            yield self._complete(key, letter)

    def sources(self, reply: str) -> list[tuple[str, int]]:
        """Return where the letter ``reply`` was read: pairs of source and part, sorted."""
        with self._guarded():
            return self._db.execute(
                "SELECT source, part FROM sources WHERE reply = ? ORDER BY source, part", (reply,)
            ).fetchall()

    def issue(self, wanted: str) -> tuple[Letter, str] | None:
        """Return one text of a letter and the id of its Reply, None if there is none.

        ``wanted`` is the id of a text that a source gives or gave, or the name of a source. Of a
        text from the history only title, date and text are known.
        """
        with self._guarded():
            row = self._db.execute(
                f"SELECT reply, {_listed(_LETTER)} FROM letters WHERE id = ?1 OR source = ?1"
                " ORDER BY source, part LIMIT 1",
                (wanted,),
            ).fetchone()
            if row:
                return _letter(dict(zip(_LETTER, row[1:], strict=True))), row[0]
            row = self._db.execute(
                "SELECT reply, letter, history.text, source, part, history.title, history.date"
                " FROM history JOIN letters USING (source, part) WHERE letter = ?"
                " ORDER BY history.id DESC LIMIT 1",
                (wanted,),
            ).fetchone()
        if not row:
            return None
        reply, letter, text, source, part, title, date = row
        header = Header(title=title, date=date)
        return Letter(letter, text, ids.text_hash(text), source, part, header), reply

    def versions(self, reply: str) -> list[Version]:
        """Return all texts of the letter ``reply``: what its sources give, then what they gave."""
        with self._guarded():
            held = self._db.execute(
                "SELECT id, source, part, title, date FROM letters WHERE reply = ?"
                " ORDER BY id <> reply, source, part",
                (reply,),
            ).fetchall()
            past = self._db.execute(
                "SELECT letter, source, part, history.title, history.date, time"
                " FROM history JOIN letters USING (source, part) WHERE reply = ?"
                " ORDER BY history.id DESC",
                (reply,),
            ).fetchall()
        return [Version(*row) for row in (*held, *past)]

    def decisions(self) -> list[Decision]:
        """Return all decisions, the oldest first."""
        with self._guarded():
            return self._decisions()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within this context all reading sees one state, whatever another process writes.

        A snapshot taken within one is the same.
        """
        if self._db.in_transaction:
            yield
            return
        with self._guarded(), sqlite.transaction(self._db, "DEFERRED"):
            self._meta("version")  # SQLite takes the snapshot at the first read
            yield

    # Inside

    def _decisions(self) -> list[Decision]:
        rows = self._db.execute("SELECT * FROM decisions ORDER BY id").fetchall()
        return [Decision(*row[1:]) for row in rows]

    def _guarded(self) -> AbstractContextManager[None]:
        return sqlite.guarded(self.path)

    def _meta(self, key: str) -> str:
        (value,) = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(value)

    def _turn(self, amount: int) -> None:
        # A sum of digests does not depend on the order, and removing takes away what adding gave.
        revision = (int(self._meta("revision"), 16) + amount) % (1 << 128)
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (f"{revision:032x}",))

    def _remove(self, key: int, digest: str, *, keep: bool = True) -> None:
        """Remove what a source gave; ``keep`` its text in the history."""
        if keep:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._db.execute(
                "INSERT INTO history SELECT NULL, ?, source, part, id, title, date, text"
                " FROM letters WHERE key = ?",
                (now, key),
            )
        (block,) = self._db.execute("SELECT block FROM letters WHERE key = ?", (key,)).fetchone()
        self._db.execute("DELETE FROM statements WHERE letter = ?", (key,))
        self._db.execute("DELETE FROM letters WHERE key = ?", (key,))
        self._turn(-int(digest, 16))
        self._group(block)

    def _group(self, block: str | None) -> None:
        """Tell anew which of the texts that share ``block`` are one letter."""
        if block is None:
            return
        rows = self._db.execute(
            "SELECT id, text, source, part, date, metadata, title FROM letters WHERE block = ?",
            (block,),
        ).fetchall()
        issues = [
            copies.Issue(
                id_, text, (source, part), date or "", dict(json.loads(said)).get("published", ""),
                title or "",
            )
            for id_, text, source, part, date, said, title in rows
        ]  # fmt: skip
        self._db.executemany(
            "UPDATE letters SET reply = ?2 WHERE id = ?1 AND reply <> ?2",
            list(copies.grouped(issues).items()),
        )

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
            "places": _json(letter.places),
            "metadata": _json(letter.metadata),
            "block": copies.block(letter.header),
            "reply": letter.id,
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
        self._group(row["block"])

    def _select(
        self, condition: str, *values: str, of: str = "replies"
    ) -> Iterator[tuple[int, Letter]]:
        with self._guarded():
            query = f"SELECT key, {_listed(_LETTER)} FROM {of} {condition}"
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
        places=tuple(Place(*place) for place in json.loads(row["places"])),
        metadata=tuple((key, value) for key, value in json.loads(row["metadata"])),
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
            letter.places,
            letter.metadata,
            letter.header,
            reading.mentions,
            reading.statements,
        ]
    )
