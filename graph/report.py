"""A report as one page of HTML without a script, or as Markdown; neither needs a network.

It is made of answers. Every row leads to the statements that it rests on, which are listed at the
end with their letters and words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template

from .charts import Bar, Mark, bars, lanes
from .citations import Citation
from .schema import Labelled, schema

Cell = object
MOST_CITED = 60
"""References that a row shows; the rest are counted."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|]")


@dataclass(frozen=True, slots=True)
class Section:
    """An answer. ``total`` is how many rows there are, of which ``rows`` are the first.

    ``evidence`` has the ids of the statements behind each row. ``chart`` says what is drawn: a
    kind of `CHARTS`, or nothing.
    """

    name: str
    title: str
    counts: str
    caveat: str
    columns: Sequence[Labelled]
    rows: Sequence[Sequence[Cell]]
    evidence: Sequence[Sequence[str]]
    total: int
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says besides the answers, in the reader's language ``lang``."""

    lang: str
    title: str
    introduction: str
    evidence: str
    nothing: str
    cut: str
    """With {shown} and {total}."""
    more: str
    """With {count}: further references of a row."""


def html(sections: Sequence[Section], cite: Callable[[str], Citation], words: Words) -> str:
    """Return the page. ``cite`` gives the citation of a statement's id."""
    numbers: dict[str, int] = {}
    body = "".join(_section(section, numbers, words) for section in sections)
    references = "".join(
        f'<li id="e{number}"><q>{escape(c.quote)}</q> <cite>{escape(c.letter)}</cite>'
        f"<small>{escape(c.source)} · {escape(c.statement)}</small></li>"
        for id, number in numbers.items()
        for c in (cite(id),)
    )
    contents = "".join(
        f'<li><a href="#{s.name}">{escape(s.title)}</a> ({s.total})</li>' for s in sections
    )
    page = resources.files(__package__).joinpath("templates", "report.html").read_text("utf-8")
    return Template(page).substitute(
        lang=words.lang,
        title=escape(words.title),
        introduction=escape(words.introduction),
        contents=contents,
        sections=body,
        evidence=escape(words.evidence),
        references=references,
    )


def markdown(sections: Sequence[Section], cite: Callable[[str], Citation], words: Words) -> str:
    """Return the same as Markdown, with footnotes; charts are left out, their figures are not."""
    numbers: dict[str, int] = {}
    parts = [f"# {_plain(words.title)}", _plain(words.introduction)]
    for section in sections:
        parts.append(f"## {_plain(section.title)}")
        head = [_plain(column.label(words.lang)) for column in section.columns]
        lines = [f"| {' | '.join(head)} | |", f"|{' --- |' * (len(head) + 1)}"]
        for row, ids in zip(section.rows, section.evidence, strict=True):
            cells = (_plain(text) for text in _shown(section.columns, row, words.lang))
            notes = "".join(f"[^{_number(numbers, id)}]" for id in ids[:MOST_CITED])
            lines.append(f"| {' | '.join(cells)} | {notes} |")
        parts.append("\n".join(lines) if section.rows else _plain(words.nothing))
        parts += [_plain(text) for text in _remarks(section, words)]
    notes_text = [
        f"[^{number}]: “{_plain(c.quote)}” {_plain(c.letter)}, {_plain(c.source)}"
        for id, number in numbers.items()
        for c in (cite(id),)
    ]
    return "\n\n".join([*parts, *notes_text]) + "\n"


