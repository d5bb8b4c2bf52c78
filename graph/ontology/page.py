"""The page of the ontology: every term with its labels, definitions, domain and range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from ..rdf import DATATYPES, STATEMENT
from ..schema import Defined, schema
from .terms import ENTITY, STATUS, own_properties
from .writing import address

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wenmai ontology · 文脉本体</title>
<link rel="alternate" type="text/turtle" href="ontology.ttl">
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid; padding: .5rem 0 }
h3 { margin: .5rem 0 0 }
dl { display: grid; grid-template-columns: 8rem 1fr; margin: .5rem 0; gap: .2rem 1rem }
dd { margin: 0 }
code { font-size: .9em }
</style>
</head>
<body>
"""


def page() -> str:
    """Return the page, one file without scripts. Equal vocabularies give equal text."""
    terms = schema()
    groups = [
        ("classes", "Classes · 类", _classes()),
        ("relations", "Relations · 关系", _relations()),
        ("properties", "Properties · 属性", _properties()),
        (
            "statuses",
            "Statuses · 状态",
            (_term(s, s.name, [("type", [_link(STATUS)])]) for s in terms.statuses.values()),
        ),
    ]
    contents = " · ".join(f'<a href="#{id}">{escape(title)}</a>' for id, title, _ in groups)
    body = "".join(
        f'<h2 id="{id}">{escape(title)}</h2>\n{"".join(sections)}' for id, title, sections in groups
    )
    namespace = escape(terms.namespaces["wm"])
    return (
        f"{_HEAD}<h1>wenmai ontology · 文脉本体</h1>\n"
        f"<p>Version {terms.version} of <code>{escape(address())}</code>, prefix <code>wm:</code>"
        f" for <code>{namespace}</code>.\n"
        'Files: <a href="ontology.ttl">ontology</a>, <a href="shapes.ttl">SHACL shapes</a>,'
        ' <a href="context.jsonld">JSON-LD context</a>.</p>\n'
        "<p>A plain triple means that some letter reports it, whatever its status. Beside it stands"
        f" a {_link(STATEMENT)} with the words it rests on.</p>\n"
        f"<p>{contents}</p>\n{body}</body>\n</html>\n"
    )


def _classes() -> Iterator[str]:
    terms = schema()
    for name in (ENTITY, STATEMENT, STATUS):
        above = ["<code>rdf:Statement</code>"] if name == STATEMENT else []
        yield _term(terms.rdf_terms[name], name, [("subclass of", above)])
    for kind in terms.entity_types.values():
        near = [f"<code>{curie}</code>" for curie in kind.close_match]
        above = [_link(ENTITY), *(f"<code>{curie}</code>" for curie in kind.subclass_of)]
        yield _term(kind, kind.name, [("subclass of", above), ("close match", near)])


def _relations() -> Iterator[str]:
    for relation in schema().relations.values():
        ends = [("from", _links(relation.domain)), ("to", _links(relation.range))]
        both_ways = ["stored one way, asked both ways"] if relation.symmetric else []
        yield _term(relation, relation.term, [*ends, ("note", both_ways)])


def _properties() -> Iterator[str]:
    for term, (item, owners) in own_properties().items():
        value = _link(STATUS) if item.name == "status" else f"<code>{DATATYPES[item.type]}</code>"
        levels = [f"{x.name} ({x.zh})" for x in schema().levels.values()]
        values = ("one of", list(map(escape, levels)) if item.name == "level" else [])
        yield _term(item, term, [("of", _links(owners)), ("value", [value]), values])
    for name in ("text", "record", "decisions"):
        yield _term(schema().rdf_terms[name], name, [])


def _links(names: Iterable[str]) -> list[str]:
    chosen = set(names)
    every = schema().entity_types.keys()
    if chosen >= every:
        return [_link(ENTITY), *map(_link, sorted(chosen - every))]
    return [_link(name) for name in (*every, STATEMENT) if name in chosen]


def _link(name: str) -> str:
    return f'<a href="#{name}"><code>wm:{name}</code></a>'


def _term(term: Defined, local: str, facts: list[tuple[str, list[str]]]) -> str:
    rows = "".join(
        f"<dt>{name}</dt><dd>{', '.join(values)}</dd>\n" for name, values in facts if values
    )
    return (
        f'<section id="{local}">\n<h3><code>wm:{local}</code> {escape(term.en)} ·'
        f' <span lang="zh-Hans">{escape(term.zh)}</span></h3>\n'
        f"<p>{escape(term.definition['en'])}<br>\n"
        f'<span lang="zh-Hans">{escape(term.definition["zh"])}</span></p>\n'
        f"<dl>\n{rows}</dl>\n</section>\n"
    )
