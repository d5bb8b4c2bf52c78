"""Mentions of one thing meet in one entity, whatever the order of letters, and no others do."""

from __future__ import annotations

import itertools

import pytest
from letters import letter
from wenmai.graph import ids
from wenmai.graph.model import Entity, ProposalRef, Reading, Value
from wenmai.graph.resolve import Resolution, resolve
from wenmai.graph.schema import schema

YUECHENG, KEQIAO, SHAOXING = "浙江省绍兴市越城区", "浙江省绍兴市柯桥区", "浙江省绍兴市"
SESSION = "区九届人大五次会议"


def answer(
    source: str,
    *named: tuple[str, str],
    jurisdiction: str = YUECHENG,
    year: int = 2021,
    number: str = "31",
    title: str = "关于戏曲进校园的建议",
    assembly: str = SESSION,
) -> Reading:
    """A letter that answers one proposal; ``named`` follow its five own mentions."""
    return letter(
        jurisdiction,
        year,
        ("Reply", "答复"),
        ("Proposal", title),
        ("Assembly", assembly),
        ("Deputy", "李一"),
        ("Department", "区教育局"),
        *named,
        facts=((0, "ANSWERS", 1), (1, "RAISED_AT", 2), (3, "SUBMITTED", 1), (4, "LEADS", 1)),
        source=source,
        title="答复",
        proposals=(ProposalRef("建议", number, title),),
        assembly=assembly,
        lead_department="区教育局",
    )


def entities(resolution: Resolution, kind: str) -> list[Entity]:
    return [entity for entity in resolution.entities if entity.type == kind]


def names(resolution: Resolution, kind: str) -> list[str]:
    return sorted(entity.name for entity in entities(resolution, kind))


def one(resolution: Resolution, kind: str) -> Entity:
    (entity,) = entities(resolution, kind)
    return entity


def rows(resolution: Resolution) -> list[tuple[str, dict[str, Value]]]:
    nodes = [(entity.type, entity.row()) for entity in resolution.entities]
    return nodes + [(edge.predicate, edge.row()) for edge in resolution.edges]


def test_one_office_by_all_its_names() -> None:
    resolution = resolve(
        [
            letter(YUECHENG, 2020, ("Department", "区教育局"), source="a"),
            letter(YUECHENG, 2023, ("Department", "越城区教育局"), source="b"),
            letter(SHAOXING, 2022, ("Department", "绍兴市越城区教育局"), source="c"),
            letter("", None, ("Department", "浙江省绍兴市越城区教育局"), source="d"),
        ]
    )
    office = one(resolution, "Department")
    assert office.name == "绍兴市越城区教育局"
    assert office.properties == {
        "aliases": ["区教育局", "浙江省绍兴市越城区教育局", "越城区教育局"],
        "first_year": 2020,
        "last_year": 2023,
        "place": YUECHENG,
        "level": "county",
    }


def test_the_same_words_in_two_districts_are_two_offices() -> None:
    resolution = resolve(
        [
            letter(YUECHENG, 2020, ("Department", "区教育局"), ("Department", "市教育局")),
            letter(KEQIAO, 2020, ("Department", "区教育局"), ("Department", "市教育局")),
        ]
    )
    assert names(resolution, "Department") == [
        "绍兴市教育局", "绍兴市柯桥区教育局", "绍兴市越城区教育局",
    ]  # fmt: skip


def test_an_office_says_why_it_is_that_one() -> None:
    mentions = [("Department", n) for n in ("市教育局", "文旅部", "省教育厅", "司法局", "司法厅")]
    reading = letter(YUECHENG, 2020, *mentions)
    links = resolve([reading]).links
    assert [links[mention.id].rule for mention in reading.mentions] == [
        "relative", "abbreviation", "relative", "jurisdiction", "level",
    ]  # fmt: skip


