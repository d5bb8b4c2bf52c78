"""A real web server on loopback that behaves as government sites do: well, slowly, or badly."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from papers import docx, page

ROBOTS = "User-agent: *\nDisallow: /secret/\nDisallow: /*.php\n"
HTML = "text/html"
_ENTRY = (
    '<li><a href="/art/{n}.html" title="关于市八届人大四次会议第{n}号建议的答复">'
    "关于市八届…</a></li>"
)


def listing(*numbers: int, more: str = "") -> bytes:
    """A page of a list with links to letters, and others that are none."""
    entries = "".join(_ENTRY.format(n=n) for n in numbers)
    return (
        f'<html><ul>{entries}<li><a href="/news/1.html">市政府召开常务会议</a></li>'
        '<li><a href="http://localhost:1/art/9.html">关于第9号提案的答复</a></li></ul>'
        f'<a href="javascript:void(0)">下一页</a>{more}</html>'
    ).encode()


@dataclass
class Site:
    """What the server has, and the requests that it got: (path, seconds on its clock)."""

    url: str
    seen: list[tuple[str, float]] = field(default_factory=list)
    robots: str | int = ROBOTS
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.seen]


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path
        self.site.seen.append((path, time.monotonic()))
        if self.site.failures.get(path, 0) > 0:
            self.site.failures[path] -= 1
            self._give(b"busy", code=503)
            return
        special: dict[str, Callable[[], None]] = {
            "/robots.txt": self._robots,
            "/old": lambda: self._move("/art/1.html"),
            "/round": lambda: self._move("/round"),
            "/away": lambda: self._move("file:///etc/passwd"),
            "/sly": lambda: self._move("/secret/1.html"),
            "/slow": self._slow,
            "/broken": self._broken,
            "/reset": self._reset,
        }
        if path in special:
            special[path]()
        elif path.startswith("/art/") and path.endswith(".html"):
            text = page().replace("88", path[5:-5])
            if path == "/art/3.html":  # GBK, and neither page nor server says so
                self._give(text.replace('<meta charset="utf-8">', "").encode("gb18030"), kind=HTML)
            else:
                attached = '<a href="/files/letter.docx">附件</a>' if path == "/art/2.html" else ""
                self._give(text.replace("</h1>", "</h1>" + attached).encode())
        elif path == "/files/letter.docx":
            self._give(docx(), kind="application/octet-stream")
        elif path == "/list/index.html":
            script = '<script>createPageHTML(3, 0, "index", "html");</script>'
            self._give(listing(1, 2, more=script))
        elif path == "/list/index_1.html":
            self._give(listing(2, 3))
        elif path == "/list/index_2.html":
            self._give(listing(4, more='<a href="/list/index.html">首页</a>'))
        elif path == "/sitemap.xml":
            inner = f"<sitemap><loc>{self.site.url}/map.xml</loc></sitemap>"
            self._give(f"<sitemapindex>{inner}</sitemapindex>".encode(), kind="text/xml")
        elif path == "/map.xml":
            locs = "".join(f"<url><loc>{self.site.url}/art/{n}.html</loc></url>" for n in (1, 4))
            self._give(f"<urlset>{locs}</urlset>".encode(), kind="text/xml")
        else:
            self._give(b"none", code=404)

    def _give(self, body: bytes, code: int = 200, kind: str = f"{HTML}; charset=utf-8") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _robots(self) -> None:
        rules = self.site.robots
        if isinstance(rules, int):
            self._give(b"", code=rules)
        else:
            self._give(rules.encode(), kind="text/plain")

    def _move(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _slow(self) -> None:
        body = page().encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for start in range(0, len(body), 500):
            self.wfile.write(body[start : start + 500])
            self.wfile.flush()
            time.sleep(0.02)

    def _broken(self) -> None:
        """Break off in the middle, the first time."""
        body = page().encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        whole = self.site.paths.count("/broken") > 1
        self.wfile.write(body if whole else body[:200])
        self.close_connection = True

    def _reset(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Site]:
    """Yield a site whose server runs meanwhile."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        site = Site(f"http://127.0.0.1:{server.server_address[1]}")
        handler.site = site  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
