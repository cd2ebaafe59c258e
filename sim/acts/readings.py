"""Readings: what nature knows of people on a day, worked out from their rows."""

import numpy as np

from policies.records import Format, Kind
from sim.arrays import F64, I64, U64, Bool, Ints, rows_where
from sim.choices import people, searching
from sim.choices.learning import zeal
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Contracts, Jobs
from sim.today import Today

ALL = slice(None)


def pressed(*, rows: Ints | slice, workers: Workers, today: Today) -> F64:
    """(n,) financial pressure on these workers today, 0…1, after relief."""
    numbers = today.world.population
    return people.pressure(workers.true_pressure[rows], workers.relief[rows], today.date, numbers)


def sessions(*, rows: Ints | slice = ALL, workers: Workers, today: Today) -> F64:
    """(n,) sessions a day of these workers: activity, as far as each trusts the platform; 0 of those who left."""
    often = workers.true_activity[rows] * zeal(workers.true_trust[rows], today.world.population.worker_trust)
    return np.where(workers.left[rows], 0.0, often)


def lists(categories: int, today: Today) -> int:
    """Number of lists that so many categories have."""
    return searching.lists(categories, today.world.clients, today.world.search)


def trades(keys: U64, today: Today) -> F64:
    """(n,) people by their keys → the trade that each finds or posts jobs of, as a place within a category, 0…1."""
    return today.draws.uniform(Purpose.TRADE, keys)


def listed(category: Ints | int, trade: F64, categories: int, today: Today) -> I64:
    """(n,) lists in which jobs of a category, one of so many, and of a trade stand.

    Where a category has several lists each is of some trades; where it has less than one it shares a list.
    """
    return ((category + trade) * (lists(categories, today) / categories)).astype(np.int64)


def seen_lately(days: int, purpose: Purpose, *, workers: Workers, today: Today) -> I64:
    """Rows of the workers who had a session in so many days, as far as luck and their habits tell."""

    def here(part: slice) -> Bool:
        chance = -np.expm1(-days * sessions(rows=part, workers=workers, today=today))
        return today.draws.uniform(purpose, today.day, workers.key[part]) < chance

    return rows_where(len(workers), here)


def never_paid(rows: I64, *, jobs: Jobs, contracts: Contracts) -> Bool:
    """(n,) are these contracts projects for a ring? It pays for tasks alone."""
    return (jobs.true_tactic[contracts.job[rows]] != Kind.NONE) & (contracts.format[rows] != Format.TASK)


def true_fit(*, worker: I64, job: I64, workers: Workers, jobs: Jobs, clients: Clients, today: Today) -> F64:
    """(n,) true fit of these pairs, 0…1; the same whenever it is asked."""
    personal = today.draws.normal(Purpose.FIT, workers.key[worker], jobs.key[job])
    home = _at_home(worker=worker, job=job, workers=workers, jobs=jobs, clients=clients, today=today)
    return searching.fit(workers.true_skill[worker], jobs.true_need[job], personal, home, today.world.search)


def _at_home(*, worker: I64, job: I64, workers: Workers, jobs: Jobs, clients: Clients, today: Today) -> Bool:
    """(n,) is the job of the worker's own category, or of the list in which the worker is at home?"""
    home, category, kinds = workers.home[worker], jobs.category[job], len(today.world.posting.category_weight)
    result = home == category
    if lists(kinds, today) % kinds == 0:  # each is of one category
        return result
    other = np.flatnonzero(~result)
    here, there = workers.key[worker[other]], clients.key[jobs.client[job[other]]]
    result[other] = listed(home[other], trades(here, today), kinds, today) == listed(
        category[other], trades(there, today), kinds, today
    )
    return result
