"""Files of the graph in other formats. Each module here is one format, named like its module.

A format module has ``SUFFIX`` (``.ttl``), ``MEDIA_TYPE`` and ``write(graph, stream, data_base)``,
which streams the graph as bytes, always the same bytes for the same graph. To add a format, add a
module.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from ...errors import UsageError
from ..graph import Graph

STDOUT = "-"


class Format(Protocol):
    """What a module in this package provides."""

    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, graph: Graph, stream: BinaryIO, data_base: str | None = None) -> None:
        """Write ``graph`` to ``stream``; IRIs, where the format has any, below ``data_base``."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def format_named(name: str) -> Format:
    """Return the format called ``name``.

    Raises:
        UsageError: there is none.
    """
    if name not in formats():
        raise UsageError(f"no export format {name!r}", "formats: " + ", ".join(formats()))
    return cast(Format, importlib.import_module(f".{name}", __package__))


def export(
    graph: Graph, format_name: str, output: str | Path, data_base: str | None = None
) -> None:
    """Write ``graph`` to the file ``output``, or to standard output if that is ``-``.

    Raises:
        UsageError: the format is unknown, the data base is not an IRI, or the file cannot be
            written. The file is then as it was before.
    """
    chosen = format_named(format_name)
    with write_atomically(output) as stream:
        chosen.write(graph, stream, data_base)


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
        with path.open("wb") as stream:
            yield stream
    else:
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as stream:
                yield stream
            part.replace(path)
        except OSError as error:
            hint = "name a file in a folder that exists and can be written to"
            raise UsageError(f"cannot write {path}: {error.strerror or error}", hint) from error
        finally:
            part.unlink(missing_ok=True)
