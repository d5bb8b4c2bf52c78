"""What a proposal is about, by its title."""

from __future__ import annotations

from pathlib import Path

import pytest
from wenmai.loaders.reading import read
from wenmai.loaders.themes import themes
from wenmai.loaders.wordlists import use


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于加强古戏台保护的建议", ["文物保护"]),
        ("关于非遗进校园的提案", ["非物质文化遗产", "教育"]),
        ("关于非遗和非物质文化遗产传承人的建议", ["非物质文化遗产"]),
        ("关于历史文化名城旅游的建议", ["历史文化名城名镇名村", "旅游"]),
        ("关于修建道路的建议", []),
    ],
)
def test_each_theme_once_in_order(title: str, expected: list[str]) -> None:
    assert [theme.name for theme in themes(title, 0, len(title))] == expected


def test_only_the_stretch_counts() -> None:
    text = "旅游，关于足球的建议，阅读"
    (found,) = themes(text, 3, 10)
    assert (found.name, text[found.start : found.end]) == ("体育", "足球")


def test_a_proposal_is_about_the_themes_of_its_title_only() -> None:
    text = (
        "对绍兴市政协九届二次会议第0123号提案的答复\n\n李明委员：\n"
        "您提出的《关于推動非遺傳承的提案》收悉，现答复如下：\n我局建设绍兴市足球公园。\n\n"
        "绍兴市文化广电旅游局\n2022年6月1日\n"
    )
    (reading,) = read(text, "letter.txt")
    names = {mention.id: mention for mention in reading.mentions}
    (about,) = [s for s in reading.statements if s.predicate == "ABOUT"]
    assert names[about.subject].type == "Proposal"
    assert names[about.object].name == "非物质文化遗产"
    assert about.quote == "关于推動非遺傳承的提案"


def test_a_region_may_add_its_own(tmp_path: Path) -> None:
    (tmp_path / "themes.tsv").write_text("灯彩\t灯彩艺术\n", encoding="utf-8")
    title = "关于灯彩的建议"
    assert themes(title, 0, len(title)) == []
    use(tmp_path)
    try:
        assert [theme.name for theme in themes(title, 0, len(title))] == ["灯彩艺术"]
    finally:
        use(None)
