"""The lists that the rules are made of."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from wenmai.errors import DataError
from wenmai.graph.schema import schema
from wenmai.loaders.wordlists import alternation, mapping, table, words

COLUMNS = {
    file.name: file.read_text("utf-8").splitlines()
    for file in resources.files("wenmai.loaders").joinpath("lexicon").iterdir()
    if file.name.endswith(".tsv")
}


MONEY_AND_TITLES = {"FUNDS", "RECEIVES"}
"""Actions that no verb of the list makes: sums of money and titles have rules of their own."""


def width(name: str) -> int:
    """Return how many columns the last line of a list's header names."""
    header = [line for line in COLUMNS[name] if line.startswith("#")]
    return header[-1].count("\t") + 1


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_list_has_the_columns_that_its_header_names(name: str) -> None:
    assert table(name, width(name))


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_no_row_stands_twice(name: str) -> None:
    rows = table(name, width(name))
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_list_says_where_it_comes_from(name: str) -> None:
    assert any(line.startswith("# Source: ") for line in COLUMNS[name])


def test_a_row_of_another_width_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match=r"heads\.tsv line \d+: 2 fields, expected 3"):
        table("heads.tsv", 3)


def test_heads_are_of_types_that_the_schema_has() -> None:
    assert set(mapping("heads.tsv").values()) <= schema().entity_types.keys()


def test_triggers_are_of_actions_and_sides_that_are_known() -> None:
    rows = table("triggers.tsv", width("triggers.tsv"))
    assert {row[1] for row in rows} == set(schema().actions) - MONEY_AND_TITLES
    assert {row[2] for row in rows} == {"before", "after", "with"}


def test_a_list_is_read_once() -> None:
    assert table("heads.tsv", 2) is table("heads.tsv", 2)


def test_one_column_is_a_list_of_words() -> None:
    assert "京津冀" in words("regions.tsv")


def test_of_words_that_begin_alike_the_longest_matches() -> None:
    pattern = re.compile(alternation(["馆", "博物馆", "博物", "馆"]))
    assert pattern.findall("博物馆和馆") == ["博物馆", "馆"]


def test_marks_in_words_are_taken_literally() -> None:
    assert re.fullmatch(alternation(["a.b", "(c"]), "axb") is None
    assert re.fullmatch(alternation(["a.b", "(c"]), "(c")