def test_we_are_the_lead_department() -> None:
    reading = answer("a", ("Department", "我局"), ("Place", "我区"))
    resolution = resolve([reading])
    office = one(resolution, "Department")
    assert office.name == "绍兴市越城区教育局"
    assert office.properties["aliases"] == ["区教育局", "我局"]
    assert resolution.links[reading.mentions[5].id].rule == "writer"
    assert one(resolution, "Place").name == YUECHENG


def test_we_are_not_an_office_of_another_kind() -> None:
    resolution = resolve([answer("a", ("Department", "我委"))])
    assert names(resolution, "Department") == ["我委", "绍兴市越城区教育局"]


def test_in_a_co_handlers_opinion_we_are_the_co_handler() -> None:
    reading = letter(
        YUECHENG,
        2021,
        ("Proposal", "关于戏曲进校园的建议"),
        ("Department", "区教育局"),
        ("Department", "区司法局"),
        ("Department", "我局"),
        facts=((1, "LEADS", 0), (2, "CO_HANDLES", 0)),
        title="关于第31号建议的会办意见",
        lead_department="区教育局",
        co_departments=("区司法局",),
    )
    links = resolve([reading]).links
    _, lead, co, we = (links[mention.id].entity for mention in reading.mentions)
    assert we == co != lead


def test_we_stay_apart_where_no_letter_tells() -> None:
    resolution = resolve(
        [letter(YUECHENG, 2020 + i, ("Department", "我局"), source=f"{i}") for i in range(2)]
    )
    assert names(resolution, "Department") == ["我局", "我局"]


def test_official_numbers_make_one_proposal_of_two_letters() -> None:
    resolution = resolve(
        [
            answer("a"),
            answer(
                "b",
                jurisdiction=SHAOXING,
                number="第０３１号",
                assembly="绍兴市越城区第九届人民代表大会第五次会议",
            ),
        ]
    )
    proposal = one(resolution, "Proposal")
    assert proposal.id == "proposal/330602-npc-9-5/31"
    assert proposal.properties["number"] == "31"
    assert proposal.properties["kind"] == "建议"
    assembly = one(resolution, "Assembly")
    assert assembly.id == "assembly/330602-npc-9-5"
    assert assembly.name == "绍兴市越城区第九届人民代表大会第五次会议"
    assert {k: assembly.properties[k] for k in ("body", "place", "term", "session", "year")} == {
        "body": "npc", "place": YUECHENG, "term": 9, "session": 5, "year": 2021,
    }  # fmt: skip
    assert one(resolution, "Deputy").properties["assembly"] == ("绍兴市越城区第九届人民代表大会")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"number": "32"}),
        ({}, {"assembly": "区九届人大四次会议"}),
        ({}, {"assembly": "区政协九届五次会议"}),
        ({}, {"assembly": "市九届人大五次会议"}),
        ({"number": ""}, {"number": ""}),
        ({"assembly": "区九届人大"}, {"assembly": "区九届人大"}),
        ({"assembly": "大会"}, {"assembly": "大会"}),
    ],
)
def test_proposals_are_two_where_numbers_differ_or_are_missing(
    first: dict[str, str], second: dict[str, str]
) -> None:
    resolution = resolve([answer("a", **first), answer("b", **second)])  # type: ignore[arg-type]
    assert len(entities(resolution, "Proposal")) == 2


def test_motions_are_counted_on_their_own() -> None:
    motion = letter(
        YUECHENG,
        2021,
        ("Proposal", "关于戏曲立法的议案"),
        ("Assembly", SESSION),
        proposals=(ProposalRef("议案", "31", "关于戏曲立法的议案"),),
    )
    assert len(entities(resolve([answer("a"), motion]), "Proposal")) == 2


