"""`query`: the named questions."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..output import Format, chosen_format, one_line, print_rows
from .session import DataOption, FormatOption, LangOption, ParamOption, Session, pairs

if TYPE_CHECKING:
    from ..graph.model import Entity, Value
    from ..graph.schema import Labelled
    from ..graph.stores.base import Store
    from ..output import Row
    from ..project import Project
    from ..queries.catalogue import Answer, Question

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
NEO4J = "NEO4J_URI"
"""Set, it says that there is a server to ask."""


class On(StrEnum):
    """The stores that can be asked."""

    embedded = "embedded"
    sparql = "sparql"
    neo4j = "neo4j"


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
    from .words import columns

    session = Session.of(ctx, None, lang)
    question = named(name, queries)
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
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Most rows.")
    ] = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0, metavar="SECONDS", help="Give up after; 0 never does."),
    ] = 0,
    queries: QueriesOption = None,
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
      wenmai query run promises_kept --param from_year=2019 --on all
      wenmai query run timeline --param name=越城区古桥博物馆 --format csv
      wenmai query run promises_open --evidence --limit 5 --format md
    """
    from ..queries import catalogue
    from ..queries.compare import agreed

    session = Session.of(ctx, data, lang)
    question = named(name, queries)
    project = session.project()
    given, resolve = pairs(param), resolver(session, project)
    # Resolved once, so that every store gets the same, and nobody is asked twice.
    params = catalogue.arguments(question, given, resolve)
    if explain:
        _explain(session, question, on, params)
        return
    answers: dict[str, Answer] = {}
    for store_name in _stores(session, question, on):
        with open_store(session, store_name) as store:
            answers[store_name] = catalogue.run(
                question, store, params, lambda id: id, timeout or None
            )
    answer = agreed(question.name, answers)
    columns: list[Labelled] = list(question.columns)
    rows: Sequence[Row] = answer.rows
    if evidence:
        columns, rows = _with_evidence(project, columns, answer)
    session.rows(columns, rows, form, limit)
    _say_what_is_counted(session, question, chosen_format(form, sys.stdout))
    if on is Asked.all:
        session.note(session.say("agreed", stores=", ".join(answers), count=len(answer.rows)))


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

    It raises UsageError if there is no such entity or more than one, with candidates in the hint.
    """
    from ..queries.candidates import called, candidates

    def resolve(wanted: str) -> str:
        try:
            return project.resolve(wanted).id
        except UsageError as error:
            several = called(project.graph, wanted)
            found = several or candidates(project.graph, wanted)
            if found and sys.stdin.isatty() and sys.stderr.isatty():
                session.note(error.message)
                return _chosen(session, found).id
            if several or not found:
                raise
            listed = "; ".join(f"{one_line(e.name)} ({e.id})" for e in found)
            raise UsageError(error.message, f"nearest: {listed}") from error

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


def open_store(session: Session, on: On) -> AbstractContextManager[Store]:
    """Return the store ``on``, to be used as a context."""
    if on is On.neo4j:
        from .deliver import neo4j_from_environment

        return neo4j_from_environment()
    return session.project().store("sparql" if on is On.sparql else "cypher")


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


def _say_what_is_counted(session: Session, question: Question, form: Format) -> None:
    """Say it where a reader sees it: below a table, and in a text that is passed on as part of it.

    Elsewhere the result is for programs.
    """
    lines = [session.say("counts", text=question.counts.label(session.lang))]
    if question.caveat:
        lines.append(session.say("caveat", text=question.caveat.label(session.lang)))
    if form is Format.md:
        print("\n" + "\n\n".join(lines))
    elif form in (Format.table, Format.xlsx):
        for line in lines:
            session.note(line)


def _explain(session: Session, question: Question, on: Asked, params: Mapping[str, Value]) -> None:
    from ..queries.catalogue import LANGUAGES, text_for

    for store_name in _stores(session, question, on):
        language = "sparql" if store_name is On.sparql else "cypher"
        text = text_for(question, language)
        print(f"── {store_name} ──")
        print(_without_header(text, LANGUAGES[language].comment))
        for name, value in params.items():
            print(f"${name} = {value!r}")
        if store_name is not On.embedded:
            print(session.say("no_plan"))
            continue
        with open_store(session, store_name) as store:
            plan = store.query(f"EXPLAIN {text}", params)
        print(dict(zip(plan.columns, plan.rows[0], strict=True))["executionPlanAsString"])


def _with_evidence(
    project: Project, columns: list[Labelled], answer: Answer
) -> tuple[list[Labelled], list[Row]]:
    """Add to each row the statements it rests on, their letters and quotations, as three lists."""
    from ..graph.citations import Citations
    from .words import columns as labelled

    evidence = Citations(project.graph)
    rows: list[Row] = []
    for row, ids in zip(answer.rows, answer.evidence, strict=True):
        found = [evidence.of(id) for id in ids]
        rows.append((*row, list(ids), [c.letter for c in found], [c.quote for c in found]))
    names = ("evidence_statements", "evidence_letters", "evidence_quotes")
    return [*columns, *labelled(*names)], rows


def named(name: str, queries: Path | None = None) -> Question:
    """Return the question of that name.

    Raises:
        UsageError: there is none.
    """
    from difflib import get_close_matches

    from ..queries import catalogue

    questions = catalogue.load(queries)
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
