"""The cache of fetched pages: a folder that `fetch` fills and `read` reads.

It has `pages.jsonl`, one line a page as it was fetched (address, time, hash, and the file beside
it that has the content); lines are only added, and of several for one address the last counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..errors import DataError
from .formats import SUFFIXES

PAGES = "pages.jsonl"
"""The list of pages, which makes a folder a cache."""


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of the cache ``folder`` whose file is there, in the order of fetching."""
    with Path(folder, PAGES).open("rb") as lines:
        for line in lines:
            try:
                page = json.loads(line)
                file = Path(folder, str(page["file"]))
                if isinstance(page["address"], str) and file.parent == folder and file.is_file():
                    yield page
            except (ValueError, KeyError, TypeError):
                continue  # cut off when the machine stopped: the page is fetched again


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched; ``address`` is where it was in the end, ``media`` its type."""

    address: str
    data: bytes
    charset: str | None
    media: str


class Cache:
    """The folder of fetched pages.

    Raises:
        DataError: it cannot be made, read or written.
    """

    def __init__(self, folder: Path) -> None:
        """Open ``folder``, made if it is missing."""
        self.folder = folder
        self._index = folder / PAGES
        self._known: dict[str, dict[str, Any]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._index.open("ab+") as stream:
                stream.seek(max(0, stream.tell() - 1))
                if stream.read(1) not in (b"", b"\n"):
                    stream.write(b"\n")  # after a line that was cut off
            self._known = {page["address"]: page for page in records(folder)}
        except OSError as error:
            raise DataError(f"the cache {folder} cannot be used: {error.strerror}") from error

    def __contains__(self, address: str) -> bool:
        """Tell whether a page was fetched before."""
        return address in self._known

    def content(self, address: str) -> bytes:
        """Return the content of a page that was fetched before.

        Raises:
            DataError: it cannot be read.
        """
        file = self.folder / str(self._known[address]["file"])
        try:
            return file.read_bytes()
        except OSError as error:
            raise DataError(f"{file} cannot be read: {error.strerror}") from error

    def add(self, address: str, page: Page, *, letters: bool) -> None:
        """Keep a page; ``letters`` is false for a list of pages, which `ingest` leaves out."""
        digest = hashlib.blake2b(page.data, digest_size=16).hexdigest()
        suffix = PurePosixPath(urlsplit(page.address).path).suffix.lower()
        file = digest + (suffix if suffix in SUFFIXES else ".html" if "html" in page.media else "")
        record: dict[str, Any] = {
            "address": address,
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "hash": digest,
            "file": file,
            "bytes": len(page.data),
            "media": page.media,
            "charset": page.charset,
            "letters": letters,
        }
        if page.address != address:
            record["final"] = page.address
        try:
            # The content first, whole, then the line that tells of it.
            partial = self.folder / f".{file}.{os.getpid()}"
            partial.write_bytes(page.data)
            partial.replace(self.folder / file)
            with self._index.open("ab") as stream:
                stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            raise DataError(
                f"the cache {self.folder} cannot be written: {error.strerror}"
            ) from error
        self._known[address] = record
