"""A small graph made by hand whose answers across years can be worked out on paper."""

from __future__ import annotations

from collections.abc import Iterator

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity

CULTURE = "department/culture"
SCHOOLS = "department/schools"
TRADE = "department/trade"
SPORT = "department/sport"
WIDE = "institution/wide"
RARE = "institution/rare"
SERIES = "eventseries/fair"

NAMES = {
    CULTURE: "示范区文化局",
    SCHOOLS: "示范区教育局",
    TRADE: "示范区商务局",
    SPORT: "示范区体育局",
    # One character of the BMP's end and one beyond it: engines that compare UTF-16 swap them.
    WIDE: "（甲）协会",
    RARE: "𠮷祥协会",
}

# (lead, co-handler, year of the proposal, how many proposals)
HANDLED = (
    (CULTURE, SCHOOLS, 2021, 2),
    (CULTURE, SCHOOLS, 2019, 1),
    (CULTURE, TRADE, 2022, 1),
    (CULTURE, TRADE, 2019, 1),
    (CULTURE, TRADE, 2020, 1),
    (SCHOOLS, CULTURE, 2021, 1),
    (SCHOOLS, CULTURE, 2020, 1),
    (CULTURE, RARE, 2020, 1),
    (CULTURE, RARE, 2021, 1),
    (CULTURE, WIDE, 2020, 1),
    (CULTURE, WIDE, 2021, 1),
    (TRADE, TRADE, 2019, 1),
    (TRADE, TRADE, 2020, 1),
    (CULTURE, SPORT, 2021, 3),
    (SPORT, SCHOOLS, 2021, 1),
    (SPORT, SCHOOLS, None, 1),
)

# Letters: id, year of the letter, title.
LETTERS = (
    ("reply/2018", 2018, "二〇一八年的答复"),
    ("reply/2019", 2019, "二〇一九年的答复"),
    ("reply/2020", 2020, None),
    ("reply/2021", 2021, "二〇二一年的答复"),
    ("reply/2022", 2022, "二〇二二年的答复"),
    ("reply/undated", None, None),
)

THINGS = (
    Entity("event/fair-1", "Event", "第一届示范文博会", {"edition": 1}),
    Entity("event/fair-2", "Event", "第二届示范文博会", {"edition": 2}),
    Entity(SERIES, "EventSeries", "示范文博会", {"aliases": ["文博会"]}),
    Entity("initiative/hall", "Initiative", "示范音乐厅"),
    Entity("initiative/park", "Initiative", "示范文创园"),
    Entity("plan/one", "Plan", "《示范规划》"),
)

# Actions: id, actor, predicate, object, status, letter, year the clause gives, actor inferred.
ACTS = (
    # The hall: planned twice, reported twice. The first plan, the first report, not the oldest id.
    ("h9", CULTURE, "BUILDS", "initiative/hall", "planned", "reply/2019", 2025, False),
    ("h1", CULTURE, "BUILDS", "initiative/hall", "planned", "reply/2020", 2020, False),
    ("h2", CULTURE, "BUILDS", "initiative/hall", "done", "reply/2022", 2022, False),
    ("h3", CULTURE, "BUILDS", "initiative/hall", "done", "reply/2021", 2021, True),
    # The same act of another body, in the year of the report and with a smaller id; and before.
    ("h0", TRADE, "BUILDS", "initiative/hall", "done", "reply/2021", 2021, False),
    ("h4", TRADE, "BUILDS", "initiative/hall", "done", "reply/2018", 2018, False),
    # Another predicate on the same object keeps nothing.
    ("h5", CULTURE, "FUNDS", "initiative/hall", "planned", "reply/2018", 2018, False),
    # The park: promised by one, reported of another; an old deed told again does not count.
    ("p1", SCHOOLS, "FUNDS", "initiative/park", "planned", "reply/2020", 2021, True),
    ("p2", SCHOOLS, "FUNDS", "initiative/park", "done", "reply/2021", 2017, False),
    ("p3", TRADE, "FUNDS", "initiative/park", "done", "reply/2022", 2021, False),
    # The plan: promised and done in letters of one year is not kept later; a letter without a year
    # stands for the year of its clause.
    ("n1", SPORT, "ISSUES", "plan/one", "planned", "reply/2019", 2019, False),
    ("n2", SPORT, "ISSUES", "plan/one", "done", "reply/2019", 2019, False),
    ("n3", SPORT, "ISSUES", "plan/one", "done", "reply/undated", None, False),
    ("n4", CULTURE, "FOLLOWS", "plan/one", "planned", "reply/undated", 2018, False),
    ("n5", CULTURE, "FOLLOWS", "plan/one", "done", "reply/2020", 2020, False),
    # Editions.
    ("f1", CULTURE, "ORGANISES", "event/fair-1", "done", "reply/2019", 2018, False),
    ("f2", CULTURE, "ORGANISES", "event/fair-2", "planned", "reply/2020", None, True),
    ("f3", SPORT, "PARTICIPATES_IN", "event/fair-2", "ongoing", "reply/2020", 2018, False),
    # Bodies on both ends, also one with itself.
    ("b1", SPORT, "COOPERATES_WITH", TRADE, "done", "reply/2021", 2021, False),
    ("b2", SPORT, "COOPERATES_WITH", SPORT, "ongoing", "reply/2021", 2021, False),
)


