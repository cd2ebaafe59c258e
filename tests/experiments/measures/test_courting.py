"""Whom workers turn to, of logs that can be worked out by hand."""

import math

import numpy as np
import pytest

from experiments.measures.courting import courted, drawn, steered
from policies.records import Kind
from sim.state.events import Applied, Certified, ClientJoined, DealtDirect, Hired, Opened, Recorded
from tests.experiments.found import courted_run
from tests.experiments.measures.logs import at, periods_of

HERE = at(ClientJoined, -1, client=[0, 1, 2], verified=[True, False, True])
LATER = at(ClientJoined, 40, client=3, verified=True)


def test_applications_and_pages_of_measured_days_are_counted_by_client_of_the_first_day_and_bait_is_not() -> None:
    found = courted(
        periods_of(
            HERE,
            LATER,
            at(Applied, [30, 40, 50, 119.9], client=[0, 2, 2, 3], tactic=Kind.NONE),
            at(Applied, 29.9, client=0, tactic=Kind.NONE),
            at(Applied, 50, client=1, tactic=Kind.MLM),
            at(Opened, [30, 40, 41, 42], client=[0, 0, 2, 3], pages=[4, 1, 7, 9], tactic=Kind.NONE),
            at(Opened, 50, client=1, pages=3, tactic=Kind.MLM),
            at(Opened, 29, client=1, pages=3, tactic=Kind.NONE),
            at(Hired, [50, 60, 20], tactic=Kind.NONE),
            at(Hired, 50, tactic=Kind.MLM),
            at(DealtDirect, [50, 29]),
        )
    )
    assert found.applications.tolist() == [1, 0, 2]
    assert found.pages.tolist() == [5, 0, 7]
    assert found.verified.tolist() == [True, False, True]
    assert (found.applications_in_all, found.contracts) == (4, 2)
    assert found.direct_share == pytest.approx(1 / 3)


def test_a_client_carries_the_badge_whose_last_review_before_the_measured_days_says_so() -> None:
    found = courted(
        periods_of(
            HERE,
            LATER,
            at(Certified, [5, 29.9], client=[0, 1], certified=True),
            at(Certified, 20, client=0, certified=False),
            at(Certified, [30, 29], client=[2, 3], certified=True),
        )
    )
    assert found.certified.tolist() == [False, True, False]


def test_three_contracts_of_before_the_first_day_make_a_name() -> None:
    found = courted(periods_of(HERE, at(Recorded, -1, client=[0, 1, 2], accepted=[3, 2, 2], ended=[4, 2, 3])))
    assert found.rate[[0, 2]] == pytest.approx([0.75, 2 / 3])
    assert math.isnan(found.rate[1])


def test_who_is_steered_to_gets_more_applications_and_others_do_not_count() -> None:
    chosen = np.array([True, False, True])
    before, after = courted_run(), courted_run(applications=np.array([6, 0, 8]))
    assert steered(chosen, before, after) == pytest.approx(14 / 7 - 1)
    assert steered(chosen, after, before) == pytest.approx(7 / 14 - 1)


def test_a_good_name_draws_by_the_page() -> None:
    found = courted_run(pages=np.array([10, 30, 10]))
    assert drawn(np.array([True, False, False]), np.array([False, True, False]), found) == pytest.approx(0.2 / 0.1)
    assert drawn(np.array([True, False, True]), np.array([False, True, False]), found) == pytest.approx(0.35 / 0.1)
    assert math.isnan(drawn(np.array([True, False, False]), np.zeros(3, np.bool_), found))
