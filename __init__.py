"""wenmai 文脉: a knowledge graph of cultural policy from replies to deputies' proposals.

import wenmai
g = wenmai.open("wenmai-data")
g.query("promises_kept", from_year=2019)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .api import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(
    data: str | Path = "wenmai-data", *, lang: str = "en", queries: str | Path | None = None
) -> KnowledgeGraph:
    """Return the graph of a data directory, to ask from Python.

    Args:
        data: the data directory, as `wenmai ingest` wrote it.
        lang: "en" or "zh", of labels.
        queries: a folder with questions of your own.

    Raises:
        DataError: there is no ledger in the directory, or it cannot be used.
        UsageError: there is no such language.
    """
    # Here, since who only wants the version, as the command line does, should not wait for it.
    from .api import KnowledgeGraph

    return KnowledgeGraph(data, lang, queries)
