"""Jobs: which rows are on show or waiting, and up to where nobody needs to look any more."""

import pytest

from sim.state.codes import JobState
from sim.state.trade import Jobs
from tests.sim import hand

WAITING, OPEN, CLOSED = JobState.WAITING, JobState.OPEN, JobState.CLOSED


def looked_at(jobs: Jobs) -> tuple[list[int], list[int], list[int]]:
    return jobs.waiting().tolist(), jobs.on_show().tolist(), jobs.live().tolist()


def test_waiting_jobs_are_apart_from_those_on_show() -> None:
    jobs = hand.jobs(6, state=[JobState.FILLED, OPEN, WAITING, JobState.SUSPENDED, OPEN, WAITING])
    assert looked_at(jobs) == ([2, 5], [1, 4], [1, 2, 4, 5])


@pytest.mark.parametrize(
    "state", [JobState.FILLED, JobState.CLOSED, JobState.SUSPENDED, JobState.REMOVED, JobState.DIRECT]
)
def test_a_job_that_is_over_is_neither_waiting_nor_on_show(state: JobState) -> None:
    assert looked_at(hand.jobs(2, state=state)) == ([], [], [])


def test_the_first_live_row_is_where_looking_begins() -> None:
    assert hand.jobs(4, state=[CLOSED, CLOSED, WAITING, OPEN]).rest() == 2
    assert hand.jobs(3, state=[CLOSED, OPEN, CLOSED]).rest() == 1
    assert hand.jobs(2).rest() == 0
    assert Jobs().rest() == 0


def test_nobody_looks_at_rows_before_the_rest() -> None:
    jobs = hand.jobs(3, state=[CLOSED, OPEN, OPEN])
    jobs.rest()
    jobs.state[0] = OPEN  # which no job that is over does
    assert jobs.on_show().tolist() == [1, 2]


def test_the_rest_moves_on_as_jobs_close() -> None:
    jobs = hand.jobs(2)
    jobs.state[:] = CLOSED
    assert jobs.rest() == 2
    assert looked_at(jobs) == ([], [], [])
    assert jobs.rest() == 2
    assert jobs.add(state=[OPEN, WAITING, OPEN]).tolist() == [2, 3, 4]
    assert looked_at(jobs) == ([3], [2, 4], [2, 3, 4])
    jobs.state[[2, 3]] = CLOSED
    assert jobs.rest() == 4
