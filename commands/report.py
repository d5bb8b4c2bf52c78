"""`report`: one page that answers what connects across the years."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .questions import resolver
from .session import DataOption, LangOption, OutputOption, Session

if TYPE_CHECKING:
    from ..graph.graph import Graph
    from ..graph.model import Edge, Entity
    from ..graph.report import Section
    from ..graph.stores.base import Store
    from ..project import Project
    from ..queries.catalogue import Question

# Question -> what is drawn of it. The first list is about a whole, the second about one entity.
ABOUT_ALL = {
    "status_by_year": "by_status",
    "co_handlers_across_years": "",
    "recurring_objects": "",
    "promises_kept": "spans",
    "promises_open": "",
    "series_editions": "dots",
    "series_gaps": "",
    "shared_initiatives": "",
    "plans_across_levels": "",
    "theme_bridges": "",
}
ABOUT_ONE = {
    "timeline": "dots",
    "co_handlers_across_years": "",
    "lead_co_pairs": "",
    "promises_kept": "spans",
    "promises_open": "",
    "co_organisers": "",
    "shared_initiatives": "",
    "plans_across_levels": "",
}


class Page(StrEnum):
    """The forms of a report."""

    html = "html"
    md = "md"


def report(
    ctx: typer.Context,
    output: OutputOption = "report.html",
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NAME", help="About one entity (name, alias or id)."),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--topic", metavar="WORD", help="Only letters on proposals with this in their title."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most rows of each answer.")
    ] = 40,
    form: Annotated[
        Page | None, typer.Option("--format", help="Markdown if the file ends with .md, else HTML.")
    ] = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write a page that tells what connects across the years.

    It has tables, timelines and small charts, opens in any browser and needs no network. Every
    figure leads to the letters and words that it rests on. A theme as the focus stands for the
    letters on proposals about it.

    \b
    Examples:
      wenmai report
      wenmai report --focus 越州师范学院 -o university.html
      wenmai report --topic 古戏台 -o stages.md
    """
    from ..graph.citations import Citations
    from ..graph.exports import write_atomically
    from ..graph.report import Words, html, markdown

    session = Session.of(ctx, data, lang)
    project = session.project()
    entity = project.graph.entity(resolver(session, project)(focus)) if focus else None
    sections = _sections(session, project, entity, topic, limit)
    subject = " · ".join(part for part in (entity.name if entity else "", topic or "") if part)
    letters = {str(edge.properties["reply"]) for edge in project.graph.edges}
    words = Words(
        lang=session.lang,
        title=session.say("report_title", subject=subject or session.say("report_all")),
        introduction=session.say("report_introduction", letters=len(letters)),
        evidence=session.say("report_evidence"),
        nothing=session.say("nothing_found"),
        cut=session.say("report_cut", shown="{shown}", total="{total}"),
        more=session.say("report_more", count="{count}"),
    )
    as_markdown = form is Page.md or (form is None and output.endswith(".md"))
    text = (markdown if as_markdown else html)(sections, Citations(project.graph).of, words)
    with write_atomically(output) as stream:
        stream.write(text.encode("utf-8"))
    if output != "-":
        session.note(session.say("wrote", file=Path(output).absolute()))


def _sections(
    session: Session, project: Project, entity: Entity | None, topic: str | None, limit: int
) -> list[Section]:
    from ..graph.report import Section
    from ..graph.schema import schema
    from ..queries import catalogue

    themes = schema().relations["ABOUT"].range
    of_theme = entity is not None and entity.type in themes
    about = entity if entity and not of_theme else None
    near = {edge.id for edge in project.graph.edges if about and _touches(edge, about)}
    lang, questions, sections = session.lang, catalogue.load(), []
    with _store(project, _letters(project.graph, entity if of_theme else None, topic)) as store:
        for name, chart in (ABOUT_ONE if about else ABOUT_ALL).items():
            question: Question = questions[name]
            wanted = {p.name: about.id for p in question.params if about and p.type == "entity"}
            answer = catalogue.run(question, store, wanted, lambda id: id)
            rows = [
                pair
                for pair in zip(answer.rows, answer.evidence, strict=True)
                if wanted or not about or near.intersection(pair[1])
            ]
            sections.append(
                Section(
                    name=name,
                    title=question.title.label(lang),
                    counts=session.say("counts", text=question.counts.label(lang)),
                    caveat=question.caveat.label(lang) if question.caveat else "",
                    columns=question.columns,
                    rows=[row for row, _ in rows[:limit]],
                    evidence=[ids for _, ids in rows[:limit]],
                    total=len(rows),
                    chart=chart,
                )
            )
    return sections


def _touches(edge: Edge, entity: Entity) -> bool:
    return entity.id in (edge.source, edge.target)


def _letters(
    graph: Graph, theme: Entity | None, topic: str | None
) -> Callable[[Edge], bool] | None:
    """Return what tells if an edge is from a letter in question, None if all are.

    Raises:
        UsageError: no letter is.
    """
    if theme is None and topic is None:
        return None
    proposals = {edge.source for edge in graph.edges if theme and _touches(edge, theme)}
    if topic is not None:
        titled = {e.id for e in graph.entities if topic in str(e.properties.get("title") or e.name)}
        proposals = proposals & titled if theme else titled
    letters = {
        edge.source
        for edge in graph.edges
        if edge.predicate == "ANSWERS" and edge.target in proposals
    }
    if not letters:
        raise UsageError(
            "no letter answers a proposal on that", "`wenmai search WORDS` finds proposals"
        )
    return lambda edge: str(edge.properties["reply"]) in letters


@contextmanager
def _store(project: Project, wanted: Callable[[Edge], bool] | None) -> Iterator[Store]:
    """Yield a store of the graph, or of what only the wanted edges tell."""
    from ..graph.graph import Graph
    from ..graph.stores.sparql import SparqlStore

    if wanted is None:
        with project.store("cypher") as store:
            yield store
        return
    part = Graph.of(project.graph.entities, filter(wanted, project.graph.edges))
    with tempfile.TemporaryDirectory() as folder, SparqlStore(Path(folder)) as made:
        made.load(part)
        yield made
