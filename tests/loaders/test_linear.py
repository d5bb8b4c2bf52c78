"""Reading takes time in proportion to the text, and no text makes it hang or crash."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from given import SAMPLES, letter
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
    """Return the least time that reading took of two goes."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        read(text, "page.txt")
        best = min(best, time.perf_counter() - start)
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
    ],
)
def test_many_names_heads_or_figures_in_one_stretch(piece: str, count: int) -> None:
    assert growth(piece, count, 8) <= GENEROUS


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("《" * 20_000, id="opening title marks"),
        pytest.param("“" * 20_000, id="opening quotes"),
        pytest.param('"' * 20_001, id="straight quotes"),
        pytest.param("（" * 20_000 + "青" + "）" * 20_000, id="deep brackets"),
        pytest.param("(" * 20_000, id="half-width brackets"),
        pytest.param("7" * 8_000, id="digits only"),
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
