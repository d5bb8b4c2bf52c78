"""ZIP archives, also with file names in GBK. Nothing is written to the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from ...errors import UnreadableError
from ..limits import MAX_DOCUMENT, MAX_MEMBERS
from ..members import BombError, Budget, Member, label, too_large, wanted
from . import SUFFIXES
from .packed import BROKEN

_UTF8 = 0x800
_ENCRYPTED = 0x1


def members(stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of known suffixes, in the order of the archive.

    Raises:
        UnreadableError: it is damaged as a whole, or has too many members.
        BombError: it unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise UnreadableError(f"{name} has {len(infos)} members", "unpack it, and give the folder")
    for info in infos:
        # Without the flag the name is of an unknown code page, which Python reads as 437.
        raw = info.filename if info.flag_bits & _UTF8 else info.filename.encode("cp437", "replace")
        inside = label(raw)
        if info.is_dir() or not wanted(inside, SUFFIXES):
            continue
        try:
            yield Member(inside, _read(archive, info, inside, budget))
        except BombError:
            raise
        except UnreadableError as error:
            yield Member(inside, error=error)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError(f"{name} is encrypted", "unpack it with its password")
    if info.file_size > MAX_DOCUMENT:
        raise too_large(name)
    try:
        with archive.open(info) as stream:
            return budget.read(stream, name)
    except (*BROKEN, RuntimeError) as error:
        raise UnreadableError(f"{name} is damaged", "get the archive again") from error
