"""`doctor`: what is installed, what works, what to do."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from .. import __version__
from ..errors import DataError, ServerError, WenmaiError
from .session import DataOption, FormatOption, LangOption, Session

if TYPE_CHECKING:
    from ..project import Project

LANGUAGES = ("cypher", "sparql")
OK, NOTE, FAULT = "ok", "warning", "fault"


class Check(NamedTuple):
    """What was looked at, how it stands (OK, NOTE or FAULT), what was found, what to do."""

    check: str
    state: str
    detail: str
    advice: str = ""


def doctor(
    ctx: typer.Context,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Check what works, and say what to do.

    Looks at the installation, the data directory and the Neo4j server. Ends with 0 unless
    something that is needed does not work; Neo4j is optional.

    \b
    Examples:
      wenmai doctor
      wenmai doctor --format json
    """
    from .words import columns

    session = Session.of(ctx, data, lang)
    checks = list(_checks(session))
    rows = [(one.check, one.state, one.detail, one.advice or None) for one in checks]
    terms = {state: session.say(state) for state in (OK, NOTE, FAULT)}
    session.rows(columns("check", "state", "detail", "advice"), rows, form, terms=terms)
    if any(one.state == FAULT for one in checks):
        raise DataError(session.say("unhealthy"), session.say("unhealthy_hint"))


def _checks(session: Session) -> Iterator[Check]:
    yield _packages(session)
    for language in LANGUAGES:
        yield _tried(session.say(language), partial(_engine, session, language))
    yield from _helpers(session)
    yield from _data(session)
    yield _neo4j(session)


def _tried(check: str, look: Callable[[], Check]) -> Check:
    """What ``look`` finds; a deliberate error is a fault with its hint."""
    try:
        return look()
    except WenmaiError as error:
        return Check(check, FAULT, error.message, error.hint)


def _packages(session: Session) -> Check:
    from importlib.metadata import PackageNotFoundError, requires, version

    found, missing = [], []
    for requirement in requires("wenmai") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    python = f"Python {platform.python_version()}"
    check = session.say("python")
    if missing:
        wanted = " ".join(missing)
        detail = session.say("missing", names=", ".join(missing))
        return Check(check, FAULT, detail, f"pip install {wanted}")
    return Check(check, OK, ", ".join([python, f"wenmai {__version__}", *found]))


def _engine(session: Session, language: str) -> Check:
    """Let an engine load and count a graph of one entity, in a folder that goes away."""
    from tempfile import TemporaryDirectory

    from ..graph.graph import Graph
    from ..graph.model import Entity
    from ..graph.schema import schema
    from ..graph.stores.generations import Generations

    kind = next(iter(schema().entity_types))
    graph = Graph.of([Entity(f"{kind.lower()}/x", kind, kind)], [])
    try:
        with (
            TemporaryDirectory(prefix="wenmai-") as folder,
            Generations(Path(folder)).open(language, graph.fingerprint, lambda: graph) as store,
        ):
            store.counts()
    except ImportError as error:
        return Check(session.say(language), FAULT, str(error), session.say("reinstall"))
    return Check(session.say(language), OK, session.say("works"))


def _helpers(session: Session) -> Iterator[Check]:
    """The programs outside Python that old Word files and scans are read with; both optional."""
    from ..loaders.formats import doc, ocr

    found = {
        "old_word": (doc.program() is not None, session.say("needs_libreoffice")),
        "scans": (ocr.available(), ocr.HINT),
    }
    for check, (there, advice) in found.items():
        state, detail = (OK, "readable") if there else (NOTE, "not_readable")
        yield Check(session.say(check), state, session.say(detail), "" if there else advice)


def _data(session: Session) -> Iterator[Check]:
    from ..project import LEDGER

    project = session.project()
    file = session.data / LEDGER
    if not file.exists():
        detail = session.say("no_ledger", file=file)
        yield Check(session.say("ledger"), NOTE, detail, "wenmai ingest PATH")
        return
    ledger = _tried(session.say("ledger"), partial(_ledger, session, project, file))
    yield ledger
    if ledger.state == OK:
        for language in LANGUAGES:
            name = session.say("index", language=language)
            yield _tried(name, partial(_index, session, project, name, language))


def _ledger(session: Session, project: Project, file: Path) -> Check:
    with project.ledger() as ledger:
        counts = ledger.counts()
    detail = session.say(
        "ledger_holds", file=file, letters=counts.letters, statements=counts.statements
    )
    return Check(session.say("ledger"), OK, detail)


def _index(session: Session, project: Project, check: str, language: str) -> Check:
    """Open the index, which builds it if it is missing, damaged or out of date."""
    with project.store(language) as store:
        counts = store.counts()
    return Check(check, OK, session.say("holds", entities=counts.entities, edges=counts.edges))


def _neo4j(session: Session) -> Check:
    from ..asking import neo4j_from_environment

    check = session.say("neo4j")
    try:
        with neo4j_from_environment() as store:
            counts = store.counts()
    except ServerError as error:
        return Check(check, NOTE, error.message, session.say("neo4j_optional"))
    return Check(check, OK, session.say("holds", entities=counts.entities, edges=counts.edges))
