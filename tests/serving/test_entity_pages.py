from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import quote

import httpx
import pytest
import rdflib
from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge
from wenmai.graph.schema import schema
from wenmai.serving.entity import entity_page
from wenmai.serving.site import Site
from world import LEAD, LONELY, ODD, ODD_QUOTE, REPLY_2023

BASE = schema().data_base
WM = rdflib.Namespace(schema().namespaces["wm"])
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def site(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(world, {}, tmp_path_factory.mktemp("map") / "map", title="题", lang="zh")


@pytest.fixture(scope="module")
def act(samples: Graph) -> Edge:
    return next(e for e in samples.edges if e.properties.get("status") == "done")


def test_the_page_shows_each_statement_with_letter_and_words(
    client: httpx.Client, samples: Graph, act: Edge
) -> None:
    answer = client.get(f"entity/{act.source}", headers=PAGE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"{BASE}{act.source}" in answer.text
    letter = samples.entity(str(act.properties["reply"]))
    assert f'href="/entity/{letter.id}"' in answer.text
    assert escape(letter.name) in answer.text
    assert escape(str(act.properties["quote"])) in answer.text
    assert escape(samples.entity(act.target).name) in answer.text


def test_every_entity_and_statement_has_a_page_whose_links_lead_on(
    client: httpx.Client, samples: Graph
) -> None:
    known = {e.id for e in samples.entities} | {e.id for e in samples.edges}
    for id in (*[e.id for e in samples.entities][::7], *[e.id for e in samples.edges][::60]):
        answer = client.get(f"entity/{id}", headers=PAGE)
        assert answer.status_code == 200, id
        links = answer.text.split('href="/entity/')[1:]
        targets = {link.partition('"')[0].partition("?")[0] for link in links}
        suffixes = (".ttl", ".jsonld", ".nt", ".rdf")
        assert {t for t in targets if not t.endswith(suffixes)} <= known


@pytest.mark.parametrize(
    ("media", "suffix", "form"),
    [
        ("text/turtle", "ttl", "turtle"),
        ("application/ld+json", "jsonld", "json-ld"),
        ("application/n-triples", "nt", "nt"),
        ("application/rdf+xml", "rdf", "xml"),
    ],
)
def test_the_same_comes_as_triples_by_header_or_suffix(
    client: httpx.Client, samples: Graph, act: Edge, media: str, suffix: str, form: str
) -> None:
    by_header = client.get(f"entity/{act.source}", headers={"accept": media})
    by_suffix = client.get(f"entity/{act.source}.{suffix}", headers=PAGE)
    assert by_header.headers["content-type"] == by_suffix.headers["content-type"] == media
    assert "Accept" in by_header.headers["vary"]
    assert by_header.content == by_suffix.content
    found = rdflib.Graph().parse(data=by_header.text, format=form)
    entity, statement = rdflib.URIRef(BASE + act.source), rdflib.URIRef(BASE + act.id)
    name = samples.entity(act.source).name
    assert name in {str(label) for label in found.objects(entity, rdflib.RDFS.label)}
    assert str(found.value(statement, WM.quote)) == act.properties["quote"]
    about = {e.id for e in samples.edges if act.source in (e.source, e.target)}
    told = {str(s).removeprefix(BASE) for s in found.subjects(rdflib.RDF.type, WM.Statement)}
    assert told == about


def test_a_statement_comes_alone(client: httpx.Client, act: Edge) -> None:
    turtle = client.get(f"entity/{act.id}.ttl").text
    found = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(list(found.subjects(rdflib.RDF.type, WM.Statement))) == 1
    page = client.get(f"entity/{act.id}", headers=PAGE).text
    assert escape(str(act.properties["quote"])) in page


@pytest.mark.parametrize("path", ["nothing", "department/", "department/x.ttl", "%00", "%2e%2e/x"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str, accept: str) -> None:
    answer = client.get(f"entity/{path}", headers={"accept": accept})
    assert answer.status_code == 404
    kind = "text/html" if accept == "text/html" else "application/problem+json"
    assert answer.headers["content-type"].startswith(kind)


def test_another_form_is_not_acceptable(client: httpx.Client, act: Edge) -> None:
    answer = client.get(f"entity/{act.source}", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["hint"]


@pytest.mark.parametrize("page", ["x", "-1", "1e3", "9" * 5000, "²"])
def test_a_page_that_is_no_number_is_told(client: httpx.Client, act: Edge, page: str) -> None:
    answer = client.get(f"entity/{act.source}?page={quote(page)}", headers=PAGE)
    assert answer.status_code == 400


def test_names_and_quotes_are_text_whatever_they_hold(site: Site) -> None:
    html = entity_page(site, ODD).html
    assert "</script>" not in html
    assert "<b>" not in html
    assert escape(ODD_QUOTE) in html


def test_an_entity_without_statements_says_so(site: Site) -> None:
    assert "没有关于它的陈述" in entity_page(site, LONELY).html


def test_a_letter_shows_what_was_read_from_it(site: Site, world: Graph) -> None:
    html = entity_page(site, REPLY_2023).html
    read = [e for e in world.edges if e.properties["reply"] == REPLY_2023]
    assert html.count('<li class="statement">') >= len(read) > 3
    assert "→" in html


def test_many_statements_are_divided_into_pages(world: Graph, site: Site) -> None:
    one = next(edge for edge in world.edges if edge.source == LEAD)
    many = [replace(one, id=f"statement/m{n}") for n in range(250)]
    large = Site(
        Graph.of(world.entities, [*world.edges, *many]), {}, site.map_file, title="题", lang="en"
    )
    total = len(large.statements_of(LEAD))
    shown = [entity_page(large, LEAD, n).html for n in (1, 2, 3)]
    assert [html.count('<li class="statement">') for html in shown] == [100, 100, total - 200]
    assert "page 2 of 3" in shown[1]
    assert f'rel="next" href="/entity/{LEAD}?page=3"' in shown[1]
    assert entity_page(large, LEAD, 99).html == shown[2]
