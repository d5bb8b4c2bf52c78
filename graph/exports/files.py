"""Files and folders that appear under their name only when they are whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from ...errors import UsageError

STDOUT = "-"
_HINT = "name a place in a folder that exists and can be written to"


@contextlib.contextmanager
def write_atomically(output: str | Path) -> Iterator[BinaryIO]:
    """Give a binary stream whose content becomes the file ``output`` when the block ends well.

    If the block raises, nothing is left behind and a file that was there stays. ``-`` is standard
    output; a device or a pipe is written to directly.

    Raises:
        UsageError: the file cannot be written.
    """
    path = Path(output)
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder", "name a file inside it")
    if str(output) == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file():
        with _explained(path), path.open("wb") as stream:
            yield stream
    else:
        part = _beside(path, "part")
        try:
            with _explained(path):
                with part.open("wb") as stream:
                    yield stream
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def folder_atomically(output: str | Path) -> Iterator[Path]:
    """Give an empty folder that becomes the folder ``output`` when the block ends well.

    If the block raises, nothing is left behind. A folder that was there is replaced, but only if
    every file in it is one of the new ones: nothing else may be lost.

    Raises:
        UsageError: the folder cannot be written, or it holds other files.
    """
    path = Path(output).absolute()
    if path.exists() and not path.is_dir():
        raise UsageError(f"cannot write {path}: it is a file", "name a folder")
    part, old = _beside(path, "part"), _beside(path, "old")
    try:
        with _explained(path):
            part.mkdir()
            yield part
            if path.exists():
                others = sorted(_inside(path) - _inside(part))
                if others:
                    raise UsageError(
                        f"cannot write {path}: it holds other files, such as {others[0]}",
                        "name a new folder",
                    )
                path.replace(old)
            part.replace(path)
    finally:
        for folder in (part, old):
            shutil.rmtree(folder, ignore_errors=True)


class Watched:
    """A stream to write to that tells ``on_bytes`` how much went through it."""

    def __init__(self, stream: BinaryIO, on_bytes: Callable[[int], None]) -> None:
        """Write to ``stream``."""
        self._stream = stream
        self._on_bytes = on_bytes
        self._written = 0

    def write(self, data: bytes) -> int:
        """Write ``data`` and tell how much that makes."""
        self._stream.write(data)
        self._written += len(data)
        self._on_bytes(self._written)
        return len(data)

    def flush(self) -> None:
        """Pass on what is buffered."""
        self._stream.flush()

    @property
    def closed(self) -> bool:
        """Whether nothing can be written any more; pyarrow asks."""
        return self._stream.closed


class Folder:
    """A folder to write files into that tells ``on_bytes`` how much there is of all of them."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None]) -> None:
        """Write into the folder ``path``, which is there."""
        self.path = path
        self._on_bytes = on_bytes
        self._written = 0

    def hearer(self) -> Callable[[int], None]:
        """Return what hears how much of one more file is written."""
        before = self._written

        def hear(written: int) -> None:
            self._written = before + written
            self._on_bytes(self._written)

        return hear

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Give a stream that becomes the file ``name``."""
        with (self.path / name).open("wb") as stream:
            yield cast(BinaryIO, Watched(stream, self.hearer()))


def _inside(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{what}")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}", _HINT) from error
