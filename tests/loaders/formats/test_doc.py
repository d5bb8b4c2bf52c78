"""Old Word documents go through LibreOffice where it is, else a hint says what to do."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import website
from papers import LINES
from wenmai.errors import UnreadableError
from wenmai.loaders.formats import doc
from wenmai.loaders.formats.docx import document
from wenmai.loaders.members import Budget

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


def convert(data: bytes) -> bytes:
    (member,) = doc.members(io.BytesIO(data), "letter.doc", Budget())
    return member.data


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of LibreOffice."""
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_without_libreoffice_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="old Word document") as caught:
        convert(OLD)
    assert "LibreOffice" in caught.value.hint


def test_it_gets_a_profile_of_its_own_and_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        'case "$1" in -env:UserInstallation=file:*/profile) ;; *) exit 1 ;; esac\n'
        "grep -q BlockUntrustedRefererLinks profile/user/registrymodifications.xcu || exit 1\n"
        'case "$http_proxy" in http://127.0.0.1:9) ;; *) exit 1 ;; esac\n'
        "cp letter.doc letter.docx"
    )
    program(tmp_path, script, monkeypatch)
    assert convert(OLD) == OLD


def test_what_it_cannot_read_and_what_takes_too_long_are_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "exit 0", monkeypatch)
    with pytest.raises(UnreadableError, match="cannot be read by LibreOffice"):
        convert(OLD)
    monkeypatch.setattr(doc, "_SECONDS", 0.2)
    program(tmp_path, "sleep 30 & sleep 30", monkeypatch)
    with pytest.raises(UnreadableError, match="longer than"):
        convert(OLD)


def test_a_real_document_is_read_and_what_it_links_to_is_not_fetched(tmp_path: Path) -> None:
    soffice = next(filter(None, map(shutil.which, doc.PROGRAMS)), None)
    if soffice is None:
        pytest.skip("LibreOffice is optional, and not installed here")
    with website.running() as site:
        body = "".join(f"<p>{line}</p>" for line in LINES)
        page = tmp_path / "letter.html"
        page.write_text(f'<html>{body}<img src="{site.url}/x.gif"></html>', encoding="utf-8")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        filters = ("--infilter=HTML (StarWriter)", "--convert-to", "doc:MS Word 97")
        command = [soffice, profile, "--headless", *filters, page.name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)
        data = (tmp_path / "letter.doc").read_bytes()
        assert "x.gif".encode("utf-16-le") in data
        site.seen.clear()
        converted = convert(data)
        assert site.seen == []
    assert document(converted, "letter.doc").text.split("\n") == LINES
