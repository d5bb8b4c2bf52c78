"""Plain text in any encoding that Chinese letters come in."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from ...errors import UnreadableError
from ...graph.model import Place
from ..document import Document, too_long
from ..limits import MAX_CHARACTERS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 4096


def document(data: bytes, name: str) -> Document:
    """Return the text as it is; its paragraphs are its lines.

    Raises:
        UnreadableError: see `decode`, or it is longer than any letter.
    """
    words = decode(data, name)
    if len(words) > MAX_CHARACTERS:
        raise too_long(name)
    places, offset = [], 0
    for number, line in enumerate(words.splitlines(keepends=True), 1):
        if line.strip():
            places.append(Place(offset, "", str(number)))
        offset += len(line)
    return Document(words, tuple(places))


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``: UTF-8, UTF-16, GB18030, or what a detector takes it for.

    Raises:
        UnreadableError: it is empty, is no text, or no encoding fits.
    """
    words = _decode(data, encoding(data, name))
    if words is None:
        raise _unknown(name)
    if _share(_CONTROL, words) > 0.02:
        raise UnreadableError(f"{name} is binary, no text", "give the letter as text")
    return words


def encoding(data: bytes, name: str) -> str:
    """Return the name of the encoding that ``data`` is in.

    Raises:
        UnreadableError: it is empty, is no text, or no encoding fits.
    """
    if not data.strip():
        raise UnreadableError(f"{name} is empty", "nothing to read; remove it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:_SAMPLE]:
        for encoding in ("utf-16-le", "utf-16-be"):
            wide = _decode(data, encoding)
            if wide is not None and _share(_CHINESE, wide) > 0.2:
                return encoding
        raise UnreadableError(f"{name} is binary, no text", "give the letter as text")
    for encoding in ("utf-8", "gb18030"):
        decoded = _decode(data, encoding)
        if decoded is not None and _share(_CHINESE, decoded) > 0.05:
            return encoding
    best = charset_normalizer.from_bytes(data[: 16 * _SAMPLE]).best()
    if best is None:
        raise _unknown(name)
    return best.encoding


def _unknown(name: str) -> UnreadableError:
    return UnreadableError(f"{name} is in no encoding that is known", "save it as UTF-8")


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(pattern: re.Pattern[str], words: str) -> float:
    sample = words[:_SAMPLE]
    return len(pattern.findall(sample)) / max(1, len(sample))
