"""Whatever holds a letter is read, and whatever does not ends in one line that says why."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import quopri
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from papers import LETTER, LINES, WORDS, docx, mail, odt, packed, page, pdf, rtf, set_lines, xlsx
from wenmai.graph.model import Letter
from wenmai.loaders import limits, members, read
from wenmai.loaders.read import Outcome, Reader, Source

TEXT = LETTER.read_bytes()
FORMS: dict[str, bytes] = {
    "txt": TEXT,
    "html": page().encode(),
    "docx": docx(),
    "odt": odt(),
    "rtf": rtf(),
    "pdf": pdf([set_lines(LINES)]),
    "xlsx": xlsx([["序号", "正文"], ["1", "\n".join(LINES)]]),
    "csv": ('序号,正文\n1,"' + "\n".join(LINES) + '"\n').encode("gb18030"),
    "jsonl": b'{"title": "x"}\n',
    "eml": mail(TEXT.decode(), {}),
    "zip": packed({"信.txt": TEXT}),
    "gz": gzip.compress(TEXT),
    "bz2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT),
}
READABLE = [form for form in FORMS if form != "jsonl"]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as shared:
        yield shared


def outcomes(reader: Reader, path: Path) -> list[Outcome]:
    found = [outcome for source in read.find([path]) for outcome in reader.read(source)]
    for outcome in found:
        assert bool(outcome.letters) != bool(outcome.error)
        if outcome.error:
            assert "\n" not in outcome.error.message
            assert outcome.error.hint
    return found


def reason(reader: Reader, path: Path) -> str:
    (outcome,) = outcomes(reader, path)
    assert outcome.error
    return outcome.error.message


def letter(reader: Reader, path: Path) -> Letter:
    (outcome,) = outcomes(reader, path)
    (reading,) = outcome.letters
    return reading.letter


@pytest.mark.parametrize("form", READABLE)
def test_every_format_gives_the_letter_with_its_places(
    reader: Reader, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"letter.{form}"
    path.write_bytes(FORMS[form])
    found = letter(reader, path)
    plain = "".join(found.text.split())
    assert plain.endswith("".join(WORDS.split()))
    last = found.place(found.text.rindex("抄送"))
    assert last is not None
    assert last.paragraph
    assert [place.offset for place in found.places] == sorted(p.offset for p in found.places)
    assert found.header.date == "2020-07-03"


@pytest.mark.parametrize("form", ["html", "docx", "odt", "rtf", "pdf", "xlsx", "eml", "zip", "gz"])
def test_content_and_not_the_name_tells_the_format(
    reader: Reader, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(FORMS[form])
    assert "金望舒" in letter(reader, path).text


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.9])
def test_a_file_that_is_cut_off_ends_in_letters_or_in_one_line(
    reader: Reader, tmp_path: Path, form: str, share: float
) -> None:
    path = tmp_path / f"letter.{form}"
    path.write_bytes(FORMS[form][: int(len(FORMS[form]) * share)])
    assert outcomes(reader, path)


def test_offsets_lead_back_to_page_and_paragraph(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf([set_lines(LINES[:5]), set_lines(LINES[5:])]))
    found = letter(reader, path)
    place = found.place(found.text.index(LINES[5]))
    assert place is not None
    assert (place.page, place.paragraph) == ("2", "1")
    sheet = tmp_path / "letters.xlsx"
    sheet.write_bytes(xlsx([["正文"], ["无"], ["\n".join(LINES)]], "二〇二〇"))
    (_, second) = outcomes(reader, sheet)
    place = second.letters[0].letter.place(0)
    assert second.source.name == f"{sheet}!/二〇二〇/3"
    assert place is not None
    assert (place.page, place.paragraph) == ("二〇二〇", "3")


def test_several_letters_of_one_file_know_their_places(reader: Reader, tmp_path: Path) -> None:
    other = [line.replace("88", "89").replace("金望舒", "李长庚") for line in LINES]
    path = tmp_path / "two.docx"
    path.write_bytes(docx([*LINES, *other]))
    (outcome,) = outcomes(reader, path)
    first, second = (reading.letter for reading in outcome.letters)
    place = second.place(second.text.index("李长庚"))
    assert place is not None
    assert place.paragraph == str(len(LINES) + 2)
    assert first.places[0].paragraph == "1"


# Archives


def tar(files: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def names(reader: Reader, path: Path) -> list[str]:
    return [outcome.source.name.removeprefix(str(path)) for outcome in outcomes(reader, path)]


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_tar_is_read_compressed_or_not(reader: Reader, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"letters.{suffix}"
    mode = "w" if suffix == "tar" else f"w:{suffix.rpartition('.')[2]}"
    path.write_bytes(tar({"答复/一.txt": TEXT, "说明.exe": b"MZ", "答复/二.docx": docx()}, mode))
    assert names(reader, path) == ["!/答复/一.txt", "!/答复/二.docx"]


def test_a_page_saved_as_one_file_is_a_page(reader: Reader, tmp_path: Path) -> None:
    text = page().replace('<meta charset="utf-8">', "")
    encoded = quopri.encodestring(text.encode("gb18030")).decode("ascii")
    path = tmp_path / "page.mht"
    path.write_text(
        "From: <Saved by a browser>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n'
        f"Content-Location: http://x.cn/a.html\n\n{encoded}\n--b\n"
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n",
        encoding="ascii",
    )
    found = letter(reader, path)
    assert found.source == path.as_posix()
    assert dict(found.metadata)["published"] == "2020-07-10"


def test_archives_in_archives_are_opened(reader: Reader, tmp_path: Path) -> None:
    inner = packed({"信.txt": TEXT})
    path = tmp_path / "mail.eml"
    path.write_bytes(mail("请见附件。", {"附件.zip": packed({"a/里.tar": tar({"b.zip": inner})})}))
    assert names(reader, path) == ["!/附件.zip!/a/里.tar!/b.zip!/信.txt"]


def test_archives_too_deep_are_not(reader: Reader, tmp_path: Path) -> None:
    data = TEXT
    name = "信.txt"
    for depth in range(limits.MAX_DEPTH + 2):
        data, name = packed({name: data}), f"{depth}.zip"
    path = tmp_path / name
    path.write_bytes(data)
    assert "archives deep" in reason(reader, path)


def test_names_in_gbk_are_read(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    stand_in = "X" * len("答复函.txt".encode("gbk"))
    raw = packed({stand_in + ".txt": TEXT})
    path.write_bytes(raw.replace(stand_in.encode(), "答复函.txt".encode("gbk")))
    assert names(reader, path) == ["!/答复函.txt.txt"]


def test_names_that_lead_out_lead_nowhere(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    folder.mkdir(parents=True)
    path = folder / "letters.zip"
    path.write_bytes(packed({"../../out.txt": TEXT, "/etc/in.txt": TEXT, "c\\..\\d.txt": TEXT}))
    assert names(reader, path) == ["!/out.txt", "!/etc/in.txt", "!/c/d.txt"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["deep", "er", "letters.zip"]


def test_links_in_a_tar_are_not_followed(reader: Reader, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    path = tmp_path / "letters.tar"
    path.write_bytes(stream.getvalue())
    assert outcomes(reader, path) == []


def test_a_member_that_fails_leaves_the_others(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    data = bytearray(packed({"一.txt": TEXT, "二.txt": TEXT}))
    data[60] ^= 0xFF  # in the compressed data of the first
    path.write_bytes(data)
    first, second = outcomes(reader, path)
    assert first.error
    assert not first.whole
    assert second.letters


def test_an_encrypted_member_says_so(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    data = bytearray(packed({"a.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "is encrypted" in reason(reader, path)


@pytest.mark.parametrize("form", ["zip", "tar.gz", "gz", "docx"])
def test_a_bomb_is_refused_at_little_cost(
    reader: Reader, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "MAX_UNPACKED", 100 * limits.MIB)
    zeros = bytes(60 * limits.MIB)
    bombs: dict[str, Callable[[], bytes]] = {
        "zip": lambda: packed({f"{n}.txt": zeros for n in range(2)}),
        "tar.gz": lambda: gzip.compress(tar({f"{n}.exe": zeros for n in range(2)}), 1),
        "gz": lambda: gzip.compress(zeros + zeros, 1),
        "docx": lambda: packed({"[Content_Types].xml": "", "word/document.xml": zeros + zeros}),
    }
    path = tmp_path / f"bomb.{form}"
    path.write_bytes(bombs[form]())
    start = time.monotonic()
    found = outcomes(reader, path)
    assert found
    assert all(outcome.error for outcome in found)
    assert time.monotonic() - start < 20


def test_the_budget_is_that_of_the_whole_file(tmp_path: Path) -> None:
    budget = members.Budget(2 * limits.MIB)
    one = io.BytesIO(bytes(limits.MIB + 1))
    assert len(budget.read(one, "a")) == limits.MIB + 1
    with pytest.raises(members.BombError):
        budget.read(io.BytesIO(bytes(limits.MIB)), "b")


# Files


def test_a_large_file_is_refused_without_being_read(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * limits.MIB)
        stream.write(TEXT)
    assert "larger than 64 MiB" in reason(reader, path)


def test_a_large_table_is_read_row_by_row(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("编号,正文\n")
        stream.write("1," + "略" * 100 + "\n")
        stream.write('2,"' + "\n".join(LINES) + '"\n')
    first, second = outcomes(reader, path)
    assert first.error
    assert second.letters


@pytest.mark.parametrize("name", ["a\nb.txt", "🎭.txt", "空 格.txt", "%s{x}.txt"])
def test_odd_names_are_names(reader: Reader, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT)
    assert letter(reader, path).source == path.as_posix()


def test_links_that_go_round_are_reported_once(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "a.txt").write_bytes(TEXT)
    read_one, looped = outcomes(reader, tmp_path)
    assert read_one.letters
    assert looped.error
    assert "cannot be opened" in looped.error.message


def test_what_is_no_file_is_not_waited_for(reader: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in reason(reader, tmp_path)


def test_a_folder_that_cannot_be_listed_is_reported(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    listed, scanned = os.listdir, os.scandir

    def refuse(real: Callable[..., object]) -> Callable[..., object]:
        def called(path: object = ".") -> object:
            if str(path) == str(closed):
                raise PermissionError(13, "Permission denied", str(closed))
            return real(path)

        return called

    monkeypatch.setattr(os, "listdir", refuse(listed))
    monkeypatch.setattr(os, "scandir", refuse(scanned))
    assert "Permission denied" in reason(reader, tmp_path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7z archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (packed({"ppt/presentation.xml": "x"}), "a presentation"),
        (b"", "is empty"),
    ],
)
def test_what_is_known_and_not_read_is_named(
    reader: Reader, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(data)
    assert said in reason(reader, path)


def test_the_folder_that_one_stands_in_has_no_say(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    (tmp_path / "letter.docx").write_bytes(docx())
    command = [str(Path(sys.executable).with_name("wenmai")), "ingest", "letter.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_zip_whose_directory_lies_is_an_error(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "lies.zip"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray(stream.getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 42 : at + 46] = (1 << 30).to_bytes(4, "little")  # where the member begins
    path.write_bytes(data)
    assert "damaged" in reason(reader, path)


def test_a_pipe_named_outright_is_read(reader: Reader, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cp", str(LETTER), str(pipe)]):
        assert "金望舒" in letter(reader, pipe).text


def test_sources_come_once_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.docx", "~$a.docx", ".c.txt", "d.png"):
        (tmp_path / name).write_bytes(TEXT)
    found = read.find([tmp_path, tmp_path / "b.txt"])
    assert [source.path.name for source in found] == ["a.docx", "b.txt"]
    assert found[0] == Source((tmp_path / "a.docx").as_posix(), tmp_path / "a.docx")
