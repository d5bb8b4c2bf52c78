"""A small graph made by hand that holds every oddity that stores, exports and views must survive.

Two letters of 示范区 answer the same proposal in 2021 and 2023. Among the entities and edges are:
parallel edges, an edge to itself, an edge each way, missing years, inferred actors, an entity
without any edge, one name shared by two types, empty and absent aliases, and names with quotes,
line ends, separators, markup, templates, backslashes and characters beyond the BMP.
"""

from __future__ import annotations

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value

ODD_NAME = "a\"b'c\\d\n第二行\r\t|x;y,{{z}}{$q} ${h} </script><b>&amp; 🎭𠮷 \u2028é"
ODD_QUOTE = 'He said \\"no\\" \\n; “引文”\n——换行 @{{ x }} $name ?x #注释 //'

LEAD = "department/lead"
CO = "department/co"
PROPOSAL = "proposal/990101-npc-7-1/31"
REPLY_2021 = "reply/2021"
REPLY_2023 = "reply/2023"
ASSEMBLY = "assembly/990101-npc-7-1"
PLACE = "place/990101"
FAIR = "event/fair-16"
ODD = "institution/odd"
LONELY = "initiative/lonely"

_N = 0


def _body(kind: str, slug: str, name: str, *aliases: str) -> Entity:
    return Entity(
        f"{kind.lower()}/{slug}",
        kind,
        name,
        {
            "aliases": list(aliases),
            "first_year": 2021,
            "last_year": 2023,
            "place": "示范省示范市示范区",
            "level": "county",
        },
    )


ENTITIES = (
    Entity("deputy/li", "Deputy", "李示范", {"aliases": ["李示范"], "assembly": ASSEMBLY}),
    Entity(
        PROPOSAL,
        "Proposal",
        "关于办好示范文化节的建议",
        {
            "aliases": ["第31号建议"],
            "number": "31",
            "title": "关于办好示范文化节的建议",
            "kind": "建议",
            "year": 2021,
        },
    ),
    Entity(
        REPLY_2021,
        "Reply",
        "对第31号建议的答复",
        {
            "title": "对第31号建议的答复",
            "document_number": "示文函〔2021〕5号",
            "date": "2021-06-01",
            "year": 2021,
            "source": "letters/2021/答复 1.txt",
            "text_hash": "00ff" * 8,
        },
    ),
    Entity(
        REPLY_2023,
        "Reply",
        "对第31号建议办理情况的续复",
        {"title": None, "date": None, "year": None, "source": "C:\\letters\\2.docx"},
    ),
    Entity(
        ASSEMBLY,
        "Assembly",
        "示范区第七届人民代表大会第一次会议",
        {"aliases": [], "body": "npc", "place": "示范区", "term": 7, "session": 1, "year": 2021},
    ),
    _body(
        "Department", "lead", "示范省示范市示范区文化广电旅游体育局", "区文化广电旅游体育局", "我局"
    ),
    _body("Department", "co", "示范省示范市示范区教育局", "区教育局"),
    _body("Department", "old", "示范省示范市示范区文广新局"),
    _body("Institution", "museum", "示范博物馆"),
    _body("Institution", "odd", ODD_NAME, ODD_NAME, "'", '"', "\\", "|", ";", "\n", "{{", "🎭"),
    Entity("initiative/museum", "Initiative", "示范博物馆", {"aliases": ["示范博物馆"]}),
    Entity(LONELY, "Initiative", "无边项目", {"first_year": None}),
    Entity(FAIR, "Event", "第十六届示范文化节", {"aliases": [], "edition": 16, "year": 2020}),
    Entity("event/fair", "Event", "示范文化节", {"aliases": ["文化节"]}),
    Entity("eventseries/fair", "EventSeries", "示范文化节", {"aliases": []}),
    Entity("plan/145", "Plan", "《示范区“十四五”规划》", {"start_year": 2021, "end_year": 2025}),
    Entity(PLACE, "Place", "示范省示范市示范区", {"code": "990101", "level": "county"}),
    Entity("theme/intangible", "Theme", "非物质文化遗产", {"aliases": ["非遗"]}),
)
_TYPES = {entity.id: entity.type for entity in ENTITIES}


