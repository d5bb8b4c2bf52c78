"""Reading is not to get worse: what the program makes of annotated letters."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from given import GOLD, SAMPLES, SHARED
from wenmai.loaders.evaluation import Scores, score
from wenmai.loaders.extract import extract
from wenmai.loaders.reading import read

REAL = SHARED / "seeds" / "000_b8c602cece43347f.txt"


@pytest.fixture(scope="module")
def samples() -> Scores:
    predicted = {}
    for path in sorted(SAMPLES.glob("*.txt")):
        for part, found in enumerate(read(path.read_text(encoding="utf-8"), path.name), 1):
            predicted[path.stem if part == 1 else f"{path.stem}#{part}"] = extract(found)
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in GOLD.glob("*.json")}
    assert gold.keys() == predicted.keys()
    assert len(gold) == 20
    return score(gold, predicted)


def test_fields_of_the_samples(samples: Scores) -> None:
    share = samples.fields_mean.value
    assert share is not None
    assert share >= 0.97, [d for d in samples.differences if d.group == "field"]


def test_entities_of_the_samples(samples: Scores) -> None:
    assert samples.entities.f1 >= 0.88


def test_actions_of_the_samples(samples: Scores) -> None:
    assert samples.actions.f1 >= 0.85


def scorer() -> ModuleType:
    """Load the scorer that lies beside the repository."""
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not REAL.exists(), reason="no letter that is not published lies beside")
def test_a_real_letter(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found"
    gold.mkdir()
    found.mkdir()
    name = f"{REAL.stem}.json"
    (gold / name).write_bytes((SHARED / "eval" / "dev" / name).read_bytes())
    (reading,) = read(REAL.read_text(encoding="utf-8"), REAL.name)
    (found / name).write_text(json.dumps(extract(reading), ensure_ascii=False), encoding="utf-8")
    result = scorer().score(gold, found)
    assert result["fields_mean"] == 1.0, result["fields"]
    assert result["entities"]["f1"] >= 0.80
    assert result["actions"]["f1"] >= 0.45
