"""So many workers and no more: each answers one query at a time, and is ended with its query."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from .answers import Reply, refusal
from .worker import READY

_STARTING = 60.0
"""Seconds that a worker may take until it can be asked."""
_WAITING = 8
"""Questions that may wait for each worker."""


class Pool:
    """The workers of one store; to be used in one event loop, and closed there."""

    def __init__(self, language: str, path: Path, size: int, timeout: float, most: int) -> None:
        """Take a store's language and files. Workers are started when they are needed.

        A query may take ``timeout`` seconds and answer ``most`` rows; ``size`` run at once.
        """
        self._command = (sys.executable, "-P", "-m", f"{__package__}.worker", language, str(path))
        self._timeout = timeout
        self._most = most
        self._turns = asyncio.Semaphore(size)
        self._room = size * (1 + _WAITING)
        self._asking = 0
        self._idle: list[asyncio.subprocess.Process] = []
        self._all: set[asyncio.subprocess.Process] = set()

    async def ask(self, question: Mapping[str, Any]) -> Reply:
        """Return the answer to ``question`` (see `worker.answer`); ``most`` is added.

        Too many questions at once, a query that takes too long, and one that uses up its memory
        give a reply of status 503.
        """
        if self._asking >= self._room:
            return _busy()
        self._asking += 1
        try:
            async with asyncio.timeout(self._timeout):
                await self._turns.acquire()
            try:
                return await self._answered(question)
            finally:
                self._turns.release()
        except TimeoutError:
            return _busy()
        finally:
            self._asking -= 1

    async def close(self) -> None:
        """End all workers."""
        for process in [*self._all]:
            await self._end(process)

    async def _answered(self, question: Mapping[str, Any]) -> Reply:
        asked = {**question, "most": self._most, "timeout": self._timeout}
        line = json.dumps(asked).encode() + b"\n"
        try:
            async with self._worker() as process, asyncio.timeout(self._timeout):
                return await _exchange(process, line)
        except TimeoutError:
            hint = "narrow it down or add a LIMIT"
            return refusal(503, f"the query took more than {self._timeout:g} seconds", hint)
        except (EOFError, ConnectionError):
            return refusal(503, "the query ended its process", "it needs too much memory")

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Yield a worker; it is kept for the next query unless the block was left early."""
        process = self._idle.pop() if self._idle else None
        if process is None or process.returncode is not None:
            process = await self._started()
        try:
            yield process
        except BaseException:
            await self._end(process)
            raise
        self._idle.append(process)

    async def _started(self) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe)
        self._all.add(process)
        assert process.stdout
        try:
            async with asyncio.timeout(_STARTING):
                await process.stdout.readexactly(len(READY))
        except BaseException:
            await self._end(process)
            raise
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._all.discard(process)
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _exchange(process: asyncio.subprocess.Process, line: bytes) -> Reply:
    assert process.stdin
    assert process.stdout
    process.stdin.write(line)
    await process.stdin.drain()
    head = json.loads(await process.stdout.readuntil(b"\n"))
    return Reply(head["status"], head["media"], await process.stdout.readexactly(head["size"]))


def _busy() -> Reply:
    return refusal(503, "too many queries at once", "ask again in a while")
