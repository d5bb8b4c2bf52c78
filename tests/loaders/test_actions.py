"""Who does what with which named thing."""

from __future__ import annotations

import pytest
from given import WRITER, act, acts, extracted, letter, pairs, reading


@pytest.mark.parametrize(
    ("words", "predicate", "name"),
    [
        ("我局举办首届青岚灯彩节。", "ORGANISES", "首届青岚灯彩节"),
        ("我局承办首届青岚灯彩节。", "ORGANISES", "首届青岚灯彩节"),
        ("我局正在筹办首届青岚灯彩节。", "ORGANISES", "首届青岚灯彩节"),
        ("首届青岚灯彩节成功举办。", "ORGANISES", "首届青岚灯彩节"),
        ("首届青岚灯彩节在城西公园开幕。", "ORGANISES", "首届青岚灯彩节"),
        ("我局组织企业参加第二届青岚文博会。", "PARTICIPATES_IN", "第二届青岚文博会"),
        ("我局在首届青岚灯彩节上展出作品。", "PARTICIPATES_IN", "首届青岚灯彩节"),
        ("我局印发《宜春市灯彩保护办法》。", "ISSUES", "宜春市灯彩保护办法"),
        ("我局制定《宜春市灯彩保护办法》。", "ISSUES", "宜春市灯彩保护办法"),
        ("我局出台实施《宜春市灯彩保护办法》。", "ISSUES", "宜春市灯彩保护办法"),
        ("《宜春市灯彩保护办法》印发实施。", "ISSUES", "宜春市灯彩保护办法"),
        ("我局落实《宜春市灯彩保护办法》。", "FOLLOWS", "宜春市灯彩保护办法"),
        ("我局根据《宜春市灯彩保护办法》加强管理。", "FOLLOWS", "宜春市灯彩保护办法"),
        ("按照《宜春市灯彩保护办法》要求，我局加强管理。", "FOLLOWS", "宜春市灯彩保护办法"),
        ("我局以《宜春市灯彩保护办法》为指导，抓好工作。", "FOLLOWS", "宜春市灯彩保护办法"),
        ("我局建设青岚云平台。", "BUILDS", "青岚云平台"),
        ("我局推进青岚云平台建设。", "BUILDS", "青岚云平台"),
        ("我局建设中国文字博物馆。", "BUILDS", "中国文字博物馆"),
        ("我局打造“岚上书房”工程。", "BUILDS", "“岚上书房”工程"),
        ("青岚云平台建成投用。", "BUILDS", "青岚云平台"),
        ("我局修缮青岚古城。", "BUILDS", "青岚古城"),
        ("我局支持建设中国文字博物馆后，游客增多。", "BUILDS", "中国文字博物馆"),
        ("我局支持中国文字博物馆建设。", "BUILDS", "中国文字博物馆"),
        ("我省推进粤港澳大湾区建设。", "BUILDS", "粤港澳大湾区"),
        ("在青岚云平台建成后，游客增多。", "BUILDS", "青岚云平台"),
        ("我局开发“岚上书房”等线路。", "BUILDS", "岚上书房"),
        ("我局完成“岚上灯影—青岚灯彩展”。", "ORGANISES", "岚上灯影—青岚灯彩展"),
        ("我局成立青岚灯彩协会。", "ESTABLISHES", "青岚灯彩协会"),
        ("我局设立青岚灯彩研究中心。", "ESTABLISHES", "青岚灯彩研究中心"),
        ("青岚灯彩协会揭牌成立。", "ESTABLISHES", "青岚灯彩协会"),
        ("我局加入青岚城市联盟。", "JOINS", "青岚城市联盟"),
        ("我局与青岚大学签署协议。", "COOPERATES_WITH", "青岚大学"),
        ("我局与青岚大学开展合作。", "COOPERATES_WITH", "青岚大学"),
        ("我局与绍兴市签订合作协议。", "COOPERATES_WITH", "绍兴市"),
        ("我局联合青岚大学开课。", "COOPERATES_WITH", "青岚大学"),
        ("我局引进青岚设计公司。", "ATTRACTS", "青岚设计公司"),
        ("青岚设计公司落户我市。", "ATTRACTS", "青岚设计公司"),
        ("我局对青岚古城进行了修缮加固。", "BUILDS", "青岚古城"),
        ("青岚古城等文物保护单位进行了修缮。", "BUILDS", "青岚古城"),
        ("首届青岚灯彩节将于10月在绍兴举办。", "ORGANISES", "首届青岚灯彩节"),
        ("我局补助青岚公园80万元。", "FUNDS", "青岚公园"),
        ("我局安排资金50万元支持“岚上书房”工程。", "FUNDS", "“岚上书房”工程"),
        ("青岚书院荣获全国十佳书院称号。", "RECEIVES", "全国十佳书院"),
    ],
)
def test_every_predicate(words: str, predicate: str, name: str) -> None:
    found = act(words)
    assert (found["predicate"], found["object"]) == (predicate, name)