def _edge(source: str, predicate: str, target: str, **properties: Value) -> Edge:
    global _N
    _N += 1
    reply = str(properties.pop("reply", REPLY_2021))
    return Edge(
        f"statement/{_N:03}",
        predicate,
        source,
        _TYPES[source],
        target,
        _TYPES[target],
        {"year": 2021, "reply": reply, "quote": "原文", "start": _N, "end": _N + 2,
         "confidence": 0.9, **properties},
    )  # fmt: skip


def _act(
    source: str,
    predicate: str,
    target: str,
    status: str,
    inferred: bool = False,
    **properties: Value,
) -> Edge:
    return _edge(
        source, predicate, target, **{"status": status, "actor_inferred": inferred, **properties}
    )


EDGES = (
    _edge("deputy/li", "SUBMITTED", PROPOSAL),
    _edge(PROPOSAL, "RAISED_AT", ASSEMBLY),
    _edge(REPLY_2021, "ANSWERS", PROPOSAL),
    _edge(REPLY_2023, "ANSWERS", PROPOSAL, reply=REPLY_2023, year=None),
    _edge(LEAD, "LEADS", PROPOSAL),
    _edge(LEAD, "LEADS", PROPOSAL, reply=REPLY_2023, year=2023),
    _edge(CO, "CO_HANDLES", PROPOSAL),
    _edge(REPLY_2021, "MENTIONS", FAIR),
    _edge(REPLY_2021, "MENTIONS", ODD, quote=ODD_QUOTE),
    _edge(REPLY_2023, "MENTIONS", ODD, reply=REPLY_2023, quote="", year=None, confidence=1.0),
    _edge(PROPOSAL, "ABOUT", "theme/intangible"),
    # One promise, kept: the same pair and predicate, planned in one letter and done in the next.
    _act(LEAD, "ORGANISES", "event/fair", "planned", year=2022),
    _act(LEAD, "ORGANISES", "event/fair", "done", reply=REPLY_2023, year=2023),
    # Two letters that say just the same are two edges.
    _act(LEAD, "ORGANISES", FAIR, "done", year=2020),
    _act(LEAD, "ORGANISES", FAIR, "done", year=2020, reply=REPLY_2023),
    _act(PLACE, "ORGANISES", FAIR, "done", inferred=True, year=None),
    _act(CO, "PARTICIPATES_IN", FAIR, "done", year=2020),
    _act(LEAD, "ISSUES", "plan/145", "done"),
    _act(CO, "FOLLOWS", "plan/145", "ongoing", inferred=True),
    _act(LEAD, "BUILDS", "initiative/museum", "planned", year=2024),
    _act(LEAD, "ESTABLISHES", "institution/museum", "ongoing", confidence=0.35),
    _act("institution/museum", "COOPERATES_WITH", ODD, "done", quote=ODD_QUOTE),
    _act(ODD, "COOPERATES_WITH", "institution/museum", "planned", reply=REPLY_2023, year=2023),
    _act(ODD, "COOPERATES_WITH", ODD, "ongoing", year=None),
    _act(LEAD, "FUNDS", "initiative/museum", "done", quote="投入 1,000 万元；“专项”"),
    _edge(FAIR, "EDITION_OF", "eventseries/fair"),
    _edge("institution/museum", "LOCATED_IN", PLACE),
    _edge(LEAD, "PART_OF", PLACE),
    _edge("department/old", "SUCCEEDED_BY", LEAD, year=2019),
)


def world() -> Graph:
    """Return the graph."""
    return Graph.of(reversed(ENTITIES), reversed(EDGES))
