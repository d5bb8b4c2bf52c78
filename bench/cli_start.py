"""How long `wenmai --help` takes against `import typer`, as a ratio (the house limit is 1.5).

Usage: python bench/cli_start.py [RUNS]

Both start a fresh interpreter, in turn, RUNS times (20); the fastest of each counts, as it is the
one that other work on the machine has disturbed least.
"""

from __future__ import annotations

import subprocess
import sys
import time

HELP = [sys.executable, "-c", "import sys; sys.argv = ['wenmai', '--help']; "
        "from wenmai.cli import main; main()"]  # fmt: skip
IMPORT = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for command in (HELP, IMPORT):
        seconds(command)  # so that neither pays for compiling to bytecode
    pairs = [(seconds(HELP), seconds(IMPORT)) for _ in range(runs)]
    shown, imported = (min(times) for times in zip(*pairs, strict=True))
    print(f"wenmai --help  {shown * 1000:6.0f} ms")
    print(f"import typer   {imported * 1000:6.0f} ms")
    print(f"ratio          {shown / imported:6.2f}  (min of {runs} alternated runs each)")


if __name__ == "__main__":
    main()
