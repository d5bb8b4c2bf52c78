"""Prints rows: a table or Markdown for people, JSON lines, CSV, TSV or a workbook for programs.

A table shows labels in the user's language, and so does Markdown; the other formats have the plain
names and values. Rows are written one by one where the format allows: not in a table, whose widths
depend on all of them, nor in a workbook.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from .errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from .graph.schema import Labelled

Row = Sequence[object]
"""One cell a column: text, numbers, booleans, None, lists or maps."""
STDOUT = "-"

_UNTERMINATED_WIDTH = 120
"""Columns of a table that goes to no terminal."""
_READABLE = 14
"""Cells that a column of running text needs to be readable."""
_GAP = 2
_EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|]")
"""What Markdown would take for more than text."""
_SHEET_ROWS = 1_048_576


class Format(StrEnum):
    """How rows are printed. ``json`` is one object a line."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    xlsx = "xlsx"


def print_rows(
    columns: Sequence[Labelled],
    rows: Iterable[Row],
    *,
    form: Format | None = None,
    lang: str = "en",
    terms: Mapping[str, str] | None = None,
    stream: TextIO | None = None,
) -> None:
    """Print ``rows``, one cell a column, to ``stream`` (standard output if None).

    Without a ``form`` a terminal gets a table, anything else JSON lines. A table too wide for the
    terminal becomes a list of records, one line a cell. ``terms`` says what a table shows in place
    of a value, beside the terms of the vocabulary.
    """
    # Here and below: a command line that only shows its help should not load what it needs not.
    import csv
    import json

    out = stream or sys.stdout
    chosen = chosen_format(form, out)
    names = [column.name for column in columns]
    if chosen is Format.table:
        labels = [column.label(lang) for column in columns]
        _table(labels, names, list(rows), _Words(lang, terms or {}), out)
    elif chosen is Format.md:
        labels = [column.label(lang) for column in columns]
        _markdown(labels, names, rows, _Words(lang, terms or {}), out)
    elif chosen is Format.xlsx:
        _workbook(names, rows, out)
    elif chosen is Format.json:
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
    else:
        writer = csv.writer(
            out, delimiter="," if chosen is Format.csv else "\t", lineterminator="\n"
        )
        writer.writerow(names)
        writer.writerows([_flat(cell) for cell in row] for row in rows)


def chosen_format(form: Format | None, stream: TextIO) -> Format:
    """Return ``form``, or what ``stream`` gets without one."""
    return form or (Format.table if stream.isatty() else Format.json)


def format_of(output: str) -> Format | None:
    """Return the format that the suffix of a file names, None for none and for no file."""
    suffix = Path(output).suffix.removeprefix(".")
    return Format(suffix) if suffix in {*Format} else None


@contextmanager
def opened(output: str) -> Iterator[TextIO]:
    """Give a stream of text that becomes the file ``output`` when the block ends well.

    ``-`` is standard output.

    Raises:
        UsageError: the file cannot be written.
    """
    if output == STDOUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    from .graph.exports.files import write_atomically

    with write_atomically(output) as binary:
        text = io.TextIOWrapper(binary, "utf-8", "surrogateescape", newline="")
        try:
            yield text
        finally:
            text.detach()


def one_line(text: str) -> str:
    """Return ``text`` without line ends and other control characters, safe for a terminal."""
    return _CONTROL.sub(" ", text)


def console(stream: TextIO) -> Console:
    """Return a console for ``stream``. Print `Text` to it: a plain string may hold markup."""
    from rich.console import Console

    width = None if stream.isatty() else _UNTERMINATED_WIDTH
    return Console(file=stream, width=width)