def test_each_of_several_proposals_has_its_own_number() -> None:
    reading = letter(
        YUECHENG,
        2021,
        ("Proposal", "关于甲的建议"),
        ("Proposal", "关于乙的建议"),
        ("Assembly", SESSION),
        proposals=(
            ProposalRef("建议", "7", "关于甲的建议"),
            ProposalRef("建议", "8", "关于乙的建议"),
        ),
    )
    found = {e.name: e.properties["number"] for e in entities(resolve([reading]), "Proposal")}
    assert found == {"关于甲的建议": "7", "关于乙的建议": "8"}


def test_deputies_of_one_name_are_one_only_within_a_term() -> None:
    same_term = resolve([answer("a"), answer("b", assembly="区九届人大三次会议", number="5")])
    assert len(entities(same_term, "Deputy")) == 1
    other_term = resolve([answer("a"), answer("b", assembly="区八届人大三次会议", number="5")])
    assert len(entities(other_term, "Deputy")) == 2


def test_a_national_session() -> None:
    reading = answer("a", jurisdiction="", assembly="十三届全国人大三次会议", number="7")
    assembly = one(resolve([reading]), "Assembly")
    assert assembly.id == "assembly/cn-npc-13-3"
    assert assembly.name == "第十三届全国人民代表大会第三次会议"


def test_editions_belong_to_a_series() -> None:
    early = letter(SHAOXING, 2020, ("Event", "第十六届文博会"), source="a")
    late = letter(
        YUECHENG, 2021, ("Event", "第17届文博会"), ("Event", "2021年水乡读书月"), source="b"
    )
    resolution = resolve([late, early])
    events = {e.name: e.properties for e in entities(resolution, "Event")}
    assert {(name, p.get("edition"), p.get("year")) for name, p in events.items()} == {
        ("第十六届文博会", 16, 2020), ("第17届文博会", 17, 2021), ("2021年水乡读书月", None, 2021),
    }  # fmt: skip
    assert names(resolution, "EventSeries") == ["中国（深圳）国际文化产业博览交易会", "水乡读书月"]
    by_id = {entity.id: entity for entity in resolution.entities}
    ends = {
        (by_id[e.source].name, by_id[e.target].name, e.properties["quote"], e.properties["year"])
        for e in resolution.edges
        if e.predicate == "EDITION_OF"
    }
    fair = "中国（深圳）国际文化产业博览交易会"
    assert ends == {
        ("第十六届文博会", fair, "第十六届文博会", 2020),
        ("第17届文博会", fair, "第17届文博会", 2021),
        ("2021年水乡读书月", "水乡读书月", "2021年水乡读书月", 2021),
    }


def test_an_edition_by_number_is_one_with_and_without_its_year() -> None:
    reading = letter(SHAOXING, 2023, ("Event", "2020年第十六届文博会"), ("Event", "第16届文博会"))
    event = one(resolve([reading]), "Event")
    assert event.name == "2020年第十六届文博会"
    assert (event.properties["edition"], event.properties["year"]) == (16, 2020)


def test_plans_have_their_years_and_level() -> None:
    reading = letter(
        YUECHENG, 2021, ("Plan", "越城区戏曲发展“十四五”规划"), ("Plan", "戏曲振兴办法（修订）")
    )
    found = {e.name: e.properties for e in entities(resolve([reading]), "Plan")}
    plan = found["绍兴市越城区戏曲发展“十四五”规划"]
    assert (plan["start_year"], plan["end_year"], plan["level"]) == (2021, 2025, "county")
    assert found["戏曲振兴办法（修订）"]["level"] is None


def test_a_bare_plan_is_the_one_before_it() -> None:
    reading = letter(YUECHENG, 2021, ("Plan", "戏曲扶持管理办法（试行）"), ("Plan", "管理办法"))
    resolution = resolve([reading])
    plan = one(resolution, "Plan")
    assert (plan.name, plan.properties["aliases"]) == ("戏曲扶持管理办法（试行）", ["管理办法"])
    assert resolution.links[reading.mentions[1].id].rule == "reference"


