"""Census: the true fit of sampled jobs and workers, so that matching can be held against the best possible."""

import numpy as np

from policies.records import Format
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Workers
from sim.state.trade import Jobs
from sim.systems.search import true_fit
from sim.today import Today

EVERY_DAYS = 10
JOBS, WORKERS = 40, 120  # sample sizes


def census(workers: Workers, jobs: Jobs, log: Log, *, today: Today) -> None:
    """Every ten days: all pairs of 40 honest project jobs posted since the last census and 120 workers seen lately."""
    if today.day % EVERY_DAYS or today.day == 0:
        return
    draws, day = today.draws, today.day
    recent = (jobs.created >= day - EVERY_DAYS) & (jobs.true_what == 0) & (jobs.format != Format.TASK)
    job = _sample(np.flatnonzero(recent), draws.uniform(Purpose.CENSUS_JOBS, jobs.key[recent]), JOBS)
    lately = -np.expm1(-EVERY_DAYS * workers.true_activity * workers.true_trust) * ~workers.left
    here = np.flatnonzero(draws.uniform(Purpose.CENSUS_HERE, day, workers.key) < lately)
    worker = _sample(here, draws.uniform(Purpose.CENSUS_WORKERS, day, workers.key[here]), WORKERS)
    worker, job = np.repeat(worker, len(job)), np.tile(job, len(worker))
    log.add(Event.FIT, day, worker=worker, job=job, value=true_fit(workers, jobs, worker, job, today))


def _sample(rows: np.ndarray, u: np.ndarray, size: int) -> np.ndarray:
    return np.sort(rows[np.argsort(u, kind="stable")[:size]])
