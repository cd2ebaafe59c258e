"""Removing: postings that were on show are taken down, and what people have begun about a posting is broken off."""

import numpy as np

from sim.arrays import I64, Bool
from sim.state.codes import JobState, ThreadState
from sim.state.events import TakenDown
from sim.state.log import Log
from sim.state.trade import Jobs, Threads


def take_down(jobs: Jobs, log: Log, *, rows: I64, when: float) -> None:
    """Take these job rows off the list at a moment."""
    jobs.state[rows] = JobState.REMOVED
    hours = (when - jobs.published[rows]) * 24
    log.add(TakenDown(when, jobs.client[rows], rows, jobs.true_tactic[rows], jobs.views[rows] == 0, hours))


def break_off(threads: Threads, over: Bool) -> None:
    """End the open conversations under a (threads,) mask; no lure follows in them."""
    rows = np.flatnonzero(over & (threads.state == ThreadState.OPEN))
    threads.state[rows] = ThreadState.DROPPED
    threads.true_lure_at[rows] = np.inf
