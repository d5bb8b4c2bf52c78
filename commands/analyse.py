"""`analyse`: measures of the graph that no query language has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..output import STDOUT
from .questions import resolver
from .session import DataOption, FormatOption, LangOption, LimitOption, OutputOption, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..graph.graph import Graph
    from ..graph.model import Entity

analyse = typer.Typer(
    help="Bridges, communities, paths and the network of handlers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
FocusOption = Annotated[
    str | None,
    typer.Option("--focus", metavar="NAME", help="Only what is around it (name, alias or id)."),
]
HopsOption = Annotated[
    int, typer.Option("--hops", min=1, metavar="N", help="How far around the focus.")
]
FromArgument = Annotated[str, typer.Argument(metavar="FROM", help="Name, alias or id.")]
ToArgument = Annotated[str, typer.Argument(metavar="TO", help="Name, alias or id.")]
CountOption = Annotated[int, typer.Option("--count", min=1, metavar="K", help="How many paths.")]
HubsOption = Annotated[
    bool, typer.Option("--hubs", help="Also by way of places, themes and assemblies.")
]
LettersOption = Annotated[
    bool, typer.Option("--letters", help="Also by way of letters that mention both.")
]


@analyse.command("bridges")
def find_bridges(
    ctx: typer.Context,
    focus: FocusOption = None,
    hops: HopsOption = 2,
    limit: LimitOption = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Bodies that lie between others, year by year, and how that changes (betweenness).

    What connects are handling and acts of a year; letters, places, themes and assemblies do not.

    \b
    Examples:
      wenmai analyse bridges
      wenmai analyse bridges --focus 越州师范学院 --hops 3 --format csv
    """
    from ..graph.analysis import bridges
    from .words import columns

    session = Session.of(ctx, data, lang)
    rows = [
        (b.year, b.body.name, b.betweenness, b.change, b.neighbours, b.body.id)
        for b in bridges(_part(session, focus, hops))
    ]
    names = ("year", "body", "betweenness", "change", "neighbours", "id")
    session.rows(columns(*names), rows, form, limit)


@analyse.command("communities")
def find_communities(
    ctx: typer.Context,
    focus: FocusOption = None,
    hops: HopsOption = 2,
    limit: LimitOption = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Groups that are closer to each other than to others, year by year: who joins, who leaves.

    A group keeps its number from year to year; the method is Louvain's, with a fixed seed.

    \b
    Examples:
      wenmai analyse communities --limit 10
    """
    from ..graph.analysis import communities
    from .words import columns

    session = Session.of(ctx, data, lang)
    rows = [
        (c.year, c.number, len(c.members), _names(c.members), _names(c.joined), _names(c.left))
        for c in communities(_part(session, focus, hops))
    ]
    names = ("year", "community", "size", "members", "joined", "gone")
    session.rows(columns(*names), rows, form, limit)


@analyse.command("paths")
def find_paths(
    ctx: typer.Context,
    start: FromArgument,
    end: ToArgument,
    count: CountOption = 3,
    hubs: HubsOption = False,
    letters: LettersOption = False,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """The shortest paths between two entities, a row a step, with the evidence of each.

    \b
    Examples:
      wenmai analyse paths 越州师范学院 东鉴文创园
    """
    from ..graph.analysis import paths
    from ..graph.citations import Citations
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    resolve = resolver(session, project)
    found = paths(project.graph, resolve(start), resolve(end), count, hubs=hubs, letters=letters)
    evidence = Citations(project.graph)
    rows = []
    for number, path in enumerate(found, 1):
        for position, step in enumerate(path, 1):
            edge, cited = step.edge, evidence.of(step.edge.id)
            source, target = project.graph.entity(edge.source), project.graph.entity(edge.target)
            rows.append(
                (number, position, source.name, edge.predicate, target.name, step.end.name,
                 edge.properties.get("year"), cited.letter, cited.quote, step.others, edge.id)
            )  # fmt: skip
    names = (
        "path", "step", "subject", "predicate", "object", "reached",
        "year", "letter", "quote", "others", "statement",
    )  # fmt: skip
    session.rows(columns(*names), rows, form)


@analyse.command("handlers")
def find_handlers(
    ctx: typer.Context,
    focus: FocusOption = None,
    hops: HopsOption = 2,
    limit: LimitOption = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """The network of bodies that handle proposals together, lead or co-handler.

    \b
    Examples:
      wenmai analyse handlers --limit 5
    """
    from ..graph.analysis import handlers
    from .words import columns

    session = Session.of(ctx, data, lang)
    rows = [
        (h.body.name, h.led, h.co_handled, h.partners, h.clustering, h.betweenness, h.body.id)
        for h in handlers(_part(session, focus, hops))
    ]
    names = ("body", "led", "co_handled", "partners", "clustering", "betweenness", "id")
    session.rows(columns(*names), rows, form, limit)


@analyse.command("export")
def export_measures(
    ctx: typer.Context,
    output: OutputOption = STDOUT,
    focus: FocusOption = None,
    hops: HopsOption = 2,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write the graph as node-link JSON, with betweenness and community as properties of nodes.

    \b
    Examples:
      wenmai analyse export -o measured.json
    """
    import networkx as nx

    from ..graph.analysis import with_measures
    from ..graph.exports import write_atomically

    session = Session.of(ctx, data, lang)
    measured = with_measures(_part(session, focus, hops))
    text = json.dumps(nx.node_link_data(measured, edges="edges"), ensure_ascii=False, indent=1)
    with write_atomically(output) as stream:
        stream.write(f"{text}\n".encode())
    if output != STDOUT:
        session.note(session.say("wrote", file=Path(output)))


def _part(session: Session, focus: str | None, hops: int) -> Graph:
    """Return the graph, or what is around the focus."""
    from ..graph.analysis import part

    project = session.project()
    if focus is None:
        return project.graph
    return part(project.graph, resolver(session, project)(focus), hops)


def _names(entities: Iterable[Entity]) -> list[str]:
    return [entity.name for entity in entities]
