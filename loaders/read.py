"""Brings the text out of whatever holds a letter. Every format is one module in `formats/`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError, UnreadableError
from ..graph.model import Reading
from .formats import FORMATS
from .reading import read as read_letters

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; ``name`` is what reports and the ledger call it."""

    name: str
    path: Path


def find(paths: Iterable[str | Path]) -> list[Source]:
    """Return the readable files among ``paths``, folders walked, in a stable order.

    A file named outright is taken whatever its suffix; in a folder only known suffixes are.
    Links to folders are not followed.

    Raises:
        DataError: a path does not exist, or a folder holds no readable file.
    """
    found: dict[str, Source] = {}
    for raw in paths:
        path = Path(raw)
        if path.is_dir():
            inside = sorted(_walk(path))
            if not inside:
                raise DataError(
                    f"no readable file in {path}", f"readable are: {', '.join(sorted(FORMATS))}"
                )
            for file in inside:
                found.setdefault(file.as_posix(), Source(file.as_posix(), file))
        elif path.exists():
            found.setdefault(path.as_posix(), Source(path.as_posix(), path))
        else:
            raise DataError(f"no such file or folder: {path}", "check the path")
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(directory, name)
            if path.suffix.lower() in FORMATS and not name.startswith("."):
                yield path


def read(source: Source) -> list[Reading]:
    """Return the letters of one file.

    Raises:
        UnreadableError: the file cannot be opened, holds no text or no reply letter.
    """
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{source.name} cannot be opened: {error.strerror or error}", "check its permissions"
        ) from error
    return read_bytes(data, source.name, source.path.suffix.lower())


def read_bytes(data: bytes, name: str, suffix: str = ".txt") -> list[Reading]:
    """Return the letters that ``data`` holds, read as the format of ``suffix`` (.txt if unknown).

    Raises:
        UnreadableError: see `read`.
    """
    to_text = FORMATS.get(suffix, FORMATS[".txt"])
    return read_letters(to_text(data, name), name)
