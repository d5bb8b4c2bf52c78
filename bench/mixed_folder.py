"""Makes a folder of 1,000 files of all formats, good and bad, and reads it.

Usage: python bench/mixed_folder.py [FILES [FOLDER]]

The letters are those of samples/ with other numbers. One file in five is bad: empty, cut off, of a
wrong suffix, encrypted, no reply, an archive bomb; one of them has 300 MB. It prints how long
`wenmai ingest` takes for them against plain text alone, and the most memory that a process used.
"""

from __future__ import annotations

import gzip
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import papers  # noqa: E402 (found by the line above)

MIB = 1 << 20
LARGE = 300 * MIB
Lines = list[str]


def letters() -> list[Lines]:
    """Return the paragraphs of the sample letters."""
    files = sorted((ROOT / "samples").glob("*.txt"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]


GOOD: dict[str, Callable[[Lines], bytes]] = {
    "txt": lambda lines: "\n".join(lines).encode("gb18030"),
    "html": lambda lines: papers.page(lines).encode(),
    "docx": papers.docx,
    "odt": papers.odt,
    "rtf": papers.rtf,
    "pdf": lambda lines: papers.pdf([papers.set_lines(lines[:9]), papers.set_lines(lines[9:])]),
    "xlsx": lambda lines: papers.xlsx([["标题", "正文"], [lines[0], "\n".join(lines)]]),
    "csv": lambda lines: ('正文\n"' + "\n".join(lines) + '"\n').encode(),
    "eml": lambda lines: papers.mail("请见附件。", {"答复.docx": papers.docx(lines)}),
    "zip": lambda lines: papers.packed({"信/答复.txt": "\n".join(lines).encode()}),
    "txt.gz": lambda lines: gzip.compress("\n".join(lines).encode()),
}
BAD: dict[str, Callable[[Lines], bytes]] = {
    "empty.txt": lambda lines: b"",
    "cut.docx": lambda lines: papers.docx(lines)[:-300],
    "cut.pdf": lambda lines: papers.pdf([papers.set_lines(lines)])[:700],
    "cut.xlsx": lambda lines: papers.xlsx([["正文"], ["\n".join(lines)]])[:-200],
    "scan.pdf": lambda lines: papers.pdf([[]]),
    "picture.pdf": lambda lines: b"\x89PNG\r\n\x1a\n" + bytes(99),
    "notice.html": lambda lines: papers.page(["会议通知", "请各单位按时参加。" * 9]).encode(),
    "bomb.docx": lambda lines: papers.packed({"word/document.xml": b" " * (70 * MIB)}),
    "noise.rtf": lambda lines: b"{\\rtf1" + random.Random(1).randbytes(5000),
    "文件\n名.txt": lambda lines: "没有答复的文件。".encode(),
}


def make(folder: Path, files: int) -> None:
    """Write ``files`` files into ``folder``."""
    texts = letters()
    kinds, faults = list(GOOD.items()), list(BAD.items())
    for n in range(files - 1):
        # Every file is a letter of its own, or a bad one.
        lines = [*texts[n % len(texts)]]
        lines[-1] += f"（{n}）"
        part = folder / f"{n % 20:02d}"
        part.mkdir(exist_ok=True)
        if n % 5 == 4:
            name, make_bad = faults[(n // 5) % len(faults)]
            (part / f"{n:04d}-{name}").write_bytes(make_bad(lines))
        else:
            suffix, make_good = kinds[n % len(kinds)]
            (part / f"{n:04d}.{suffix}").write_bytes(make_good(lines))
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(LARGE)


def seconds(folder: Path, data: Path) -> float:
    """Ingest ``folder`` and return how long it took; the table goes to standard output."""
    program = Path(sys.executable).with_name("wenmai")
    command = [str(program), "--data", str(data), "ingest", str(folder), "--format", "table"]
    with (data.parent / f"{data.name}.log").open("wb") as log:
        start = time.perf_counter()
        subprocess.run(command, check=True, stderr=log)
        return time.perf_counter() - start


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    base = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="wenmai-mix-"))
    mixed, plain = base / "mixed", base / "plain"
    for folder in (mixed, plain):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    make(mixed, files)
    texts = letters()
    for n in range(files):
        (plain / f"{n:04d}.txt").write_text("\n".join([*texts[n % len(texts)], str(n)]), "utf-8")
    took = {folder.name: seconds(folder, base / f"data-{folder.name}") for folder in (plain, mixed)}
    issues = (base / "data-mixed" / "issues.jsonl").read_text("utf-8").splitlines()
    log = (base / "data-mixed.log").read_text("utf-8").splitlines()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"plain text   {took['plain']:6.1f} s for {files} files")
    print(f"mixed        {took['mixed']:6.1f} s, {len(issues)} issues, tracebacks: "
          f"{sum('Traceback' in line for line in log)}")  # fmt: skip
    print(f"ratio        {took['mixed'] / took['plain']:6.2f}")
    print(f"most memory  {peak:6d} MiB in one process")
    print(f"kept in      {base}")


if __name__ == "__main__":
    main()
