"""The errors that wenmai raises on purpose, each with a hint and an exit code."""

from __future__ import annotations


class WenmaiError(Exception):
    """Root of all deliberate errors.

    ``message`` is one line for the user, ``hint`` says what to do about it, ``exit_code`` is what
    the command line returns: 1 for data, 2 for usage, 3 for an unreachable server.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class DataError(WenmaiError):
    """Something in the letters, the ledger or an index cannot be used as it is."""


class UnreadableError(DataError):
    """A source holds no text that can be read, or no reply letter."""


class UsageError(WenmaiError):
    """The user asked for something that does not exist or is not allowed."""

    exit_code = 2


class QueryError(UsageError):
    """A query is malformed, would write, or has wrong parameters."""


class ServerError(WenmaiError):
    """A server does not answer."""

    exit_code = 3
