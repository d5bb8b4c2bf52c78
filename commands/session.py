"""What all commands share: where the data are, which language, how rows are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import UsageError, WenmaiError
from ..output import STDOUT, Format, chosen_format, format_of, one_line, opened, print_rows

if TYPE_CHECKING:
    from ..graph.schema import Labelled
    from ..output import Row
    from ..project import Project

DATA = Path("wenmai-data")
IN_TABLE = 10_000
"""Most rows of a table, which is made as a whole."""
COUNTED = 10_000
"""Most further rows that are counted when not all are shown; a query may have no end of them."""


class Lang(StrEnum):
    """The languages of the interface."""

    en = "en"
    zh = "zh"


DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Data directory [WENMAI_DATA, ./wenmai-data]."),
]
LangOption = Annotated[
    Lang | None, typer.Option("--lang", help="Language of labels and messages [WENMAI_LANG, en].")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="How to print; a terminal gets a table, a pipe JSON lines."),
]
LexiconOption = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="DIR",
        envvar="WENMAI_LEXICON",
        show_envvar=False,
        help="Word lists of your own, added to ours [WENMAI_LEXICON].",
    ),
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help="Value of a parameter; may be repeated."),
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Most rows.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0, metavar="SECONDS", help="Give up after; 0 never does.")
]
OutputOption = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="Heading of the page.")]


class Session:
    """One run of the command line: ``data`` is the data directory, ``lang`` "en" or "zh"."""

    def __init__(self, data: Path, lang: str) -> None:
        """Start with what the root was given, or its defaults."""
        self.data = data
        self.lang = lang

    @classmethod
    def of(cls, ctx: typer.Context, data: Path | None, lang: Lang | None) -> Session:
        """Return the session of a run; what a command itself was given goes before the root's."""
        session: Session = ctx.find_root().obj
        session.data = data or session.data
        session.lang = lang or session.lang
        return session

    def project(self) -> Project:
        """Return the data directory."""
        from ..project import Project

        return Project(self.data, self.note)

    def say(self, key: str, **values: Any) -> str:
        """Return a phrase in the user's language."""
        from .words import say

        return say(self.lang, key, **values)

    def note(self, text: str) -> None:
        """Print a line on standard error, where it does not mix with results."""
        print(one_line(text), file=sys.stderr, flush=True)

    def fail(self, error: WenmaiError) -> None:
        """Print an error and what to do about it."""
        self.note(self.say("error", message=error.message))
        if error.hint:
            self.note(self.say("hint", hint=error.hint))

    def rows(
        self,
        columns: Sequence[Labelled],
        rows: Iterable[Row],
        form: Format | None,
        limit: int | None = None,
        terms: Mapping[str, str] | None = None,
        *,
        output: str = STDOUT,
        remarks: Sequence[str] = (),
    ) -> None:
        """Print at most ``limit`` rows, or write them to ``output``; say how many more there are.

        Rows are taken one by one, as `print_rows` says, and ``terms`` is its. Without a ``form``
        the suffix of ``output`` tells it. ``remarks`` are for a reader: Markdown has them below the
        rows, a table and a workbook come with them; elsewhere the result is for programs.
        """
        form = form or format_of(output)
        if form is None:
            form = chosen_format(None, sys.stdout) if output == STDOUT else Format.json
        most = min(limit or IN_TABLE, IN_TABLE) if form is Format.table else limit
        given = iter(rows)
        shown = _Counted(islice(given, most))
        with opened(output) as stream:
            print_rows(columns, shown, form=form, lang=self.lang, terms=terms, stream=stream)
            if form is Format.md and remarks:
                stream.write("\n" + "\n\n".join(remarks) + "\n")
        further = sum(1 for _ in islice(given, COUNTED)) if shown.count == most else 0
        if further:
            key = "cut" if further < COUNTED else "cut_uncounted"
            key = key if most == limit else "cut_table"
            self.note(self.say(key, shown=shown.count, count=shown.count + further))
        elif form is Format.table:
            key = {0: "nothing_found", 1: "one_row"}.get(shown.count, "rows")
            self.note(self.say(key, count=shown.count))
        if form in (Format.table, Format.xlsx):
            for line in remarks:
                self.note(line)
        if output != STDOUT:
            self.note(self.say("wrote", file=output))


class _Counted:
    """Rows, and how many of them have been taken."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def pairs(params: Sequence[str] | None) -> dict[str, str]:
    """Return what ``--param`` was given, by name.

    Raises:
        UsageError: one is not NAME=VALUE, or a name is given twice.
    """
    found: dict[str, str] = {}
    for param in params or ():
        name, equals, value = param.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                f"--param {param!r} is not NAME=VALUE", "for example --param min_years=2"
            )
        if name.strip() in found:
            raise UsageError(f"--param {name.strip()} is given twice", "give it once")
        found[name.strip()] = value
    return found
