"""Small charts as SVG, without a script. Colours are those of the page that they stand in.

Every mark is a link, so that a figure leads to what it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 720
_LABELS = 210
"""Pixels for the names of lanes, and so for as many characters as fit."""
_CHARACTERS = 16
_LANE = 18
_HEIGHT = 160
_FOOT = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: parts of (class, value, what it is), from below, all leading to ``link``."""

    label: str
    parts: tuple[tuple[str, int, str], ...]
    link: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a lane, at ``start``, or from there to ``end``; ``kind`` is its class."""

    lane: str
    start: int
    end: int | None
    kind: str
    title: str
    link: str


def bars(title: str, items: Sequence[Bar]) -> str:
    """Return stacked bars, or nothing if there is nothing to show."""
    top = max((sum(value for _, value, _ in bar.parts) for bar in items), default=0)
    if not top:
        return ""
    step = WIDTH / len(items)
    shapes = []
    for n, bar in enumerate(items):
        x, y = n * step + step * 0.15, float(_HEIGHT)
        for kind, value, meaning in bar.parts:
            height = value / top * (_HEIGHT - 10)
            y -= height
            if value:
                shape = (
                    f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}"'
                    f' height="{height:.1f}"/>'
                )
                shapes.append(_link(bar.link, f"{bar.label}: {meaning} {value}", shape))
        middle = n * step + step / 2
        shapes.append(
            f'<text class="middle" x="{middle:.1f}" y="{_HEIGHT + 16}">{escape(bar.label)}</text>'
        )
    return _svg(title, _HEIGHT + _FOOT, shapes)


def lanes(title: str, marks: Sequence[Mark]) -> str:
    """Return marks over years, one lane a name in the order of the marks."""
    if not marks:
        return ""
    rows = {name: n for n, name in enumerate(dict.fromkeys(mark.lane for mark in marks))}
    first = min(mark.start for mark in marks)
    last = max(mark.end or mark.start for mark in marks)
    room = (WIDTH - _LABELS - 24) / max(1, last - first)
    foot = len(rows) * _LANE + 6

    def x(year: int) -> float:
        return _LABELS + 10 + (year - first) * room

    shapes = []
    every = max(1, round((last - first) / 12))
    for year in range(first, last + 1, every):
        shapes.append(
            f'<line class="grid" x1="{x(year):.1f}" y1="0" x2="{x(year):.1f}" y2="{foot}"/>'
        )
        shapes.append(f'<text class="middle" x="{x(year):.1f}" y="{foot + 14}">{year}</text>')
    for name, n in rows.items():
        short = name if len(name) <= _CHARACTERS else f"{name[: _CHARACTERS - 1]}…"
        shapes.append(
            f'<text x="0" y="{n * _LANE + 13}">{escape(short)}<title>{escape(name)}</title></text>'
        )
    for mark in marks:
        y = rows[mark.lane] * _LANE + 9
        shape = f'<circle class="{mark.kind}" cx="{x(mark.start):.1f}" cy="{y}" r="5"/>'
        if mark.end is not None:
            shape = (
                f'<line class="span" x1="{x(mark.start):.1f}" y1="{y}" x2="{x(mark.end):.1f}"'
                f' y2="{y}"/>'
                f'<circle class="planned" cx="{x(mark.start):.1f}" cy="{y}" r="4"/>'
                f'<circle class="{mark.kind}" cx="{x(mark.end):.1f}" cy="{y}" r="5"/>'
            )
        shapes.append(_link(mark.link, mark.title, shape))
    return _svg(title, foot + _FOOT, shapes)


def _link(target: str, title: str, shape: str) -> str:
    return f'<a href="#{escape(target)}"><title>{escape(title)}</title>{shape}</a>'


def _svg(title: str, height: int, shapes: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}"><title>{escape(title)}</title>'
        f"{''.join(shapes)}</svg>"
    )
