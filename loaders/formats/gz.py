"""Compressed files (gzip, bzip2, xz): a TAR in them, or one document."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from ...errors import UnreadableError
from ..members import Budget, Member
from . import tar

_BLOCK = 512
_BROKEN = (EOFError, OSError, lzma.LZMAError, zlib.error, ValueError)


def members(stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the members of the TAR inside, or the one document.

    Raises:
        UnreadableError: it is damaged or cut off.
        BombError: it unpacks to too much.
    """
    plain = _opened(stream)
    try:
        head = plain.read(_BLOCK)
        if head[257:262] == b"ustar":
            yield from tar.members(_Counted(head, plain, budget, name), name, budget)
        else:
            yield Member(PurePath(name).stem, head + budget.read(plain, name))
    except _BROKEN as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error


def _opened(stream: BinaryIO) -> Any:
    magic = stream.read(3)
    stream.seek(0)
    if magic == b"BZh":
        return bz2.open(stream)
    return gzip.open(stream) if magic.startswith(b"\x1f\x8b") else lzma.open(stream)


class _Counted(io.RawIOBase, BinaryIO):
    """A stream whose every byte counts: a member that is skipped must be unpacked too."""

    def __init__(self, head: bytes, rest: Any, budget: Budget, name: str) -> None:
        self._head = head
        self._rest = rest
        self._budget = budget
        self._name = name

    def read(self, size: int | None = -1, /) -> Any:
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        piece = self._rest.read(size)
        self._budget.take(len(piece), self._name)
        return piece
