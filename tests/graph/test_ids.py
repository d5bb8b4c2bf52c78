"""Ids are ASCII, the same for equal things and different for others."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from wenmai.graph import ids

ID = re.compile(r"[a-z]+(?:/[A-Za-z0-9._-]+)+")


def test_a_slug_is_thirteen_characters_and_the_same_everywhere() -> None:
    assert re.fullmatch(r"[a-z2-7]{13}", ids.slug("Department", "浙江省绍兴市", "教育局"))
    code = "from wenmai.graph import ids; print(ids.entity_id('Theme', '', '戏曲'))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ids.entity_id("Theme", "", "戏曲")


def test_parts_do_not_run_together() -> None:
    assert ids.slug("甲乙", "丙") != ids.slug("甲", "乙丙")


def test_equal_names_have_one_id_within_type_and_scope() -> None:
    plan = ids.entity_id("Plan", "", "《越城区“十四五”规划》")
    assert plan == ids.entity_id("Plan", "", "越城区十四五规划")
    others = [
        ("Plan", "绍兴", "越城区十四五规划"),
        ("Event", "", "越城区十四五规划"),
        ("Plan", "", "规划"),
    ]
    assert len({plan, *(ids.entity_id(*other) for other in others)}) == 4


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("440304-npc-7-7", "20210056"), "proposal/440304-npc-7-7/20210056"),
        (("330602-cppcc-9-5", "0031"), "proposal/330602-cppcc-9-5/0031"),
    ],
)
def test_official_numbers_are_seen_in_ids(keys: tuple[str, ...], expected: str) -> None:
    assert ids.natural_id("Proposal", *keys) == expected


@pytest.mark.parametrize("key", ["提01", "a/b", "../x", "a b", "", "1\n", "%41", "桐庐17"])
def test_other_numbers_go_in_as_slugs(key: str) -> None:
    made = ids.natural_id("Proposal", "330602-npc-9-5", key)
    assert ID.fullmatch(made)
    assert made.startswith("proposal/330602-npc-9-5/")
    assert len(made.split("/")) == 3
    assert made != ids.natural_id("Proposal", "330602-npc-9-5", key + "x")


def test_every_kind_of_id_is_ascii_and_of_one_form() -> None:
    digest = ids.text_hash("答复\ud800")
    assert re.fullmatch("[0-9a-f]{32}", digest)
    reply = ids.reply_id(digest)
    mention = ids.mention_id(reply, "Place", "越城区", 4)
    statement = ids.statement_id(reply, mention, "MENTIONS", mention, "", 4)
    for made in (reply, mention, statement):
        assert ID.fullmatch(made)


def test_where_and_what_a_statement_says_is_in_its_id() -> None:
    base = ("reply/a", "mention/a", "ORGANISES", "mention/b", "done", 3)
    made = {ids.statement_id(*base)}
    for i, other in enumerate(["reply/x", "mention/x", "JOINS", "mention/x", "planned", 4]):
        changed = (*base[:i], other, *base[i + 1 :])
        made.add(ids.statement_id(*changed))  # type: ignore[arg-type]
    assert len(made) == 7
