"""`evaluate`: how well letters are read, against gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import DataError
from .session import FormatOption, LangOption, LexiconOption, Session

if TYPE_CHECKING:
    from ..loaders.evaluation import Annotation, Scores, Share, Tally
    from ..output import Row

FIGURES = ("group", "item", "accuracy", "precision", "recall", "f1", "gold", "predicted")
ERRORS = ("letter", "group", "item", "gold", "predicted")
BY_CONFIDENCE = ("group", "confidence", "accuracy", "count")


def evaluate(
    ctx: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of annotations (JSON).")],
    predicted: Annotated[
        str,
        typer.Argument(metavar="PREDICTED|TEXTS", help="Folder of extracted JSON, or of letters."),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed and what is too much.")
    ] = False,
    confidence: Annotated[
        bool,
        typer.Option("--confidence", help="Show how often what is read is right, by confidence."),
    ] = False,
    lexicon: LexiconOption = None,
    form: FormatOption = None,
    lang: LangOption = None,
) -> None:
    """Score what is read from letters against annotations made by hand.

    Annotations have the form that `wenmai extract` prints, one JSON a letter; a letter that was
    read has the same file name. A folder without JSON is taken for letters, which are then read.
    Fields: the share that is right; entities (by type and name; span: by name alone) and actions
    (by predicate and object): precision, recall and F1; status and actor: the share that is right
    among the actions found.

    \b
    Examples:
      wenmai evaluate gold samples --errors
      wenmai evaluate gold samples --confidence
      wenmai evaluate gold samples --lexicon my-lists
    """
    from ..graph.schema import schema
    from ..loaders.evaluation import read_annotations, score
    from ..loaders.wordlists import use
    from .words import columns

    session = Session.of(ctx, None, lang)
    use(lexicon)
    wanted = read_annotations(gold)
    if not wanted:
        raise DataError(f"no annotated letter in {gold}", "give a folder of JSON files")
    scores = score(wanted, _predicted(session, predicted))
    terms = {key: session.say(key) for key in (*_TERMS, "total")}
    for named in (schema().entity_types, schema().relations):
        terms |= {name: term.label(session.lang) for name, term in named.items()}
    session.rows(columns(*FIGURES), _figures(scores), form, terms=terms)
    if errors:
        rows = [(d.letter, d.group, d.kind, d.gold, d.predicted) for d in scores.differences]
        session.rows(columns(*ERRORS), rows, form, terms=terms)
    if confidence:
        session.rows(columns(*BY_CONFIDENCE), _buckets(scores), form, terms=terms)
    session.note(session.say("evaluated", count=scores.letters))
    if scores.missing:
        session.note(session.say("not_predicted", letters=", ".join(scores.missing)))


_TERMS = ("field", "fields", "entity", "entities", "span", "action", "actions", "status", "actor")


def _predicted(session: Session, place: str) -> dict[str, Annotation]:
    """Return what was read by letter: as it lies in a folder of JSON, else read now."""
    from ..ingest import inputs, readings
    from ..loaders.evaluation import read_annotations
    from ..loaders.extract import extract
    from .letters import file_name, note_issue

    if Path(place).is_dir() and any(Path(place).glob("*.json")):
        return read_annotations(Path(place))

    def report(issue: Any) -> None:
        note_issue(session, issue)

    found: dict[str, Annotation] = {}
    for source, letters in readings(inputs([place], report), report):
        for reading in letters:
            name = file_name(source, reading.letter.part).removesuffix(".json")
            found.setdefault(name, extract(reading))
    return found


def _figures(scores: Scores) -> list[Row]:
    rows: list[Row] = [_share("field", key, share) for key, share in scores.fields.items()]
    rows.append(_share("fields", "total", scores.fields_mean))
    rows += [_tally("entity", kind, tally) for kind, tally in scores.by_type.items()]
    rows.append(_tally("entities", "total", scores.entities))
    rows.append(_tally("entities", "span", scores.span))
    rows.append(_tally("actions", "total", scores.actions))
    rows.append(_share("actions", "status", scores.status))
    rows.append(_share("actions", "actor", scores.actor))
    return rows


def _share(group: str, item: str, share: Share) -> Row:
    value = None if share.value is None else round(share.value, 3)
    return (group, item, value, None, None, None, share.count, None)


def _tally(group: str, item: str, tally: Tally) -> Row:
    figures = (round(n, 3) for n in (tally.precision, tally.recall, tally.f1))
    return (group, item, None, *figures, tally.gold, tally.predicted)


def _buckets(scores: Scores) -> list[Row]:
    from ..loaders.evaluation import BUCKETS

    ends = dict(zip(BUCKETS, (*BUCKETS[1:], 1.0), strict=True))
    return [
        (group, f"{low:.1f}–{ends[low]:.1f}", round(share.value or 0.0, 3), share.count)
        for group, buckets in (
            ("entities", scores.entity_confidence),
            ("actions", scores.action_confidence),
        )
        for low, share in buckets.items()
    ]
