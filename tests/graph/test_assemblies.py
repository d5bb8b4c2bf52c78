"""Sessions are read from every way to write them."""

from __future__ import annotations

import pytest
from wenmai.graph.assemblies import Session, full_name, session


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("深圳市福田区第七届人民代表大会第七次会议", Session("npc", "深圳市福田区", 7, 7)),
        ("市五届人大第五次会议", Session("npc", "市", 5, 5)),
        ("省人大十三届一次会议", Session("npc", "省", 13, 1)),
        ("自治区十三届人大四次会议", Session("npc", "自治区", 13, 4)),
        ("十三届全国人大三次会议", Session("npc", "全国", 13, 3)),
        ("政协第十三届全国委员会第二次会议", Session("cppcc", "全国", 13, 2)),
        ("区政协九届五次会议", Session("cppcc", "区", 9, 5)),
        ("政协绍兴市越城区第九届委员会第五次会议", Session("cppcc", "绍兴市越城区", 9, 5)),
        ("中国人民政治协商会议绍兴市第八届委员会第 5 次会议", Session("cppcc", "绍兴市", 8, 5)),
        ("市政协九届", Session("cppcc", "市", 9, None)),
        ("第七届音乐节", None),
        ("区人大常委会", None),
    ],
)
def test_reads(name: str, expected: Session | None) -> None:
    assert session(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "绍兴市越城区第九届人民代表大会第五次会议",
        "第十三届全国人民代表大会第三次会议",
        "政协绍兴市第二十届委员会第十一次会议",
        "政协第十四届全国委员会第二次会议",
        "绍兴市第十届人民代表大会",
    ],
)
def test_writes_the_full_name(name: str) -> None:
    read = session(name)
    assert read is not None
    assert full_name("" if read.place == "全国" else read.place, read) == name
