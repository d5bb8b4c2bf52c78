"""Towns of the writer's region, alone, with their village, or without their kind."""

from __future__ import annotations

import time

import pytest
from given import named
from wenmai.graph.divisions import find
from wenmai.graph.towns import towns
from wenmai.loaders.townships import TOWNSHIP, townships


def places(*paragraphs: str, **parts: str) -> set[str]:
    return {name for kind, name in named(*paragraphs, **parts) if kind == "Place"}


AT_HOME = {
    "writer": "袁州区教育局",
    "receipt": "您在袁州区五届人大三次会议上提出的《关于灯彩的建议》收悉。",
}


@pytest.mark.parametrize("town", ["慈化镇", "天台镇", "飞剑潭乡"])
def test_a_town_of_the_writers_region_counts(town: str) -> None:
    assert places(f"我局赴{town}考察。", **AT_HOME) == {town}


def test_a_town_whose_stem_is_an_everyday_word_counts_at_home() -> None:
    assert places("我局组织天台镇、三阳镇的学校参加。", **AT_HOME) == {"天台镇", "三阳镇"}


def test_a_town_of_many_counties_counts_in_none_elsewhere() -> None:
    assert towns()["三阳镇"] != ("360902",)
    assert townships("三阳镇", find("越城区"), []) == []
    assert [hit.rule for hit in townships("三阳镇", find("袁州区"), [])] == [TOWNSHIP]


def test_a_town_counts_where_the_letter_names_its_county() -> None:
    words = "在袁州区设点，由三阳镇的学校负责。"
    assert "三阳镇" in places(words, writer="江西省教育厅")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("我局赴慈化镇解放村考察。", "慈化镇解放村"),
        ("我局赴袁州区慈化镇考察。", "袁州区慈化镇"),
        ("慈化镇原石村的灯彩很有名。", "慈化镇原石村"),
    ],
)
def test_a_town_is_one_name_with_what_it_lies_in_and_its_village(words: str, place: str) -> None:
    assert places(words, **AT_HOME) == {place}


@pytest.mark.parametrize(
    "words",
    [
        "慈化镇乡村的灯彩很有名。",
        "慈化镇示范村很多。",
        "我局赴慈化镇到点上看。",
        "慈化镇各村都有学校。",
    ],
)
def test_what_follows_a_town_is_not_always_its_village(words: str) -> None:
    assert places(words, **AT_HOME) == {"慈化镇"}


def test_the_government_of_a_town_is_named_with_it() -> None:
    found = named("该校隶属于慈化镇人民政府。", **AT_HOME)
    assert ("Department", "慈化镇人民政府") in found


def test_without_its_kind_a_town_counts_beside_another() -> None:
    assert places("包括慈化，寨下的学校。", **AT_HOME) >= {"慈化", "寨下"}
    assert places("慈化的学校很多。", **AT_HOME) == set()


@pytest.mark.parametrize("mark", ["、", "。"])
def test_many_short_names_take_time_in_proportion(mark: str) -> None:
    home = find("袁州区")

    def seconds(times: int) -> float:
        """Return the least time of the processor of three goes."""
        text = f"慈化{mark}" * times
        took = []
        for _ in range(3):
            start = time.process_time()
            assert len(townships(text, home, [])) == (times if mark == "、" else 0)
            took.append(time.process_time() - start)
        return min(took)

    # Pairwise, eight times as many took sixty times as long: seconds.
    assert seconds(8_000) < 24 * max(seconds(1_000), 0.02)
