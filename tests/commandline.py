"""Runs `wenmai` for tests: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner
from wenmai.cli import app

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PROGRAMS = Path(sys.executable).parent
OURS = ("WENMAI_", "NEO4J_")


@dataclass(frozen=True)
class Done:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of an output of JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def wenmai(*args: object, data: Path | None = None, lang: str = "en", stdin: bytes = b"") -> Done:
    """Run a command in this process; an exception that is a defect is raised."""
    where = ["--lang", lang, *(["--data", str(data)] if data else [])]
    result = CliRunner().invoke(
        app,
        [*where, *map(str, args)],
        input=stdin,
        env={name: None for name in os.environ if name.startswith(OURS)},
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def process(command: str, cwd: Path, stdin: bytes = b"", **env: str) -> Done:
    """Run a line of the shell as a process of its own."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**env),
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def environment(**more: str) -> dict[str, str]:
    """The environment without settings of ours, with `wenmai` on the path and output buffered."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONUNBUFFERED": "", **more}
