"""Attending: a client has time for so many people about one job, and gives it to those who come first."""

import numpy as np

from sim.arrays import I64, Bool, Reals, tally
from sim.choices.talking import has_time
from sim.state.trade import Jobs
from sim.today import Today


def attend(jobs: Jobs, *, job: I64, rank: Reals, today: Today) -> Bool:
    """(n,) whom of those who come about these job rows do their clients have time for? It is spent then.

    rank: (n,) of those who come about one job today, the lowest go first.
    """
    order = np.lexsort((rank, job))
    nth = np.arange(len(job)) - np.searchsorted(job[order], job[order])
    heard = np.zeros(len(job), np.bool_)
    heard[order] = has_time(jobs.talked[job[order]] + nth, today.world.talking)
    tally(jobs.talked, job[heard])
    return heard
