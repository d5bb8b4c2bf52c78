"""Each property-graph format is read back by the tools it is for, with all that it was given."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
from wenmai.graph.exports import export, format_named
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity
from wenmai.graph.schema import schema
from world import FAIR, ODD, ODD_NAME, ODD_QUOTE, world

Row = Mapping[str, Any]


def written(name: str, graph: Graph) -> BytesIO:
    stream = BytesIO()
    format_named(name).write(graph, stream)
    stream.seek(0)
    return stream


def node(entity: Entity) -> dict[str, Any]:
    return {"type": entity.type, **entity.row()}


def edge_row(edge: Edge) -> dict[str, Any]:
    return {"predicate": edge.predicate, **edge.row()}


def flattened(row: Row) -> dict[str, Any]:
    """Return a row as formats without lists have it."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in row.items()
    }


def check_graph(found: nx.Graph[str], *, lists: bool) -> None:
    assert isinstance(found, nx.MultiDiGraph)
    graph = world()
    form = dict if lists else flattened
    nodes = {id: dict(data) for id, data in found.nodes(data=True)}
    for data in nodes.values():
        data.pop("viz", None)
        if "label" in data:
            data["name"] = data.pop("label")
    expected = {entity.id: form(node(entity)) for entity in graph.entities}
    for id, row in expected.items():
        assert row.pop("id") == id
    assert nodes == expected
    edges = {
        key: (source, target, {k: v for k, v in data.items() if k not in ("label", "id")})
        for source, target, key, data in found.edges(keys=True, data=True)
    }
    assert edges == {
        edge.id: (
            edge.source,
            edge.target,
            {k: v for k, v in form(edge_row(edge)).items() if k != "id"},
        )
        for edge in graph.edges
    }


def test_networkx_reads_graphml() -> None:
    found = nx.read_graphml(written("graphml", world()), force_multigraph=True)
    check_graph(found, lists=False)


def test_networkx_reads_gexf() -> None:
    found = nx.read_gexf(written("gexf", world()), version="1.3")
    check_graph(found, lists=False)
    colours = found.nodes[ODD]["viz"]["color"]
    hexed = "".join(f"{colours[channel]:02x}" for channel in "rgb")
    assert f"#{hexed}" == schema().entity_types["Institution"].colour


def test_gexf_is_in_the_order_of_its_schema() -> None:
    ns = "{http://gexf.net/1.3}"
    root = ET.parse(written("gexf", world())).getroot()
    assert (root.tag, root.get("version")) == (f"{ns}gexf", "1.3")
    (graph,) = root
    assert [child.tag.removeprefix(ns) for child in graph] == [
        "attributes", "attributes", "nodes", "edges",
    ]  # fmt: skip
    declared = {a.get("class"): {x.get("id") for x in a} for a in graph.findall(f"{ns}attributes")}
    kinds = {x.get("type") for x in graph.iter(f"{ns}attribute")}
    assert kinds <= {"long", "double", "boolean", "string"}
    assert "type" not in declared["edge"], "Gephi drops it"
    parts = {
        "node": ({"id", "label"}, [f"{ns}attvalues", "{http://gexf.net/1.3/viz}color"]),
        "edge": ({"id", "source", "target", "label"}, [f"{ns}attvalues"]),
        "attribute": ({"id", "title", "type"}, []),
        "attvalue": ({"for", "value"}, []),
    }
    for kind, (names, children) in parts.items():
        for element in graph.iter(f"{ns}{kind}"):
            assert set(element.keys()) == names
            assert [child.tag for child in element] == children
    for kind in ("node", "edge"):
        used = {v.get("for") for n in graph.iter(f"{ns}{kind}") for v in n.iter(f"{ns}attvalue")}
        assert used <= declared[kind]
        ids = [n.get("id") for n in graph.iter(f"{ns}{kind}")]
        assert len(set(ids)) == len(ids)


