"""Files of the graph in other formats. Each module here is one format, named like its module.

A module for one file has ``SUFFIX`` (``.ttl``), ``MEDIA_TYPE`` and `FileFormat.write`, one for
several files `FolderFormat.write_folder`. ``TAKES`` names the `Options` that it heeds. The same
graph always gives the same bytes. To add a format, add a module.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Protocol, cast

from pyoxigraph import Quad

from ...errors import UsageError
from ..graph import Graph
from ..rdf import PLAIN, Evidence, checked_base, named_quads, quads
from .files import STDOUT, Folder, Watched, folder_atomically, write_atomically

__all__ = ["Options", "export", "format_named", "formats", "is_folder", "write_atomically"]

GZIP = ".gz"
_FLAGS = {
    "data_base": "--base",
    "evidence": "--rdf12 and --evidence",
    "letters": "--letters",
    "licence": "--licence",
}
_NOT_FORMATS = {"files", "markup", "tables"}


@dataclass(frozen=True, slots=True)
class Options:
    """What can be asked of a format beside the graph itself.

    ``data_base`` starts the IRIs (that of schema.yml if None); ``evidence`` is how statements are
    written; ``letters`` gives triples that the graph does not hold, for a base (`graph.records`);
    ``licence`` is the IRI under which the data may be used.
    """

    data_base: str | None = None
    evidence: Evidence = PLAIN
    letters: Callable[[str | None], Iterable[Quad]] | None = None
    licence: str | None = None

    def quads(self, graph: Graph) -> Iterator[Quad]:
        """Yield the triples of ``graph``, all in the default graph. Raises what `quads` raises."""
        yield from quads(graph, self.data_base, self.evidence)
        yield from self.further()

    def named_quads(self, graph: Graph) -> Iterator[Quad]:
        """Yield the triples of ``graph`` by letter. Raises what `named_quads` raises."""
        yield from named_quads(graph, self.data_base, self.evidence)
        yield from self.further()

    def further(self) -> Iterable[Quad]:
        """Return the triples that stand beside the graph: its letters, if asked for."""
        return self.letters(self.data_base) if self.letters else ()


DEFAULTS = Options()
RDF = frozenset({"data_base", "evidence", "letters"})
"""The options that every RDF format takes."""


class FileFormat(Protocol):
    """What a module for one file provides."""

    SUFFIX: str
    MEDIA_TYPE: str
    TAKES: frozenset[str]

    def write(self, graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
        """Write ``graph`` to ``stream``."""


class FolderFormat(Protocol):
    """What a module for several files provides."""

    TAKES: frozenset[str]

    def write_folder(self, graph: Graph, folder: Folder, options: Options = DEFAULTS) -> None:
        """Write ``graph`` into ``folder``, which is empty."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    found = {module.name for module in pkgutil.iter_modules(__path__)}
    return tuple(sorted(found - _NOT_FORMATS))


def is_folder(name: str) -> bool:
    """Tell whether the format ``name`` is a folder of files.

    Raises:
        UsageError: there is none of that name.
    """
    return hasattr(_module(name), "write_folder")


def format_named(name: str) -> FileFormat:
    """Return the format of one file called ``name``.

    Raises:
        UsageError: there is none.
    """
    if is_folder(name):
        raise UsageError(f"{name} is a folder of files", "name a folder with -o")
    return cast(FileFormat, _module(name))


def check(
    name: str, options: Options = DEFAULTS, *, letters: bool = False, output: str | Path = ""
) -> None:
    """Check that there is a format ``name`` and that it takes what ``options`` ask for.

    ``letters`` says that they are still to be given; a folder cannot be written to ``output`` if
    that is ``-``.

    Raises:
        UsageError: not so; the hint lists those that do.
    """
    takes = _takes(_module(name))
    checked_base(options.data_base)
    for field in fields(Options):
        given = getattr(options, field.name) != field.default
        asked = given or (letters and field.name == "letters")
        if asked and field.name not in takes:
            able = [form for form in formats() if field.name in _takes(_module(form))]
            flag = _FLAGS[field.name]
            raise UsageError(f"{name} does not take {flag}", f"these do: {', '.join(able)}")
    if is_folder(name) and str(output) == STDOUT:
        raise UsageError(f"{name} is a folder of files", "name a folder with -o")
    if options.evidence.reifiers and not getattr(_module(name), "REIFIERS", False):
        able = [form for form in formats() if getattr(_module(form), "REIFIERS", False)]
        raise UsageError(f"{name} has no RDF 1.2 form", f"these have: {', '.join(able)}")


def export(
    graph: Graph,
    format_name: str,
    output: str | Path,
    options: Options = DEFAULTS,
    on_bytes: Callable[[int], None] = lambda written: None,
) -> None:
    """Write ``graph`` to the file ``output`` (packed if that ends with ``.gz``), or the folder.

    A file may be ``-``, standard output. ``on_bytes`` hears how much is written,
    of all files of a folder.

    Raises:
        UsageError: the format is unknown or does not take an option, the data base is not an IRI,
            or the file or folder cannot be written. What was there is then as it was before.
    """
    check(format_name, options, output=output)
    if is_folder(format_name):
        form = cast(FolderFormat, _module(format_name))
        with folder_atomically(output) as folder:
            form.write_folder(graph, Folder(folder, on_bytes), options)
        return
    chosen = format_named(format_name)
    with write_atomically(output) as file:
        stream = cast(BinaryIO, Watched(file, on_bytes))
        if str(output) != STDOUT and str(output).endswith(GZIP):
            # Without name and time, so that the same graph gives the same bytes.
            with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
                chosen.write(graph, cast(BinaryIO, packed), options)
        else:
            chosen.write(graph, stream, options)


def _takes(module: ModuleType) -> frozenset[str]:
    takes: frozenset[str] = module.TAKES
    return takes


def _module(name: str) -> ModuleType:
    if name not in formats():
        raise UsageError(f"no export format {name!r}", "formats: " + ", ".join(formats()))
    return importlib.import_module(f".{name}", __package__)
