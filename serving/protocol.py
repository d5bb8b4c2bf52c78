"""The endpoints that queries are sent to: SPARQL 1.1 Protocol, and Cypher as JSON."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import Response

from . import requests
from .answers import GRAPHS, RESULTS
from .description import described
from .editor import query_page
from .negotiation import choose
from .pool import Pool
from .problems import CSP, Problem
from .site import Site

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_HTML = "text/html"
_VARY = {"vary": "Accept"}
_PARAMETERS = {"query", "update", "default-graph-uri", "named-graph-uri"}
_LARGEST = 2**63


async def sparql(request: Request, site: Site, pool: Pool) -> Response:
    """Answer a query; without one say what this is, to people with the page for queries.

    Raises:
        Problem: the request or its query is at fault, or cannot be answered.
    """
    accept = request.headers.get("accept")
    given = requests.fields(request.scope["query_string"])
    if request.method != "POST":
        if not given.keys() & _PARAMETERS:
            return _description(request, site)
    elif (media := requests.media_type(request)) == _FORM:
        given = requests.fields(await requests.body(request))
    elif media == _QUERY:
        text = requests.text(await requests.body(request), "query")
        given = {**given, "query": [text, *given.get("query", ())]}
    elif media == _UPDATE:
        _refuse_update()
    else:
        hint = f"send {_QUERY} or {_FORM}"
        raise Problem(415, f"a query does not come as {media or 'nothing'}", hint)
    if "update" in given:
        _refuse_update()
    results, graphs = choose(accept, list(RESULTS)), choose(accept, list(GRAPHS))
    if results is None and graphs is None:
        offered = dict.fromkeys([*RESULTS, *GRAPHS])
        raise Problem(406, "no answer has such a media type", f"there are {', '.join(offered)}")
    question = {
        "text": _one(given, "query"),
        "default_graphs": list(given.get("default-graph-uri", ())),
        "named_graphs": list(given.get("named-graph-uri", ())),
        "results": results,
        "graphs": graphs,
    }
    return await _answered(request, pool, question)


async def cypher(request: Request, pool: Pool) -> Response:
    """Answer a query in Cypher: ``{"query": …, "params": {…}}`` by ``{"columns": …, "rows": …}``.

    Raises:
        Problem: the request or its query is at fault, or cannot be answered.
    """
    media = requests.media_type(request)
    if media != "application/json":
        raise Problem(415, f"a query does not come as {media or 'nothing'}", "send JSON")
    if choose(request.headers.get("accept"), ["application/json"]) is None:
        raise Problem(406, "no answer has such a media type", "there is application/json")
    text = requests.text(await requests.body(request), "body")
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"the body is not JSON: {error}") from error
    if not isinstance(asked, dict) or asked.keys() - {"query", "params"}:
        raise Problem(400, "the body is not an object of query and params")
    query, params = asked.get("query"), asked.get("params", {})
    if not isinstance(query, str) or not query.strip():
        raise Problem(400, "query is not a text")
    if not isinstance(params, dict) or not all(map(_is_value, params.values())):
        hint = "a value is a text, number, truth value, null or a list of texts"
        raise Problem(400, "params is not an object of values", hint)
    return await _answered(request, pool, {"text": query, "params": params})


async def _answered(request: Request, pool: Pool, question: Mapping[str, Any]) -> Response:
    """Ask, for as long as the client waits: a query that nobody waits for is ended."""
    asking = asyncio.create_task(pool.ask(question))
    leaving = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise Problem(503, "the client did not wait")
        reply = asking.result()
    finally:
        asking.cancel()
        leaving.cancel()
    if reply.status != 200:
        raise Problem.of(reply)
    # Starlette adds a charset to all text; of these only the tables need it.
    tables = ("text/csv", "text/tab-separated-values", "text/plain")
    charset = "; charset=utf-8" if reply.media in tables else ""
    return Response(reply.body, headers={"content-type": reply.media + charset, **_VARY})


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _description(request: Request, site: Site) -> Response:
    media = choose(request.headers.get("accept"), [*GRAPHS, _HTML])
    if media is None:
        raise Problem(406, "the description has no such media type", "ask for " + ", ".join(GRAPHS))
    if media == _HTML:
        page = query_page(site)
        return Response(page.html, headers={CSP: page.policy, **_VARY}, media_type=_HTML)
    endpoint = str(request.url.replace(query=""))
    body = described(site.graph, endpoint, media)
    return Response(body, headers={"content-type": media, **_VARY})


def _one(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name, ())
    if len(values) != 1 or not values[0].strip():
        wrong = "there is no" if not any(values) else "there is more than one"
        raise Problem(400, f"{wrong} {name}", f"give one as the parameter {name}")
    return values[0]


def _refuse_update() -> NoReturn:
    raise Problem(403, "the graph cannot be changed here", "it is derived from the letters")


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return (
        value is None
        or isinstance(value, str)
        or (isinstance(value, float) and math.isfinite(value))
    )
