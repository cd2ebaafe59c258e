"""Attending: a client has time for so many people about one job, and gives it to those who come first."""

from sim.arrays import F64, I64, Bool, tally
from sim.choices.talking import has_time
from sim.compiled.groups import ranks
from sim.state.trade import Jobs
from sim.today import Today


def attend(jobs: Jobs, *, job: I64, rank: F64, today: Today) -> Bool:
    """(n,) whom of those who come about these job rows do their clients have time for? It is spent then.

    rank: (n,) of those who come about one job today, the lowest go first.
    """
    before: I64 = jobs.talked[job] + ranks(job, rank)
    heard = has_time(before, today.world.talking)
    tally(jobs.talked, job[heard])
    return heard
