"""N-Triples: one triple a line, no prefixes; for bulk loaders and for comparing with `diff`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, cast

from pyoxigraph import RdfFormat, serialize

from ..graph import Graph
from ..model import Value
from ..rdf import (
    DATATYPES,
    ID,
    PLAIN,
    TERM,
    Column,
    Subjects,
    alike,
    batches,
    checked_base,
    iri,
    links,
    relation,
    texts,
)
from ..schema import schema
from . import DEFAULTS, RDF, Options

SUFFIX = ".nt"
MEDIA_TYPE = "application/n-triples"
TAKES = RDF
REIFIERS = True

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')
_SHORT = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
_BETWEEN = "\\"
"""Stands between texts that are looked through and encoded at once; no id has it, few texts do."""
_PLAIN_IDS = re.compile(r"[A-Za-z0-9/._\\-]*")
_BATCH = 512
"""So many subjects have their lines in memory at once."""
_WRITTEN = 32
"""The lines of so many are written at once: bytes so few that memory for them is at hand."""
_SLOTS = {str: "%b", bool: "%b", int: "%d", float: "%a"}
"""What a template has for a value of each type; one of another type goes by its `texts`."""
_BOOLEANS = {value: texts(value)[0].encode() for value in (False, True)}


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as N-Triples. Raises what `graph.rdf.quads` raises."""
    if options.evidence == PLAIN:
        # Lines made here take a tenth of the time that the serializer's terms take.
        lines = _Lines(checked_base(options.data_base)).of(graph)
        while some := b"".join(islice(lines, _WRITTEN)):
            stream.write(some)
        serialize(options.further(), stream, format=RdfFormat.N_TRIPLES)
    else:
        serialize(options.quads(graph), stream, format=RdfFormat.N_TRIPLES)


class _Lines:
    """The lines of many subjects at a time, in canonical form.

    Those of one class with the same properties have one template, which their values fill.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._line = functools.cache(self._template)
        self._link = functools.cache(lambda name: self._template(f"wm:{relation(name)}", ID))

    def of(self, graph: Graph) -> Iterator[bytes]:
        """Yield the lines of each subject, in the order of `graph.rdf.quads`."""
        leaving = links(graph.edges)
        for entities in batches(graph.entities, _BATCH):
            for entity, said in zip(entities, self._said(entities), strict=True):
                yield said
                if entity.id in leaving:
                    yield self._links(entity.id, leaving[entity.id])
        for edges in batches(graph.edges, _BATCH):
            yield from self._said(edges)

    def _links(self, id: str, leaving: Iterable[tuple[str, str]]) -> bytes:
        # Both are ids of entities, which `_said` has looked at.
        node = id.encode()
        return b"".join([self._link(name) % (node, target.encode()) for name, target in leaving])

    def _said(self, subjects: Subjects) -> list[bytes]:
        """Return the lines of each subject."""
        lines = [b""] * len(subjects)
        for group, places, columns in alike(subjects):
            nodes = self._encoded(ID, [subject.id for subject in group])
            template, filling = b"", list[Iterable[object]]()
            for column in columns:
                part, values = self._filled(column, nodes, column.values(group))
                template += part
                filling += values
            for place, row in zip(places, zip(*filling, strict=True), strict=True):
                lines[place] = template % row
        return lines

    def _filled(
        self, column: Column, nodes: Sequence[bytes], values: Sequence[Value]
    ) -> tuple[bytes, Sequence[Iterable[object]]]:
        """Return a column's part of the template, and the columns of what that takes."""
        predicate, kind, _ = column
        types = set(map(type, values))
        slot = _SLOTS.get(types.pop()) if len(types) == 1 else None
        if slot:
            filled: Iterable[object] = values
            if isinstance(values[0], str):
                filled = self._encoded(kind, cast(Sequence[str], values))
            elif isinstance(values[0], bool):
                filled = [_BOOLEANS[value is True] for value in values]
            return self._line(predicate, kind, slot), (nodes, filled)
        said = [texts(value) for value in values]
        if not any(said):
            return b"", ()
        # Each subject has as many lines of this as it has texts.
        line = self._line(predicate, kind)
        flat = iter(self._encoded(kind, list(chain.from_iterable(said))))
        return b"%b", (
            [
                b"".join([line % (node, text) for text in islice(flat, len(some))])
                for node, some in zip(nodes, said, strict=True)
            ],
        )

    def _template(self, predicate: str, kind: str, slot: str = "%b") -> bytes:
        """Return a line whose first slot is the subject's id."""
        words = schema()
        if kind == ID:
            start, end = f"<{self._base}", ">"
        elif kind == TERM:
            start, end = f"<{words.term('')}", ">"
        else:
            start, end = '"', f'"^^<{words.iri(kind)}>' if ":" in kind else f'"@{kind}'
            if kind == DATATYPES["string"]:
                end = '"'
        subject, middle, end = (
            part.replace("%", "%%")
            for part in (f"<{self._base}", f"> <{words.iri(predicate)}> {start}", f"{end} .\n")
        )
        return f"{subject}%b{middle}{slot}{end}".encode()

    def _encoded(self, kind: str, values: Sequence[str]) -> list[bytes]:
        """Return what stands for ``values`` in lines."""
        joined = _BETWEEN.join(values)
        if kind == ID:
            plain = bool(_PLAIN_IDS.fullmatch(joined))
        else:
            plain = kind == TERM or (joined.isprintable() and '"' not in joined)
        if plain and joined.count(_BETWEEN) < len(values):
            return joined.encode().split(_BETWEEN.encode())
        if kind == ID:
            for id in values:
                iri(self._base, id)  # raises if it must
        elif kind != TERM:
            values = [_ESCAPED.sub(_escape, value) for value in values]
        return [value.encode() for value in values]


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"
