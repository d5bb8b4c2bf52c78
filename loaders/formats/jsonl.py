"""JSON lines: one object a row. The keys of all objects are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from ...errors import UnreadableError
from ..limits import MAX_CHARACTERS
from ..tables import Row


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yield the keys of the first object as names of columns, then a row a line.

    Raises:
        UnreadableError: a line is no JSON object.
    """
    columns: list[str] = []
    number = 0
    while line := stream.readline(4 * MAX_CHARACTERS):
        number += 1
        if not line.strip():
            continue
        try:
            item = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(
                f"{name} line {number} is no JSON", "each line must be one object, in UTF-8"
            ) from error
        if not isinstance(item, dict):
            raise UnreadableError(
                f"{name} line {number} is no JSON object", 'write {"text": "…"} on each line'
            )
        if not columns:
            columns = list(item)
            yield Row("", 0, columns)
        yield Row("", number, [_text(item.get(column)) for column in columns])


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
