"""A user's own word lists, added to ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from given import acts, named
from wenmai.errors import UsageError
from wenmai.loaders.wordlists import mapping, table, use, words

ROOT = Path(__file__).resolve().parents[2]
LISTS = sorted(
    file.name
    for file in resources.files("wenmai.loaders").joinpath("lexicon").iterdir()
    if file.name.endswith(".tsv")
)
Lists = Callable[..., Path]


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    """Writes a folder of lists, ``name=(rows, …)`` without the suffix, and uses it."""

    def written(**rows: tuple[str, ...]) -> Path:
        for name, lines in rows.items():
            (tmp_path / f"{name}.tsv").write_text("\n".join(lines), encoding="utf-8")
        use(tmp_path)
        return tmp_path

    yield written
    use(None)


def test_rows_are_added_to_ours(lists: Lists) -> None:
    before = words("regions.tsv")
    lists(regions=("# name", "", "灯彩走廊"))
    assert words("regions.tsv") == (*before, "灯彩走廊")
    use(None)
    assert words("regions.tsv") == before


def test_of_two_columns_a_row_takes_the_place_of_ours(lists: Lists) -> None:
    assert mapping("heads.tsv")["大学"] == "Institution"
    lists(heads=("大学\tInitiative",))
    assert mapping("heads.tsv")["大学"] == "Initiative"
    assert [row for row in table("heads.tsv", 2) if row[0] == "大学"] == [("大学", "Initiative")]


@pytest.mark.parametrize(
    ("rows", "text", "name"),
    [
        ({"heads": ("灯彩荟\tEvent",)}, "我局举办首届青岚灯彩荟。", ("Event", "首届青岚灯彩荟")),
        ({"known_names": ("点灯\tInitiative",)}, "今年点灯很好。", ("Initiative", "点灯")),
        ({"regions": ("灯彩走廊",)}, "灯彩走廊很好。", ("Place", "灯彩走廊")),
        ({"countries": ("乌有国",)}, "与乌有国往来。", ("Place", "乌有国")),
        (
            {"central_bodies": ("灯彩总会署\tDepartment",)},
            "灯彩总会署批复。",
            ("Department", "灯彩总会署"),
        ),
        ({"office_topics": ("灯彩",)}, "市灯彩局很好。", ("Department", "市灯彩局")),
        ({"office_heads": ("司局",)}, "市文化司局很好。", ("Department", "市文化司局")),
        ({"plain_bodies": ("灯彩联",)}, "市灯彩联很好。", ("Department", "市灯彩联")),
    ],
)
def test_a_new_row_reads_a_new_name(
    lists: Lists, rows: dict[str, tuple[str, ...]], text: str, name: tuple[str, str]
) -> None:
    assert name not in named(text)
    lists(**rows)
    assert name in named(text)
    use(None)
    assert name not in named(text)


def test_a_new_verb_makes_an_action(lists: Lists) -> None:
    text = "我局已兴筹首届青岚灯彩节。"
    assert acts(text) == []
    lists(triggers=("兴筹\tORGANISES\tbefore\tfar",))
    (act,) = acts(text)
    assert (act["predicate"], act["object"], act["status"]) == (
        "ORGANISES",
        "首届青岚灯彩节",
        "done",
    )


def test_an_everyday_word_is_no_name_any_more(lists: Lists) -> None:
    text = "我局建设岚栖灯坊博物馆。"
    assert ("Institution", "岚栖灯坊博物馆") in named(text)
    lists(vocabulary=("岚栖灯坊\t400\tn",))
    assert ("Institution", "岚栖灯坊博物馆") not in named(text)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("head.tsv", b"", r"has head\.tsv, which is no list of ours"),
        ("heads.tsv", "灯会\n".encode(), r"heads\.tsv line 1: 1 fields, expected 2"),
        (
            "heads.tsv",
            "# 头\n\n灯会\tEvent\t1\n".encode(),
            r"heads\.tsv line 3: 3 fields, expected 2",
        ),
        ("heads.tsv", "灯会\t\n".encode(), r"line 1: 2 fields"),
        ("heads.tsv", "灯会\tParty\n".encode(), r"line 1: Party is no type"),
        ("triggers.tsv", "办\tHOLDS\tbefore\tfar".encode(), r"HOLDS is no predicate"),
        ("triggers.tsv", "办\tBUILDS\tleft\tfar".encode(), r"left is no side"),
        ("stop_words.tsv", "办\tfirm".encode(), r"firm is no kind"),
        ("vocabulary.tsv", "灯\t多\tn".encode(), r"多 is no frequency"),
        ("vocabulary.tsv", "灯\t0\tn".encode(), r"0 is no frequency"),
        ("regions.tsv", "灯".encode("gb18030"), r"is no UTF-8"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, file: str, content: bytes, told: str
) -> None:
    (tmp_path / file).write_bytes(content)
    before = words("regions.tsv")
    with pytest.raises(UsageError, match=told) as caught:
        use(tmp_path)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert words("regions.tsv") == before


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(UsageError, match="cannot be read"):
            use(folder)


def test_a_byte_order_mark_and_hidden_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "regions.tsv").write_text("灯彩走廊\r\n", encoding="utf-8-sig")
    use(tmp_path)
    assert "灯彩走廊" in words("regions.tsv")
    use(None)


def test_every_list_is_explained() -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert sorted(row[0].strip("| `") for row in rows) == LISTS
    assert [row[0] for row in rows if row[1].count(",") != row[3].count("⇥")] == []
