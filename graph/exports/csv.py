"""CSV: `nodes.csv` and `edges.csv`, UTF-8, for pandas, R and spreadsheets. A list is JSON text.

Text stands in quotes and a missing value does not, so that the two are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..graph import Graph
from ..model import Value
from . import DEFAULTS, Options
from .files import Folder
from .tables import (
    EDGE_HEAD,
    NODE_HEAD,
    edge_columns,
    edge_rows,
    entity_columns,
    flat,
    node_rows,
)

TAKES: frozenset[str] = frozenset()


def write_folder(graph: Graph, folder: Folder, options: Options = DEFAULTS) -> None:
    """Write both tables into ``folder``, entities and edges by id."""
    _write(folder, "nodes.csv", [*entity_columns(), *NODE_HEAD], node_rows(graph))
    _write(folder, "edges.csv", [*edge_columns(), *EDGE_HEAD], edge_rows(graph))


def _write(
    folder: Folder, file: str, columns: Iterable[str], rows: Iterable[dict[str, Value]]
) -> None:
    names = list(columns)
    with folder.open(file) as stream:
        stream.write(line(names).encode())
        for row in rows:
            stream.write(line([row.get(name) for name in names]).encode())


def line(values: Iterable[Value]) -> str:
    """Return one record."""
    return ",".join(map(_cell, values)) + "\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    text = flat(value)
    if isinstance(value, str | list):
        return '"' + text.replace('"', '""') + '"'
    return text
