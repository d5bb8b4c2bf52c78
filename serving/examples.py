"""The named questions as queries to start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import dropwhile

from ..errors import UsageError
from ..graph.stores.sparql import bind
from ..queries.catalogue import Question, arguments, load
from .site import Example

_LANGUAGE = "sparql"


def examples(lang: str, resolve: Callable[[str], str]) -> Iterator[Example]:
    """Yield the named questions, with what their parameters are for example.

    ``resolve`` turns a name into an id. A question about what the letters do not name is left out.
    """
    for question in load().values():
        given = {p.name: p.example for p in question.params if p.default is None}
        try:
            params = arguments(question, given, resolve)
        except UsageError:
            continue
        text = bind(_without_header(question), params)
        yield Example(question.title.label(lang), f"# {question.question.label(lang)}\n{text}")


def _without_header(question: Question) -> str:
    lines = question.texts[_LANGUAGE].splitlines(keepends=True)
    return "".join(dropwhile(lambda line: line.startswith("#"), lines))
