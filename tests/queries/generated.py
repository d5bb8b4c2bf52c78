"""A graph of any size, made by chance but always the same, with every oddity that letters bring.

Letters without a year, proposals answered twice and led by two bodies, parallel edges, edges to
itself, inferred actors, clauses without a year, renamed bodies (a predecessor and its successor
both act), merged entities (many aliases), names shared by several bodies and by several types,
names beyond the BMP, and things of which no letter tells more than the name.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value
from wenmai.graph.schema import schema

SEED = 20_240_607
YEARS = range(2015, 2025)
LEVELS = tuple(schema().levels)
CHARACTERS = "文化旅游教育财政体育商务水利会展馆（甲）乙丙丁戊𠮷🎭é"


def generated(letters: int) -> Graph:
    """Return the graph of so many letters."""
    return _World(letters).graph()


class _World:
    def __init__(self, letters: int) -> None:
        self.random = random.Random(SEED)
        self.letters = letters
        self.entities: list[Entity] = []
        self.edges: list[Edge] = []
        self.types: dict[str, str] = {}
        bodies = max(6, letters // 12)
        self.bodies = [
            *self.make("Department", bodies, level=True),
            *self.make("Institution", bodies // 2, level=True),
            *self.make("Place", bodies // 3, level=True),
        ]
        self.handlers = [id for id in self.bodies if self.types[id] != "Place"]
        self.things = {
            kind: self.make(kind, max(3, letters // share))
            for kind, share in (("Initiative", 6), ("Plan", 8), ("Event", 8))
        }
        self.series = self.make("EventSeries", max(2, letters // 40))
        self.themes = self.make("Theme", 12)
        self.deputies = self.make("Deputy", max(4, letters // 3))

    def graph(self) -> Graph:
        """Return what has been made, and the letters."""
        for event in self.things["Event"]:
            if self.random.random() < 0.8:
                self.link(event, "EDITION_OF", self.random.choice(self.series), None, None)
        for old, new in zip(self.handlers[::9], self.handlers[1::9], strict=False):
            self.link(old, "SUCCEEDED_BY", new, None, 2019)
        proposals: list[str] = []
        for number in range(self.letters):
            self.letter(number, proposals)
        return Graph.of(self.entities, self.edges)

    def make(self, kind: str, count: int, level: bool = False) -> list[str]:
        """Make entities of a type; return their ids. About one in eight shares its name."""
        ids = [f"{kind.lower()}/{number:05}" for number in range(count)]
        names = [self.name() for _ in range(count)]
        for id in ids:
            properties: dict[str, Value] = {
                "aliases": [self.name() for _ in range(self.random.choice((0, 0, 1, 5)))]
            }
            if level or (kind == "Plan" and self.random.random() < 0.7):
                properties["level"] = self.random.choice((*LEVELS, None))
            if kind == "Event":
                properties["edition"] = self.random.choice((None, 1, 2, 3, 4, 5))
                properties["year"] = self.random.choice((None, None, None, *YEARS))
            if kind == "Deputy":
                properties["assembly"] = self.random.choice((None, "甲", "乙"))
            self.add(id, kind, self.random.choice(names), properties)
        return ids

    def name(self) -> str:
        return "".join(self.random.choices(CHARACTERS, k=self.random.randint(2, 6)))

    def add(self, id: str, kind: str, name: str, properties: dict[str, Value]) -> None:
        self.entities.append(Entity(id, kind, name, properties))
        self.types[id] = kind

    def letter(self, number: int, proposals: list[str]) -> None:
        """Make one letter with its proposal, who handles it, and its acts."""
        chance = self.random
        year = None if chance.random() < 0.08 else chance.choice(YEARS)
        reply = f"reply/{number:05}"
        title = None if chance.random() < 0.1 else f"答复{number}"
        self.add(reply, "Reply", title or "无题", {"title": title, "year": year})
        if proposals and chance.random() < 0.1:
            proposal = chance.choice(proposals)
        else:
            proposal = f"proposal/{number:05}"
            proposals.append(proposal)
            asked = None if year is None or chance.random() < 0.05 else year
            about = None if chance.random() < 0.1 else f"关于{self.name()}的建议"
            self.add(proposal, "Proposal", f"建议{number}", {"title": about, "year": asked})
            for theme in chance.sample(self.themes, chance.randint(0, 3)):
                self.link(proposal, "ABOUT", theme, reply, year)
            for deputy in chance.sample(self.deputies, chance.randint(1, 3)):
                self.link(deputy, "SUBMITTED", proposal, reply, year)
        self.link(reply, "ANSWERS", proposal, reply, year)
        for lead in chance.choices(self.handlers, k=chance.choice((1, 1, 1, 2))):
            self.link(lead, "LEADS", proposal, reply, year)
        for helper in chance.choices(self.handlers, k=chance.randint(0, 3)):
            self.link(helper, "CO_HANDLES", proposal, reply, year)
        for _ in range(chance.randint(0, 9)):
            self.act(reply, year)
        for plan in chance.choices(self.things["Plan"], k=chance.randint(0, 2)):
            self.link(reply, "MENTIONS", plan, reply, year)

    def act(self, reply: str, year: int | None) -> None:
        chance = self.random
        verb, kind = chance.choice(
            (
                ("ORGANISES", "Event"), ("PARTICIPATES_IN", "Event"), ("ISSUES", "Plan"),
                ("FOLLOWS", "Plan"), ("BUILDS", "Initiative"), ("FUNDS", "Initiative"),
                ("COOPERATES_WITH", ""),
            )
        )  # fmt: skip
        objects: Sequence[str] = self.things.get(kind) or self.bodies
        told = chance.choice((None, year, year, year, chance.choice(YEARS)))
        self.link(
            chance.choice(self.bodies), verb, chance.choice(objects), reply, told,
            status=chance.choice(tuple(schema().statuses)), actor_inferred=chance.random() < 0.3,
        )  # fmt: skip

    def link(
        self,
        source: str,
        verb: str,
        target: str,
        reply: str | None,
        year: int | None,
        **more: Value,
    ) -> None:
        number = len(self.edges)
        evidence: dict[str, Value] = {
            "quote": f"原文{number}", "start": number, "end": number + 4, "confidence": 0.9,
            "reply": reply or "reply/00000", "year": year, **more,
        }  # fmt: skip
        # Ids in another order than the edges were made.
        id = f"statement/{number * 7_919 % 1_000_003:07}"
        self.edges.append(
            Edge(id, verb, source, self.types[source], target, self.types[target], evidence)
        )