def years() -> Graph:
    """Return the graph."""
    bodies = [Entity(id, id.partition("/")[0].capitalize(), name) for id, name in NAMES.items()]
    replies = [
        Entity(
            id, "Reply", title or "无题答复", {"title": title, "year": year, "source": f"{id}.txt"}
        )
        for id, year, title in LETTERS
    ]  # fmt: skip
    proposals, handling = _handling()
    types = {entity.id: entity.type for entity in (*bodies, *replies, *THINGS, *proposals)}

    def edge(id: str, source: str, predicate: str, target: str, **more: str | int | None) -> Edge:
        evidence = {"quote": f"原文{id}", "start": 1, "end": 5, "confidence": 0.75, **more}
        return Edge(
            f"statement/{id}", predicate, source, types[source], target, types[target], evidence
        )

    return Graph.of(
        [*bodies, *replies, *THINGS, *proposals],
        [
            *(edge(*parts, reply="reply/2021", year=2021) for parts in handling),
            *(
                edge(id, actor, verb, thing, status=status, reply=letter, year=year,
                     actor_inferred=inferred)
                for id, actor, verb, thing, status, letter, year, inferred in ACTS
            ),
            edge("e1", "event/fair-1", "EDITION_OF", SERIES, reply="reply/2019", year=2019),
            edge("e2", "event/fair-2", "EDITION_OF", SERIES, reply="reply/2020", year=None),
        ],
    )  # fmt: skip


def _handling() -> tuple[list[Entity], list[tuple[str, str, str, str]]]:
    """Return the proposals of `HANDLED` and who handled them; each lead is told in two letters."""
    proposals: list[Entity] = []
    edges: list[tuple[str, str, str, str]] = []
    for lead, co, year, count in HANDLED:
        for _ in range(count):
            number = f"{len(proposals) + 1:02}"
            id = f"proposal/{number}"
            proposals.append(Entity(id, "Proposal", f"第{number}号建议", {"year": year}))
            edges += [
                (f"x{number}-lead", lead, "LEADS", id),
                (f"x{number}-lead-again", lead, "LEADS", id),
                (f"x{number}-co", co, "CO_HANDLES", id),
            ]
    return proposals, edges


def resolve(graph: Graph, name: str) -> str:
    """Return the id of the one entity of ``graph`` with this id, name or alias."""
    found = [entity.id for entity in graph.entities if name in _names(entity)]
    assert len(found) == 1, (name, found)
    return found[0]


def _names(entity: Entity) -> Iterator[str]:
    aliases = entity.properties.get("aliases") or []
    assert isinstance(aliases, list)
    yield from (entity.id, entity.name, *aliases)
