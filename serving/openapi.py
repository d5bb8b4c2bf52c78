"""The document that tells programs what the server offers (OpenAPI 3.1), from `openapi.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from .. import __version__
from .answers import GRAPHS, RESULTS
from .entity import FORMS
from .site import Limits


def document(limits: Limits) -> Mapping[str, Any]:
    """Return the document: the file, with what the code alone knows put in."""
    text = resources.files(__package__).joinpath("openapi.yml").read_text("utf-8")
    api: dict[str, Any] = yaml.safe_load(text)
    api["info"]["version"] = __version__
    api["info"]["description"] += (
        f" A query may take {limits.seconds:g} seconds and answer {limits.rows} rows."
    )
    responses = api["components"]["responses"]
    any_text = {"schema": {"type": "string"}}
    queried = dict.fromkeys([*RESULTS, *GRAPHS], any_text)
    responses["Answer"]["content"] = {
        **queried,
        "application/json": {},
        "application/sparql-results+json": {},
        "application/ld+json": {},
    }
    responses["AnswerOrDescription"]["content"] = {
        **responses["Answer"]["content"],
        "text/html": any_text,
    }
    media = [form.media for form in FORMS]
    responses["Entity"]["content"] = {
        **dict.fromkeys(["text/html", *media], any_text),
        "application/ld+json": {},
    }
    return api
