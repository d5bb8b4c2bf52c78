"""A resolver that grows is, at each step, what resolving everything anew would give."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from letters import letter
from wenmai.graph.decisions import Decision, Kind
from wenmai.graph.model import Entity, Reading, Value
from wenmai.graph.resolve import Resolution, Resolver, resolve

YUECHENG, KEQIAO, SHAOXING = "浙江省绍兴市越城区", "浙江省绍兴市柯桥区", "浙江省绍兴市"


def office(source: str, year: int, *names: str, home: str = SHAOXING) -> Reading:
    return letter(home, year, *(("Department", name) for name in names), source=source)


def event(source: str, year: int, *names: str, home: str = SHAOXING) -> Reading:
    return letter(home, year, *(("Event", name) for name in names), source=source)


LETTERS = (
    office("a", 2017, "市文广新局", "国家旅游局", "市教育局"),
    office("b", 2020, "市文化广电旅游局", "文旅部", "文化和旅游部"),
    office("c", 2021, "市文广旅局"),
    office("d", 2022, "区文旅局", home=YUECHENG),
    office("e", 2023, "越城区文化和旅游局"),
    event("f", 2021, "第三届水乡戏曲节", "2019年水乡戏曲节"),
    event("g", 2022, "2020年第三届水乡戏曲节"),
    event("h", 2023, "2020年水乡戏曲节"),
    letter(YUECHENG, 2020, ("Place", "越城区"), ("Place", "浙江"), source="i"),
    letter(KEQIAO, 2020, ("Place", "绍兴"), ("Department", "区教育局"), source="j"),
    letter(
        SHAOXING,
        2019,
        ("Department", "市文化局"),
        ("Department", "市文化广电旅游局"),
        facts=((0, "SUCCEEDED_BY", 1),),
        source="k",
    ),
)


def rows(resolution: Resolution) -> list[tuple[str, dict[str, Value]]]:
    nodes = [(entity.type, entity.row()) for entity in resolution.entities]
    edges = [(edge.predicate, {**edge.row(), "from": edge.source}) for edge in resolution.edges]
    return nodes + edges


def entities(resolution: Resolution, kind: str) -> list[Entity]:
    return [e for e in resolution.entities if e.type == kind and "replaced_by" not in e.properties]


def names(resolution: Resolution, kind: str) -> set[str]:
    return {entity.name for entity in entities(resolution, kind)}


def successions(resolution: Resolution) -> set[tuple[str, str, Value]]:
    by_id = {entity.id: entity.name for entity in resolution.entities}
    return {
        (by_id[e.source], by_id[e.target], e.properties["year"])
        for e in resolution.edges
        if e.predicate == "SUCCEEDED_BY"
    }


@pytest.mark.parametrize("seed", range(8))
def test_adding_and_removing_is_resolving_anew(seed: int) -> None:
    chance = random.Random(seed)
    decisions = [
        decide("same", "区文旅局", "市教育局"),
        decide("different", "市文广旅局", "市文化广电旅游局"),
    ]
    resolver, here = Resolver(decisions), dict[str, Reading]()
    for _ in range(25):
        reading = chance.choice(LETTERS)
        if reading.letter.id in here and chance.random() < 0.6:
            resolver.remove(reading.letter.id)
            del here[reading.letter.id]
        else:
            resolver.add(reading)
            here[reading.letter.id] = reading
        if chance.random() < 0.7:
            resolver.update()
        assert rows(resolver.resolution()) == rows(resolve(here.values(), decisions))
    assert resolver.resolution().links == resolve(here.values(), decisions).links


def test_an_update_names_what_changed() -> None:
    resolver = Resolver()
    for reading in LETTERS[:3]:
        resolver.add(reading)
    resolver.update()
    before = {e.id: e.row() for e in resolver.resolution().entities}
    resolver.add(LETTERS[4])
    changed = resolver.update()
    after = {e.id: e.row() for e in resolver.resolution().entities}
    assert changed == {k for k in {*before, *after} if before.get(k) != after.get(k)}


def test_ten_thousand_mentions_of_one_name_stay_linear() -> None:
    def seconds(count: int) -> float:
        readings = [office(f"{n}", 2010 + n % 10, "文旅部", "市教育局") for n in range(count)]
        start = time.perf_counter()
        resolve(readings)
        return time.perf_counter() - start

    seconds(200)
    small, large = min(seconds(1_000) for _ in range(3)), seconds(10_000)
    assert large < 30 * small


def test_many_offices_of_one_place_stay_linear() -> None:
    def seconds(count: int) -> float:
        firsts = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
        readings = [office(f"{n}", 2020, f"市{firsts[n % 30]}{n}局") for n in range(count)]
        start = time.process_time()
        resolve(readings)
        return time.process_time() - start

    seconds(100)
    small, large = min(seconds(250) for _ in range(3)), seconds(2_500)
    assert large < 60 * small  # ten times as many; compared pairwise it is over a hundred


# Reforms


def test_a_renamed_office_leads_back() -> None:
    found = resolve([LETTERS[0], LETTERS[1]])
    assert successions(found) == {
        ("绍兴市文化广电新闻出版局", "绍兴市文化广电旅游局", 2019),
        ("国家旅游局", "文化和旅游部", 2018),
    }
    dated = {e.properties.get("date") for e in found.edges if e.predicate == "SUCCEEDED_BY"}
    assert dated == {None, "2018-03-17"}


def test_an_office_of_a_neighbour_is_no_successor() -> None:
    found = resolve([LETTERS[0], office("b", 2020, "区文化广电旅游局", home=KEQIAO)])
    assert successions(found) == set()


def test_an_office_heard_of_before_the_reform_is_no_successor() -> None:
    found = resolve([LETTERS[0], office("b", 2016, "市文化广电旅游局")])
    assert successions(found) == set()


def test_what_a_letter_says_goes_before_the_table() -> None:
    stated = LETTERS[10]
    found = resolve([stated])
    assert successions(found) == set()  # the statement itself is the edge
    assert successions(resolve([office("a", 2019, "市文化局", "市文化广电旅游局")])) != set()


def test_what_a_letter_says_goes_before_what_the_table_guesses() -> None:
    later = office("z", 2018, "市文体旅游局")
    assert successions(resolve([office("a", 2017, "市文化局"), later])) != set()
    assert successions(resolve([LETTERS[10], later])) == set()


@pytest.mark.parametrize(
    ("before", "after", "home", "said", "year", "date"),
    [
        ("文化部", "文化和旅游部", "", None, 2018, "2018-03-17"),
        ("文化部", "文化和旅游部", "", 2018, 2018, "2018-03-17"),
        ("文化部", "文化和旅游部", "", 2019, 2019, None),
        ("市文化局", "市文化广电旅游局", SHAOXING, None, 2019, None),
        ("市文化局", "市文化广电旅游局", SHAOXING, 2018, 2018, None),
        ("市规划局", "市建设局", SHAOXING, None, None, None),
    ],
)
def test_a_succession_is_dated_by_its_clause_or_by_the_table(
    before: str, after: str, home: str, said: int | None, year: int | None, date: str | None
) -> None:
    reading = letter(
        home, 2021, ("Department", before), ("Department", after), facts=((0, "SUCCEEDED_BY", 1),)
    )
    (statement,) = reading.statements
    reading = replace(reading, statements=(replace(statement, year=said),))
    assert resolve([reading]).dated == {statement.id: {"year": year, "date": date}}


@pytest.mark.parametrize(
    ("before", "after", "home", "year"),
    [
        ("市文化局", "市文化和旅游局", "北京市", 2018),
        ("市规划和国土资源管理委员会", "市规划和自然资源委员会", "北京市", 2018),
        ("市文化委员会", "市文化和旅游发展委员会", "重庆市", 2018),
        ("省文化广电出版体育厅", "省旅游和文化广电体育厅", "海南省", 2018),
        ("省法制办", "省司法厅", "湖南省", 2018),
        ("省粮食局", "省粮食和物资储备局", "湖南省", 2018),
        ("省金融办", "省地方金融监督管理局", "湖南省", 2018),
        ("区文化委员会", "区文化和旅游局", "北京市东城区", 2019),
        ("市规划和国土资源委员会", "市规划和自然资源局", "广东省深圳市", 2019),
        ("区体育局", "区文化广电旅游体育局", YUECHENG, 2019),
        ("区政府法制办公室", "区司法局", YUECHENG, 2019),
        ("国家工商总局", "国家市场监督管理总局", "", 2018),
        ("国家粮食局", "国家粮食和物资储备局", "", 2018),
    ],
)
def test_the_usual_patterns_of_reforms(before: str, after: str, home: str, year: int) -> None:
    readings = [office("a", 2017, before, home=home), office("b", 2020, after, home=home)]
    links = [resolve(readings).links[r.mentions[0].id].entity for r in readings]
    (found,) = (e for e in resolve(readings).edges if e.predicate == "SUCCEEDED_BY")
    assert [found.source, found.target] == links
    assert found.properties["year"] == year


def test_what_was_there_before_takes_over() -> None:
    earlier = office("a", 2020, "区农业农村局", "区乡村振兴局", home=YUECHENG)
    assert {year for *_, year in successions(resolve([earlier]))} == {2024}
    central = office("b", 2021, "国家乡村振兴局", "农业农村部", home="")
    assert {year for *_, year in successions(resolve([central]))} == {2023}


def test_a_national_body_that_was_split_leads_to_each_part_heard_of() -> None:
    parts = "国家新闻出版广电总局", "国家广播电视总局", "国家电影局"
    found = successions(resolve([office("a", 2019, *parts, home="")]))
    assert found == {(parts[0], part, 2018) for part in parts[1:]}


def test_successions_that_go_round_are_refused_with_their_source() -> None:
    there = letter(
        SHAOXING,
        2019,
        ("Department", "市规划局"),
        ("Department", "市建设局"),
        facts=((0, "SUCCEEDED_BY", 1),),
        source="letters/there.txt",
    )
    back = letter(
        SHAOXING,
        2020,
        ("Department", "市建设局"),
        ("Department", "市规划局"),
        facts=((0, "SUCCEEDED_BY", 1),),
        source="letters/back.txt",
    )
    found = resolve([there, back])
    assert set(found.refused) == {there.statements[0].id, back.statements[0].id}
    assert {(why.reply, why.source) for why in found.refused.values()} == {
        (there.letter.id, "letters/there.txt"), (back.letter.id, "letters/back.txt"),
    }  # fmt: skip
    assert {why.quote for why in found.refused.values()} == {
        s.statements[0].quote for s in (there, back)
    }
    assert resolve([there]).refused == {}


# What letters tell together


def test_a_short_form_is_the_one_office_it_can_mean() -> None:
    assert names(resolve([LETTERS[3]]), "Department") == {"绍兴市越城区文旅局"}
    both = resolve([LETTERS[3], LETTERS[4]])
    assert names(both, "Department") == {"绍兴市越城区文化和旅游局"}
    (gone,) = (e for e in both.entities if "replaced_by" in e.properties)
    assert gone.name == "绍兴市越城区文旅局"
    assert gone.properties["replaced_by"] == entities(both, "Department")[0].id
    three = resolve(
        [LETTERS[3], LETTERS[4], office("x", 2023, "越城区文化旅游委员会", home=YUECHENG)]
    )
    assert "绍兴市越城区文旅局" not in names(three, "Department")


@pytest.mark.parametrize("short", ["区教育局", "区文物局"])
def test_what_leaves_out_a_word_is_another_office(short: str) -> None:
    found = resolve([office("a", 2022, short, "区教育和体育局", "区文化和旅游局", home=YUECHENG)])
    assert len(entities(found, "Department")) == 3


def test_an_edition_and_its_year_are_one_where_a_letter_tells() -> None:
    alone = resolve([LETTERS[5], LETTERS[7]])
    assert len(entities(alone, "Event")) == 3
    told = resolve([LETTERS[5], LETTERS[6], LETTERS[7]])
    assert names(told, "Event") == {"2020年第三届水乡戏曲节", "2019年水乡戏曲节"}


def test_two_letters_that_date_an_edition_tell_its_year() -> None:
    dated = [
        _dated(letter(
            SHAOXING, 2022, ("Department", "市教育局"), ("Event", "第三届水乡戏曲节"),
            facts=((0, "ORGANISES", 1, "done"),), source=source,
        ))
        for source in ("x", "y")
    ]  # fmt: skip
    year = event("z", 2022, "2020年水乡戏曲节")
    assert len(entities(resolve([dated[0], year]), "Event")) == 2
    assert len(entities(resolve([*dated, year]), "Event")) == 1


def _dated(reading: Reading) -> Reading:
    return replace(reading, statements=(replace(reading.statements[0], year=2020),))


def test_short_forms_that_a_letter_declares() -> None:
    text = "《水乡戏曲保护条例》（以下简称《条例》）施行后，按照《条例》办理。"
    reading = letter(
        SHAOXING, 2021, ("Plan", "水乡戏曲保护条例"), ("Plan", "条例"), ("Plan", "条例"), text=text
    )
    links = resolve([reading]).links
    first, *rest = (links[m.id] for m in reading.mentions)
    assert {link.entity for link in rest} == {first.entity}
    assert {link.rule for link in rest} == {"declared"}
    other = letter(SHAOXING, 2022, ("Plan", "条例"), source="other")
    assert len(entities(resolve([reading, other]), "Plan")) == 2


def test_an_edition_under_a_declared_short_name_is_of_the_whole() -> None:
    text = "中国水乡戏曲文化展演节（以下简称“水乡节”）已办多年，2021年举办第三届水乡节。"
    reading = letter(
        SHAOXING, 2021, ("Event", "中国水乡戏曲文化展演节"), ("Event", "水乡节"),
        ("Event", "第三届水乡节"), text=text,
    )  # fmt: skip
    full = event("full", 2022, "第三届中国水乡戏曲文化展演节")
    found = resolve([reading, full])
    assert len(entities(found, "EventSeries")) == 1
    edition = found.links[reading.mentions[2].id]
    assert (edition.entity, edition.rule) == (found.links[full.mentions[0].id].entity, "declared")
    series = {e.target for e in found.edges if e.predicate == "EDITION_OF"}
    assert series == {entities(found, "EventSeries")[0].id}
    assert entities(found, "EventSeries")[0].name == "中国水乡戏曲文化展演节"


def test_a_plan_named_again_without_its_years_is_the_one_before() -> None:
    both = letter(
        SHAOXING, 2021, ("Plan", "绍兴市古桥三年行动计划（2021—2023年）"),
        ("Plan", "绍兴市古桥三年行动计划"),
    )  # fmt: skip
    assert len(entities(resolve([both]), "Plan")) == 1
    other = letter(SHAOXING, 2018, ("Plan", "绍兴市古桥三年行动计划"), source="other")
    assert len(entities(resolve([both, other]), "Plan")) == 2
    two = letter(
        SHAOXING, 2021, ("Plan", "绍兴市古桥三年行动计划（2021—2023年）"),
        ("Plan", "绍兴市古桥三年行动计划（2018—2020年）"), ("Plan", "绍兴市古桥三年行动计划"),
    )  # fmt: skip
    assert len(entities(resolve([two]), "Plan")) == 3


def test_an_initiative_with_and_without_its_place_is_one_where_a_letter_has_both() -> None:
    both = letter(
        SHAOXING, 2021, ("Initiative", "绍兴市古桥文化园区"), ("Initiative", "古桥文化园区")
    )
    alone = letter(SHAOXING, 2022, ("Initiative", "古桥文化园区"), source="alone")
    assert names(resolve([both, alone]), "Initiative") == {"绍兴市古桥文化园区"}
    assert len(entities(resolve([both, alone]), "Initiative")) == 1
    placed = letter(SHAOXING, 2021, ("Initiative", "绍兴市古桥文化园区"), source="placed")
    assert len(entities(resolve([placed, alone]), "Initiative")) == 2


def test_the_office_that_is_written_to() -> None:
    reading = letter(
        YUECHENG,
        2021,
        ("Proposal", "关于戏曲进校园的建议"),
        ("Department", "市教育局"),
        ("Department", "区司法局"),
        ("Department", "贵局"),
        facts=((1, "LEADS", 0), (2, "CO_HANDLES", 0)),
        title="关于第31号建议的会办意见",
    )
    links = resolve([reading]).links
    _, lead, _, you = (links[mention.id] for mention in reading.mentions)
    assert (you.entity, you.rule) == (lead.entity, "addressee")


# Decisions


def decide(kind: Kind, left: str, right: str) -> Decision:
    """A decision on two offices of LETTERS by their wordings."""
    found = {m.name: m.id for reading in LETTERS for m in reading.mentions}
    links = resolve(LETTERS).links
    ends = links[found[left]].base, links[found[right]].base
    return Decision(
        "2026-01-01", kind, *ends, "王编辑", None, "", left, right, found[left], found[right]
    )


def test_what_a_person_says_is_the_same_is_one() -> None:
    decision = decide("same", "市教育局", "区文旅局")
    found = resolve(LETTERS, [decision])
    gone = next(e for e in found.entities if e.id == decision.right)
    assert gone.properties["replaced_by"] == decision.left
    kept = next(e for e in found.entities if e.id == decision.left)
    assert "区文旅局" in kept.properties["aliases"]  # type: ignore[operator]
    assert {link.entity for link in found.links.values()} <= {
        e.id for e in found.entities if "replaced_by" not in e.properties
    }


def test_undone_it_is_as_before() -> None:
    decision = decide("same", "市教育局", "区文旅局")
    undo = Decision("2026-01-02", "undo", decision.id, "", "王编辑")
    assert rows(resolve(LETTERS, [decision, undo])) == rows(resolve(LETTERS))


def test_a_wording_can_be_taken_out_of_its_entity() -> None:
    reading = office("a", 2022, "市教育局", "绍兴市教育局")
    short, full = reading.mentions
    base = resolve([reading]).links[full.id].entity
    decision = Decision("2026-01-01", "different", base, short.id, "王编辑")
    found = resolve([reading], [decision])
    assert found.links[full.id].entity == base
    assert found.links[short.id].entity != base
    assert found.links[short.id].rule == "decision"
    assert names(found, "Department") == {"绍兴市教育局"}
    assert len(entities(found, "Department")) == 2
    undo = Decision("2026-01-02", "undo", decision.id, "", "王编辑")
    assert rows(resolve([reading], [decision, undo])) == rows(resolve([reading]))


def test_a_decision_finds_its_entity_by_the_mention_when_the_id_is_gone() -> None:
    decision = decide("same", "市教育局", "区文旅局")
    moved = Decision(
        decision.time, "same", "department/gone", decision.right, "王编辑", None, "",
        "市教育局", "区文旅局", decision.left_mention, decision.right_mention,
    )  # fmt: skip
    found = resolve(LETTERS, [moved])
    assert found.judgement.judged[0].state == "applied"
    assert len(entities(found, "Department")) == len(entities(resolve(LETTERS), "Department")) - 1


def test_a_decision_about_what_is_gone_is_kept_and_changes_nothing() -> None:
    decision = decide("same", "市教育局", "区文旅局")
    few = LETTERS[:3]
    found = resolve(few, [decision])
    assert [j.state for j in found.judgement.judged] == ["vanished"]
    assert rows(found) == rows(resolve(few))
