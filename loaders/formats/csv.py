"""Tables of comma-, semicolon- or tab-separated values, read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from ...errors import UnreadableError
from ..limits import MAX_CHARACTERS
from ..tables import Row
from . import txt

_SAMPLE = 1 << 16


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yield the rows; the delimiter is the one that the first line has most of.

    Raises:
        UnreadableError: no encoding fits, or a quotation never ends.
    """
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    encoding = txt.encoding(sample[: sample.rfind(b"\n") + 1] or sample, name)
    # A stray byte costs a character and not the table.
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    head = text.readline(MAX_CHARACTERS)
    text.seek(0)
    delimiter = max(",\t;", key=head.count)
    csv.field_size_limit(MAX_CHARACTERS)
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), 1):
            yield Row("", number, cells)
    except csv.Error as error:
        raise UnreadableError(
            f"{name} is no table: {error}", "check its quotation marks"
        ) from error
    finally:
        text.detach()
