"""`export`, `view` and `push`: the graph goes elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .session import DataOption, LangOption, Session

if TYPE_CHECKING:
    from ..graph.stores.neo4j import Neo4jStore

URI = "bolt://localhost:7687"
USER = DATABASE = "neo4j"
STDOUT = "-"


def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="turtle, ntriples …")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
    ] = STDOUT,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write the graph in another format. The same letters give the same bytes.

    \b
    Examples:
      wenmai export turtle -o graph.ttl
      wenmai export ntriples | wc -l
    """
    from ..graph import exports

    session = Session.of(ctx, data, lang)
    exports.format_named(form)  # before the work
    exports.export(session.project().graph, form, output)
    if output != STDOUT:
        session.note(session.say("wrote", file=output))


def view(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
    ] = "wenmai.html",
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NAME", help="Show what is around it (name, alias or id)."),
    ] = None,
    hops: Annotated[
        int, typer.Option("--hops", min=1, metavar="N", help="How far around the focus.")
    ] = 1,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most entities to show.")
    ] = 150,
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.")] = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write a page that shows the graph.

    It opens in any browser and needs no network. A large graph is cut to what can be read.

    \b
    Examples:
      wenmai view
      wenmai view --focus 越城区古桥博物馆 --hops 2 -o museum.html
    """
    from ..graph.exports import write_atomically
    from ..graph.view.page import render
    from ..graph.view.selection import select

    session = Session.of(ctx, data, lang)
    project = session.project()
    entity = project.resolve(focus) if focus else None
    chosen_focus = entity.id if entity else None
    graph = project.graph
    heading = title or (entity.name if entity else session.say("view_title"))
    page = render(
        graph,
        title=heading,
        lang=session.lang,
        focus=chosen_focus,
        hops=hops,
        max_nodes=limit,
    )
    with write_atomically(output) as stream:
        stream.write(page.encode("utf-8"))
    if output == STDOUT:
        return
    chosen = select(graph, focus=chosen_focus, hops=hops, max_nodes=limit)
    shown, edges = len(chosen.entities), len(chosen.edges)
    file = Path(output).absolute()
    session.note(session.say("view_wrote", file=file, shown=shown, total=chosen.total, edges=edges))
    if chosen.cut:
        session.note(session.say("view_cut", reachable=chosen.reachable, limit=limit))


def push(
    ctx: typer.Context,
    uri: Annotated[
        str, typer.Option("--uri", envvar="NEO4J_URI", help="Address of the server.")
    ] = URI,
    user: Annotated[str, typer.Option("--user", envvar="NEO4J_USER", help="User name.")] = USER,
    password: Annotated[
        str,
        typer.Option(
            "--password",
            envvar="NEO4J_PASSWORD",
            help="Better set NEO4J_PASSWORD, which others on this machine do not see.",
            show_default=False,
        ),
    ] = "",
    database: Annotated[
        str, typer.Option("--database", envvar="NEO4J_DATABASE", help="Name of the database.")
    ] = DATABASE,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write the graph to a Neo4j server.

    What an earlier push wrote and the graph no longer holds is removed; other data stay.

    \b
    Examples:
      wenmai push --uri bolt://localhost:7687
    """
    from ..graph.stores.neo4j import Neo4jStore

    session = Session.of(ctx, data, lang)
    graph = session.project().graph
    with Neo4jStore(uri, user, password, database) as store:
        store.load(graph)
        counts = store.counts()
    session.note(session.say("pushed", uri=uri, entities=counts.entities, edges=counts.edges))


def neo4j_from_environment() -> Neo4jStore:
    """Return the server that the environment names.

    Raises:
        ServerError: it does not answer.
    """
    from ..graph.stores.neo4j import Neo4jStore

    return Neo4jStore(
        os.environ.get("NEO4J_URI", URI),
        os.environ.get("NEO4J_USER", USER),
        os.environ.get("NEO4J_PASSWORD", ""),
        os.environ.get("NEO4J_DATABASE", DATABASE),
    )
