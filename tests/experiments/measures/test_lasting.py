"""What is left of a gain late in a run, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures.lasting import late_value_per_posting
from policies.records import Kind
from sim.state.events import Completed
from tests.experiments.measures.logs import at, periods_of, post


def test_late_value_is_completed_work_for_postings_of_the_last_window() -> None:
    log = periods_of(
        post(0, 50),
        post(1, 90),
        post(2, 119.9),
        post(3, 95, tactic=Kind.MLM),
        post(4, 89.9),
        at(Completed, [90, 100], job=[0, 1], seats=[1, 4], fit=[0.8, 0.6]),
        at(Completed, 110, job=[3, -1], seats=1, fit=1.0),  # bait, and repeat business, which belongs to no posting
        at(Completed, [89.9, 60], job=[4, 0], seats=1, fit=1.0),
    )
    assert late_value_per_posting(log) == pytest.approx((0.8 + 0.6 / 4) / 2)


def test_without_late_postings_there_is_no_late_value() -> None:
    assert math.isnan(late_value_per_posting(periods_of(post(0, 50), at(Completed, 100, job=0, seats=1, fit=0.8))))
