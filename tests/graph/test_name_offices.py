"""Short forms of offices take something of each word; the tables are sound."""

from __future__ import annotations

import re

import pytest
from wenmai.graph import offices, series
from wenmai.graph.divisions import by_full_name
from wenmai.graph.reforms import Office, rings, successions
from wenmai.graph.tables import rows


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("文旅局", "文化旅游局"),
        ("文广旅体局", "文化广电旅游体育局"),
        ("文体广旅局", "文化体育广播电视旅游局"),
        ("文体旅游局", "文化体育旅游局"),
        ("旅发委", "旅游发展委员会"),
        ("人社局", "人力资源社会保障局"),
        ("自规局", "自然资源规划局"),
    ],
)
def test_short_forms(short: str, full: str) -> None:
    assert offices.shortens(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("教育局", "教育体育局"),
        ("文旅局", "文化广电旅游局"),
        ("体育局", "教育体育局"),
        ("文化局", "文化旅游局"),
        ("规划局", "规划自然资源局"),
        ("文旅局", "文旅局"),
        ("文旅厅", "文化旅游局"),
        ("水乡局", "水乡戏曲局"),
    ],
)
def test_other_offices(short: str, full: str) -> None:
    assert not offices.shortens(short, full)


def test_a_second_plate_is_taken_off_and_other_brackets_stay() -> None:
    assert offices.plate("市住房和城乡建设局(市人民防空办公室)") == "市住房和城乡建设局"
    assert offices.plate("南屿公司（绍兴）") == "南屿公司（绍兴）"


def test_spellings_of_one_office_meet() -> None:
    assert offices.unified("文化和旅游局") == offices.unified("文化旅游局")
    assert offices.unified("和平工作队") == "和平工作队"


@pytest.mark.parametrize(
    ("name", "year", "edition"),
    [
        ("中国（深圳）国际文化产业博览交易会", 2020, 16),
        ("中国（深圳）国际文化产业博览交易会", 2005, None),
        ("中国国际进口博览会", 2018, 1),
        ("中国—非洲经贸博览会", 2023, 3),
        ("中国—非洲经贸博览会", 2022, None),
        ("世界遗产大会", 2021, 44),
    ],
)
def test_editions_of_well_known_series(name: str, year: int, edition: int | None) -> None:
    table = series.known(name)
    assert table is not None
    assert table.edition(year) == edition
    if edition:
        assert table.year(edition) == year


def test_a_series_nobody_knows() -> None:
    assert series.known("水乡戏曲节") is None


def test_former_names_lead_to_divisions_of_today() -> None:
    for name, full, since, _ in rows("former_places.tsv"):
        assert by_full_name(full), name
        assert since.isdigit()


def test_reforms_have_patterns_and_dates() -> None:
    assert list(successions([Office("a", "文化局", None)], "county")) == []  # loads the table
    for where, before, after, date, not_before, _ in rows("reforms.tsv"):
        assert where in ("national", "province", "local")
        assert re.compile(before)
        assert re.compile(after)
        assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?|-", date)
        assert not_before.isdigit()


def test_of_several_successors_the_first_heard_of_counts() -> None:
    listed = [
        Office("old", "文化局", 2012),
        Office("late", "文化广电旅游局", 2024),
        Office("soon", "文化旅游局", 2019),
    ]
    (found,) = successions(listed, "county")
    assert (found.source, found.target, found.year, found.date) == ("old", "soon", 2019, None)


def test_rings_are_found_wherever_they_begin() -> None:
    assert rings([("a", "b"), ("b", "c")]) == []
    (ring,) = rings([("z", "a"), ("a", "b"), ("b", "c"), ("c", "a")])
    assert sorted(ring) == ["a", "b", "c"]
    assert rings([("a", "a")]) == [["a"]]
