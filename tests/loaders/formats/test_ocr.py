"""Pictures of pages are recognised where Tesseract is, with places as other PDFs have."""

from __future__ import annotations

import zlib

import pypdfium2
import pytest
from papers import HEIGHT, LINES, WIDTH, assembled, pdf, set_lines
from wenmai.errors import UnreadableError
from wenmai.loaders.document import ScannedError
from wenmai.loaders.formats import ocr
from wenmai.loaders.formats.pdf import document, recognised
from wenmai.loaders.worker import Worker


def scanned() -> bytes:
    """Return a PDF of one picture of a page of a letter."""
    with pypdfium2.PdfDocument(pdf([set_lines(LINES[:6], lead=24)])) as source:
        bitmap = source[0].render(scale=250 / 72, grayscale=True)
        picture = bytes(bitmap.buffer)
    packed = zlib.compress(picture)
    content = b"%d 0 0 %d 0 0 cm /P Do" % (WIDTH, HEIGHT)
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 5 0 R"
            b" /Resources << /XObject << /P 4 0 R >> >> >>" % (WIDTH, HEIGHT),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (bitmap.stride, bitmap.height, len(packed), packed),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )


def test_without_tesseract_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with Worker() as worker, pytest.raises(ScannedError, match="no text") as caught:
        worker.parse("pdf", scanned(), "scan.pdf", {})
    assert "tesseract" in caught.value.hint


def test_more_pages_than_are_recognised_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_SCANNED_PAGES", 1)
    with pytest.raises(UnreadableError, match="pictures of 2 pages"):
        recognised(pdf([[], []]), "scan.pdf")


def test_words_of_a_line_are_joined_and_stains_are_left_out() -> None:
    rows = [
        "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext",
        "5\t1\t1\t1\t1\t1\t300\t300\t50\t50\t96.1\t答",
        "5\t1\t1\t1\t1\t2\t350\t300\t50\t50\t91\t复",
        "5\t1\t1\t1\t1\t3\t420\t300\t50\t50\t3\t污",
        "4\t1\t1\t1\t2\t0\t300\t400\t50\t50\t-1\t",
    ]
    (line,) = ocr._lines("\n".join(rows), 842.0)
    assert line.text == "答复"
    assert line.box.left == pytest.approx(72)
    assert line.box.top == pytest.approx(842 - 72)


def test_a_picture_of_a_page_is_read() -> None:
    if not ocr.available():
        pytest.skip("Tesseract with chi_sim is optional, and not installed here")
    data = scanned()
    with pytest.raises(ScannedError):
        document(data, "scan.pdf")
    with Worker() as worker:
        (found,) = worker.parse("pdf", data, "scan.pdf", {})
    wanted, got = set("".join(LINES[:6])), set(found.text)
    assert len(wanted & got) > 0.6 * len(wanted)
    assert found.places[0].page == "1"
