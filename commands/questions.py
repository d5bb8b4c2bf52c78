"""`query`: the named questions."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import asking
from ..asking import NEO4J, On
from ..errors import UsageError
from ..output import STDOUT, Format, chosen_format, print_rows
from .session import (
    DataOption,
    FormatOption,
    LangOption,
    LimitOption,
    OutputOption,
    ParamOption,
    Session,
    TimeoutOption,
    pairs,
)

if TYPE_CHECKING:
    from ..graph.model import Entity, Value
    from ..graph.schema import Labelled
    from ..output import Row
    from ..project import Project
    from ..queries.catalogue import Answered, Question

query = typer.Typer(
    help="List, show, run and make named questions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the question.")]
QueriesOption = Annotated[
    Path | None,
    typer.Option(
        "--queries",
        metavar="DIR",
        envvar="WENMAI_QUERIES",
        show_envvar=False,
        help="Questions of your own, beside ours [WENMAI_QUERIES].",
    ),
]


class Asked(StrEnum):
    """What `query run` can ask: one store, or every one that is there."""

    embedded = "embedded"
    sparql = "sparql"
    neo4j = "neo4j"
    all = "all"


@query.command("list")
def list_questions(
    ctx: typer.Context,
    queries: QueriesOption = None,
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
        for question in catalogue.load(queries).values()
    ]
    session.rows(columns("name", "question", "params"), rows, form)


@query.command("show")
def show_question(
    ctx: typer.Context,
    name: NameArgument,
    queries: QueriesOption = None,
    form: FormatOption = None,
    lang: LangOption = None,
) -> None:
    """Show what a question counts and takes, and its text.

    \b
    Examples:
      wenmai query show promises_kept
    """
    from ..queries import catalogue
    from .words import columns

    session = Session.of(ctx, None, lang)
    question = catalogue.find(name, queries)
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
        Asked, typer.Option("--on", help="Which store answers; all compares their answers.")
    ] = Asked.embedded,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add the letters and quotations behind each row.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the query and its plan; do not run it.")
    ] = False,
    output: OutputOption = STDOUT,
    limit: LimitOption = None,
    timeout: TimeoutOption = 0,
    queries: QueriesOption = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Answer a question.

    A parameter that is an entity takes its name, an alias or its id. Neo4j is found by NEO4J_URI,
    NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE and holds what `wenmai push` last wrote.

    A file of -o is written in the format that its suffix names, and appears when it is whole.

    \b
    Examples:
      wenmai query run co_handlers_across_years
      wenmai query run promises_kept --param from_year=2019 --on all
      wenmai query run timeline --param name=越城区古桥博物馆 -o museum.csv
      wenmai query run promises_open --evidence --limit 5 --format md
    """
    from ..queries import catalogue
    from .words import remarks

    session = Session.of(ctx, data, lang)
    question = catalogue.find(name, queries)
    project = session.project()
    given, resolve = pairs(param), resolver(session, project)
    # Resolved once, so that every store gets the same, and nobody is asked twice.
    params = catalogue.arguments(question, given, resolve)
    stores = _stores(session, question, on)
    if explain:
        _explain(session, project, question, stores, params)
        return
    with ExitStack() as stack:
        answered: Iterable[Answered]
        if on is Asked.all:
            answered = _agreed(session, project, question, stores, params, timeout)
        else:
            store = stack.enter_context(asking.opened(project, stores[0]))
            answered = stack.enter_context(
                catalogue.stream(question, store, params, lambda id: id, timeout or None)
            )
        columns, rows = _shown(project, question, answered, evidence=evidence)
        told = remarks(session.lang, question)
        session.rows(columns, rows, form, limit, output=output, remarks=told)


