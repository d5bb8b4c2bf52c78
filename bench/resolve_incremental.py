"""What resolving after one added letter costs, as a share of resolving all (the limit is 1/200).

Usage: python bench/resolve_incremental.py [LETTERS [ADDED]]

LETTERS (20000) letters are made from those of samples/, each with another place and year, so that
national bodies recur in all of them and a county's own in a few. ADDED (50) further ones are then
added one by one; the median counts. Both sides are measured in this process, in one go.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wenmai.graph import divisions, ids
from wenmai.graph.model import Reading
from wenmai.graph.resolve import Resolver
from wenmai.loaders.reading import read

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def letters(count: int) -> Iterator[Reading]:
    """Yield ``count`` letters of other counties and years with the names of the samples."""
    files = sorted(SAMPLES.glob("*.txt"))
    patterns = [r for file in files for r in read(file.read_text(encoding="utf-8"), file.name)]
    homes = [d for d in divisions.divisions() if d.level == "county"]
    chance = random.Random(1)
    for n in range(count):
        yield made(chance.choice(patterns), chance.choice(homes).full_name, 2012 + n % 14, n)


def made(pattern: Reading, home: str, year: int, n: int) -> Reading:
    """Return a letter with the names of ``pattern`` from another place and year."""
    digest = ids.text_hash(f"{n} {home}")
    reply = ids.reply_id(digest)
    header = replace(pattern.letter.header, jurisdiction=home, year=year)
    letter = replace(
        pattern.letter, id=reply, text_hash=digest, source=f"letters/{n}.txt", header=header
    )
    new = {m.id: ids.mention_id(reply, m.type, m.name, m.start) for m in pattern.mentions}
    mentions = tuple(replace(m, id=new[m.id], reply=reply) for m in pattern.mentions)
    statements = tuple(
        replace(
            s,
            id=ids.statement_id(reply, new[s.subject], s.predicate, new[s.object], "", s.start),
            reply=reply,
            subject=new[s.subject],
            object=new[s.object],
        )
        for s in pattern.statements
    )
    return Reading(letter, mentions, statements)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    added = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    made_letters = list(letters(count + added))
    resolver = Resolver()
    start = time.perf_counter()
    for reading in made_letters[:count]:
        resolver.add(reading)
    resolver.update()
    whole = time.perf_counter() - start
    times = []
    for reading in made_letters[count:]:
        start = time.perf_counter()
        resolver.add(reading)
        resolver.update()
        times.append(time.perf_counter() - start)
    once = statistics.median(times)
    mentions = sum(len(reading.mentions) for reading in made_letters[:count])
    print(f"all        {whole:8.2f} s   {count} letters, {mentions} mentions")
    print(
        f"one more   {once * 1000:8.2f} ms  median of {added}, at most {max(times) * 1000:.2f} ms"
    )
    print(f"share      1/{whole / once:.0f}")


if __name__ == "__main__":
    main()
