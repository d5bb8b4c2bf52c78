"""TAR archives. Links and devices in them are not followed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from ...errors import UnreadableError
from ..limits import MAX_DOCUMENT, MAX_MEMBERS
from ..members import BombError, Budget, Member, label, too_large, wanted
from . import SUFFIXES


def members(stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of known suffixes, in the order of the archive.

    Raises:
        UnreadableError: it is damaged or cut off, or has too many members.
        BombError: it unpacks to too much.
    """
    count = 0
    try:
        # As a stream: members are read in order, and a compressed one only once.
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for info in archive:
                count += 1
                if count > MAX_MEMBERS:
                    raise UnreadableError(
                        f"{name} has more than {MAX_MEMBERS} members", "unpack it"
                    )
                inside = label(info.name.encode("utf-8", "surrogateescape"))
                if not info.isreg() or not wanted(inside, SUFFIXES):
                    continue
                yield _member(archive, info, inside, budget)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, budget: Budget) -> Member:
    stream = archive.extractfile(info)
    if stream is None or info.size > MAX_DOCUMENT:
        return Member(name, error=too_large(name))
    try:
        return Member(name, budget.read(stream, name))
    except BombError:
        raise
    except UnreadableError as error:
        return Member(name, error=error)
