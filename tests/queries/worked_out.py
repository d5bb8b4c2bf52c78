"""Answers worked out by hand: for each graph the question, its parameters and the rows."""

from __future__ import annotations

from wenmai.graph.model import Value
from wenmai.graph.stores.base import Cell

Row = tuple[Cell, ...]
Case = tuple[str, dict[str, Value], list[Row]]

CULTURE = "示范区文化局"
SCHOOLS = "示范区教育局"
TRADE = "示范区商务局"
SPORT = "示范区体育局"
# Names sort by code point: 体 商 教 文, then （ of the BMP's end, then 𠮷 beyond it.
WIDE = "（甲）协会"
RARE = "𠮷祥协会"
OF_2018 = "二〇一八年的答复"
OF_2019 = "二〇一九年的答复"
OF_2021 = "二〇二一年的答复"
OF_2022 = "二〇二二年的答复"
HALL = "示范音乐厅"
PARK = "示范文创园"
PLAN = "《示范规划》"

LONG_PAIRS: list[Row] = [
    (CULTURE, TRADE, "2019, 2020, 2022", 3, 3, 2019, 2022),
    (CULTURE, SCHOOLS, "2019, 2021", 2, 3, 2019, 2021),
    (SCHOOLS, CULTURE, "2020, 2021", 2, 2, 2020, 2021),
    (CULTURE, WIDE, "2020, 2021", 2, 2, 2020, 2021),
    (CULTURE, RARE, "2020, 2021", 2, 2, 2020, 2021),
]
SHORT_PAIRS: list[Row] = [
    (CULTURE, SPORT, "2021", 1, 3, 2021, 2021),
    (SPORT, SCHOOLS, "2021", 1, 1, 2021, 2021),
]

PLAN_KEPT: Row = (
    CULTURE, "FOLLOWS", PLAN,
    2018, "reply/undated", "原文n4",
    2020, CULTURE, "reply/2020", "原文n5",
)  # fmt: skip
HALL_KEPT: Row = (
    CULTURE, "BUILDS", HALL,
    2019, OF_2019, "原文h9",
    2021, CULTURE, OF_2021, "原文h3",
)  # fmt: skip
HALL_KEPT_SINCE_2020: Row = (
    CULTURE, "BUILDS", HALL,
    2020, "reply/2020", "原文h1",
    2021, CULTURE, OF_2021, "原文h3",
)  # fmt: skip
PARK_KEPT_BY_ANOTHER: Row = (
    SCHOOLS, "FUNDS", PARK,
    2020, "reply/2020", "原文p1",
    2022, TRADE, OF_2022, "原文p3",
)  # fmt: skip

FAIR_1: Row = (
    2018, "done", CULTURE, False, "ORGANISES", "第一届示范文博会",
    OF_2019, "原文f1", "statement/f1",
)  # fmt: skip
FAIR_2_JOINED: Row = (
    2018, "ongoing", SPORT, False, "PARTICIPATES_IN", "第二届示范文博会",
    "reply/2020", "原文f3", "statement/f3",
)  # fmt: skip
FAIR_2_PLANNED: Row = (
    None, "planned", CULTURE, True, "ORGANISES", "第二届示范文博会",
    "reply/2020", "原文f2", "statement/f2",
)  # fmt: skip


def still_open(letters: int) -> dict[str, Row]:
    """The promises of `years` that nobody keeps, with so many later letters of each lead."""
    return {
        "h5": (CULTURE, "FUNDS", HALL, 2018, OF_2018, "原文h5", 2018, letters),
        "n1": (SPORT, "ISSUES", PLAN, 2019, OF_2019, "原文n1", 2019, letters),
        "f2": (
            CULTURE, "ORGANISES", "第二届示范文博会",
            2020, "reply/2020", "原文f2", 2020, letters,
        ),
    }  # fmt: skip


# Kept, but only after 2020; of the hall a second plan is told in 2020.
HALL_OPEN_IN_2020: Row = (CULTURE, "BUILDS", HALL, 2019, OF_2019, "原文h9", 2020, 0)
PARK_OPEN_IN_2020: Row = (SCHOOLS, "FUNDS", PARK, 2020, "reply/2020", "原文p1", 2020, 0)


