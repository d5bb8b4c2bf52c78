"""A small graph made by hand of towns and their festivals and plans, to be worked out on paper.

It has what `years` has not: proposals with several co-handlers, themes, deputies of one name,
bodies of one name, series with gaps, and plans that several levels issue and follow.
"""

from __future__ import annotations

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity

CITY = "department/a"
COUNTY = "department/b"
TWIN = "department/b2"
PROVINCE = "department/c"
CLUB = "institution/d"

ENTITIES = (
    Entity(CITY, "Department", "甲市文化局", {"level": "prefecture"}),
    Entity(COUNTY, "Department", "乙县文化局", {"level": "county"}),
    # Another body of the same name.
    Entity(TWIN, "Department", "乙县文化局", {"level": "county"}),
    Entity(PROVINCE, "Department", "丙省文化厅", {"level": "province"}),
    Entity(CLUB, "Institution", "丁会"),
    Entity("place/town", "Place", "甲市"),
    Entity("reply/one", "Reply", "第一封", {"title": "第一封", "year": 2020}),
    Entity("reply/two", "Reply", "第二封", {"title": None, "year": None}),
    Entity("proposal/1", "Proposal", "建议一", {"title": "关于古戏台保护的建议", "year": 2020}),
    Entity("proposal/2", "Proposal", "建议二", {"title": "关于古戏台演出的建议", "year": 2021}),
    Entity("proposal/3", "Proposal", "建议三", {"title": "关于图书馆的建议", "year": 2021}),
    Entity("proposal/4", "Proposal", "建议四", {"title": "关于古戏台档案的建议", "year": None}),
    Entity("proposal/5", "Proposal", "关于广场的建议", {"title": None, "year": 2022}),
    Entity("theme/opera", "Theme", "戏曲", {"aliases": ["古戏台艺术", "梨园"]}),
    Entity("theme/reading", "Theme", "阅读"),
    Entity("deputy/1", "Deputy", "王一", {"assembly": "甲市第七届"}),
    Entity("deputy/2", "Deputy", "王一", {"assembly": "乙县第三届"}),
    Entity("deputy/3", "Deputy", "某党派"),
    Entity("eventseries/jia", "EventSeries", "甲节"),
    Entity("eventseries/yi", "EventSeries", "乙展"),
    Entity("event/1", "Event", "甲节一", {"edition": 1, "year": 2015}),
    Entity("event/2", "Event", "甲节二", {"edition": 2}),
    Entity("event/3", "Event", "甲节三", {"edition": 3}),
    Entity("event/3x", "Event", "甲节分会场", {"edition": 3}),
    Entity("event/4", "Event", "甲节四", {"edition": 4}),
    Entity("event/5", "Event", "甲节前传"),
    Entity("event/y1", "Event", "乙展一", {"edition": 1}),
    Entity("event/y2", "Event", "乙展二", {"edition": 2}),
    Entity("event/once", "Event", "无年会"),
    Entity("plan/x", "Plan", "丙省规划", {"level": "province"}),
    Entity("plan/y", "Plan", "甲市方案", {"level": "prefecture"}),
    Entity("plan/z", "Plan", "无级方案"),
)
_TYPES = {entity.id: entity.type for entity in ENTITIES}

