"""What a letter says of an office's past becomes a succession, and nothing else does."""

from __future__ import annotations

import pytest
from wenmai.loaders.reading import read

LETTER = (
    "绍兴市文化广电旅游局关于市八届人大四次会议第88号建议的答复\n李一代表：\n"
    "您提出的关于古桥的建议收悉，现答复如下：{}\n绍兴市文化广电旅游局\n2020年7月3日\n"
)


def told(sentence: str) -> set[tuple[str, str, int | None]]:
    (reading,) = read(LETTER.format(sentence), "letters/1.txt")
    names = {mention.id: mention.name for mention in reading.mentions}
    return {
        (names[s.subject], names[s.object], s.year)
        for s in reading.statements
        if s.predicate == "SUCCEEDED_BY"
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2019年3月，绍兴市文化局更名为绍兴市文化广电旅游局。",
            {("绍兴市文化局", "绍兴市文化广电旅游局", 2019)},
        ),
        (
            "原绍兴市文化局与原绍兴市旅游局的职责整合，于2019年1月组建绍兴市文化广电旅游局。",
            {
                ("绍兴市文化局", "绍兴市文化广电旅游局", 2019),
                ("绍兴市旅游局", "绍兴市文化广电旅游局", 2019),
            },
        ),
        (
            "绍兴市农业农村局（原绍兴市农业局）牵头办理。",
            {("绍兴市农业局", "绍兴市农业农村局", None)},
        ),
        (
            "原绍兴市规划局（现绍兴市自然资源和规划局）负责审批。",
            {("绍兴市规划局", "绍兴市自然资源和规划局", None)},
        ),
        ("绍兴市教育局与绍兴市财政局整合资源，成立绍兴市教育基金会。", set()),
        ("绍兴市教育局、绍兴市财政局合并，未设置绍兴市科技局。", set()),
        ("我们会同绍兴市教育局支持绍兴市财政局成立专班。", set()),
    ],
)
def test_renamings(sentence: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert told(sentence) == expected
