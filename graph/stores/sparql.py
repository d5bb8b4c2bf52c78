"""SPARQL without a server: pyoxigraph, in this process, on files.

Any number of processes may read one directory at once; `load` must have it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)
from pyoxigraph import Store as Oxigraph

from ...errors import DataError, QueryError
from .. import rdf
from ..graph import Graph
from ..model import Counts, Value
from ..schema import schema
from . import worker
from .base import Cell, Store, Stream, first_line, malformed, open_failed, refused_write

Term = NamedNode | BlankNode | Literal | Triple

# What pyoxigraph raises for files it cannot use, and while it evaluates a query.
_ENGINE_ERRORS = (OSError, RuntimeError, ValueError)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_NUMBERS = ("decimal", "double", "float")
_PYTHON: dict[str, Callable[[str], Cell]] = {
    **{_XSD + name: int for name in _INTEGERS},
    **{_XSD + name: float for name in _NUMBERS},
    f"{_XSD}boolean": lambda lexical: lexical in ("true", "1"),
}

# One token a match: what must stay as it is (comments, strings, IRIs) or a parameter.
_TOKEN = re.compile(
    r'''
      \#[^\r\n]*
    | """(?:"{0,2}(?:[^"\\]|\\.))*"""  |  \'\'\'(?:\'{0,2}(?:[^'\\]|\\.))*\'\'\'
    | "(?:[^"\\\r\n]|\\.)*"            |  '(?:[^'\\\r\n]|\\.)*'
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>
    | \$(?P<name>\w+)
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})
_SERVICE = re.compile("service", re.IGNORECASE)
_UPDATE = re.compile(
    r"(?:\s|#[^\r\n]*|(?:PREFIX\s+\S*|BASE)\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)


class SparqlStore(Store):
    """A directory with an Oxigraph store."""

    language: ClassVar[str] = "sparql"

    def __init__(self, path: Path, data_base: str | None = None) -> None:
        """Take a directory, which need not exist before `load`.

        ``data_base`` is what the IRIs of entities and statements start with (that of schema.yml
        if None); in results such an IRI is the bare id.

        Raises:
            UsageError: ``data_base`` cannot start IRIs.
        """
        self._path = path
        self._base = rdf.checked_base(data_base)
        self._open: Oxigraph | None = None

    @property
    def path(self) -> Path:
        """The directory."""
        return self._path

    def load(self, graph: Graph) -> None:
        """Replace what the directory holds by ``graph``; no other process may have it open."""
        self.close()
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            store = Oxigraph(str(self._path))
            store.clear()
            store.bulk_extend(rdf.quads(graph, self._base))
            store.flush()
        except _ENGINE_ERRORS as error:
            raise DataError(open_failed(self._path, error)) from error

    def counts(self) -> Counts:
        """See `Store.counts`."""
        names = schema()
        types = " ".join(f"<{names.term(name)}>" for name in names.entity_types)
        entities = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ VALUES ?t {{ {types} }} ?s a ?t }}"
        statement = names.term(rdf.STATEMENT)
        edges = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{statement}> }}"
        ((n_entities,),), ((n_edges,),) = (self.query(text).rows for text in (entities, edges))
        return Counts(int(str(n_entities)), int(str(n_edges)))

    @contextmanager
    def stream(
        self, text: str, params: Mapping[str, Value] | None = None, timeout: float | None = None
    ) -> Iterator[Stream]:
        """See `Store.stream`. With a timeout the query runs in a process of its own.

        A parameter becomes a literal; one that is None becomes UNDEF and a list becomes several
        literals, which only VALUES takes. ASK answers one row with the column ``answer``; CONSTRUCT
        and DESCRIBE answer ``subject``, ``predicate``, ``object``. Unbound variables are None.
        """
        bound = bind(text, params or {})
        if timeout is not None:
            _refuse_service(bound)
            with worker.stream(self.language, self._path, bound, {}, timeout) as answer:
                yield answer
            return
        found = self._solve(bound, (), ())
        if isinstance(found, QueryBoolean):
            yield Stream(("answer",), iter([(bool(found),)]))
            return
        if isinstance(found, QueryTriples):
            columns: tuple[str, ...] = ("subject", "predicate", "object")
        else:
            columns = tuple(variable.value for variable in found.variables)
        yield Stream(columns, self._rows(bound, found))

    def plan(self, text: str, params: Mapping[str, Value] | None = None) -> str:
        """Return "": the engine has a plan, but its Python package does not give it away."""
        return ""

    @contextmanager
    def solving(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Iterator[QuerySolutions | QueryBoolean | QueryTriples]:
        """Yield what the engine itself answers, to a block in which its errors become ours.

        ``text`` is plain SPARQL: ``$name`` is a variable. The graphs, if any are given, are IRIs of
        those to ask in place of all.

        Raises:
            QueryError: the query is malformed, would write or asks another server, or a graph's
                name is not an IRI.
            DataError: see `Store`.
        """
        with _told(text):
            yield self._solve(text, default_graphs, named_graphs)

    def close(self) -> None:
        """See `Store.close`."""
        self._open = None

    def _store(self) -> Oxigraph:
        if self._open is None:
            try:
                self._open = Oxigraph.read_only(str(self._path))
            except _ENGINE_ERRORS as error:
                raise DataError(open_failed(self._path, error)) from error
        return self._open

    def _solve(
        self, text: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        _refuse_service(text)
        store = self._store()
        all_graphs = not default_graphs and not named_graphs
        with _told(text):
            return store.query(
                text,
                default_graph=None if all_graphs else [NamedNode(name) for name in default_graphs],
                named_graphs=None if all_graphs else [NamedNode(name) for name in named_graphs],
            )

    def _rows(self, text: str, found: QuerySolutions | QueryTriples) -> Iterator[tuple[Cell, ...]]:
        with _told(text):
            for row in found:
                yield tuple(self._cell(term) for term in row)

    def _cell(self, term: Term | None) -> Cell:
        if term is None:
            return None
        if isinstance(term, NamedNode):
            return term.value.removeprefix(self._base)
        if isinstance(term, Literal):
            convert = _PYTHON.get(term.datatype.value, str)
            try:
                return convert(term.value)
            except ValueError:  # "abc"^^xsd:integer is a literal too
                return term.value
        return str(term)


def bind(text: str, params: Mapping[str, Value]) -> str:
    """Return ``text`` with every ``$name`` outside comments, strings and IRIs as a literal.

    Raises:
        QueryError: there is no parameter of that name.
    """

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in params:
            raise QueryError(
                f"the parameter ${name} has no value",
                f"give one, or write ?{name} if a variable is meant",
            )
        return _literal(params[name])

    return _TOKEN.sub(replace, text)


def _literal(value: Value) -> str:
    if value is None:
        return "UNDEF"
    if isinstance(value, list):
        return " ".join(_literal(item) for item in value)
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    # With its datatype, so that a sign cannot be taken for an operator.
    return f'"{value}"^^<{_XSD}{"integer" if isinstance(value, int) else "double"}>'


@contextmanager
def _told(text: str) -> Iterator[None]:
    """Turn the engine's errors about the query ``text`` in a block into ours."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(text, error) from error
    except _ENGINE_ERRORS as error:
        raise malformed("SPARQL", error) from error


def _refuse_service(text: str) -> None:
    """Refuse a query that asks another server, going by the engine's own grammar.

    If the word is a keyword, the query does not parse any more with another word in its place; in
    a string, comment, IRI, name or variable another word is as good.

    Raises:
        QueryError: it asks another server.
    """
    if not _SERVICE.search(text):
        return
    try:
        Oxigraph().query(_SERVICE.sub("xserverx", text))
    except SyntaxError as error:
        raise QueryError(
            f"the query asks another server (SERVICE), or is malformed: {first_line(error)}",
            "only the loaded graph is asked",
        ) from error
    except _ENGINE_ERRORS:
        return  # it parses, and that is what matters here


def _syntax_error(text: str, error: SyntaxError) -> QueryError:
    return refused_write() if _UPDATE.match(text) else malformed("SPARQL", error)
