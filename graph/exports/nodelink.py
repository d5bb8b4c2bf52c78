"""Node-link JSON: for networkx (`node_link_graph(data, edges="edges")`), D3 and the like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from ..graph import Graph
from ..model import Value
from . import DEFAULTS, Options
from .tables import edge_rows, node_rows

SUFFIX = ".json"
MEDIA_TYPE = "application/json"
TAKES: frozenset[str] = frozenset()


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as a directed multigraph, one node or edge a line; edges by key, their id."""
    stream.write(b'{"directed": true, "multigraph": true, "graph": {},\n"nodes": [')
    _lines(stream, node_rows(graph))
    stream.write(b'],\n"edges": [')
    _lines(stream, ({**row, "key": row["id"]} for row in edge_rows(graph)))
    stream.write(b"]}\n")


def _lines(stream: BinaryIO, rows: Iterable[dict[str, Value]]) -> None:
    for number, row in enumerate(rows):
        text = json.dumps(row, ensure_ascii=False)
        stream.write(f"{',' if number else ''}\n{text}".encode())
