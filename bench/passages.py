"""How well invented passages are read: names, acts and status, by file.

Usage: python bench/passages.py [FILE ...] [--errors]

tests/passages/ holds 640 passages as replies have them, written and annotated for the project, one
JSON object a line: text, writer, entities, actions, as in `wenmai extract`. Each is read as the
body of a letter of its writer. With --errors what is missed and what is too much is listed, too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wenmai.loaders.evaluation import Scores, score
from wenmai.loaders.extract import extract
from wenmai.loaders.reading import read

PASSAGES = Path(__file__).parents[1] / "tests" / "passages"
HEAD = "李明代表：\n您提出的《关于加强有关工作的建议》（第12号）收悉，现答复如下：\n"


def passages(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a name and the annotation of each passage of a file."""
    for count, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        yield f"{file.stem}-{count:03}", json.loads(line)


def compared(files: list[Path]) -> Scores:
    """Return the scores of the passages in ``files``; the letter around them does not count."""
    gold, found = {}, {}
    for file in files:
        for name, passage in passages(file):
            text = f"{HEAD}{passage['text']}\n\n{passage['writer']}\n2023年5月6日\n"
            read_as = extract(read(text, name)[0])
            inside = [e for e in read_as["entities"] if e["name"] in passage["text"]]
            gold[name] = {"letter": {}, **passage}
            found[name] = {"letter": {}, "entities": inside, "actions": read_as["actions"]}
    return score(gold, found)


def main() -> None:
    given = [Path(word) for word in sys.argv[1:] if word != "--errors"]
    files = given or sorted(PASSAGES.glob("*.jsonl"))
    for group in [*([file] for file in files), files]:
        scores = compared(group)
        name = group[0].stem if len(group) == 1 else "all"
        print(
            f"{name:12} entities {scores.entities.f1:.3f}  actions {scores.actions.f1:.3f}"
            f"  status {scores.status.value:.3f}"
        )
    if "--errors" in sys.argv:
        for difference in scores.differences:
            if difference.group != "field":
                print(difference)


if __name__ == "__main__":
    main()
