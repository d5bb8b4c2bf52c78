"""Where the server listens, and until when."""

from __future__ import annotations

import errno
import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

from ..errors import UsageError

_CONNECTIONS = 100
"""Connections beyond these are told to come back later."""
_ENDING = 3
"""Seconds that answers under way get when the server is told to stop."""


def is_this_machine(host: str) -> bool:
    """Tell whether only this machine reaches ``host``, a name or an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; with port 0 at a free one.

    Raises:
        UsageError: the port is in use or not allowed, or this machine has no such address.
    """
    hint = "give another port with --port; 0 takes a free one"
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host} is no address: {error}", "leave out --host") from error
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(place)
        found.listen()
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} of {host} is in use", hint) from error
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsageError(f"this machine has no address {host}", "leave out --host") from error
        raise UsageError(f"cannot listen at port {port}: {error.strerror}", hint) from error
    return found


def address(listener: socket.socket) -> str:
    """Return the address of the server at this socket, as a browser takes it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_ENDING,
    )
    uvicorn.Server(config).run(sockets=[listener])
