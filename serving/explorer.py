"""The Explorer as the server gives it: rendered when first asked for, then kept as files."""

from __future__ import annotations

import re
import tempfile
import threading
from html import unescape
from pathlib import Path

from ..graph.view.atlas import kept
from ..graph.view.explorer import render_explorer
from ..graph.view.overview import LARGE, parts_of, render_overview, render_parts
from . import entity
from .site import Site

PARTS = "parts"
"""The folder of the pages of a graph that is too large for one."""
_SITE = {"entity": entity.PATH, "query": "/sparql"}
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


class ExplorerFiles:
    """Pages below a folder that lasts as long as this object, or until it is closed."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._folder = tempfile.TemporaryDirectory(prefix="wenmai-")
        self._policies: dict[str, str] = {}
        self._rendering = threading.Lock()

    def page(self, name: str = "index.html") -> tuple[Path, str] | None:
        """Return the file of a page and its Content-Security-Policy, None if there is none.

        The first call takes as long as the rendering does.
        """
        with self._rendering:
            if not self._policies:
                self._render()
        policy = self._policies.get(name)
        return None if policy is None else (Path(self._folder.name, name), policy)

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()

    def _render(self) -> None:
        site = self._site
        atlas = kept(site.graph, site.map_file)
        if len(site.graph.entities) <= LARGE:
            whole = render_explorer(
                site.graph, atlas, title=site.title, lang=site.lang, start={}, site=_SITE
            )
        else:
            parts = parts_of(site.graph, atlas)
            for name, page in render_parts(
                site.graph, atlas, parts, "../", lang=site.lang, start={}
            ):
                self._write(f"{PARTS}/{name}", page)
            whole = render_overview(
                site.graph, atlas, parts, PARTS, title=site.title, lang=site.lang
            )
        self._write("index.html", whole)

    def _write(self, name: str, page: str) -> None:
        file = Path(self._folder.name, name)
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, encoding="utf-8")
        found = _POLICY.search(page)
        assert found, "every page of ours has its policy"
        self._policies[name] = f"{unescape(found[1])}; frame-ancestors 'none'"
