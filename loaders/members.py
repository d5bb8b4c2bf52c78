"""What archives and mails give: their members, read one by one within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from ..errors import UnreadableError
from .limits import MAX_DOCUMENT, MAX_UNPACKED, MIB

_CHUNK = MIB


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, with its content or the reason why there is none.

    The name "" stands for the archive itself, as the body of a mail does. ``charset`` is what the
    archive calls its encoding, if it does.
    """

    name: str
    data: bytes = b""
    error: UnreadableError | None = None
    charset: str | None = None


class Budget:
    """How many bytes one file may still unpack to, its archives in archives together."""

    def __init__(self, left: int | None = None) -> None:
        """Start with ``left`` bytes, else with MAX_UNPACKED."""
        self._left = MAX_UNPACKED if left is None else left

    def read(self, stream: IO[bytes], name: str) -> bytes:
        """Return all of ``stream``, called ``name``.

        Raises:
            UnreadableError: it is larger than a document may be.
            BombError: the budget is used up.
        """
        pieces = []
        size = 0
        while piece := stream.read(_CHUNK):
            size += len(piece)
            self.take(len(piece), name)
            if size > MAX_DOCUMENT:
                raise too_large(name)
            pieces.append(piece)
        return b"".join(pieces)

    def take(self, size: int, name: str) -> None:
        """Count ``size`` bytes.

        Raises:
            BombError: the budget is used up.
        """
        self._left -= size
        if self._left < 0:
            raise BombError(
                f"{name} unpacks to more than {MAX_UNPACKED // MIB} MiB",
                "do not trust it, or unpack it yourself",
            )


class BombError(UnreadableError):
    """An archive unpacks to more than is read: nothing more of the whole file is."""


def too_large(name: str) -> UnreadableError:
    """Return the error for a file larger than is held in memory."""
    return UnreadableError(
        f"{name} is larger than {MAX_DOCUMENT // MIB} MiB",
        "no letter is: split it, or leave it out",
    )


def label(raw: bytes | str) -> str:
    """Return the name of a member as it is shown: decoded, with plain slashes, never leading out.

    Bytes are UTF-8 or else GBK, in which Chinese programs write them.
    """
    parts = re.split(r"[/\\]+", _decoded(raw).replace("\0", ""))
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _decoded(raw: bytes | str) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def wanted(name: str, suffixes: frozenset[str]) -> bool:
    """Tell whether a member of this name is looked at: a known suffix, no lock file, not hidden."""
    last = name.rsplit("/", 1)[-1]
    hidden = last.startswith((".", "~$")) or name.startswith("__MACOSX/")
    return not hidden and "." in last and last[last.rfind(".") :].lower() in suffixes
