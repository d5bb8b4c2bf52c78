"""`export` and `push`: the graph goes elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from ..asking import DATABASE, URI, USER
from ..errors import UsageError
from ..output import STDOUT
from .session import DataOption, LangOption, Session

_PROGRESS_SECONDS = 5


class Selectors(StrEnum):
    """Further forms of evidence."""

    oa = "oa"


def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="turtle, jsonld, csv, bundle …")],
    place: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The same as -o.", show_default=False)
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="A file (packed if .gz) or folder [-, stdout]."
        ),
    ] = None,
    since: Annotated[
        int | None, typer.Option("--since", metavar="YEAR", help="Only what is of YEAR or later.")
    ] = None,
    entity: Annotated[
        str | None,
        typer.Option("--entity", metavar="NAME", help="Only what is around it (name or id)."),
    ] = None,
    hops: Annotated[
        int, typer.Option("--hops", min=0, metavar="N", help="How far around --entity.")
    ] = 1,
    rdf12: Annotated[
        bool, typer.Option("--rdf12", help="RDF 1.2: statements reify triple terms.")
    ] = False,
    evidence: Annotated[
        Selectors | None, typer.Option("--evidence", help="Also Web Annotations of the places.")
    ] = None,
    letters: Annotated[
        bool, typer.Option("--letters", help="Also the letters' texts, for `wenmai import`.")
    ] = False,
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="What the IRIs start with.")
    ] = None,
    licence: Annotated[
        str | None,
        typer.Option("--licence", metavar="IRI", help="Of the data in a bundle [CC BY 4.0]."),
    ] = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write the graph in another format. The same letters give the same bytes.

    RDF: turtle, ntriples, nquads and trig (a graph for each letter), jsonld, rdfxml. Property
    graphs: graphml, gexf, nodelink (JSON), cypher (a script). Folders of files: csv, parquet,
    neo4j (for neo4j-admin import), and bundle, which is the RDF with all that publishing needs.

    \b
    Examples:
      wenmai export turtle -o graph.ttl
      wenmai export ntriples | wc -l
      wenmai export jsonld --entity 越城区古桥博物馆 --hops 2 -o museum.jsonld
      wenmai export trig --letters -o letters.trig.gz
      wenmai export bundle published
    """
    from ..graph import exports, records, subgraph
    from ..graph.rdf import Evidence

    session = Session.of(ctx, data, lang)
    if place and output:
        raise UsageError(f"two places to write to: {place} and {output}", "give one")
    target = place or output or STDOUT
    project = session.project()
    chosen = exports.Options(base, Evidence(rdf12, evidence is Selectors.oa), None, licence)
    exports.check(form, chosen, letters=letters, output=target)  # before the work
    graph = project.graph
    if entity:
        graph = subgraph.around(graph, project.resolve(entity).id, hops)
    if since is not None:
        graph = subgraph.since(graph, since)
    with ExitStack() as stack:
        if letters:
            ledger = stack.enter_context(project.ledger())
            chosen = replace(chosen, letters=partial(records.record_quads, ledger, graph))
        exports.export(graph, form, target, chosen, _teller(session))
    if target != STDOUT:
        session.note(session.say("wrote", file=target))


def _teller(session: Session) -> Callable[[int], None]:
    """Return what says now and then how much is written."""
    last = time.monotonic()

    def tell(written: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _PROGRESS_SECONDS:
            last = time.monotonic()
            session.note(session.say("writing", size=f"{written / 1e6:.0f} MB"))

    return tell


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
