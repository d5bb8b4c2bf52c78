"""Pages give the letter and what their head says of it, and nothing of the furniture."""

from __future__ import annotations

import socket

import pytest
from papers import LINES, page
from wenmai.errors import UnreadableError
from wenmai.loaders.formats.html import document

TABLE = (
    '<table class="xxgk"><tr><td>索 引 号：</td><td>330600/2020-01234</td><td>主题分类：</td>'
    "<td>文化</td></tr><tr><td>发布机构：</td><td>绍兴市文化广电旅游局</td><td>成文日期：</td>"
    "<td>2020年7月3日</td></tr><tr><td>文　号：</td><td>绍文广旅函〔2020〕31号</td>"
    "<td>公开日期：</td><td>2020-7-10</td></tr></table>"
)


def read(text: str) -> list[str]:
    return document(text.encode(), "page.html").text.split("\n")


def test_the_article_is_the_letter_and_nothing_else() -> None:
    found = read(page())
    assert found[-len(LINES) :] == LINES
    assert all("：" in line for line in found[: -len(LINES)])


def test_the_table_above_the_article_says_what_the_letter_is() -> None:
    found = document(page(head=TABLE).encode(), "page.html")
    assert found.metadata == {
        "title": LINES[0],
        "index_number": "330600/2020-01234",
        "issuer": "绍兴市文化广电旅游局",
        "document_number": "绍文广旅函〔2020〕31号",
        "written": "2020-07-03",
        "published": "2020-07-10",
    }
    assert found.text.split("\n")[:2] == [
        "索引号：330600/2020-01234",
        "发布机构：绍兴市文化广电旅游局",
    ]


def test_meta_tags_say_it_where_there_is_no_table() -> None:
    meta = (
        f'<meta name="ArticleTitle" content="{LINES[0]}"><meta name="PubDate" content="2020-07-11'
        ' 09:00"><meta name="ContentSource" content="市文旅局">'
    )
    found = document(page(meta=meta).encode(), "page.html").metadata
    assert (found["published"], found["issuer"]) == ("2020-07-11", "市文旅局")


def test_a_signature_outside_the_article_belongs_to_it() -> None:
    head, _, tail = page(LINES[:-3]).partition('<div class="share">')
    signed = f"{head}<div>{LINES[-3]}</div><div>{LINES[-2]}</div><div class='share'>{tail}"
    assert read(signed)[-2:] == LINES[-3:-1]


def test_an_old_page_of_tables_and_line_breaks() -> None:
    body = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in LINES[1:])
    links = "".join(f"<a href={n}>{LINES[0]}</a><br>" for n in range(8))
    text = (
        f"<html><head><title>办理答复</title></head><body><table><tr><td colspan=2>网站</td></tr>"
        f"<tr><td width=200>{links}</td><td><center><font size=5>{LINES[0]}</font></center>"
        f"<center>发布日期:2020-7-10 点击数:23</center>{body}<br>"
        "上一篇：<a href=1>没有了</a></td></tr>"
        "<tr><td colspan=2>版权所有：市文旅局</td></tr></table></body></html>"
    )
    found = document(text.encode("gb18030"), "page.htm")
    assert [line for line in found.text.split("\n") if line in LINES] == LINES
    assert not any(word in found.text for word in ("上一篇", "版权所有"))
    assert found.metadata["published"] == "2020-07-10"


def test_readings_over_characters_are_not_read() -> None:
    lines = [*LINES[:4], "您在<ruby>區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>人大提出的建议收悉。"]
    text = page().replace(LINES[4], "區人大")
    assert "區人大" in "".join(read(text))
    ruby = page().replace(LINES[4], lines[-1])
    assert any("您在區人大提出" in line for line in read(ruby))


@pytest.mark.parametrize(
    ("encoding", "said", "server"),
    [
        ("gb18030", "gb2312", None),
        ("gb18030", None, None),
        ("gb18030", "utf-8", None),
        ("gb18030", None, "gbk"),
        ("big5", None, "big5"),
        ("utf-8", "gb2312", None),
    ],
)
def test_any_encoding_whatever_it_calls_itself(
    encoding: str, said: str | None, server: str | None
) -> None:
    words = "關於第八十八號建議的答復，收悉，現答復如下。"
    text = f"<html><head>META</head><body><p>{words}</p></body></html>"
    text = text.replace("META", f'<meta charset="{said}">' if said else "")
    assert "現答復如下" in document(text.encode(encoding), "page.html", server).text


def test_nothing_that_a_page_names_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    head = (
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">'
    )
    document(page(head=head).encode(), "page.html")
    dtd = '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    found = document((dtd + "<p>第一段&e;答复</p>").encode(), "page.html")
    assert "root:" not in found.text


@pytest.mark.parametrize("text", ["<html></html>", "<div><!-- 答复 --></div>", "<p>"])
def test_a_page_without_text_says_so(text: str) -> None:
    with pytest.raises(UnreadableError):
        document(text.encode(), "page.html")


def test_deep_nesting_and_broken_markup_end() -> None:
    deep = "<p>前文</p>" + "<div>" * 100_000 + "答复" + "</span></table>" * 1000
    assert "前文" in document(deep.encode(), "page.html").text
