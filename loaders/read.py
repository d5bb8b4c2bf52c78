"""Finds files and reads whatever holds a letter: documents, tables, archives, fetched pages."""

from __future__ import annotations

import dataclasses
import io
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ..errors import DataError, UnreadableError
from ..graph.model import Reading
from . import sniff
from .cache import PAGES, records
from .document import Document
from .formats import FORMATS, SUFFIXES
from .limits import MAX_DEPTH, MAX_DOCUMENT
from .members import BombError, Budget, Member, too_large
from .reading import read as read_letters
from .worker import Worker, parse

STDIN = "-"
INSIDE = "!/"
"""Stands between a file's name and that of a member, or the place of a row, in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; ``name`` is what reports and the ledger call it.

    ``charset`` is what the server called the encoding of a fetched page, if it did. ``named`` is
    true if the user named the file itself: only then a pipe is waited for.
    """

    name: str
    path: Path
    charset: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave: its letters, or why there are none.

    ``source`` is the document, in an archive or table a part of the file; ``format`` what it was
    taken for. ``whole`` is false if an error leaves open what else the file holds.
    """

    source: Source
    format: str
    letters: tuple[Reading, ...] = ()
    error: DataError | None = None
    whole: bool = True


def find(paths: Iterable[str | Path]) -> list[Source]:
    """Return the readable files among ``paths``, folders walked, in a stable order.

    A file named outright is taken whatever its suffix; in a folder only known suffixes are, and
    in the cache of `wenmai fetch` its pages. Links to folders are not followed. A folder that
    cannot be opened is returned like a file, so that reading it tells why.

    Raises:
        DataError: a path does not exist, or a folder holds no readable file.
    """
    found: dict[str, Source] = {}
    for raw in paths:
        path = Path(raw)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            reason = getattr(error, "strerror", None) or str(error)
            raise DataError(
                f"no such file or folder: {path}"
                if missing
                else f"{path} cannot be used: {reason}",
                "check the path",
            ) from error
        if not stat.S_ISDIR(mode):
            found.setdefault(path.as_posix(), Source(path.as_posix(), path, named=True))
            continue
        inside = list(_walk(path))
        if not inside:
            raise DataError(
                f"no readable file in {path}", f"readable are: {', '.join(sorted(SUFFIXES))}"
            )
        for source in inside:
            found.setdefault(source.name, source)
    return list(found.values())


def _walk(folder: Path) -> Iterator[Source]:
    closed: list[str] = []
    for directory, folders, files in os.walk(folder, onerror=lambda e: closed.append(e.filename)):
        if PAGES in files:
            folders.clear()
            yield from _cached(Path(directory))
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield Source(path.as_posix(), path)
    for name in closed:
        yield Source(Path(name).as_posix(), Path(name))


def _cached(folder: Path) -> Iterator[Source]:
    """Yield the pages of a cache by address, each as fetched last; lists of pages are left out."""
    pages = {page["address"]: page for page in records(folder)}
    for address, page in sorted(pages.items()):
        if page.get("letters", True):
            yield Source(address, folder / page["file"], page.get("charset"))


class Reader:
    """Reads sources. A context manager: it ends the process that parses for it.

    ``columns`` says which column of a table holds which field of a letter: see `tables`.
    """

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        """Start nothing yet."""
        self._columns = columns or {}
        self._worker = Worker()

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process that parses."""
        self._worker.close()

    def read(self, source: Source) -> Iterator[Outcome]:
        """Yield what each document in a file gave; a file that is one document gives one."""
        try:
            stream = _open(source)
        except OSError as error:
            reason = error.strerror or str(error)
            yield _failed(source, f"cannot be opened: {reason}", "check its permissions")
            return
        except UnreadableError as error:
            yield Outcome(source, _by_suffix(source.path.name), error=error, whole=False)
            return
        with stream:
            yield from self._read(stream, source, 0, Budget())

    def read_bytes(self, data: bytes, name: str) -> Iterator[Outcome]:
        """Yield what ``data``, called ``name``, gave: see `read`."""
        yield from self._read(io.BytesIO(data), Source(name, Path(name)), 0, Budget())

    def _read(
        self, stream: BinaryIO, source: Source, depth: int, budget: Budget, told: str = ""
    ) -> Iterator[Outcome]:
        """``told`` is the format to report for the body of a mail and the like."""
        name = source.name
        form = _by_suffix(source.path.name)
        try:
            if depth > MAX_DEPTH:
                raise UnreadableError(
                    f"{name} lies more than {MAX_DEPTH} archives deep", "unpack some of them"
                )
            form = sniff.kind(stream, name, source.path.suffix.lower())
            if FORMATS[form].gives == "members":
                for member in FORMATS[form].module(form).members(stream, name, budget):
                    yield from self._member(member, form, source, depth, budget)
            else:
                for document in self._documents(stream, form, source):
                    yield _letters(document, told or form, source)
        except UnreadableError as error:
            if isinstance(error, BombError) and depth:
                raise
            yield Outcome(source, told or form, error=error, whole=False)
        except (OSError, UnicodeError) as error:
            yield _failed(source, f"cannot be read: {error}", "get it again")

    def _member(
        self, member: Member, form: str, source: Source, depth: int, budget: Budget
    ) -> Iterator[Outcome]:
        inside = dataclasses.replace(source, charset=member.charset)
        if member.name:
            path = Path(member.name.rsplit("/", 1)[-1])
            inside = Source(f"{source.name}{INSIDE}{member.name}", path)
        if member.error:
            yield Outcome(inside, _by_suffix(member.name) if member.name else form,
                          error=member.error, whole=False)  # fmt: skip
        else:
            told = "" if member.name else form
            yield from self._read(io.BytesIO(member.data), inside, depth + 1, budget, told)

    def _documents(self, stream: BinaryIO, form: str, source: Source) -> Iterable[Document]:
        if FORMATS[form].gives == "rows" and not FORMATS[form].apart:
            return parse(form, stream, source.name, self._columns)
        data = stream.read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise too_large(source.name)
        if FORMATS[form].apart:
            return self._worker.parse(form, data, source.name, self._columns, source.charset)
        return parse(form, io.BytesIO(data), source.name, self._columns)


