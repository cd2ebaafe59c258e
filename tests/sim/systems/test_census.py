"""Census: every ten days the true fit of all pairs of a sample of jobs and a sample of workers goes on file."""

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.arrays import F64
from sim.state.events import FitSampled
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Jobs
from sim.systems.census import census
from sim.today import Today
from tests.sim import hand

JOBS, WORKERS = 40, 120  # sample sizes
TEN_DAYS = 1 - np.exp(-10 * 0.5)  # share of workers of activity 0.5 who were here in ten days


def pairs(today: Today, workers: Workers, jobs: Jobs) -> list[tuple[int, int]]:
    log = Log()
    census(log, workers=workers, jobs=jobs, clients=hand.clients(len(jobs)), today=today)
    sampled = hand.told(log)[FitSampled]
    return list(zip(sampled.worker.tolist(), sampled.job.tolist(), strict=True))


@pytest.mark.parametrize(("day", "taken"), [(0, False), (1, False), (9, False), (10, True), (11, False), (20, True)])
def test_a_census_is_taken_every_tenth_day_but_the_first(day: int, taken: bool) -> None:
    assert bool(pairs(hand.day(day), hand.workers(1), hand.jobs(1, created=day - 1.0))) == taken


def test_the_fit_of_every_sampled_worker_and_job_goes_on_file() -> None:
    workers = hand.workers(2, true_skill=[0.25, 0.75], home=[0, 3])
    jobs, log = hand.jobs(2, true_need=[0.5, 1.0], category=[0, 3], created=4.0), Log()
    census(
        log, workers=workers, jobs=jobs, clients=hand.clients(len(jobs)), today=hand.day(10, FIT=[0.0, 0.5, -0.5, 1.0])
    )
    sampled = hand.told(log)[FitSampled]
    assert sampled.time.tolist() == [10.0] * 4
    assert list(zip(sampled.worker.tolist(), sampled.job.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert sampled.fit.tolist() == pytest.approx(
        [
            0.5425,  # 0.55 + 0.15 × 0.25 – 0.5 × 0.25 + 0.08
            0.2925,  # 0.55 + 0.15 × 0.25 – 0.5 × 0.75 + 0.16 × 0.5
            0.5825,  # 0.55 + 0.15 × 0.75 – 0.16 × 0.5
            0.7775,  # 0.55 + 0.15 × 0.75 – 0.5 × 0.25 + 0.08 + 0.16 × 1.0
        ]
    )


def test_only_honest_project_jobs_posted_since_the_last_census_are_sampled() -> None:
    jobs = hand.jobs(
        6,
        created=[10.99, 11.0, 15.0, 15.0, 15.0, 19.0],
        true_tactic=[-1, -1, Kind.MLM, -1, -1, -1],
        format=[0, 0, 0, Format.TASK, Format.HOURLY, 0],
    )
    assert pairs(hand.day(20), hand.workers(1), jobs) == [(0, 1), (0, 4), (0, 5)]


def test_only_workers_of_the_last_ten_days_are_sampled() -> None:
    workers = hand.workers(
        5,
        true_activity=[0.5, 0.5, 0.25, 0.5, 0.5],
        true_trust=hand.TRUST * np.array([1.0, 1.0, 1.0, 0.5, 1.0]),
        left=[False, False, False, False, True],
    )
    lately = [TEN_DAYS - 1e-3, TEN_DAYS + 1e-3, TEN_DAYS - 1e-3, TEN_DAYS - 1e-3, 0.0]
    assert pairs(hand.day(10, CENSUS_HERE=lately), workers, hand.jobs(1)) == [(0, 0)]
    half = 1 - np.exp(-10 * 0.25)
    assert pairs(hand.day(10, CENSUS_HERE=[1.0, 1.0, half - 1e-3, half - 1e-3, 0.0]), workers, hand.jobs(1)) == [
        (2, 0),
        (3, 0),
    ]


def test_forty_jobs_and_120_workers_are_sampled_by_lot_in_row_order() -> None:
    jobs, workers = hand.jobs(JOBS + 2, created=5.0, true_tactic=[0, *[-1] * (JOBS + 1)]), hand.workers(WORKERS + 2)
    jobs_lot, workers_lot = falling(JOBS + 1), falling(WORKERS + 1)
    here = np.where(np.arange(WORKERS + 2) == 1, 1.0, 0.0)
    got = pairs(hand.day(10, CENSUS_JOBS=jobs_lot, CENSUS_WORKERS=workers_lot, CENSUS_HERE=here), workers, jobs)
    # job 0 lures, worker 1 was not here, and of those left the first draw the highest lots and are not taken
    assert got == [(worker, job) for worker in range(2, WORKERS + 2) for job in range(2, JOBS + 2)]


def test_a_job_keeps_its_lot_and_a_worker_draws_anew() -> None:
    jobs = hand.jobs(3, true_tactic=[0, -1, -1])
    workers = hand.workers(3)
    today = hand.day(10, CENSUS_HERE=[0.0, 1.0, 0.0])
    draws = hand.asked(today)
    pairs(today, workers, jobs)
    key = workers.key.tolist()
    assert draws["CENSUS_JOBS"] == [jobs.key[1:].tolist()]
    assert draws["CENSUS_HERE"] == [10, key]
    assert draws["CENSUS_WORKERS"] == [10, [key[0], key[2]]]


def falling(count: int) -> F64:
    return np.linspace(0.9, 0.1, count)
