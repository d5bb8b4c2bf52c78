import pytest
from wenmai.graph.pinyin import readings, spelt


def test_characters_are_read_in_pinyin() -> None:
    read = readings(["绍兴市", "绿地A"])
    assert read["绍"].split()[0] == "shao"
    assert "lv" in read["绿"].split()
    assert "A" not in read
    assert readings(["乐清"])["乐"].split()[:2] == ["le", "yue"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("越城区古桥博物馆", "yuè chéng qū gǔ qiáo bó wù guǎn"),
        ("重庆长沙音乐厅", "chóng qìng cháng shā yīn yuè tīng"),
        ("第31号", "dì 31 hào"),
        ("《示范》规划（一期）", "《shì fàn》 guī huà （yī qī）"),
        ("A馆，B馆", "A guǎn，B guǎn"),
        ("a\n区|b;示", "a\nqū|b;shì"),
    ],
)
def test_names_are_spelt_by_the_words_in_them(name: str, expected: str) -> None:
    assert spelt(name) == expected


@pytest.mark.parametrize("name", ["", "AI", "2023", "🎭"])
def test_what_is_not_chinese_is_not_spelt(name: str) -> None:
    assert spelt(name) is None
