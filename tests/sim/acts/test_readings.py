"""Readings: what nature knows of people on a day, worked out from their rows."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from policies.records import Format
from sim.acts.readings import listed, lists, pressed, trades, true_fit
from sim.arrays import F64, I64
from sim.kinds import CATEGORIES
from sim.state.draws import Draws
from sim.state.people import Workers
from sim.state.trade import Jobs
from sim.systems.storefront import storefront
from sim.today import Today
from tests.sim import hand
from tests.sim.plain import PLAIN

PEAK = datetime.date(2020, 4, 15) - hand.START  # days before the run
MIDSUMMER = 2.0 ** -((-PEAK.days + 3) / 60)  # of the shock, on day 3


def test_the_shock_presses_on_everybody_and_relief_takes_its_share_off() -> None:
    workers = hand.workers(4, true_pressure=[0.5, 0.25, 0.5, 1.0], relief=[0.0, 0.0, 0.5, 0.0])
    shock = 1 + PLAIN.population.shock * MIDSUMMER
    result = pressed(rows=slice(None), workers=workers, today=hand.day(3))
    assert result == pytest.approx([0.5 * shock, 0.25 * shock, 0.25 * shock, 1.0], rel=1e-6)


def test_pressure_is_that_of_the_named_workers_on_their_day() -> None:
    workers = hand.workers(3, true_pressure=[0.5, 0.25, 0.125])
    shock = 1 + PLAIN.population.shock * MIDSUMMER / 2
    result = pressed(rows=np.array([2, 0]), workers=workers, today=hand.day(63))
    assert result == pytest.approx([0.125 * shock, 0.5 * shock], rel=1e-6)


def fits(worker: I64, job: I64, workers: Workers, jobs: Jobs, today: Today) -> F64:
    """True fits of these pairs, with as many clients as jobs."""
    clients = hand.clients(len(jobs))
    return true_fit(worker=worker, job=job, workers=workers, jobs=jobs, clients=clients, today=today)


def test_a_worker_fits_by_skill_need_field_and_a_personal_part() -> None:
    workers = hand.workers(4, true_skill=[0.5, 0.25, 0.75, 1.0], home=[2, 3, 4, 2], second=1)
    jobs = hand.jobs(3, true_need=[0.75, 0.5, 0.25], category=[3, 2, 1])
    today = hand.day(FIT=[0.0, 0.0, 1.0, -9.0])
    luck = hand.asked(today)
    worker, job = np.array([1, 0, 2, 3]), np.array([0, 1, 2, 1])
    assert fits(worker, job, workers, jobs, today) == pytest.approx(
        [0.55 + 0.15 * 0.25 - 0.5 * 0.5 + 0.08, 0.55 + 0.15 * 0.5 + 0.08, 0.55 + 0.15 * 0.75 + 0.16, 0.0]
    )
    assert luck["FIT"] == [workers.key[worker].tolist(), jobs.key[job].tolist()]


AWAY = PLAIN.search.fit_base + PLAIN.search.fit_skill  # fit of the able, to work that is easy


def at_home(category: list[int], trades: float, trade: float = 0.5) -> list[bool]:
    """Which jobs of these categories are home to workers of category 3?

    trades: lists that the market has for each category; trade: of workers and clients alike
    """
    world = hand.world(clients=round(trades * PLAIN.search.trade_clients))
    every = np.arange(len(category))
    workers, jobs = (
        hand.workers(len(every), home=3, true_skill=1.0),
        hand.jobs(len(every), category=category, true_need=0.0),
    )
    result = fits(every, every, workers, jobs, hand.day(world=world, TRADE=trade))
    home = result > AWAY + PLAIN.search.fit_home / 2
    assert result == pytest.approx(AWAY + PLAIN.search.fit_home * home)
    return [bool(one) for one in home]


@pytest.mark.parametrize(("trades", "home"), [(4, 0), (1, 0), (0.5, 1), (1 / 16, 2)])
def test_in_a_small_market_categories_that_share_a_list_are_one_field(trades: float, home: int) -> None:
    """The jobs are of the neighbour with which home shares a list of two, and of the last category."""
    assert at_home([2, 15], trades) == [home > 0, home > 1]


@pytest.mark.parametrize(
    ("trade", "home"),
    [
        (0.1, [True, True, False, False, False]),
        (0.3, [False, True, True, True, True]),
        (0.5, [False, True, True, True, False]),
    ],
)
def test_a_category_in_two_lists_is_of_its_trade_s_field(trade: float, home: list[bool]) -> None:
    """Five lists of 3.2 categories each: the first ends at 3.2, the second at 6.4."""
    assert at_home([2, 3, 4, 5, 6], 5 / 16, trade) == home


@pytest.mark.parametrize("number", [1, 5, 13, 16, 20, 32])
def test_home_is_what_stands_in_the_home_list_of_a_worker(number: int) -> None:
    world = hand.world(clients=round(number / len(CATEGORIES) * PLAIN.search.trade_clients), search={"fit_spread": 0.0})
    today = replace(hand.day(world=world), draws=Draws(number))
    every, kinds = np.arange(300), len(CATEGORIES)
    assert lists(kinds, today) == number
    workers, jobs = (
        hand.workers(len(every), home=every % kinds, true_skill=1.0),
        hand.jobs(len(every), client=every[::-1], category=every * 7 % kinds, true_need=0.0),
    )
    clients, unquoted = hand.clients(len(every)), np.full((kinds, len(Format)), np.nan)
    front = storefront(jobs=jobs, clients=clients, quotes=unquoted, today=today)
    shelf = listed(workers.home, trades(workers.key, today), kinds, today)
    within = np.zeros((number, len(every)), np.bool_)
    within[np.repeat(np.arange(number), np.diff(front.list.starts)), front.job[front.list.owner]] = True
    home = within[shelf] | (workers.home[:, None] == jobs.category)
    worker, job = np.divmod(np.arange(home.size), len(every))
    assert fits(worker, job, workers, jobs, today) == pytest.approx(AWAY + PLAIN.search.fit_home * home.ravel())
