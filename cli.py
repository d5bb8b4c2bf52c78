"""The command line `wenmai`: puts the commands together, and says what went wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from . import __version__
from .commands import deliver, doctor, letters, overview, questions, raw
from .commands.session import DATA, Lang, Session
from .errors import WenmaiError

INTERRUPTED = 130
CLOSED_PIPE = 141
"""What a shell reports for a program that a signal ended: 128 and the signal's number."""


class Root(TyperGroup):
    """The root of all commands. Any other exception than ours is a defect and stays visible."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a deliberate error is one line and a hint, and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except WenmaiError as error:
            ctx.obj.fail(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            ctx.obj.note(ctx.obj.say("stopped"))
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            # What is still to be written goes nowhere, so that leaving does not complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(CLOSED_PIPE) from error
        return result


app = typer.Typer(
    cls=Root,
    name="wenmai",
    help="A knowledge graph of cultural policy from replies to deputies' proposals.",
    epilog="`wenmai COMMAND --help` shows examples. Start with: wenmai ingest PATH",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
COMMANDS: tuple[Callable[..., None], ...] = (
    letters.ingest,
    letters.extract,
    overview.stats,
    overview.search,
    raw.cypher,
    raw.sparql,
    deliver.export,
    deliver.view,
    deliver.push,
    doctor.doctor,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(questions.app, name="query")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"wenmai {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    data: Annotated[
        Path,
        typer.Option("--data", envvar="WENMAI_DATA", metavar="DIR", help="Data directory."),
    ] = DATA,
    lang: Annotated[
        Lang, typer.Option("--lang", envvar="WENMAI_LANG", help="Language of labels and messages.")
    ] = Lang.en,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """A knowledge graph of cultural policy from replies to deputies' proposals."""
    ctx.obj = Session(data, lang)


def main() -> None:
    """Run `wenmai`. Text is UTF-8 wherever it does not go to a terminal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    app()
