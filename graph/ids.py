"""Mints every identifier. Pure functions; the only place that does.

Ids are ASCII. An entity that officials numbered has a natural key; any other has a slug of its
type, scope and name, so the same name in the same scope always gets the same id.
"""

from __future__ import annotations

import hashlib
import itertools
import re

from .text import fold

_SEPARATOR = "\N{SYMBOL FOR UNIT SEPARATOR}"
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = ["".join(pair) for pair in itertools.product(_BASE32, repeat=2)]
_NATURAL = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")


def slug(*parts: str) -> str:
    """Return 13 lower-case base32 characters: blake2b-64 over the parts as given."""
    digest = hashlib.blake2b(_SEPARATOR.join(parts).encode("utf-8"), digest_size=8).digest()
    bits = int.from_bytes(digest, "big") << 1  # 65 bits are 13 characters of base32
    return (
        f"{_BASE32[bits >> 60]}{_PAIRS[bits >> 50 & 1023]}{_PAIRS[bits >> 40 & 1023]}"
        f"{_PAIRS[bits >> 30 & 1023]}{_PAIRS[bits >> 20 & 1023]}{_PAIRS[bits >> 10 & 1023]}"
        f"{_PAIRS[bits & 1023]}"
    )


def entity_id(entity_type: str, scope: str, name: str) -> str:
    """Return the id of an entity known by name, e.g. ``department/…``."""
    return f"{entity_type.lower()}/{slug(entity_type, fold(scope), fold(name))}"


def natural_id(entity_type: str, *keys: str) -> str:
    """Return an id from official numbers, e.g. ``proposal/440304-npc-7-7/20210056``.

    A key that is not plain ASCII (a number such as 提01) goes in as its slug.
    """
    safe = [key if _NATURAL.fullmatch(key) else slug(fold(key)) for key in keys]
    return "/".join([entity_type.lower(), *safe])


def text_hash(text: str) -> str:
    """Return 32 hexadecimal digits that stand for a letter's normalised text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def reply_id(text_digest: str) -> str:
    """Return the id of the letter with this ``text_hash``: the same text is the same Reply."""
    return f"reply/{slug('Reply', text_digest)}"


def mention_id(reply: str, entity_type: str, name: str, start: int) -> str:
    """Return the id of one mention in a letter."""
    return f"mention/{slug(reply, entity_type, name, str(start))}"


def statement_id(
    reply: str, subject: str, predicate: str, object_: str, status: str, start: int
) -> str:
    """Return the id of one statement; ``subject`` and ``object_`` are mention ids."""
    return f"statement/{slug(reply, subject, predicate, object_, status, str(start))}"
