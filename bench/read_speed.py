"""How long reading a letter takes against jieba's tagging of it (the limit is 0.25), and growth.

Usage: python bench/read_speed.py [RUNS]

jieba is no dependency: `.venv/bin/python -m pip install jieba==0.42.1` once, for this script only.
The letter is the real one beside the repository (../shared/seeds), else the longest of samples/.
Loading the word lists and jieba's dictionary does not count. Both sides run in turn, RUNS times
(10); the fastest of each counts, in time of the processor. Then the letter is read with its body
once, 4 and 16 times: a factor near 1 means that time grows with the length and no faster.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from wenmai.loaders.reading import read

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 0.25
TIMES = (1, 4, 16)


def letter() -> tuple[str, str]:
    """Return the name and the text of the letter that is read."""
    real = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    files = real or sorted(ROOT.glob("samples/*.txt"), key=lambda file: file.stat().st_size)[-1:]
    return files[0].name, files[0].read_text(encoding="utf-8")


def longer(text: str, times: int) -> str:
    """Return the letter with the middle of its body, whole lines, ``times`` times."""
    lines = text.split("\n")
    start, end = len(lines) // 2, len(lines) - len(lines) // 8
    return "\n".join([*lines[:start], *lines[start:end] * times, *lines[end:]])


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def tagger() -> Callable[[str], object] | None:
    """Return jieba's tagger with its dictionary loaded, or None if it is not installed."""
    try:
        posseg = importlib.import_module("jieba.posseg")
    except ImportError:
        return None
    tag: Callable[[str], object] = posseg.lcut
    tag("文脉")
    return tag


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    name, text = letter()
    read(text, name)
    tag = tagger()
    if tag is None:
        print("jieba is not installed: no ratio (see the head of this script)")
    else:
        tag(text)
        pairs = [
            (seconds(lambda: read(text, name)), seconds(lambda: tag(text))) for _ in range(runs)
        ]
        ours, theirs = (min(times) for times in zip(*pairs, strict=True))
        print(f"{name}, {len(text)} characters")
        print(f"reading        {ours * 1000:7.1f} ms")
        print(f"jieba.posseg   {theirs * 1000:7.1f} ms")
        print(
            f"ratio          {ours / theirs:7.2f}  (limit {LIMIT}; min of {runs} alternated runs)"
        )
    first = 0.0
    for times in TIMES:
        long = longer(text, times)
        per_character = min(seconds(partial(read, long, name)) for _ in range(runs)) / len(long)
        first = first or per_character
        print(
            f"body {times:2} times  {len(long):7} characters  {per_character * 1e6:5.2f} µs each, "
            f"{per_character / first:.2f} of the first"
        )


if __name__ == "__main__":
    main()