def _open(source: Source) -> BinaryIO:
    mode = source.path.stat().st_mode
    if stat.S_ISDIR(mode):
        os.listdir(source.path)  # raises the reason why it was not walked
    if stat.S_ISFIFO(mode) and source.named:
        with source.path.open("rb") as pipe:
            return io.BytesIO(pipe.read(MAX_DOCUMENT + 1))
    if not stat.S_ISREG(mode):
        # A device never ends, and a pipe in a folder has perhaps nobody at its other end.
        raise UnreadableError(f"{source.name} is no regular file", "pipe it: wenmai ingest -")
    return source.path.open("rb")


def _failed(source: Source, reason: str, hint: str) -> Outcome:
    error = UnreadableError(f"{source.name} {reason}", hint)
    return Outcome(source, _by_suffix(source.path.name), error=error, whole=False)


def _by_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return next((form for form, of in FORMATS.items() if suffix in of.suffixes), "other")


def _letters(document: Document, form: str, source: Source) -> Outcome:
    if document.name:
        stem = f"{source.path.stem}-{document.name.replace('/', '-')}"
        source = Source(f"{source.name}{INSIDE}{document.name}", Path(stem + source.path.suffix))
    try:
        found = read_letters(document.text, source.name)
    except UnreadableError as error:
        return Outcome(source, form, error=error)
    return Outcome(source, form, tuple(_placed(reading, document) for reading in found))


def _placed(reading: Reading, document: Document) -> Reading:
    """Return a reading with the places of its letter, and what the document says of it."""
    letter = reading.letter
    start = letter.anchors[0][1] if letter.anchors else 0
    here, there = letter.anchors[-1]
    end = there + len(letter.text) - here
    before = [place for place in document.places if place.offset <= start][-1:]
    within = [place for place in document.places if start < place.offset < end]
    return dataclasses.replace(
        reading,
        letter=dataclasses.replace(
            letter,
            places=(*before, *within),
            metadata=tuple(sorted(document.metadata.items())),
        ),
    )
