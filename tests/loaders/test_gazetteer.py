"""Which names of the closed lists count in a letter."""

from __future__ import annotations

import pytest
from given import named, reading
from wenmai.graph.divisions import divisions
from wenmai.loaders.gazetteer import hits, licensed


def places(*paragraphs: str, **parts: str) -> set[str]:
    return {name for kind, name in named(*paragraphs, **parts) if kind == "Place"}


@pytest.mark.parametrize("name", ["绍兴市", "袁州区", "江西省", "铜鼓县", "广西壮族自治区"])
def test_a_full_division_name_counts_everywhere(name: str) -> None:
    assert places(f"我局赴{name}考察。") == {name}


@pytest.mark.parametrize("name", ["日本", "法国", "长三角", "京津冀"])
def test_countries_and_regions_count(name: str) -> None:
    assert places(f"我局赴{name}考察。") == {name}


def test_a_short_name_counts_where_the_division_is_the_writers_own() -> None:
    assert places("袁州的灯彩很有名。") == {"袁州"}


def test_a_short_name_of_a_county_elsewhere_does_not_count() -> None:
    assert places("越城的灯彩很有名。") == set()
    assert places("越城区的灯彩很有名。") == {"越城区"}


@pytest.mark.parametrize("name", ["绍兴", "浙江", "广西"])
def test_a_short_name_of_a_city_or_province_counts_everywhere(name: str) -> None:
    assert places(f"我局借鉴{name}经验。") == {name}


def test_an_everyday_word_counts_as_a_short_name_only_at_home_or_in_a_list() -> None:
    assert places("池中莲花盛开。") == set()
    receipt = "您在莲花县第十七届人民代表大会第二次会议上提出的《关于灯彩的建议》收悉。"
    assert places("莲花的灯彩很有名。", receipt=receipt, writer="莲花县教育局") == {"莲花"}
    assert places("我局在丰城、莲花设点。") == {"丰城", "莲花"}


def test_a_place_with_the_one_it_lies_in_is_one_name() -> None:
    assert places("我局赴江西省宜春市袁州区考察。") == {"江西省宜春市袁州区"}


def test_a_place_inside_the_name_of_a_body_is_no_place_of_its_own() -> None:
    assert places("铜鼓县教育局配合，绍兴大学指导。") == set()


def test_function_words_are_no_division() -> None:
    assert places("我局会同县直各单位抓落实。") == set()


def test_the_longest_listed_name_is_taken() -> None:
    text = "在内蒙古自治区和内蒙古"
    assert [text[h.start : h.end] for h in hits(text)] == ["内蒙古自治区", "内蒙古"]


def test_a_shared_name_has_all_its_candidates() -> None:
    (hit,) = hits("鼓楼区")
    assert len(hit.divisions) == len([d for d in divisions() if d.name == "鼓楼区"]) > 1


def test_without_a_home_short_county_names_are_not_licensed() -> None:
    text = "鼓楼区与袁州"
    kept = licensed(hits(text), text, None)
    assert [text[h.start : h.end] for h in kept] == ["鼓楼区"]


def test_the_full_name_licenses_the_short_one() -> None:
    text = "袁州区与袁州"
    kept = licensed(hits(text), text, None)
    assert [text[h.start : h.end] for h in kept] == ["袁州区", "袁州"]


@pytest.mark.parametrize("text", ["杭州市民", "湖南省会", "福州人爱听", "蒙古族", "海外闽南人"])
def test_people_and_capitals_are_no_places(text: str) -> None:
    assert not licensed(hits(text), text, None)


def test_a_short_name_across_two_words_is_none() -> None:
    text = "满足广大足球爱好者"
    assert not licensed(hits(text), text, None)


def test_a_listed_name_is_found_where_it_stands() -> None:
    found = reading("卢知远代表：\n您提出的《关于灯彩的建议》收悉。我局赴绍兴市考察。")
    (place,) = (m for m in found.mentions if m.name == "绍兴市")
    assert found.letter.text[place.start : place.end] == "绍兴市"


def test_a_short_name_does_not_begin_inside_a_word() -> None:
    assert places("弘扬中华文化，展现绚丽江滩。") == set()


def test_a_state_is_not_its_namesake() -> None:
    assert places("我局赴蒙古国考察。") == {"蒙古国"}


@pytest.mark.parametrize(
    ("text", "place"), [("从重庆引进青岚馆。", "重庆"), ("到达州考察。", "达州")]
)
def test_a_function_word_before_a_short_name_is_no_part_of_it(text: str, place: str) -> None:
    assert place in places(f"我局{text}")
