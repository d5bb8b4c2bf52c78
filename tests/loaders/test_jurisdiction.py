"""Which division a letter's writer belongs to."""

from __future__ import annotations

import pytest
from given import header, letter


def jurisdiction(*paragraphs: str, **parts: str) -> object:
    return header(letter(*paragraphs, **parts))["jurisdiction"]


UNPLACED = "您在区五届人大三次会议上提出的《关于灯彩的建议》收悉。"


def test_the_writers_own_name_tells() -> None:
    assert jurisdiction("我局高度重视。") == "江西省宜春市"


def test_the_assembly_tells_where_the_signature_does_not() -> None:
    receipt = "您在铜鼓县第十七届人民代表大会第二次会议上提出的《关于灯彩的建议》收悉。"
    assert jurisdiction("我局高度重视。", receipt=receipt, writer="") == "江西省宜春市铜鼓县"


def test_places_that_are_only_visited_do_not_outweigh_the_writer() -> None:
    body = "我局赴绍兴市、扬州市考察，绍兴市、扬州市经验丰富，绍兴市回访，双方交流频繁。"
    assert jurisdiction(body) == "江西省宜春市"


def test_a_place_that_ends_the_body_is_not_the_writers() -> None:
    assert jurisdiction("我局赴绍兴市考察，也邀请了绍兴市。") == "江西省宜春市"


def test_a_district_among_those_of_its_name_is_told_by_what_the_letter_names() -> None:
    receipt = UNPLACED
    fujian = jurisdiction("我区是福州市中心城区。", receipt=receipt, writer="鼓楼区教育局")
    jiangsu = jurisdiction("我区是南京市中心城区。", receipt=receipt, writer="鼓楼区教育局")
    assert (fujian, jiangsu) == ("福建省福州市鼓楼区", "江苏省南京市鼓楼区")


def test_a_level_that_the_letter_calls_its_own_must_fit() -> None:
    receipt = "您在省十三届人大五次会议上提出的《关于灯彩的建议》收悉。"
    body = "我省支持宜春市、赣州市发展灯彩。"
    assert jurisdiction(body, receipt=receipt, writer="省文化和旅游厅") == "江西省"


def test_a_city_is_no_district() -> None:
    receipt = "您提出的《关于灯彩的建议》收悉。"
    body = "我市的红山灯彩远近闻名，赤峰市也有红山灯彩，红山、赤峰往来频繁。"
    assert jurisdiction(body, receipt=receipt, writer="") == "内蒙古自治区赤峰市"


@pytest.mark.parametrize("words", ["整合各类资源", "保障群众平安", "南部山区"])
def test_an_everyday_word_is_no_county(words: str) -> None:
    assert jurisdiction(f"我县{words}。", receipt=UNPLACED, writer="") is None


def test_a_letter_from_a_place_unknown_has_no_other() -> None:
    receipt = "您在州十六届人大四次会议上提出的《关于灯彩的建议》收悉。"
    body = "我州派员到绍兴市、扬州市学习。"
    assert jurisdiction(body, receipt=receipt, writer="州教育局") is None


def test_a_central_body_belongs_to_no_division() -> None:
    receipt = "您在十三届全国人大五次会议上提出的第1234号建议收悉。"
    assert jurisdiction("我部支持绍兴市。", receipt=receipt, writer="文化和旅游部") == ""


def test_nothing_is_told_where_no_place_is_named() -> None:
    assert jurisdiction("我局高度重视。", receipt=UNPLACED, writer="区教育局") is None


@pytest.mark.parametrize("writer", ["袁州区教育局", "宜春市袁州区教育局"])
def test_a_division_with_or_without_the_one_above(writer: str) -> None:
    assert jurisdiction("我局重视。", receipt=UNPLACED, writer=writer) == "江西省宜春市袁州区"
