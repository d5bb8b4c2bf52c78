"""Decisions together: what they join, what they keep apart, where they contradict each other."""

from __future__ import annotations

import itertools

import pytest
from wenmai.graph.decisions import Decision, Judgement, Kind, judge

TYPES = dict.fromkeys("abcdef", "Place") | {"x": "Event"}


def decision(kind: Kind, left: str, right: str, time: str = "2026-01-01") -> Decision:
    return Decision(time, kind, left, right, "王编辑")


def judged(*decisions: Decision) -> Judgement:
    return judge(
        decisions, lambda wanted, _: wanted if wanted in TYPES else None, TYPES.__getitem__
    )


def states(judgement: Judgement) -> list[str]:
    return [j.state for j in judgement.judged]


def test_a_chain_goes_into_the_first_that_was_named() -> None:
    found = judged(
        decision("same", "b", "a"), decision("same", "c", "d"), decision("same", "d", "a")
    )
    assert found.survivors == {"a": "b", "c": "b", "d": "b"}
    assert states(found) == ["applied"] * 3


def test_a_later_decision_never_moves_what_an_earlier_one_named() -> None:
    one = judged(decision("same", "c", "a"))
    more = judged(decision("same", "c", "a"), decision("same", "b", "c"))
    assert one.survivors == {"a": "c"}
    assert more.survivors == {"a": "c", "b": "c"}


def test_a_contradiction_is_a_path_and_nothing_of_it_is_applied() -> None:
    path = (
        decision("same", "a", "b"),
        decision("same", "b", "c"),
        decision("different", "c", "a"),
    )
    for order in itertools.permutations(path):
        found = judged(*order, decision("same", "e", "f"))
        assert found.survivors == {"f": "e"}
        assert found.apart == {}
        assert len(found.contradicted()) == 3
        for j in found.contradicted():
            assert set(j.path) == set(path)
            assert j.path[-1].kind == "different"


def test_only_the_path_is_left_out_not_what_hangs_on_it() -> None:
    found = judged(
        decision("same", "a", "b"),
        decision("same", "b", "c"),
        decision("same", "c", "d"),
        decision("different", "a", "c"),
    )
    assert found.survivors == {"d": "c"}
    assert states(found) == ["contradicted", "contradicted", "applied", "contradicted"]


def test_the_last_word_on_a_pair_counts() -> None:
    found = judged(decision("same", "a", "b"), decision("different", "b", "a", "2026-01-02"))
    assert states(found) == ["superseded", "applied"]
    assert found.survivors == {}
    assert set(found.apart) == {frozenset("ab")}
    unsure = judged(decision("same", "a", "b"), decision("unsure", "a", "b", "2026-01-02"))
    assert states(unsure) == ["superseded", "unsure"]
    assert unsure.survivors == {}


def test_what_is_undone_is_as_if_it_had_not_been() -> None:
    same = decision("same", "a", "b")
    found = judged(same, decision("undo", same.id, ""), decision("different", "a", "c"))
    assert states(found) == ["undone", "applied", "applied"]
    assert found.survivors == {}


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (decision("same", "a", "gone"), "vanished"),
        (decision("same", "a", "x"), "types"),
        (decision("different", "a", "x"), "applied"),
    ],
)
def test_what_cannot_be_applied_is_kept_and_says_so(given: Decision, state: str) -> None:
    found = judged(given)
    assert states(found) == [state]
    assert found.judged[0].decision == given
    assert found.survivors == {}


def test_an_id_is_of_the_content() -> None:
    assert decision("same", "a", "b").id == decision("same", "a", "b").id
    assert decision("same", "a", "b").id != decision("same", "a", "c").id
