"""A trace as it is printed, line by line, and how rows, moments and times are written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.measures.counted import ACQUAINTANCE, OUTCOMES
from experiments.questions.trace.ask import Selection, traced
from experiments.questions.trace.life import Life
from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pairing import Axis
from experiments.questions.trace.result import Trace
from experiments.questions.trace.text import brief, lines, sentence, table
from scenarios import load
from tests.experiments.questions.trace.hand import SIDES, asked, hand, trace_of

HEAD = "by channel, people and months            before spared newly moved after per 10k"


def text(trace: Trace, by: Axis | None = None, whole: Sequence[str] = ()) -> list[str]:
    return [line.plain for line in lines(trace, by, whole)]


def happening(time: float, words: str, account: str = "c1", *, ruled: bool = False, nature: bool = False) -> Happening:
    return Happening(time, words, nature=nature, ruled=ruled, account=account, place=0)


def life(*moments: Moment) -> Life:
    return Life(5, 7, "either way", "25-34, with a record", "", 1, 0.0, "", moments, frozenset({"r0.0"}))


def told(*moments: Moment, whole: bool = False) -> list[str]:
    """The life of worker 5/7 with these moments."""
    page = text(trace_of([(7, 0)], [(7, 0)], lives=(life(*moments),)), whole=("5/7",) if whole else ())
    assert page[:2] == ["The same people count on both sides, by the same paths.", ""]
    assert page[2] == "worker 5/7 (25-34, with a record), exposed either way"
    return page[3:-3]


def test_a_trace_says_who_by_which_path_what_became_of_lures_and_two_lives() -> None:
    found = asked(Selection(worst=1, workers=((5, 1), (5, 3), (5, 2))))
    assert text(found, whole=("5/1",)) == [
        "production → calling_open",
        "1 pair in world crowdworks_2020, 120 days, first day",
        "Of the same people 1 is newly exposed, 1 is spared, 2 are exposed either way (1",
        "  by another path, 1 later): exposed_per_10k 1,000.00 → 1,083.33 (+83.33).",
        "by channel, people and months            before spared newly moved after per 10k",
        " message                                      2      1     1    -1     1 -333.33",
        " scout                                        1      0     0     0     1    0.00",
        " call                                         0      0     0     1     1 +333.33",
        " together                                     3      1     1     0     3    0.00",
        " looked in: 30 → 28 workers                                               +83.33",
        " difference                                                               +83.33",
        " before - spared + newly + moved = after; who moved counts on both sides",
        "by path, people and months               before spared newly moved after per 10k",
        " message, mlm, addressed                      2      1     0    -1     0 -666.67",
        " message, mlm, lost money                     0      0     1     0     1 +333.33",
        " call, mlm, addressed                         0      0     0     1     1 +333.33",
        " scout, mlm, addressed                        1      0     0     0     1    0.00",
        "by age, people and months                before spared newly moved after per 10k",
        " 25-34                                        2      0     1     0     3 +333.33",
        " 50 and over                                  1      1     0     0     0 -333.33",
        "by experience, people and months         before spared newly moved after per 10k",
        " no contract yet                              3      1     1     0     3    0.00",
        "what became of that lure on the other side                     newly      spared",
        " its posting was suspended (a rule)                                0           1",
        " they did not answer it                                            1           0",
        "",
        "worker 5/1 (50 and over, no contract yet), spared; exposed in production alone:",
        "  message → mlm → addressed; in calling_open its posting was suspended",
        "Alike for 4 events, then first differs, on day 39, 09:36: posting r0.0/0 was",
        "  suspended in calling_open alone (the platform's doing).",
        "                 production                     calling_open",
        "▸ day 39, 09:36  –                              posting r0.0/0 was suspended",
        "  day 39, 12:00  posting r0.0/0 appeared        –",
        "  day 41, 00:00  answered r0.0/0                –",
        "  day 42, 00:00  lured by r0.0/0 (message,      –",
        "                  mlm)*",
        "",
        "worker 5/3 (25-34, no contract yet), exposed either way: call → mlm → addressed",
        "Alike for 3 events, then first differs, on day 46, 00:00: lured by r0.0/1",
        "  (message, mlm) in production alone.",
        "                 production                     calling_open",
        "  day 40, 12:00  posting r0.0/1 appeared        posting r0.0/1 appeared",
        "▸ day 46, 00:00  lured by r0.0/1 (message,      –",
        "                  mlm)*",
        "  day 51, 00:00  –                              lured by r0.0/1 (call, mlm)*",
        "",
        "worker 5/2 (25-34, no contract yet), exposed either way: scout → mlm → addressed",
        "Both lives are the same, in all 6 events.",
        "",
        "worker 5/4 (25-34, no contract yet), newly exposed: message → mlm → lost money,",
        "  12,000 yen; in production they did not answer it",
        "Alike for 3 events, then first differs, on day 51, 00:00: looked at the list in",
        "  calling_open alone.",
        "                 production                     calling_open",
        "  day 40, 12:00  posting r0.0/1 appeared        posting r0.0/1 appeared",
        "▸ day 51, 00:00  –                              looked at the list",
        "  day 101, 00:00 –                              lured by r0.0/1 (message,",
        "                                                 mlm)*",
        "  day 101, 00:00 –                              led away by r0.0/1 (message,",
        "                                                 mlm)*",
        "  day 106, 00:00 –                              harmed by r0.0: lost money,",
        "                                                 12,000 yen*",
        "c7/2: posting 2 of client 7; r3.1/0: of account 1 of ring 3, all from 0. * only",
        "  nature knows.",
        "more: by='channel|tactic|outcome|age|experience', worst=…, workers='SEED/N'",
    ]


def test_one_axis_takes_the_place_of_all_and_without_a_life_nothing_is_said_of_names() -> None:
    assert text(asked(Selection(worst=0)), by="outcome")[4:] == [
        "by outcome, people and months            before spared newly moved after per 10k",
        " addressed                                    3      1     0     0     2 -333.33",
        " lost money                                   0      0     1     0     1 +333.33",
        " together                                     3      1     1     0     3    0.00",
        " looked in: 30 → 28 workers                                               +83.33",
        " difference                                                               +83.33",
        " before - spared + newly + moved = after; who moved counts on both sides",
        "what became of that lure on the other side                     newly      spared",
        " its posting was suspended (a rule)                                0           1",
        " they did not answer it                                            1           0",
        "more: by='channel|tactic|outcome|age|experience', worst=…, workers='SEED/N'",
    ]


def test_counts_of_all_pairs_are_summed_and_a_side_is_called_as_it_was_asked() -> None:
    """Each pair has the same people; the metric is the mean."""
    found, _ = traced(SIDES, [5, 6], work=hand, names=("a", "b"))
    assert found is not None
    page = text(found, by="age")
    assert page[:4] == [
        "a → b",
        "2 pairs in world crowdworks_2020, 120 days, first day",
        "Of the same people 2 are newly exposed, 2 are spared, 4 are exposed either way",
        "  (2 by another path, 2 later): exposed_per_10k 1,000.00 → 1,083.33 (+83.33).",
    ]
    assert page[5:9] == [
        " 25-34                                        4      0     2     0     6 +333.33",
        " 50 and over                                  2      2     0     0     0 -333.33",
        " together                                     6      2     2     0     6    0.00",
        " looked in: 60 → 56 workers                                               +83.33",
    ]


def test_rings_of_both_sides_are_named_where_they_differ_and_plausible_worlds_have_no_name() -> None:
    found = asked()
    assert found.provenance is not None
    (old, new), seeds = found.provenance
    learned = replace(new, scenario=load("production", ["world.rings=adapting"]))
    told = [
        text(replace(found, provenance=((replace(old, worlds=worlds), learned), seeds)))[1]
        for worlds in ("fixed", "plausible")
    ]
    assert told == [
        "1 pair in world crowdworks_2020, 120 days, first day / adapted",
        "1 pair in plausible worlds, 120 days, first day / adapted",
    ]


def test_a_month_without_a_session_has_a_dash_for_what_it_makes() -> None:
    page = text(trace_of([(7, 0)], [(7, 1)], active=(0,)))
    assert page[1].endswith("     1      0     0    -1     0       –")
    assert page[3].endswith("     1      0     0     0     1       –")
    assert sentence(trace_of([(7, 0)], [(7, 1)], active=(0,))).endswith(": exposed_per_10k – → – (–).")

    many = trace_of([(path, path) for path in range(8)], [], active=(0,))
    assert [line.plain for line in table(many, "path")][-1].endswith("     2      2     0     0     0       –")


def test_an_effect_below_one_has_its_sign() -> None:
    assert text(trace_of([], [(7, 0)], active=(20_000,)))[1].endswith("     0      0     1     0     1   +0.50")
    assert text(trace_of([(7, 0)], [], active=(20_000,)))[1].endswith("     1      1     0     0     0   -0.50")


def test_of_paths_seven_are_shown_and_of_eight_the_six_with_the_largest_effects() -> None:
    def most(count: int) -> list[str]:
        """Path p has p more on the other side; all have one on both."""
        before = [(path, path) for path in range(count)]
        after = [*before, *((100 * path + number, path) for path in range(1, count) for number in range(path))]
        return [line.plain for line in table(trace_of(before, after, active=(1000,)), "path")][1:]

    assert most(7) == [
        " message, account_purchase, addressed         1      0     6     0     7  +60.00",
        " posting, account_purchase, addressed         1      0     5     0     6  +50.00",
        " call, mlm, addressed                         1      0     4     0     5  +40.00",
        " scout, mlm, addressed                        1      0     3     0     4  +30.00",
        " nda, mlm, addressed                          1      0     2     0     3  +20.00",
        " message, mlm, addressed                      1      0     1     0     2  +10.00",
        " posting, mlm, addressed                      1      0     0     0     1    0.00",
    ]
    assert most(8)[0] == " nda, account_purchase, addressed             1      0     7     0     8  +70.00"
    assert most(8)[1:6] == most(7)[:5]
    assert most(8)[6:] == [" 2 other paths                                2      0     1     0     3  +10.00"]


def test_a_label_that_is_too_long_is_cut_before_the_numbers() -> None:
    found = trace_of([(7, 0)], [(7, 9)], active=(1000,))
    cause = replace(found.pairs[0].after.cause, channel=np.array([ACQUAINTANCE]))
    after = replace(found.pairs[0].after, cause=cause, outcome=np.array([len(OUTCOMES) - 1]))
    cut = replace(found, pairs=(replace(found.pairs[0], after=after),))
    assert OUTCOMES[-1].startswith("lost mo")
    assert [line.plain for line in table(cut, "path")][2] == (
        " acquaintance, account_purchase, lost mo      0      0     0     1     1  +10.00"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([], [], "The same people count on both sides, by the same paths."),
        ([(7, 0)], [(7, 0)], "The same people count on both sides, by the same paths."),
        ([(7, 0)], [(7, 1)], HEAD),  # by another path
        ([(7, 0)], [], HEAD),
        ([], [(7, 0)], HEAD),
        ([(7, 0)], [(8, 0)], HEAD),  # one for another: no effect
    ],
)
def test_it_is_said_where_nothing_differs(
    before: list[tuple[int, int]], after: list[tuple[int, int]], said: str
) -> None:
    assert text(trace_of(before, after))[0] == said


def test_who_looked_in_may_be_all_that_differs() -> None:
    found = trace_of([(7, 0)], [(7, 0)])
    after = replace(found.pairs[0].after, active=(8,))
    page = text(replace(found, pairs=(replace(found.pairs[0], after=after),)))
    assert page[0] == HEAD
    assert page[3] == " looked in: 10 → 8 workers                                               +250.00"


# ------------------------------------------------------------------------------------------------ in brief


def test_in_brief_it_has_the_three_largest_paths_that_have_an_effect_and_one_life() -> None:
    """Three more by one path, two by another, one by a third, and by a fourth; in the last case only one."""
    groups = [(10, 1), (11, 1), (12, 1), (20, 2), (21, 2), (30, 3), (40, 4), (41, 4), (42, 4), (43, 4)]
    told = [line.plain for line in brief(trace_of([(9, 0)], [(9, 0), *groups], lives=(life(), life())))]
    assert told == [
        "Of the same people 10 are newly exposed, 0 are spared, 1 is exposed either way:",
        "  exposed_per_10k 1,000.00 → 11,000.00 (+10,000.00).",
        "  call → mlm → addressed: +4,000.00 (4 newly, 0 spared)",
        "  message → mlm → addressed: +3,000.00 (3 newly, 0 spared)",
        "  nda → mlm → addressed: +2,000.00 (2 newly, 0 spared)",
        "  worker 5/7 (25-34, with a record), exposed either way. Both lives are the",
        "  same, in all 0 events.",
    ]
    few = [line.plain for line in brief(trace_of([(9, 0)], [(9, 0), (10, 1)]))]
    assert few[2:] == ["  message → mlm → addressed: +1,000.00 (1 newly, 0 spared)"]


# ------------------------------------------------------------------------------------------------ lives


def test_what_comes_at_another_time_is_told_where_it_comes_first() -> None:
    """Without the day where it is the same one."""
    assert told(Moment(happening(1, "wrote"), happening(1.5, "wrote"))) == [
        "Alike for 0 events, then first differs, on day 2, 00:00: wrote in old, in new at",
        "  12:00.",
        "                 old                            new",
        "▸ day 2, 00:00   wrote                          the same, 12:00",
    ]
    assert told(Moment(happening(2.5, "wrote"), happening(1.9, "wrote"))) == [
        "Alike for 0 events, then first differs, on day 2, 21:36: wrote in new, in old at",
        "  day 3, 12:00.",
        "                 old                            new",
        "▸ day 2, 21:36   the same, day 3, 12:00         wrote",
    ]


def test_of_what_differs_the_first_is_told_and_what_has_to_do_with_their_accounts_and_the_rest_is_counted() -> None:
    same = Moment(happening(1, "here"), happening(1, "here"))
    first = Moment(None, happening(2, "was asked", ruled=True))
    theirs = Moment(happening(3, "met", "r0.0"), happening(3, "met", "r0.0"))
    lured = Moment(happening(4, "was lured", "r0.0", nature=True), None)
    other, later = (Moment(happening(time, "worked"), None) for time in (5, 6))
    head = [
        "Alike for 1 event, then first differs, on day 3, 00:00: was asked in new alone",
        "  (the platform's doing).",
        "                 old                            new",
        "▸ day 3, 00:00   –                              was asked",
    ]
    last = "  day 5, 00:00   was lured*                     –"
    assert told(same, first, theirs, lured, other, later) == [
        *head,
        "  day 4, 00:00   met                            met",
        last,
        "  2 more differ: workers='5/7' tells them all",
    ]
    assert told(same, first, theirs, lured, other, later, whole=True) == [
        *head,
        "  day 4, 00:00   met                            met",
        last,
        "  day 6, 00:00   worked                         –",
        "  day 7, 00:00   worked                         –",
    ]


@pytest.mark.parametrize(
    ("time", "said"),
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
def test_days_count_from_one_and_what_was_there_came_before(time: float, said: str) -> None:
    [_, _, row] = told(Moment(happening(time, "x"), None))
    assert row == f"▸ {said:<15}x                              –"


def test_names_and_texts_that_are_too_long_for_their_column_are_cut_or_wrapped() -> None:
    long = "a text of more than thirty letters"
    found = trace_of([(7, 0)], [(7, 0)], lives=(life(Moment(happening(1, long), happening(1.1, long))),))
    page = text(replace(found, names=("o" * 40, "n" * 40)))
    assert page[-6:-3] == [
        " " * 17 + "o" * 30 + " " + "n" * 30,
        "▸ day 2, 00:00   a text of more than thirty     the same, 02:24",
        "                  letters",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"status": "on neither side"}, "exposed on neither side"),
        ({"status": "spared", "path": "p", "fate": "f"}, "spared; exposed in old alone: p; in new f"),
        ({"status": "newly", "path": "p", "fate": "f", "yen": 1234.0}, "newly exposed: p, 1,234 yen; in old f"),
    ],
)
def test_a_life_is_of_somebody(changed: dict[str, Any], said: str) -> None:
    page = text(trace_of([(7, 0)], [(7, 0)], lives=(replace(life(), **changed),)))
    assert page[2] == f"worker 5/7 (25-34, with a record), {said}"
