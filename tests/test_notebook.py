"""The example notebook runs as it is shipped, and shows what it promises."""

from __future__ import annotations

import json
import shutil
from typing import Any

import nbformat
import pytest
from commandline import ROOT, SAMPLES, environment
from nbclient import NotebookClient

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
SECONDS = 120


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The notebook's cells by id, run by a kernel of their own in a copy of its surroundings."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "docs").mkdir()
    shutil.copytree(SAMPLES, folder / "samples")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook, timeout=SECONDS, resources={"metadata": {"path": str(folder / "docs")}}
    )
    client.execute(env=environment())
    return {cell["id"]: cell for cell in notebook["cells"]}


def shown(cell: Any, media: str) -> str:
    return "".join(o["data"].get(media, "") for o in cell["outputs"] if "data" in o)


def test_it_is_kept_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    nbformat.validate(nbformat.from_dict(notebook))


def test_every_cell_shows_something_and_none_complains(cells: dict[str, Any]) -> None:
    for name, cell in cells.items():
        if cell["cell_type"] == "code" and name != "open":
            assert cell["outputs"], name
            assert all(output["output_type"] != "error" for output in cell["outputs"])


@pytest.mark.parametrize("name", ["query", "evidence", "cypher", "sparql"])
def test_answers_are_tables(cells: dict[str, Any], name: str) -> None:
    table = shown(cells[name], "text/html")
    assert table.count("<tr>") > 2
    assert ("Counted: " in table) == (name in ("query", "evidence"))


def test_data_frames_and_measures_are_shown(cells: dict[str, Any]) -> None:
    assert "waited" in shown(cells["pandas"], "text/plain")
    assert "shape: " in shown(cells["polars"], "text/plain")
    lines = cells["networkx"]["outputs"][0]["text"].splitlines()
    assert len(lines) == 5
    assert all(0 < float(line.split()[0]) < 1 for line in lines)
