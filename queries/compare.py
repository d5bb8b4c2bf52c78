"""Says where the answers of several stores to one question differ."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from ..errors import DataError
from .catalogue import Answer


def agreed(name: str, answers: Mapping[str, Answer]) -> Answer:
    """Return the answer that all stores give to the question ``name``.

    ``answers`` has at least one store's answer, by the store's name. Rows, their order and the
    statements that they rest on must be equal.

    Raises:
        DataError: two stores differ; the hint has the first row that does.
    """
    (first, answer), *others = answers.items()
    for store, other in others:
        if other == answer:
            continue
        pairs = itertools.zip_longest(
            zip(answer.rows, answer.evidence, strict=True),
            zip(other.rows, other.evidence, strict=True),
        )
        number, (one, two) = next(
            (n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1]
        )
        raise DataError(
            f"{first} and {store} answer {name} differently:"
            f" {len(answer.rows)} and {len(other.rows)} rows",
            f"row {number}: {first} has {_shown(one)}, {store} has {_shown(two)}",
        )
    return answer


def _shown(row: object) -> str:
    return "none" if row is None else repr(row)
