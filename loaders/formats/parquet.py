"""Parquet tables, through pyarrow (the extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ...errors import UnreadableError
from ..tables import Row

_BATCH = 256


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yield the names of the columns, then the rows, numbered from 1.

    Raises:
        UnreadableError: pyarrow is not installed, or the file is damaged.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UnreadableError(
            f"{name} is a Parquet file", "to read it: pip install 'wenmai[parquet]'"
        ) from error
    try:
        table = pyarrow.parquet.ParquetFile(stream)
        columns = list(table.schema_arrow.names)
        yield Row("", 0, columns)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH):
            for item in batch.to_pylist():
                number += 1
                cells = ["" if item[name] is None else str(item[name]) for name in columns]
                yield Row("", number, cells)
    except (pyarrow.ArrowException, OSError) as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error
