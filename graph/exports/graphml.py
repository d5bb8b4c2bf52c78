"""GraphML: for yEd, Gephi, Cytoscape, igraph and networkx. A list is JSON text in one value."""

from __future__ import annotations

from typing import BinaryIO

from ..graph import Graph
from ..model import Value
from . import DEFAULTS, Options
from .markup import HEAD, xml
from .tables import Columns, edge_columns, edge_rows, entity_columns, flat, node_rows

SUFFIX = ".graphml"
MEDIA_TYPE = "application/graphml+xml"
TAKES: frozenset[str] = frozenset()

_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as GraphML. Nodes and edges have their ids, parallel edges stay."""
    nodes = {"type": "string", **_without_id(entity_columns())}
    edges = {"predicate": "string", **_without_id(edge_columns())}
    stream.write(f'{HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'.encode())
    for kind, columns in (("node", nodes), ("edge", edges)):
        for name, type in columns.items():
            stream.write(
                f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}"'
                f' attr.type="{_TYPES.get(type, "string")}"/>\n'.encode()
            )
    stream.write(b'<graph edgedefault="directed">\n')
    for row in node_rows(graph):
        stream.write(f'<node id="{xml(row["id"])}">{_data("n", nodes, row)}</node>\n'.encode())
    for row in edge_rows(graph):
        ends = f'id="{xml(row["id"])}" source="{xml(row["source"])}" target="{xml(row["target"])}"'
        stream.write(f"<edge {ends}>{_data('e', edges, row)}</edge>\n".encode())
    stream.write(b"</graph>\n</graphml>\n")


def _without_id(columns: Columns) -> dict[str, str]:
    return {name: type for name, type in columns.items() if name != "id"}


def _data(kind: str, columns: Columns, row: dict[str, Value]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{xml(flat(row[name]))}</data>'
        for name in columns
        if name in row
    )
