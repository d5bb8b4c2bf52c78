"""A real Neo4j for the tests, run by Java from jars that Maven fetches once into a cache."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from maven import HERE, fetched

VERSION = "5.26.20"
NEWER = "2026.09.0"
"""Needs Java 25, which few machines have."""
NEWER_JAVA = "25"
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
# A server that lives for a minute is up sooner without the compilers that pay off in an hour.
JAVA_FLAGS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
START_SECONDS = 300


def jars(version: str = VERSION) -> Path:
    """Return the folder with a server's jars.

    Raises:
        NotFetchedError: Maven cannot get them.
    """
    return fetched(f"neo4j-{version}", "pom.xml", f"-Dneo4j.version={version}")


def newer_java() -> Path | None:
    """Return the Java that the newer server needs, None if this machine has none."""
    places = ("/usr/lib/jvm", "/opt")
    found = [java for place in places for java in Path(place).glob(f"*{NEWER_JAVA}*/bin/java")]
    return min(found, default=None)


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(home: Path, jars: Path, java: str | Path = "java") -> Iterator[str]:
    """Run a server with its data below ``home``; yield its bolt address.

    Raises:
        RuntimeError: it does not come up.
    """
    port = free_port()
    log = home / "server.log"
    opens = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED]
    command: list[str | Path] = [
        java, *JAVA_FLAGS, *opens, "-cp", f"{jars}/*", HERE / "Neo4jServer.java", home, str(port),
    ]  # fmt: skip
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None
        alarm = threading.Timer(START_SECONDS, server.kill)
        alarm.start()
        try:
            if not any(line.strip() == "ready" for line in iter(server.stdout.readline, "")):
                raise RuntimeError(f"Neo4j does not start: {log.read_text('utf-8')[-500:]}")
            alarm.cancel()
            yield f"bolt://127.0.0.1:{port}"
        finally:
            alarm.cancel()
            server.kill()  # nobody needs its data any more
