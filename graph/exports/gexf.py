"""GEXF 1.3: for Gephi, with labels and the colours of the vocabulary. A list is JSON text."""

from __future__ import annotations

from typing import BinaryIO

from ..graph import Graph
from ..model import Value
from ..schema import schema
from . import DEFAULTS, Options
from .markup import HEAD, xml
from .tables import Columns, edge_columns, edge_rows, entity_columns, flat, node_rows

SUFFIX = ".gexf"
MEDIA_TYPE = "application/gexf+xml"
TAKES: frozenset[str] = frozenset()

_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}
_NAMESPACES = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'


def write(graph: Graph, stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write ``graph`` as GEXF. What an edge is stands in ``predicate``: Gephi drops ``type``."""
    nodes = {"type": "string", **_further(entity_columns())}
    edges = {"predicate": "string", **_further(edge_columns())}
    stream.write(f'{HEAD}<gexf {_NAMESPACES}>\n<graph defaultedgetype="directed">\n'.encode())
    for kind, columns in (("node", nodes), ("edge", edges)):
        stream.write(f'<attributes class="{kind}">\n'.encode())
        for name, type in columns.items():
            shown = _TYPES.get(type, "string")
            stream.write(f'<attribute id="{name}" title="{name}" type="{shown}"/>\n'.encode())
        stream.write(b"</attributes>\n")
    stream.write(b"<nodes>\n")
    for row in node_rows(graph):
        stream.write(
            f'<node id="{xml(row["id"])}" label="{xml(row["name"])}">{_values(nodes, row)}'
            f"{_colour(str(row['type']))}</node>\n".encode()
        )
    stream.write(b"</nodes>\n<edges>\n")
    for row in edge_rows(graph):
        ends = f'id="{xml(row["id"])}" source="{xml(row["source"])}" target="{xml(row["target"])}"'
        label = xml(schema().relations[str(row["predicate"])].zh)
        stream.write(f'<edge {ends} label="{label}">{_values(edges, row)}</edge>\n'.encode())
    stream.write(b"</edges>\n</graph>\n</gexf>\n")


def _further(columns: Columns) -> dict[str, str]:
    """Return the columns that a node or an edge of GEXF does not have by itself."""
    return {name: type for name, type in columns.items() if name not in ("id", "name")}


def _values(columns: Columns, row: dict[str, Value]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value="{xml(flat(row[name]))}"/>'
        for name in columns
        if name in row
    )
    return f"<attvalues>{values}</attvalues>"


def _colour(kind: str) -> str:
    red, green, blue = bytes.fromhex(schema().entity_types[kind].colour[1:])
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
