from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Any

import pytest
from commandline import wenmai
from wenmai.loaders.formats import ocr
from wenmai.project import Project


def by_check(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["check"]: row for row in rows}


def test_all_is_well_with_a_ledger(demo: Path) -> None:
    done = wenmai("doctor", data=demo)
    assert done.code == 0
    checks = by_check(done.rows)
    graph = Project(demo).graph
    holds = f"{len(graph.entities)} entities, {len(graph.edges)} edges"
    assert checks["index (cypher)"]["detail"] == checks["index (sparql)"]["detail"] == holds
    optional = {"Neo4j server", "old Word files (DOC)", "scans"}
    assert {row["state"] for name, row in checks.items() if name not in optional} == {"ok"}
    assert importlib.metadata.version("pyoxigraph") in checks["Python and packages"]["detail"]


def test_a_fresh_machine_is_told_what_to_do_and_nothing_is_made(tmp_path: Path) -> None:
    done = wenmai("doctor", data=tmp_path / "data")
    assert done.code == 0
    ledger = by_check(done.rows)["ledger"]
    assert (ledger["state"], ledger["advice"]) == ("warning", "wenmai ingest PATH")
    assert list(tmp_path.iterdir()) == []


def test_what_old_word_files_and_scans_need_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.available.cache_clear()
    done = wenmai("doctor", data=tmp_path / "data")
    ocr.available.cache_clear()
    assert done.code == 0
    checks = by_check(done.rows)
    for check, program in (("old Word files (DOC)", "LibreOffice"), ("scans", "tesseract")):
        assert checks[check]["state"] == "warning"
        assert program in checks[check]["advice"]


def test_a_damaged_ledger_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no ledger " * 200)
    done = wenmai("doctor", data=tmp_path)
    assert done.code == 1
    ledger = by_check(done.rows)["ledger"]
    assert ledger["state"] == "fault"
    assert ledger["advice"]
    assert "error: something that is needed does not work" in done.err


def test_a_missing_package_is_a_fault_with_the_way_to_get_it(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: ["no-such-thing>=1", "rich"])
    done = wenmai("doctor", data=demo)
    assert done.code == 1
    packages = by_check(done.rows)["Python and packages"]
    assert packages["state"] == "fault"
    assert packages["advice"] == "pip install no-such-thing"


def test_no_server_is_no_fault(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commandline.OURS", ("WENMAI_",))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    done = wenmai("doctor", data=demo)
    assert done.code == 0
    assert by_check(done.rows)["Neo4j server"]["state"] == "warning"


@pytest.mark.neo4j
def test_a_server_that_answers_is_well(
    demo: Path, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commandline.OURS", ("WENMAI_",))
    monkeypatch.setenv("NEO4J_URI", neo4j_url)
    assert by_check(wenmai("doctor", data=demo).rows)["Neo4j server"]["state"] == "ok"


def test_it_speaks_chinese(demo: Path) -> None:
    done = wenmai("doctor", "--format", "table", data=demo, lang="zh")
    assert "正常" in done.out
    assert "台账" in done.out
