"""Which links of a page to follow: further pages of a list, and what looks like a reply."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from lxml import etree

from ..errors import UnreadableError
from .formats import SUFFIXES, html
from .limits import MAX_DOCUMENT

_REPLY = re.compile(r"答[复復]|[复復]函|回[复復]|函[复復]|[会會协協][办辦]意[见見]")
_PROPOSAL = re.compile(r"(?:建[议議]|提案|[议議]案)")
_NEXT = re.compile(
    r"^\s*(?:下一?[页頁]|[后後]一?[页頁]|next|[»>]+|尾[页頁]|末[页頁]|\d{1,4})\s*$", re.I
)
# The script by which most government sites page their lists: index.html, index_1.html, …
_PAGED = re.compile(
    r"createPageHTML\w*\(\s*['\"]?(\d{1,4})['\"]?\s*,\s*['\"]?\d+['\"]?\s*,"
    r"\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"](\w{2,6})['\"]"
)
_DOCUMENTS = SUFFIXES - {".html", ".htm", ".shtml", ".xhtml", ".txt", ".text", ".md", ".csv"}
_MOST_LISTED = 50_000


def plain(address: str) -> str:
    """Return an address in the form in which two of one page are equal: no fragment, escaped.

    Raises:
        UnreadableError: it is no address.
    """
    try:
        parts = urlsplit(urldefrag(address.strip()).url)
    except ValueError as error:
        raise UnreadableError(f"{address} is no web address", "check it") from error
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, ""))


def same_host(a: str, b: str) -> bool:
    """Tell whether two addresses are of one host and port."""
    return urlsplit(a).netloc.lower() == urlsplit(b).netloc.lower()


def of(data: bytes, address: str, listing: bool) -> Iterator[tuple[str, bool]]:
    """Yield the links of a page to follow, all on its host, each with whether it is a list.

    Of a list that are its further pages and the pages whose titles look like replies; of another
    page the documents attached to it.
    """
    try:
        root = html.parse(data, address)
    except UnreadableError:
        return
    if listing:
        yield from _paged(data, address)
    for anchor in root.iter("a"):
        link = _absolute(anchor.get("href"), address)
        if link is None or not same_host(link, address):
            continue
        words = " ".join("".join(anchor.itertext()).split())
        said = f"{words} {anchor.get('title') or ''}"
        if PurePosixPath(urlsplit(link).path).suffix.lower() in _DOCUMENTS:
            if not listing or _REPLY.search(said):
                yield link, False
        elif listing and _NEXT.match(words):
            yield link, True
        elif listing and _REPLY.search(said) and _PROPOSAL.search(said):
            yield link, False


def _paged(data: bytes, address: str) -> Iterator[tuple[str, bool]]:
    match = _PAGED.search(data.decode("utf-8", "replace"))
    if match:
        for number in range(1, int(match[1])):
            link = _absolute(f"{match[2]}_{number}.{match[3]}", address)
            if link:
                yield link, True


def _absolute(href: str | None, address: str) -> str | None:
    if not href or re.match(r"\s*(?:#|javascript:|mailto:|data:|tel:)", href, re.I):
        return None
    try:
        link = plain(urljoin(address, href.strip()))
    except (ValueError, UnreadableError):
        return None
    return link if urlsplit(link).scheme in ("http", "https") else None


def mapped(data: bytes, address: str) -> Iterator[tuple[str, bool]]:
    """Yield what a site's map lists, each with whether it is a further map."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, MAX_DOCUMENT)
        except (zlib.error, gzip.BadGzipFile):
            return
    if not data.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        for line in data.decode("utf-8", "replace").split()[:_MOST_LISTED]:
            link = _absolute(line, address)
            if link:
                yield link, False
        return
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    root: Any = etree.fromstring(data, parser)
    for count, element in enumerate(root.iter("{*}loc") if root is not None else ()):
        link = _absolute(element.text, address)
        if link and count < _MOST_LISTED:
            yield link, etree.QName(element.getparent()).localname == "sitemap"
