"""A whole graph has no violation; each fault is found by the rule that is for it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from wenmai.errors import UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.rdf import quads
from wenmai.graph.resolve import Refusal
from wenmai.graph.schema import schema
from wenmai.graph.validation import LEVELS, RULES, validate
from wenmai.project import Project
from world import CO, FAIR, LEAD, PLACE, PROPOSAL, REPLY_2021

BASE = schema().data_base
XSD = schema().namespaces["xsd"]
Triples = set[Triple]


def no_letter(reply: str) -> None:
    return None


def node(id: str) -> NamedNode:
    return NamedNode(BASE + id)


def term(curie: str) -> NamedNode:
    return NamedNode(schema().iri(curie))


def integer(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(f"{XSD}integer"))


def without(triples: Triples, subject: str, predicate: str) -> Triples:
    gone = {t for t in triples if t.subject == node(subject) and t.predicate == term(predicate)}
    assert gone
    return triples - gone


def changed(triples: Triples, subject: str, predicate: str, value: Literal | NamedNode) -> Triples:
    rest = without(triples, subject, predicate)
    return rest | {Triple(node(subject), term(predicate), value)}


def added(triples: Triples, subject: str, predicate: str, value: Literal | NamedNode) -> Triples:
    return triples | {Triple(node(subject), term(predicate), value)}


@pytest.fixture(scope="module")
def triples(world: Graph) -> Triples:
    return {quad.triple for quad in quads(world)}


def found(triples: Triples) -> set[tuple[str, str, str]]:
    return {(f.level, f.rule, f.item.removeprefix(BASE)) for f in validate(triples, no_letter)}


def test_the_hand_made_graph_breaks_no_rule(triples: Triples) -> None:
    assert found(triples) == {
        ("info", "date-given", "reply/2023"),
        ("info", "letter-at-hand", "reply/2021"),
        ("info", "letter-at-hand", "reply/2023"),
    }


def test_the_samples_break_no_rule_and_every_quote_stands_in_its_letter(sampled: Project) -> None:
    with sampled.ledger() as ledger:
        texts = {letter.id: letter.text for letter in ledger.letters()}
    findings = validate((quad.triple for quad in quads(sampled.graph)), texts.get)
    assert {finding.level for finding in findings} <= {"info"}
    assert not [finding for finding in findings if finding.rule == "letter-at-hand"]


FAULTS: dict[str, tuple[Callable[[Triples], Triples], tuple[str, str, str]]] = {
    "no name": (
        lambda t: without(t, LEAD, "rdfs:label"),
        ("violation", "name", LEAD),
    ),
    "two names": (
        lambda t: added(t, LEAD, "rdfs:label", Literal("局", language="zh-hans")),
        ("violation", "name", LEAD),
    ),
    "a name without language": (
        lambda t: changed(t, LEAD, "rdfs:label", Literal("局")),
        ("violation", "name", LEAD),
    ),
    "two spellings": (
        lambda t: added(t, LEAD, "rdfs:label", Literal("jú", language="zh-latn-pinyin")),
        ("violation", "labels", LEAD),
    ),
    "a name in another language": (
        lambda t: added(t, LEAD, "rdfs:label", Literal("bureau", language="en")),
        ("violation", "labels", LEAD),
    ),
    "no id": (lambda t: without(t, CO, "dcterms:identifier"), ("violation", "identifier", CO)),
    "an id of another": (
        lambda t: changed(t, CO, "dcterms:identifier", Literal("department/x")),
        ("violation", "identifier-in-iri", CO),
    ),
    "a year in words": (
        lambda t: changed(t, PROPOSAL, "wm:year", integer("二〇二一")),
        ("violation", "year", PROPOSAL),
    ),
    "a year as text": (
        lambda t: changed(t, PROPOSAL, "wm:year", Literal("2021")),
        ("violation", "year", PROPOSAL),
    ),
    "a year of another age": (
        lambda t: changed(t, PROPOSAL, "wm:year", integer("21")),
        ("warning", "year-plausible", PROPOSAL),
    ),
    "an unknown level": (
        lambda t: changed(t, PLACE, "wm:level", Literal("galaxy")),
        ("violation", "level", PLACE),
    ),
    "a number that is missing": (
        lambda t: without(t, PROPOSAL, "wm:number"),
        ("info", "number-given", PROPOSAL),
    ),
    "a property of nobody": (
        lambda t: added(t, PLACE, "wm:colour", Literal("red")),
        ("warning", "known-property", PLACE),
    ),
    "an act by an event": (
        lambda t: added(t, FAIR, "wm:builds", node(PLACE)),
        ("violation", "builds-from", FAIR),
    ),
    "a place as a proposal": (
        lambda t: added(t, LEAD, "wm:leads", node(PLACE)),
        ("violation", "leads-to", PLACE),
    ),
    "a triple without a statement": (
        lambda t: added(t, CO, "wm:leads", node(PROPOSAL)),
        ("violation", "statement", f"{BASE}{CO} {schema().term('leads')} {BASE}{PROPOSAL}"),
    ),
    "a statement without its triple": (
        lambda t: t - {Triple(node(CO), term("wm:coHandles"), node(PROPOSAL))},
        ("violation", "plain-triple", "statement/007"),
    ),
    "a statement without a quote": (
        lambda t: without(t, "statement/007", "wm:quote"),
        ("violation", "quote", "statement/007"),
    ),
    "a statement of no letter": (
        lambda t: changed(t, "statement/007", "prov:wasDerivedFrom", node(PLACE)),
        ("violation", "Statement-wasDerivedFrom", "statement/007"),
    ),
    "an end before the start": (
        lambda t: changed(t, "statement/007", "wm:end", integer("0")),
        ("violation", "start", "statement/007"),
    ),
    "more than sure": (
        lambda t: changed(
            t, "statement/007", "wm:confidence", Literal("1.5", datatype=term("xsd:double"))
        ),
        ("violation", "confidence", "statement/007"),
    ),
    "an act without a status": (
        lambda t: without(t, "statement/014", "wm:status"),
        ("violation", "action-status", "statement/014"),
    ),
    "a status of what is no act": (
        lambda t: added(t, "statement/007", "wm:status", term("wm:done")),
        ("violation", "action-status", "statement/007"),
    ),
    "an unknown status": (
        lambda t: changed(t, "statement/014", "wm:status", term("wm:dreamt")),
        ("violation", "status", "statement/014"),
    ),
    "another text than the hash says": (
        lambda t: added(t, REPLY_2021, "wm:text", Literal("另文")),
        ("violation", "text-hash", REPLY_2021),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_rule(triples: Triples, name: str) -> None:
    spoil, expected = FAULTS[name]
    spoilt = spoil(triples)
    item = (*expected[:2], expected[2].removeprefix(BASE))
    assert item not in found(triples)
    assert item in found(spoilt)


def test_a_quote_is_compared_with_the_letter_at_its_place(triples: Triples) -> None:
    statement = "statement/001"  # start 1, end 3, 原文
    good, moved = "一原文字", "一二原文"
    for text, broken in ((good, False), (moved, True)):
        texts = {REPLY_2021: text}
        rules = {(f.rule, f.item.removeprefix(BASE)) for f in validate(triples, texts.get)}
        assert (("quote-in-letter", statement) in rules) is broken


def test_a_text_in_the_file_goes_before_the_one_at_hand(triples: Triples) -> None:
    here = added(triples, REPLY_2021, "wm:text", Literal("一原文字"))
    findings = validate(here, {REPLY_2021: "全是别的字"}.get)
    assert ("quote-in-letter", BASE + "statement/001") not in {(f.rule, f.item) for f in findings}


def test_findings_come_by_level_rule_and_item_in_both_languages(triples: Triples) -> None:
    spoilt = without(changed(triples, PROPOSAL, "wm:year", integer("21")), LEAD, "rdfs:label")
    findings = validate(spoilt, no_letter)
    order = [(LEVELS.index(f.level), f.rule, f.item) for f in findings]
    assert order == sorted(order)
    assert [f.level for f in findings][:2] == ["violation", "warning"]
    assert all(f.zh and f.en.isascii() for f in findings if f.level != "violation")
    assert findings == validate(spoilt, no_letter)


def test_rules_of_our_own_speak_both_languages() -> None:
    for level, zh, en in RULES.values():
        assert level in LEVELS
        assert en.isascii()
        assert not zh.isascii()


def test_without_pyshacl_there_is_a_hint(triples: Triples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(UsageError) as caught:
        validate(triples, no_letter)
    assert "wenmai[validate]" in caught.value.hint


def test_a_refused_succession_is_listed_with_its_source(triples: Triples) -> None:
    refused = Refusal("reply/back", "letters/back.txt", "市建设局更名为市规划局")
    (told,) = (f for f in validate(triples, no_letter, [refused]) if f.rule == "succession-round")
    assert (told.level, told.item) == ("warning", BASE + "reply/back")
    assert told.en.endswith(": letters/back.txt: 市建设局更名为市规划局")
