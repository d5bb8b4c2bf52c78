"""Parquet: `nodes.parquet` and `edges.parquet`, typed columns, for DuckDB, polars and Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ...errors import UsageError
from ..graph import Graph
from ..model import Value
from . import DEFAULTS, Options
from .files import Folder
from .tables import (
    EDGE_HEAD,
    NODE_HEAD,
    Columns,
    edge_columns,
    edge_rows,
    entity_columns,
    node_rows,
)

TAKES: frozenset[str] = frozenset()
_ROWS = 20_000


def write_folder(graph: Graph, folder: Folder, options: Options = DEFAULTS) -> None:
    """Write both tables into ``folder``, entities and edges by id.

    Raises:
        UsageError: pyarrow is not installed.
    """
    _write(folder, "nodes.parquet", {**entity_columns(), **NODE_HEAD}, node_rows(graph))
    _write(folder, "edges.parquet", {**edge_columns(), **EDGE_HEAD}, edge_rows(graph))


def _write(folder: Folder, file: str, columns: Columns, rows: Iterable[dict[str, Value]]) -> None:
    try:
        import pyarrow as arrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise UsageError(
            "parquet needs the package pyarrow", "pip install 'wenmai[parquet]'"
        ) from error
    types = {
        "string": arrow.string(),
        "strings": arrow.list_(arrow.string()),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.string(),
    }
    fields = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with folder.open(file) as stream, ParquetWriter(stream, fields) as writer:
        for batch in _batches(iter(rows)):
            writer.write_table(arrow.Table.from_pylist(batch, schema=fields))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch
