"""The ASGI application: which address leads where."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ..graph.exports import format_named
from . import editor, entity, problems, protocol
from .explorer import PARTS, ExplorerFiles
from .guard import Guard
from .negotiation import choose
from .openapi import document
from .pool import Pool
from .problems import CSP, Problem
from .site import Site

_HTML = "text/html"
_AT_ONCE = 2
"""Queries of one language that run at once."""


def application(site: Site, token: str | None = None) -> ASGIApp:
    """Return the application that shows ``site``; with a ``token`` only to those who have it."""
    explorer = ExplorerFiles(site)
    pools = {
        language: Pool(language, path, _AT_ONCE, site.limits.seconds, site.limits.rows)
        for language, path in site.stores.items()
    }
    handlers = _Handlers(site, pools, explorer)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            for pool in pools.values():
                await pool.close()
            explorer.close()

    def fault(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):  # a defect: the log has it, the client does not
            error = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the server is at fault")
        return problems.response(request, error, site.lang)

    app = Starlette(
        routes=[
            Route("/", handlers.explorer),
            Route(f"/{PARTS}/{{name}}", handlers.explorer),
            Route("/sparql", handlers.sparql, methods=["GET", "POST"]),
            Route("/cypher", handlers.cypher, methods=["POST"]),
            Route(entity.PATH + "{id:path}", handlers.entity),
            Route(editor.PATH + "{name:path}", handlers.static),
            Route("/openapi.json", handlers.openapi),
            Route("/favicon.ico", handlers.no_icon),
        ],
        exception_handlers={HTTPException: fault, Exception: fault},
        lifespan=lifespan,
    )
    return Guard(app, token, fault)


class _Handlers:
    def __init__(self, site: Site, pools: dict[str, Pool], explorer: ExplorerFiles) -> None:
        self._site = site
        self._pools = pools
        self._explorer = explorer

    async def sparql(self, request: Request) -> Response:
        return await protocol.sparql(request, self._site, self._pools["sparql"])

    async def cypher(self, request: Request) -> Response:
        return await protocol.cypher(request, self._pools["cypher"])

    async def explorer(self, request: Request) -> Response:
        name = request.path_params.get("name")
        wanted = f"{PARTS}/{name}" if name else "index.html"
        found = await run_in_threadpool(self._explorer.page, wanted)
        if found is None:
            raise _nothing_here()
        file, policy = found
        return FileResponse(file, headers={CSP: policy}, media_type=_HTML)

    async def static(self, request: Request) -> Response:
        found = await run_in_threadpool(editor.file, request.path_params["name"])
        if found is None:
            raise _nothing_here()
        media, content = found
        return Response(content, media_type=media)

    async def entity(self, request: Request) -> Response:
        id, media = self._wanted(request)
        if media == _HTML:
            page_number = request.query_params.get("page", "1")
            if not page_number.isdecimal() or len(page_number) > 9:
                raise Problem(400, "page is not the number of a page")
            page = await run_in_threadpool(entity.entity_page, self._site, id, int(page_number))
            return Response(
                page.html, headers={CSP: page.policy, "vary": "Accept"}, media_type=_HTML
            )
        body = await run_in_threadpool(self._exported, id, media)
        return Response(body, headers={"content-type": media, "vary": "Accept"})

    async def no_icon(self, request: Request) -> Response:
        return Response(status_code=204)  # browsers ask of themselves, and complain of 404

    async def openapi(self, request: Request) -> Response:
        text = json.dumps(document(self._site.limits), ensure_ascii=False)
        return Response(text, media_type="application/json")

    def _wanted(self, request: Request) -> tuple[str, str]:
        """Return the id and the media type that a request asks for, by its suffix or its header."""
        asked: str = request.path_params["id"]
        if not self._is_known(asked):
            id, _, suffix = asked.rpartition(".")
            by_suffix = {form.suffix: form.media for form in entity.FORMS}
            if suffix not in by_suffix or not self._is_known(id):
                raise _nothing_here()
            return id, by_suffix[suffix]
        offered = [_HTML, *(form.media for form in entity.FORMS)]
        media = choose(request.headers.get("accept"), offered)
        if media is None:
            raise Problem(406, "this has no such media type", f"it comes as {', '.join(offered)}")
        return asked, media

    def _is_known(self, id: str) -> bool:
        return id in self._site.statements or self._site.known(id) is not None

    def _exported(self, id: str, media: str) -> bytes:
        exporter = next(form.exporter for form in entity.FORMS if form.media == media)
        stream = io.BytesIO()
        format_named(exporter).write(self._site.part(id), stream)
        return stream.getvalue()


def _nothing_here() -> Problem:
    return Problem(404, "there is nothing at this address", "/openapi.json lists what there is")
