"""Pages come from a real server into the cache: all of them, once, and as its owner allows."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import website
from papers import LINES
from website import Site
from wenmai.errors import DataError
from wenmai.loaders import fetch as module
from wenmai.loaders import read
from wenmai.loaders.cache import PAGES, Cache
from wenmai.loaders.fetch import Fetched, Fetcher


@pytest.fixture
def site() -> Iterator[Site]:
    with website.running() as started:
        yield started


def fetch(site: Site, folder: Path, *paths: str, **options: object) -> dict[str, Fetched]:
    most = options.pop("most", None)
    follow = bool(options.pop("follow", False))
    fetcher = Fetcher(Cache(folder), delay=0.0, back_off=0.01, **options)  # type: ignore[arg-type]
    found = fetcher.fetch([site.url + path for path in paths], follow=follow, most=most)  # type: ignore[arg-type]
    return {page.address.removeprefix(site.url): page for page in found}


def outcomes(found: dict[str, Fetched]) -> dict[str, str]:
    return {path: page.outcome for path, page in found.items()}


def records(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / PAGES).read_text("utf-8").splitlines()]


def test_a_page_is_kept_with_address_time_and_hash(site: Site, tmp_path: Path) -> None:
    fetch(site, tmp_path, "/art/1.html")
    (record,) = records(tmp_path)
    data = (tmp_path / str(record["file"])).read_bytes()
    assert record["address"] == f"{site.url}/art/1.html"
    assert str(record["time"]).startswith("20")
    assert record["hash"] == hashlib.blake2b(data, digest_size=16).hexdigest()
    assert LINES[1] in data.decode()


def test_a_page_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    paths = ("/art/1.html", "/art/1.html#top", "/art/2.html")
    assert outcomes(fetch(site, tmp_path, *paths)) == dict.fromkeys(
        ("/art/1.html", "/art/2.html"), "fetched"
    )
    assert site.paths == ["/robots.txt", "/art/1.html", "/art/2.html"]
    assert set(outcomes(fetch(site, tmp_path, *paths)).values()) == {"kept"}
    assert len(site.seen) == 3
    assert set(outcomes(fetch(site, tmp_path, *paths, refresh=True)).values()) == {"fetched"}


def test_a_run_that_was_stopped_goes_on(site: Site, tmp_path: Path) -> None:
    fetch(site, tmp_path, "/art/1.html", "/art/2.html")
    index = tmp_path / PAGES
    index.write_bytes(index.read_bytes()[:-40])  # stopped while writing the last line
    again = outcomes(fetch(site, tmp_path, "/art/1.html", "/art/2.html"))
    assert again == {"/art/1.html": "kept", "/art/2.html": "fetched"}
    assert len(read.find([tmp_path])) == 2


def test_what_robots_forbid_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    found = fetch(site, tmp_path, "/secret/1.html", "/list.php?n=1", "/sly", "/art/1.html")
    assert outcomes(found) == {
        "/secret/1.html": "forbidden", "/list.php?n=1": "forbidden", "/sly": "forbidden",
        "/art/1.html": "fetched",
    }  # fmt: skip
    assert site.paths == ["/robots.txt", "/sly", "/art/1.html"]


@pytest.mark.parametrize(("robots", "outcome"), [(404, "fetched"), (500, "failed")])
def test_no_rules_allow_all_and_a_broken_server_nothing(
    site: Site, tmp_path: Path, robots: int, outcome: str
) -> None:
    site.robots = robots
    assert outcomes(fetch(site, tmp_path, "/art/1.html")) == {"/art/1.html": outcome}


def test_one_request_a_second_a_host_or_as_robots_ask(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(Cache(tmp_path), delay=0.15)
    list(fetcher.fetch([f"{site.url}/art/{n}.html" for n in range(3)]))
    times = [when for _, when in site.seen]
    assert all(b - a >= 0.14 for a, b in pairwise(times))
    assert Fetcher(Cache(tmp_path)).delay == module.DELAY == 1.0
    site.seen.clear()
    site.robots = "User-agent: wenmai\nCrawl-delay: 0.3\n"
    list(Fetcher(Cache(tmp_path), delay=0.0).fetch([f"{site.url}/art/7.html"]))
    assert site.seen[1][1] - site.seen[0][1] >= 0.29


def test_redirects_are_followed_to_where_they_may(site: Site, tmp_path: Path) -> None:
    found = fetch(site, tmp_path, "/old", "/round", "/away")
    assert outcomes(found) == {"/old": "fetched", "/round": "failed", "/away": "failed"}
    assert "redirected more than" in found["/round"].reason
    assert "no web address" in found["/away"].reason
    (record,) = records(tmp_path)
    assert record["final"] == f"{site.url}/art/1.html"


def test_what_breaks_off_is_tried_again(site: Site, tmp_path: Path) -> None:
    site.failures["/art/1.html"] = 2
    found = fetch(site, tmp_path, "/broken", "/art/1.html", "/reset", "/none")
    assert outcomes(found) == {
        "/broken": "fetched", "/art/1.html": "fetched", "/reset": "failed", "/none": "failed",
    }  # fmt: skip
    assert site.paths.count("/reset") == module.TRIES
    assert site.paths.count("/none") == 1
    assert found["/none"].reason == "answers 404"
    assert all(str(record["bytes"]) > "200" for record in records(tmp_path))


def test_waits_grow_and_heed_what_the_server_asks(site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    fetcher = Fetcher(Cache(tmp_path), delay=0.0, back_off=1.0, sleep=waits.append)
    list(fetcher.fetch([f"{site.url}/reset"]))
    grown = [wait for wait in waits if wait]
    assert len(grown) == module.TRIES - 1
    assert all(b > 1.5 * a for a, b in pairwise(grown))


def test_a_slow_page_is_waited_for_but_not_for_ever(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcomes(fetch(site, tmp_path / "a", "/slow")) == {"/slow": "fetched"}
    monkeypatch.setattr(module, "MOST_SECONDS", 0.05)
    found = fetch(site, tmp_path / "b", "/slow")
    assert "takes longer" in found["/slow"].reason


def test_a_page_larger_than_any_is_left(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DOCUMENT", 100)
    assert "is larger" in fetch(site, tmp_path, "/art/1.html")["/art/1.html"].reason


def test_lists_are_followed_to_replies_on_their_host(site: Site, tmp_path: Path) -> None:
    found = fetch(site, tmp_path, "/list/index.html", follow=True)
    assert set(outcomes(found).values()) == {"fetched"}
    assert sorted(found) == [
        "/art/1.html", "/art/2.html", "/art/3.html", "/art/4.html", "/files/letter.docx",
        "/list/index.html", "/list/index_1.html", "/list/index_2.html",
    ]  # fmt: skip
    assert not any("localhost:1" in str(record["address"]) for record in records(tmp_path))
    again = outcomes(fetch(site, tmp_path, "/list/index.html", follow=True))
    assert {path for path, outcome in again.items() if outcome == "fetched"} == {
        "/list/index.html", "/list/index_1.html", "/list/index_2.html",
    }  # fmt: skip


def test_not_more_pages_are_asked_for_than_wanted(site: Site, tmp_path: Path) -> None:
    assert len(fetch(site, tmp_path, "/list/index.html", follow=True, most=3)) == 3


def test_the_map_of_a_site_is_read(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(Cache(tmp_path), delay=0.0)
    assert fetcher.sitemap(site.url) == [f"{site.url}/art/{n}.html" for n in (1, 4)]
    with pytest.raises(DataError, match="no site map"):
        fetcher.sitemap(f"{site.url}/none.xml")


def test_the_cache_is_read_by_address(site: Site, tmp_path: Path) -> None:
    fetch(site, tmp_path, "/list/index.html", follow=True)
    with read.Reader() as reader:
        found = {
            source.name.removeprefix(site.url): outcome
            for source in read.find([tmp_path])
            for outcome in reader.read(source)
        }
    assert sorted(found) == [*(f"/art/{n}.html" for n in (1, 2, 3, 4)), "/files/letter.docx"]
    assert all(outcome.letters for outcome in found.values())
    (gbk,) = found["/art/3.html"].letters
    assert LINES[4] in gbk.letter.text


def test_reading_asks_no_server(site: Site, tmp_path: Path) -> None:
    fetch(site, tmp_path, "/art/1.html")
    asked = len(site.seen)
    before = threading.active_count()
    with read.Reader() as reader:
        for source in read.find([tmp_path]):
            assert list(reader.read(source))
    assert len(site.seen) == asked
    assert threading.active_count() <= before


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "http://[bad/", "http:///x"])
def test_an_address_that_does_not_answer_is_reported(tmp_path: Path, address: str) -> None:
    (page,) = Fetcher(Cache(tmp_path), delay=0.0, back_off=0.0).fetch([address])
    assert page.outcome == "failed"
    assert "\n" not in page.reason


def test_a_cache_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot be used"):
        Cache(tmp_path / "file")