def test_a_bare_plan_is_no_ones_where_two_could_be_meant() -> None:
    two = letter(
        YUECHENG, 2021, ("Plan", "戏曲管理办法"), ("Plan", "书房管理办法"), ("Plan", "管理办法")
    )
    other = letter(YUECHENG, 2022, ("Plan", "管理办法"), source="b")
    assert len(entities(resolve([two, other]), "Plan")) == 4


def test_places_lie_in_places_and_offices_in_places_if_these_are_mentioned() -> None:
    first = letter(YUECHENG, 2020, ("Place", "越城区"), ("Department", "区教育局"), source="a")
    alone = resolve([first])
    assert [edge.predicate for edge in alone.edges] == ["LOCATED_IN"]
    place = one(alone, "Place")
    assert (place.id, place.properties["code"], place.properties["level"]) == (
        "place/330602", "330602", "county",
    )  # fmt: skip
    province = letter("浙江省", 2021, ("Place", "浙江"), source="b")
    wider = resolve([first, province])
    assert {(e.predicate, e.source_type, e.target) for e in wider.edges} == {
        ("LOCATED_IN", "Department", "place/330602"),
        ("PART_OF", "Place", "place/330000"),
    }
    city = letter(SHAOXING, 2022, ("Place", "我市"), source="c")
    assert {(e.source, e.target) for e in resolve([first, province, city]).edges} >= {
        ("place/330602", "place/330600"),
        ("place/330600", "place/330000"),
    }


def test_the_first_mention_is_the_evidence_of_structure() -> None:
    late = letter(YUECHENG, 2022, ("Event", "第二届水乡节"), source="late")
    early = letter(YUECHENG, 2019, ("Event", "第二届水乡节"), source="early")
    undated = letter(YUECHENG, None, ("Event", "第二届水乡节"), source="undated")
    (before,) = resolve([late, undated]).edges
    (after,) = resolve([late, undated, early]).edges
    assert (before.properties["reply"], after.properties["reply"]) == (
        late.letter.id, early.letter.id,
    )  # fmt: skip
    assert before.id == after.id


LETTERS = (
    answer("a", ("Event", "第五届水乡节"), ("Department", "区文广旅游局"), ("Place", "越城")),
    answer(
        "b", ("Event", "第5届“水乡节”"), ("Department", "绍兴市越城区文化广电旅游局"), number="8"
    ),
    answer("c", ("Event", "水乡节"), ("Place", "绍兴市"), jurisdiction=KEQIAO, year=2019),
    letter("", 2023, ("Plan", "文化法（草案）"), ("Place", "俄罗斯", "country"), source="d"),
)


def test_the_order_of_letters_does_not_show() -> None:
    expected = rows(resolve(LETTERS))
    for order in itertools.permutations(LETTERS):
        assert rows(resolve(order)) == expected


def test_ids_stay_when_letters_are_added() -> None:
    for i in range(1, len(LETTERS)):
        fewer, more = resolve(LETTERS[:i]), resolve(LETTERS)
        for mention, link in fewer.links.items():
            assert more.links[mention] == link
        assert {e.id for e in fewer.entities} <= {e.id for e in more.entities}


def test_every_entity_has_the_properties_of_its_type_and_no_others() -> None:
    for entity in resolve(LETTERS).entities:
        known = schema().entity_types[entity.type].properties
        assert set(entity.row()) - {"id"} <= set(known)
        assert entity.row()["aliases"] is not None
        assert entity.name not in entity.properties["aliases"]  # type: ignore[operator]


def test_a_reply_tells_where_it_comes_from() -> None:
    reading = answer("letters/a.txt")
    reply = one(resolve([reading]), "Reply")
    assert reply.id == reading.letter.id
    assert reply.properties["source"] == "letters/a.txt"
    assert reply.properties["text_hash"] == ids.text_hash(reading.letter.text)
    assert reply.properties["title"] == "答复"
