from __future__ import annotations

import pytest
from wenmai.serving.negotiation import choose

OFFERED = ["text/turtle", "application/ld+json", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/html;level=1", "text/html"),
        ("text/*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/ld+json;q=0.4, text/turtle;q=0.3", "application/ld+json"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html"),
        ("application/ld+json; q=1.0 , text/html ; q = 0.5", "application/ld+json"),
        ("image/png", None),
        ("image/png, text/turtle;q=0", None),
        ("*/*;q=0", None),
        # What is no header goes for none, and a weight that is none for nothing.
        ("garbage", "text/turtle"),
        (",,;;", "text/turtle"),
        ("text/html;q=2, application/ld+json;q=0.001", "application/ld+json"),
        ("\u00ff/\u00ff, text/html", "text/html"),
    ],
)
def test_the_client_gets_what_it_wants_most(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen
