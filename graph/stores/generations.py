"""The derived indexes on disk: built aside, checked, published by one rename, thrown away at will.

    index/current          the name of the generation to read, e.g. ``gen-3``
    index/gen-3/cypher/    one store's files; a generation has a store a language, made when asked
    index/gen-3/cypher.json    its manifest, written last: without it the store does not exist
    index/gen-3/lock       held shared by every reader, alone by who removes the generation
    index/lock             held by the one process that builds
    index/building/        what that process builds, before it is anything

Locks are the system's (flock): they end with the process that holds them, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ... import __version__
from ...errors import DataError, QueryError, UsageError
from ..graph import Graph
from ..model import Counts
from .base import Store
from .embedded import EmbeddedStore
from .sparql import SparqlStore

_STORES: dict[str, type[EmbeddedStore] | type[SparqlStore]] = {
    store.language: store for store in (EmbeddedStore, SparqlStore)
}
_LOG = "LOG"  # names of engine logs start so; readers may write them


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store of a generation holds, and the size of each of its files."""

    fingerprint: str
    version: str
    entities: int
    edges: int
    files: dict[str, int]


class Generations:
    """The indexes below one data directory."""

    def __init__(self, data_dir: Path) -> None:
        """Take a data directory; ``index`` below it is made when the first index is."""
        self._root = data_dir / "index"

    @contextmanager
    def open(
        self,
        language: str,
        fingerprint: str,
        graph: Callable[[], Graph],
        progress: Callable[[str], None] = lambda message: None,
    ) -> Iterator[Store]:
        """Yield a store of ``language`` that holds the graph with this fingerprint.

        A sound index of the same fingerprint and package version is opened as it is; otherwise
        ``graph`` is called, a new one is built and published, and generations that no process
        reads any more are removed. While another process builds, this one waits.

        Args:
            language: "cypher" or "sparql".
            fingerprint: stands for the content of the graph; equal for equal graphs.
            graph: makes the graph; called only to build.
            progress: is told, in one line, what takes time.

        Raises:
            UsageError: there is no store of that language.
            DataError: the index cannot be written, or does not hold what it should.
        """
        if language not in _STORES:
            raise UsageError(f"no index speaks {language}", f"there are {' and '.join(_STORES)}")
        with ExitStack() as stack:
            try:
                store = self._reader(language, fingerprint, stack)
                if store is None:
                    store = self._built(language, fingerprint, graph, progress, stack)
            except OSError as error:
                raise DataError(
                    f"the index below {self._root} cannot be used: {error}",
                    "look at the permissions and the space that is left",
                ) from error
            yield store

    def _reader(self, language: str, fingerprint: str, stack: ExitStack) -> Store | None:
        """Return the current store if it is sound; ``stack`` then holds its generation."""
        generation = self._current()
        if generation is None:
            return None
        with ExitStack() as attempt:
            try:
                held = attempt.enter_context((generation / "lock").open("rb"))
                fcntl.flock(held, fcntl.LOCK_SH)
                manifest = _read_manifest(generation, language)
            except FileNotFoundError:
                return None  # removed meanwhile, or not built in this language
            if (
                manifest is None
                or manifest.fingerprint != fingerprint
                or manifest.version != __version__
                or _sizes(generation / language) != manifest.files
            ):
                return None
            store = attempt.enter_context(_STORES[language](generation / language))
            try:
                if store.counts() != Counts(manifest.entities, manifest.edges):
                    return None
            except (DataError, QueryError):
                return None
            stack.push(attempt.pop_all())
            return store

    def _current(self) -> Path | None:
        try:
            return self._root / (self._root / "current").read_text("utf-8").strip()
        except FileNotFoundError:
            return None

    @contextmanager
    def _building(self, progress: Callable[[str], None]) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / "lock").open("wb") as lock:
            if not _locked(lock):
                progress("another process is building the index; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _built(
        self,
        language: str,
        fingerprint: str,
        graph: Callable[[], Graph],
        progress: Callable[[str], None],
        stack: ExitStack,
    ) -> Store:
        """Return the current store, built unless another process built it while this one waited."""
        with self._building(progress):
            store = self._reader(language, fingerprint, stack)
            if store is None:
                self._build(language, fingerprint, graph(), progress)
                store = self._reader(language, fingerprint, stack)
        if store is None:
            raise DataError(
                f"the index below {self._root} was damaged as soon as it was built",
                "look for another program that writes there",
            )
        return store

    def _build(
        self, language: str, fingerprint: str, graph: Graph, progress: Callable[[str], None]
    ) -> None:
        """Build and publish a store; the caller holds the build lock."""
        count = graph.counts
        progress(f"building the {language} index: {count.entities} entities, {count.edges} edges")
        aside = self._root / "building"
        shutil.rmtree(aside, ignore_errors=True)
        with _STORES[language](aside / language) as store:
            store.load(graph)
            if store.counts() != count:
                raise DataError(f"the {language} index holds {store.counts()}, not {count}")
        generation = self._home(language, fingerprint)
        generation.mkdir(exist_ok=True)
        (generation / "lock").touch()
        (aside / language).rename(generation / language)
        files = _sizes(generation / language)
        manifest = Manifest(fingerprint, __version__, count.entities, count.edges, files)
        _replace(generation / f"{language}.json", json.dumps(asdict(manifest)))
        _replace(self._root / "current", generation.name)
        self._remove_unused(generation)

    def _home(self, language: str, fingerprint: str) -> Path:
        """Return the current generation if it only lacks this language, else a new one."""
        current = self._current()
        if current is not None and not (current / language).exists():
            others = [_read_manifest(current, other) for other in _STORES if other != language]
            if any(m and (m.fingerprint, m.version) == (fingerprint, __version__) for m in others):
                return current
        numbers = [int(path.name.removeprefix("gen-")) for path in self._root.glob("gen-*")]
        return self._root / f"gen-{max(numbers, default=0) + 1}"

    def _remove_unused(self, current: Path) -> None:
        for generation in self._root.glob("gen-*"):
            if generation == current:
                continue
            lock_file = generation / "lock"
            lock_file.touch()
            with lock_file.open("rb") as lock:
                if _locked(lock):
                    shutil.rmtree(generation)


def _locked(lock: IO[bytes]) -> bool:
    """Take a lock for this process alone, if nobody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_manifest(generation: Path, language: str) -> Manifest | None:
    """Return a store's manifest, or None if there is none that can be used."""
    try:
        text = (generation / f"{language}.json").read_text("utf-8")
        return Manifest(**json.loads(text))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new one, whole."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)


def _sizes(folder: Path) -> dict[str, int]:
    """Return the size of each of a store's files. A file cut short is the damage that engines
    themselves do not always notice.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in files
        if not path.name.startswith(_LOG)
    }
