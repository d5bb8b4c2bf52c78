"""A real `wenmai serve`, as a process of its own at a free port."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commandline import PROGRAMS, environment

_ADDRESS = re.compile(r"http://\S+?:\d+/")


@dataclass(frozen=True)
class Served:
    """A server that answers at ``url``, which ends with a slash."""

    url: str
    process: subprocess.Popen[str]

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and what else was said."""
        self.process.send_signal(signal.SIGINT)
        said = self.process.stderr.read() if self.process.stderr else ""
        return self.process.wait(20), said


@contextmanager
def served(data: Path, *options: object, **env: str) -> Iterator[Served]:
    """Yield a server of the data directory; it is ended at last."""
    program = PROGRAMS / "wenmai"
    command = [*map(str, (program, "--data", data, "serve", "--port", 0, *options))]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", env=environment(**env)
    ) as process:
        try:
            assert process.stderr
            said = ""
            for line in process.stderr:
                said += line
                if found := _ADDRESS.search(line):
                    yield Served(found[0], process)
                    break
            else:
                raise AssertionError(f"the server did not start: {said}")
        finally:
            process.kill()
