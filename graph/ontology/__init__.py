"""The vocabulary for others: ontology, shapes, JSON-LD context and a page, made from schema.yml.

The files are committed in `docs/ontology/`, which is what the address of the namespace can lead
to; `make ontology` writes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .context import context
from .page import page
from .shapes import shapes
from .terms import ontology

FILES: Mapping[str, Callable[[], str]] = {
    "ontology.ttl": ontology,
    "shapes.ttl": shapes,
    "context.jsonld": context,
    "index.html": page,
}
"""Name of each file and the function that makes its text."""


def write(folder: Path) -> None:
    """Write all `FILES` into ``folder``."""
    for name, text in FILES.items():
        (folder / name).write_text(text(), encoding="utf-8", newline="\n")
