"""A trace as a document: as it is printed, and how rows, moments and times are written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.document.document import Document, Section, Table
from experiments.language.messages import speaking
from experiments.measures.counted import ACQUAINTANCE, OUTCOMES
from experiments.questions.trace.ask import Selection, traced
from experiments.questions.trace.document import brief, document
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Trace
from experiments.questions.trace.sentence import sentence
from experiments.show import terminal
from scenarios import load
from tests.experiments.language.hand import english
from tests.experiments.questions.trace.hand import SIDES, asked, hand, trace_of

SAME = "The same people count on both sides, by the same paths."
MORE = "more: by='channel|tactic|outcome|age|experience', worst=…, workers='SEED/N'"


def printed(page: Document) -> list[str]:
    return [line.plain.rstrip() for line in terminal.lines(page, 80)]


def text(trace: Trace, by: Axis | None = None, whole: Sequence[str] = ()) -> list[str]:
    return printed(document(trace, by, whole))


def parts(trace: Trace, axis: Axis) -> list[Sequence[str]]:
    """The rows of an axis, as data."""
    [section, *_] = document(trace, axis).sections
    [_, table, _] = section.parts  # behind the picture
    assert isinstance(table, Table)
    place = next(place for place, row in enumerate(table.rows) if isinstance(row, str))
    return list(table.rows[place + 1 :])


PAGE = [
    "production → calling_open, 1 pair, world crowdworks_2020, 120 days, first day",
    "Of the same people 1 is newly exposed, 1 is spared, 2 are exposed either way (1",
    "  by another path, 1 later): exposed_per_10k 1,000.00 → 1,083.33 (+83.33).",
    "",
    "                            before  spared  newly  moved  after  per 10k",
    "together                         3       1      1      0      3     0.00",
    "30 → 28 workers looked in                                         +83.33",
    "difference                                                        +83.33",
    "channel",
    "  message                        2       1      1     -1      1  -333.33",
    "  scout                          1       0      0      0      1     0.00",
    "  call                           0       0      0      1      1  +333.33",
    "path",
    "  message, mlm, addressed        2       1      0     -1      0  -666.67",
    "  message, mlm, lost money       0       0      1      0      1  +333.33",
    "  call, mlm, addressed           0       0      0      1      1  +333.33",
    "  scout, mlm, addressed          1       0      0      0      1     0.00",
    "age",
    "  25-34                          2       0      1      0      3  +333.33",
    "  50 and over                    1       1      0      0      0  -333.33",
    "experience",
    "  no contract yet                3       1      1      0      3     0.00",
    "People and months: before - spared + newly + moved = after. Who moved counts on",
    "  both sides. per 10k: the part of a row in the difference of the metric.",
    "",
    "what became of that lure on the other side  newly  spared",
    "  its posting was suspended (a rule)            0       1",
    "  they did not answer it                        1       0",
    "",
    "worker 5/1 (50 and over, no contract yet)",
    "spared; exposed in production alone: message, mlm, addressed; in calling_open",
    "  its posting was suspended. Alike for 4 events, then first differs, on day 39,",
    "  09:36: posting r0.0/0 was suspended in calling_open alone (the platform's",
    "  doing).",
    "                 production                       calling_open",
    "▸ day 39, 09:36  –                                posting r0.0/0 was suspended",
    "  day 39, 12:00  posting r0.0/0 appeared          –",
    "  day 41, 00:00  answered r0.0/0                  –",
    "  day 42, 00:00  lured by r0.0/0 (message, mlm)*  –",
    "",
    "worker 5/3 (25-34, no contract yet)",
    "exposed either way: call, mlm, addressed. Alike for 3 events, then first",
    "  differs, on day 46, 00:00: lured by r0.0/1 (message, mlm) in production alone.",
    "                 production                       calling_open",
    "  day 40, 12:00  posting r0.0/1 appeared          posting r0.0/1 appeared",
    "▸ day 46, 00:00  lured by r0.0/1 (message, mlm)*  –",
    "  day 51, 00:00  –                                lured by r0.0/1 (call, mlm)*",
    "",
    "worker 5/2 (25-34, no contract yet)",
    "exposed either way: scout, mlm, addressed. Both lives are the same, in all 6",
    "  events.",
    "",
    "worker 5/4 (25-34, no contract yet)",
    "newly exposed: message, mlm, lost money, 12,000 yen; in production they did not",
    "  answer it. Alike for 3 events, then first differs, on day 51, 00:00: looked at",
    "  the list in calling_open alone.",
    "                 production              calling_open",
    "  day 40, 12:00  posting r0.0/1 appeared posting r0.0/1 appeared",
    "▸ day 51, 00:00  –                       looked at the list",
    "  day 101, 00:00 –                       lured by r0.0/1 (message, mlm)*",
    "  day 101, 00:00 –                       led away by r0.0/1 (message, mlm)*",
    "  day 106, 00:00 –                       harmed by r0.0: lost money, 12,000 yen*",
    "",
    "Names: c7/2 is posting 2 of client 7, r3.1/0 of account 1 of ring 3, all from 0.",
    "  * only nature knows.",
    "",
    "more: by='channel|tactic|outcome|age|experience', worst=…, workers='SEED/N'",
]


def happening(time: float, words: str, account: str = "c1", *, ruled: bool = False, nature: bool = False) -> Happening:
    return Happening(time, words, nature=nature, ruled=ruled, account=account, place=0)


def life(*moments: Moment) -> Life:
    return Life(5, 7, "either way", "25-34, with a record", "", 1, 0.0, "", moments, frozenset({"r0.0"}))


def life_of(*moments: Moment, whole: bool = False) -> list[str]:
    """The life of worker 5/7 with these moments."""
    page = text(trace_of([(7, 0)], [(7, 0)], lives=(life(*moments),)), whole=("5/7",) if whole else ())
    start = page.index("worker 5/7 (25-34, with a record)")
    return page[start + 1 : page.index("", start)]


def test_a_trace_shows_groups_paths_fates_of_lures_and_lives() -> None:
    trace = asked(Selection(worst=1, workers=((5, 1), (5, 3), (5, 2))))
    assert text(trace, whole=("5/1",)) == PAGE


def test_one_chosen_axis_replaces_all_and_names_need_a_life() -> None:
    page = text(asked(Selection(worst=0)), by="outcome")
    assert page[4:10] == [
        "                           before  spared  newly  moved  after  per 10k",
        "together                        3       1      1      0      3     0.00",
        "30 → 28 workers looked in                                        +83.33",
        "difference                                                       +83.33",
        "outcome",
        "  addressed                     3       1      0      0      2  -333.33",
    ]
    assert [line for line in page if line in ("channel", "path", "age", "experience") or "client 7" in line] == []
    assert page[-1] == MORE


def test_counts_are_summed_over_pairs_and_sides_have_given_names() -> None:
    """Each pair has the same people; the metric is the mean."""
    trace, _ = traced(SIDES, [5, 6], work=hand, names=("a", "b"))
    assert trace is not None
    page = text(trace, by="age")
    assert page[:3] == [
        "a → b, 2 pairs, world crowdworks_2020, 120 days, first day",
        "Of the same people 2 are newly exposed, 2 are spared, 4 are exposed either way",
        "  (2 by another path, 2 later): exposed_per_10k 1,000.00 → 1,083.33 (+83.33).",
    ]
    assert page[5:7] == [
        "together                        6       2      2      0      6     0.00",
        "60 → 56 workers looked in                                        +83.33",
    ]
    assert parts(trace, "age") == [
        ("  25-34", "4", "0", "2", "0", "6", "+333.33"),
        ("  50 and over", "2", "2", "0", "0", "0", "-333.33"),
    ]


def test_both_regimes_are_named_if_different_and_plausible_worlds_unnamed() -> None:
    trace = asked()
    assert trace.provenance is not None
    (old, new), seeds = trace.provenance
    learned = replace(new, scenario=load("production", ["world.rings=adapting"]))
    wheres = [
        document(replace(trace, provenance=((replace(old, worlds=worlds), learned), seeds))).where
        for worlds in ("fixed", "plausible")
    ]
    assert wheres == [
        "1 pair, world crowdworks_2020, 120 days, first day / adapted",
        "1 pair, plausible worlds, 120 days, first day / adapted",
    ]


def test_a_month_without_a_session_has_a_dash_for_what_it_makes() -> None:
    trace = trace_of([(7, 0)], [(7, 1)], active=(0,))
    assert [row[1:] for row in parts(trace, "path")] == [
        ("1", "0", "0", "-1", "0", "–"),
        ("0", "0", "0", "1", "1", "–"),
    ]
    assert sentence(trace).endswith(": exposed_per_10k – → – (–).")
    many = trace_of([(path, path) for path in range(8)], [], active=(0,))
    assert parts(many, "path")[-1] == ("  2 other paths", "2", "2", "0", "0", "0", "–")


def test_an_effect_below_one_has_its_sign() -> None:
    assert parts(trace_of([], [(7, 0)], active=(20_000,)), "age")[0][-1] == "+0.50"
    assert parts(trace_of([(7, 0)], [], active=(20_000,)), "age")[0][-1] == "-0.50"


def test_seven_paths_are_all_shown_but_eight_are_cut_to_six() -> None:
    def most(count: int) -> list[Sequence[str]]:
        """Path p has p more on the other side; all have one on both."""
        before = [(path, path) for path in range(count)]
        after = [*before, *((100 * path + number, path) for path in range(1, count) for number in range(path))]
        return parts(trace_of(before, after, active=(1000,)), "path")

    assert most(7) == [
        ("  message, account_purchase, addressed", "1", "0", "6", "0", "7", "+60.00"),
        ("  posting, account_purchase, addressed", "1", "0", "5", "0", "6", "+50.00"),
        ("  call, mlm, addressed", "1", "0", "4", "0", "5", "+40.00"),
        ("  scout, mlm, addressed", "1", "0", "3", "0", "4", "+30.00"),
        ("  nda, mlm, addressed", "1", "0", "2", "0", "3", "+20.00"),
        ("  message, mlm, addressed", "1", "0", "1", "0", "2", "+10.00"),
        ("  posting, mlm, addressed", "1", "0", "0", "0", "1", "0.00"),
    ]
    assert most(8)[0] == ("  nda, account_purchase, addressed", "1", "0", "7", "0", "8", "+70.00")
    assert most(8)[1:6] == most(7)[:5]
    assert most(8)[6:] == [("  2 other paths", "2", "0", "1", "0", "3", "+10.00")]


def test_a_label_that_is_too_long_is_cut_before_the_numbers() -> None:
    trace = trace_of([(7, 0)], [(7, 9)], active=(1000,))
    cause = replace(trace.pairs[0].after.cause, channel=np.array([ACQUAINTANCE]))
    after = replace(trace.pairs[0].after, cause=cause, outcome=np.array([len(OUTCOMES) - 1]))
    cut = replace(trace, pairs=(replace(trace.pairs[0], after=after),))
    assert OUTCOMES[-1].startswith("lost mo")
    [row] = [line for line in text(cut, "path") if line.startswith("  acquaintance")]
    assert row.startswith("  acquaintance, account_purchase, lost")
    assert (row.split()[-6:], len(row)) == (["0", "0", "0", "1", "1", "+10.00"], 80)


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ([], [], False),
        ([(7, 0)], [(7, 0)], False),
        ([(7, 0)], [(7, 1)], True),  # by another path
        ([(7, 0)], [], True),
        ([], [(7, 0)], True),
        ([(7, 0)], [(8, 0)], True),  # one for another: no effect
    ],
)
def test_it_is_said_where_nothing_differs(
    before: list[tuple[int, int]], after: list[tuple[int, int]], differs: bool
) -> None:
    page = document(trace_of(before, after))
    assert (SAME in page.bottom) is not differs
    assert any(isinstance(part, Table) for part in page.parts()) is differs


def test_who_looked_in_may_be_all_that_differs() -> None:
    trace = trace_of([(7, 0)], [(7, 0)])
    after = replace(trace.pairs[0].after, active=(8,))
    page = text(replace(trace, pairs=(replace(trace.pairs[0], after=after),)))
    [row] = [line for line in page if line.startswith("10 → 8 workers looked in")]
    assert row.endswith(" +250.00")
    assert SAME not in " ".join(page)


# ------------------------------------------------------------------------------------------------ in brief


def test_the_brief_has_the_three_largest_paths_and_one_life() -> None:
    """Three more by one path, two by another, one by a third, and by a fourth; in the last case only one."""

    def short(trace: Trace) -> list[str]:
        return printed(Document("", "", (), (Section("", tuple(brief(trace))),)))[1:]

    groups = [(10, 1), (11, 1), (12, 1), (20, 2), (21, 2), (30, 3), (40, 4), (41, 4), (42, 4), (43, 4)]
    assert short(trace_of([(9, 0)], [(9, 0), *groups], lives=(life(), life()))) == [
        "Of the same people 10 are newly exposed, 0 are spared, 1 is exposed either way:",
        "  exposed_per_10k 1,000.00 → 11,000.00 (+10,000.00).",
        "                           before  spared  newly  moved  after    per 10k",
        "  call, mlm, addressed          0       0      4      0      4  +4,000.00",
        "  message, mlm, addressed       0       0      3      0      3  +3,000.00",
        "  nda, mlm, addressed           0       0      2      0      2  +2,000.00",
        "worker 5/7 (25-34, with a record): exposed either way. Both lives are the same,",
        "  in all 0 events.",
    ]
    [_, row] = short(trace_of([(9, 0)], [(9, 0), (10, 1)]))[2:]
    assert row.startswith("  message, mlm, addressed ")


# ------------------------------------------------------------------------------------------------ lives


def test_what_comes_at_another_time_is_told_where_it_comes_first() -> None:
    """Without the day where it is the same one."""
    assert life_of(Moment(happening(1, "wrote"), happening(1.5, "wrote"))) == [
        "exposed either way. Alike for 0 events, then first differs, on day 2, 00:00:",
        "  wrote in old, in new at 12:00.",
        "                old    new",
        "▸ day 2, 00:00  wrote  the same, 12:00",
    ]
    assert life_of(Moment(happening(2.5, "wrote"), happening(1.9, "wrote"))) == [
        "exposed either way. Alike for 0 events, then first differs, on day 2, 21:36:",
        "  wrote in new, in old at day 3, 12:00.",
        "                old                     new",
        "▸ day 2, 21:36  the same, day 3, 12:00  wrote",
    ]


def test_a_life_shows_its_first_difference_and_accounts_and_counts_the_rest() -> None:
    same = Moment(happening(1, "here"), happening(1, "here"))
    first = Moment(None, happening(2, "was asked", ruled=True))
    theirs = Moment(happening(3, "met", "r0.0"), happening(3, "met", "r0.0"))
    lured = Moment(happening(4, "was lured", "r0.0", nature=True), None)
    other, later = (Moment(happening(time, "worked"), None) for time in (5, 6))
    shown = [
        "exposed either way. Alike for 1 event, then first differs, on day 3, 00:00: was",
        "  asked in new alone (the platform's doing).",
        "                old         new",
        "▸ day 3, 00:00  –           was asked",
        "  day 4, 00:00  met         met",
        "  day 5, 00:00  was lured*  –",
    ]
    assert life_of(same, first, theirs, lured, other, later) == [*shown, "2 more differ: workers='5/7' shows them all"]
    assert life_of(same, first, theirs, lured, other, later, whole=True) == [
        *shown,
        "  day 6, 00:00  worked      –",
        "  day 7, 00:00  worked      –",
    ]


@pytest.mark.parametrize(
    ("time", "message"),
    [
        (-1, "before day 1"),
        (-0.5, "before day 1"),
        (0, "day 1, 00:00"),
        (0.5, "day 1, 12:00"),
        (9.0625, "day 10, 01:30"),
        (9 + 61 / 1440, "day 10, 01:01"),
        (9.9997, "day 11, 00:00"),  # 23:59:34
        (9.9996, "day 10, 23:59"),
    ],
)
def test_days_count_from_one_and_what_was_there_came_before(time: float, message: str) -> None:
    assert life_of(Moment(happening(time, "x"), None))[-1] == f"▸ {message}  x    –"


def test_texts_that_are_too_long_for_their_column_are_wrapped() -> None:
    long = "a text of much more than thirty letters and of no more than sixty"
    assert life_of(Moment(happening(1, long), happening(1.1, long)), Moment(None, happening(2, long, "r0.0")))[-6:] == [
        "▸ day 2, 00:00 a text of much more than thirty  the same, 02:24",
        "               letters and of no more than",
        "               sixty",
        "  day 3, 00:00 –                                a text of much more than thirty",
        "                                                letters and of no more than",
        "                                                sixty",
    ]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"status": "on neither side"}, "exposed on neither side."),
        ({"status": "spared", "path": "p", "fate": "f"}, "spared; exposed in old alone: p; in new f."),
        ({"status": "newly", "path": "p", "fate": "f", "yen": 1234.0}, "newly exposed: p, 1,234 yen; in old f."),
    ],
)
def test_a_life_is_of_somebody(changed: dict[str, Any], status: str) -> None:
    page = text(trace_of([(7, 0)], [(7, 0)], lives=(replace(life(), **changed),)))
    assert page[page.index("worker 5/7 (25-34, with a record)") + 1].startswith(status)


def test_a_trace_is_said_in_the_language_of_its_reader() -> None:
    """The events of a life are in English."""
    with speaking("ja"):
        page = "\n".join(text(asked(Selection(worst=0))))
    assert english(page, "crowdworks_2020", "calling_open", "outcome", "worst", "workers", "SEED/N") == []
