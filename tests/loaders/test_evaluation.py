"""Scores against gold: by hand, and as another program counts them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from given import GOLD, ROOT, SAMPLES, SHARED
from wenmai.errors import DataError
from wenmai.loaders.evaluation import Scores, Share, Tally, norm, read_annotations, score
from wenmai.loaders.extract import extract
from wenmai.loaders.reading import read

SCORER = SHARED / "eval" / "score.py"


def letter(**parts: Any) -> dict[str, Any]:
    return {"letter": {}, "entities": [], "actions": [], **parts}


def entity(kind: str, name: str, confidence: float | None = None) -> dict[str, Any]:
    return {"type": kind, "name": name, "confidence": confidence}


def action(predicate: str, object_: str, **more: Any) -> dict[str, Any]:
    return {"predicate": predicate, "object": object_, "status": "done", **more}


def figures(scores: Scores) -> dict[str, Any]:
    """Return the scores in the form of the other program."""

    def prf(tally: Tally) -> dict[str, Any]:
        return {
            "p": round(tally.precision, 3),
            "r": round(tally.recall, 3),
            "f1": round(tally.f1, 3),
            "gold": tally.gold,
            "predicted": tally.predicted,
        }

    def share(of: Share) -> float | None:
        return None if of.value is None else round(of.value, 3)

    return {
        "letters": scores.letters,
        "without_prediction": scores.missing,
        "fields": {key: share(of) for key, of in scores.fields.items() if of.count},
        "fields_mean": share(scores.fields_mean) or 0.0,
        "entities": prf(scores.entities),
        "span": prf(scores.span),
        "by_type": {kind: prf(tally) for kind, tally in scores.by_type.items()},
        "actions": prf(scores.actions),
        "status": share(scores.status),
        "actor": share(scores.actor),
    }


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the other scorer is not here")
    spec = importlib.util.spec_from_file_location("other_scorer", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extracted")
    for file in sorted(SAMPLES.glob("*.txt")):
        for found in read(file.read_text(encoding="utf-8"), file.name):
            part = found.letter.part
            name = file.stem if part == 1 else f"{file.stem}#{part}"
            text = json.dumps(extract(found), ensure_ascii=False)
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("gold", [GOLD, ROOT / "tests" / "gold", SHARED / "eval" / "dev"])
def test_the_other_program_counts_the_same(
    scorer: ModuleType, extracted: Path, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = score(read_annotations(gold), read_annotations(extracted))
    assert figures(scores) == scorer.score(gold, extracted, True)
    listed = capsys.readouterr().out.splitlines()
    assert len(scores.differences) == len(listed)


def test_it_counts_the_same_where_all_letters_are_those_of_others(
    scorer: ModuleType, tmp_path: Path
) -> None:
    """Predictions that are other letters' gold: names and actions in every mixture."""
    gold = ROOT / "tests" / "gold"
    files = sorted(gold.glob("*.json"))
    for file, other in zip(files, [*files[1:], files[0]], strict=True):
        both = [json.loads(f.read_text(encoding="utf-8")) for f in (file, other)]
        mixed = {
            "letter": both[1]["letter"],
            "entities": both[0]["entities"][::2] + both[1]["entities"],
            "actions": both[0]["actions"][1:] + both[1]["actions"][::2],
        }
        (tmp_path / file.name).write_text(json.dumps(mixed), encoding="utf-8")
    found = score(read_annotations(gold), read_annotations(tmp_path))
    assert figures(found) == scorer.score(gold, tmp_path)
    assert 0 < found.entities.f1 < 1
    assert 0 < found.actions.f1 < 1


def test_what_is_right_missed_and_too_much() -> None:
    gold = {
        "a": letter(
            letter={"year": 2022, "proposal_title": "关于灯彩的建议"},
            entities=[entity("Place", "甲"), entity("Event", "“乙”节")],
            actions=[action("BUILDS", "甲", actor="丙局"), action("BUILDS", "丁")],
        ),
        "b": letter(entities=[entity("Place", "戊")]),
    }
    found = {
        "a": letter(
            letter={"year": 2021, "proposal_title": "灯彩"},
            entities=[entity("Event", "乙节"), entity("Plan", "甲"), entity("Assembly", "会")],
            actions=[action("BUILDS", "甲", actor="己局"), action("FUNDS", "甲")],
        )
    }
    scores = score(gold, found)
    assert (scores.letters, scores.missing) == (2, ["b"])
    assert (scores.entities.right, scores.entities.predicted, scores.entities.gold) == (1, 2, 3)
    assert scores.span.right == 2
    assert (scores.actions.right, scores.status.value, scores.actor.value) == (1, 1.0, 0.0)
    assert scores.fields["proposal_title"].value == 1.0
    told = {(d.letter, d.group, d.kind, d.gold, d.predicted) for d in scores.differences}
    assert told == {
        ("a", "field", "year", "2022", "2021"),
        ("a", "entity", "Place", "甲", None),
        ("a", "entity", "Plan", None, "甲"),
        ("a", "action", "BUILDS", "丁", None),
        ("a", "action", "FUNDS", None, "甲"),
        ("b", "entity", "Place", "戊", None),
    }


def test_precision_by_confidence() -> None:
    gold = {"a": letter(entities=[entity("Place", "甲"), entity("Place", "乙")])}
    found = [
        entity("Place", "甲", 0.9),
        entity("Place", "乙", 0.55),
        entity("Place", "丙", 0.5),
        entity("Place", "丁", 1.0),
        entity("Place", "戊", 0.2),
        entity("Place", "己"),
    ]
    scores = score(gold, {"a": letter(entities=found)})
    shares = {low: (share.right, share.count) for low, share in scores.entity_confidence.items()}
    assert shares == {0.0: (0, 1), 0.5: (1, 2), 0.9: (1, 2)}
    assert list(shares) == sorted(shares)
    assert scores.action_confidence == {}


def test_nothing_scores_nothing() -> None:
    scores = score({}, {})
    assert (scores.entities.f1, scores.status.value, scores.letters) == (0.0, None, 0)


def test_names_are_compared_without_quotes_and_blanks() -> None:
    assert norm(" “青岚”(qīnglán) 《ＡＢ》⻓") == "青岚ab长"
    assert norm(None) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1]",
        '{"letter": 1}',
        '{"letter": {}}',
        '{"letter": {}, "entities": [{}], "actions": []}',
    ],
)
def test_what_is_no_annotation_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "信.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"信\.json is no"):
        read_annotations(tmp_path)


def test_other_json_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text('{"letters": 3}', encoding="utf-8")
    assert read_annotations(tmp_path) == {}
