"""Closing: postings whose time is up disappear, and conversations about them end."""

import numpy as np

from sim.arrays import I64
from sim.state.codes import JobState, ThreadState
from sim.state.trade import Jobs, Threads
from sim.today import Today


def closing(jobs: Jobs, threads: Threads, *, today: Today) -> I64:
    """Close jobs whose time is up and return their rows; threads of jobs that are no longer open are declined."""
    shown = jobs.on_show()
    stale = shown[jobs.closes[shown] < today.day + 1]
    jobs.state[stale] = JobState.CLOSED
    waiting = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.true_lure_at == np.inf))
    over = jobs.state[threads.job[waiting]] > JobState.OPEN
    threads.state[waiting[over]] = ThreadState.DECLINED
    return stale
