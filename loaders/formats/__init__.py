"""The formats that letters come in, one module each.

A document's module has ``document(data, name) -> Document``, a table's ``rows(stream, name) ->
Iterator[Row]``, an archive's ``members(stream, name) -> Iterator[Member]``; all of them raise
UnreadableError and nothing else on purpose. To add one, write the module and give it an entry.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its module gives, the suffixes of its files, and who parses it.

    What is parsed by large libraries is read ``apart``, in a process with limits.
    """

    gives: Literal["document", "rows", "members"]
    suffixes: tuple[str, ...]
    apart: bool = True

    def module(self, name: str) -> ModuleType:
        """Return the module of the format called ``name``, loaded now."""
        return importlib.import_module(f".{name}", __package__)


FORMATS: Mapping[str, Format] = {
    "txt": Format("document", (".txt", ".text", ".md"), apart=False),
    "html": Format("document", (".html", ".htm", ".shtml", ".xhtml")),
    "docx": Format("document", (".docx", ".docm", ".dotx")),
    "odt": Format("document", (".odt",)),
    "rtf": Format("document", (".rtf",)),
    "pdf": Format("document", (".pdf",)),
    "csv": Format("rows", (".csv", ".tsv"), apart=False),
    "jsonl": Format("rows", (".jsonl", ".ndjson"), apart=False),
    "xlsx": Format("rows", (".xlsx", ".xlsm", ".xls", ".ods", ".et")),
    "parquet": Format("rows", (".parquet",)),
    "doc": Format("members", (".doc", ".wps"), apart=False),
    "eml": Format("members", (".eml", ".mht", ".mhtml"), apart=False),
    "gz": Format("members", (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz"), apart=False),
    "tar": Format("members", (".tar",), apart=False),
    "zip": Format("members", (".zip",), apart=False),
}
"""By name, which is also the name of the module."""

SUFFIXES = frozenset(suffix for form in FORMATS.values() for suffix in form.suffixes)
"""Of the files that are looked at in folders and archives."""
