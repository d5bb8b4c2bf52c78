"""Java programs for the tests: jars that Maven fetches once into a cache."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CACHES = Path.home() / ".cache" / "wenmai"
FETCH_SECONDS = 900


class NotFetchedError(Exception):
    """Maven cannot get the jars."""


def fetched(name: str, pom: str, *flags: str) -> Path:
    """Return the folder ``name`` of the cache with what ``pom`` asks for, fetched if need be.

    Raises:
        NotFetchedError: see there.
    """
    cache = CACHES / name
    complete = cache / "complete"
    if not complete.exists():
        fetch = subprocess.run(
            ["mvn", "-q", "-B", "-f", HERE / pom, "dependency:copy-dependencies",
             "-DincludeScope=runtime", f"-DoutputDirectory={cache}", *flags],
            capture_output=True, text=True, timeout=FETCH_SECONDS, check=False,
        )  # fmt: skip
        if fetch.returncode:
            raise NotFetchedError(f"mvn cannot fetch {name}: {fetch.stdout[-500:]}")
        complete.touch()
    return cache
