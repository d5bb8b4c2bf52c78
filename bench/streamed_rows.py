"""The most memory that `wenmai cypher` and `sparql` take for many rows, as a multiple of a few.

With a time limit the query runs in a process of its own; the larger of the two counts. This script
loads nothing itself, since to the system a process begins with the memory of its parent. The limit
is 1.8.

    .venv/bin/python bench/streamed_rows.py [ROWS]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

WENMAI = Path(sys.executable).with_name("wenmai")
SAMPLES = Path(__file__).parents[1] / "samples"
FEW, MANY = 1_000, 10_000_000


def query(language: str, rows: int) -> str:
    if language == "cypher":
        return f"UNWIND range(1, {rows}) AS n RETURN n AS n, 'letter ' + toString(n) AS name"
    digits = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcdefg")
    return f"SELECT ?a ?b ?c ?d ?e ?f ?g {{ {digits} }} LIMIT {rows}"


def run(data: Path, language: str, rows: int, limit: int) -> tuple[float, float]:
    """Return megabytes and seconds."""
    options = ["--data", str(data), "--timeout", str(limit), "-o", str(data / "rows.csv")]
    command = [str(WENMAI), language, query(language, rows), *options]
    started = time.monotonic()
    pid = os.posix_spawn(WENMAI, command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(status)
    with (data / "rows.csv").open("rb") as lines:
        assert sum(1 for _ in lines) == rows + 1
    return usage.ru_maxrss / 1024, time.monotonic() - started


def main(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.spawnl(os.P_WAIT, WENMAI, WENMAI, "--data", folder, "ingest", SAMPLES)
        for language in ("cypher", "sparql"):
            run(data, language, 1, 0)  # makes the index
            for limit in (0, 36_000):
                few, _ = run(data, language, FEW, limit)
                most, seconds = run(data, language, many, limit)
                where = "in a process of its own" if limit else "in the command's process"
                print(
                    f"{language} {where}: {FEW} rows {few:.0f} MB; {many} rows {most:.0f} MB"
                    f" ({seconds:.0f} s); ratio {most / few:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
