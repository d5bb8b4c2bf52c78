"""Resolution against the pairs of names that a person has judged."""

from __future__ import annotations

import pairs
import pytest

LEAST_PRECISION, LEAST_RECALL = 0.98, 0.92


def test_there_are_enough_pairs_of_each_verdict() -> None:
    for split in ("dev", "held-out"):
        verdicts = [pair.verdict for pair in pairs.load(split)]
        assert set(verdicts) == {pairs.SAME, pairs.DIFFERENT, pairs.SUCCESSOR}
    as_written = [p for s in ("dev", "held-out") for p in pairs.load(s) if p.wordings == "letters"]
    assert len(as_written) >= 300


@pytest.mark.parametrize("split", ["dev", "held-out"])
def test_names_are_joined_rightly(split: str) -> None:
    listed = pairs.load(split)
    found = pairs.score(listed, [pairs.judge(pair) for pair in listed])
    assert found.precision >= LEAST_PRECISION, found.wrong
    assert found.recall >= LEAST_RECALL, found.wrong


def test_a_wrong_kind_of_link_counts_as_wrong() -> None:
    listed = [p for p in pairs.load("dev") if p.verdict == pairs.SUCCESSOR]
    as_same = pairs.score(listed, [pairs.SAME] * len(listed))
    assert (as_same.precision, as_same.recall) == (0, 0)
    nothing = pairs.score(listed, [pairs.DIFFERENT] * len(listed))
    assert nothing.recall == 0
