"""What the commands say, in Chinese and English: `messages.yml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from ..graph.schema import Labelled, schema

if TYPE_CHECKING:
    from ..queries.catalogue import Question


@functools.cache
def _catalogue() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = resources.files(__package__).joinpath("messages.yml").read_text("utf-8")
    catalogue: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(text)
    return catalogue


def say(lang: str, key: str, **values: Any) -> str:
    """Return the phrase ``key`` in ``lang`` ("en" or "zh") with ``values`` filled in."""
    return _catalogue()["phrases"][key][lang].format(**values)


def remarks(lang: str, question: Question) -> list[str]:
    """Return what a reader of the rows must know: what they count, and the caveat."""
    lines = [say(lang, "counts", text=question.counts.label(lang))]
    if question.caveat:
        lines.append(say(lang, "caveat", text=question.caveat.label(lang)))
    return lines


def columns(*names: str) -> list[Labelled]:
    """Return the named columns with their labels: our own, else those of the vocabulary.

    A name that neither has is its own label, as the columns of a user's query are.
    """
    return [_column(name) for name in names]


def _column(name: str) -> Labelled:
    own = _catalogue()["columns"].get(name)
    if own:
        return Labelled(name, own["zh"], own["en"])
    terms = schema()
    for properties in (terms.edge_properties, *(t.properties for t in terms.entity_types.values())):
        if name in properties:
            return Labelled(name, properties[name].zh, properties[name].en)
    return Labelled(name, name, name)