def test_networkx_reads_node_link_json() -> None:
    data = json.load(written("nodelink", world()))
    check_graph(nx.node_link_graph(data, edges="edges"), lists=True)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of the tables of `world`."""
    folder = tmp_path_factory.mktemp("tables")
    for name in ("csv", "parquet"):
        export(world(), name, folder / name)
    return {name: folder / name for name in ("csv", "parquet")}


def rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table without what is missing."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in frame.iter_rows(named=True)
    ]


EDGES = [{**edge_row(e), "source": e.source, "target": e.target} for e in world().edges]
NODES = [node(entity) for entity in world().entities]


def test_polars_reads_parquet_with_its_types(tables: dict[str, Path]) -> None:
    nodes = pl.read_parquet(tables["parquet"] / "nodes.parquet")
    edges = pl.read_parquet(tables["parquet"] / "edges.parquet")
    assert rows(nodes) == NODES
    assert rows(edges) == EDGES
    assert nodes.schema["aliases"] == pl.List(pl.String)
    assert edges.schema["year"] == pl.Int64
    assert edges.schema["actor_inferred"] == pl.Boolean


def test_polars_reads_csv(tables: dict[str, Path]) -> None:
    text = {"number": pl.String, "code": pl.String, "text_hash": pl.String}
    nodes = pl.read_csv(
        tables["csv"] / "nodes.csv", schema_overrides=text, infer_schema_length=None
    )
    edges = pl.read_csv(tables["csv"] / "edges.csv", infer_schema_length=None)
    assert rows(nodes) == [flattened(row) for row in NODES]
    found, expected = rows(edges), [dict(row) for row in EDGES]
    assert [row.get("quote", "") for row in found] == [row["quote"] for row in expected]
    for row in (*found, *expected):
        row.pop("quote", None)
    assert found == expected


def test_csv_tells_an_empty_text_from_a_missing_one(tables: dict[str, Path]) -> None:
    text = (tables["csv"] / "edges.csv").read_text(encoding="utf-8")
    with (tables["csv"] / "edges.csv").open(encoding="utf-8", newline="") as stream:
        parsed = list(csv.DictReader(stream))
    assert [row["quote"] for row in parsed] == [edge["quote"] for edge in EDGES]
    (empty,) = (row["id"] for row in EDGES if row["quote"] == "")
    (line,) = (line for line in text.splitlines() if line.startswith(f'"{empty}"'))
    assert ',"",' in line, "the empty quote"
    assert ",,," in line, "no status, no year"


def test_odd_names_and_quotes_stand_in_every_table(tables: dict[str, Path]) -> None:
    for name, reader in (("csv", pl.read_csv), ("parquet", pl.read_parquet)):
        nodes = reader(tables[name] / f"nodes.{name}")
        edges = reader(tables[name] / f"edges.{name}")
        assert nodes.filter(pl.col("id") == ODD)["name"].to_list() == [ODD_NAME]
        assert ODD_QUOTE in edges["quote"].to_list()


def test_what_xml_cannot_hold_is_replaced_and_the_file_stays_readable() -> None:
    graph = Graph.of([Entity("theme/x", "Theme", "a\x01b\ufffec")], [])
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        data = read(written(name, graph)).nodes["theme/x"]
        assert data.get("name", data.get("label")) == "a\ufffdb\ufffdc"


def test_an_empty_graph_is_a_file_too(tmp_path: Path) -> None:
    empty = Graph.of([], [])
    assert not nx.read_graphml(written("graphml", empty))
    assert not nx.node_link_graph(json.load(written("nodelink", empty)), edges="edges")
    export(empty, "parquet", tmp_path / "p")
    assert pl.read_parquet(tmp_path / "p" / "nodes.parquet").height == 0


def test_parallel_edges_stay_apart() -> None:
    for found in (
        nx.read_graphml(written("graphml", world()), force_multigraph=True),
        nx.read_gexf(written("gexf", world()), version="1.3"),
    ):
        between = [e for e in world().edges if (e.source, e.target) == ("department/lead", FAIR)]
        assert found.number_of_edges("department/lead", FAIR) == len(between) > 1