def of_2021(number: int) -> Row:
    """The connection of CULTURE and SPORT by a proposal: led in two letters, co-handled in one."""
    return (2, "LEADS", f"第{number}号建议", "Proposal", "CO_HANDLES", 3, 2021, 2021)


YEARS: list[Case] = [
    ("co_handlers_across_years", {}, LONG_PAIRS),
    ("co_handlers_across_years", {"min_years": 3}, LONG_PAIRS[:1]),
    ("co_handlers_across_years", {"min_years": 1}, [*LONG_PAIRS, *SHORT_PAIRS]),
    ("co_handlers_across_years", {"min_years": 4}, []),
    # CULTURE leads 13 proposals: 3 + 3 + 2 + 2 + 3. One of SPORT's two has no year, and counts.
    (
        "lead_co_pairs",
        {},
        [
            (CULTURE, SPORT, 3, 13, 23),
            (CULTURE, TRADE, 3, 13, 23),
            (CULTURE, SCHOOLS, 3, 13, 23),
            (SPORT, SCHOOLS, 2, 2, 100),
            (SCHOOLS, CULTURE, 2, 2, 100),
            (CULTURE, WIDE, 2, 13, 15),
            (CULTURE, RARE, 2, 13, 15),
        ],
    ),
    ("lead_co_pairs", {"min_proposals": 4}, []),
    # No proposal of this graph has two co-handlers.
    ("co_department_pairs", {}, []),
    (
        "handling_load",
        {"from_year": 2021, "to_year": 2021},
        [
            (SPORT, 2021, 1, 3, 4),
            (SCHOOLS, 2021, 1, 3, 4),
            (CULTURE, 2021, 7, 1, 8),
            (WIDE, 2021, 0, 1, 1),
            (RARE, 2021, 0, 1, 1),
        ],
    ),
    # TRADE leads and co-handles one and the same proposal.
    (
        "handling_load",
        {"to_year": 2019},
        [(TRADE, 2019, 1, 2, 2), (SCHOOLS, 2019, 0, 1, 1), (CULTURE, 2019, 2, 0, 2)],
    ),
    ("promises_kept", {}, [PLAN_KEPT, HALL_KEPT, PARK_KEPT_BY_ANOTHER]),
    ("promises_kept", {"from_year": 2020}, [HALL_KEPT_SINCE_2020, PARK_KEPT_BY_ANOTHER]),
    ("promises_kept", {"from_year": 2019, "to_year": 2021}, [HALL_KEPT]),
    ("promises_kept", {"from_year": 2022}, []),
    # CULTURE and SPORT lead in the letter of 2021 only.
    ("promises_open", {}, [still_open(1)[id] for id in ("h5", "n1", "f2")]),
    (
        "promises_open",
        {"as_of": 2020},
        [
            still_open(0)["h5"],
            HALL_OPEN_IN_2020,
            still_open(0)["n1"],
            still_open(0)["f2"],
            PARK_OPEN_IN_2020,
        ],
    ),
    ("promises_open", {"from_year": 2020}, [still_open(1)["f2"]]),
    ("promise_rate", {}, [(CULTURE, 4, 2, 2, 50), (SCHOOLS, 1, 1, 0, 100), (SPORT, 1, 0, 1, 0)]),
    (
        "promise_rate",
        {"to_year": 2020},
        [(CULTURE, 4, 1, 3, 25), (SPORT, 1, 0, 1, 0), (SCHOOLS, 1, 0, 1, 0)],
    ),
    (
        "status_by_year",
        {},
        [
            (2018, 1, 1, 0, 1, 2),
            (2019, 1, 2, 0, 2, 4),
            (2020, 1, 3, 1, 1, 5),
            (2021, 1, 0, 1, 4, 5),
            (2022, 1, 0, 0, 2, 2),
            (None, 1, 1, 0, 1, 2),
        ],
    ),
    ("timeline", {"name": "文博会"}, [FAIR_1, FAIR_2_JOINED, FAIR_2_PLANNED]),
    ("timeline", {"name": "第二届示范文博会"}, [FAIR_2_JOINED, FAIR_2_PLANNED]),
    ("timeline", {"name": WIDE}, []),
    (
        "series_editions",
        {},
        [
            ("示范文博会", 1, "第一届示范文博会", 2018, "done", CULTURE, 0, 1),
            ("示范文博会", 2, "第二届示范文博会", 2018, "ongoing", CULTURE, 1, 1),
        ],
    ),
    ("series_gaps", {}, []),
    ("co_organisers", {}, []),
    # Two letters without a year count as letters.
    ("plan_citations", {}, [(PLAN, None, 3, 1, 1, 2019, 2020)]),
    ("plan_citations", {"min_letters": 4}, []),
    (
        "shared_initiatives",
        {},
        [
            (HALL, 2, f"{TRADE}; {CULTURE}", 5, 2018, 2025),
            (PARK, 2, f"{TRADE}; {SCHOOLS}", 3, 2017, 2021),
        ],
    ),
    ("shared_initiatives", {"min_bodies": 3}, []),
    (
        "recurring_objects",
        {},
        [
            (HALL, "Initiative", "2018, 2019, 2020, 2021, 2022", 5, 5, 2),
            (PARK, "Initiative", "2020, 2021, 2022", 3, 3, 2),
            (PLAN, "Plan", "2019, 2020", 2, 2, 2),
        ],
    ),
    (
        "connection",
        {"a": SPORT, "b": TRADE},
        [(1, "COOPERATES_WITH", None, None, None, 1, 2021, 2021)],
    ),
    (
        "connection",
        {"a": CULTURE, "b": SPORT},
        [
            (2, "FOLLOWS", PLAN, "Plan", "ISSUES", 5, 2018, 2020),
            *(of_2021(number) for number in (15, 16, 17)),
            (2, "ORGANISES", "第二届示范文博会", "Event", "PARTICIPATES_IN", 2, 2018, 2018),
        ],
    ),
    ("connection", {"a": SPORT, "b": SPORT}, []),
    (
        "evidence",
        {"statement": "statement/f2"},
        [
            (
                "statement/f2", CULTURE, "ORGANISES", "第二届示范文博会", "planned", None,
                "reply/2020", None, "reply/2020.txt", "原文f2", 1, 5, 0.75,
            )
        ],
    ),
    (
        "evidence",
        {"statement": "statement/x01-co"},
        [
            (
                "statement/x01-co", SCHOOLS, "CO_HANDLES", "第01号建议", None, 2021,
                "reply/2021", OF_2021, "reply/2021.txt", "原文x01-co", 1, 5, 0.75,
            )
        ],
    ),
    ("evidence", {"statement": "statement/none"}, []),
]  # fmt: skip

