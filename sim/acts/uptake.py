"""Uptake: the filter that each worker uses today, and how much each client has ticked of the order-rule check."""

from collections.abc import Callable

import numpy as np

from policies.platform import Platform
from sim.arrays import I64, Ints
from sim.choices import clients as client
from sim.choices.uptake import Steps, follows
from sim.choices.workers import FILTERS
from sim.state.people import Clients, Workers
from sim.today import Today


def filters(rows: Ints, *, workers: Workers, today: Today) -> I64:
    """(n,) place in FILTERS of the one that these workers use: the advice's for who follows it, else each one's own."""
    advised = follows(
        workers.true_doubt[rows], workers.true_delay[rows], workers.joined[rows], _steps(_followers, today), today.day
    )
    return np.where(advised, FILTERS.index("advice"), workers.filter[rows])


def ticked(rows: Ints, *, clients: Clients, today: Today) -> I64:
    """(n,) items of the order-rule check that these clients have ticked by today."""
    delay, joined = clients.true_delay[rows], clients.joined[rows]
    serious = follows(clients.true_doubt[rows], delay, joined, _steps(_adopters, today), today.day)
    aware = follows(np.zeros(len(rows)), delay, joined, _steps(_checks, today), today.day)
    share = np.where(serious, 1.0, clients.true_ticks[rows] * aware)
    return client.ticked(share, today.platform.order_rules.items)


def _followers(platform: Platform) -> float:
    """Share of workers who will follow the advice, where any is given."""
    return platform.completion_rate.followers * platform.completion_rate.advises


def _adopters(platform: Platform) -> float:
    """Share of clients who will complete the order-rule check, where there is one."""
    return platform.order_rules.adopters * _checks(platform)


def _checks(platform: Platform) -> bool:
    """Is there an order-rule check?"""
    return platform.order_rules.items > 0


def _steps(share: Callable[[Platform], float], today: Today) -> Steps:
    """A share under each platform so far, and since when. The first one has stood since long before the run."""
    history = today.history or ((0, today.platform),)
    return [(-np.inf if not nth else first, share(platform)) for nth, (first, platform) in enumerate(history)]
