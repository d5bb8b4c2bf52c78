"""A data directory: its ledger, the graph built from it, the indexes made of that, and look-ups."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError
from .graph.build import build
from .graph.explain import Explainer, Explanation
from .graph.graph import Graph
from .graph.keeping import keep, kept
from .graph.ledger import Ledger
from .graph.model import Entity
from .graph.names import alone
from .graph.resolve import Refusal, Resolver
from .graph.schema import schema
from .graph.stores.base import Store
from .graph.stores.generations import Generations
from .graph.text import fold
from .output import one_line

if TYPE_CHECKING:
    from .graph.view.atlas import Atlas

LEDGER = "ledger.sqlite"
KEPT = Path("index", "graph.json")
MAP = Path("views", "map.json.gz")
"""Where the places on the map are kept."""
_NEAREST = 3
_CANDIDATES = 8
_SNIPPET = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a search found; ``text`` quotes the letter if the words stand in its text."""

    entity: Entity
    text: str | None = None


class Project:
    """What lies below one data directory. Nothing is opened or built before it is needed.

    Every method that reads raises DataError if there is no ledger or it cannot be used.
    """

    def __init__(
        self, folder: Path, progress: Callable[[str], None] = lambda message: None
    ) -> None:
        """Take a data directory; ``progress`` is told, in one line, what takes time."""
        self.folder = folder
        self._progress = progress

    def ledger(self, *, create: bool = False) -> Ledger:
        """Return the ledger, to read, or with ``create`` to write. The caller closes it."""
        return Ledger.open(self.folder / LEDGER, create=create)

    @cached_property
    def graph(self) -> Graph:
        """The graph of the ledger as it was when first asked for; kept for the next time."""
        file = self.folder / KEPT
        with self.ledger() as ledger, ledger.snapshot():
            fingerprint = _fingerprint(ledger)
            graph = kept(file, fingerprint)
            if graph is None:
                graph = build(ledger)
                try:
                    keep(file, fingerprint, graph)
                except OSError as error:  # who may only read has the graph all the same
                    self._progress(f"the graph is not kept in {file}: {error.strerror}")
        return graph

    @property
    def atlas(self) -> Atlas:
        """The map of the graph, which takes long to draw and is kept for the next time."""
        from .graph.view import atlas  # only views need what it loads

        return atlas.kept(self.graph, self.folder / MAP)

    @contextmanager
    def store(self, language: str) -> Iterator[Store]:
        """Yield an embedded store of ``language`` that holds the graph, built first if need be.

        Raises:
            DataError, UsageError: see `Generations.open`.
        """
        generations = Generations(self.folder)
        with generations.open(
            language, self.fingerprint(), lambda: self.graph, self._progress
        ) as store:
            yield store

    def fingerprint(self) -> str:
        """Return what the graph depends on, the ledger's content and the rules, as one word."""
        with self.ledger() as ledger:
            return _fingerprint(ledger)

    def resolve(self, wanted: str) -> Entity:
        """Return the entity with this id, else of this name, of this alias, or meant by this name.

        Raises:
            UsageError: there is none, or more than one; the hint names the nearest or all.
        """
        with suppress(KeyError):
            entity = self.graph.entity(wanted)
            replaced = entity.properties.get("replaced_by")
            return self.graph.entity(replaced) if isinstance(replaced, str) else entity
        key = fold(wanted)
        named, known = [], []
        for entity in self.graph.entities if key else ():
            if "replaced_by" in entity.properties:
                continue
            if fold(entity.name) == key:
                named.append(entity)
            elif any(fold(alias) == key for alias in _aliases(entity)):
                known.append(entity)
        found = named or known or self._read(wanted)
        if len(found) == 1:
            return found[0]
        if not found:
            near = self._nearest(key)
            hint = "nearest: " + "; ".join(near) if near else "`wenmai search WORDS` finds names"
            raise UsageError(f"no entity is called {wanted!r}", hint)
        ordered = sorted(found, key=self._order)
        listed = [f"{e.id} ({schema().entity_types[e.type].en} {e.name})" for e in ordered]
        more = ["…"] if len(listed) > _CANDIDATES else []
        raise UsageError(
            f"{len(found)} entities are called {wanted!r}",
            "give an id: " + "; ".join([*listed[:_CANDIDATES], *more]),
        )

    def _read(self, wanted: str) -> list[Entity]:
        """Return what a name in full means (福田区教育局), though no letter writes it so."""
        found: dict[str, Entity] = {}
        for id_ in alone(wanted) if fold(wanted) else ():
            with suppress(KeyError):
                entity = self.graph.entity(id_)
                final = str(entity.properties.get("replaced_by") or id_)
                found[final] = self.graph.entity(final)
        return list(found.values())

    def wanted(self, name: str) -> str:
        """Return the id of what a decision is about: an id as it is, a name as `resolve` has it.

        What bears just this name by itself goes before what it has gone into: of a group that was
        merged, a decision is about the one that is named.

        Raises:
            UsageError: see `resolve`.
        """
        if name.startswith("mention/"):
            return name
        with suppress(KeyError):
            return self.graph.entity(name).id
        key = fold(name)
        named = [entity.id for entity in self.graph.entities if key and fold(entity.name) == key]
        return named[0] if len(named) == 1 else self.resolve(name).id

    def explain(self, name: str) -> Explanation:
        """Return why the entity of this name, alias or id is what it is.

        Raises:
            UsageError: see `resolve`.
        """
        wanted = self.resolve(name).id
        return Explainer(self._resolver()).explain(wanted)

    def refused(self) -> list[Refusal]:
        """Return the statements that were left out since they make a body its own successor."""
        return list(self._resolver().resolution().refused.values())

    def _resolver(self) -> Resolver:
        with self.ledger() as ledger, ledger.snapshot():
            return Resolver.of(ledger.readings(), ledger.decisions())

    def search(self, words: str) -> list[Hit]:
        """Return entities by name or alias, then letters by text, the best first.

        Names that are ``words`` come before those that begin with them, those that contain them,
        and those that contain each of them. A letter's text must contain each of them. What has
        gone into another entity is found as that one.

        Raises:
            UsageError: there is no word to search for.
        """
        if not fold(words):
            raise UsageError("nothing to search for", "give a part of a name, such as 博物馆")
        best: dict[str, int] = {}
        for entity in self.graph.entities:
            rank = _rank(entity, words)
            if rank is not None:
                id_ = str(entity.properties.get("replaced_by") or entity.id)
                best[id_] = min(rank, best.get(id_, rank))
        found = [(rank, self.graph.entity(id_)) for id_, rank in best.items()]
        found.sort(key=lambda pair: (pair[0], *self._order(pair[1])))
        hits = [Hit(entity) for _, entity in found]
        seen = {hit.entity.id for hit in hits}
        patterns = [_pattern(word) for word in words.split()]
        with self.ledger() as ledger:
            for letter in ledger.letters():
                places = [pattern.search(letter.text) for pattern in patterns]
                if letter.id not in seen and places[0] and all(places):
                    hits.append(Hit(self.graph.entity(letter.id), _snippet(letter.text, places[0])))
        return hits

    @cached_property
    def _ties(self) -> Counter[str]:
        edges = self.graph.edges
        return Counter(end for edge in edges for end in (edge.source, edge.target))

    def _order(self, entity: Entity) -> tuple[int, int, str]:
        """Sorts by importance: what more edges tell about, then the shorter name, then by id."""
        return -self._ties[entity.id], len(entity.name), entity.id

    def _nearest(self, key: str) -> list[str]:
        if not key:
            return []
        names = {fold(name): e.name for e in self.graph.entities for name in (e.name, *_aliases(e))}
        around = sorted((name for name in names if key in name), key=len)
        close = get_close_matches(key, names, n=_NEAREST, cutoff=0.5)
        inside = sorted((name for name in names if len(name) > 1 and name in key), key=len)[::-1]
        likely = dict.fromkeys(names[name] for name in (*around, *close, *inside))
        return [one_line(name) for name in likely][:_NEAREST]


