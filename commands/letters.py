"""`ingest` and `extract`: letters in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, UnreadableError
from ..output import progress
from .session import DataOption, FormatOption, LangOption, Session

if TYPE_CHECKING:
    from ..ingest import Issue
    from ..loaders.read import Source

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files and folders; - is standard input."),
]


class ExtractFormat(StrEnum):
    """How `extract` prints."""

    json = "json"


def ingest(
    ctx: typer.Context,
    paths: PathsArgument,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Read letters into the ledger.

    Reading a letter again changes nothing. A file that cannot be read is reported, also in
    issues.jsonl in the data directory, and the others go in.

    \b
    Examples:
      wenmai ingest samples
      cat samples/shaoxing-2020-culture-0088.txt | wenmai ingest -
    """
    from ..ingest import ingest as run
    from ..ingest import write_issues
    from .words import columns

    session = Session.of(ctx, data, lang)
    project = session.project()
    with progress(session.say("reading"), lambda *at: _reading_line(session, *at)) as step:
        report = run(
            paths, lambda: project.ledger(create=True), lambda i: _note_issue(session, i), step
        )
    file = write_issues(session.data, report.issues)
    if not report.any_read:
        raise UnreadableError(session.say("nothing_read"), session.say("nothing_read_hint"))
    names = ("added", "changed", "unchanged", "removed", "failed")
    session.rows(columns(*names), [[getattr(report, name) for name in names]], form)
    if report.issues:
        key = "one_failed" if report.failed == 1 else "some_failed"
        listed = session.say("issues_file", file=file)
        session.note(f"{session.say(key, count=report.failed)}; {listed}")


def extract(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Files and folders; - is standard input."),
    ],
    form: Annotated[ExtractFormat, typer.Option("--format", help="Form of the output.")] = (
        ExtractFormat.json
    ),
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write one file a letter, named like its file."),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Print what is read from letters, and store nothing.

    Names, acts and the parts of the letter, with offsets, quotes and confidence. Several letters
    are JSON lines. With --out, a further letter of a file NAME.txt is NAME#2.json.

    \b
    Examples:
      wenmai extract samples/shaoxing-2020-culture-0088.txt --format json
      wenmai extract samples --out extracted
    """
    import json

    from ..ingest import inputs, readings
    from ..loaders.extract import extract as extracted

    session = Session.of(ctx, None, lang)
    failed: list[Issue] = []

    def report(issue: Issue) -> None:
        failed.append(issue)
        _note_issue(session, issue)

    indent = 2 if out or sys.stdout.isatty() else None
    written: dict[Path, str] = {}
    done = 0
    for source, letters in readings(inputs(paths, report), report):
        for reading in letters:
            text = json.dumps(extracted(reading), ensure_ascii=False, indent=indent) + "\n"
            if out:
                _write(
                    out / _file_name(source, reading.letter.part),
                    text,
                    written,
                    reading.letter.source,
                )
            else:
                sys.stdout.write(text)
            done += 1
    if not done:
        raise UnreadableError(session.say("nothing_read"), session.say("nothing_read_hint"))
    if out:
        session.note(session.say("extracted", count=done, folder=out))


def _reading_line(session: Session, done: int, total: int, seconds: int) -> str:
    left = f"{seconds // 60} min" if seconds >= 120 else f"{seconds} s"
    return session.say("reading_line", done=done, total=total, left=left)


def _note_issue(session: Session, issue: Issue) -> None:
    hint = session.say("failed_hint", hint=issue.hint) if issue.hint else ""
    session.note(session.say("failed", file=issue.file, reason=issue.reason) + hint)


def _file_name(source: Source | None, part: int) -> str:
    stem = source.path.stem if source else "stdin"
    return f"{stem}.json" if part == 1 else f"{stem}#{part}.json"


def _write(file: Path, text: str, written: dict[Path, str], source: str) -> None:
    from ..graph.exports import write_atomically

    if file in written:
        raise DataError(
            f"{source} and {written[file]} would both be {file}",
            "extract the folders they lie in one by one",
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot make the folder {file.parent}: {error.strerror}") from error
    with write_atomically(file) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))
    written[file] = source
