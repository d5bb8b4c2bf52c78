"""`explain`, `review` and `decisions`: why names are one, and what persons say of it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .session import DataOption, FormatOption, LangOption, Session

if TYPE_CHECKING:
    from ..deciding import Review, Side
    from ..graph.explain import Explanation

DeciderOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        envvar="WENMAI_DECIDER",
        show_envvar=False,
        help="Who decides [WENMAI_DECIDER, the user's name].",
    ),
]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")]

_APART = {
    "jurisdiction": "apart_jurisdiction",
    "level": "apart_level",
    "edition": "apart_edition",
    "period": "apart_period",
    "term": "apart_term",
    "letter": "apart_letter",
    "name": "apart_name",
}
_STATES = {
    "applied": "state_applied",
    "unsure": "state_unsure",
    "undone": "state_undone",
    "superseded": "state_superseded",
    "vanished": "state_vanished",
    "contradicted": "state_contradicted",
    "types": "state_types",
}
"""What the phrases are called that say why two are apart, and what became of a decision."""

decisions = typer.Typer(
    help="List, undo, share and take over decisions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def explain(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="Name, alias or id.")],
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Say why an entity is what it is, and what was kept apart.

    Every wording with its letters and the rule or decision that joined it; what went into it; what
    it followed or became; and what was kept apart, with the reason.

    \b
    Examples:
      wenmai explain 越城区教育局
      wenmai explain 绍兴市文化广电旅游局 --format json
    """
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    explanation = project.explain(name)
    rows = list(_explained(session, explanation))
    session.rows(columns("about", "name", "reason", "year", "letter", "id"), rows, form)


def _explained(session: Session, found: Explanation) -> list[tuple[object, ...]]:
    """One row a fact: what it is about, the name, why, the year, the letter, the id."""
    from ..graph.tables import rows as table

    column = 1 if session.lang == "zh" else 2
    rules = {row[0]: row[column] for row in table("rules.tsv")}
    say, entity = session.say, found.entity
    rows: list[tuple[object, ...]] = [
        (
            say("entity"),
            entity.name,
            entity.type,
            entity.properties.get("first_year"),
            None,
            entity.id,
        )
    ]
    for wording in found.wordings:
        for occurrence in wording.occurrences:
            rows.append(
                (
                    say("wording"),
                    wording.text,
                    f"{rules.get(wording.rule, wording.rule)} ×{wording.count}",
                    occurrence.year,
                    found.sources[occurrence.mention.reply],
                    occurrence.mention.id,
                )
            )
    for joined in found.joined:
        why = "; ".join(_decided(d) for d in joined.decisions) or rules.get(
            joined.rule, joined.rule
        )
        rows.append((say("joined"), joined.name, why, None, None, joined.entity))
    for told in found.successions:
        former = told.after.id == entity.id
        other = told.before if former else told.after
        why = say("by_letter") if told.source else say("by_table")
        about = say("before") if former else say("after")
        rows.append((about, other.name, why, told.year, told.source, other.id))
    for refused in found.refused:
        rows.append((say("refused"), entity.name, say("goes_round"), None, refused, entity.id))
    for apart in found.apart:
        why = _decided(apart.decision) if apart.decision else say(_APART[apart.why])
        rows.append((say("apart"), apart.entity.name, why, None, None, apart.entity.id))
    return rows


def _decided(decision: object) -> str:
    from ..graph.decisions import Decision

    assert isinstance(decision, Decision)
    note = f": {decision.note}" if decision.note else ""
    return f"{decision.decider}, {decision.time[:10]}, {decision.id}{note}"


