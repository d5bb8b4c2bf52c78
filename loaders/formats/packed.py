"""Documents that are a ZIP of XML files (DOCX, ODT): unpacks and parses one of them, safely."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from ...errors import UnreadableError
from ..limits import MAX_DOCUMENT, MIB

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What reading a damaged ZIP raises."""


class Package:
    """The ZIP of a document.

    Raises:
        UnreadableError: it is damaged or encrypted.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``, called ``name`` in errors."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except BROKEN as error:
            raise _damaged(name) from error

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a file ``part``."""
        return part in self._zip.NameToInfo

    def parse(self, part: str) -> Any:
        """Return the root element of the file ``part``, without resolving any entity.

        Raises:
            UnreadableError: it is missing, damaged, encrypted, declares entities, or is too large.
        """
        data = self._read(part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            # No program writes one; entities are what it would be for.
            raise UnreadableError(
                f"{self.name} declares entities, which office documents do not", "do not trust it"
            )
        return root

    def _read(self, part: str) -> bytes:
        info = self._zip.NameToInfo.get(part)
        if info is None:
            raise _damaged(self.name)
        if info.flag_bits & 1:
            raise encrypted(self.name)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_DOCUMENT + 1)
        except BROKEN as error:
            raise _damaged(self.name) from error
        if len(data) > MAX_DOCUMENT:
            raise UnreadableError(
                f"{self.name} unpacks to more than {MAX_DOCUMENT // MIB} MiB", "do not trust it"
            )
        return data


def encrypted(name: str) -> UnreadableError:
    """Return the error for a document that needs a password."""
    return UnreadableError(f"{name} is encrypted", "remove its password, or leave it out")


def _damaged(name: str) -> UnreadableError:
    return UnreadableError(f"{name} is damaged or cut off", "get it again, or repair and save it")
