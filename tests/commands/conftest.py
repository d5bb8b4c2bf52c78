"""A ledger of all sample letters, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import SAMPLES, wenmai


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with every letter of samples/. Tests must not change it."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    assert wenmai("ingest", SAMPLES, data=folder).code == 0
    return folder
