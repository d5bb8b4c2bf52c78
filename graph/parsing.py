"""RDF files of any form -> triples."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ..errors import DataError, UsageError
from .schema import schema

_GZIP = ".gz"
_FORMATS = (
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.N_QUADS,
    RdfFormat.TRIG,
    RdfFormat.RDF_XML,
    RdfFormat.JSON_LD,
)


def read_triples(file: Path) -> set[Triple]:
    """Return the triples of an RDF file, named by its suffix; ``.gz`` after that is unpacked.

    Named graphs are merged. What RDF 1.2 reifies becomes ``rdf:subject``, ``rdf:predicate`` and
    ``rdf:object``, so that both forms of a statement are one.

    Raises:
        UsageError: the suffix is of no RDF format.
        DataError: the file cannot be read, or is not what its suffix says (the message has the
            line).
    """
    form = _format(file)
    found: set[Triple] = set()
    try:
        with _opened(file) as stream:
            for quad in parse(stream, format=form):
                found.update(_plain(quad.triple))
    except SyntaxError as error:
        raise DataError(f"{file} is not {form.name}: {error}", "export it again") from error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(
            f"{file} cannot be read: {reason}", "check the path and the file"
        ) from error
    return found


def _format(file: Path) -> RdfFormat:
    suffix = Path(file.name.removesuffix(_GZIP)).suffix.removeprefix(".").lower()
    form = RdfFormat.from_extension(suffix)
    if form not in _FORMATS:
        known = ", ".join(f".{form.file_extension}" for form in _FORMATS)
        raise UsageError(f"{file} has no suffix of an RDF format", f"known: {known}, each also .gz")
    return form


def _opened(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file) if file.name.endswith(_GZIP) else file.open("rb"))


def _plain(triple: Triple) -> Iterator[Triple]:
    if isinstance(triple.object, Triple) and triple.predicate.value == schema().iri("rdf:reifies"):
        for name in ("subject", "predicate", "object"):
            part = NamedNode(schema().iri(f"rdf:{name}"))
            yield Triple(triple.subject, part, getattr(triple.object, name))
    else:
        yield triple
