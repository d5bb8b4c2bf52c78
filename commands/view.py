"""`view`: pages that show the graph, to open and to pass on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..output import STDOUT
from .session import DataOption, LangOption, OutputOption, Session, TitleOption

if TYPE_CHECKING:
    from ..graph.graph import Graph
    from ..graph.view.atlas import Atlas

view = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@view.callback()
def explorer(
    ctx: typer.Context,
    output: OutputOption = "wenmai.html",
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NAME", help="Open at it (name, alias or id)."),
    ] = None,
    hops: Annotated[
        int, typer.Option("--hops", min=1, max=2, metavar="N", help="Steps around the focus.")
    ] = 1,
    years: Annotated[
        str | None, typer.Option("--years", metavar="A-B", help="Open with these years only.")
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            "--types", metavar="TYPE,…", help="Open with these types only, such as Department."
        ),
    ] = None,
    title: TitleOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write pages that show the graph.

    Without a further command it is the Explorer: one page with the whole graph, which opens in
    any browser and needs no network. What the options leave out is in the page all the same, one
    click away.

    \b
    Examples:
      wenmai view
      wenmai view --focus 越城区古桥博物馆 --hops 2 -o museum.html
      wenmai view --years 2020-2023 --types Department,Event
      wenmai view timeline 越城区古桥博物馆
    """
    if ctx.invoked_subcommand is not None:
        return
    from ..graph.view.explorer import opening, render_explorer
    from ..graph.view.overview import LARGE

    session = Session.of(ctx, data, lang)
    project = session.project()
    entity = project.resolve(focus) if focus else None
    start = opening(entity, hops, _years(years) if years else (), _types(types) if types else ())
    graph = project.graph
    heading = title or session.say("view_title")
    if len(graph.entities) > LARGE:
        if output == STDOUT:
            raise UsageError("the graph is too large for one page", "name a file with -o")
        _write_parts(graph, project.atlas, output, heading, session.lang, start)
    else:
        atlas = project.atlas
        page = render_explorer(graph, atlas, title=heading, lang=session.lang, start=start)
        _write(page, output)
    if output != STDOUT:
        counts = {"entities": graph.counts.entities, "edges": graph.counts.edges}
        session.note(session.say("page_wrote", file=Path(output).absolute(), **counts))


@view.command()
def neighbourhood(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name, alias or id.")],
    output: OutputOption = "wenmai-neighbourhood.html",
    hops: Annotated[int, typer.Option("--hops", min=1, metavar="N", help="How far around it.")] = 1,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most entities to show.")
    ] = 150,
    title: TitleOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write a page with what is around an entity, to arrange by hand.

    What is too much to read is left out, and the page says so.

    \b
    Examples:
      wenmai view neighbourhood 越城区古桥博物馆 --hops 2 -o museum.html
    """
    from ..graph.view.neighbourhood import render_neighbourhood
    from ..graph.view.selection import select

    session = Session.of(ctx, data, lang)
    project = session.project()
    entity = project.resolve(name)
    graph = project.graph
    chosen = select(graph, focus=entity.id, hops=hops, max_nodes=limit)
    page = render_neighbourhood(
        graph,
        title=title or entity.name,
        lang=session.lang,
        focus=entity.id,
        hops=hops,
        max_nodes=limit,
    )
    _write(page, output)
    if output == STDOUT:
        return
    shown, edges = len(chosen.entities), len(chosen.edges)
    file = Path(output).absolute()
    session.note(session.say("view_wrote", file=file, shown=shown, total=chosen.total, edges=edges))
    if chosen.cut:
        session.note(session.say("view_cut", reachable=chosen.reachable, limit=limit))


@view.command()
def timeline(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name, alias or id.")] = None,
    theme: Annotated[
        str | None,
        typer.Option("--theme", metavar="WORDS", help="A theme, or words in titles of proposals."),
    ] = None,
    output: OutputOption = "wenmai-timeline.html",
    title: TitleOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write a page of what was promised, under way and done, year by year.

    It is about a body, initiative, event or place, or about a theme. Promises are joined to the
    later reports of them.

    \b
    Examples:
      wenmai view timeline 越城区古桥博物馆
      wenmai view timeline --theme 古戏台 -o stages.html
    """
    from ..graph.view.timeline import render_timeline

    session = Session.of(ctx, data, lang)
    if (name is None) == (theme is None):
        raise UsageError("a timeline is of a NAME or of a --theme", "give one of the two")
    project = session.project()
    entity = project.resolve(name) if name is not None else None
    heading = title or (entity.name if entity else theme) or ""
    page = render_timeline(
        project.graph, title=heading, lang=session.lang, focus=entity, theme=theme or ""
    )
    _write(page, output)
    _tell(session, output)


@view.command()
def matrix(
    ctx: typer.Context,
    output: OutputOption = "wenmai-matrix.html",
    title: TitleOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write a page of who handles proposals with whom: departments by departments, by year.

    \b
    Examples:
      wenmai view matrix -o matrix.html
    """
    from ..graph.view.matrix import render_matrix

    session = Session.of(ctx, data, lang)
    heading = title or session.say("matrix_title")
    _write(render_matrix(session.project().graph, title=heading, lang=session.lang), output)
    _tell(session, output)


def _years(text: str) -> list[int]:
    """``2020-2023`` or ``2021`` as two numbers."""
    found = re.fullmatch(r"(\d{4})(?:\s*[-–—~至]\s*(\d{4}))?", text.strip())
    if not found:
        raise UsageError(f"--years {text!r} is not a range of years", "for example 2020-2023")
    return sorted((int(found[1]), int(found[2] or found[1])))


def _types(text: str) -> list[str]:
    """Entity types by their names or labels, divided by commas."""
    wanted = [word.strip() for word in re.split("[,，、]", text) if word.strip()]
    if not wanted:
        raise UsageError("--types names no type", "for example Department,Event")
    return wanted


def _write_parts(
    graph: Graph, atlas: Atlas, output: str, title: str, lang: str, start: dict[str, object]
) -> None:
    """Write an overview, and beside it a folder with a page of each community."""
    from ..graph.view.overview import parts_of, render_overview, render_parts

    file = Path(output)
    folder = file.with_name(f"{file.stem}-parts")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        hint = "name a file in a folder that exists and can be written to"
        raise UsageError(f"cannot write {folder}: {error.strerror or error}", hint) from error
    parts = parts_of(graph, atlas)
    for name, page in render_parts(graph, atlas, parts, f"../{file.name}", lang=lang, start=start):
        _write(page, str(folder / name))
    focus = start.get("node")
    at = str(focus) if focus else None
    overview = render_overview(graph, atlas, parts, folder.name, title=title, lang=lang, focus=at)
    _write(overview, output)


def _write(page: str, output: str) -> None:
    from ..graph.exports import write_atomically

    with write_atomically(output) as stream:
        stream.write(page.encode("utf-8"))


def _tell(session: Session, output: str) -> None:
    if output != STDOUT:
        session.note(session.say("wrote", file=Path(output).absolute()))
