"""Finds, checks and runs the named questions.

A question is a text in Cypher (``cypher/NAME.cypher``) and one in SPARQL (``sparql/NAME.rq``) that
give the same rows. Each begins with the same YAML header in comment lines; the first line that is
not a comment ends the header.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from ..errors import QueryError, UsageError
from ..graph.model import Value
from ..graph.schema import Labelled
from ..graph.stores.base import Cell, Store

BUILT_IN = Path(__file__).parent
ENTITY = "entity"
"""The type of a parameter that takes a name, alias or id and reaches the query as an id."""
EVIDENCE = "statements"
"""The column that a query may give beside those of its header: the ids of the statements that a row
rests on, as a list or as one text with blanks between them."""


@dataclass(frozen=True, slots=True)
class _Language:
    suffix: str
    comment: str


LANGUAGES: Mapping[str, _Language] = {
    "cypher": _Language(".cypher", "//"),
    "sparql": _Language(".rq", "#"),
}

_PARAM_TYPES: Mapping[str, type] = {ENTITY: str, "string": str, "integer": int}
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
Answered = tuple[tuple[Cell, ...], tuple[str, ...]]
"""A row, one cell a column of the question, and the sorted ids of the statements it rests on."""
_KEYS = {"title", "question", "counts", "columns"}
_OPTIONAL_KEYS = {"params", "tags", "caveat"}


@dataclass(frozen=True, slots=True)
class Param(Labelled):
    """A parameter of a question; without a ``default`` it must be given."""

    type: str
    example: str | int
    default: str | int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question. ``texts`` maps a language ("cypher", "sparql") to the query in it."""

    name: str
    title: Labelled
    question: Labelled
    counts: Labelled
    caveat: Labelled | None
    params: tuple[Param, ...]
    columns: tuple[Labelled, ...]
    tags: tuple[str, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question answers. Each row has one cell a column of the question.

    ``evidence`` has for each row the ids of the statements that it rests on, sorted; none if the
    query does not tell.
    """

    rows: list[tuple[Cell, ...]]
    evidence: list[tuple[str, ...]]


def load(directory: Path | None = None) -> dict[str, Question]:
    """Return the built-in questions and those of ``directory``, by name in alphabetical order.

    A user's directory is laid out like this package, or has its files side by side; a question of
    a user may be in one language only.

    Raises:
        QueryError: ``directory`` is not a folder, a file's name or header is at fault, the two
            headers of a pair differ, or a name is taken.
    """
    questions = _load(BUILT_IN)
    if directory is not None:
        if not directory.is_dir():
            raise QueryError(f"no folder {directory}", "give a folder of .cypher and .rq files")
        own = _load(directory)
        if taken := sorted(own.keys() & questions.keys()):
            raise QueryError(
                f"{directory}: {', '.join(taken)} is the name of a built-in question",
                "give the file another name",
            )
        questions |= own
    return dict(sorted(questions.items()))


def find(name: str, directory: Path | None = None) -> Question:
    """Return the question of that name, one of ours or of ``directory``.

    Raises:
        UsageError: there is none; the hint names the nearest.
        QueryError: see `load`.
    """
    questions = load(directory)
    if name not in questions:
        near = get_close_matches(name, questions, cutoff=0.5)
        hint = f"nearest: {', '.join(near)}; " if near else ""
        raise UsageError(f"no question is called {name!r}", f"{hint}`wenmai query list` lists all")
    return questions[name]


@contextmanager
def stream(
    question: Question,
    store: Store,
    params: Mapping[str, Value],
    resolve_entity: Callable[[str], str],
    timeout: float | None = None,
) -> Iterator[Iterator[Answered]]:
    """Give the answer to ``question`` in the language of ``store`` row by row.

    ``params`` are checked and completed by `arguments`; ``timeout`` is that of `Store.stream`.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type; the question is not
            written in the store's language; or the columns are not those of its header.
        WenmaiError: what ``resolve_entity`` and ``store.stream`` raise.
    """
    text = text_for(question, store.language)
    with store.stream(text, arguments(question, params, resolve_entity), timeout) as found:
        expected = tuple(column.name for column in question.columns)
        if found.columns not in (expected, (*expected, EVIDENCE)):
            raise QueryError(
                f"{question.name} ({store.language}) returns the columns "
                + ", ".join(found.columns),
                f"its header says {', '.join(expected)}; {EVIDENCE} may follow",
            )
        width = len(expected)
        yield ((row[:width], _ids(row[width:])) for row in found.rows)


def run(
    question: Question,
    store: Store,
    params: Mapping[str, Value],
    resolve_entity: Callable[[str], str],
    timeout: float | None = None,
) -> Answer:
    """Return what `stream` gives as a whole. Raises the same."""
    with stream(question, store, params, resolve_entity, timeout) as found:
        answered = list(found)
    return Answer([row for row, _ in answered], [statements for _, statements in answered])


def text_for(question: Question, language: str) -> str:
    """Return the query in ``language``.

    Raises:
        QueryError: the question is not written in it.
    """
    if language not in question.texts:
        raise QueryError(
            f"{question.name} is not written in {language}",
            "it is written in " + ", ".join(question.texts),
        )
    return question.texts[language]


def _ids(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """Return the ids in the evidence column, of which there is one or none."""
    found = (cell.split() if isinstance(cell, str) else cell for cell in cells)
    return tuple(sorted({str(id) for ids in found if isinstance(ids, list) for id in ids}))


def arguments(
    question: Question, params: Mapping[str, Value], resolve_entity: Callable[[str], str]
) -> dict[str, Value]:
    """Return a value for every parameter of ``question``; a None in ``params`` is not given.

    Integers may be given as text. ``resolve_entity`` turns a name, alias or id into an id and
    raises a WenmaiError if there is no such entity, or more than one.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type.
    """
    known = {param.name for param in question.params}
    if unknown := sorted(params.keys() - known):
        raise QueryError(
            f"{question.name} has no parameter {', '.join(unknown)}",
            f"it has {', '.join(sorted(known)) or 'none'}",
        )
    result: dict[str, Value] = {}
    for param in question.params:
        given = params.get(param.name)
        value = param.default if given is None else given
        hint = f"for example {param.name}={param.example}"
        if value is None:
            raise QueryError(f"{question.name} needs the parameter {param.name}", hint)
        checked = _value(param.type, value)
        if checked is None:
            raise QueryError(f"{param.name} must be {param.type}, not {value!r}", hint)
        result[param.name] = resolve_entity(str(checked)) if param.type == ENTITY else checked
    return result


def _value(kind: str, value: Value) -> str | int | None:
    """Return ``value`` as a parameter of this type, or None if it is none."""
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        return int(value)
    wanted = _PARAM_TYPES[kind]
    # True is an int to Python, but not to a query.
    fits = isinstance(value, wanted) and not isinstance(value, bool) and value != ""
    return value if fits and isinstance(value, str | int) else None


def _load(directory: Path) -> dict[str, Question]:
    files: dict[str, dict[str, Path]] = {}
    for language, form in LANGUAGES.items():
        found = [*directory.glob("*" + form.suffix), *directory.glob(f"{language}/*{form.suffix}")]
        for path in sorted(found):
            if not NAME.fullmatch(path.stem):
                hint = "use lower-case letters, digits and _, such as theme_bridges"
                raise QueryError(f"{path}: {path.stem!r} cannot name a question", hint)
            if language in files.setdefault(path.stem, {}):
                other = files[path.stem][language]
                raise QueryError(f"{path}: there is also {other}", "give one another name")
            files[path.stem][language] = path
    return {name: _question(name, pair) for name, pair in files.items()}


def _question(name: str, paths: Mapping[str, Path]) -> Question:
    texts = {language: _read(path) for language, path in paths.items()}
    headers = {
        language: _header(text, LANGUAGES[language].comment, paths[language])
        for language, text in texts.items()
    }
    (first, header), *others = headers.items()
    for language, other in others:
        if header != other:
            keys = [k for k in {**header, **other} if header.get(k) != other.get(k)]
            raise QueryError(
                f"{paths[language]}: {', '.join(map(str, keys))} is not as in {paths[first]}",
                "the headers of the two languages must be equal",
            )
    question = _Reader(paths[first]).question(name, header, texts)
    for language, text in texts.items():
        comment = LANGUAGES[language].comment
        code = "\n".join(t for t in text.split("\n") if not t.lstrip().startswith(comment))
        for param in question.params:
            if not re.search(rf"\${param.name}\b", code):
                hint = "use it or take it out of both headers"
                raise QueryError(f"{paths[language]}: params.{param.name} is not used", hint)
    return question


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read: {error}", "save it as UTF-8") from error


def _header(text: str, comment: str, path: Path) -> dict[str, Any]:
    commented = itertools.takewhile(lambda line: line.startswith(comment), text.split("\n"))
    lines = [line.removeprefix(comment).removeprefix(" ") for line in commented]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise QueryError(f"{path}: the header is not YAML: {reason}", "see a built-in") from error
    if not isinstance(header, dict):
        hint = f"begin with lines such as {comment} title: {{zh: 标题, en: Title}}"
        raise QueryError(f"{path}: there is no header", hint)
    return header


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns a raw header into a `Question`; every fault names the file and the key."""

    path: Path

    def question(self, name: str, header: Mapping[str, Any], texts: Mapping[str, str]) -> Question:
        self._keys("header", header, _KEYS, _OPTIONAL_KEYS)
        columns = tuple(self._labelled(c, "columns") for c in self._items(header, "columns"))
        if not columns:
            raise self._fault("columns", "is empty")
        params = tuple(self._param(p) for p in self._items(header, "params"))
        for key, terms in (("columns", columns), ("params", params)):
            names = [term.name for term in terms]
            if len(set(names)) < len(names):
                raise self._fault(key, "names one thing twice")
        tags = self._items(header, "tags")
        if not all(isinstance(tag, str) for tag in tags):
            raise self._fault("tags", "is not a list of words")
        return Question(
            name=name,
            title=self._text(header, "title"),
            question=self._text(header, "question"),
            counts=self._text(header, "counts"),
            caveat=self._text(header, "caveat") if "caveat" in header else None,
            params=params,
            columns=columns,
            tags=tuple(tags),
            texts=texts,
        )

    def _param(self, raw: Any) -> Param:
        labelled = self._labelled(raw, "params", {"type", "example"}, {"default"})
        key = f"params.{labelled.name}"
        kind = raw["type"]
        if not isinstance(kind, str) or kind not in _PARAM_TYPES:
            raise self._fault(f"{key}.type", f"is not one of {', '.join(_PARAM_TYPES)}")
        for part in raw.keys() & {"example", "default"}:
            if not isinstance(raw[part], _PARAM_TYPES[kind]) or _value(kind, raw[part]) is None:
                raise self._fault(f"{key}.{part}", f"is not {kind}: {raw[part]!r}")
        return Param(
            labelled.name, labelled.zh, labelled.en, kind, raw["example"], raw.get("default")
        )

    def _labelled(
        self,
        raw: Any,
        key: str,
        more: Set[str] = frozenset(),
        optional: Set[str] = frozenset(),
    ) -> Labelled:
        if not isinstance(raw, dict):
            raise self._fault(key, "has an item without name, zh and en")
        name = raw.get("name")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise self._fault(f"{key}.name", f"cannot be {name!r}")
        self._keys(f"{key}.{name}", raw, {"name", "zh", "en"} | more, optional)
        return self._text({name: {"zh": raw["zh"], "en": raw["en"]}}, name)

    def _text(self, header: Mapping[str, Any], key: str) -> Labelled:
        raw = header[key]
        if not isinstance(raw, dict) or raw.keys() != {"zh", "en"}:
            raise self._fault(key, "needs zh and en")
        if not all(isinstance(text, str) and text.strip() for text in raw.values()):
            raise self._fault(key, "needs a text for zh and en")
        return Labelled(key, raw["zh"], raw["en"])

    def _items(self, header: Mapping[str, Any], key: str) -> list[Any]:
        raw = header.get(key, [])
        if not isinstance(raw, list):
            raise self._fault(key, "is not a list")
        return raw

    def _keys(
        self, where: str, raw: Mapping[str, Any], needed: Set[str], optional: Set[str]
    ) -> None:
        for key in sorted(needed - raw.keys()):
            raise self._fault(where, f"lacks {key}")
        for key in sorted(map(str, raw.keys() - needed - optional)):
            raise self._fault(where, f"has the unknown key {key}")

    def _fault(self, key: str, reason: str) -> QueryError:
        return QueryError(f"{self.path}: {key} {reason}", "see the header of a built-in question")
