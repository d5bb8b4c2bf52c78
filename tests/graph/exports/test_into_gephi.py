"""What is exported for Gephi is read by Gephi itself, with all that it was given."""

from __future__ import annotations

from pathlib import Path

import gephi
import pytest
from test_property_graphs import edge_row, flattened, node
from wenmai.graph.exports import export
from wenmai.graph.graph import Graph
from wenmai.graph.schema import schema

pytestmark = pytest.mark.gephi

TYPES = {bool: "Boolean", int: "Long", float: "Double", str: "String"}


def values(row: dict[str, object], *elsewhere: str) -> dict[str, tuple[str, str]]:
    """Return a row as Gephi has it, but for ``elsewhere``. It takes an empty text as missing."""
    return {
        name: (TYPES[type(value)], str(value).lower() if isinstance(value, bool) else str(value))
        for name, value in flattened(row).items()
        if name not in elsewhere and value != ""
    }


@pytest.mark.parametrize("name", ["world", "samples"])
def test_gephi_reads_all_of_it(
    name: str, gephi_jars: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(name)
    export(graph, "gexf", tmp_path / "graph.gexf")
    found = gephi.read(tmp_path / "graph.gexf", gephi_jars)
    assert {level for level, _ in found.issues} == {"INFO"}, found.issues
    colours = {kind.name: kind.colour for kind in schema().entity_types.values()}
    assert {item.head: item.values for item in found.nodes} == {
        (e.id, e.name, colours[e.type]): values(node(e), "id", "name") for e in graph.entities
    }
    labels = {relation.name: relation.zh for relation in schema().relations.values()}
    assert {item.head: item.values for item in found.edges} == {
        (e.id, e.source, e.target, labels[e.predicate]): values(edge_row(e), "id")
        for e in graph.edges
    }
