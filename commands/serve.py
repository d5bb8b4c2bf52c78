"""`serve`: the graph for browsers and programs."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import Annotated

import typer

from ..errors import UsageError
from ..project import MAP
from .session import DataOption, LangOption, Session

PORT = 8765
TOKEN = "WENMAI_TOKEN"
_LEAST_TOKEN = 16


def serve(
    ctx: typer.Context,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 takes a free one.")
    ] = PORT,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Any but this machine's needs a token."),
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar=TOKEN,
            show_envvar=False,
            metavar="TOKEN",
            help=f"Who asks must give it. Better set {TOKEN}, which others do not see.",
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Most time for a query."),
    ] = 30,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most rows of an answer.")
    ] = 100_000,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Serve the graph to browsers and programs.

    It is to read only, until Ctrl-C. The Explorer is at /, the page for queries and the SPARQL
    endpoint at /sparql, Cypher at /cypher, the page of each entity at /entity/ID, the description
    for programs at /openapi.json. It serves the graph as it is now: start it again after an ingest.

    \b
    Examples:
      wenmai serve
      WENMAI_TOKEN=$(openssl rand -hex 16) wenmai serve --host 0.0.0.0 --port 8080
    """
    try:
        from ..serving.app import application
        from ..serving.editor import editor_files
        from ..serving.examples import examples
        from ..serving.running import address, is_this_machine, listening, run

        editor_files()
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serving needs the package {error.name}", "pip install 'wenmai[serve]'"
        ) from error
    from ..graph.stores.embedded import EmbeddedStore
    from ..graph.stores.sparql import SparqlStore
    from ..serving.site import Limits, Site

    session = Session.of(ctx, data, lang)
    if token is not None and not re.fullmatch(rf"[!-~]{{{_LEAST_TOKEN},}}", token):
        hint = "such as what this prints: openssl rand -hex 16"
        raise UsageError(f"a token is {_LEAST_TOKEN} or more letters, digits and signs", hint)
    if token is None and not is_this_machine(host):
        raise UsageError(f"whoever reaches {host} could read all", f"set {TOKEN}")
    with ExitStack() as stack:
        listener = stack.enter_context(listening(host, port))
        project = session.project()
        stores = {}
        for language in (EmbeddedStore.language, SparqlStore.language):
            store = stack.enter_context(project.store(language))
            assert isinstance(store, EmbeddedStore | SparqlStore)
            stores[language] = store.path
        site = Site(
            project.graph,
            stores,
            project.folder / MAP,
            title=session.say("view_title"),
            lang=session.lang,
            examples=[*examples(session.lang, lambda name: project.resolve(name).id)],
            limits=Limits(timeout, limit),
        )
        session.note(session.say("serving", address=address(listener)))
        run(application(site, token), listener)
