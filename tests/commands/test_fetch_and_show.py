"""From an address to a letter with its places, on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import website
from commandline import process, wenmai
from papers import LETTER, LINES, docx, page, pdf, set_lines
from website import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with website.running() as started:
        yield started


def test_a_list_of_replies_goes_into_the_ledger(site: Site, tmp_path: Path) -> None:
    command = ("fetch", "--follow", "--delay", "0", f"{site.url}/list/index.html")
    done = wenmai(*command, data=tmp_path)
    assert done.rows == [{"fetched": 8, "kept": 0, "forbidden": 0, "failed": 0}]
    assert f"wenmai ingest {tmp_path / 'fetched'}" in done.err
    read = wenmai("ingest", tmp_path / "fetched", data=tmp_path)
    assert {row["format"]: row["added"] for row in read.rows} == {"docx": 1, "html": 4, "total": 5}
    shown = wenmai("show", f"{site.url}/art/2.html", data=tmp_path).rows[0]
    assert shown["source"] == f"{site.url}/art/2.html"
    assert shown["metadata"]["published"] == "2020-07-10"


def test_addresses_come_from_a_list_or_a_site_map(site: Site, tmp_path: Path) -> None:
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"# 答复\n{site.url}/art/1.html\n\n{site.url}/secret/x\n", encoding="utf-8")
    done = wenmai("fetch", "--list", listed, "--delay", "0", data=tmp_path)
    assert done.rows == [{"fetched": 1, "kept": 0, "forbidden": 1, "failed": 0}]
    assert "robots.txt forbids it" in done.err
    done = wenmai("fetch", "--sitemap", site.url, "--delay", "0", data=tmp_path)
    assert done.rows == [{"fetched": 1, "kept": 1, "forbidden": 0, "failed": 0}]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "no address is given"),
        (("ftp://x.cn/",), "is no web address"),
        (("--list", "none.txt"), "cannot be read"),
    ],
)
def test_a_wrong_use_is_an_error(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    done = wenmai("fetch", *args, data=tmp_path / "data")
    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "data").exists()


def test_nothing_fetched_ends_with_one(site: Site, tmp_path: Path) -> None:
    done = wenmai("fetch", "--delay", "0", f"{site.url}/none", data=tmp_path)
    assert done.code == 1
    assert "answers 404" in done.err


def test_a_letter_is_shown_with_page_and_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf([set_lines(LINES[:6]), set_lines(LINES[6:])]))
    wenmai("ingest", path, data=tmp_path / "data")
    (shown,) = wenmai("show", path, data=tmp_path / "data").rows
    assert [p["text"] for p in shown["paragraphs"]] == LINES
    assert [p["page"] for p in shown["paragraphs"]] == ["1"] * 6 + ["2"] * (len(LINES) - 6)
    assert shown["paragraphs"][6]["paragraph"] == "1"
    text = "\n".join(LINES)
    assert all(text[p["start"] : p["end"]] == p["text"] for p in shown["paragraphs"])
    table = wenmai("show", LINES[0], "--format", "table", data=tmp_path / "data").out
    assert table.splitlines()[0] == LINES[0]
    assert any(line.startswith("2 ¶1 ") and LINES[6] in line for line in table.splitlines())


def test_a_page_and_its_word_file_are_one_letter_with_two_sources(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx())
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    data = tmp_path / "data"
    wenmai("ingest", tmp_path, data=data)
    rows = wenmai("stats", data=data).rows
    counts = {row["item"]: row["count"] for row in rows if row["group"] == "ledger"}
    assert (counts["letters"], counts["sources"]) == (1, 2)
    (word,) = wenmai("show", tmp_path / "a.docx", data=data).rows
    (shown,) = wenmai("show", tmp_path / "b.html", data=data).rows
    assert shown["id"] == shown["reply"] == word["reply"] != word["id"]
    assert [v["source"][-6:] for v in shown["versions"]] == ["b.html", "a.docx"]


def test_a_corrected_letter_replaces_and_the_earlier_text_can_be_shown(tmp_path: Path) -> None:
    path, data = tmp_path / "letter.txt", tmp_path / "data"
    text = LETTER.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    wenmai("ingest", path, data=data)
    (before,) = wenmai("show", path, data=data).rows
    path.write_text(text.replace("36万人次", "38万人次"), encoding="utf-8")
    wenmai("ingest", path, data=data)
    (after,) = wenmai("show", path, data=data).rows
    assert [version["letter"] for version in after["versions"]] == [after["id"], before["id"]]
    (earlier,) = wenmai("show", before["id"], data=data).rows
    assert earlier["reply"] == after["id"]
    assert "36万人次" in json.dumps(earlier["paragraphs"], ensure_ascii=False)
    table = wenmai("show", before["id"], "--format", "table", data=data).out
    assert f"another text of the letter {after['id']}" in table


def test_what_is_no_letter_is_an_error(demo: Path) -> None:
    done = wenmai("show", "绍兴市文化广电旅游局", data=demo)
    assert done.code == 2
    assert "is no letter" in done.err


def test_a_mapping_and_issues_with_their_position(tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    body = "\n".join(LINES[1:])
    table.write_text(f'题,稿\n{LINES[0]},"{body}"\n无题,略\n', encoding="utf-8")
    done = wenmai("ingest", table, "--map", "text=稿,title=题", data=tmp_path / "data")
    assert done.rows[-1] == {
        "format": "total", "added": 1, "changed": 0, "unchanged": 0, "removed": 0, "failed": 1,
    }  # fmt: skip
    (issue,) = map(json.loads, (tmp_path / "data" / "issues.jsonl").read_text("utf-8").splitlines())
    assert (issue["file"], issue["position"]) == (table.as_posix(), "3")
    assert issue["reason"]
    assert issue["hint"]


def test_rows_that_are_gone_are_removed(tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    rows = [f'"{LETTER.read_text("utf-8").replace("88", str(n))}"' for n in (88, 89)]
    table.write_text("正文\n" + "\n".join(rows) + "\n", encoding="utf-8")
    data = tmp_path / "data"
    assert wenmai("ingest", table, data=data).rows[-1]["added"] == 2
    table.write_text("正文\n" + rows[0] + "\n", encoding="utf-8")
    assert wenmai("ingest", table, data=data).rows[-1]["removed"] == 1


def test_a_mixed_folder_is_never_a_traceback(tmp_path: Path) -> None:
    folder = tmp_path / "mix"
    folder.mkdir()
    (folder / "a\nb.docx").write_bytes(docx())
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nno")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 no")
    (folder / "🎭.txt").write_bytes(b"")
    done = process("wenmai ingest mix", tmp_path)
    assert done.code == 0
    assert "Traceback" not in done.err
    lines = [line for line in done.err.splitlines() if line.startswith("failed: ")]
    assert len(lines) == 3
