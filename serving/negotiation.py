"""Content negotiation: which of the media types on offer a client wants (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_RANGE = re.compile(r"(?:\*/\*|[\w!#$&^.+-]+/(?:\*|[\w!#$&^.+-]+))")


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type of ``offered`` that the header asks for most, None if it takes none.

    The first one offered wins a tie. A client that sends no header, or none that can be read,
    takes anything.
    """
    wanted = _ranges(accept or "")
    if not wanted:
        return offered[0]
    best = max(offered, key=lambda media: _weight(media, wanted))
    return best if _weight(best, wanted) > 0 else None


def _ranges(accept: str) -> Mapping[str, float]:
    """Return the weight of each media range; what is no media range is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                weight = float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
        if _RANGE.fullmatch(media):
            found[media] = max(weight, found.get(media, 0.0))
    return found


def _weight(media: str, wanted: Mapping[str, float]) -> float:
    """Return the weight of the narrowest range that has ``media``."""
    for known in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if known in wanted:
            return wanted[known]
    return 0.0
