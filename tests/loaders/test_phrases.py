"""Names that a phrase tells, without marks or heads of their own."""

from __future__ import annotations

import pytest
from given import named


def test_games_go_by_their_number() -> None:
    assert ("Event", "省十六运会") in named("我市承办省十六运会。")


def test_games_of_cities_are_no_place() -> None:
    assert all(kind != "Place" for kind, _ in named("我市承办第七届全国城运会。"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("我局制定青岚古城灯彩街区整治实施方案，", ("Plan", "青岚古城灯彩街区整治实施方案")),
        ("我市实施非物质文化遗产传承发展工程。", ("Initiative", "非物质文化遗产传承发展工程")),
        ("成立了由市长任组长的灯彩发展领导小组。", ("Department", "灯彩发展领导小组")),
    ],
)
def test_names_that_the_words_around_tell(words: str, expected: tuple[str, str]) -> None:
    assert expected in named(words)


@pytest.mark.parametrize(
    "words", ["我局制定工作方案，", "我局制定具体实施方案，", "按照市里的发展规划，"]
)
def test_a_plan_without_a_name_is_none(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Plan"]