def _fingerprint(ledger: Ledger) -> str:
    return f"{ledger.revision}-{_rules()}"


def _rules() -> str:
    """Return a digest of the code and tables that make the graph, so that a new rule shows."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(Path(__file__).with_name("graph").iterdir()):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _aliases(entity: Entity) -> list[str]:
    aliases = entity.properties.get("aliases")
    return aliases if isinstance(aliases, list) else []


def _rank(entity: Entity, words: str) -> int | None:
    key, parts = fold(words), [fold(word) for word in words.split()]
    ranks = []
    for n, name in enumerate((entity.name, *_aliases(entity))):
        folded = fold(name)
        if folded == key:
            rank = 0
        elif folded.startswith(key):
            rank = 1
        elif key in folded:
            rank = 2
        elif all(part in folded for part in parts):
            rank = 3
        else:
            continue
        ranks.append(2 * rank + (n > 0))  # a name before an alias
    return min(ranks, default=None)


def _pattern(word: str) -> re.Pattern[str]:
    """A pattern that finds ``word`` also where a line of the letter ends inside it."""
    return re.compile(r"\s*".join(map(re.escape, word)), re.IGNORECASE)


def _snippet(text: str, place: re.Match[str]) -> str:
    start, end = max(0, place.start() - _SNIPPET), min(len(text), place.end() + _SNIPPET)
    inside = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{inside}{'…' if end < len(text) else ''}"
