"""The page of an entity or statement: what letters say, each with the letter and its words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from ..graph.model import Edge, Entity, Value
from ..graph.rdf import checked_base
from ..graph.schema import Labelled, schema
from .pages import Page, element, page, say
from .site import Site

PATH = "/entity/"


class Form(NamedTuple):
    """A form of a page beside HTML: suffix of its address, media type, name of its exporter."""

    name: str
    suffix: str
    media: str
    exporter: str


FORMS = (
    Form("Turtle", "ttl", "text/turtle", "turtle"),
    Form("JSON-LD", "jsonld", "application/ld+json", "jsonld"),
    Form("N-Triples", "nt", "application/n-triples", "ntriples"),
    Form("RDF/XML", "rdf", "application/rdf+xml", "rdfxml"),
)

_STATEMENTS = 100
"""Statements on one page."""
_UNSHOWN = frozenset({"aliases", "text_hash"})


def address(id: str) -> str:
    """Return the path of the page of an entity or statement."""
    return PATH + quote(id)


def entity_page(site: Site, id: str, number: int = 1) -> Page:
    """Return page ``number`` (from 1; the nearest there is) of what is known of ``id``.

    Raises:
        KeyError: there is no entity or statement of this id.
    """
    lang = site.lang
    statement = site.statements.get(id)
    if statement:
        title = f"{say(lang, 'statement')} {statement.id}"
        head = element("h1", title)
        edges: Sequence[Edge] = (statement,)
        number = pages = 1
    else:
        entity = site.graph.entity(id)
        title = entity.name
        head = _head(site, entity)
        every = sorted(site.statements_of(id), key=lambda edge: _order(edge, id))
        pages = max(1, -(-len(every) // _STATEMENTS))
        number = min(max(number, 1), pages)
        edges = every[(number - 1) * _STATEMENTS : number * _STATEMENTS]
        head += f"<h2>{say(lang, 'statements')}</h2>" + (
            f'<p class="note">{say(lang, "statements_count", count=len(every))}</p>'
            if every
            else f"<p>{say(lang, 'no_statements')}</p>"
        )
    body = [head, *_groups(site, edges, id), _pager(lang, id, number, pages), _forms(lang, id)]
    links = "\n".join(
        f'<link rel="alternate" type="{form.media}" href="{address(id)}.{form.suffix}">'
        for form in FORMS
    )
    return page(lang, title, "\n".join(body), head=links)


def _head(site: Site, entity: Entity) -> str:
    lang = site.lang
    kind = schema().entity_types[entity.type]
    rows = [(say(lang, "iri"), [element("code", checked_base() + entity.id)])]
    aliases = entity.properties.get("aliases")
    others = [a for a in aliases if a != entity.name] if isinstance(aliases, list) else []
    if others:
        rows.append((say(lang, "aliases"), [element("span", a, lang="zh-Hans") for a in others]))
    for name, value in entity.properties.items():
        if value is not None and name not in _UNSHOWN:
            known = kind.properties[name]
            rows.append((element("span", known.label(lang)), [_value(site, name, value)]))
    listed = "".join(
        f"<dt>{name}</dt>" + "".join(f"<dd>{value}</dd>" for value in values)
        for name, values in rows
    )
    explorer = f'<a href="/#node={quote(entity.id)}">{say(lang, "in_explorer")}</a>'
    return (
        f'<p class="kicker">{element("span", kind.label(lang))}</p>'
        f"{element('h1', entity.name, lang='zh-Hans')}<dl>{listed}</dl><p>{explorer}</p>"
    )


def _value(site: Site, name: str, value: Value) -> str:
    text = str(value)
    if isinstance(value, str):
        if site.known(value):
            return _link(site, value)
        if name == "level" and value in schema().levels:
            return element("span", schema().levels[value].label(site.lang))
        if value.startswith(("http://", "https://")):
            return element("a", value, href=value, rel="noopener noreferrer")
    return element("span", text, lang="zh-Hans")


def _link(site: Site, id: str) -> str:
    return element("a", site.graph.entity(id).name, href=address(id), lang="zh-Hans")


def _order(edge: Edge, id: str) -> tuple[bool, int, str, int, str]:
    """Acts first, mentions last; what the entity does before what is done to it; new to old."""
    relations = schema().relations
    year = edge.properties.get("year")
    return (
        not relations[edge.predicate].action,
        list(relations).index(edge.predicate),
        _way(edge, id),
        -year if isinstance(year, int) else 0,
        edge.id,
    )


def _groups(site: Site, edges: Sequence[Edge], id: str) -> Iterator[str]:
    for (predicate, way), group in itertools.groupby(
        edges, key=lambda edge: (edge.predicate, _way(edge, id))
    ):
        label = element("span", schema().relations[predicate].label(site.lang))
        items = "".join(_statement(site, edge) for edge in group)
        yield f"<h3>{way} {label}</h3><ol>{items}</ol>"


def _way(edge: Edge, id: str) -> str:
    """Return an arrow: from the entity ``id``, to it, or nothing if it is neither end."""
    if id not in (edge.source, edge.target):
        return ""
    if schema().relations[edge.predicate].symmetric:
        return "↔"
    return "→" if edge.source == id else "←"


def _statement(site: Site, edge: Edge) -> str:
    lang, said = site.lang, edge.properties
    relation = schema().relations[edge.predicate]
    marks = []
    if isinstance(status := said.get("status"), str):
        marks.append(_status(schema().statuses[status], lang))
    if said.get("year") is not None:
        marks.append(element("span", str(said["year"]), class_="year"))
    if said.get("actor_inferred"):
        marks.append(f'<span class="badge quiet">{say(lang, "actor_inferred")}</span>')
    words = str(said.get("quote") or "")
    shown = (
        element("blockquote", words, lang="zh-Hans")
        if words
        else f'<p class="note">{say(lang, "no_quote")}</p>'
    )
    place = say(lang, "place_in_letter", start=said.get("start"), end=said.get("end"))
    sure = say(lang, "confidence", value=said.get("confidence"))
    own = element("a", edge.id, href=address(edge.id))
    return (
        f'<li class="statement"><p class="head">{_link(site, edge.source)} '
        f"{element('span', relation.label(lang), class_='relation')} {_link(site, edge.target)}</p>"
        f'<p class="marks">{"".join(marks)}</p>{shown}'
        f'<p class="letter">{say(lang, "letter")}: {_link(site, str(said["reply"]))} · {place} · '
        f"{sure} · {own}</p></li>"
    )


def _status(status: Labelled, lang: str) -> str:
    sign = f'<span class="sign" data-status="{status.name}"></span>'
    return (
        f'<span class="badge" data-status="{status.name}">{sign}'
        f"{element('span', status.label(lang))}</span>"
    )


def _pager(lang: str, id: str, number: int, pages: int) -> str:
    if pages == 1:
        return ""
    ways = [
        f'<a rel="{rel}" href="{address(id)}?page={to}">{say(lang, word)}</a>'
        if 1 <= to <= pages
        else "<span></span>"
        for rel, word, to in (("prev", "previous", number - 1), ("next", "next", number + 1))
    ]
    told = say(lang, "page_of", page=number, pages=pages)
    return f'<nav class="pager">{ways[0]}<span>{told}</span>{ways[1]}</nav>'


def _forms(lang: str, id: str) -> str:
    links = " ".join(element("a", form.name, href=f"{address(id)}.{form.suffix}") for form in FORMS)
    return f'<p class="row other-forms">{say(lang, "other_forms")}: {links}</p>'
