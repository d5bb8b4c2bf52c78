"""Reading takes time in proportion to the text, and no text makes it hang or crash."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from given import SAMPLES, letter
from wenmai.errors import UnreadableError
from wenmai.loaders.limits import MAX_CHARACTERS
from wenmai.loaders.reading import read

GENEROUS = 2
"""N times the text may take this many times N as long."""

PLAIN = SAMPLES / "shaoxing-2018-culture-0046.txt"
BODY = PLAIN.read_text(encoding="utf-8").split("现答复如下：\n")[1].split("\n\n")[0]
HEADLESS = """
import sys
from wenmai.errors import UnreadableError
from wenmai.loaders.reading import read
try:
    read(sys.stdin.buffer.read().decode(), "page.txt")
except UnreadableError:
    pass
print("read")
"""


def seconds(text: str) -> float:
    """Return the least time of the processor that reading took of two goes."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read(text, "page.txt")
        best = min(best, time.process_time() - start)
    return best


def growth(piece: str, count: int, times: int = 4) -> float:
    """Return how much longer each of ``count`` pieces takes where there are ``times`` as many."""
    read(letter(piece), "page.txt")
    return seconds(letter(piece * (times * count))) / seconds(letter(piece * count)) / times


def ends(data: bytes) -> bool:
    """Tell whether reading ends of itself, well within a minute, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", HEADLESS],
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parent,
    )
    return run.stdout.split() == [b"read"]


def test_a_long_letter() -> None:
    assert growth(BODY + "\n", 8) <= GENEROUS


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("2021年", id="dates"),
        pytest.param("收悉", id="receipts"),
        pytest.param("（青", id="open brackets"),
        pytest.param("《青", id="open titles"),
        pytest.param("“青", id="open quotes"),
        pytest.param("青岚", id="a word without marks"),
        pytest.param("关于", id="titles that never end"),
        pytest.param("卢明代表：\n", id="addressees"),
        pytest.param("灯彩很好，", id="plain clauses"),
    ],
)
def test_repeated_pieces(piece: str) -> None:
    assert growth(piece, 2000) <= GENEROUS


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        pytest.param("1", 1000, id="digits"),
        pytest.param("一", 1000, id="numerals"),
        pytest.param("公司", 150, id="a head noun over and over"),
        pytest.param("我局举办首届青岚灯彩节，", 40, id="clauses of one sentence"),
        pytest.param("一、青岚\n", 600, id="headings"),
        pytest.param("青岚节、", 600, id="a list of festivals"),
        pytest.param("《青岚规划》", 250, id="plans in one sentence"),
        pytest.param("“青青”", 350, id="quotes in one sentence"),
        pytest.param("节", 200, id="a head of one character over and over"),
        pytest.param("与绍兴市博物馆和", 400, id="joints and names"),
        pytest.param("建设绍兴市博物馆，", 120, id="verbs and names"),
        pytest.param("市教育局、", 250, id="offices in one line"),
        pytest.param("青岚〈于", 300, id="marks in marks"),
        pytest.param("会办单位|市教育局|", 100, id="a table in one line"),
        pytest.param("1、", 600, id="numbers in a list"),
    ],
)
def test_many_names_heads_or_figures_in_one_stretch(piece: str, count: int) -> None:
    assert growth(piece, count, 8) <= GENEROUS


def test_many_sentences_on_one_line() -> None:
    assert growth("我局建设绍兴市博物馆，举办第五届灯彩节。", 250, 16) <= GENEROUS


def test_a_title_of_marks_is_no_trap() -> None:
    receipt = "您提出的关于" + "灯彩、" * 1500 + "好的意见收悉。"
    start = time.process_time()
    read(letter(receipt=receipt), "page.txt")
    assert time.process_time() - start < 5


def test_many_letters_on_a_page() -> None:
    page = letter("我局举办首届青岚灯彩节。" + "灯彩很好，大家都喜欢。" * 20) + "\n"
    read(page, "page.txt")
    assert seconds(page * 240) / seconds(page * 40) / 6 <= GENEROUS
    assert len(read(page * 40, "page.txt")) == 40


def test_a_long_head_is_the_pages() -> None:
    (found,) = read("首页 栏目 关于 第\n" * 8000 + letter("我局举办首届青岚灯彩节。"), "page.txt")
    assert len(found.letter.text) < 30_000
    assert found.letter.header.proposals[0].number == "87"
    there = found.letter.anchors[0][1]
    assert there > 40_000


def test_a_text_longer_than_any_letter_is_refused() -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError, match="characters"):
        read(letter("灯" * MAX_CHARACTERS), "page.txt")
    assert time.process_time() - start < 2


def test_fifty_megabytes_are_refused_at_once_and_in_bounded_memory() -> None:
    data = letter("灯彩。" * 6_000_000).encode()
    assert len(data) > 50_000_000
    assert ends(data)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("《" * 100_000, id="opening title marks"),
        pytest.param("“" * 100_000, id="opening quotes"),
        pytest.param("（" * 100_000, id="opening brackets"),
        pytest.param("关于" * 20_000, id="titles that never end"),
        pytest.param("ab가나ひらкир" * 5_000, id="mixed scripts"),
        pytest.param('"' * 20_001, id="straight quotes"),
        pytest.param("（" * 20_000 + "青" + "）" * 20_000, id="deep brackets"),
        pytest.param("(" * 20_000, id="half-width brackets"),
        pytest.param("7" * 100_000, id="digits only"),
        pytest.param("\n" * 20_000, id="line ends"),
        pytest.param("　" * 20_000, id="blanks"),
        pytest.param("[bookmark:" * 5_000, id="bookmarks that never end"),
        pytest.param("尊敬的" * 5_000, id="greetings that never end"),
        pytest.param("第" * 20_000 + "号", id="numbers that never begin"),
    ],
)
def test_odd_pages_are_read(body: str) -> None:
    assert ends(letter(body).encode())
    assert ends(body.encode())


def test_lone_surrogates_and_other_oddities_are_read() -> None:
    (found,) = read(letter("\ud800我局举办首届青岚灯彩节\udfff。😀\x00\ufffe" * 50), "page.txt")
    assert "首届青岚灯彩节" in {mention.name for mention in found.mentions}
    found.letter.text.encode("utf-8")
