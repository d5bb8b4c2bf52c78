"""Text inside XML, so that a parser gives back what went in."""

from __future__ import annotations

import re

_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
# A parser turns a bare CR into LF, and in attributes all white space into blanks.
_SPECIAL |= {blank: f"&#{ord(blank)};" for blank in "\r\n\t"}
_ESCAPES = str.maketrans(_SPECIAL)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml(value: object) -> str:
    """Return ``value`` for an attribute or an element; U+FFFD stands for what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", str(value)).translate(_ESCAPES)
