"""What only the embedded Cypher store has to be asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import world as w
from wenmai.errors import DataError, QueryError
from wenmai.graph.graph import Graph
from wenmai.graph.stores.embedded import EmbeddedStore


@pytest.fixture
def store(tmp_path: Path, world: Graph) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "index") as opened:
        opened.load(world)
        yield opened


def test_no_file_and_no_address_is_read(store: EmbeddedStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret", encoding="utf-8")
    for address in (secret, secret.as_uri(), "https://127.0.0.1:1/x.csv"):
        with pytest.raises(QueryError, match="disabled"):
            store.query(f"LOAD CSV FROM '{address}' AS line RETURN line")


def test_nothing_is_said_on_the_console(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from world import world;"
        "from wenmai.graph.stores.embedded import EmbeddedStore\n"
        "with EmbeddedStore(Path(sys.argv[1])) as store: store.load(world()); store.counts()"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "index")],
        capture_output=True, text=True, check=True, cwd=Path(w.__file__).parent,
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("", "")


def test_a_store_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="none"), EmbeddedStore(tmp_path / "none") as store:
        store.query("RETURN 1 AS one")
    assert not (tmp_path / "none").exists()


def test_stores_on_one_directory_close_one_by_one(store: EmbeddedStore, tmp_path: Path) -> None:
    assert store.query("RETURN 1 AS one").rows == [(1,)]
    with EmbeddedStore(tmp_path / "index") as other:
        assert other.query("RETURN 2 AS two").rows == [(2,)]
    assert store.query("RETURN 3 AS three").rows == [(3,)]


def test_whole_records_are_maps_of_their_properties(store: EmbeddedStore, world: Graph) -> None:
    rows = store.query("MATCH (n:Event {id: $id}) RETURN n, [n] AS ns", {"id": w.FAIR}).rows
    row = world.entity(w.FAIR).row()
    assert rows == [(row, [row])]
    edge = world.edges[8]
    rows = store.query("MATCH ()-[r {id: $id}]->() RETURN r, properties(r)", {"id": edge.id}).rows
    assert rows == [(edge.row(), edge.row())]


def test_dates_are_text(store: EmbeddedStore) -> None:
    (row,) = store.query("RETURN date('2021-06-01') AS d, {d: date('2021-06-01')} AS m").rows
    assert row == ("2021-06-01", {"d": "2021-06-01"})
