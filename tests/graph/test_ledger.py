"""The ledger keeps what it is given, once, and says clearly when it cannot."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from letters import letter
from wenmai.errors import DataError
from wenmai.graph.decisions import Decision
from wenmai.graph.ledger import VERSION, Ledger
from wenmai.graph.model import Place, ProposalRef, Reading

FULL = letter(
    "浙江省绍兴市越城区",
    2021,
    ("Department", "区教育局"),
    ("Event", "第二届戏曲节"),
    ("Place", "越城区"),
    facts=((0, "ORGANISES", 1, "done"), (2, "PARTICIPATES_IN", 1, "planned")),
    title="答复",
    proposals=(ProposalRef("建议", "31", "关于戏曲进校园的建议"), ProposalRef(number="32")),
    assembly="区九届人大五次会议",
    proposers=("李一", "王二"),
    proposer_count=3,
    lead_department="区教育局",
    co_departments=("区文联",),
    document_number="越教函〔2021〕1号",
    date="2021-06-01",
)
SMALL = letter(None, None, ("Place", "绍兴"), source="letters/2.txt")
NOBODY = 65534
CENTRAL = letter("", 2022, ("Place", "浙江"), source="letters/3.txt")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ledger.sqlite"


def filled(path: Path, *readings: Reading) -> Path:
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)
    return path


def test_gives_back_every_reading_as_it_was_in_the_order_of_ids(path: Path) -> None:
    filled(path, FULL, SMALL, CENTRAL)
    expected = sorted([FULL, SMALL, CENTRAL], key=lambda reading: reading.letter.id)
    with Ledger.open(path, create=False) as ledger:
        assert list(ledger.readings()) == expected
        assert list(ledger.letters()) == [reading.letter for reading in expected]
        assert ledger.reading(FULL.letter.id) == FULL
        with pytest.raises(DataError, match="no letter reply/none"):
            ledger.reading("reply/none")


def test_adding_again_changes_nothing(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.add(FULL) == "added"
        before, counts = ledger.revision, ledger.counts()
        assert ledger.add(FULL) == "unchanged"
        assert (ledger.revision, ledger.counts()) == (before, counts)
        assert (counts.letters, counts.sources, counts.mentions, counts.statements) == (1, 1, 3, 2)


def test_a_changed_source_replaces_only_its_own_rows(path: Path) -> None:
    changed = letter("", 2023, ("Place", "宁波"), source=FULL.letter.source)
    with Ledger(path) as ledger:
        ledger.add(SMALL)
        ledger.add(FULL)
        assert ledger.add(changed) == "changed"
        assert {r.letter.id for r in ledger.readings()} == {SMALL.letter.id, changed.letter.id}
        assert ledger.reading(SMALL.letter.id) == SMALL
        counts = ledger.counts()
        assert (counts.letters, counts.mentions, counts.statements) == (2, 2, 0)


def test_the_same_text_read_otherwise_is_a_change(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(FULL)
        before = ledger.revision
        fewer = Reading(FULL.letter, FULL.mentions, FULL.statements[:1])
        assert ledger.add(fewer) == "changed"
        assert ledger.revision != before
        assert list(ledger.readings()) == [fewer]


def test_one_text_from_two_sources_is_one_letter_as_the_first_source_gave_it(path: Path) -> None:
    copies = [
        replace(FULL, letter=replace(FULL.letter, source=source)) for source in ("b.txt", "a.txt")
    ]
    with Ledger(path) as ledger:
        assert [ledger.add(copy) for copy in copies] == ["added", "added"]
        assert list(ledger.readings()) == [copies[1]]
        assert ledger.sources(FULL.letter.id) == [("a.txt", 1), ("b.txt", 1)]
        assert (ledger.counts().letters, ledger.counts().sources) == (1, 2)
        ledger.retire("a.txt")
        assert list(ledger.readings()) == [copies[0]]


def test_parts_that_a_source_no_longer_has_are_removed(path: Path) -> None:
    parts = [letter("", 2020, ("Place", "绍兴"), part=part) for part in (1, 2, 3)]
    with Ledger(filled(path, *parts, SMALL)) as ledger:
        assert ledger.retire("letters/1.txt", keep_parts=[2]) == 2
        assert {r.letter.id for r in ledger.readings()} == {parts[1].letter.id, SMALL.letter.id}
        assert ledger.retire("letters/never.txt") == 0


def issued(source: str, text: str, date: str = "2021-06-01") -> Reading:
    """An issue of a letter that has a number and an assembly."""
    return letter(
        "浙江省绍兴市越城区",
        2021,
        source=source,
        text=text,
        title="答复",
        date=date,
        assembly="区九届人大五次会议",
        proposals=(ProposalRef("建议", "31"),),
    )


BODY = "".join(chr(0x4E00 + n) for n in range(900))
ISSUES = (
    issued("a.docx", BODY),
    issued("b.html", "首页\n" + BODY),
    issued("c.html", BODY + "更正", "2021-07-01"),
)


def test_issues_of_one_letter_are_one_reply_told_by_the_latest(tmp_path: Path) -> None:
    revisions = set()
    for i, order in enumerate(itertools.permutations(ISSUES)):
        with Ledger(filled(tmp_path / f"{i}.sqlite", *order)) as ledger:
            assert list(ledger.readings()) == [ISSUES[2]]
            reply = ISSUES[2].letter.id
            assert [source for source, _ in ledger.sources(reply)] == ["a.docx", "b.html", "c.html"]
            assert (ledger.counts().letters, ledger.counts().sources) == (1, 3)
            assert ledger.issue("b.html") == (ISSUES[1].letter, reply)
            assert ledger.issue(ISSUES[0].letter.id) == (ISSUES[0].letter, reply)
            revisions.add(ledger.revision)
            ledger.retire("c.html")
            assert list(ledger.readings()) == [ISSUES[0]]
    assert len(revisions) == 1


def test_what_a_source_gave_before_stays_in_the_history(path: Path) -> None:
    corrected = issued("a.docx", BODY.replace(BODY[5], "改"))
    with Ledger(filled(path, ISSUES[0])) as ledger:
        assert ledger.add(corrected) == "changed"
        assert list(ledger.readings()) == [corrected]
        now, before = ledger.versions(corrected.letter.id)
        assert (now.letter, now.replaced) == (corrected.letter.id, None)
        assert (before.letter, before.source) == (ISSUES[0].letter.id, "a.docx")
        assert before.replaced
        found = ledger.issue(ISSUES[0].letter.id)
        assert found is not None
        assert (found[0].text, found[1]) == (BODY, corrected.letter.id)
        assert ledger.issue("reply/none") is None


def test_other_rules_for_the_same_text_are_no_history(path: Path) -> None:
    with Ledger(filled(path, FULL)) as ledger:
        ledger.add(Reading(FULL.letter, FULL.mentions, ()))
        assert len(ledger.versions(FULL.letter.id)) == 1


def test_the_history_stays(path: Path) -> None:
    with Ledger(filled(path, FULL)) as ledger:
        ledger.retire(FULL.letter.source)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT letter FROM history").fetchall() == [(FULL.letter.id,)]
        for command in ("DELETE FROM history", "UPDATE history SET text = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(command)


def test_members_that_an_archive_no_longer_has_are_removed(path: Path) -> None:
    readings = [
        letter("", 2020, ("Place", "绍兴"), source=source)
        for source in ("a.zip!/1.txt", "a.zip!/2.txt", "a.zip", "a.zipped", "b.zip!/1.txt")
    ]
    with Ledger(filled(path, *readings)) as ledger:
        assert ledger.retire_inside("a.zip!/", {"a.zip!/2.txt"}) == 1
        assert ledger.counts().letters == 4
        assert ledger.retire_inside("a.zip!/") == 1


def test_an_earlier_ledger_is_left_alone(path: Path) -> None:
    filled(path, FULL)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
    raw.close()
    with pytest.raises(DataError, match="earlier wenmai"):
        Ledger.open(path, create=True)


def test_the_revision_tells_content_and_nothing_else(tmp_path: Path) -> None:
    revisions = set()
    for i, order in enumerate(itertools.permutations([FULL, SMALL, CENTRAL])):
        with Ledger(filled(tmp_path / f"{i}.sqlite", *order)) as ledger:
            revisions.add(ledger.revision)
            ledger.add(letter("", 1999, ("Place", "绍兴"), source="more.txt"))
            assert ledger.revision not in revisions
            ledger.retire("more.txt")
            revisions.add(ledger.revision)
    assert len(revisions) == 1
    with Ledger(tmp_path / "empty.sqlite") as empty:
        assert empty.revision not in revisions


def test_the_revision_of_other_content_is_another(tmp_path: Path) -> None:
    other_source = replace(FULL, letter=replace(FULL.letter, source="elsewhere.txt"))
    other_anchor = replace(FULL, letter=replace(FULL.letter, anchors=((0, 3),)))
    header = replace(FULL.letter.header, jurisdiction=None)
    other_header = replace(FULL, letter=replace(FULL.letter, header=header))
    other_place = replace(FULL, letter=replace(FULL.letter, places=(Place(0, "1", "2"),)))
    said = replace(FULL, letter=replace(FULL.letter, metadata=(("published", "2021-06-02"),)))
    revisions = []
    others = [other_source, other_anchor, other_header, other_place, said]
    for i, reading in enumerate([FULL, *others]):
        with Ledger(filled(tmp_path / f"{i}.sqlite", reading)) as ledger:
            assert list(ledger.readings()) == [reading]
            revisions.append(ledger.revision)
    assert len(set(revisions)) == 6


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"type": "Person"}, "unknown entity type Person"),
        ({"end": 9999}, "outside the text"),
        ({"reply": "reply/other"}, "another letter"),
    ],
)
def test_refuses_a_mention_that_does_not_fit(
    path: Path, fault: dict[str, str], message: str
) -> None:
    bad = replace(FULL.mentions[0], **fault)  # type: ignore[arg-type]
    with Ledger(path) as ledger:
        with pytest.raises(DataError, match=message):
            ledger.add(replace(FULL, mentions=(bad, *FULL.mentions[1:])))
        assert ledger.counts().letters == 0


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"predicate": "LIKES"}, "unknown relation LIKES"),
        ({"predicate": "ANSWERS", "status": None}, "cannot join Department to Event"),
        ({"subject": "mention/none"}, "no mention mention/none"),
        ({"status": None}, "ORGANISES with the status None"),
        ({"status": "hoped"}, "ORGANISES with the status hoped"),
        ({"start": -1}, "outside the text"),
    ],
)
def test_refuses_a_statement_outside_the_vocabulary(
    path: Path, fault: dict[str, str], message: str
) -> None:
    bad = replace(FULL.statements[0], **fault)  # type: ignore[arg-type]
    with Ledger(path) as ledger:
        with pytest.raises(DataError, match=message):
            ledger.add(replace(FULL, statements=(bad,)))
        assert ledger.counts().letters == 0


def test_refuses_a_status_where_nothing_is_done(path: Path) -> None:
    reading = letter(
        "", 2021, ("Reply", "答复"), ("Place", "绍兴"), facts=((0, "MENTIONS", 1, "done"),)
    )
    with Ledger(path) as ledger, pytest.raises(DataError, match="MENTIONS with the status done"):
        ledger.add(reading)


def test_refuses_what_occurs_twice_and_an_id_that_is_not_the_texts(path: Path) -> None:
    twice = replace(FULL, mentions=(*FULL.mentions, FULL.mentions[0]))
    again = replace(FULL, statements=FULL.statements * 2)
    foreign = replace(FULL, letter=replace(FULL.letter, text=FULL.letter.text + "。"))
    with Ledger(path) as ledger:
        for reading, message in ((twice, "twice"), (again, "twice"), (foreign, "not its text's")):
            with pytest.raises(DataError, match=message):
                ledger.add(reading)


def test_refuses_a_source_whose_name_cannot_be_written(path: Path) -> None:
    odd = replace(FULL, letter=replace(FULL.letter, source="letters/\udcff.txt"))
    with Ledger(path) as ledger, pytest.raises(DataError, match=r"\\udcff"):
        ledger.add(odd)


def test_a_reader_sees_one_state_while_another_writes(path: Path) -> None:
    filled(path, FULL)
    with Ledger(path) as writer, Ledger.open(path, create=False) as reader:
        with reader.snapshot():
            writer.add(SMALL)
            assert list(reader.readings()) == [FULL]
        assert reader.counts().letters == 2


def test_a_reader_cannot_write(path: Path) -> None:
    with (
        Ledger.open(filled(path, FULL), create=False) as reader,
        pytest.raises(DataError, match="cannot be written"),
    ):
        reader.add(SMALL)


def test_who_may_only_read_the_folder_reads_the_ledger() -> None:
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(folder / "ledger.sqlite") as ledger:
            ledger.add(FULL)
        folder.chmod(0o555)
        try:
            if user == 0:  # who may write everywhere
                os.seteuid(NOBODY)
            with pytest.raises(OSError, match="Permission denied"):
                (folder / "more").touch()
            with Ledger.open(folder / "ledger.sqlite", create=False) as ledger:
                assert list(ledger.readings()) == [FULL]
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


def test_decisions_are_kept_in_order_and_stay(path: Path) -> None:
    decisions = [
        Decision("2024-01-01T10:00:00Z", "same", "mention/a", "mention/b", "李一", note="同一机关"),
        Decision("2024-01-02T10:00:00Z", "unsure", "mention/a", "mention/c", "similarity", "1"),
    ]
    with Ledger(path) as ledger:
        before = ledger.revision
        for decision in decisions:
            ledger.decide(decision)
        assert ledger.revision != before
        assert ledger.decisions() == decisions
    with sqlite3.connect(path) as raw:
        for command in ("DELETE FROM decisions", "UPDATE decisions SET kind = 'different'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(command)


def test_a_missing_ledger_is_not_made_by_reading(path: Path) -> None:
    with pytest.raises(DataError, match="no ledger at") as caught:
        Ledger.open(path, create=False)
    assert "wenmai ingest" in caught.value.hint
    assert not path.parent.exists()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "content", [b"letters, not tables" * 100, b"SQLite format 3\0" + b"x" * 999]
)
def test_a_file_that_is_no_ledger_is_left_alone(
    tmp_path: Path, content: bytes, create: bool
) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_bytes(content)
    with pytest.raises(DataError, match="is not a wenmai ledger"):
        Ledger.open(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE photographs (id)")
    raw.close()
    with pytest.raises(DataError, match="is not a wenmai ledger"):
        Ledger.open(path, create=create)


def test_a_later_ledger_asks_for_a_later_wenmai(path: Path) -> None:
    filled(path, FULL)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'version'", (str(VERSION + 1),))
    raw.close()
    for create in (True, False):
        with pytest.raises(DataError, match="later wenmai") as caught:
            Ledger.open(path, create=create)
        assert "upgrade" in caught.value.hint


def test_a_damaged_ledger_is_an_error_not_a_short_one(path: Path) -> None:
    filled(path, *(letter("", 2020, ("Place", "绍兴"), source=f"{i}.txt") for i in range(200)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DataError), Ledger.open(path, create=False) as ledger:
        list(ledger.readings())


def test_a_locked_ledger_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "timeout": 0.05}))
    filled(path, FULL)
    other = connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger(path) as ledger:
        assert ledger.counts().letters == 1
        with pytest.raises(DataError, match="in use by another process"):
            ledger.add(SMALL)
        other.execute("ROLLBACK")
        assert ledger.add(SMALL) == "added"
    other.close()


def test_several_processes_add_to_one_new_ledger(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=add_ten, args=(path, n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    with Ledger.open(path, create=False) as ledger:
        assert ledger.counts().letters == 30


def add_ten(path: Path, n: int) -> None:
    with Ledger(path) as ledger:
        for i in range(10):
            ledger.add(letter("", 2020, ("Place", "绍兴"), source=f"{n}-{i}.txt"))
