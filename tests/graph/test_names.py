"""A name is read as its writer means it."""

from __future__ import annotations

import pytest
from letters import letter
from wenmai.graph import names
from wenmai.graph.names import Name, Writer
from wenmai.graph.schema import schema
from wenmai.graph.tables import rows

YUECHENG, SHAOXING, ZHEJIANG = "浙江省绍兴市越城区", "浙江省绍兴市", "浙江省"
SHILIN = "云南省昆明市石林彝族自治县"


def writer(jurisdiction: str | None) -> Writer:
    return Writer.of(letter(jurisdiction, 2021).letter)


@pytest.mark.parametrize(
    ("home", "name", "scope", "text"),
    [
        # 相对名称
        (YUECHENG, "区教育局", YUECHENG, "绍兴市越城区教育局"),
        (YUECHENG, "我区教育局", YUECHENG, "绍兴市越城区教育局"),
        (YUECHENG, "市教育局", SHAOXING, "绍兴市教育局"),
        (YUECHENG, "省文旅厅", ZHEJIANG, "浙江省文化和旅游厅"),
        ("浙江省绍兴市诸暨市", "市教育局", "浙江省绍兴市诸暨市", "绍兴市诸暨市教育局"),
        ("重庆市渝中区", "市科技局", "重庆市", "重庆市科学技术局"),
        (SHILIN, "县政府", SHILIN, "昆明市石林彝族自治县人民政府"),
        (SHILIN, "石林县政府", SHILIN, "昆明市石林彝族自治县人民政府"),
        (SHILIN, "西街口镇政府", SHILIN + "西街口镇", "昆明市石林彝族自治县西街口镇人民政府"),
        (SHILIN + "西街口镇", "县文化局", SHILIN, "昆明市石林彝族自治县文化局"),
        ("广西壮族自治区", "自治区发展改革委", "广西壮族自治区", "广西壮族自治区发展和改革委员会"),
        ("广西壮族自治区南宁市", "区教育厅", "广西壮族自治区", "广西壮族自治区教育厅"),
        # 带地名的名称
        (YUECHENG, "越城区教育局", YUECHENG, "绍兴市越城区教育局"),
        ("", "浙江省绍兴市越城区教育局", YUECHENG, "绍兴市越城区教育局"),
        (ZHEJIANG, "宜宾科技局", "四川省宜宾市", "宜宾市科学技术局"),
        (SHAOXING, "中共绍兴市委", SHAOXING, "绍兴市委"),
        (SHAOXING, "中共绍兴市委员会", SHAOXING, "绍兴市委"),
        # 繁体、旧地名、第二块牌子
        (YUECHENG, "越城區教育局", YUECHENG, "绍兴市越城区教育局"),
        (SHAOXING, "绍兴县教育局", "浙江省绍兴市柯桥区", "绍兴市柯桥区教育局"),
        (YUECHENG, "区住建局(区人防办)", YUECHENG, "绍兴市越城区住房和城乡建设局"),
        (YUECHENG, "府山街道", YUECHENG + "府山街道", "绍兴市越城区府山街道办事处"),
        (
            YUECHENG,
            "越城区人民政府府山街道办事处",
            YUECHENG + "府山街道",
            "绍兴市越城区府山街道办事处",
        ),
        # 不带地名的名称
        (YUECHENG, "教育局", YUECHENG, "绍兴市越城区教育局"),
        (YUECHENG, "教育厅", ZHEJIANG, "浙江省教育厅"),
        (YUECHENG, "公安局", YUECHENG, "绍兴市越城区公安局"),
        (YUECHENG, "宣传部", YUECHENG, "绍兴市越城区委宣传部"),
        (YUECHENG, "市场监管局", YUECHENG, "绍兴市越城区市场监督管理局"),
        (YUECHENG, "市市场监管局", SHAOXING, "绍兴市市场监督管理局"),
        (YUECHENG, "市民政局", SHAOXING, "绍兴市民政局"),
        # 中央
        (YUECHENG, "文旅部", "", "文化和旅游部"),
        (YUECHENG, "文化和旅游部", "", "文化和旅游部"),
        (YUECHENG, "国办", "", "国务院办公厅"),
        (YUECHENG, "国家科技部", "", "科学技术部"),
        (YUECHENG, "中共中央办公厅", "", "中共中央办公厅"),
        (YUECHENG, "国家发展改革委", "", "国家发展和改革委员会"),
        ("", "文化产业司", "", "文化产业司"),
    ],
)
def test_departments(home: str, name: str, scope: str, text: str) -> None:
    read = names.department(name, writer(home))
    assert (read.scope, read.text) == (scope, text)


@pytest.mark.parametrize(
    ("home", "name"),
    [
        (SHAOXING, "区教育局"),
        ("广西壮族自治区南宁市", "区教育局"),
        (None, "市教育局"),
        (None, "教育局"),
    ],
)
def test_an_office_of_nobody_knows_whom_stays_with_its_letter(home: str | None, name: str) -> None:
    who = writer(home)
    assert names.department(name, who) == Name(who.reply, name, name)


def test_a_list_of_central_bodies_is_believed() -> None:
    read = names.department("新闻出版署", writer(YUECHENG), central=True)
    assert (read.scope, read.level) == ("", "national")


@pytest.mark.parametrize("home", [YUECHENG, SHAOXING])
def test_abbreviations_and_official_names_meet(home: str) -> None:
    who = writer(home)
    for short, full in (
        ("市发改委", "市发展和改革委员会"),
        ("市文广旅游局", "绍兴市文化广电旅游局"),
    ):
        short_, full_ = names.department(short, who), names.department(full, who)
        assert (short_.scope, short_.core) == (full_.scope, full_.core)