def _section(section: Section, numbers: dict[str, int], words: Words) -> str:
    head = "".join(f"<th>{escape(column.label(words.lang))}</th>" for column in section.columns)
    rows = []
    for n, (row, ids) in enumerate(zip(section.rows, section.evidence, strict=True), 1):
        cells = "".join(
            f"<td>{escape(text)}</td>" for text in _shown(section.columns, row, words.lang)
        )
        links = " ".join(
            f'<a href="#e{number}">{number}</a>'
            for number in (_number(numbers, id) for id in ids[:MOST_CITED])
        )
        more = len(ids) - MOST_CITED
        rest = f" {escape(words.more.format(count=more))}" if more > 0 else ""
        rows.append(f'<tr id="{section.name}-{n}">{cells}<td class="cited">{links}{rest}</td></tr>')
    table = f"<table><thead><tr>{head}<th></th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    chart = CHARTS[section.chart](section, words.lang) if section.chart else ""
    if chart:
        chart += _legend(words.lang)
    remarks = "".join(f"<p>{escape(text)}</p>" for text in _remarks(section, words))
    return (
        f'<section id="{section.name}"><h2>{escape(section.title)}</h2>{chart}'
        f"{table if rows else f'<p>{escape(words.nothing)}</p>'}{remarks}</section>"
    )


def _legend(lang: str) -> str:
    items = (
        f'<span class="{status.name}">●</span> {escape(status.label(lang))}'
        for status in schema().statuses.values()
    )
    return f'<p class="legend">{" ".join(items)}</p>'


def _remarks(section: Section, words: Words) -> list[str]:
    cut = words.cut.format(shown=len(section.rows), total=section.total)
    return [
        *([cut] if len(section.rows) < section.total else []),
        section.counts,
        *([section.caveat] if section.caveat else []),
    ]


def _number(numbers: dict[str, int], id: str) -> int:
    return numbers.setdefault(id, len(numbers) + 1)


def _shown(columns: Sequence[Labelled], row: Sequence[Cell], lang: str) -> list[str]:
    """Return cells as text, terms of the vocabulary by their labels."""
    terms: dict[str, Mapping[str, Labelled]] = {
        "status": schema().statuses,
        "predicate": schema().relations,
        "type": schema().entity_types,
        "level": schema().levels,
    }
    texts = []
    for column, cell in zip(columns, row, strict=True):
        term = terms.get(column.name, {}).get(str(cell))
        text = "" if cell is None else term.label(lang) if term else str(cell)
        texts.append({"True": "✓", "False": ""}.get(text, text))
    return texts


def _plain(text: str) -> str:
    one_line = " ".join(text.split())
    return _MARKUP.sub(lambda match: f"\\{match[0]}", one_line)


def _by_status(section: Section, lang: str) -> str:
    """Draw bars of a section with the columns year, planned, ongoing and done."""
    place = {column.name: n for n, column in enumerate(section.columns)}
    items = [
        Bar(
            str(row[place["year"]] or "–"),
            tuple(
                (status.name, int(str(row[place[status.name]])), status.label(lang))
                for status in schema().statuses.values()
            ),
            f"{section.name}-{n}",
        )
        for n, row in enumerate(section.rows, 1)
    ]
    return bars(section.title, items)


def _spans(section: Section, lang: str) -> str:
    """Draw what was promised in one year and done in another."""
    place = {column.name: n for n, column in enumerate(section.columns)}
    return lanes(
        section.title,
        [
            Mark(
                str(row[place["object"]]),
                int(str(row[place["promised_year"]])),
                int(str(row[place["done_year"]])),
                "done",
                f"{row[place['actor']]}: {row[place['object']]}",
                f"{section.name}-{n}",
            )
            for n, row in enumerate(section.rows, 1)
        ],
    )


def _dots(section: Section, lang: str) -> str:
    """Draw what has a year and a status: a lane a series, or an object."""
    place = {column.name: n for n, column in enumerate(section.columns)}
    lane = place["series" if "series" in place else "object"]
    event = place.get("event", lane)
    return lanes(
        section.title,
        [
            Mark(
                str(row[lane]),
                int(str(row[place["year"]])),
                None,
                str(row[place["status"]]),
                f"{row[event]}, {row[place['year']]}",
                f"{section.name}-{n}",
            )
            for n, row in enumerate(section.rows, 1)
            if row[place["year"]] is not None and row[place["status"]] is not None
        ],
    )


CHARTS: Mapping[str, Callable[[Section, str], str]] = {
    "by_status": _by_status,
    "spans": _spans,
    "dots": _dots,
}
