"""The modules of the pages: linted, and those that need no page in node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import wenmai.graph.view

STATIC = Path(wenmai.graph.view.__file__ or "").parent / "static"
ROOT = Path(__file__).resolve().parents[3]
BIOME = Path.home() / ".cache" / "wenmai" / "biome-2.6.8" / "node_modules" / ".bin" / "biome"
LEAST = 20
"""The version of node whose test runner the tests are written for."""


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not here; the same modules are tested in Chromium")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    if int(version.stdout.removeprefix("v").split(".")[0]) < LEAST:
        pytest.skip(f"node is older than {LEAST}; the same modules are tested in Chromium")
    return found


def test_the_modules_do_what_they_should(node: str) -> None:
    tests = Path(__file__).with_name("modules.test.mjs")
    done = subprocess.run(
        [node, "--test", tests], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.fixture(scope="module")
def biome(node: str) -> Path:
    """The linter, which runs in node."""
    if not BIOME.exists():
        pytest.skip("Biome is not here: scripts/prepare-tests gets it where npm is")
    return BIOME


def lint(biome: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Lint what a folder has by the biome.json in it; warnings count."""
    command = [str(biome), "lint", "--error-on-warnings", "--colors=off"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_modules_keep_to_the_rules(biome: Path) -> None:
    done = lint(biome, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    folders = ("graph/view/static", "serving/static", "tests")
    modules = [file for folder in folders for file in (ROOT / folder).rglob("*.mjs")]
    assert f"Checked {len(modules) + 1} files" in done.stderr  # with biome.json itself


def test_a_breach_of_the_rules_would_be_seen(biome: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "biome.json", tmp_path)
    file = tmp_path / "tests" / "wrong.mjs"
    file.parent.mkdir()
    file.write_text("export const a = (unused) => missing;\n", encoding="utf-8")
    done = lint(biome, tmp_path)
    assert done.returncode == 1
    assert "noUndeclaredVariables" in done.stderr
    assert "noUnusedFunctionParameters" in done.stderr


@pytest.mark.parametrize("file", sorted(file.name for file in STATIC.glob("*.mjs")))
def test_no_text_goes_over_several_lines(file: str) -> None:
    lines = (STATIC / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.count("`") % 2] == []  # pages lose their indentation
