"""Readings: what nature knows of people on a day, worked out from their rows."""

import datetime

import numpy as np
import pytest

from sim.acts.readings import pressed, true_fit
from tests.sim import hand
from tests.sim.plain import PLAIN

PEAK = datetime.date(2020, 4, 15) - hand.START  # days before the run
MIDSUMMER = 2.0 ** -((-PEAK.days + 3) / 60)  # of the shock, on day 3


def test_the_shock_presses_on_everybody_and_relief_takes_its_share_off() -> None:
    workers = hand.workers(4, true_pressure=[0.5, 0.25, 0.5, 1.0], relief=[0.0, 0.0, 0.5, 0.0])
    shock = 1 + PLAIN.population.shock * MIDSUMMER
    found = pressed(rows=slice(None), workers=workers, today=hand.day(3))
    assert found == pytest.approx([0.5 * shock, 0.25 * shock, 0.25 * shock, 1.0], rel=1e-6)


def test_pressure_is_read_for_the_workers_who_are_named_on_the_day_that_it_is() -> None:
    workers = hand.workers(3, true_pressure=[0.5, 0.25, 0.125])
    shock = 1 + PLAIN.population.shock * MIDSUMMER / 2
    found = pressed(rows=np.array([2, 0]), workers=workers, today=hand.day(63))
    assert found == pytest.approx([0.125 * shock, 0.5 * shock], rel=1e-6)


def test_a_worker_fits_a_job_by_skill_need_field_and_a_personal_part_that_the_pair_keeps() -> None:
    workers = hand.workers(4, true_skill=[0.5, 0.25, 0.75, 1.0], home=[2, 3, 4, 2], second=1)
    jobs = hand.jobs(3, true_need=[0.75, 0.5, 0.25], category=[3, 2, 1])
    today = hand.day(FIT=[0.0, 0.0, 1.0, -9.0])
    luck = hand.asked(today)
    worker, job = np.array([1, 0, 2, 3]), np.array([0, 1, 2, 1])
    found = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, today=today)
    assert found == pytest.approx(
        [0.55 + 0.15 * 0.25 - 0.5 * 0.5 + 0.08, 0.55 + 0.15 * 0.5 + 0.08, 0.55 + 0.15 * 0.75 + 0.16, 0.0]
    )
    assert luck == {"FIT": [workers.key[worker].tolist(), jobs.key[job].tolist()]}


@pytest.mark.parametrize(("trades", "at_home"), [(4, 0), (1, 0), (0.5, 1), (1 / 16, 2)])
def test_in_a_small_market_the_categories_that_share_a_list_are_one_field(trades: float, at_home: int) -> None:
    """Home is category 2: the jobs are of its neighbour and of the last one."""
    world = hand.world(clients=round(trades * PLAIN.search.trade_clients))
    workers, jobs = hand.workers(2, home=2, true_skill=1.0), hand.jobs(2, category=[3, 15], true_need=0.0)
    today, both = hand.day(world=world, FIT=0.0), np.arange(2)
    found = true_fit(worker=both, job=both, workers=workers, jobs=jobs, today=today)
    away = PLAIN.search.fit_base + PLAIN.search.fit_skill
    assert found == pytest.approx(away + PLAIN.search.fit_home * (both < at_home))
