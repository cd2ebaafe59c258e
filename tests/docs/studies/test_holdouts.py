"""What is known and was not fitted: two platforms, a pair of runs each, and a percentage."""

import math
from typing import Any

import numpy as np
import pytest

from docs.studies import known
from docs.studies.holdouts import holdouts, outcome
from experiments.measures.conduct import Conduct
from experiments.runs.plan import Run
from experiments.verdicts.intervals import Interval
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments.found import conducted


def conduct(run: Run) -> Conduct:
    """More for who carries a mark in sight, and more by the seed; a good and a bad name; deals outside on approval.

    Without a filter a tenth fewer are hired, without scouts a fifth; without a rate in sight half as many more choose
    badly. Fees rise with clients, and who is heard agrees less.
    """
    platform: Any = run.scenario.rollout[-1][1]
    shown = bool(platform.display.certified) + ("list" in platform.display.verified)
    filtered = bool(platform.display.filters) or not platform.display.completion_rate
    scouted = hasattr(platform.scouting, "scouts_a_week_verified")
    fee = platform.fee_schedule.band_shares[0]
    crowd = run.scenario.world.clients > 13_000
    return conducted(
        applications=np.array([100 + 50 * shown + run.seed, 100, 100]),
        certified=np.array([True, False, False]),
        verified=np.array([False, True, True]),
        pages=np.array([200, 400, 0]),
        applications_in_all=1000 - 20 * shown,
        contracts=100 - 10 * (not filtered) - 20 * (not scouted) - ("mail" in platform.communication.blocked),
        to_careless=0.1 if platform.display.completion_rate else 0.15,
        received=1000.0 if platform.display.completion_rate else 700.0,
        hired=(0.1, 0.15),
        filled=0.36 if crowd else 0.4,
        fee_to_market=1.04 if crowd else 1.0,
        agreed=0.48 + fee / 10 - 0.2 * platform.communication.monitored_share,
        direct_share=0.01
        + 0.01 * (fee > 0)
        + 0.01 * platform.communication.outside_contact_approval
        - 0.005 * ("line" in platform.communication.blocked),
    )


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The rows of two pairs."""
    note, table = holdouts(ByHand(most=2, made=conduct))
    assert str(note).startswith("120 days, seeds 0 to 1, each in another plausible world, first day: per cent")
    return cells(*tables([table]))


def test_each_answer_is_in_per_cent_of_its_reference_platform(rows: list[list[str]]) -> None:
    assert [row[:2] for row in rows] == [[each.text, each.known] for each in known.QUESTIONS]
    assert [row[2] for row in rows[:7]] == ["50", "50 [47, 53]", "-2.0", "0", "0", "-2.0", "0"]
    assert [rows[place][2] for place in (14, -1)] == ["-25", "50"]
    assert [bool(row[5]) for row in rows[:11]] == [True, *[False] * 3, True, False, False, True, True, False, True]
    assert all(row[5] for row in rows[10:13])
    assert not rows[13][5]
    assert rows[-1][5:] == ["`off_service_approval`", "`production`"]
    assert rows[4][6] == "`production`<br>`platform.display.verified=[]`"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("contracts an application of workers with a record, against those without", 50),
        ("share of applications to careless clients, no rate, mark or filter in sight", 50),
        ("what workers are paid for an application then", -30),
        ("all contracts, no filter in the list", -10),
        ("all contracts, clients may scout", 25),
        ("fees to market, twice as many clients", 4),
        ("contracts a posting then", -10),
        ("all contracts, every outlet blocked", -1),
        ("deals outside, a fee where there was none", 100),
        ("of workers asked to deal outside, those who agree", 50),
        ("points more who agree, where every call is heard", -20),
        ("points more who agree, the fee twice as high", 2),
    ],
)
def test_questions_of_work_and_talk_compare_their_two_platforms(
    question: str, answer: float, rows: list[list[str]]
) -> None:
    [row] = [row for row in rows if row[0] == question]
    assert float(row[2].partition(" ")[0]) == pytest.approx(answer)
    assert row[4] == "hit"


def test_what_is_known_is_hit_or_missed_and_pairs_spread_around_it(rows: list[list[str]]) -> None:
    marked = ["open", "hit", "hit", "cannot tell", "cannot tell", "hit", "cannot tell"]
    assert [row[4] for row in rows] == [*marked, *["hit"] * (len(rows) - 8), "open"]
    assert rows[1][3] == "50 to 50"


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.0, 9.0, "hit"),
        (0.9, 9.0, "cannot tell"),
        (1.0, 99.0, "cannot tell"),
        (-5.0, 0.9, "**missed**"),
        (9.1, 12.0, "**missed**"),
        (math.nan, math.nan, "cannot tell"),
    ],
)
def test_an_interval_across_the_range_cannot_tell_and_one_outside_misses(low: float, high: float, verdict: str) -> None:
    estimate = Interval((low + high) / 2, low, high)
    assert outcome(estimate, (1.0, 9.0)) == verdict
    assert outcome(estimate, None) == "open"


def test_an_increase_is_over_all_pairs_and_some_may_begin_at_zero() -> None:
    """Of 0, 10 and 30 before 2, 12 and 26: no more in all. Each pair has the part that it adds to it."""
    runs = [[conducted(direct_share=share) for share in side] for side in ((0.0, 0.1, 0.3), (0.02, 0.12, 0.26))]
    parts = known.direct(*runs)
    assert parts == pytest.approx([100 * gap / (0.4 / 3) for gap in (0.02, 0.02, -0.04)])
    assert known.direct(runs[0], runs[0]) == pytest.approx([0.0, 0.0, 0.0])
    halved = [conducted(direct_share=share) for share in (0.0, 0.05, 0.15)]
    assert known.direct(runs[0], halved) == pytest.approx([-50.0, -50.0, -50.0])


def test_a_pair_with_zero_hires_counts_but_not_without_applicants() -> None:
    """Of 0, 0.1 and 0.2 before 0.1, 0.1 and 0.25: half as many more in all."""
    runs = [conducted(hired=both) for both in ((0.0, 0.1), (0.1, 0.1), (0.2, 0.25))]
    assert known.to_known(runs, runs) == pytest.approx([50 + 100 * gap / 0.1 for gap in (0.1, -0.05, -0.05)])
    nobody = conducted(hired=(math.nan, 0.3))
    shares = known.to_known([*runs, nobody], [*runs, nobody])
    assert shares[:3] == pytest.approx(known.to_known(runs, runs))
    assert math.isnan(shares[3])
