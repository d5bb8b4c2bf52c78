"""Mails (EML) and pages saved as one file (MHTML): the body, and the documents attached to it."""

from __future__ import annotations

import email
import email.header
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from ...errors import UnreadableError
from ..limits import MAX_MEMBERS
from ..members import Budget, Member, label, wanted
from . import SUFFIXES

_SUFFIX_OF = {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml"}
_LEAST = 40
"""Characters that a plain body has at least if it is the letter; "see attachment" has fewer."""


def members(stream: BinaryIO, name: str, budget: Budget) -> Iterator[Member]:
    """Yield the body under the name "" and each attachment of a known suffix.

    Of a body in two forms the plain one is taken if there is enough of it, else the page.

    Raises:
        UnreadableError: it has more parts than any mail.
        BombError: it unpacks to too much.
    """
    mail = email.message_from_bytes(budget.read(stream, name))
    attached: list[Member] = []
    bodies: dict[str, Member] = {}
    for number, part in enumerate(mail.walk(), 1):
        if number > MAX_MEMBERS:
            raise UnreadableError(f"{name} has more than {MAX_MEMBERS} parts", "do not trust it")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        data = _content(part)
        budget.take(len(data), name)
        file = label(_decoded(part.get_filename() or ""))
        if file or part.get_content_disposition() == "attachment":
            file = file or f"{number}{_SUFFIX_OF.get(kind, '')}"
            if wanted(file, SUFFIXES):
                attached.append(Member(file, data))
        elif kind in ("text/plain", "text/html"):
            bodies.setdefault(kind, Member("", data, charset=part.get_content_charset()))
    plain, page = bodies.get("text/plain"), bodies.get("text/html")
    body = plain if plain and (_characters(plain) >= _LEAST or not page) else page
    if body and _characters(body) >= (_LEAST if attached else 1):
        yield body
    elif not attached:
        raise UnreadableError(f"{name} is a mail without text or document", "leave it out")
    yield from attached


def _characters(body: Member) -> int:
    return len(body.data.decode("utf-8", "replace").strip())


def _content(part: Message) -> bytes:
    """Return a part's bytes; text in the charset that it declares becomes UTF-8."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_type() != "text/plain" or not charset:
        return data
    try:
        return data.decode("gb18030" if charset in ("gb2312", "gbk") else charset).encode("utf-8")
    except (UnicodeDecodeError, LookupError):
        return data


def _decoded(words: str) -> str:
    """Return a file name in clear: mail programs write =?gbk?B?…?=."""
    pieces = []
    try:
        for piece, charset in email.header.decode_header(words):
            if isinstance(piece, bytes):
                pieces.append(piece.decode(charset or "utf-8", "replace"))
            else:
                pieces.append(piece)
    except (email.errors.HeaderParseError, LookupError, ValueError):
        return words
    return "".join(pieces)
