"""Reading is not to get worse: what the program makes of annotated letters."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from given import GOLD, SAMPLES, SHARED
from scoring import Score, comparable, norm, score
from wenmai.loaders.extract import extract
from wenmai.loaders.reading import read

REAL = SHARED / "seeds" / "000_b8c602cece43347f.txt"


@pytest.fixture(scope="module")
def samples() -> Score:
    triples = []
    for path in sorted(SAMPLES.glob("*.txt")):
        for part, found in enumerate(read(path.read_text(encoding="utf-8"), path.name), 1):
            name = path.stem if part == 1 else f"{path.stem}#{part}"
            gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
            triples.append((name, gold, extract(found)))
    assert len(triples) == len(list(GOLD.glob("*.json"))) == 20
    return score(triples)


def test_fields_of_the_samples(samples: Score) -> None:
    assert samples.fields.f1 >= 0.97, samples.wrong


def test_entities_of_the_samples(samples: Score) -> None:
    assert samples.entities.f1 >= 0.88


def test_actions_of_the_samples(samples: Score) -> None:
    assert samples.actions.f1 >= 0.85


def test_the_scorer_counts_what_agrees() -> None:
    gold: dict[str, Any] = {
        "letter": {"year": 2022, "proposal_title": "关于灯彩的建议"},
        "entities": [{"type": "Place", "name": "甲"}, {"type": "Event", "name": "“乙”节"}],
        "actions": [{"predicate": "BUILDS", "object": "甲"}],
    }
    found: dict[str, Any] = {
        "letter": {"year": 2021, "proposal_title": "灯彩"},
        "entities": [{"type": "Event", "name": "乙节"}, {"type": "Plan", "name": "甲"}],
        "actions": [],
    }
    result = score([("one", gold, found)])
    assert (result.entities.right, result.entities.f1) == (1, 0.5)
    assert (result.actions.gold, result.actions.f1) == (1, 0.0)
    assert result.wrong == ["one: year is '2021', not '2022'"]
    assert score([("one", gold, gold)]).actions.f1 == 1.0


def test_names_are_compared_without_marks_and_widths() -> None:
    assert norm("“数字（shù）ＡＢ” 馆") == "数字ab馆"
    assert comparable("proposal_number", "第087号") == comparable("proposal_number", "87")
    assert comparable("co_departments", ["甲", "乙"]) == comparable("co_departments", ["乙", "甲"])


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
