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
        ("我市认真贯彻落实全民灯彩条例，", ("Plan", "全民灯彩条例")),
        ("正在编制完成青岚古城保护规划，", ("Plan", "青岚古城保护规划")),
        ("计划建设青岚至岚溪高速公路。", ("Initiative", "青岚至岚溪高速公路")),
        ("市政府设立了灯彩产业发展专项资金，", ("Initiative", "灯彩产业发展专项资金")),
        ("组织举办青少年趣味灯彩研讨会。", ("Event", "青少年趣味灯彩研讨会")),
    ],
)
def test_names_that_the_words_around_tell(words: str, expected: tuple[str, str]) -> None:
    assert expected in named(words)


@pytest.mark.parametrize(
    "words", ["我局制定工作方案，", "我局制定具体实施方案，", "按照市里的发展规划，"]
)
def test_a_plan_without_a_name_is_none(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Plan"]


@pytest.mark.parametrize("words", ["贯彻落实相关条例，", "根据国家和省管理办法，"])
def test_a_law_without_a_name_is_none(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Plan"]


@pytest.mark.parametrize("words", ["举办各类文艺大赛。", "举办丰富多彩的系列活动。"])
def test_events_of_all_kinds_are_none(words: str) -> None:
    assert not [name for kind, name in named(words) if kind == "Event"]


def test_places_in_a_list_share_their_kind() -> None:
    found = named("分布在岚坪、渡垅、苇尾三个社区。", "惠及岚坪、渡垅、苇尾等乡镇。")
    assert {name for kind, name in found if kind == "Place"} == {"岚坪", "渡垅", "苇尾"}


def test_fields_of_work_are_no_places() -> None:
    found = named("完善文化、教育、体育等社区服务。")
    assert not [name for kind, name in found if kind == "Place"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("实施了岚村至峪庄通村路面硬化工程。", ("Initiative", "岚村至峪庄通村路面硬化工程")),
        ("实施鸡街至石屏高速公路改扩建工程。", ("Initiative", "鸡街至石屏高速公路改扩建工程")),
        ("G320线和307省道已改造。", ("Place", "G320线")),
        ("G320线和307省道已改造。", ("Place", "307省道")),
        ("我局委托编制青岚古城旅游规划。", ("Plan", "青岚古城旅游规划")),
        ("实施赛马赛事牵引带动行动。", ("Initiative", "赛马赛事牵引带动行动")),
        ("建立青岚文化旅游联席会议制度。", ("Initiative", "青岚文化旅游联席会议制度")),
    ],
)
def test_roads_plans_and_programmes_by_their_words(words: str, expected: tuple[str, str]) -> None:
    assert expected in named(words)


@pytest.mark.parametrize(
    "words", ["成立提案办理工作领导小组。", "成立专班。", "编制文物保护规划。"]
)
def test_what_every_office_has_is_no_name(words: str) -> None:
    assert named(words) == set()


@pytest.mark.parametrize(
    "words", ["改造县道120公里。", "2020年通过国道2021年验收。", "省道300米。"]
)
def test_a_length_or_a_year_is_no_number_of_a_road(words: str) -> None:
    assert not [name for kind, name in named(words) if "道" in name]


def test_a_road_keeps_its_letter() -> None:
    assert ("Place", "G318国道") in named("改造G318国道。")


@pytest.mark.parametrize("words", ["实施一批文化旅游基础设施项目。", "实施上述文化旅游提升项目。"])
def test_programmes_of_any_kind_are_none(words: str) -> None:
    assert named(words) == set()
