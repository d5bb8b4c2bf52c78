"""The graph in Python, for notebooks and programs: what `wenmai.open` returns.

import wenmai
g = wenmai.open("wenmai-data")
g.query("promises_kept", from_year=2019).to_pandas()
"""

from __future__ import annotations

import base64
import html
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import asking
from .asking import On
from .commands.words import columns, remarks, say
from .errors import UsageError
from .output import html_table, opened
from .project import Project
from .queries import catalogue

if TYPE_CHECKING:
    import networkx as nx
    import pandas
    import polars

    from .graph.model import Value
    from .graph.schema import Labelled
    from .graph.stores.base import Store
    from .output import Row

LANGUAGES = ("en", "zh")
SHOWN = 50
"""Rows of a result that a notebook shows."""
_HEIGHT = 640
"""Pixels of a page in a notebook."""
_EXTRA = "pip install 'wenmai[notebook]'"


@dataclass(frozen=True, repr=False)
class Result:
    """Rows that a query answers: ``rows`` has a tuple a row, with one cell for each of ``columns``.

    A cell is text, a number, a boolean, None, or a list or map of these. A notebook shows the
    first 50 rows as a table, with ``remarks`` (what is counted, and the caveat) below.
    """

    rows: list[tuple[Any, ...]]
    labelled: tuple[Labelled, ...]
    """The columns with their labels."""
    remarks: tuple[str, ...] = ()
    lang: str = "en"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.labelled)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __repr__(self) -> str:
        """Return how many rows there are, and of what."""
        return f"<{len(self.rows)} rows: {', '.join(self.columns)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame of pandas; integers stay such where some are unknown.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed", _EXTRA) from error
        return pandas.DataFrame(self.rows, columns=[*self.columns]).convert_dtypes()

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a data frame of polars, which looks at all of them for the types.

        Raises:
            UsageError: polars is not installed, or a column mixes types that it cannot join.
        """
        try:
            import polars
        except ImportError as error:
            raise UsageError("polars is not installed", _EXTRA) from error
        try:
            return polars.DataFrame(
                self.rows, schema=[*self.columns], orient="row", infer_schema_length=None
            )
        except (TypeError, polars.exceptions.PolarsError) as error:
            raise UsageError(
                f"polars has no type for a column: {error}",
                "take to_pandas(), or cast in the query",
            ) from error

    def _repr_html_(self) -> str:
        shown = self.rows[:SHOWN]
        count = len(self.rows)
        key = {0: "nothing_found", 1: "one_row"}.get(count, "rows")
        lines = [
            say(self.lang, "shown", shown=SHOWN, count=count)
            if count > SHOWN
            else say(self.lang, key, count=count),
            *self.remarks,
        ]
        return html_table(self.labelled, shown, self.lang) + "".join(
            f"<p>{html.escape(line)}</p>" for line in lines
        )


@dataclass(frozen=True)
class Page:
    """A page that shows the graph and needs no network; a notebook shows it in a frame."""

    html: str = field(repr=False)

    def save(self, file: str | Path) -> Path:
        """Write the page to a file, which appears when it is whole, and return its path.

        Raises:
            UsageError: it cannot be written.
        """
        with opened(str(file)) as stream:
            stream.write(self.html)
        return Path(file).absolute()

    def _repr_html_(self) -> str:
        # In a frame its style and script do not touch the notebook. Its address is its text: the
        # page keeps its state in the address, which that of a `srcdoc` does not let it do.
        address = base64.b64encode(self.html.encode("utf-8")).decode("ascii")
        return (
            f'<iframe src="data:text/html;charset=utf-8;base64,{address}" '
            f'style="border:0;width:100%" height="{_HEIGHT}"></iframe>'
        )


class KnowledgeGraph:
    """The graph of a data directory. Made by `wenmai.open`.

    Each question sees the letters that are in the ledger by then. Every method raises DataError if
    the ledger or an index cannot be used.
    """

    def __init__(
        self, folder: str | Path, lang: str = "en", queries: str | Path | None = None
    ) -> None:
        """Take a data directory, the language of labels, and a folder of questions of one's own.

        Raises:
            DataError: there is no ledger in it.
            UsageError: ``lang`` is neither "en" nor "zh".
        """
        if lang not in LANGUAGES:
            raise UsageError(f"there is no language {lang!r}", f"give {' or '.join(LANGUAGES)}")
        self._folder, self._lang = Path(folder), lang
        self._queries = Path(queries) if queries is not None else None
        self._project = Project(self._folder, _tell)
        self._fingerprint = self._project.fingerprint()

    def __repr__(self) -> str:
        """Return how it was opened."""
        return f"wenmai.open({str(self._folder)!r}, lang={self._lang!r})"

    def query(
        self,
        question: str,
        /,
        *,
        on: str = "embedded",
        evidence: bool = False,
        timeout: float | None = None,
        **params: Value,
    ) -> Result:
        """Answer a named question; `wenmai query list` lists them.

        Args:
            question: its name.
            on: which store answers: "embedded", "sparql" or "neo4j" (as NEO4J_URI says).
            evidence: whether to add the statements, letters and quotations behind each row.
            timeout: seconds after which it is given up; None waits.
            params: its parameters. One that is an entity takes a name, an alias or an id.

        Raises:
            UsageError: there is no such question, entity or store; the hint names the nearest.
            QueryError: a parameter is unknown, missing or of the wrong type, or it takes too long.
            ServerError: Neo4j does not answer.
        """
        found = catalogue.find(question, self._queries)
        project = self._now()
        given = catalogue.arguments(found, params, lambda name: asking.resolve(project, name))
        with self._opened(project, on) as store:
            answer = catalogue.run(found, store, given, lambda id: id, timeout)
        rows: Sequence[Row] = answer.rows
        labelled = [*found.columns]
        if evidence:
            answered = zip(answer.rows, answer.evidence, strict=True)
            rows = [*asking.with_evidence(project.graph, answered)]
            labelled += columns(*asking.EVIDENCE)
        return self._result(rows, labelled, remarks(self._lang, found))

    def cypher(
        self,
        text: str,
        params: Mapping[str, Value] | None = None,
        *,
        on: str = "embedded",
        timeout: float | None = None,
    ) -> Result:
        """Answer a query in Cypher, on "embedded" or "neo4j"; ``$name`` in it is a parameter.

        Raises:
            QueryError: it is malformed, would write, lacks a parameter or takes too long.
        """
        return self._asked(on, "cypher", text, params, timeout)

    def sparql(
        self,
        text: str,
        params: Mapping[str, Value] | None = None,
        *,
        timeout: float | None = None,
    ) -> Result:
        """Answer a query in SPARQL; ``$name`` in it is a parameter, ``?name`` a variable.

        Raises:
            QueryError: it is malformed, would write, lacks a parameter or takes too long.
        """
        return self._asked("sparql", "sparql", text, params, timeout)

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph for networkx: nodes and edge keys are ids, with all properties."""
        from .graph.analysis import to_networkx

        return to_networkx(self._now().graph)

    def view(
        self,
        focus: str | None = None,
        *,
        hops: int = 1,
        years: Sequence[int] = (),
        types: Sequence[str] = (),
        title: str | None = None,
    ) -> Page:
        """Return the Explorer, one page with the whole graph.

        Args:
            focus: where it opens (name, alias or id).
            hops: steps around the focus, 1 or 2.
            years: the first and last year that it opens with.
            types: the types of entities that it opens with, such as "Department".
            title: its heading.

        Raises:
            UsageError: there is no such entity or type, or the graph is too large for one page.
        """
        from .graph.view.explorer import opening, render_explorer
        from .graph.view.overview import LARGE

        project = self._now()
        if len(project.graph.entities) > LARGE:
            raise UsageError(
                "the graph is too large for one page", "`wenmai view -o FILE` parts it"
            )
        entity = project.graph.entity(asking.resolve(project, focus)) if focus else None
        start = opening(entity, hops, years, types)
        heading = title or say(self._lang, "view_title")
        return Page(
            render_explorer(
                project.graph, project.atlas, title=heading, lang=self._lang, start=start
            )
        )

    def _asked(
        self,
        on: str,
        language: str,
        text: str,
        params: Mapping[str, Value] | None,
        timeout: float | None,
    ) -> Result:
        with self._opened(self._now(), on) as store:
            if store.language != language:
                raise UsageError(f"{on} does not speak {language}", "ask by g.sparql")
            found = store.query(text, params, timeout)
        return self._result(found.rows, columns(*found.columns))

    def _opened(self, project: Project, on: str) -> AbstractContextManager[Store]:
        if on not in {*On}:
            raise UsageError(f"there is no store {on!r}", f"there are {', '.join(On)}")
        return asking.opened(project, On(on))

    def _result(
        self, rows: Sequence[Row], labelled: Sequence[Labelled], remarks: Sequence[str] = ()
    ) -> Result:
        return Result([tuple(row) for row in rows], tuple(labelled), tuple(remarks), self._lang)

    def _now(self) -> Project:
        """Return the data directory as it is now: letters may have been added meanwhile."""
        fingerprint = self._project.fingerprint()
        if fingerprint != self._fingerprint:
            self._project, self._fingerprint = Project(self._folder, _tell), fingerprint
        return self._project


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
