"""A folder for `neo4j-admin database import`: the quickest way into a new, large database.

One file for each entity type and each relation, the command in `import.sh`, and in
`constraints.cypher` what to run in the database afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..graph import Graph
from ..model import Value
from ..schema import schema
from ..stores.base import COMMON_LABEL
from . import DEFAULTS, Options
from .csv import line
from .cypher import constraints
from .files import Folder
from .tables import edge_columns, entity_columns

TAKES: frozenset[str] = frozenset()

_BETWEEN_ITEMS = "\x1f"
"""A character that no text of a letter holds: reading drops it."""
_TYPES = {
    "string": "string",
    "strings": "string[]",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "date": "string",
}
_SCRIPT = """#!/bin/sh
# Run inside this folder, with the server stopped: ./import.sh [DATABASE]
# It replaces the database. Then start the server and run constraints.cypher in it.
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" --overwrite-destination \\
"""
OPTIONS = (
    "--array-delimiter=U+001F",
    "--multiline-fields=true",
    "--ignore-empty-strings=false",
    "--trim-strings=false",
    "--strict=true",
)
"""How the importer is to read the files."""


def write_folder(graph: Graph, folder: Folder, options: Options = DEFAULTS) -> None:
    """Write the files of ``graph`` into ``folder``."""
    inputs = []
    for kind in schema().entity_types.values():
        columns = entity_columns(kind)
        head = [f"{name}:{_TYPES[type]}" for name, type in columns.items() if name != "id"]
        file = f"nodes-{kind.name}.csv"
        _write(
            folder,
            file,
            ["id:ID", *head],
            (
                [row.get(name) for name in columns]
                for row in (entity.row() for entity in graph.entities if entity.type == kind.name)
            ),
        )
        inputs.append(f"--nodes={kind.name}:{COMMON_LABEL}={file}")
    columns = edge_columns()
    for relation in schema().relations:
        file = f"edges-{relation}.csv"
        _write(
            folder,
            file,
            [*(f"{name}:{_TYPES[type]}" for name, type in columns.items()), *_ENDS],
            (
                [*(edge.row().get(name) for name in columns), edge.source, edge.target]
                for edge in graph.edges
                if edge.predicate == relation
            ),
        )
        inputs.append(f"--relationships={relation}={file}")
    script = folder.path / "import.sh"
    script.write_text(_SCRIPT + " \\\n".join([*OPTIONS, *inputs]) + "\n", encoding="utf-8")
    script.chmod(0o755)
    text = "".join(f"{statement};\n" for statement in constraints())
    (folder.path / "constraints.cypher").write_text(text, encoding="utf-8")


_ENDS = (":START_ID", ":END_ID")


def _write(folder: Folder, file: str, head: list[str], rows: Iterable[list[Value]]) -> None:
    with folder.open(file) as stream:
        stream.write((",".join(head) + "\n").encode())
        for row in rows:
            stream.write(line([_items(value) for value in row]).encode())


def _items(value: Value) -> Value:
    return _BETWEEN_ITEMS.join(value) or None if isinstance(value, list) else value
