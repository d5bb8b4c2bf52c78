from __future__ import annotations

from pathlib import Path

import pytest
from commandline import wenmai
from wenmai.project import Project


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_an_export_with_letters_comes_back(demo: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"all.{form}.gz"
    assert wenmai("export", form, "--letters", "-o", file, data=demo).code == 0
    done = wenmai("import", file, data=tmp_path / "new")
    assert done.code == 0, done.err
    assert Project(tmp_path / "new").graph.fingerprint == Project(demo).graph.fingerprint
    assert "restored 20 letters" in done.err
    assert "not in the file, so not restored" in done.err
    assert "the graph built again" not in done.err


def test_a_part_of_a_graph_comes_back_and_the_difference_is_said(
    demo: Path, tmp_path: Path
) -> None:
    file = tmp_path / "part.ttl"
    wenmai("export", "turtle", "--letters", "--since", 2024, "-o", file, data=demo)
    done = wenmai("import", file, data=tmp_path / "new")
    assert done.code == 0
    assert "the graph built again" in done.err


def test_letters_that_are_there_stay_as_they_are(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.ttl"
    wenmai("export", "turtle", "--letters", "-o", file, data=demo)
    before = Project(demo).fingerprint()
    done = wenmai("import", file, data=demo)
    assert done.code == 2
    assert "already holds letters" in done.err
    assert Project(demo).fingerprint() == before


def test_a_file_without_letters_makes_no_ledger(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    wenmai("export", "turtle", "-o", file, data=demo)
    done = wenmai("import", file, data=tmp_path / "new")
    assert done.code == 1
    assert "holds no letters" in done.err
    assert not (tmp_path / "new").exists()
