"""What a machine lacks is skipped with a reason, and fails where everything has to run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("required", "outcome"), [("0", "1 skipped"), ("1", "1 error")])
def test_a_missing_program_skips_or_fails(tmp_path: Path, required: str, outcome: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsE", "-p", "no:cacheprovider",
         "tests/graph/stores/test_neo4j.py::test_dates_are_text"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": str(tmp_path), "WENMAI_TEST_REQUIRE_ALL": required},
    )  # fmt: skip
    assert outcome in run.stdout
    assert "neo4j tests need java and mvn" in run.stdout
