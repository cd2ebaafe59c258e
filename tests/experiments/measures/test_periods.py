"""When a run is measured, and who is counted."""

import math

import numpy as np
import pytest

from experiments.measures.periods import Periods, distinct, first_times, mean, ratio, windows
from policies.records import Format, Kind
from sim.state.events import Session
from tests.experiments.measures.logs import SESSIONS, at, periods_of, post

NAN = pytest.approx(math.nan, nan_ok=True)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (120, [(30, 60), (60, 90), (90, 120)]),
        (119, [(29, 59), (59, 89), (89, 119)]),
        (118, [(29, 59), (59, 89)]),
        (100, [(25, 55), (55, 85)]),
        (40, [(10, 40)]),
        (39, [(9, 39)]),
        (38, [(9, 38)]),
        (20, [(5, 20)]),
        (1, [(0, 1)]),
    ],
)
def test_windows_are_months_after_the_first_quarter(days: int, expected: list[tuple[int, int]]) -> None:
    assert windows(days) == expected


def test_a_part_takes_its_first_moment_and_leaves_its_last() -> None:
    moments = np.array([-1, 29.9, 30, 59.9, 60, 89.9, 90, 119.9, 120, 130])
    periods = periods_of(at(Session, moments, worker=np.arange(10)))
    assert periods.days == 120
    assert periods.whole[Session].worker.tolist() == list(range(10))
    assert periods.measured[Session].worker.tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert periods.cohort[Session].worker.tolist() == [2, 3, 4, 5]
    assert [window[Session].worker.tolist() for window in periods.windows] == [[2, 3], [4, 5], [6, 7]]


def test_quarters_end_with_a_whole_day() -> None:
    periods = periods_of(at(Session, np.arange(107), worker=np.arange(107)), days=107)  # quarters of 26.75 days
    assert periods.measured[Session].worker.tolist() == list(range(26, 107))
    assert periods.cohort[Session].worker.tolist() == list(range(26, 80))


def test_whoever_looks_twice_in_a_window_is_one_active_worker() -> None:
    periods = periods_of(*SESSIONS)
    assert periods.active == [4, 2, 5]
    assert periods.per_active_worker(len, 20) == pytest.approx((5 * 5 + 2 * 10 + 5 * 4) / 3)
    assert periods.per_active_worker(len) == pytest.approx((5 / 4 + 2 / 2 + 5 / 5) / 3)
    assert periods.mean(len) == pytest.approx((5 + 2 + 5) / 3)


def test_a_window_without_anybody_leaves_no_answer() -> None:
    assert periods_of(at(Session, [30, 60], worker=0)).per_active_worker(len) == NAN
    assert periods_of(at(Session, [30, 60, 90], worker=0)).per_active_worker(len) == 1


def test_the_cohort_is_what_was_posted_in_the_middle_of_the_run() -> None:
    periods = periods_of(
        post(0, 29.9),
        post(1, 30),
        post(2, 89.9),
        post(3, 90),
        post(4, form=Format.TASK),
        post(5, form=Format.HOURLY),
        post(6, 29.9, tactic=Kind.MLM),
        post(7, 30, tactic=Kind.MLM),
        post(8, 89.9, tactic=Kind.SOCIAL_CONFUSION),
        post(9, 90, tactic=Kind.MLM),
        post(10, form=Format.TASK, tactic=Kind.MLM),
        post(11, 5),
    )
    assert periods.jobs == 12
    assert np.flatnonzero(periods.honest).tolist() == [1, 2, 4, 5]
    assert np.flatnonzero(periods.projects).tolist() == [1, 2, 5]
    assert np.flatnonzero(periods.violating).tolist() == [7, 8, 10]


def test_tasks_are_told_whenever_they_were_posted_and_by_whom() -> None:
    periods = periods_of(post(0, form=Format.TASK), post(1), post(2, 100, form=Format.TASK, tactic=Kind.MLM))
    assert periods.tasks.tolist() == [True, False, True, False]  # repeat business comes last


def test_the_job_of_repeat_business_is_in_no_cohort() -> None:
    periods = periods_of(post(0), post(1, tactic=Kind.MLM))
    for jobs in (periods.honest, periods.projects, periods.violating):
        assert jobs.shape == (3,)
        assert not jobs[-1]
    assert periods_of().honest.tolist() == [False]


def test_nothing_has_neither_a_mean_nor_a_ratio_to_it() -> None:
    assert ratio(3, 4) == 0.75
    assert ratio(0, 4) == 0
    assert ratio(1, 0) == NAN
    assert mean(np.array([1.0, 2.0, 6.0])) == 3
    assert mean(np.zeros(0)) == NAN


def test_a_row_is_counted_once_and_its_earliest_time_stands() -> None:
    rows = np.array([4, 0, 4, 2, 4], np.int32)
    assert distinct(rows) == 3
    assert distinct(rows[:0]) == 0
    assert first_times(rows, np.array([7.0, 3.0, 5.0, 1.0, 6.0]), 6).tolist() == [3, math.inf, 1, math.inf, 5, math.inf]


def test_a_span_is_measured_as_one_window_whose_postings_are_followed() -> None:
    moments = np.array([29.9, 30, 59.9, 60, 119])
    events = periods_of(
        at(Session, moments, worker=np.arange(5)), *(post(job, day) for job, day in enumerate(moments))
    ).whole
    periods = Periods(events, (30, 60))
    assert periods.measured[Session].worker.tolist() == periods.cohort[Session].worker.tolist() == [1, 2]
    assert [window[Session].worker.tolist() for window in periods.windows] == [[1, 2]]
    assert (periods.start, periods.active, len(periods.whole[Session])) == (30, [2], 5)
    assert periods.projects.tolist() == [False, True, True, False, False, False]
