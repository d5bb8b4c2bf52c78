"""Rows are flat and without nulls; what flows through cannot be changed on the way."""

from __future__ import annotations

import dataclasses

import pytest
from wenmai.graph.model import Edge, Entity, Header, Value
from wenmai.graph.schema import schema


def test_rows_leave_out_what_is_unknown_but_not_what_is_false_or_empty() -> None:
    properties: dict[str, Value] = {"aliases": [], "edition": 0, "year": None}
    assert Entity("event/1", "Event", "水乡节", properties).row() == {
        "id": "event/1", "name": "水乡节", "aliases": [], "edition": 0,
    }  # fmt: skip
    edge = Edge(
        "statement/1", "JOINS", "a", "Place", "b", "Institution",
        {"year": None, "quote": "", "start": 0, "actor_inferred": False},
    )  # fmt: skip
    assert edge.row() == {"id": "statement/1", "quote": "", "start": 0, "actor_inferred": False}


def test_nothing_is_known_of_a_header_until_it_is_read() -> None:
    unknown = {f.name for f in dataclasses.fields(Header) if getattr(Header(), f.name) is None}
    assert unknown == {
        "title", "assembly", "year", "proposer_count", "lead_department", "document_number",
        "date", "jurisdiction",
    }  # fmt: skip


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Header().year = 2021  # type: ignore[misc]


def test_what_an_edge_carries_is_in_the_vocabulary() -> None:
    assert set(schema().edge_properties) == {
        "id", "status", "year", "reply", "quote", "start", "end", "confidence", "actor_inferred",
        "date",
    }  # fmt: skip
