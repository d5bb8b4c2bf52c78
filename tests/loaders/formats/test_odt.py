from __future__ import annotations

import pytest
from papers import LINES, odt, packed
from wenmai.errors import UnreadableError
from wenmai.loaders.formats.odt import document


def test_text_tables_notes_and_boxes_come_in_order() -> None:
    body = (
        "<table:table><table:table-row>"
        "<table:table-cell><text:p>主办</text:p></table:table-cell>"
        "<table:table-cell><text:p>文旅局</text:p></table:table-cell>"
        "</table:table-row></table:table>"
        '<text:p>正文<text:s text:c="2"/>续<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>注释</text:p></text:note-body></text:note>"
        "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>末</text:p>"
        "<text:section><text:h>标题</text:h></text:section>"
    )
    found = document(odt(["前文"], body), "letter.odt")
    assert found.text.split("\n") == ["前文", "主办 | 文旅局", "正文  续末", "注释", "框内", "标题"]
    assert [place.paragraph for place in found.places] == ["1", "2", "3", "N", "X", "4"]


def test_an_encrypted_one_says_so() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(UnreadableError, match="is encrypted"):
        document(packed({"content.xml": "?", "META-INF/manifest.xml": manifest}), "letter.odt")


def test_a_file_that_is_cut_off_says_so() -> None:
    data = odt(LINES)
    with pytest.raises(UnreadableError, match="damaged or cut off"):
        document(data[: len(data) // 2], "letter.odt")
