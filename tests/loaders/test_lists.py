"""Items of lists whose kind is told after them."""

from __future__ import annotations

import time

import pytest
from given import named
from wenmai.loaders.lists import RULE, lists


@pytest.mark.parametrize(
    ("words", "kind", "items"),
    [
        ("指导岚湖天地、峪溪花廊等3家景区申报。", "Place", {"岚湖天地", "峪溪花廊"}),
        ("举办樱花美食节、后备箱峪岚市集等系列户外经济活动。", "Event", {"樱花美食节"}),
        ("推进“岚上云里”、峪岚欢乐谷等一批重点项目。", "Initiative", {"岚上云里", "峪岚欢乐谷"}),
        ("扶持峪岚戏社、岚峪乐坊等社团。", "Institution", {"岚峪乐坊"}),
    ],
)
def test_the_kind_after_a_list_tells_what_its_items_are(
    words: str, kind: str, items: set[str]
) -> None:
    found = {words[n.start : n.end] for n in lists(words) if n.type == kind}
    assert items <= found


def test_items_of_everyday_words_are_none() -> None:
    assert list(lists("完善道路、停车场、厕所等旅游景点。")) == []


def test_what_is_done_is_no_item() -> None:
    words = "办好社区运动会、峪岚比武大会等赛事。"
    assert "办好社区运动会" not in {words[n.start : n.end] for n in lists(words)}


def test_offices_are_not_told_by_what_they_deal_with() -> None:
    assert list(lists("会同峪岚、岚峪等企业部门。")) == []


def test_items_are_names_of_the_letter() -> None:
    assert {("Place", "岚湖天地"), ("Place", "峪溪花廊")} <= named(
        "我局指导岚湖天地、峪溪花廊等3家景区申报。"
    )
    assert RULE


def test_a_long_list_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        took = []
        for _ in range(3):
            start = time.process_time()
            list(lists("峪溪花廊、" * times + "岚湖天地等景区。" * times))
            took.append(time.process_time() - start)
        return min(took)

    assert seconds(4_000) < 24 * max(seconds(500), 0.02)


@pytest.mark.parametrize(
    "words",
    [
        "游客到梅坪、石湾、磨盘等地参观博物馆。",
        "组织王建国、柳如是等学者走进高校。",
        "解决停车难、如厕难等影响景区的问题。",
        "开发梅坪、石湾等地打造旅游线路。",
    ],
)
def test_a_clause_between_the_list_and_a_kind_does_not_tell_what_they_are(words: str) -> None:
    assert list(lists(words)) == []
