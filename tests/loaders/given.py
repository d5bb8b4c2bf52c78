"""Small letters made up for one test each, and what was read from them, easy to compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wenmai.graph.model import Reading
from wenmai.loaders.extract import extract
from wenmai.loaders.reading import read

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
GOLD = ROOT / "tests" / "samples_gold"
SHARED = ROOT.parent / "shared"
"""Beside the repository, where there is one: letters and gold that are not published with it."""

WRITER = "宜春市文化广电旅游局"
RECEIPT = "您在市五届人大三次会议上提出的《关于办好灯彩文化的建议》（第87号）收悉。"


def letter(
    *paragraphs: str,
    writer: str = WRITER,
    greeting: str = "卢知远代表：",
    receipt: str = RECEIPT,
    after: str = "现答复如下：",
    date: str = "2022年6月9日",
) -> str:
    """Return a reply of ``writer`` whose body is the paragraphs; its parts can be exchanged."""
    return "\n".join([greeting, receipt + after, *paragraphs, "", writer, date])


def reading(text: str) -> Reading:
    """Return the only letter of a text."""
    (found,) = read(text, "letter.txt")
    return found


def extracted(text: str) -> dict[str, Any]:
    """Return the only letter of a text as it is printed."""
    return extract(reading(text))


def header(text: str) -> dict[str, Any]:
    """Return what the only letter of a text says about itself."""
    fields: dict[str, Any] = extracted(text)["letter"]
    return fields


def named(*paragraphs: str, **parts: str) -> set[tuple[str, str]]:
    """Return the (type, name) pairs of a letter's body, without its addressee and its writer."""
    apart = {parts.get("writer", WRITER)}
    return {
        (entity["type"], entity["name"])
        for entity in extracted(letter(*paragraphs, **parts))["entities"]
        if entity["type"] != "Deputy" and entity["name"] not in apart
    }


def acts(*paragraphs: str, **parts: str) -> list[dict[str, Any]]:
    """Return the actions of a letter with these paragraphs, in order."""
    found: list[dict[str, Any]] = extracted(letter(*paragraphs, **parts))["actions"]
    return found


def pairs(*paragraphs: str, **parts: str) -> set[tuple[str, str]]:
    """Return the (predicate, object) pairs of a letter with these paragraphs."""
    return {(act["predicate"], act["object"]) for act in acts(*paragraphs, **parts)}


def act(*paragraphs: str, **parts: str) -> dict[str, Any]:
    """Return the only action of a letter with these paragraphs."""
    (found,) = acts(*paragraphs, **parts)
    return found
