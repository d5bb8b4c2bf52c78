"""Finding files and reading them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from given import letter
from wenmai.errors import DataError
from wenmai.loaders.read import Outcome, Reader, Source, find

TEXT = letter("我局举办首届青岚灯彩节。")


def outcome(source: Source) -> Outcome:
    """Return what the only document of a file gave."""
    with Reader() as reader:
        (found,) = reader.read(source)
    return found


def outcome_of(data: bytes, name: str) -> Outcome:
    """Return what the only document in ``data`` gave."""
    with Reader() as reader:
        (found,) = reader.read_bytes(data, name)
    return found


def refusal(found: Outcome) -> DataError:
    """Return why a document gave no letters."""
    assert found.letters == ()
    assert found.error is not None
    return found.error


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_walked_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "d/e.txt", "c/z.TXT", "c/y.txt"):
        write(tmp_path / name)
    found = find([tmp_path])
    names = [source.path.relative_to(tmp_path).as_posix() for source in found]
    assert names == sorted(names) == ["a.txt", "b.txt", "c/y.txt", "c/z.TXT", "d/e.txt"]
    assert find([tmp_path]) == found
    assert [source.name for source in found] == [source.path.as_posix() for source in found]


def test_only_known_suffixes_and_nothing_hidden_is_found_in_a_folder(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".folder/a.txt", "picture.png", "README", "kept.txt"):
        write(tmp_path / name)
    assert [source.path.name for source in find([tmp_path])] == ["kept.txt"]


def test_a_file_named_outright_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    path = write(tmp_path / ".letter.note")
    (source,) = find([path])
    (found,) = outcome(source).letters
    assert found.letter.source == path.as_posix()


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert len(find([path, tmp_path, str(path)])) == 1


def test_the_order_of_the_paths_is_kept(tmp_path: Path) -> None:
    b, a = write(tmp_path / "b.txt"), write(tmp_path / "a.txt")
    assert [source.path for source in find([b, a])] == [b, a]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file or folder") as refused:
        find([tmp_path / "none"])
    assert str(tmp_path / "none") in refused.value.message
    assert refused.value.hint


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "picture.png")
    with pytest.raises(DataError, match="no readable file in") as refused:
        find([tmp_path])
    assert ".txt" in refused.value.hint


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "other").symlink_to(tmp_path / "out", target_is_directory=True)
    assert [source.path.name for source in find([tmp_path / "in"])] == ["a.txt"]


def test_a_link_to_nothing_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none.txt")
    with pytest.raises(DataError):
        find([tmp_path / "gone.txt"])
    refused = refusal(outcome(Source("gone.txt", tmp_path / "gone.txt")))
    assert "cannot be opened" in refused.message


def test_a_link_to_itself_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    with pytest.raises(DataError):
        find([tmp_path / "self.txt"])
    refused = refusal(outcome(Source("self.txt", tmp_path / "self.txt")))
    assert "cannot be opened" in refused.message


def test_a_folder_called_like_a_letter_is_walked(tmp_path: Path) -> None:
    write(tmp_path / "year.txt" / "a.txt")
    assert [source.path.name for source in find([tmp_path])] == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    refused = refusal(outcome(Source("a.txt", path)))
    assert "cannot be opened" in refused.message
    assert refused.hint == "check its permissions"


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    assert refusal(outcome(Source("folder", tmp_path))).message.startswith("folder ")


def test_a_file_and_its_bytes_read_alike(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert outcome(Source("a.txt", path)).letters == outcome_of(path.read_bytes(), "a.txt").letters


def test_an_unknown_suffix_is_read_as_plain_text() -> None:
    (found,) = outcome_of(TEXT.encode(), "a.letter").letters
    (known,) = outcome_of(TEXT.encode(), "a.txt").letters
    assert found.letter.text == known.letter.text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\t\n", id="blank"),
        pytest.param("\u3000\n\u3000".encode(), id="wide blanks"),
        pytest.param(b"\xef\xbb\xbf", id="a mark alone"),
        pytest.param(b"\xff\xfe", id="a wide mark alone"),
        pytest.param("\ufeff\u3000\n".encode("utf-16-le"), id="wide blank"),
        pytest.param(b"\xff\xfe\x00", id="half a character"),
        pytest.param(bytes(range(256)) * 8, id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 300, id="picture"),
        pytest.param(b"\x80\xff" * 500, id="no encoding"),
        pytest.param(b"hello world " * 50, id="English"),
        pytest.param("今天天气很好。\n".encode() * 20, id="no receipt clause"),
    ],
)
def test_what_holds_no_letter_is_refused_with_a_reason_and_a_hint(data: bytes) -> None:
    refused = refusal(outcome_of(data, "note.txt"))
    assert "note.txt" in refused.message
    assert "\n" not in refused.message
    assert refused.hint
    assert refused.exit_code == 1