@pytest.mark.parametrize(
    ("home", "name", "scope", "text"),
    [
        (YUECHENG, "区图书馆", YUECHENG, "绍兴市越城区图书馆"),
        (YUECHENG, "越城区图书馆", YUECHENG, "绍兴市越城区图书馆"),
        (YUECHENG, "图书馆", YUECHENG, "绍兴市越城区图书馆"),
        (YUECHENG, "深圳大学", "", "深圳大学"),
        (YUECHENG, "水乡戏曲研究会", "", "水乡戏曲研究会"),
        (SHAOXING, "市文联", SHAOXING, "绍兴市文学艺术界联合会"),
        (SHAOXING, "绍兴博物馆", SHAOXING, "绍兴博物馆"),
        # 三个朝阳区，不知是哪一个
        (YUECHENG, "朝阳区文化馆", "", "朝阳区文化馆"),
    ],
)
def test_institutions(home: str, name: str, scope: str, text: str) -> None:
    read = names.institution(name, writer(home))
    assert (read.scope, read.text) == (scope, text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“考古中国”项目", "考古中国", True),
        ("“云上越博”数字博物馆平台", "“云上越博”平台", True),
        ("水乡书房工程", "“水乡书房”工程", True),
        ("“越艺工坊”越城驿站", "越艺工坊", False),
        ("“小小讲解员”培训基地", "小小讲解员", False),
        ("“小小传承人”培养计划", "小小传承人", False),
        ("文化工程", "文化", False),
    ],
)
def test_what_stands_behind_a_quoted_name(one: str, other: str, same: bool) -> None:
    who = writer(YUECHENG)
    first, second = names.initiative(one, who), names.initiative(other, who)
    assert ((first.scope, first.core) == (second.scope, second.core)) is same


def test_the_countrys_census_is_not_the_countys() -> None:
    assert names.event("越城区全国文物普查", writer(YUECHENG)).scope == ""
    assert names.event("彝族火把节", writer(SHILIN)).scope == SHILIN


def test_a_bare_library_in_a_citys_letter_is_not_the_citys() -> None:
    who = writer(SHAOXING)
    assert names.institution("图书馆", who).scope == who.reply
    assert names.institution("市图书馆", who).scope == SHAOXING


@pytest.mark.parametrize(
    ("home", "name", "text"),
    [
        (YUECHENG, "我区", "浙江省绍兴市越城区"),
        (YUECHENG, "全市", "浙江省绍兴市"),
        (YUECHENG, "绍兴", "浙江省绍兴市"),
        (SHAOXING, "越城", "浙江省绍兴市越城区"),
        (SHAOXING, "柯桥区平水镇", "浙江省绍兴市柯桥区平水镇"),
        (SHILIN, "西街口镇", SHILIN + "西街口镇"),
    ],
)
def test_places_that_are_divisions(home: str, name: str, text: str) -> None:
    read = names.place(name, writer(home))
    assert read.division is not None
    assert (read.text, read.division.full_name) == (text, text)


@pytest.mark.parametrize("name", ["安昌古镇", "江南水乡", "浙江省最美乡"])
def test_what_is_called_a_town_without_being_one(name: str) -> None:
    read = names.place(name, writer(YUECHENG))
    assert read.division is None or read.division.level != "township"


def test_other_places_are_told_apart_by_where_the_writer_is() -> None:
    keqiao = "浙江省绍兴市柯桥区"
    for name, homes in (("龙泉寺", 3), ("书圣故里", 2)):
        scopes = {names.place(name, writer(home)).scope for home in (YUECHENG, keqiao, SHILIN)}
        assert len(scopes) == homes
    wide = {names.place("俄罗斯", writer(home), wide=True) for home in (YUECHENG, SHILIN)}
    assert len(wide) == 1


def test_plans_without_anything_proper_are_their_letters_own() -> None:
    who = writer(YUECHENG)
    assert names.plan("实施方案", who).scope == who.reply
    assert names.plan("戏曲振兴实施方案", who).scope == YUECHENG
    assert names.plan("国家戏曲振兴实施方案", who).scope == ""
    assert names.plan("全市戏曲振兴实施方案", who).scope == SHAOXING
    assert names.plan("浙江省非物质文化遗产条例", who).text == "浙江省非物质文化遗产条例"


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("文化节", YUECHENG),
        ("火把节", YUECHENG),
        ("水乡戏曲文化节", ""),
        ("文博会", ""),
        ("市运动会", SHAOXING),
        ("市民水乡音乐节", ""),
    ],
)
def test_events_without_anything_proper_belong_to_the_writers_place(name: str, scope: str) -> None:
    assert names.event(name, writer(YUECHENG)).scope == scope


def test_words_for_the_writer() -> None:
    assert [names.itself(name) for name in ("我局", "本委", "我市", "我局教育处")] == [
        "局", "委", None, None,
    ]  # fmt: skip


def test_the_tables_name_types_of_the_vocabulary() -> None:
    kinds = set(schema().entity_types)
    assert {row[0] for row in rows("abbreviations.tsv")} <= kinds
    assert {row[0] for row in rows("generic.tsv")} <= kinds


def test_no_abbreviation_is_given_twice_or_leads_to_another() -> None:
    listed = rows("abbreviations.tsv")
    shorts = [(kind, where, short) for kind, where, short, _, _ in listed]
    assert len(set(shorts)) == len(shorts)
    assert not {(kind, where, full) for kind, where, _, full, _ in listed} & set(shorts)
