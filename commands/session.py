"""What all commands share: where the data are, which language, how rows are printed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import UsageError, WenmaiError
from ..output import Format, chosen_format, one_line, print_rows

if TYPE_CHECKING:
    from ..graph.schema import Labelled
    from ..output import Row
    from ..project import Project

DATA = Path("wenmai-data")


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
        rows: Sequence[Row],
        form: Format | None,
        limit: int | None = None,
        terms: Mapping[str, str] | None = None,
    ) -> None:
        """Print at most ``limit`` rows, and below a table how many there are.

        ``terms`` is that of `print_rows`.
        """
        shown = rows if limit is None else rows[:limit]
        print_rows(columns, shown, form=form, lang=self.lang, terms=terms)
        if len(shown) < len(rows):
            self.note(self.say("cut", shown=len(shown), count=len(rows)))
        elif chosen_format(form, sys.stdout) is Format.table:
            key = {0: "nothing_found", 1: "one_row"}.get(len(rows), "rows")
            self.note(self.say(key, count=len(rows)))


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
