"""Forgetting: what can come to nothing any more leaves the tables, so that a day costs the same in a long run."""

import numpy as np

from sim.state.codes import ContractState, ThreadState
from sim.state.trade import Affairs, Contracts, Jobs, PairSet, Threads
from sim.today import Today

FORGET_DAYS = 7  # between two days on which pairs are forgotten: a look through all of them


def forgetting(
    jobs: Jobs,
    threads: Threads,
    contracts: Contracts,
    affairs: Affairs,
    seen: PairSet,
    job_reports: PairSet,
    *,
    today: Today,
) -> None:
    """Closed conversations, contracts without a next, affairs that are over, pairs of a worker and a gone job."""
    ahead = threads.opened >= today.day + 1  # begins when a scout is read
    threads.keep((threads.state == ThreadState.OPEN) | (threads.true_lure_at < np.inf) | ahead)
    contracts.keep((contracts.state == ContractState.RUNNING) | (contracts.next_at < np.inf))
    affairs.keep(affairs.next_at < np.inf)
    gone = jobs.rest()
    if today.every(FORGET_DAYS):
        seen.forget(gone)
        job_reports.forget(gone)
