"""Old Word documents (DOC, WPS), through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ...errors import UnreadableError
from ..members import Budget, Member

PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90
# No macro runs and nothing that the document links to is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that does not answer: the second lock on the same door."""


def program() -> str | None:
    """Return LibreOffice's program, None if it is not here."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def members(stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the document as DOCX, under the name "".

    Raises:
        UnreadableError: LibreOffice is not here, or cannot read the file in time.
    """
    converter = program()
    if converter is None:
        raise UnreadableError(
            f"{name} is an old Word document",
            "save it as DOCX, or install LibreOffice (soffice), which then converts it",
        )
    data = budget.read(stream, name)
    with tempfile.TemporaryDirectory(prefix="wenmai-") as folder:
        converted = _convert(converter, data, Path(folder), name)
    yield Member("", converted)


def _convert(converter: str, data: bytes, folder: Path, name: str) -> bytes:
    # A profile of its own: a running LibreOffice would take the work and never report.
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    (folder / "letter.doc").write_bytes(data)
    process = subprocess.Popen(
        [
            converter, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--convert-to", "docx", "--outdir", str(folder), "letter.doc",
        ],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "HOME": str(folder)},
    )  # fmt: skip
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{name} takes LibreOffice longer than {_SECONDS} s", "save it as DOCX"
        ) from error
    finally:
        _end(process)
    result = folder / "letter.docx"
    if not result.is_file():
        raise UnreadableError(f"{name} cannot be read by LibreOffice", "save it as DOCX")
    return result.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it has started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
