"""The command line `wenmai`: puts the commands together, and says what went wrong."""

from __future__ import annotations

import importlib
import io
import os
import sys
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from . import __version__
from .commands.session import DATA, Lang, Session
from .errors import WenmaiError

INTERRUPTED = 130
CLOSED_PIPE = 141
"""What a shell reports for a program that a signal ended: 128 and the signal's number."""

# Name -> module in `commands` that has a function or group of that name, and what the list of
# commands says. A module is loaded when its command is asked for: `wenmai --help` must be quick.
COMMANDS = {
    "ingest": ("letters", "Read letters into the ledger."),
    "fetch": ("fetch", "Read pages from addresses into a cache that `ingest` reads."),
    "extract": ("letters", "Print what is read from letters, and store nothing."),
    "evaluate": ("evaluate", "Score what is read from letters against annotations made by hand."),
    "show": ("show", "Print a letter with its sources and places."),
    "stats": ("overview", "Count letters, entities, edges and years."),
    "search": ("overview", "Find entities by name or alias, and letters by their text."),
    "explain": ("review", "Say why an entity is what it is, and what was kept apart."),
    "review": ("review", "Walk through the doubtful pairs of names and decide."),
    "decisions": ("review", "List, undo, share and take over decisions."),
    "query": ("questions", "List, show, run and make named questions."),
    "cypher": ("raw", "Ask the graph in Cypher."),
    "sparql": ("raw", "Ask the graph in SPARQL."),
    "shell": ("shell", "Ask in Cypher and SPARQL, interactively."),
    "report": ("report", "Write a page that tells what connects across the years."),
    "analyse": ("analyse", "Bridges, communities, paths and the network of handlers."),
    "export": ("deliver", "Write the graph in another format."),
    "import": ("importing", "Read an export with its letters back."),
    "validate": ("validate", "Check the graph, or a file of RDF."),
    "view": ("view", "Write pages that show the graph."),
    "serve": ("serve", "Serve the graph to browsers and programs."),
    "push": ("deliver", "Write the graph to a Neo4j server."),
    "doctor": ("doctor", "Check what works, and say what to do."),
}


class Root(TyperGroup):
    """The root of all commands. Any other exception than ours is a defect and stays visible."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, loaded now, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".commands.{COMMANDS[cmd_name][0]}", __package__)
        found = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        if not isinstance(found, typer.Typer):
            single = typer.Typer(add_completion=False, rich_markup_mode=None)
            single.command(cmd_name)(found)
            found = single
        return typer.main.get_command(found)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands into the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

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
    epilog="`wenmai COMMAND --help` shows examples. Start with: wenmai ingest PATH",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
