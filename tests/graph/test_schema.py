"""The vocabulary is whole, and a faulty one is refused with the reason."""

from __future__ import annotations

from importlib import resources

import pytest
from wenmai.errors import DataError
from wenmai.graph.schema import camel, parse, schema

TEXT = resources.files("wenmai.graph").joinpath("schema.yml").read_text("utf-8")


def test_the_types_and_relations_of_the_design() -> None:
    assert set(schema().entity_types) == {
        "Deputy", "Proposal", "Reply", "Assembly", "Department", "Institution", "Event",
        "EventSeries", "Plan", "Initiative", "Place", "Theme",
    }  # fmt: skip
    assert set(schema().actions) == {
        "ORGANISES", "PARTICIPATES_IN", "ISSUES", "FOLLOWS", "BUILDS", "ESTABLISHES", "JOINS",
        "COOPERATES_WITH", "ATTRACTS", "FUNDS", "RECEIVES",
    }  # fmt: skip
    assert {name for name, r in schema().relations.items() if r.symmetric} == {
        "JOINS", "COOPERATES_WITH",
    }  # fmt: skip
    assert set(schema().hubs) == {"Place", "Theme", "Assembly"}
    assert list(schema().statuses) == ["done", "ongoing", "planned"]


def test_everything_has_labels_in_both_languages() -> None:
    terms = schema()
    kinds = terms.entity_types.values()
    labelled = [*kinds, *terms.relations.values(), *terms.statuses.values()]
    labelled += [*terms.levels.values(), *terms.edge_properties.values()]
    labelled += [p for kind in kinds for p in kind.properties.values()]
    for term in labelled:
        assert term.label("zh"), term.name
        assert term.label("en").isascii(), term.name
    for kind in kinds:
        assert kind.definition["zh"].endswith("。")
        assert kind.definition["en"].endswith(".")


def test_labels_and_colours_tell_types_apart() -> None:
    kinds = schema().entity_types.values()
    for values in ({k.colour for k in kinds}, {k.zh for k in kinds}, {k.en for k in kinds}):
        assert len(values) == len(kinds)


def test_every_type_has_the_common_properties_first() -> None:
    for kind in schema().entity_types.values():
        assert list(kind.properties)[:4] == ["name", "aliases", "first_year", "last_year"]


def test_domain_and_range() -> None:
    mentions, answers = schema().relations["MENTIONS"], schema().relations["ANSWERS"]
    assert mentions.allows("Reply", "Theme")
    assert not mentions.allows("Theme", "Reply")
    assert answers.allows("Reply", "Proposal")
    assert not answers.allows("Proposal", "Reply")


def test_iris() -> None:
    assert schema().iri("prov:Plan") == "http://www.w3.org/ns/prov#Plan"
    assert schema().term("Deputy") == "https://w3id.org/wenmai/ns#Deputy"
    assert schema().relations["CO_HANDLES"].term == "coHandles"
    assert schema().entity_types["Reply"].properties["text_hash"].term == "textHash"
    assert camel("year") == "year"
    with pytest.raises(KeyError):
        schema().iri("nowhere:Plan")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"#b5484f"', '"red"', "Deputy: colour 'red'"),
        ('"foaf:Agent"', '"nowhere:Agent"', "unknown prefix in nowhere:Agent"),
        ("to: [Theme]", "to: [Topic]", r"ABOUT: unknown entity types \['Topic'\]"),
        ("edition: {type: integer", "edition: {type: ordinal", "Event.edition: type ordinal"),
        ("  ABOUT:", "  Theme:", "names used for an entity type and a relation"),
        ("relations:\n", "links:\n", "cannot be used"),
        ("version: 1", "version: [", "cannot be used"),
        ("zh: 代表委员", "name: 代表委员", "cannot be used"),
    ],
)
def test_a_faulty_vocabulary_is_refused(old: str, new: str, reason: str) -> None:
    assert old in TEXT
    with pytest.raises(DataError, match=reason):
        parse(TEXT.replace(old, new))


def test_everything_is_defined_in_both_languages() -> None:
    terms = schema()
    kinds = terms.entity_types.values()
    defined = [*kinds, *terms.relations.values(), *terms.statuses.values()]
    defined += [*terms.levels.values(), *terms.rdf_terms.values()]
    defined += terms.edge_properties.values()
    defined += [p for kind in kinds for p in kind.properties.values()]
    for term in defined:
        assert term.definition["zh"].endswith("。"), term.name
        assert term.definition["en"].endswith("."), term.name
        assert term.definition["en"].isascii(), term.name


def test_one_rdf_term_means_one_thing() -> None:
    old, new = (
        "  date: *date",
        "  date: {type: date, zh: 别的, en: other, definition: {zh: 。, en: .}}",
    )
    assert old in TEXT
    with pytest.raises(DataError, match="wm:date means two things"):
        parse(TEXT.replace(old, new))


def test_a_term_without_a_definition_is_refused() -> None:
    old = "    definition: {zh: 位于该地方。, en: Lies in the place.}}"
    assert old in TEXT
    with pytest.raises(DataError, match="cannot be used"):
        parse(TEXT.replace(old, "    }"))


def test_letters_are_known_by_their_scope() -> None:
    assert schema().letters == ("Reply",)
