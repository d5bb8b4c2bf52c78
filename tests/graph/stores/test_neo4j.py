"""What only the server store has to be asked: other people's data, and servers that are down."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import neo4j_server
import pytest
import world as w
from wenmai.errors import DataError, ServerError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Counts
from wenmai.graph.schema import schema
from wenmai.graph.stores.neo4j import Neo4jStore


def test_a_server_that_is_down_is_said_so() -> None:
    url = f"bolt://127.0.0.1:{neo4j_server.free_port()}"
    with pytest.raises(ServerError, match=url) as caught:
        Neo4jStore(url)
    assert caught.value.exit_code == 3
    assert "docker compose up -d" in caught.value.hint
    assert "wenmai doctor" in caught.value.hint
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1:7687", ""])
def test_an_address_that_is_none_is_said_so(url: str) -> None:
    with pytest.raises(ServerError):
        Neo4jStore(url)


@pytest.fixture
def store(neo4j_url: str, world: Graph) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_url) as opened:
        opened.load(world)
        yield opened


@pytest.fixture
def raw(neo4j_url: str) -> Iterator[neo4j.Session]:
    """A session of somebody else, whose data is removed after the test."""
    with neo4j.GraphDatabase.driver(neo4j_url) as driver, driver.session() as session:
        yield session
        session.run("MATCH (n:Note) DETACH DELETE n").consume()
        session.run("MATCH (:Entity)-[r]->(:Entity) WHERE r.id IS NULL DELETE r").consume()


@pytest.mark.neo4j
def test_an_unknown_database_is_said_so(neo4j_url: str) -> None:
    with pytest.raises(ServerError, match="nowhere"):
        Neo4jStore(neo4j_url, database="nowhere")


@pytest.mark.neo4j
def test_every_type_has_its_constraint(store: Neo4jStore, raw: neo4j.Session) -> None:
    found = raw.run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *").data()
    assert {
        (row["labelsOrTypes"][0], row["properties"][0]) for row in found if "UNIQ" in row["type"]
    } == {(name, "id") for name in (*schema().entity_types, "Entity")}


@pytest.mark.neo4j
def test_what_others_wrote_stays(store: Neo4jStore, raw: neo4j.Session, world: Graph) -> None:
    raw.run(
        "MATCH (a:Entity {id: $a}), (b:Entity {id: $b}) "
        "CREATE (:Note {id: 'note/1'})-[:ON]->(a), (a)-[:ORGANISES {by: 'hand'}]->(b), "
        "(a)-[:LIKES {id: 'statement/x'}]->(b)",
        a=w.LEAD,
        b=w.LONELY,
    ).consume()
    assert store.counts() == world.counts
    store.load(world)
    assert store.counts() == world.counts
    kept = raw.run("MATCH (:Note)-[r:ON]->() RETURN count(r) AS n").single(strict=True)["n"]
    own = raw.run("MATCH ()-[r {by: 'hand'}]->() RETURN count(r) AS n").single(strict=True)["n"]
    likes = raw.run("MATCH ()-[r:LIKES]->() RETURN count(r) AS n").single(strict=True)["n"]
    assert (kept, own, likes) == (1, 1, 1)
    raw.run("MATCH ()-[r:LIKES]->() DELETE r").consume()


@pytest.mark.neo4j
def test_an_entity_that_others_tied_to_theirs_stays_until_untied(
    store: Neo4jStore, raw: neo4j.Session
) -> None:
    raw.run("MATCH (n:Entity {id: $id}) CREATE (:Note)-[:ON]->(n)", id=w.LONELY).consume()
    store.load(Graph.of((), ()))
    assert store.counts() == Counts(1, 0)
    raw.run("MATCH (n:Note) DETACH DELETE n").consume()
    store.load(Graph.of((), ()))
    assert store.counts() == Counts(0, 0)


@pytest.mark.neo4j
def test_properties_that_are_gone_are_removed(store: Neo4jStore, raw: neo4j.Session) -> None:
    raw.run("MATCH (n:Entity {id: $id}) SET n.stale = 1", id=w.LEAD).consume()
    store.load(w.world())
    rows = store.query("MATCH (n:Entity {id: $id}) RETURN n.stale AS x", {"id": w.LEAD}).rows
    assert rows == [(None,)]


@pytest.mark.neo4j
def test_data_in_the_way_is_said_so(neo4j_url: str, raw: neo4j.Session) -> None:
    with Neo4jStore(neo4j_url) as store:
        store.load(Graph.of((), ()))
        raw.run("CREATE (:Theme:Note {id: 'theme/intangible'})").consume()
        raw.run("CREATE (:Entity:Note {id: 'theme/intangible'})").consume()
        with pytest.raises(DataError):
            store.load(w.world())


@pytest.mark.neo4j
def test_whole_records_are_maps_of_their_properties(store: Neo4jStore, world: Graph) -> None:
    rows = store.query("MATCH (n:Event {id: $id}) RETURN n, [n] AS ns", {"id": w.FAIR}).rows
    row = world.entity(w.FAIR).row()
    assert rows == [(row, [row])]


@pytest.mark.neo4j
def test_dates_are_text(store: Neo4jStore) -> None:
    (row,) = store.query("RETURN date('2021-06-01') AS d, {d: date('2021-06-01')} AS m").rows
    assert row == ("2021-06-01", {"d": "2021-06-01"})