@contextmanager
def progress(
    label: str, line: Callable[[int, int, int], str]
) -> Iterator[Callable[[int, int], None]]:
    """Yield what to call with (done, total); shows it on standard error while the block runs.

    On a terminal that is a bar with counts and the time left; elsewhere now and then a line, which
    ``line`` makes of done, total and the seconds left.
    """
    if sys.stderr.isatty():
        with _bar(label) as step:
            yield step
    else:
        yield _Ticker(line).step


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Transient, and whatever else goes to standard error appears above the bar.
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Ticker:
    def __init__(self, line: Callable[[int, int, int], str]) -> None:
        self._line = line
        self._start = self._last = time.monotonic()

    def step(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not done or done == total or now - self._last < _EVERY:
            return
        self._last = now
        left = (now - self._start) / done * (total - done)
        print(self._line(done, total, round(left)), file=sys.stderr, flush=True)


def _flat(cell: object) -> object:
    """A cell of a CSV file: nothing for null, JSON for lists, maps and booleans."""
    import json

    if cell is None:
        return ""
    if isinstance(cell, bool | list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell


class _Words:
    """Turns cells into what a table shows: terms of the vocabulary by their labels."""

    def __init__(self, lang: str, own: Mapping[str, str]) -> None:
        from .graph.schema import schema

        words = schema()
        self._lang = lang
        self._own = own
        self._terms: Mapping[str, Mapping[str, Labelled]] = {
            "type": words.entity_types,
            "predicate": words.relations,
            "status": words.statuses,
            "level": words.levels,
        }

    def shown(self, column: str, cell: object) -> str:
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return {"zh": ("否", "是"), "en": ("no", "yes")}[self._lang][cell]
        if isinstance(cell, list | tuple):
            return "、".join(self.shown(column, item) for item in cell)
        if isinstance(cell, dict):
            return str(_flat(cell))
        text = one_line(str(cell))
        term = self._terms.get(column, {}).get(text)
        return term.label(self._lang) if term else self._own.get(text, text)


def _table(
    labels: Sequence[str], names: Sequence[str], rows: Sequence[Row], words: _Words, out: TextIO
) -> None:
    from rich.table import Table
    from rich.text import Text

    screen = console(out)
    shown = [[words.shown(n, c) for n, c in zip(names, row, strict=True)] for row in rows]
    if not shown:
        return
    columns = list(zip(*shown, strict=True))
    widths = _widths(labels, columns, screen.width)
    if widths is None:
        _records(labels, shown, screen)
        return
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    for n, (label, width) in enumerate(zip(labels, widths, strict=True)):
        side: Literal["left", "right"] = "right" if all(_is_number(r[n]) for r in rows) else "left"
        table.add_column(Text(label), width=width, overflow="fold", justify=side)
    for cells in shown:
        table.add_row(*map(Text, cells))
    screen.print(table)


def _widths(
    labels: Sequence[str], columns: Sequence[Sequence[str]], screen: int
) -> list[int] | None:
    """Return how wide each column is to be, or None if they cannot all be readable.

    Rich would narrow ids and numbers as well, and cut what does not fit.
    """
    from rich.cells import cell_len

    least, most = [], []
    for label, cells in zip(labels, columns, strict=True):
        head = max(map(cell_len, label.split()))
        longest = max(map(cell_len, cells))
        least.append(max(head, min(longest, _READABLE) if _breakable(cells) else longest))
        most.append(max(cell_len(label), longest))
    room = screen - _GAP * (len(labels) - 1)
    if sum(least) > room:
        return None
    # The widest columns give way first: the greatest cap under which all fit.
    for cap in range(max(most), 0, -1):
        widths = [max(a, min(b, cap)) for a, b in zip(least, most, strict=True)]
        if sum(widths) <= room:
            return widths
    return least


def _markdown(
    labels: Sequence[str], names: Sequence[str], rows: Iterable[Row], words: _Words, out: TextIO
) -> None:
    for cells in (labels, ["---"] * len(labels)):
        out.write(f"| {' | '.join(cells)} |\n")
    for row in rows:
        shown = (words.shown(name, cell) for name, cell in zip(names, row, strict=True))
        out.write(f"| {' | '.join(_MARKUP.sub(_escaped, cell) for cell in shown)} |\n")


def html_table(columns: Sequence[Labelled], rows: Iterable[Row], lang: str) -> str:
    """Return rows as a table in HTML, with the labels of columns and terms; cells are only text."""
    import html

    words = _Words(lang, {})
    head = "".join(f"<th>{html.escape(column.label(lang))}</th>" for column in columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(words.shown(column.name, cell))}</td>"
            for column, cell in zip(columns, row, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _workbook(names: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    """Write a workbook of one sheet; text is text, also where it begins like a formula.

    Raises:
        UsageError: ``out`` is a terminal, or there are more rows than a sheet has.
    """
    from xlsxwriter import Workbook

    if out.isatty():
        raise UsageError("a workbook is no text for a terminal", "add > FILE.xlsx")
    made = io.BytesIO()
    # The time of writing would make every file another one.
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet()
        for column, name in enumerate(names):
            sheet.write_string(0, column, name)
        for number, row in enumerate(rows, 1):
            if number == _SHEET_ROWS:
                raise UsageError(
                    f"a sheet has no more than {_SHEET_ROWS} rows", "use --limit N, or --format csv"
                )
            for column, cell in enumerate(row):
                flat = _flat(cell)
                if isinstance(flat, int | float):
                    sheet.write_number(number, column, flat)
                else:
                    sheet.write_string(number, column, str(flat))
        sheet.freeze_panes(1, 0)
    out.flush()
    out.buffer.write(made.getvalue())


def _is_number(cell: object) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _breakable(cells: Sequence[str]) -> bool:
    """Tell whether a column may be narrowed: ids, numbers and single words may not."""
    return any(not cell.isascii() or " " in cell for cell in cells)


def _records(labels: Sequence[str], shown: Sequence[Sequence[str]], screen: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    for number, cells in enumerate(shown, 1):
        screen.print(Text(f"── {number} ──", style="dim"))
        grid = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(overflow="fold")
        for label, cell in zip(labels, cells, strict=True):
            if cell:
                grid.add_row(Text(label), Text(cell))
        screen.print(grid)
