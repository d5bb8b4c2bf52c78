"""What goes wrong, said to programs as RFC 9457 has it and to people as a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .answers import Reply
from .negotiation import choose
from .pages import error_page

MEDIA_TYPE = "application/problem+json"
CSP = "content-security-policy"

_POSITION = re.compile(r"\b(\d+):(\d+)\b")
_WAIT = "5"
"""Seconds after which to ask again where the server was busy."""


class Problem(HTTPException):
    """A request that cannot be answered: one line that says why, and what to do about it."""

    def __init__(
        self, status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, message, headers)
        self.hint = hint

    @classmethod
    def of(cls, reply: Reply) -> Problem:
        """Return what a reply without success says."""
        message, _, hint = reply.body.decode("utf-8").rpartition("\n")
        headers = {"retry-after": _WAIT} if reply.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        return cls(reply.status, message, hint, headers)


def response(request: Request, error: HTTPException, lang: str) -> Response:
    """Return the response for ``error`` in the form that the client wants."""
    headers = {**(error.headers or {}), "vary": "Accept"}
    hint = error.hint if isinstance(error, Problem) else ""
    forms = (MEDIA_TYPE, "application/json", "text/html")
    media = choose(request.headers.get("accept"), forms) or MEDIA_TYPE
    if media == "text/html":
        page = error_page(lang, error.status_code, error.detail, hint)
        return Response(page.html, error.status_code, {**headers, CSP: page.policy}, media)
    problem: dict[str, object] = {
        "title": HTTPStatus(error.status_code).phrase,
        "status": error.status_code,
        "detail": error.detail,
    }
    if hint:
        problem["hint"] = hint
    position = _POSITION.search(error.detail)
    if error.status_code == HTTPStatus.BAD_REQUEST and position:
        problem |= {"line": int(position[1]), "column": int(position[2])}
    text = json.dumps(problem, ensure_ascii=False)
    return Response(text, error.status_code, headers, media)
