"""A folder to publish: the data, what describes them, and the sums to check them by.

The graph as Turtle, N-Quads and JSON-LD; ontology, shapes, JSON-LD context and the page of the
ontology; `void.ttl`, which describes the data in terms of VoID and DCAT; `SHA256SUMS`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ... import __version__
from ...errors import UsageError
from .. import ontology
from ..graph import Graph
from ..ontology.writing import Pairs, address, block, both, document, nested, text
from ..rdf import checked_base, iri
from ..schema import schema
from . import DEFAULTS, GZIP, RDF, Options, export, format_named
from .files import Folder

TAKES = RDF | {"licence"}
DATA = ("turtle", "nquads", "jsonld")
"""The formats in which a bundle has the graph."""
DESCRIPTION = "void.ttl"
SUMS = "SHA256SUMS"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""What the data are offered under unless the publisher says otherwise."""

_MEDIA = "https://www.iana.org/assignments/media-types/"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def write_folder(graph: Graph, folder: Folder, options: Options = DEFAULTS) -> None:
    """Write all files into ``folder``.

    Raises:
        UsageError: the licence is no IRI, or see `graph.rdf.checked_base`.
    """
    licence = options.licence or LICENCE
    if not _IRI.fullmatch(licence):
        raise UsageError(f"{licence!r} is not the address of a licence", f"such as {LICENCE}")
    plain = Options(options.data_base, options.evidence, options.letters)
    for name in DATA:
        export(graph, name, folder.path / _file(name), plain, folder.hearer())
    ontology.write(folder.path)
    files = [_Distribution.of(folder.path / _file(name), name) for name in DATA]
    description = document(_description(graph, plain, licence, files))
    (folder.path / DESCRIPTION).write_text(description, encoding="utf-8", newline="\n")
    sums = "".join(f"{_sum(file)}  {file.name}\n" for file in sorted(folder.path.iterdir()))
    (folder.path / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def _file(name: str) -> str:
    return f"graph{format_named(name).SUFFIX}{GZIP}"


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class _Distribution:
    name: str
    media_type: str
    size: int
    sum: str

    @classmethod
    def of(cls, file: Path, form: str) -> _Distribution:
        return cls(file.name, format_named(form).MEDIA_TYPE, file.stat().st_size, _sum(file))

    def block(self) -> str:
        digest = nested(
            [
                ("a", "spdx:Checksum"),
                ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
                ("spdx:checksumValue", f'"{self.sum}"^^xsd:hexBinary'),
            ]
        )
        return block(
            f"<{self.name}>",
            [
                ("a", "dcat:Distribution"),
                ("dcterms:title", text(self.name)),
                ("dcat:downloadURL", f"<{self.name}>"),
                ("dcat:mediaType", f"<{_MEDIA}{self.media_type}>"),
                ("dcat:compressFormat", f"<{_MEDIA}application/gzip>"),
                ("dcat:byteSize", f'"{self.size}"^^xsd:nonNegativeInteger'),
                ("spdx:checksum", digest),
            ],
        )


def _description(
    graph: Graph, options: Options, licence: str, files: Iterable[_Distribution]
) -> Iterator[str]:
    base = checked_base(options.data_base)
    counts = _Counts(options.quads(graph))
    described = f"<{base}>"
    title = {"zh": "文脉数据", "en": "wenmai data"}
    about = {
        "zh": f"{graph.counts.entities} 个实体、{graph.counts.edges} 条陈述，读自建议提案的答复。",
        "en": f"{graph.counts.entities} entities and {graph.counts.edges} statements read from"
        " replies to deputies' proposals.",
    }
    listed = list(files)
    example = [f"<{iri(base, entity.id).value}>" for entity in graph.entities[:1]]
    yield block(
        described,
        [
            ("a", ["void:Dataset", "dcat:Dataset"]),
            ("dcterms:title", both(title)),
            ("dcterms:description", both(about)),
            ("dcterms:license", f"<{licence}>"),
            ("dcterms:conformsTo", f"<{address()}>"),
            ("dcterms:language", [text("zh"), text("en")]),
            ("dcat:version", text(graph.fingerprint)),
            ("dcterms:provenance", nested([("rdfs:label", text(f"wenmai {__version__}"))])),
            ("void:uriSpace", text(base)),
            ("void:exampleResource", example),
            ("void:vocabulary", [f"<{vocabulary}>" for vocabulary in counts.vocabularies]),
            ("void:dataDump", [f"<{file.name}>" for file in listed]),
            ("dcat:distribution", [f"<{file.name}>" for file in listed]),
            *counts.pairs(),
        ],
    )
    for file in listed:
        yield file.block()


class _Counts:
    """What VoID counts, in one pass over the triples."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.triples = 0
        self.subjects: set[str] = set()
        self.objects: set[str] = set()
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        rdf_type = schema().iri("rdf:type")
        for quad in quads:
            self.triples += 1
            self.subjects.add(str(quad.subject))
            self.objects.add(str(quad.object))
            self.properties[quad.predicate.value] += 1
            if quad.predicate.value == rdf_type and isinstance(quad.object, NamedNode):
                self.classes[quad.object.value] += 1

    @property
    def vocabularies(self) -> list[str]:
        """The namespaces of the properties and classes."""
        terms = [*self.properties, *self.classes]
        used = (ns for ns in schema().namespaces.values() if any(t.startswith(ns) for t in terms))
        return sorted(set(used))

    def pairs(self) -> Pairs:
        """Return the counts as statements about the dataset."""
        return [
            ("void:triples", str(self.triples)),
            ("void:entities", str(sum(self.classes.values()))),
            ("void:distinctSubjects", str(len(self.subjects))),
            ("void:distinctObjects", str(len(self.objects))),
            ("void:classes", str(len(self.classes))),
            ("void:properties", str(len(self.properties))),
            (
                "void:classPartition",
                [
                    nested([("void:class", f"<{name}>"), ("void:entities", str(n))])
                    for name, n in sorted(self.classes.items())
                ],
            ),
            (
                "void:propertyPartition",
                [
                    nested([("void:property", f"<{name}>"), ("void:triples", str(n))])
                    for name, n in sorted(self.properties.items())
                ],
            ),
        ]
