"""The frame of the server's own pages: whole, escaped, and with the policy that goes with them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template

import yaml

from ..graph.view.frame import policy
from ..graph.view.frame import static as view_static

_SCRIPTED = {
    "script-src ": "script-src 'self'",
    "style-src ": "style-src 'self' ",
    "form-action 'none'": "form-action 'self'; connect-src 'self'; img-src 'self'",
}
"""What a page with scripts of this server needs, in place of what a page without has."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of HTML and its Content-Security-Policy."""

    html: str
    policy: str


def page(
    lang: str,
    title: str,
    body: str,
    *,
    head: str = "",
    scripted: bool = False,
) -> Page:
    """Return a page; ``title`` is plain text, ``body`` and ``head`` are HTML.

    With ``scripted`` it may use scripts and styles of this server, and ask it.
    """
    style = "\n".join((view_static("frame.css"), static("site.css")))
    rules = policy(style)
    if scripted:
        for without, needed in _SCRIPTED.items():
            rules = rules.replace(without, needed)
    html = Template(template("frame.html")).substitute(
        language="zh-Hans" if lang == "zh" else "en",
        title=_text(title),
        style=style,
        head=head,
        explorer=say(lang, "explorer"),
        queries=say(lang, "queries"),
        about=say(lang, "about"),
        body=body,
    )
    return Page(html, f"{rules}; frame-ancestors 'none'")


def error_page(lang: str, status: int, message: str, hint: str) -> Page:
    """Return the page that says what is wrong and what to do about it."""
    title = say(lang, "error", status=status)
    lines = "".join(element("p", line, lang="en") for line in (message, hint) if line)
    body = f"<h1>{title}</h1>{lines}"
    return page(lang, title, body)


def say(lang: str, key: str, **values: object) -> str:
    """Return a phrase in ``lang``, as HTML; what is filled in may be any text."""
    return _text(words()[key][lang].format(**values))


@functools.cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Return all phrases, by key and language."""
    raw: dict[str, dict[str, str]] = yaml.safe_load(_file("words.yml"))
    return raw


def static(name: str) -> str:
    """Return the text of a file in ``static/``."""
    return _file(f"static/{name}")


def template(name: str) -> str:
    """Return the text of a file in ``templates/``."""
    return _file(f"templates/{name}")


def element(tag: str, text: str, **attributes: str) -> str:
    """Return an element with plain text in it; ``class_`` is the attribute ``class``."""
    given = "".join(f' {k.rstrip("_")}="{_text(v)}"' for k, v in attributes.items())
    return f"<{tag}{given}>{_text(text)}</{tag}>"


def _text(text: str) -> str:
    """``text`` as HTML, with a question mark for what UTF-8 cannot hold."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
