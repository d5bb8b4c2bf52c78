from __future__ import annotations

from pathlib import Path

import pytest
from commandline import wenmai


@pytest.fixture(scope="module")
def turtle(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rdf") / "graph.ttl"
    assert wenmai("export", "turtle", "-o", file, data=demo).code == 0
    return file


def test_the_graph_of_the_samples_breaks_no_rule(demo: Path) -> None:
    done = wenmai("validate", data=demo)
    assert done.code == 0
    assert {row["finding"] for row in done.rows} <= {"info", "warning"}
    assert "violations: 0" in done.err
    assert not any(row["rule"] == "letter-at-hand" for row in done.rows)


def test_a_file_is_checked_against_the_letters_at_hand(
    demo: Path, turtle: Path, tmp_path: Path
) -> None:
    assert wenmai("validate", turtle, data=demo).code == 0
    alone = wenmai("validate", turtle, data=tmp_path / "none")
    assert alone.code == 0
    assert any(row["rule"] == "letter-at-hand" for row in alone.rows)


def test_a_violation_is_listed_and_ends_with_1(demo: Path, turtle: Path, tmp_path: Path) -> None:
    text = turtle.read_text(encoding="utf-8")
    quote = 'wm:quote "'
    assert quote in text
    file = tmp_path / "graph.ttl"
    file.write_text(text.replace(quote, quote + "误", 1), encoding="utf-8")
    done = wenmai("validate", file, data=demo)
    assert done.code == 1
    (row,) = (row for row in done.rows if row["finding"] == "violation")
    assert row["rule"] == "quote-in-letter"
    assert row["item"].startswith("https://w3id.org/wenmai/id/statement/")
    assert "error: the data break the rules" in done.err


def test_a_table_speaks_the_language(demo: Path, turtle: Path) -> None:
    done = wenmai("validate", turtle, "--format", "table", data=demo, lang="zh")
    assert "提示" in done.out
    assert "违规 0" in done.err


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("a.docx", "", 2, "no suffix of an RDF format"),
        ("a.ttl", "<a", 1, "a.ttl is not Turtle"),
        ("b.ttl", None, 1, "No such file"),
    ],
)
def test_what_is_no_rdf_is_one_line_and_a_hint(
    tmp_path: Path, name: str, text: str | None, code: int, said: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = wenmai("validate", tmp_path / name, data=tmp_path / "none")
    assert (done.code, done.out) == (code, "")
    error, hint = done.err.splitlines()
    assert said in error
    assert hint.startswith("hint: ")


def test_a_succession_that_goes_round_is_listed(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    names = "市文化广电新闻出版局", "市文化广播电视旅游局"
    for n, (before, after) in enumerate((names, names[::-1])):
        (letters / f"{n}.txt").write_text(
            f"关于市政协五届{n + 1}次会议第{n + 1}号提案的答复\n\n周平委员：\n"
            f"　　您提出的《关于文化的提案》（第{n + 1}号）收悉。现答复如下：\n"
            f"　　20{19 + n}年，{before}更名为{after}。\n\n衢州{before}\n20{19 + n}年6月1日\n",
            encoding="utf-8",
        )
    data = tmp_path / "data"
    assert wenmai("ingest", letters, data=data).code == 0
    done = wenmai("validate", data=data)
    assert done.code == 0
    (row,) = (row for row in done.rows if row["rule"] == "succession-round")
    assert "1.txt: 市文化广播电视旅游局更名为市文化广电新闻出版局" in row["detail"]
