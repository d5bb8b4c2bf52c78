from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import world as hand_made
from commandline import SAMPLES, wenmai
from wenmai import project as module
from wenmai.errors import DataError, UsageError
from wenmai.graph.graph import Graph
from wenmai.graph.model import Entity
from wenmai.project import Project

LETTERS = sorted(SAMPLES.glob("keqiao-*.txt"))[:2]


@pytest.fixture
def known(world: Graph, tmp_path: Path) -> Project:
    """A project whose graph is the hand-made one."""
    project = Project(tmp_path)
    project.graph = world
    return project


@pytest.fixture
def read(tmp_path: Path) -> Project:
    """A project with two letters."""
    assert wenmai("ingest", *LETTERS, data=tmp_path).code == 0
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (hand_made.LEAD, hand_made.LEAD),
        ("示范省示范市示范区教育局", hand_made.CO),
        ("区教育局", hand_made.CO),
        ("《区教育局》", hand_made.CO),
        ("第十六届 示范文化节", hand_made.FAIR),
        (hand_made.ODD_NAME, hand_made.ODD),
    ],
)
def test_an_entity_has_an_id_a_name_and_aliases(known: Project, wanted: str, found: str) -> None:
    assert known.resolve(wanted).id == found


def test_a_name_goes_before_an_alias(known: Project) -> None:
    # 教育局 is the name of one and an alias of another.
    extra = (
        Entity("institution/1", "Institution", "教育局", {}),
        Entity("institution/2", "Institution", "甲", {"aliases": ["教育局"]}),
    )
    known.graph = Graph.of(extra, ())
    assert known.resolve("教育局").id == "institution/1"


def test_one_name_of_several_entities_lists_them_with_ids(known: Project) -> None:
    with pytest.raises(UsageError, match="2 entities are called '示范文化节'") as caught:
        known.resolve("示范文化节")
    assert "event/fair (Event 示范文化节)" in caught.value.hint
    assert "eventseries/fair (Event series 示范文化节)" in caught.value.hint


def test_an_alias_of_several_entities_lists_them(known: Project) -> None:
    ids = [f"event/{n}" for n in range(12)]
    aliased = [Entity(i, "Event", f"第{n}届", {"aliases": ["文化节"]}) for n, i in enumerate(ids)]
    known.graph = Graph.of(aliased, ())
    with pytest.raises(UsageError, match="12 entities are called '文化节'") as caught:
        known.resolve("文化节")
    assert ids[0] in caught.value.hint
    assert caught.value.hint.endswith("…")


@pytest.mark.parametrize("wanted", ["示范区教育局局", "示范省示范市示范区教育", "教育局"])
def test_an_unknown_entity_names_the_nearest(known: Project, wanted: str) -> None:
    with pytest.raises(UsageError, match="no entity is called") as caught:
        known.resolve(wanted)
    assert "示范省示范市示范区教育局" in caught.value.hint


@pytest.mark.parametrize("wanted", ["", "《》", "department/none", "∅"])
def test_what_is_like_nothing_says_how_to_search(known: Project, wanted: str) -> None:
    with pytest.raises(UsageError, match="no entity is called") as caught:
        known.resolve(wanted)
    assert "wenmai search" in caught.value.hint


def test_search_ranks_names_before_aliases_and_the_like_before_the_unlike(read: Project) -> None:
    read.graph = Graph.of(
        [
            Entity("institution/4", "Institution", "甲县文化馆", {}),
            Entity("institution/3", "Institution", "文化馆联盟", {}),
            Entity("institution/2", "Institution", "乙", {"aliases": ["文化馆"]}),
            Entity("institution/1", "Institution", "文化馆", {}),
            Entity("institution/0", "Institution", "丙", {}),
        ],
        (),
    )
    assert [hit.entity.id[-1] for hit in read.search("文化馆")] == ["1", "2", "3", "4"]


def test_search_reads_over_line_ends_and_shows_where(read: Project) -> None:
    with read.ledger() as ledger:
        letter = next(ledger.letters())
    first, second = letter.text.split("\n")[2:4]
    words = first[-3:] + second[:3]
    hit = next(hit for hit in read.search(words) if hit.entity.id == letter.id)
    assert hit.text is not None
    assert words in hit.text.replace(" ", "")


def test_a_store_holds_the_graph_in_each_language(read: Project) -> None:
    for language in ("cypher", "sparql"):
        with read.store(language) as store:
            assert store.language == language
            assert store.counts() == read.graph.counts


def test_an_index_is_built_when_needed_and_only_then(read: Project) -> None:
    told: list[str] = []
    with Project(read.folder, told.append).store("sparql"):
        assert len(told) == 1
    with Project(read.folder, told.append).store("sparql"):
        assert len(told) == 1
    shutil.rmtree(read.folder / "index")
    with Project(read.folder, told.append).store("sparql"):
        assert len(told) == 2


def test_the_fingerprint_changes_with_letters_and_with_rules(
    read: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read.fingerprint()
    assert Project(read.folder).fingerprint() == before
    wenmai("ingest", SAMPLES / "shaoxing-2020-culture-0088.txt", data=read.folder)
    more = read.fingerprint()
    assert more != before
    monkeypatch.setattr(module, "_rules", lambda: "other")
    assert read.fingerprint() != more


@pytest.mark.parametrize("use", [Project.fingerprint, lambda project: project.graph])
def test_without_a_ledger_nothing_is_made(tmp_path: Path, use: object) -> None:
    assert callable(use)
    with pytest.raises(DataError, match="no ledger"):
        use(Project(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def test_the_graph_is_made_once_for_a_content(
    read: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read.graph
    made: list[object] = []
    monkeypatch.setattr(module, "build", made.append)
    assert Project(read.folder).graph == first
    assert not made


def test_another_letter_makes_another_graph(read: Project) -> None:
    first = read.graph
    assert wenmai("ingest", *sorted(SAMPLES.glob("*.txt"))[-1:], data=read.folder).code == 0
    assert Project(read.folder).graph != first


def test_who_may_only_read_is_told_that_nothing_is_kept(read: Project) -> None:
    (read.folder / "index").write_text("a file where the folder would be")
    said: list[str] = []
    assert Project(read.folder, said.append).graph.entities
    assert any("not kept" in line for line in said)
