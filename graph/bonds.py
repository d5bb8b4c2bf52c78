"""Joins what a name alone would be to what letters tell that it is.

A letter that has both 台儿庄区文旅局 and 台儿庄区文化和旅游局 tells that the short one is the long
one, and so it is in other letters of that place. Where no letter has both, it is if only one office
of the place can be meant. Of an edition, its name or two letters tell the year. Where letters tell
different things, nothing is joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from . import offices
from .groups import Group
from .occurrences import Occurrence
from .reforms import Office

_ENOUGH = 2
"""How much must tell it: one letter that has both names, or two that give an edition's year."""


class Bonds:
    """What each entity by name alone has gone into, kept up as letters come and go."""

    def __init__(self) -> None:
        """Start without any."""
        self._told: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._tied: dict[str, tuple[str, str]] = {}
        self._behind: dict[str, set[str]] = defaultdict(set)
        self._offices: dict[str, dict[str, str]] = defaultdict(dict)
        # The offices of a place by their first character: a short form begins as the whole does.
        self._alike: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._regrouped: set[tuple[str, str]] = set()
        self._levels: dict[str, str | None] = {}
        self._open: set[str] = set()
        self._scopes: set[str] = set()
        self._listed: dict[str, tuple[tuple[Office, str, str], ...]] = {}

    def count(self, occurrence: Occurrence, amount: int, *, known: bool) -> set[str]:
        """Note that an occurrence came (1) or went (-1); return the entities it touches.

        ``known`` says whether its entity still has occurrences.
        """
        key = occurrence.entity
        touched = {key}
        if occurrence.weak and occurrence.weak != key:
            told = self._told[occurrence.weak]
            told[key, occurrence.rule] += amount * occurrence.weight
            if told[key, occurrence.rule] <= 0:
                del told[key, occurrence.rule]
            self._open.add(occurrence.weak)
            touched.add(occurrence.weak)
        if is_office(occurrence):
            among = self._offices[occurrence.scope]
            alike = occurrence.scope, occurrence.core[:1]
            if known != (key in among):
                self._regrouped.add(alike)
            if known:
                among[key] = self._alike[alike][key] = occurrence.core
                level = occurrence.division.level if occurrence.division else "national"
                self._levels[occurrence.scope] = level
            else:
                among.pop(key, None)
                self._alike[alike].pop(key, None)
            self._scopes.add(occurrence.scope)
        self._open.add(key)
        return touched

    def end(self, base: str) -> str:
        """Return the entity that ``base`` has gone into, itself if into none."""
        seen = {base}
        while base in self._tied:
            base = self._tied[base][0]
            if base in seen:
                return min(seen)
            seen.add(base)
        return base

    def rule(self, base: str) -> str | None:
        """Return the rule by which ``base`` has gone into another, None if it has not."""
        return self._tied[base][1] if base in self._tied else None

    def behind(self, bases: Iterable[str]) -> set[str]:
        """Return ``bases`` with all that have gone into them."""
        found: set[str] = set()
        queue = list(bases)
        while queue:
            base = queue.pop()
            if base not in found:
                found.add(base)
                queue += self._behind.get(base, ())
        return found

    def settle(self, groups: Mapping[str, Group]) -> set[str]:
        """Tie anew what has been touched since; return what has come to lead elsewhere."""
        again = set(self._open)
        for alike in self._regrouped:
            again |= self._alike[alike].keys()
        self._open, self._regrouped = set(), set()
        moved = set()
        for base in again:
            old, new = self._tied.get(base), self._target(base, groups)
            if old == new:
                continue
            moved.add(base)
            if old:
                self._behind[old[0]].discard(base)
                del self._tied[base]
            if new:
                self._behind[new[0]].add(base)
                self._tied[base] = new
        return moved

    def changed_offices(
        self, groups: Mapping[str, Group], final: Mapping[str, str], moved: Iterable[str]
    ) -> Iterator[tuple[str, list[Office]]]:
        """Yield each place (its scope) whose offices have changed since, with all of them.

        ``final`` has what each office has gone into, ``moved`` those that go elsewhere now.
        """
        scopes = self._scopes | {groups[base].first.scope for base in moved if base in groups}
        self._scopes = set()
        for scope in scopes & self._offices.keys():
            listed = [
                Office(key, core, min(groups[key].years, default=None))
                for key, core in sorted(self._offices[scope].items())
            ]
            state = tuple((o, final[o.entity], groups[o.entity].first.mention.id) for o in listed)
            if state != self._listed.get(scope):
                self._listed[scope] = state
                yield scope, listed

    def hinted(self) -> Iterator[tuple[str, str]]:
        """Yield pairs that a letter says are one, too weakly or against another letter."""
        for weak in sorted(self._told):
            if weak not in self._tied:
                yield from ((weak, strong) for strong in sorted({s for s, _ in self._told[weak]}))

    def level(self, scope: str) -> str | None:
        """Return the level of the place with this scope."""
        return self._levels.get(scope)

    def _target(self, base: str, groups: Mapping[str, Group]) -> tuple[str, str] | None:
        """Return what ``base`` is by what letters tell, with the rule; None if they do not."""
        told: Counter[str] = Counter()
        rules: dict[str, str] = {}
        for (strong, rule), weight in sorted(self._told.get(base, Counter()).items()):
            if strong in groups:
                told[strong] += weight
                rules.setdefault(strong, rule)
        enough = [strong for strong, weight in told.items() if weight >= _ENOUGH]
        if enough:
            return (enough[0], rules[enough[0]]) if len(enough) == 1 else None
        if base in groups and (scope := self._scope(base, groups)):
            short = self._offices[scope][base]
            among = self._alike[scope, short[:1]]
            fuller = [key for key, core in among.items() if offices.shortens(short, core)]
            if len(fuller) == 1:
                return fuller[0], "short form"
        return None

    def _scope(self, base: str, groups: Mapping[str, Group]) -> str | None:
        scope = groups[base].first.scope
        return scope if scope and base in self._offices.get(scope, ()) else None


def is_office(occurrence: Occurrence) -> bool:
    """Tell whether an occurrence is of an office whose place is known."""
    known = occurrence.division is not None or occurrence.properties.get("level") is not None
    return occurrence.type == "Department" and known
