"""Tells what a file is by its content; its name only where content cannot tell."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from ..errors import UnreadableError
from .formats.packed import BROKEN

HEAD = 4096
"""Bytes that are looked at."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "gz"),
    (b"\xfd7zXZ\0", "gz"),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_FOREIGN = (
    (b"Rar!\x1a", "a RAR archive", "unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it as ZIP"),
    *((magic, "a picture", "put pictures of pages into a PDF") for magic in _PICTURES),
    (b"SQLite format 3", "a database", "export its letters as JSONL or CSV"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-3])[\s>]", re.I)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_MAIL_HEADER = re.compile(rb"^(?:MIME-Version|From|Received|Subject|Content-Type):", re.I | re.M)
_JSON = re.compile(rb"\s*\{\s*\"")
_BY_NAME = {".csv": "csv", ".tsv": "csv"}


def kind(stream: BinaryIO, name: str, suffix: str) -> str:
    """Return the format of ``stream``, a key of `formats.FORMATS`; it stands at its start again.

    ``name`` is what errors call it, ``suffix`` that of its file, in lower case.

    Raises:
        UnreadableError: it is of a known format that is not read, damaged, or encrypted.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise UnreadableError(f"{name} is {what}", hint)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(stream, name)
    if head.startswith(_OLE):
        return _compound(stream, name)
    if head[257:262] == b"ustar":
        return "tar"
    return _text_kind(head, suffix)


def _text_kind(head: bytes, suffix: str) -> str:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = plain.replace(b"\0", b"")
    if _JSON.match(plain) and suffix != ".txt":
        return "jsonl"
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if _MAIL.match(plain) and _MAIL_HEADER.search(plain):
        return "eml"
    if _HTML.search(plain):
        return "html"
    return "txt"


def _zipped(stream: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.NameToInfo
            if "word/document.xml" in names:
                return "docx"
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return "xlsx"
            if "ppt/presentation.xml" in names:
                raise UnreadableError(f"{name} is a presentation", "save it as PDF")
            if "content.xml" in names and "mimetype" in names:
                sheet = b"spreadsheet" in archive.read("mimetype")[:100]
                return "xlsx" if sheet else "odt"
    except BROKEN as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error
    finally:
        stream.seek(0)
    return "zip"


def _compound(stream: BinaryIO, name: str) -> str:
    """Tell old office files apart by the streams that their directory names."""
    data = stream.read(1 << 24)
    stream.seek(0)

    def holds(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableError(f"{name} is encrypted", "remove its password, or leave it out")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("Book"):
        return "xlsx"
    raise UnreadableError(f"{name} is an old office file of another kind", "save it as DOCX or PDF")
