"""What is exported for Neo4j goes into a real one: by script, and by Neo4j's own importer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import neo4j_server
import pytest
from wenmai.graph.exports import export
from wenmai.graph.graph import Graph
from wenmai.graph.stores.base import COMMON_LABEL
from wenmai.graph.stores.neo4j import Neo4jStore
from world import world

pytestmark = pytest.mark.neo4j

ADMIN = """#!/bin/sh
exec java {opens} -Xmx1g -cp '{jars}/*' org.neo4j.cli.AdminTool "$@"
"""


def nodes(session: neo4j.Session) -> dict[str, tuple[set[str], dict[str, Any]]]:
    found = session.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS row")
    return {r["row"]["id"]: (set(r["labels"]), r["row"]) for r in found}


def edges(session: neo4j.Session) -> dict[str, tuple[str, str, str, dict[str, Any]]]:
    found = session.run(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS p, b.id AS b, properties(r) AS row"
    )
    return {r["row"]["id"]: (r["a"], r["p"], r["b"], r["row"]) for r in found}


def check(url: str, graph: Graph, *, empty_lists: bool) -> None:
    """Check that the server holds ``graph`` and nothing else."""
    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        found, between = nodes(session), edges(session)
    expected = {
        entity.id: (
            {entity.type, COMMON_LABEL},
            {k: v for k, v in entity.row().items() if v != [] or empty_lists},
        )
        for entity in graph.entities
    }
    assert found == expected
    assert between == {e.id: (e.source, e.predicate, e.target, e.row()) for e in graph.edges}


def statements(script: str) -> Iterator[str]:
    return (text for text in re.split(r";\n", script) if text.strip())


def run(url: str, script: str) -> None:
    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        for statement in statements(script):
            session.run(statement).consume()


def test_the_script_makes_the_graph_and_twice_the_same(neo4j_url: str, tmp_path: Path) -> None:
    run(neo4j_url, "MATCH (n) DETACH DELETE n;\n")
    export(world(), "cypher", tmp_path / "graph.cypher")
    script = (tmp_path / "graph.cypher").read_text(encoding="utf-8")
    for _ in range(2):
        run(neo4j_url, script)
        check(neo4j_url, world(), empty_lists=True)
    with Neo4jStore(neo4j_url) as store:
        assert store.counts() == world().counts
    run(neo4j_url, "MATCH (n) DETACH DELETE n;\n")


def test_neo4j_admin_imports_the_folder(tmp_path: Path, neo4j_url: str) -> None:
    jars = neo4j_server.jars()
    folder, home, tools = (tmp_path / name for name in ("export", "home", "tools"))
    export(world(), "neo4j", folder)
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    tools.mkdir()
    opens = " ".join(f"--add-opens={package}=ALL-UNNAMED" for package in neo4j_server.OPENED)
    admin = tools / "neo4j-admin"
    admin.write_text(ADMIN.format(opens=opens, jars=jars), encoding="utf-8")
    admin.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "NEO4J_HOME": str(home),
        "NEO4J_CONF": str(home / "conf"),
    }
    done = subprocess.run(
        [folder / "import.sh"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (folder / "import.report").exists() or not (folder / "import.report").read_text()
    shutil.rmtree(home / "logs", ignore_errors=True)
    with neo4j_server.running(home, jars) as url:
        check(url, world(), empty_lists=False)
        run(url, (folder / "constraints.cypher").read_text(encoding="utf-8"))
        with Neo4jStore(url) as store:
            assert store.counts() == world().counts
