"""`query`: the named questions."""

from __future__ import annotations

import itertools
import sys
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..output import Format, chosen_format, print_rows
from .session import DataOption, FormatOption, LangOption, ParamOption, Session, pairs

if TYPE_CHECKING:
    from ..graph.stores.base import Store
    from ..queries.catalogue import Question

query = typer.Typer(
    help="List, show and run the named questions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the question.")]


class On(StrEnum):
    """The stores that can be asked."""

    embedded = "embedded"
    sparql = "sparql"
    neo4j = "neo4j"


@query.command("list")
def list_questions(
    ctx: typer.Context,
    form: FormatOption = None,
    lang: LangOption = None,
) -> None:
    """List the questions and their parameters.

    \b
    Examples:
      wenmai query list
    """
    from ..queries import catalogue
    from .words import columns

    session = Session.of(ctx, None, lang)
    rows = [
        (
            question.name,
            question.question.label(session.lang),
            [param.name for param in question.params],
        )
        for question in catalogue.load().values()
    ]
    session.rows(columns("name", "question", "params"), rows, form)


@query.command("show")
def show_question(
    ctx: typer.Context,
    name: NameArgument,
    form: FormatOption = None,
    lang: LangOption = None,
) -> None:
    """Show what a question counts and takes, and its text.

    \b
    Examples:
      wenmai query show promises_kept
    """
    from .words import columns

    session = Session.of(ctx, None, lang)
    question = _named(name)
    if chosen_format(form, sys.stdout) is Format.table:
        print("\n".join(_description(session, question)))
        return
    label = session.lang
    row = (
        question.name,
        question.title.label(label),
        question.question.label(label),
        question.counts.label(label),
        question.caveat and question.caveat.label(label),
        [param.name for param in question.params],
        [column.name for column in question.columns],
        list(question.tags),
        dict(question.texts),
    )
    names = ("name", "title", "question", "counts", "caveat", "params", "columns", "tags", "texts")
    print_rows(columns(*names), [row], form=form, lang=label)


@query.command("run")
def run_question(
    ctx: typer.Context,
    name: NameArgument,
    param: ParamOption = None,
    on: Annotated[
        On, typer.Option("--on", help="Which store answers; all give the same rows.")
    ] = On.embedded,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Most rows.")
    ] = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Answer a question.

    A parameter that is an entity takes its name, an alias or its id. Neo4j is found by NEO4J_URI,
    NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE and holds what `wenmai push` last wrote.

    \b
    Examples:
      wenmai query run co_handlers_across_years
      wenmai query run promises_kept --param from_year=2019 --on sparql
      wenmai query run timeline --param name=越城区古桥博物馆 --format csv
    """
    from ..queries import catalogue

    session = Session.of(ctx, data, lang)
    question = _named(name)
    params = pairs(param)
    project = session.project()
    with open_store(session, on) as store:
        answer = catalogue.run(question, store, params, lambda wanted: project.resolve(wanted).id)
    session.rows(question.columns, answer.rows, form, limit)
    if chosen_format(form, sys.stdout) is Format.table and question.caveat:
        session.note(session.say("caveat", text=question.caveat.label(session.lang)))


def open_store(session: Session, on: On) -> AbstractContextManager[Store]:
    """Return the store ``on``, to be used as a context."""
    if on is On.neo4j:
        from .deliver import neo4j_from_environment

        return neo4j_from_environment()
    return session.project().store("sparql" if on is On.sparql else "cypher")


def _named(name: str) -> Question:
    from difflib import get_close_matches

    from ..queries import catalogue

    questions = catalogue.load()
    if name not in questions:
        near = get_close_matches(name, questions, cutoff=0.5)
        hint = f"nearest: {', '.join(near)}; " if near else ""
        raise UsageError(f"no question is called {name!r}", f"{hint}`wenmai query list` lists all")
    return questions[name]


def _description(session: Session, question: Question) -> list[str]:
    from ..queries.catalogue import LANGUAGES

    lang = session.lang
    lines = [
        f"{question.name}: {question.title.label(lang)}",
        question.question.label(lang),
        session.say("counts", text=question.counts.label(lang)),
    ]
    if question.caveat:
        lines.append(session.say("caveat", text=question.caveat.label(lang)))
    if question.params:
        lines += ["", session.say("params")]
    for param in question.params:
        if param.default is None:
            value = session.say("needed", example=f"--param {param.name}={param.example}")
        else:
            value = session.say("default", value=param.default)
        lines.append(f"  {param.name} ({param.type}): {param.label(lang)}; {value}")
    lines += ["", session.say("columns")]
    lines += [f"  {column.name}: {column.label(lang)}" for column in question.columns]
    for language, text in question.texts.items():
        lines += ["", f"── {language} ──", _without_header(text, LANGUAGES[language].comment)]
    return lines


def _without_header(text: str, comment: str) -> str:
    body = itertools.dropwhile(lambda line: line.startswith(comment), text.splitlines())
    return "\n".join(body).strip()
