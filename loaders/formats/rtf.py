"""Rich text (RTF)."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from ...errors import UnreadableError
from ..document import Document, Writer


def document(data: bytes, name: str) -> Document:
    """Return the text, a paragraph a line.

    Raises:
        UnreadableError: it is damaged, or has no text.
    """
    if data.count(b"{") - data.count(rb"\{") > data.count(b"}") - data.count(rb"\}") + 2:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again, or save it as DOCX")
    try:
        words = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError) as error:
        raise UnreadableError(f"{name} is damaged", "save it as DOCX") from error
    writer = Writer(name)
    for line in words.split("\n"):
        writer.add(line)
    return writer.document()
