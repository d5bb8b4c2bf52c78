"""Loads the rules that are data: the lists in `lexicon/`, and those that a user adds to them.

Each list is loaded once, and what is made of the lists (`derived`) is kept with them, until the
user's folder changes.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import TypeVar

from ..errors import DataError, UsageError
from ..graph.schema import schema

Row = tuple[str, ...]
Made = TypeVar("Made")

_OURS = resources.files(__package__).joinpath("lexicon")
_theirs: dict[str, tuple[Row, ...]] = {}
_kept: list[Callable[[], None]] = []


def derived(make: Callable[[], Made]) -> Callable[[], Made]:
    """Return ``make``, which makes something of the lists, called once for each lexicon."""
    cached = functools.cache(make)
    _kept.append(cached.cache_clear)
    return cached


def use(folder: Path | None) -> None:
    """Add the lists in ``folder`` to ours from now on; None goes back to ours alone.

    Raises:
        UsageError: a file has another name than ours, or a row does not fit its list.
    """
    added = {} if folder is None else _read(folder)
    if added != _theirs:
        _theirs.clear()
        _theirs.update(added)
        table.cache_clear()
        for clear in _kept:
            clear()


@functools.cache
def table(name: str, columns: int) -> tuple[Row, ...]:
    """Return the rows of the list ``name``, the user's last; lines that begin with # are its head.

    In a list of two columns a user's row takes the place of ours with the same first column.

    Raises:
        DataError: a row has not ``columns`` tab-separated fields.
    """
    rows = _ours(name)
    for count, row in rows:
        if len(row) != columns:
            raise DataError(f"lexicon/{name} line {count}: {len(row)} fields, expected {columns}")
    added = _theirs.get(name, ())
    replaced = {row[0] for row in added} if columns == 2 else set()
    return (*(row for _, row in rows if row[0] not in replaced), *added)


def mapping(name: str) -> dict[str, str]:
    """Return a two-column list as a mapping from the first to the second."""
    return {row[0]: row[1] for row in table(name, 2)}


def words(name: str) -> tuple[str, ...]:
    """Return the first column of a one-column list."""
    return tuple(row[0] for row in table(name, 1))


def _ours(name: str) -> list[tuple[int, Row]]:
    """The rows of our list with their line numbers."""
    return list(_rows(_OURS.joinpath(name).read_text("utf-8")))


def _rows(text: str) -> Iterable[tuple[int, Row]]:
    for count, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield count, tuple(line.split("\t"))


def _columns(name: str) -> list[str]:
    """The names of a list's columns, which the last line of its head gives."""
    head = [
        line for line in _OURS.joinpath(name).read_text("utf-8").splitlines() if line[:1] == "#"
    ]
    return [column.partition(":")[0] for column in head[-1].removeprefix("# ").split("\t")]


def _read(folder: Path) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each list in the user's folder."""
    known = sorted(file.name for file in _OURS.iterdir() if file.name.endswith(".tsv"))
    try:
        files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
        found = {}
        for file in files:
            if file.name not in known:
                raise UsageError(
                    f"lexicon {folder} has {file.name}, which is no list of ours",
                    f"lists are {', '.join(known)}",
                )
            found[file.name] = _checked(file)
    except OSError as error:
        raise UsageError(
            f"lexicon {error.filename or folder} cannot be read: {error.strerror or error}",
            "give a folder with lists named like those of docs/lexicon.md",
        ) from error
    return found


def _checked(file: Path) -> tuple[Row, ...]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"lexicon {file} is no UTF-8", "save it as UTF-8") from error
    columns = _columns(file.name)
    found = []
    for count, row in _rows(text):
        row = tuple(field.strip() for field in row)
        place = f"lexicon {file} line {count}"
        if len(row) != len(columns) or not all(row):
            raise UsageError(
                f"{place}: {len(row)} fields, expected {len(columns)}",
                f"separate {', '.join(columns)} by tabs" if len(columns) > 1 else "one word a line",
            )
        for n, column in enumerate(columns[1:], 1):
            _check(row[n], place, file.name, column, n)
        found.append(row)
    return tuple(found)


def _check(value: str, place: str, name: str, column: str, n: int) -> None:
    """A frequency is a number; any other column has the values that the vocabulary or ours has."""
    if column == "frequency":
        if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
            raise UsageError(f"{place}: {value} is no frequency", "give a whole number above 0")
        return
    if column == "type":
        allowed = set(schema().entity_types)
    elif column == "predicate":
        allowed = set(schema().actions)
    elif column == "theme":
        return  # a user's letters may have themes that ours lack
    else:
        allowed = {row[n] for _, row in _ours(name)}
    if value not in allowed:
        raise UsageError(
            f"{place}: {value} is no {column}", f"give one of {', '.join(sorted(allowed))}"
        )


def alternation(items: Iterable[str]) -> str:
    """Return a regular expression group that matches any of the items, the longest first.

    Items that begin alike share their beginning, so that long lists are matched quickly.
    """
    return _branches(sorted(set(items)), 0)


def _branches(items: Sequence[str], depth: int) -> str:
    """Return the group for sorted items that are equal in their first ``depth`` characters."""
    ends = len(items[0]) == depth
    branches = []
    for char, group in itertools.groupby(items[ends:], lambda item: item[depth]):
        branches.append(re.escape(char) + _branches(list(group), depth + 1))
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    if depth == 0 and len(branches) == 1:
        joined = f"(?:{joined})"
    return f"{joined}?" if ends else joined
