"""The query page, and the files of the editor on it, from the package that carries them."""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from html import escape
from pathlib import Path
from string import Template

from ..graph.rdf import checked_base
from .pages import Page, element, page, say, static, template, words
from .site import Site

PATH = "/static/"
_PACKAGE = "django_ace"
_FIRST = """\
PREFIX wm: <https://w3id.org/wenmai/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?department (COUNT(?proposal) AS ?led) {
  ?d wm:leads ?proposal ; rdfs:label ?department .
  FILTER(LANG(?department) = "zh-hans")
}
GROUP BY ?department
ORDER BY DESC(?led)
LIMIT 10
"""
_HEAD = f"""\
<link rel="stylesheet" href="{PATH}ace/css/ace.css">
<script src="{PATH}ace/ace.js" defer></script>
<script src="{PATH}ace/mode-sparql.js" defer></script>
<script src="{PATH}query.mjs" type="module"></script>"""
_PICTURE = re.compile(r"css/main-\d+\.(?:png|svg)")
_EDITOR = {"ace.js", "mode-sparql.js", "css/ace.css"}


def query_page(site: Site) -> Page:
    """Return the page on which queries are written, run and answered."""
    lang, limits = site.lang, site.limits
    options = "".join(element("option", e.title, value=e.text) for e in site.examples)
    settings = {
        "words": {key: phrase[lang] for key, phrase in words().items()},
        "base": checked_base(),
        "lang": lang,
    }
    body = Template(template("query.html")).substitute(
        {key: say(lang, key) for key in ("query", "run", "keys", "examples", "answer")},
        title=say(lang, "query_title"),
        about=say(lang, "query_about", seconds=f"{limits.seconds:g}", rows=limits.rows),
        choose=say(lang, "choose_example"),
        options=options,
        text=escape(_FIRST),
        settings=json.dumps(settings).replace("<", r"\u003c"),  # nothing in it ends the element
    )
    return page(lang, say(lang, "query_title"), body, head=_HEAD, scripted=True)


def file(name: str) -> tuple[str, bytes] | None:
    """Return media type and content of what the page loads, None for anything else."""
    if name == "query.mjs":
        return "text/javascript", static(name).encode()
    inside = name.removeprefix("ace/")
    if inside == name or not (inside in _EDITOR or _PICTURE.fullmatch(inside)):
        return None
    path = editor_files() / inside
    if not path.is_file():
        return None
    media = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}
    return media.get(path.suffix, "image/svg+xml"), path.read_bytes()


@functools.cache
def editor_files() -> Path:
    """Return the folder with the editor's files; the package that has them is not imported.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"no module {_PACKAGE}", name=_PACKAGE)
    return Path(spec.submodule_search_locations[0], "static", _PACKAGE, "ace")
