"""Stands before everything: who may ask, under which name, and what browsers may do with it."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Problem

HEADERS = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}
"""What every response has unless it says otherwise itself."""
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_REALM = {"www-authenticate": 'Basic realm="wenmai", charset="UTF-8", Bearer realm="wenmai"'}


class Guard:
    """The application behind the checks, with `HEADERS` on every response.

    Without a ``token`` only requests to this machine by one of its own names are let through, so
    that no page of another site can make a browser ask under a name of its own. With one, whoever
    has it is: as Bearer, or as the password of Basic with any user.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: str | None,
        say: Callable[[Request, HTTPException], Response],
    ) -> None:
        self._app = app
        self._token = token
        self._say = say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, see ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = self._problem(Headers(scope=scope))
        if problem is None:
            await self._app(scope, receive, guarded)
        else:
            await self._say(Request(scope), problem)(scope, receive, guarded)

    def _problem(self, headers: Headers) -> Problem | None:
        if self._token is None:
            host = headers.get("host", "").lower()
            name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
            if name in _LOCAL:
                return None
            return Problem(421, "this server has no such name", f"ask it as {_LOCAL[0]}")
        if hmac.compare_digest(_secret(headers.get("authorization", "")), self._token.encode()):
            return None
        hint = "give it as Bearer, or as the password of Basic"
        return Problem(401, "the token of this server is needed", hint, _REALM)


def _secret(authorization: str) -> bytes:
    """Return the token that a header gives, empty if it gives none."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("utf-8", "replace")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""
