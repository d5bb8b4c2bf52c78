"""The modules that need no page, in node's own test runner, where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import wenmai.graph.view

STATIC = Path(wenmai.graph.view.__file__ or "").parent / "static"
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


@pytest.mark.parametrize("file", sorted(file.name for file in STATIC.glob("*.mjs")))
def test_a_module_is_well_formed(node: str, file: str) -> None:
    subprocess.run([node, "--check", STATIC / file], check=True, capture_output=True)
