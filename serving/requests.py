"""Reads what a request carries, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request

from .problems import Problem

MOST_BYTES = 1 << 20
_MOST_FIELDS = 100


async def body(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        Problem: it is larger than `MOST_BYTES` (413).
    """
    hint = "a query has no need of that"
    too_large = Problem(413, f"the body is larger than {MOST_BYTES >> 20} MiB", hint)
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > MOST_BYTES:
        raise too_large
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > MOST_BYTES:
            raise too_large
    return bytes(read)


def text(data: bytes, what: str) -> str:
    """Return ``data`` as text.

    Raises:
        Problem: it is not UTF-8 (400).
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the {what} is not UTF-8: {error.reason}") from error


def fields(data: bytes) -> Mapping[str, Sequence[str]]:
    """Return the fields of a form, or of the part of an address after ``?``, by name.

    Raises:
        Problem: they are too many, or not UTF-8 (400).
    """
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise Problem(400, f"the parameters cannot be read: {error}") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def media_type(request: Request) -> str:
    """Return the media type of the body, without parameters.

    Raises:
        Problem: its text is said to be in another encoding than UTF-8 (415).
    """
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('" ') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, f"the encoding {value} is not read", "send UTF-8")
    return media.strip()