@pytest.mark.parametrize(
    "words",
    [
        "青岚云平台很受欢迎。",
        "我局与青岚大学同在城西。",
        "首届青岚灯彩节影响很大。",
        "赴绍兴市考察。",
    ],
)
def test_a_name_without_a_verb_of_its_own_is_no_action(words: str) -> None:
    assert acts(words) == []


def test_money_for_building_is_both() -> None:
    assert pairs("我局投入300万元修缮青岚古城。") == {
        ("BUILDS", "青岚古城"),
        ("FUNDS", "青岚古城"),
    }


@pytest.mark.parametrize(
    "words",
    [
        "我局推进青岚古城旅游线路宣传。",
        "我局推进青岚古城创建国家5A级景区。",
        "青岚云平台、青岚古城等项目列入市重点。",
    ],
)
def test_what_a_name_only_qualifies_or_lists_is_not_built(words: str) -> None:
    assert not [act for act in acts(words) if act["predicate"] == "BUILDS"]


def test_every_item_of_a_list_has_the_verb() -> None:
    assert pairs("我局举办首届青岚灯彩节、第二届青岚菊花节等活动。") == {
        ("ORGANISES", "首届青岚灯彩节"),
        ("ORGANISES", "第二届青岚菊花节"),
    }
    assert pairs("我局印发《宜春市灯彩保护办法》《宜春市灯彩发展规划》。") == {
        ("ISSUES", "宜春市灯彩保护办法"),
        ("ISSUES", "宜春市灯彩发展规划"),
    }
    assert pairs("我局建设青岚云平台和青岚灯彩产业园。") == {
        ("BUILDS", "青岚云平台"),
        ("BUILDS", "青岚灯彩产业园"),
    }


def test_two_verbs_are_two_actions() -> None:
    assert pairs("我局引进建设青岚影视产业园。") == {
        ("ATTRACTS", "青岚影视产业园"),
        ("BUILDS", "青岚影视产业园"),
    }


def test_each_clause_has_its_own_verb() -> None:
    assert pairs("我局根据《宜春市灯彩条例》，建设青岚云平台，成立青岚灯彩协会。") == {
        ("FOLLOWS", "宜春市灯彩条例"),
        ("BUILDS", "青岚云平台"),
        ("ESTABLISHES", "青岚灯彩协会"),
    }


def test_doing_something_with_an_office_is_no_cooperation_unless_agreed() -> None:
    together = "我局与市教育局联合印发《宜春市灯彩保护办法》。"
    assert pairs(together) == {("ISSUES", "宜春市灯彩保护办法")}
    assert ("COOPERATES_WITH", "市教育局") in pairs("我局与市教育局签订协议。")


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("市教育局举办首届青岚灯彩节。", "市教育局"),
        ("袁州区举办首届青岚灯彩节。", "袁州区"),
        ("青岚大学参加第二届青岚文博会。", "青岚大学"),
        ("2021年，市教育局举办首届青岚灯彩节。", "市教育局"),
        ("由市教育局承办首届青岚灯彩节。", "市教育局"),
        ("由市教育局主办、我局承办首届青岚灯彩节。", WRITER),
        ("我局举办首届青岚灯彩节。", WRITER),
        ("我市举办首届青岚灯彩节。", "我市"),
        ("举办首届青岚灯彩节。", None),
        ("在市教育局支持下，举办首届青岚灯彩节。", None),
        ("对市教育局的要求，举办首届青岚灯彩节。", None),
    ],
)
def test_the_actor(words: str, actor: str | None) -> None:
    assert act(words)["actor"] == actor


def test_an_actor_that_nobody_names_is_the_writer_inferred() -> None:
    found = reading(letter("举办首届青岚灯彩节。"))
    (organised,) = (s for s in found.statements if s.predicate == "ORGANISES")
    (writer,) = (m for m in found.mentions if m.id == organised.subject)
    assert (writer.name, organised.actor_inferred) == (WRITER, True)


def test_a_named_actor_is_not_inferred() -> None:
    found = reading(letter("我局举办首届青岚灯彩节。"))
    (organised,) = (s for s in found.statements if s.predicate == "ORGANISES")
    assert not organised.actor_inferred


def test_our_bureau_stays_as_written_where_nobody_signs() -> None:
    assert act("我局举办首届青岚灯彩节。", writer="")["actor"] == "我局"


def test_an_unsigned_letters_actor_is_its_region() -> None:
    receipt = "您在袁州区第五届人民代表大会第二次会议上提出的《关于灯彩的建议》收悉。"
    found = reading(letter("举办首届青岚灯彩节。", receipt=receipt, writer=""))
    (organised,) = (s for s in found.statements if s.predicate == "ORGANISES")
    (region,) = (m for m in found.mentions if m.id == organised.subject)
    assert (region.type, region.name, organised.actor_inferred) == ("Place", "袁州区", True)


