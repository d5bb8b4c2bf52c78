"""Reads pages into a cache: politely, in any number of runs, each page once."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from protego import Protego

from .. import __version__
from ..errors import DataError, UnreadableError
from . import links
from .cache import Cache, Page
from .limits import MAX_DOCUMENT, MIB

AGENT = f"wenmai/{__version__}"
"""What servers are told, and what robots.txt may speak to by the name wenmai."""
DELAY = 1.0
"""Seconds between two requests to one host; robots.txt may ask for more."""
MOST_DELAY = 60.0
TRIES = 4
BACK_OFF = 2.0
"""Seconds before the second try; each further wait is twice as long."""
MOST_REDIRECTS = 5
TIMEOUT = 30.0
"""Seconds without a byte."""
MOST_SECONDS = 180.0
"""For one page, however slowly it comes."""
_MOST_ROBOTS = 500 * 1024
_TRANSIENT = frozenset((408, 425, 429, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address: ``outcome`` is fetched, kept, forbidden or failed."""

    address: str
    outcome: str
    reason: str = ""


class _GaveUp(Exception):
    """An address is not read, for the reason given."""

    def __init__(self, reason: str, *, forbidden: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.forbidden = forbidden


class _Failure(Exception):
    """One try failed in a way that a later one may not; ``wait`` is what the server asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


@dataclass(slots=True)
class _Host:
    """What is known of a host: its rules, and when it may be asked next."""

    rules: Protego | None = None
    unreachable: str = ""
    next: float = 0.0
    delay: float = DELAY


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses into a cache.

    ``delay`` is the least time between two requests to a host; ``refresh`` fetches pages that the
    cache has as well. ``sleep`` and ``clock`` are those of `time`.
    """

    cache: Cache
    delay: float = DELAY
    back_off: float = BACK_OFF
    refresh: bool = False
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _client: httpx.Client | None = None

    def fetch(
        self, addresses: Iterable[str], *, follow: bool = False, most: int | None = None
    ) -> Iterator[Fetched]:
        """Fetch each address once, in order, and yield what became of it.

        With ``follow`` each is a list of pages: its further pages and the links on it that look
        like replies are fetched too, as far as they are on the host of the list. Not more than
        ``most`` pages are asked for.

        Raises:
            DataError: the cache cannot be written.
        """
        asked = 0
        queue: deque[tuple[str, bool]] = deque()
        seen: set[str] = set()
        for given in addresses:
            try:
                address = links.plain(given)
            except UnreadableError:
                yield Fetched(given, "failed", "is no web address")
                continue
            if address not in seen:
                seen.add(address)
                queue.append((address, follow))
        with httpx.Client(headers={"User-Agent": AGENT}, timeout=TIMEOUT) as client:
            self._client = client
            while queue and (most is None or asked < most):
                address, listing = queue.popleft()
                known = address in self.cache
                # Lists change: a page that was there is fetched again only if it is one.
                if known and not self.refresh and not listing:
                    yield Fetched(address, "kept")
                    found = self.cache.content(address) if follow else b""
                else:
                    asked += 1
                    try:
                        page = self._page(address)
                    except _GaveUp as error:
                        outcome = "forbidden" if error.forbidden else "failed"
                        yield Fetched(address, outcome, error.reason)
                        continue
                    self.cache.add(address, page, letters=not listing)
                    yield Fetched(address, "fetched")
                    found = page.data
                for link, is_list in links.of(found, address, listing) if follow else ():
                    if link not in seen:
                        seen.add(link)
                        queue.append((link, is_list))

    def sitemap(self, address: str, depth: int = 0) -> list[str]:
        """Return the addresses that a site's map lists: of ``address`` itself, or /sitemap.xml.

        Raises:
            DataError: there is none that can be read.
        """
        where = links.plain(address)
        if not where.endswith((".xml", ".xml.gz", ".txt")):
            where = urljoin(where, "/sitemap.xml")
        with httpx.Client(headers={"User-Agent": AGENT}, timeout=TIMEOUT) as client:
            self._client = client
            return self._mapped(where, depth)

    def _mapped(self, address: str, depth: int) -> list[str]:
        try:
            page = self._page(address)
        except _GaveUp as error:
            raise DataError(f"no site map at {address}: {error.reason}", "give pages") from error
        found: list[str] = []
        for link, is_map in links.mapped(page.data, address):
            if not is_map:
                found.append(link)
            elif depth < 1 and links.same_host(link, address):
                found += self._mapped(link, depth + 1)
        return found

    # One page

    def _page(self, address: str) -> Page:
        """Return the page at ``address``; redirected to where robots.txt allows it.

        Raises:
            _GaveUp: it is forbidden, or all tries failed.
        """
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            host = self._host(here)
            if host.unreachable:
                raise _GaveUp(host.unreachable)
            if host.rules is not None and not host.rules.can_fetch(here, AGENT):
                raise _GaveUp("robots.txt forbids it", forbidden=True)
            page, there = self._tried(here, host)
            if page is not None:
                return page
            here = there
            if urlsplit(here).scheme not in ("http", "https"):
                raise _GaveUp(f"leads to {here}, which is no web address")
        raise _GaveUp(f"is redirected more than {MOST_REDIRECTS} times")

    def _host(self, address: str) -> _Host:
        parts = urlsplit(address)
        key = f"{parts.scheme}://{parts.netloc}"
        if key in self._hosts:
            return self._hosts[key]
        host = self._hosts[key] = _Host(delay=self.delay)
        try:
            here = f"{key}/robots.txt"
            for _ in range(MOST_REDIRECTS + 1):
                page, there = self._tried(here, host)
                if page is not None:
                    text = page.data[:_MOST_ROBOTS].decode("utf-8", "replace")
                    host.rules = Protego.parse(text.lstrip("\ufeff"))
                    asked = host.rules.crawl_delay(AGENT)
                    host.delay = min(MOST_DELAY, max(self.delay, float(asked or 0)))
                    host.next = self.clock() + host.delay
                    break
                here = there
        except _GaveUp as error:
            # No rules (404 and its kin): all is allowed. No answer: nothing is.
            if not error.reason.startswith("answers 4") or error.reason == "answers 429":
                host.unreachable = f"its robots.txt cannot be read: {error.reason}"
        return host

    def _tried(self, address: str, host: _Host) -> tuple[Page | None, str]:
        wait = self.back_off
        for tries in range(1, TRIES + 1):
            self.sleep(max(0.0, host.next - self.clock()))
            try:
                return self._once(address)
            except _Failure as failure:
                if tries == TRIES:
                    raise _GaveUp(failure.reason) from failure
                # Spread, so that several runs do not come back at one moment.
                self.sleep(min(MOST_DELAY, max(failure.wait, wait * random.uniform(1, 1.25))))
                wait *= 2
            finally:
                # From the end of one request: a slow server gets more rest.
                host.next = self.clock() + host.delay
        raise AssertionError

    def _once(self, address: str) -> tuple[Page | None, str]:
        """Return the page, or None and where it is said to be."""
        assert self._client is not None
        end = self.clock() + MOST_SECONDS
        try:
            with self._client.stream("GET", address) as response:
                if response.has_redirect_location:
                    there = urldefrag(urljoin(address, response.headers["location"])).url
                    return None, there
                if response.status_code in _TRANSIENT:
                    raise _Failure(f"answers {response.status_code}", _retry_after(response))
                if response.status_code != httpx.codes.OK:
                    raise _GaveUp(f"answers {response.status_code}")
                pieces, size = [], 0
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > MAX_DOCUMENT:
                        raise _GaveUp(f"is larger than {MAX_DOCUMENT // MIB} MiB")
                    if self.clock() > end:
                        raise _Failure(f"takes longer than {MOST_SECONDS:g} s")
        except httpx.InvalidURL as error:
            raise _GaveUp("is no web address") from error
        except httpx.UnsupportedProtocol as error:
            raise _GaveUp("is no web address") from error
        except httpx.DecodingError as error:
            raise _Failure("is packed in a way that cannot be read") from error
        except httpx.TimeoutException as error:
            raise _Failure(f"does not answer within {TIMEOUT:g} s") from error
        except httpx.TransportError as error:
            raise _Failure(f"breaks off: {error}" if str(error) else "breaks off") from error
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        charset = response.charset_encoding
        return Page(address, b"".join(pieces), charset, media), address


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "")
    if value.isdecimal():
        return float(value[:6])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
