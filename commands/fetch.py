"""`fetch`: pages in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ..errors import DataError, UsageError
from .session import DataOption, FormatOption, LangOption, Session

FETCHED = "fetched"
"""The cache in the data directory."""
_OUTCOMES = ("fetched", "kept", "forbidden", "failed")


def fetch(
    ctx: typer.Context,
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL", help="Addresses of letters or lists.")
    ] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="A file of addresses, one a line.")
    ] = None,
    sitemap: Annotated[
        bool, typer.Option("--sitemap", help="Read what the maps of these sites list.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option("--follow", help="Addresses are lists: follow their pages and the replies."),
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="Most pages to ask for.")
    ] = 1000,
    delay: Annotated[
        float, typer.Option("--delay", min=0.0, help="Seconds between two requests to a host.")
    ] = 1.0,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Fetch again what the cache has.")
    ] = False,
    form: FormatOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """Read pages from addresses into a cache that `ingest` reads.

    The cache is DATA/fetched. What robots.txt forbids is not read. A run that was stopped goes on
    where it was: pages that the cache has are not asked for again. --follow stays on the host of
    the list, and takes links whose titles look like replies to proposals, and documents attached
    to those pages.

    \b
    Examples:
      wenmai fetch --follow --limit 200 https://www.example.gov.cn/jyta/index.html
      wenmai fetch --list addresses.txt
    """
    from ..loaders.cache import Cache
    from ..loaders.fetch import Fetcher
    from .words import columns

    session = Session.of(ctx, data, lang)
    wanted = [*(urls or []), *(_lines(listed) if listed else [])]
    for url in wanted:
        if not url.lower().startswith(("http://", "https://")):
            raise UsageError(f"{url} is no web address", "it begins with http:// or https://")
    if not wanted:
        raise UsageError("no address is given", "give one, or a file of them with --list")
    folder = session.data / FETCHED
    fetcher = Fetcher(Cache(folder), delay=delay, refresh=refresh)
    if sitemap:
        wanted = [page for url in wanted for page in fetcher.sitemap(url)]
    became: Counter[str] = Counter()
    for page in fetcher.fetch(wanted, follow=follow, most=limit):
        became[page.outcome] += 1
        if page.reason:
            session.note(session.say("failed", file=page.address, reason=page.reason))
        else:
            session.note(session.say(f"page_{page.outcome}", address=page.address))
    session.rows(columns(*_OUTCOMES), [[became[name] for name in _OUTCOMES]], form)
    if not became["fetched"] + became["kept"]:
        raise DataError(session.say("nothing_fetched"), session.say("nothing_read_hint"))
    session.note(session.say("fetched_to", folder=folder))


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file} cannot be read: {error}", "a text file, one address a line"
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
