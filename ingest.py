"""Reads letters into the ledger, letter by letter; a bad one is reported and never stops a run."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .errors import DataError
from .graph.check import check
from .graph.exports import write_atomically
from .graph.ledger import Ledger
from .graph.model import Reading
from .loaders import read
from .loaders.read import Source

ISSUES = "issues.jsonl"


@dataclass(frozen=True, slots=True)
class Issue:
    """A file or path that could not be read, why, and what to do about it."""

    file: str
    reason: str
    hint: str


@dataclass(slots=True)
class Report:
    """What became of the letters of a run, ``failed`` counting files.

    ``removed`` are letters that their source does not hold any more.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many files or paths could not be read."""
        return len(self.issues)

    @property
    def any_read(self) -> bool:
        """Whether at least one letter could be read."""
        return bool(self.added or self.changed or self.unchanged)


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
    sources: Iterable[Source | None], report: Callable[[Issue], None]
) -> Iterator[tuple[Source | None, list[Reading]]]:
    """Yield each of `inputs` with the letters in it, checked; none if it cannot be read.

    ``report`` is told why, before the input is yielded.
    """
    for source in sources:
        try:
            letters = read.read(source) if source else _read_stdin()
            for reading in letters:
                check(reading)
        except DataError as error:
            report(_issue(source.name if source else read.STDIN, error))
            letters = []
        yield source, letters


def ingest(
    paths: Iterable[str],
    open_ledger: Callable[[], Ledger],
    on_issue: Callable[[Issue], None] = lambda issue: None,
    on_step: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Read what is below ``paths`` and add it to the ledger; return what became of it.

    ``open_ledger`` is called once there is a letter to add, so that nothing is made for nothing.
    ``on_issue`` hears of every failure at once, ``on_step`` of progress (inputs done, of how many).

    Raises:
        DataError: the ledger cannot be used. Letters that went in before stay.
    """
    report = Report()

    def failed(issue: Issue) -> None:
        report.issues.append(issue)
        on_issue(issue)

    sources = inputs(paths, failed)
    on_step(0, len(sources))
    ledger: Ledger | None = None
    try:
        for done, (_, letters) in enumerate(readings(sources, failed), 1):
            if letters:
                ledger = ledger or open_ledger()
                _store(ledger, letters, report)
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
    """Return the issue of a file; its reason need not name the file once more."""
    reason = error.message.removeprefix(f"{file} ").removesuffix(f": {file}")
    return Issue(file, reason.replace(f" in {file}", ""), error.hint)


def _read_stdin() -> list[Reading]:
    data = sys.stdin.buffer.read()
    # Named by its content: what is piped in later must not take its place.
    digest = hashlib.blake2b(data, digest_size=8).hexdigest()
    return read.read_bytes(data, f"stdin:{digest}")


def _store(ledger: Ledger, letters: list[Reading], report: Report) -> None:
    for reading in letters:
        became = ledger.add(reading)
        setattr(report, became, getattr(report, became) + 1)
    kept = {reading.letter.part for reading in letters}
    report.removed += ledger.retire(letters[0].letter.source, kept)