# Source, predicate, target; all of 2020, from the first letter but for what the second mentions.
LINKS = (
    (CITY, "LEADS", "proposal/1"),
    (CITY, "LEADS", "proposal/2"),
    (COUNTY, "LEADS", "proposal/3"),
    (CITY, "LEADS", "proposal/4"),
    (PROVINCE, "LEADS", "proposal/5"),
    (TWIN, "LEADS", "proposal/5"),
    (COUNTY, "CO_HANDLES", "proposal/1"),
    (COUNTY, "CO_HANDLES", "proposal/1"),
    (PROVINCE, "CO_HANDLES", "proposal/1"),
    (COUNTY, "CO_HANDLES", "proposal/2"),
    (PROVINCE, "CO_HANDLES", "proposal/2"),
    (CITY, "CO_HANDLES", "proposal/3"),
    (PROVINCE, "CO_HANDLES", "proposal/3"),
    (COUNTY, "CO_HANDLES", "proposal/4"),
    (CLUB, "CO_HANDLES", "proposal/4"),
    ("proposal/1", "ABOUT", "theme/opera"),
    ("proposal/1", "ABOUT", "theme/opera"),
    ("proposal/2", "ABOUT", "theme/opera"),
    ("proposal/3", "ABOUT", "theme/opera"),
    ("proposal/3", "ABOUT", "theme/reading"),
    ("proposal/4", "ABOUT", "theme/reading"),
    ("proposal/5", "ABOUT", "theme/reading"),
    ("deputy/1", "SUBMITTED", "proposal/1"),
    ("deputy/1", "SUBMITTED", "proposal/2"),
    ("deputy/1", "SUBMITTED", "proposal/4"),
    ("deputy/2", "SUBMITTED", "proposal/3"),
    ("deputy/3", "SUBMITTED", "proposal/1"),
    ("deputy/3", "SUBMITTED", "proposal/5"),
    (CITY, "LOCATED_IN", "place/town"),
    (CLUB, "LOCATED_IN", "place/town"),
    ("event/1", "EDITION_OF", "eventseries/jia"),
    ("event/2", "EDITION_OF", "eventseries/jia"),
    ("event/3", "EDITION_OF", "eventseries/jia"),
    ("event/3x", "EDITION_OF", "eventseries/jia"),
    ("event/4", "EDITION_OF", "eventseries/jia"),
    ("event/5", "EDITION_OF", "eventseries/jia"),
    ("event/y1", "EDITION_OF", "eventseries/yi"),
    ("event/y2", "EDITION_OF", "eventseries/yi"),
    ("reply/two", "MENTIONS", "plan/y"),
)

# Actor, predicate, object, status, year of the clause, letter.
ACTS = (
    # The first has its own year; the second was planned earlier than it was held.
    (CITY, "ORGANISES", "event/1", "done", None, "reply/one"),
    (CITY, "ORGANISES", "event/2", "done", 2018, "reply/one"),
    (COUNTY, "ORGANISES", "event/2", "done", 2018, "reply/two"),
    (PROVINCE, "ORGANISES", "event/2", "planned", 2017, "reply/one"),
    # Two in one year.
    (CLUB, "PARTICIPATES_IN", "event/3", "ongoing", 2019, "reply/one"),
    (COUNTY, "ORGANISES", "event/3x", "done", 2019, "reply/one"),
    (CITY, "ORGANISES", "event/3x", "planned", None, "reply/one"),
    # Only planned.
    (CITY, "ORGANISES", "event/4", "planned", 2021, "reply/one"),
    (COUNTY, "ORGANISES", "event/4", "planned", 2021, "reply/one"),
    # Held, nobody says when.
    (CLUB, "ORGANISES", "event/y1", "done", None, "reply/two"),
    (TWIN, "PARTICIPATES_IN", "event/y2", "done", 2020, "reply/one"),
    (CLUB, "ORGANISES", "event/once", "done", None, "reply/two"),
    (TWIN, "ORGANISES", "event/once", "done", None, "reply/one"),
    (PROVINCE, "ISSUES", "plan/x", "done", 2016, "reply/one"),
    (CITY, "FOLLOWS", "plan/x", "planned", 2018, "reply/one"),
    (COUNTY, "FOLLOWS", "plan/x", "done", None, "reply/two"),
    (CLUB, "FOLLOWS", "plan/x", "done", 2019, "reply/one"),
    (CITY, "ISSUES", "plan/y", "done", 2020, "reply/one"),
    (CLUB, "ISSUES", "plan/z", "done", None, "reply/two"),
)


def towns() -> Graph:
    """Return the graph."""
    return Graph.of(
        ENTITIES,
        [
            *(
                _edge(f"l{n:02}", source, predicate, target, reply=_letter(source), year=2020)
                for n, (source, predicate, target) in enumerate(LINKS)
            ),
            *(
                _edge(f"a{n:02}", actor, verb, thing, reply=letter, year=year, status=status,
                      actor_inferred=False)
                for n, (actor, verb, thing, status, year, letter) in enumerate(ACTS)
            ),
        ],
    )  # fmt: skip


def _letter(source: str) -> str:
    return source if _TYPES[source] == "Reply" else "reply/one"


def _edge(id: str, source: str, predicate: str, target: str, **more: str | int | None) -> Edge:
    evidence = {"quote": f"原文{id}", "start": 1, "end": 5, "confidence": 0.75, **more}
    return Edge(
        f"statement/{id}", predicate, source, _TYPES[source], target, _TYPES[target], evidence
    )