@query.command("new")
def new_question(
    ctx: typer.Context,
    name: NameArgument,
    queries: Annotated[
        Path, typer.Option("--queries", metavar="DIR", help="Where to.", envvar="WENMAI_QUERIES")
    ] = Path("queries"),
    lang: LangOption = None,
) -> None:
    """Make the two files of a question of your own, which works and waits to be changed.

    \b
    Examples:
      wenmai query new letters_by_year --queries my-questions
    """
    from ..queries.scaffold import create

    session = Session.of(ctx, None, lang)
    for file in create(queries, name):
        session.note(session.say("wrote", file=file))


def resolver(session: Session, project: Project) -> Callable[[str], str]:
    """Return what turns a name, alias or id into an id; at a terminal it lets choose.

    It raises what `asking.resolve` does.
    """
    from ..queries.candidates import called, candidates

    def resolve(wanted: str) -> str:
        try:
            return asking.resolve(project, wanted)
        except UsageError as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            found = called(project.graph, wanted) or candidates(project.graph, wanted)
            if not found:
                raise
            session.note(error.message)
            return _chosen(session, found).id

    return resolve


def _chosen(session: Session, found: list[Entity]) -> Entity:
    from ..graph.schema import schema

    for number, entity in enumerate(found, 1):
        kind = schema().entity_types[entity.type].label(session.lang)
        session.note(f"  {number}  {entity.name} ({kind}, {entity.id})")
    chosen: int = typer.prompt(session.say("choose"), type=int, err=True)
    if not 1 <= chosen <= len(found):
        raise UsageError(f"{chosen} is none of these", f"give a number from 1 to {len(found)}")
    return found[chosen - 1]


def _stores(session: Session, question: Question, on: Asked) -> list[On]:
    """Return the stores to ask: of all those that are there and whose language it is written in."""
    if on is not Asked.all:
        return [On(on.value)]
    there = [On.embedded] if "cypher" in question.texts else []
    there += [On.sparql] if "sparql" in question.texts else []
    if "cypher" in question.texts and os.environ.get(NEO4J):
        there.append(On.neo4j)
    elif "cypher" in question.texts:
        session.note(session.say("neo4j_unasked", name=NEO4J))
    return there


def _agreed(
    session: Session,
    project: Project,
    question: Question,
    stores: list[On],
    params: Mapping[str, Value],
    timeout: float,
) -> Iterable[Answered]:
    """Return what all stores answer; only once all have answered is it known to be the same.

    Raises:
        DataError: two differ.
    """
    from ..queries import catalogue
    from ..queries.compare import agreed

    answers = {}
    for name in stores:
        with asking.opened(project, name) as store:
            answers[str(name)] = catalogue.run(
                question, store, params, lambda id: id, timeout or None
            )
    answer = agreed(question.name, answers)
    session.note(session.say("agreed", stores=", ".join(answers), count=len(answer.rows)))
    return zip(answer.rows, answer.evidence, strict=True)


def _shown(
    project: Project, question: Question, answered: Iterable[Answered], *, evidence: bool
) -> tuple[list[Labelled], Iterable[Row]]:
    """Return columns and rows, with the evidence or without."""
    from .words import columns

    if not evidence:
        return [*question.columns], (row for row, _ in answered)
    more = columns(*asking.EVIDENCE)
    return [*question.columns, *more], asking.with_evidence(project.graph, answered)


def _explain(
    session: Session,
    project: Project,
    question: Question,
    stores: list[On],
    params: Mapping[str, Value],
) -> None:
    from ..queries.catalogue import LANGUAGES, text_for

    for name in stores:
        with asking.opened(project, name) as store:
            text = text_for(question, store.language)
            plan = store.plan(text, params)
            comment = LANGUAGES[store.language].comment
        print(f"── {name} ──")
        print(_without_header(text, comment))
        for param, value in params.items():
            print(f"${param} = {value!r}")
        print(plan or session.say("no_plan"))


def _description(session: Session, question: Question) -> list[str]:
    from ..queries.catalogue import LANGUAGES
    from .words import remarks

    lang = session.lang
    lines = [
        f"{question.name}: {question.title.label(lang)}",
        question.question.label(lang),
        *remarks(lang, question),
    ]
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