# Names of `towns` by code point: 丁 丙 乙 甲; 某 王.
CITY = "甲市文化局"
COUNTY = "乙县文化局"
PROVINCE = "丙省文化厅"
CLUB = "丁会"
PROVINCE_PLAN: Row = (
    "丙省规划", 3, "province, prefecture, county",
    PROVINCE, f"{CLUB}; {COUNTY}; {CITY}", 2016, 2019,
)  # fmt: skip
CITY_PLAN: Row = ("甲市方案", 1, "prefecture", CITY, "", 2020, 2020)
NO_LEVEL_PLAN: Row = ("无级方案", 0, "", CLUB, "", None, None)

TOWNS: list[Case] = [
    (
        "co_department_pairs",
        {},
        [
            (PROVINCE, COUNTY, 2, 2, 2020, 2021),
            (PROVINCE, CITY, 1, 1, 2021, 2021),
            (CLUB, COUNTY, 1, 0, None, None),
        ],
    ),
    ("co_department_pairs", {"min_proposals": 2}, [(PROVINCE, COUNTY, 2, 2, 2020, 2021)]),
    # Two bodies of one name lead on reading: three leads, two names.
    (
        "theme_bridges",
        {},
        [
            ("阅读", "2021, 2022", 2, 2, 3, f"{PROVINCE}; {COUNTY}"),
            ("戏曲", "2020, 2021", 2, 3, 2, f"{COUNTY}; {CITY}"),
        ],
    ),
    ("theme_bridges", {"min_years": 3}, []),
    # The third proposal is about a theme with such an alias.
    (
        "deputies_by_topic",
        {"topic": "古戏台"},
        [
            (
                "王一", "甲市第七届", 3, 2020, 2021,
                "关于古戏台保护的建议; 关于古戏台档案的建议; 关于古戏台演出的建议",
            ),
            ("某党派", None, 1, 2020, 2020, "关于古戏台保护的建议"),
            ("王一", "乙县第三届", 1, 2021, 2021, "关于图书馆的建议"),
        ],
    ),
    (
        "deputies_by_topic",
        {"topic": "档案"},
        [("王一", "甲市第七届", 1, None, None, "关于古戏台档案的建议")],
    ),
    # A proposal without a title is known by its name.
    (
        "deputies_by_topic",
        {"topic": "广场"},
        [("某党派", None, 1, 2022, 2022, "关于广场的建议")],
    ),
    ("deputies_by_topic", {"topic": "无此词"}, []),
    (
        "series_editions",
        {},
        [
            ("乙展", 2, "乙展二", 2020, "done", "", 1, 1),
            ("乙展", 1, "乙展一", None, "done", CLUB, 0, 1),
            ("甲节", 1, "甲节一", 2015, "done", CITY, 0, 1),
            ("甲节", 2, "甲节二", 2018, "done", f"{PROVINCE}; {COUNTY}; {CITY}", 0, 2),
            ("甲节", 3, "甲节三", 2019, "ongoing", "", 1, 1),
            ("甲节", 3, "甲节分会场", 2019, "done", f"{COUNTY}; {CITY}", 0, 1),
            ("甲节", 4, "甲节四", 2021, "planned", f"{COUNTY}; {CITY}", 0, 1),
            ("甲节", None, "甲节前传", None, None, "", 0, 0),
        ],
    ),
    ("series_gaps", {}, [("甲节", 2015, 2018, 3)]),
    ("series_gaps", {"usual": 0}, [("甲节", 2015, 2018, 3), ("甲节", 2018, 2019, 1)]),
    ("series_gaps", {"usual": 3}, []),
    (
        "co_organisers",
        {},
        [
            (COUNTY, CITY, 3, "甲节二; 甲节分会场; 甲节四", 2018, 2021),
            (CLUB, COUNTY, 1, "无年会", None, None),
            (PROVINCE, COUNTY, 1, "甲节二", 2017, 2018),
            (PROVINCE, CITY, 1, "甲节二", 2017, 2018),
        ],
    ),
    (
        "co_organisers",
        {"min_events": 2},
        [(COUNTY, CITY, 3, "甲节二; 甲节分会场; 甲节四", 2018, 2021)],
    ),
    ("plans_across_levels", {}, [PROVINCE_PLAN]),
    ("plans_across_levels", {"min_levels": 0}, [PROVINCE_PLAN, CITY_PLAN, NO_LEVEL_PLAN]),
    (
        "plan_citations",
        {},
        [
            ("丙省规划", "province", 2, 1, 3, 2020, 2020),
            ("甲市方案", "prefecture", 2, 1, 0, 2020, 2020),
            ("无级方案", None, 1, 1, 0, None, None),
        ],
    ),
    # By way of bodies and a deputy, not of the theme.
    (
        "connection",
        {"a": "proposal/1", "b": "proposal/2"},
        [
            (2, "CO_HANDLES", COUNTY, "Department", "CO_HANDLES", 3, 2020, 2020),
            (2, "CO_HANDLES", PROVINCE, "Department", "CO_HANDLES", 2, 2020, 2020),
            (2, "SUBMITTED", "王一", "Deputy", "SUBMITTED", 2, 2020, 2020),
            (2, "LEADS", CITY, "Department", "LEADS", 2, 2020, 2020),
        ],
    ),
    # Not by way of the place.
    (
        "connection",
        {"a": CITY, "b": CLUB},
        [
            (2, "FOLLOWS", "丙省规划", "Plan", "FOLLOWS", 2, 2018, 2019),
            (2, "LEADS", "建议四", "Proposal", "CO_HANDLES", 2, 2020, 2020),
        ],
    ),
]  # fmt: skip
