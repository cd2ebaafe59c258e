"""Census: the true fit of sampled jobs and workers, so that matching can be held against the best possible."""

import numpy as np

from policies.records import Format, Kind
from sim.acts.readings import seen_lately, true_fit
from sim.arrays import F64, I64
from sim.state.events import FitSampled
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.today import Today

EVERY_DAYS = 10
JOBS, WORKERS = 40, 120  # sample sizes


def census(log: Log, *, workers: Workers, jobs: Jobs, clients: Clients, today: Today) -> None:
    """Every ten days: all pairs of 40 honest project jobs posted since the last census and 120 workers seen lately."""
    if not today.every(EVERY_DAYS) or today.day == 0:
        return
    draws, day = today.draws, today.day
    honest = (jobs.true_tactic == Kind.NONE) & (jobs.format != Format.TASK)
    recent = np.flatnonzero(honest & (jobs.created >= day + 1 - EVERY_DAYS))
    job = _sample(recent, draws.uniform(Purpose.CENSUS_JOBS, jobs.key[recent]), JOBS)
    here = seen_lately(EVERY_DAYS, Purpose.CENSUS_HERE, workers=workers, today=today)
    worker = _sample(here, draws.uniform(Purpose.CENSUS_WORKERS, day, workers.key[here]), WORKERS)
    worker, job = np.repeat(worker, len(job)), np.tile(job, len(worker))
    fit = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, clients=clients, today=today)
    log.add(FitSampled(day, worker, job, fit))


def _sample(rows: I64, u: F64, size: int) -> I64:
    return np.sort(rows[np.argsort(u, kind="stable")[:size]])
