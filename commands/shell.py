"""`shell`: ask again and again, in both languages, with history and completion."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from .. import asking
from ..asking import On
from ..errors import UsageError, WenmaiError
from ..output import Format
from .questions import resolver
from .session import DataOption, LangOption, Session, TimeoutOption, pairs

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completer
    from prompt_toolkit.document import Document

    from ..graph.stores.base import Store

HISTORY = "shell-history"
_END = ";"
_STORES = {"cypher": On.embedded, "sparql": On.sparql}


def shell(
    ctx: typer.Context,
    language: Annotated[
        str, typer.Option("--language", metavar="cypher|sparql", help="What to begin with.")
    ] = "cypher",
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most rows to print.")
    ] = 50,
    timeout: TimeoutOption = 60,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Ask in Cypher and SPARQL, interactively. A query ends with a semicolon.

    Tab completes types, relations, properties and, in quotes, names. What is asked is kept in the
    data directory for the arrow keys. `.help` lists what else there is.

    \b
    Examples:
      echo '.run series_gaps usual=2' | wenmai shell
      echo 'MATCH (p:Plan) RETURN count(p) AS plans;' | wenmai shell --lang zh
    """
    if language not in _STORES:
        raise UsageError(f"there is no language {language!r}", "give cypher or sparql")
    session = Session.of(ctx, data, lang)
    with ExitStack() as stack:
        Shell(session, stack, language, limit, timeout or None).run()


class Shell:
    """Reads commands and queries until there are no more, and prints what they answer."""

    def __init__(
        self, session: Session, stack: ExitStack, language: str, limit: int, timeout: float | None
    ) -> None:
        """Take what is asked for; stores are opened when they are needed, in ``stack``."""
        self._session = session
        self._project = session.project()
        self._stack = stack
        self._language = language
        self._limit = limit
        self._timeout = timeout
        self._stores: dict[str, Store] = {}

    def run(self) -> None:
        """Read until the end of the input, or `.quit`. An error is told, and does not end it."""
        self._project.graph  # noqa: B018  a missing ledger is told before the first prompt
        for text in self._inputs():
            try:
                if not self._answer(text):
                    return
            except WenmaiError as error:
                self._session.fail(error)

    def _inputs(self) -> Iterable[str]:
        """Yield queries without their semicolon, and lines with a command."""
        if not sys.stdin.isatty():
            yield from _statements(sys.stdin)
            return
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import FileHistory

        self._session.note(self._session.say("shell_hello"))
        asked: PromptSession[str] = PromptSession(
            history=FileHistory(str(self._project.folder / HISTORY)), complete_while_typing=False
        )

        def lines() -> Iterable[str]:
            more = False
            while True:
                prompt = "   ... " if more else f"{self._language}> "
                try:
                    line = asked.prompt(prompt, completer=self.completer())
                except KeyboardInterrupt:
                    more = False
                    yield "\0"
                    continue
                except EOFError:
                    return
                more = not (line.rstrip().endswith(_END) or (not more and line.startswith(".")))
                more = more and bool(line.strip())
                yield line + "\n"

        yield from _statements(lines())

    def _answer(self, text: str) -> bool:
        """Do what ``text`` says; return False to end."""
        if text.startswith("."):
            return self._command(*shlex.split(text))
        from .words import columns

        with self._store(self._language).stream(text, {}, self._timeout) as found:
            self._session.rows(columns(*found.columns), found.rows, Format.table, self._limit)
        return True

    def _command(self, name: str, *rest: str) -> bool:
        if name in (".quit", ".exit"):
            return False
        if name.removeprefix(".") in _STORES:
            self._language = name.removeprefix(".")
        elif name == ".limit" and len(rest) == 1 and rest[0].isdecimal():
            self._limit = int(rest[0])
        elif name == ".run" and rest:
            self._question(rest[0], rest[1:])
        elif name == ".help":
            self._session.note(self._session.say("shell_help"))
        else:
            raise UsageError(f"there is no command {name}", ".help lists them")
        return True

    def _question(self, name: str, params: Iterable[str]) -> None:
        from ..queries import catalogue

        question = catalogue.find(name)
        resolve = resolver(self._session, self._project)
        answer = catalogue.run(
            question, self._store(self._language), pairs(list(params)), resolve, self._timeout
        )
        self._session.rows(question.columns, answer.rows, Format.table, self._limit)
        self._session.note(
            self._session.say("counts", text=question.counts.label(self._session.lang))
        )

    def _store(self, language: str) -> Store:
        if language not in self._stores:
            opened = asking.opened(self._project, _STORES[language])
            self._stores[language] = self._stack.enter_context(opened)
        return self._stores[language]

    def completer(self) -> Completer:
        """Return what completes a query in the language in use."""
        from prompt_toolkit.completion import Completer as Base
        from prompt_toolkit.completion import Completion as Offered

        from ..queries.completion import Completion

        offers, lang = Completion(self._language, self._project.graph), self._session.lang

        class Adapter(Base):
            def get_completions(
                self, document: Document, complete_event: CompleteEvent
            ) -> Iterable[Offered]:
                for found in offers.after(document.text_before_cursor, lang):
                    yield Offered(found.text, -found.length, display_meta=found.about)

        return Adapter()


def _statements(lines: Iterable[str]) -> Iterable[str]:
    """Yield each command line, and each query, which may take several lines, up to its semicolon.

    A line of NUL drops what has been typed.
    """
    typed: list[str] = []
    for line in lines:
        if line == "\0":
            typed = []
            continue
        if not typed and (not line.strip() or line.startswith(".")):
            if line.strip():
                yield line.strip()
            continue
        typed.append(line)
        if line.rstrip().endswith(_END):
            yield "".join(typed).rstrip().removesuffix(_END)
            typed = []
    if "".join(typed).strip():
        yield "".join(typed)
