"""What a format makes of a file: text, and where each paragraph of it stands in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import UnreadableError
from ..graph.model import Place
from .limits import MAX_CHARACTERS

# What is known of a document beside its text, in the order in which a page's head tells it, and
# the words that the rules for reading know it by.
LABELS = {
    "index_number": "索引号",
    "issuer": "发布机构",
    "document_number": "文号",
    "written": "成文日期",
    "published": "发布日期",
}


class ScannedError(UnreadableError):
    """A document has pictures of pages and no text: it takes OCR to read it."""


@dataclass(frozen=True, slots=True)
class Document:
    """Text of one document, offsets in code points.

    ``places`` say where each paragraph begins, rising; ``metadata`` what the page or row says of
    the letter (``title``, ``published``, ``address`` and the keys of LABELS). ``name`` is the
    place of the document in its file if the file has several, as ``Sheet1/5``.
    """

    text: str
    places: tuple[Place, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


class Writer:
    """Puts a document together, paragraph by paragraph.

    ``add`` raises UnreadableError when the text becomes longer than any letter.
    """

    def __init__(self, name: str) -> None:
        """``name`` is what errors call the document."""
        self._name = name
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self._count = 0

    def add(self, text: str, page: str = "", paragraph: str | None = None) -> None:
        """Append a paragraph, numbered by itself if ``paragraph`` is None; blank ones count."""
        if paragraph is None:
            self._count += 1
            paragraph = str(self._count)
        self.flow([(text, Place(0, page, paragraph))])

    def flow(self, pieces: Sequence[tuple[str, Place]]) -> None:
        """Append one paragraph that runs over several places, as from one page to the next."""
        text = "".join(words for words, _ in pieces)
        if not text.strip():
            return
        offset = self._length
        for words, place in pieces:
            self._places.append(place._replace(offset=offset))
            offset += len(words)
        self._lines.append(text)
        self._length = offset + 1
        if self._length > MAX_CHARACTERS:
            raise too_long(self._name)

    def head(self, metadata: Mapping[str, str]) -> None:
        """Append what is known of the letter, one labelled line each."""
        for key, label in LABELS.items():
            if key in metadata:
                self.add(f"{label}：{metadata[key]}", paragraph=label)

    def document(self, metadata: Mapping[str, str] | None = None, name: str = "") -> Document:
        """Return the document.

        Raises:
            UnreadableError: there is no text.
        """
        if not self._lines:
            raise UnreadableError(f"{self._name} has no text", "leave it out")
        return Document("\n".join(self._lines), tuple(self._places), dict(metadata or {}), name)


def too_long(name: str) -> UnreadableError:
    """Return the error for a document of more characters than are read."""
    return UnreadableError(
        f"{name} has more than {MAX_CHARACTERS:,} characters", "split it: no letter is so long"
    )
