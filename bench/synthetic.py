"""A made-up graph of any size that has the shape of a real one, for the benchmarks of the views.

Bodies with a few ties each, in neighbourhoods, some of them very busy; half of the ties are acts;
every tie has a quote of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from wenmai.graph.graph import Graph
from wenmai.graph.model import Edge, Entity, Value
from wenmai.graph.schema import Relation, schema

SYLLABLES = "示范文化广电旅游局市区县博物馆图书剧院戏曲非遗工坊节庆书香古镇水乡运河越剧青瓷丝绸茶山"
AROUND = 60
"""How many entities a neighbourhood has."""


def graph(nodes: int, edges: int) -> Graph:
    """Return a graph with so many entities and edges, always the same."""
    chance = random.Random(1)
    kinds = [name for name, kind in schema().entity_types.items()]
    entities = [_entity(n, kinds[n % len(kinds)], chance) for n in range(nodes)]
    by_type: dict[str, list[int]] = {}
    for n, entity in enumerate(entities):
        by_type.setdefault(entity.type, []).append(n)
    relations = list(schema().relations.values())
    ties = [_edge(n, relations, entities, by_type, chance) for n in range(edges)]
    return Graph.of(entities, ties)


def _entity(n: int, kind: str, chance: random.Random) -> Entity:
    name = "".join(chance.choices(SYLLABLES, k=chance.randint(4, 14)))
    return Entity(f"{kind.lower()}/{n:06}", kind, f"{name}{n}", {"first_year": 2010 + n % 15})


def _edge(
    n: int,
    relations: Sequence[Relation],
    entities: list[Entity],
    by_type: dict[str, list[int]],
    chance: random.Random,
) -> Edge:
    relation = chance.choice(relations)
    sources = by_type[chance.choice(sorted(relation.domain & by_type.keys()))]
    targets = by_type[chance.choice(sorted(relation.range & by_type.keys()))]
    at = _pick(len(sources), chance)
    share = at / len(sources) if chance.random() < 0.8 else chance.random()
    near = int(share * len(targets))
    low = max(0, near - AROUND // 24)
    nearby = targets[low : low + AROUND // 12 + 1]
    target = nearby[_pick(len(nearby), chance)]
    properties: dict[str, Value] = {
        "year": chance.randint(2010, 2024),
        "reply": entities[chance.choice(by_type["Reply"])].id,
        "quote": "".join(chance.choices(SYLLABLES, k=chance.randint(20, 60))) + f"第{n}号",
        "confidence": 0.9,
    }
    if relation.action:
        properties["status"] = chance.choice(list(schema().statuses))
        properties["actor_inferred"] = n % 9 == 0
    one, other = entities[sources[at]], entities[target]
    return Edge(
        f"statement/{n:07}", relation.name, one.id, one.type, other.id, other.type, properties
    )


def _pick(count: int, chance: random.Random) -> int:
    """A place below ``count``; now and then one of the first few, which so become very busy."""
    if chance.random() < 0.12:
        return min(count, int(chance.paretovariate(0.9))) - 1
    return chance.randrange(count)
