"""Rules against similarity of names, on the pairs of tests/gold/name_pairs.tsv.

Usage: python bench/name_pairs.py

Prints precision and recall on both halves for the rules of `graph/resolve.py` and, where rapidfuzz
is installed (pip install rapidfuzz; it is no part of wenmai), for thresholds on its similarities.
Each threshold is the one with the best F1 on the first half. A similarity cannot tell a successor:
there it is given the benefit and counted as right wherever it joins two names that belong together.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import pairs
from pairs import DIFFERENT, Pair

Measure = Callable[[str, str], float]


def figures(listed: list[Pair], joined: list[bool]) -> tuple[float, float]:
    """Return precision and recall of joining what belongs together."""
    hits = sum(j and p.verdict != DIFFERENT for p, j in zip(listed, joined, strict=True))
    wanted = sum(p.verdict != DIFFERENT for p in listed)
    return hits / max(1, sum(joined)), hits / wanted


def names(pair: Pair) -> tuple[str, str]:
    return pair.left.name, pair.right.name


def placed(pair: Pair) -> tuple[str, str]:
    """The names with their writers' places in front: what a similarity can know of the letter."""
    return pair.left.place + pair.left.name, pair.right.place + pair.right.name


def near(pair: Pair) -> bool:
    """Whether both writers are of one place: a block within which names are compared."""
    return pair.left.place == pair.right.place


def best(listed: list[Pair], measured: list[float]) -> float:
    def f1(threshold: float) -> float:
        precision, recall = figures(listed, [m >= threshold for m in measured])
        return 2 * precision * recall / max(1e-9, precision + recall)

    return max(range(40, 101), key=f1)


def main() -> None:
    dev, held_out = pairs.load("dev"), pairs.load("held-out")
    rows: list[tuple[str, list[tuple[float, float]]]] = []
    scores = [pairs.score(half, [pairs.judge(p) for p in half]) for half in (dev, held_out)]
    rows.append(("rules", [(s.precision, s.recall) for s in scores]))
    try:
        fuzz = importlib.import_module("rapidfuzz.fuzz")
    except ImportError:
        print("rapidfuzz is not installed: the rules alone", file=sys.stderr)
    else:
        for label, measure in (
            ("ratio", fuzz.ratio),
            ("partial_ratio", fuzz.partial_ratio),
            ("token_set_ratio", fuzz.token_set_ratio),
            ("WRatio", fuzz.WRatio),
        ):
            rows += similarities(label, measure, dev, held_out)
    print(f"{'':38} {'dev':>15} {'held-out':>15}")
    for label, both in rows:
        print(f"{label:38} " + " ".join(f"{p:7.3f} {r:7.3f}" for p, r in both))
    print(f"{'':38} {'P':>7} {'R':>7} {'P':>7} {'R':>7}")


def similarities(
    label: str, measure: Measure, dev: list[Pair], held_out: list[Pair]
) -> list[tuple[str, list[tuple[float, float]]]]:
    found = []
    for what, words, block in (
        ("names", names, False),
        ("names in one place", names, True),
        ("place and name", placed, False),
    ):
        measured = [
            [0.0 if block and not near(p) else measure(*words(p)) for p in half]
            for half in (dev, held_out)
        ]
        threshold = best(dev, measured[0])
        both = [
            figures(half, [m >= threshold for m in ms])
            for half, ms in zip((dev, held_out), measured, strict=True)
        ]
        found.append((f"{label}, {what} ≥ {threshold}", both))
    return found


if __name__ == "__main__":
    main()