def review(
    ctx: typer.Context,
    pair: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LEFT RIGHT]", help="Two names, ids or mentions to judge at once."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write the pairs as a CSV sheet."),
    ] = None,
    filled: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Read a sheet that was filled in."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Most pairs.")] = 200,
    decider: DeciderOption = None,
    note: NoteOption = "",
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Walk through the doubtful pairs of names and decide.

    Shows both names with the words around them and takes same, different or unsure, with a note.
    Each decision is written down at once. In a sheet, the first two columns are to be filled in.

    \b
    Examples:
      wenmai review
      wenmai review --export review.csv
      wenmai review --import review.csv --as 王编辑
      wenmai review 纤道运河文化公园 柯桥区纤道运河文化公园
    """
    from ..deciding import Review, filled_in
    from ..errors import UsageError
    from ..graph.exports import write_atomically

    session = Session.of(ctx, data, lang)
    project = session.project()
    who = decider or getpass.getuser()
    if pair and len(pair) != 2:
        raise UsageError("two names are needed", "wenmai review LEFT RIGHT")
    writes = export is None
    if not writes:
        with project.ledger() as ledger:
            found = Review(ledger)
            listed = found.doubts()[:limit]
            text = found.sheet(listed)
        assert export is not None
        with write_atomically(export) as stream:
            stream.write(("\ufeff" + text).encode("utf-8"))  # spreadsheets need the mark
        session.note(session.say("sheet_wrote", count=len(listed), file=export))
        return
    with project.ledger():
        pass  # fails if there is none: deciding makes no ledger
    ids = [project.wanted(name) for name in pair or ()]
    with project.ledger(create=True) as ledger:
        found = Review(ledger)
        if filled is not None:
            before = len(found.judgement.contradicted())
            added = ledger.decide_all(filled_in(filled, found, who))
            session.note(session.say("decided", count=added))
            _report_contradictions(session, Review(ledger), before)
        elif ids:
            done = _ask(session, found, [(ids[0], ids[1], "")], who, note, alone=True)
            session.note(session.say("decided", count=done or 0))
        else:
            _walk(session, found, limit, who, note)


def _walk(session: Session, found: Review, limit: int, who: str, note: str) -> None:
    listed = found.doubts()[:limit]
    done = 0
    for n, doubt in enumerate(listed, 1):
        if not found.open_pairs([doubt]):
            continue
        head = session.say("pair", n=n, total=len(listed), score=doubt.score, why=doubt.why)
        answer = _ask(session, found, [(doubt.left.id, doubt.right.id, head)], who, note)
        if answer is None:
            break
        done += answer
    session.note(session.say("decided", count=done))


def _ask(
    session: Session,
    found: Review,
    pairs: list[tuple[str, str, str]],
    who: str,
    note: str,
    *,
    alone: bool = False,
) -> int | None:
    """Ask for the pairs; return how many were decided, None if the person wants to stop.

    An answer that cannot be taken is told, and the next pair asked for; ``alone`` there is none.

    Raises:
        UsageError: the answer on a pair that is ``alone`` cannot be taken.
    """
    from ..deciding import KINDS
    from ..errors import UsageError

    done = 0
    for left, right, head in pairs:
        _show(session, head, found.side(left), found.side(right))
        while True:
            print(session.say("ask"), end=" ", file=sys.stderr, flush=True)
            answer = sys.stdin.readline()
            word = answer.strip().lower()
            if not answer or word in ("q", "quit", "退"):
                return None
            if word in ("", "k", "skip", "跳"):
                break
            if word not in KINDS:
                continue
            why = note
            if not why:
                print(session.say("ask_note"), end=" ", file=sys.stderr, flush=True)
                why = sys.stdin.readline().strip()
            try:
                found.decide(found.decision(left, right, KINDS[word], who, why))
            except UsageError as error:
                if alone:
                    raise
                session.fail(error)
                break
            done += 1
            break
    return done


def _show(session: Session, head: str, left: Side, right: Side) -> None:
    """Print both names side by side."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(head) if head else None, show_header=False, expand=True)
    for _ in (left, right):
        table.add_column(ratio=1, overflow="fold")
    lines = (
        (left.name, right.name),
        (f"{left.type} {left.place} {left.years}", f"{right.type} {right.place} {right.years}"),
        ("、".join(left.wordings), "、".join(right.wordings)),
    )
    for line in lines:
        table.add_row(*map(Text, line))
    table.add_section()
    for n in range(max(len(left.contexts), len(right.contexts))):
        cells = []
        for side in (left, right):
            context = side.contexts[n] if n < len(side.contexts) else None
            cells.append(
                f"{context.words}\n— {context.letter} {context.year or ''}" if context else ""
            )
        table.add_row(*map(Text, cells))
    Console().print(table)


def _report_contradictions(session: Session, found: Review, before: int = 0) -> None:
    from ..deciding import path

    contradicted = found.judgement.contradicted()
    if len(contradicted) > before:
        for line in dict.fromkeys(path(judged.path) for judged in contradicted):
            session.note(session.say("contradiction", path=line))


@decisions.command("list")
def list_decisions(
    ctx: typer.Context,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """List all decisions, and what became of each.

    One about something that no letter names any more is kept and says so; of decisions that
    contradict each other none is applied, and the path is shown.

    \b
    Examples:
      wenmai decisions list
    """
    from ..deciding import Review, path
    from .words import columns

    session = Session.of(ctx, data, lang)
    with session.project().ledger() as ledger:
        found = Review(ledger)
    rows = [
        (
            judged.decision.id.removeprefix("decision/"),
            judged.decision.kind,
            judged.decision.left_name or judged.decision.left,
            judged.decision.right_name or judged.decision.right,
            session.say(_STATES[judged.state]),
            judged.decision.decider,
            judged.decision.time,
            path(judged.path) or judged.decision.note,
        )
        for judged in found.judgement.judged
    ]
    names = ("id", "decision", "left", "right", "state", "decider", "time", "note")
    session.rows(columns(*names), rows, form)


@decisions.command("undo")
def undo_decision(
    ctx: typer.Context,
    decision: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a decision, or its beginning.")
    ],
    decider: DeciderOption = None,
    note: NoteOption = "",
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Take a decision back. It stays in the list, with who took it back.

    \b
    Examples:
      wenmai decisions undo k3v7
    """
    from ..deciding import Review

    session = Session.of(ctx, data, lang)
    project = session.project()
    with project.ledger():
        pass  # fails if there is none
    with project.ledger(create=True) as ledger:
        undone = Review(ledger).undo(decision, decider or getpass.getuser(), note)
    names = f"{undone.left_name or undone.left} / {undone.right_name or undone.right}"
    session.note(session.say("undone", kind=undone.kind, names=names))


@decisions.command("export")
def export_decisions(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write, JSON lines.")],
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Write all decisions to a file, for others or for a new ledger.

    \b
    Examples:
      wenmai decisions export decisions.jsonl
    """
    from ..deciding import write_decisions

    session = Session.of(ctx, data, lang)
    with session.project().ledger() as ledger:
        count = write_decisions(file, ledger.decisions())
    session.note(session.say("decisions_wrote", count=count, file=file))


@decisions.command("import")
def import_decisions(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `export` wrote.")],
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Take over decisions of others. Those that are here already change nothing.

    \b
    Examples:
      wenmai decisions import decisions.jsonl
    """
    from ..deciding import Review, read_decisions

    session = Session.of(ctx, data, lang)
    listed = read_decisions(file)
    with session.project().ledger(create=True) as ledger:
        added = ledger.decide_all(listed)
        session.note(session.say("decided", count=added))
        _report_contradictions(session, Review(ledger))
