from __future__ import annotations

import pytest
from wenmai.graph.graph import Graph
from wenmai.queries.completion import Completion, Suggestion


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("cypher", "MATCH (d:Dep", Suggestion("Deputy", 3, "Deputy")),
        ("cypher", "MATCH (d:Depar", Suggestion("Department", 5, "Department")),
        ("cypher", "MATCH (d:部", Suggestion("Department", 1, "Department")),
        ("cypher", "MATCH (d)-[:主办", Suggestion("LEADS", 2, "leads")),
        ("cypher", "MATCH (d)-[:co_h", Suggestion("CO_HANDLES", 4, "co-handles")),
        ("cypher", "RETURN r.text_h", Suggestion("text_hash", 6, "text hash")),
        ("cypher", "mat", Suggestion("MATCH", 3, "MATCH")),
        ("sparql", "SELECT ?d { ?d a wm:Depar", Suggestion("wm:Department", 8, "Department")),
        ("sparql", "SELECT ?d { ?d 会办", Suggestion("wm:coHandles", 2, "co-handles")),
        ("sparql", "SELECT ?d { ?d wm:会办", Suggestion("wm:coHandles", 5, "co-handles")),
        ("sparql", "SELECT ?d { ?d wm:textH", Suggestion("wm:textHash", 8, "text hash")),
    ],
)
def test_terms_are_found_by_name_and_label(
    world: Graph, language: str, typed: str, first: Suggestion
) -> None:
    assert Completion(language, world).after(typed)[0] == first


def test_labels_are_in_the_readers_language(world: Graph) -> None:
    assert Completion("cypher", world).after("Depar", "zh") == [Suggestion("Department", 5, "部门")]


def test_names_are_offered_inside_a_string(world: Graph) -> None:
    completion = Completion("cypher", world)
    found = completion.after("MATCH (n {name: '示范博")
    assert Suggestion("示范博物馆", 3, "Institution") in found
    assert Suggestion("示范博物馆", 3, "Initiative") in found
    # After its end none is; and none that would end the string.
    assert completion.after("MATCH (n {name: '示范博'") == []
    assert all("'" not in s.text for s in completion.after("RETURN 'a"))


@pytest.mark.parametrize("typed", ["", "MATCH (n) ", "xyzzy", "'", "''"])
def test_nothing_to_suggest(world: Graph, typed: str) -> None:
    assert Completion("cypher", world).after(typed) == []
