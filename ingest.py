"""Reads letters into the ledger, letter by letter; a bad one is reported and never stops a run."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .errors import DataError
from .graph.check import check
from .graph.exports import write_atomically
from .graph.ledger import Ledger
from .graph.model import Reading
from .loaders import read
from .loaders.limits import MAX_DOCUMENT
from .loaders.members import too_large
from .loaders.read import INSIDE, Outcome, Reader, Source

ISSUES = "issues.jsonl"
PATH = "path"
"""Stands for the format of what is no file."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A document or path that could not be read, why, and what to do about it.

    ``position`` is its place in the ``file`` (a member, a row), "" if it is the file itself.
    """

    file: str
    reason: str
    hint: str
    position: str = ""
    format: str = PATH


@dataclass(slots=True)
class Tally:
    """How many letters went in and how, and how many documents ``failed``.

    ``removed`` are letters that their source does not hold any more.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0


@dataclass(slots=True)
class Report(Tally):
    """What became of a run: in all, by format, and the issues."""

    formats: dict[str, Tally] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def any_read(self) -> bool:
        """Whether at least one letter could be read."""
        return bool(self.added or self.changed or self.unchanged)

    def count(self, form: str, became: str, number: int = 1) -> None:
        """Count ``number`` letters or documents of the format ``form``."""
        for tally in (self, self.formats.setdefault(form, Tally())):
            setattr(tally, became, getattr(tally, became) + number)


def inputs(paths: Iterable[str], report: Callable[[Issue], None]) -> list[Source | None]:
    """Return the files below ``paths``, in order, and None for standard input (``-``).

    ``report`` is told of each path that does not exist or holds nothing readable.
    """
    found: dict[str, Source | None] = {}
    for path in paths:
        if path == read.STDIN:
            found.setdefault(path, None)
            continue
        try:
            for source in read.find([path]):
                found.setdefault(source.name, source)
        except DataError as error:
            report(_issue(path, error))
    return list(found.values())


def readings(
    sources: Iterable[Source | None],
    report: Callable[[Issue], None],
    columns: Mapping[str, str] | None = None,
) -> Iterator[tuple[Source | None, list[Reading]]]:
    """Yield each document of `inputs` with the letters in it, checked; none if it cannot be read.

    ``report`` is told why, before the document is yielded. ``columns`` is that of `Reader`.
    """
    with Reader(columns) as reader:
        for source in sources:
            for outcome in _outcomes(reader, source):
                if outcome.error:
                    report(_issue_of(source, outcome, outcome.error))
                yield outcome.source if source else None, list(outcome.letters)


def ingest(
    paths: Iterable[str],
    open_ledger: Callable[[], Ledger],
    on_issue: Callable[[Issue], None] = lambda issue: None,
    on_step: Callable[[int, int], None] = lambda done, total: None,
    columns: Mapping[str, str] | None = None,
) -> Report:
    """Read what is below ``paths`` and add it to the ledger; return what became of it.

    ``open_ledger`` is called once there is a letter to add, so that nothing is made for nothing.
    ``on_issue`` hears of every failure at once, ``on_step`` of progress (inputs done, of how many).
    ``columns`` is that of `Reader`.

    Raises:
        DataError: the ledger cannot be used. Letters that went in before stay.
    """
    report = Report()

    def failed(issue: Issue) -> None:
        report.issues.append(issue)
        report.count(issue.format, "failed")
        on_issue(issue)

    sources = inputs(paths, failed)
    on_step(0, len(sources))
    ledger: Ledger | None = None
    try:
        with Reader(columns) as reader:
            for done, source in enumerate(sources, 1):
                seen: set[str] = set()
                whole = True
                for outcome in _outcomes(reader, source):
                    seen.add(outcome.source.name)
                    whole = whole and outcome.whole
                    if outcome.error:
                        failed(_issue_of(source, outcome, outcome.error))
                    if outcome.letters:
                        ledger = ledger or open_ledger()
                        _store(ledger, outcome, report)
                if source and whole and ledger is not None:
                    gone = ledger.retire_inside(source.name + INSIDE, seen)
                    report.count(outcome.format, "removed", gone)
                on_step(done, len(sources))
    finally:
        if ledger is not None:
            ledger.close()
    return report


def write_issues(folder: Path, issues: Iterable[Issue]) -> Path | None:
    """Write the failures of a run into ``folder`` and return the file; none, and none stays.

    A folder that does not exist is not made for it.

    Raises:
        UsageError: the file cannot be written.
    """
    lines = [json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in issues]
    file = folder / ISSUES
    if not folder.is_dir():
        return None
    if not lines:
        file.unlink(missing_ok=True)
        return None
    with write_atomically(file) as stream:
        # A file name that is no text becomes an escape, which JSON knows as well.
        stream.write("".join(lines).encode("utf-8", "backslashreplace"))
    return file


def _issue(file: str, error: DataError) -> Issue:
    return Issue(file, _reason(file, error), error.hint)


def _issue_of(source: Source | None, outcome: Outcome, error: DataError) -> Issue:
    name = outcome.source.name
    file = source.name if source else read.STDIN
    position = name[len(source.name) + len(INSIDE) :] if source and name != source.name else ""
    return Issue(file, _reason(name, error), error.hint, position, outcome.format)


def _reason(name: str, error: DataError) -> str:
    """Return the reason; it need not name the file once more."""
    reason = error.message.removeprefix(f"{name} ").removesuffix(f": {name}")
    return reason.replace(f" in {name}", "")


def _outcomes(reader: Reader, source: Source | None) -> Iterator[Outcome]:
    """Yield what the documents of an input gave; letters that contradict themselves are errors."""
    for outcome in reader.read(source) if source else _read_stdin(reader):
        try:
            for reading in outcome.letters:
                check(reading)
        except DataError as error:
            outcome = Outcome(outcome.source, outcome.format, error=error)
        yield outcome


def _read_stdin(reader: Reader) -> Iterator[Outcome]:
    data = sys.stdin.buffer.read(MAX_DOCUMENT + 1)
    # Named by its content: what is piped in later must not take its place.
    digest = hashlib.blake2b(data, digest_size=8).hexdigest()
    name = f"stdin:{digest}"
    if len(data) > MAX_DOCUMENT:
        yield Outcome(Source(name, Path(name)), "other", error=too_large(name))
    else:
        yield from reader.read_bytes(data, name)


def _store(ledger: Ledger, outcome: Outcome, report: Report) -> None:
    for reading in outcome.letters:
        report.count(outcome.format, ledger.add(reading))
    kept = {reading.letter.part for reading in outcome.letters}
    report.count(outcome.format, "removed", ledger.retire(outcome.source.name, kept))