def test_a_subject_is_carried_through_its_paragraph() -> None:
    found = acts("市教育局加强谋划。举办首届青岚灯彩节。印发《宜春市灯彩保护办法》。")
    assert [a["actor"] for a in found] == ["市教育局", "市教育局"]


def test_a_subject_is_not_carried_into_the_next_paragraph() -> None:
    found = acts("市教育局加强谋划。", "举办首届青岚灯彩节。")
    assert [a["actor"] for a in found] == [None]


def test_an_action_is_stated_in_its_clause() -> None:
    text = letter("今年以来，我局举办首届青岚灯彩节，市民踊跃参与。")
    (found,) = extracted(text)["actions"]
    assert found["quote"] == "我局举办首届青岚灯彩节"
    assert text[found["start"] : found["end"]] == found["quote"]


def test_nothing_before_the_receipt_clause_or_in_headings_of_the_page_is_an_action() -> None:
    text = "我局举办首届青岚灯彩节\n关于第87号建议的答复\n" + letter("我局高度重视。")
    assert extracted(text)["actions"] == []


@pytest.mark.parametrize(
    "words",
    [
        "市教育局、市财政局印发《宜春市灯彩保护办法》。",
        "市教育局会同市财政局印发《宜春市灯彩保护办法》。",
    ],
)
def test_joint_actors_have_one_action_each(words: str) -> None:
    assert {a["actor"] for a in acts(words)} == {"市教育局", "市财政局"}


def test_who_establishes_is_not_established() -> None:
    assert pairs("青岚大学成立青岚灯彩研究院。") == {("ESTABLISHES", "青岚灯彩研究院")}


def test_works_named_after_a_list_are_done_to_its_items() -> None:
    assert pairs("我局完成青岚湖公园、岚上古城等景点打造。") == {
        ("BUILDS", "青岚湖公园"),
        ("BUILDS", "岚上古城"),
    }


def test_nothing_is_built_of_a_place_that_is_only_mentioned() -> None:
    assert pairs("我局加快粤港澳大湾区文化交流。", "我局支持中国文字博物馆。") == set()


@pytest.mark.parametrize(
    ("words", "predicate", "name"),
    [
        ("青岚博物馆、岚上书院等重大文化设施相继建成。", "BUILDS", "青岚博物馆"),
        ("我局完成青岚塔、岚上书院的保护修缮。", "BUILDS", "岚上书院"),
        ("我县将青岚村打造成美术馆。", "BUILDS", "青岚村"),
        ("青岚书院由青岚集团投资建设。", "BUILDS", "青岚书院"),
        ("《宜春市灯彩条例》已由市人大常委会审议通过。", "ISSUES", "宜春市灯彩条例"),
        ("获得补助资金4600万元，重点用于青岚书院修缮。", "FUNDS", "青岚书院"),
        ("下达铜鼓县旅游发展资金1000万元。", "FUNDS", "铜鼓县"),
        ("安排资金550万元，其中：青岚书院80万元。", "FUNDS", "青岚书院"),
        ("首届青岚灯彩节、岚上诗会等活动的开展带动了消费。", "ORGANISES", "首届青岚灯彩节"),
    ],
)
def test_acts_in_further_words(words: str, predicate: str, name: str) -> None:
    assert (predicate, name) in pairs(words)


@pytest.mark.parametrize(
    "words",
    [
        "按照建设青岚云平台的要求，我局抓好落实。",
        "为打造青岚云平台奠定了基础。",
        "经修缮后的青岚书院很受欢迎。",
        "推进青岚书院的相关工作。",
        "推动学校将青岚灯彩工程纳入课程。",
        "我局将青岚云平台作为重要建设任务。",
    ],
)
def test_what_is_only_aimed_at_or_mentioned_is_not_built(words: str) -> None:
    assert {p for p, _ in pairs(words)} <= {"RECEIVES"}


def test_who_is_paid_to_build_is_not_built() -> None:
    assert ("BUILDS", "青岚集团") not in pairs("青岚书院由青岚集团投资建设。")


def test_items_of_a_list_do_not_build_each_other() -> None:
    found = acts("滨河公园、二郎山公园、漳源湿地已建成开放。", "我局高度重视。")
    assert {each["object"] for each in found} >= {"滨河公园", "漳源湿地"}
    assert not {each["actor"] for each in found} & {"滨河公园", "二郎山公园", "漳源湿地"}


@pytest.mark.parametrize(
    ("words", "predicates"),
    [
        ("按照《青岚规划》经市政府批准用地。", {"FOLLOWS"}),
        ("《青岚规划》经市政府批准。", {"ISSUES"}),
        ("将青岚古城建设成果转化。", set()),
        ("支持袁州区引进企业投资10亿元。", set()),
        ("为我市建设了青岚文化馆并免费提供图书。", {"BUILDS"}),
    ],
)
def test_words_beside_the_verb_that_change_what_it_does(words: str, predicates: set[str]) -> None:
    assert {each["predicate"] for each in acts(f"我局{words}")} == predicates
