"""`ingest` and `extract`: letters in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, UnreadableError, UsageError
from ..output import Format, progress
from .session import DataOption, FormatOption, LangOption, LexiconOption, Session

if TYPE_CHECKING:
    from ..graph.model import Reading
    from ..ingest import Issue
    from ..loaders.read import Source

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files and folders; - is standard input."),
]

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=COLUMN,…", help="Columns of tables, such as text=正文,date=日期."
    ),
]


def ingest(
    ctx: typer.Context,
    paths: PathsArgument,
    columns: MapOption = None,
    lexicon: LexiconOption = None,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Read letters into the ledger.

    Files are told by their content: text, HTML, Word, PDF, ODT, RTF, mails, tables (CSV, XLSX,
    JSON lines, Parquet) with a letter a row, and archives of these. Of a table --map says which
    column holds what; fields are text, title, date, published, issuer, document_number,
    index_number and address.

    Reading a letter again changes nothing. A file that cannot be read is reported, also in
    issues.jsonl in the data directory, and the others go in. The rows count, by format, letters
    and documents that failed.

    \b
    Examples:
      wenmai ingest samples
      wenmai ingest letters.xlsx --map text=正文,date=日期
      wenmai ingest wenmai-data/fetched
      cat samples/shaoxing-2020-culture-0088.txt | wenmai ingest -
    """
    from ..ingest import ingest as run
    from ..ingest import write_issues
    from ..loaders.tables import mapping
    from ..loaders.wordlists import use
    from .words import columns as labelled

    session = Session.of(ctx, data, lang)
    use(lexicon)
    project = session.project()
    fields = mapping(columns or [])
    with progress(session.say("reading"), lambda *at: _reading_line(session, *at)) as step:
        report = run(
            paths,
            lambda: project.ledger(create=True),
            lambda i: note_issue(session, i),
            step,
            fields,
        )
    file = write_issues(session.data, report.issues)
    if not report.any_read:
        raise UnreadableError(session.say("nothing_read"), session.say("nothing_read_hint"))
    names = ("added", "changed", "unchanged", "removed", "failed")
    tallies = [*sorted(report.formats.items()), ("total", report)]
    rows = [[form_, *(getattr(tally, name) for name in names)] for form_, tally in tallies]
    terms = {key: session.say(key) for key in ("total", "other", "path")}
    session.rows(labelled("format", *names), rows, form, terms=terms)
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
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How to print; JSON, with --explain a table on a terminal."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write one file a letter, named like its file."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print what is read with the rule that read it.")
    ] = False,
    html: Annotated[
        bool, typer.Option("--html", help="Write a page that shows the letters and what is read.")
    ] = False,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where --html goes; - is stdout.")
    ] = "letter.html",
    lexicon: LexiconOption = None,
    lang: LangOption = None,
) -> None:
    """Print what is read from letters, and store nothing.

    Names, acts and the parts of the letter, with offsets, quotes and confidence. Several letters
    are JSON lines. With --out, a further letter of a file NAME.txt is NAME#2.json.

    \b
    Examples:
      wenmai extract samples/shaoxing-2020-culture-0088.txt --format json
      wenmai extract samples/shaoxing-2020-culture-0088.txt --explain
      wenmai extract samples/shaoxing-2020-culture-0088.txt --html -o letter.html
      wenmai extract samples --out extracted
    """
    import json

    from ..ingest import inputs, readings
    from ..loaders.extract import extract as extracted
    from ..loaders.wordlists import use
    from .explained import write_page, write_rules

    session = Session.of(ctx, None, lang)
    if explain + html + (out is not None) > 1:
        raise UsageError(session.say("one_way"), session.say("one_way_hint"))
    if form not in (None, Format.json) and not explain:
        raise UsageError(session.say("json_only"), session.say("json_only_hint"))
    use(lexicon)
    failed: list[Issue] = []

    def report(issue: Issue) -> None:
        failed.append(issue)
        note_issue(session, issue)

    indent = 2 if out or sys.stdout.isatty() else None
    written: dict[Path, str] = {}
    shown: list[Reading] = []
    done = 0
    for source, letters in readings(inputs(paths, report), report):
        for reading in letters:
            done += 1
            if explain:
                write_rules(session, reading, form)
                continue
            if html:
                shown.append(reading)
                continue
            text = json.dumps(extracted(reading), ensure_ascii=False, indent=indent) + "\n"
            if out:
                _write(
                    out / file_name(source, reading.letter.part),
                    text,
                    written,
                    reading.letter.source,
                )
            else:
                sys.stdout.write(text)
    if not done:
        raise UnreadableError(session.say("nothing_read"), session.say("nothing_read_hint"))
    if html:
        write_page(session, shown, output)
    if out:
        session.note(session.say("extracted", count=done, folder=out))


def _reading_line(session: Session, done: int, total: int, seconds: int) -> str:
    left = f"{seconds // 60} min" if seconds >= 120 else f"{seconds} s"
    return session.say("reading_line", done=done, total=total, left=left)


def note_issue(session: Session, issue: Issue) -> None:
    """Tell what could not be read, and why."""
    hint = session.say("failed_hint", hint=issue.hint) if issue.hint else ""
    file = f"{issue.file} {issue.position}".rstrip()
    session.note(session.say("failed", file=file, reason=issue.reason) + hint)


def file_name(source: Source | None, part: int) -> str:
    """Return what the JSON file of a letter is called, after the file that it was read from."""
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
