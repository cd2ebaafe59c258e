"""Closing: postings whose time is up disappear, and conversations about them end."""

import numpy as np

from sim.state.codes import JobState, ThreadState
from sim.systems.closing import closing
from tests.sim import hand


def test_a_posting_closes_on_its_last_day_and_not_before() -> None:
    jobs, threads = hand.jobs(2, closes=[3.99, 4.0]), hand.threads(2)
    stale = closing(jobs, threads, today=hand.day(3))
    assert stale.tolist() == [0]
    assert jobs.state.tolist() == [JobState.CLOSED, JobState.OPEN]


def test_those_who_talked_about_a_closed_job_are_declined_and_others_wait_on() -> None:
    jobs, threads = hand.jobs(2, closes=[3.5, 9.0]), hand.threads(2)
    closing(jobs, threads, today=hand.day(3))
    assert threads.state.tolist() == [ThreadState.DECLINED, ThreadState.OPEN]


def test_a_conversation_in_which_a_lure_is_still_to_come_outlives_its_job() -> None:
    jobs, threads = hand.jobs(2, closes=3.5), hand.threads(2, true_lure_at=[5.0, np.inf])
    closing(jobs, threads, today=hand.day(3))
    assert threads.state.tolist() == [ThreadState.OPEN, ThreadState.DECLINED]


def test_a_job_that_was_filled_is_not_closed_again() -> None:
    jobs, threads = hand.jobs(2, closes=3.5, state=[JobState.FILLED, JobState.WAITING]), hand.threads(2)
    assert closing(jobs, threads, today=hand.day(3)).tolist() == []
    assert jobs.state.tolist() == [JobState.FILLED, JobState.WAITING]
    assert threads.state.tolist() == [ThreadState.DECLINED, ThreadState.OPEN]
