"""Judging: what marks turn out to be worth to those who deal with clients, and to the friends who hear of it."""

import numpy as np

from sim.acts.readings import sessions
from sim.arrays import F32, F64, I64, Bool
from sim.choices import learning as choose
from sim.choices.clients import ticked
from sim.choices.common import toward
from sim.state.batch import joined
from sim.state.handover import Dealings
from sim.state.people import Clients, Workers
from sim.today import Today


def judging(workers: Workers, *, dealings: Dealings, heard: Dealings, clients: Clients, today: Today) -> None:
    """Move what workers expect of clients, and what each mark is worth to them. heard: dealings of friends."""
    known = joined(dealings, heard)
    platform = today.platform
    ticks = ticked(clients.true_ticks, platform.order_rules.items)
    marks = (
        (workers.true_worth_verified, platform.identity.shown(clients.verified), platform.display.verified),
        (workers.true_worth_certified, clients.certified, platform.display.certified),
        (workers.true_worth_rule, platform.order_rules.marks(ticks), platform.display.rule_mark),
    )
    heeds = _by_talk(workers, today=today)
    for worth, carries, places in marks:
        if places:
            _judge(worth, known, carries=carries, workers=workers, today=today)
            _talk(worth, dealings, carries=carries, heeds=heeds, workers=workers, today=today)
    rows, bad, count = _by_worker(known.worker, known.bad)
    learned = choose.learned(count, today.world.learning)
    workers.true_trouble[rows] = toward(workers.true_trouble[rows], bad, learned)
    if len(dealings.bad):
        workers.true_trouble[:] = toward(workers.true_trouble, dealings.bad.mean(), heeds)


def _judge(worth: F32, dealings: Dealings, *, carries: Bool, workers: Workers, today: Today) -> None:
    """Move what a mark is worth by dealings with those who carry it."""
    numbers, met = today.world.learning, carries[dealings.client]
    worker = dealings.worker[met]
    evidence = choose.promise_kept(workers.true_trouble[worker], dealings.bad[met], numbers)
    rows, mean, count = _by_worker(worker, evidence)
    worth[rows] = toward(worth[rows], mean, choose.learned(count, numbers))


def _talk(worth: F32, own: Dealings, *, carries: Bool, heeds: F64, workers: Workers, today: Today) -> None:
    """Move what a mark is worth by what there was to hear today of those who carry it."""
    met = carries[own.client]
    if met.any():
        evidence = choose.promise_kept(workers.true_trouble, float(own.bad[met].mean()), today.world.learning)
        worth[:] = toward(worth, evidence, heeds)


def _by_talk(workers: Workers, *, today: Today) -> F64:
    """(workers,) how far they move toward what there is to hear, given how often they are here."""
    often = sessions(workers=workers, today=today)
    return choose.learned(today.world.learning.dealings_heard_of * often, today.world.learning)


def _by_worker(worker: I64, value: F64) -> tuple[I64, F64, I64]:
    """(n,) values → workers, the mean of each one's values, how many they were."""
    rows, at, count = np.unique(worker, return_inverse=True, return_counts=True)
    return rows, np.bincount(at, value, len(rows)) / count, count
