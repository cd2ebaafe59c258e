"""Names of clients, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures.names import good_name_draws, names
from policies.records import Format, Kind
from sim.state.events import Applied, Recorded
from tests.experiments.measures.logs import at, periods_of, post


def test_three_contracts_of_before_the_first_day_make_a_name() -> None:
    known = names(periods_of(at(Recorded, -1, client=[0, 1, 2, 3], accepted=[3, 2, 2, 3], ended=[4, 2, 3, 3])), 3)
    assert known[[0, 2]] == pytest.approx([0.75, 2 / 3])
    assert math.isnan(known[1])


def test_the_draw_of_good_names_counts_no_middling_names_tasks_or_bait() -> None:
    """Clients: 0 of a good name, 1 of a bad one, 2 between, 3 without. Two of 0 get 3 and 1, one of 1 gets 1."""
    jobs = (
        post(0),
        post(1),
        post(2, client=1),
        post(3, client=2),
        post(4, client=3),
        post(5, client=0, form=Format.TASK),
        post(6, client=1, tactic=Kind.MLM),
        post(7, day=20),
    )
    applied = [0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 6, 7]
    record = at(Recorded, -1, client=[0, 1, 2], accepted=[19, 16, 17], ended=[20, 20, 20])
    result = periods_of(*jobs, record, at(Applied, 50, job=applied))
    assert good_name_draws(result) == pytest.approx((4 / 2) / (1 / 1))


def test_without_a_bad_name_nobody_knows_what_a_good_one_draws() -> None:
    record = at(Recorded, -1, client=0, accepted=20, ended=20)
    assert math.isnan(good_name_draws(periods_of(post(0), record, at(Applied, 50, job=0))))
