"""Two texts are one letter when they answer the same and say nearly the same."""

from __future__ import annotations

import itertools

from papers import LINES
from wenmai.graph.copies import Issue, block, grouped
from wenmai.graph.model import Header, ProposalRef

TEXT = "\n".join(LINES)
WORD = Issue("reply/word", TEXT, ("a.docx", 1), "2020-07-03")
PAGE = Issue("reply/page", "首页 > 正文\n发布机构：市文旅局\n" + TEXT, ("b.html", 1), "2020-07-03")
OTHER = Issue("reply/other", "我单位意见如下。" + TEXT[200:300], ("c.txt", 1), "2020-07-09")


def stands(*issues: Issue) -> dict[str, str]:
    """For each issue, which stands for it; the same in every order."""
    (answer,) = {tuple(sorted(grouped(o).items())) for o in itertools.permutations(issues)}
    return dict(answer)


def test_a_page_and_its_word_file_are_one_letter_told_by_the_first_source() -> None:
    assert stands(PAGE, WORD) == {"reply/page": "reply/word", "reply/word": "reply/word"}


def test_another_opinion_on_the_same_proposal_is_another_letter() -> None:
    assert stands(PAGE, WORD, OTHER)["reply/other"] == "reply/other"


def test_a_later_issue_stands_for_the_earlier() -> None:
    later = Issue("reply/later", TEXT.replace("17处", "19处"), ("z.txt", 1), "2020-08-01")
    assert set(stands(WORD, PAGE, later).values()) == {"reply/later"}


def test_a_correction_of_the_same_day_stands_for_what_it_corrects() -> None:
    said = Issue("reply/x", TEXT + "（17处）", ("z.txt", 1), "2020-07-03", title="复函（更正）")
    published = Issue("reply/y", TEXT + "（18处）", ("y.txt", 1), "2020-07-03", "2020-09-01")
    assert set(stands(WORD, said).values()) == {"reply/x"}
    assert set(stands(WORD, published).values()) == {"reply/y"}
    assert set(stands(WORD, said, published).values()) == {"reply/x"}


def test_short_texts_must_be_nearer() -> None:
    a = Issue("reply/a", "关于第88号建议的会办意见：我局无不同意见。市财政局", ("a", 1))
    b = Issue("reply/b", "关于第88号建议的会办意见：我局无不同意见。市公安局", ("b", 1))
    assert stands(a, b) == {"reply/a": "reply/a", "reply/b": "reply/b"}


def test_what_issues_share_is_who_answers_which_numbers() -> None:
    first = Header(
        assembly="市八届人大四次会议",
        jurisdiction="浙江省绍兴市",
        proposals=(ProposalRef(number="88"),),
    )
    assert block(first) == block(
        Header(
            assembly="市八届人大 四次会议",
            jurisdiction="浙江省绍兴市",
            proposals=(ProposalRef(number="八十八", title="题"),),
        )
    )
    others = [
        Header(
            assembly="市八届人大五次会议", jurisdiction="浙江省绍兴市", proposals=first.proposals
        ),
        Header(assembly=first.assembly, jurisdiction="浙江省", proposals=first.proposals),
        Header(assembly=first.assembly, proposals=(ProposalRef(number="89"),)),
    ]
    assert len({block(header) for header in (first, *others)}) == 4
    assert block(Header(assembly=first.assembly)) is None
    assert block(Header(proposals=first.proposals)) is None
