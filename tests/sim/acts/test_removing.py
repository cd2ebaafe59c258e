"""Removing: postings leave the list, and conversations about them end."""

import numpy as np

from policies.records import Kind
from sim.acts.removing import break_off, take_down
from sim.state.codes import JobState, ThreadState
from sim.state.events import TakenDown
from sim.state.log import Log
from tests.sim import hand
from tests.sim.batches import lines

NEVER = np.inf
OPEN = JobState.OPEN


def test_a_posting_that_is_taken_down_leaves_the_list() -> None:
    jobs = hand.jobs(
        3, client=[5, 6, 7], views=[3, 0, 0], published=[2.5, 2.0, 3.75], true_tactic=[Kind.NONE, Kind.NONE, Kind.MLM]
    )
    log = Log()
    take_down(jobs, log, rows=np.array([0, 2]), when=4.0)
    assert jobs.state.tolist() == [JobState.REMOVED, OPEN, JobState.REMOVED]
    assert hand.rows(hand.told(log), TakenDown, "time client job tactic unseen hours") == [
        (4.0, 5, 0, Kind.NONE, False, 36.0),
        (4.0, 7, 2, Kind.MLM, True, 6.0),
    ]


def test_of_the_conversations_that_are_broken_off_the_open_ones_end() -> None:
    threads = hand.threads(3, true_lure_at=9.0, state=[ThreadState.OPEN, ThreadState.HIRED, ThreadState.OPEN])
    break_off(threads, np.array([True, True, False]))
    assert lines(threads, "state true_lure_at") == [
        (ThreadState.DROPPED, NEVER),
        (ThreadState.HIRED, 9.0),
        (ThreadState.OPEN, 9.0),
    ]
