"""Judging: what marks turn out to be worth to those who deal with clients, and to the friends who hear of it."""

import numpy as np

from sim.acts.readings import sessions
from sim.acts.uptake import ticked
from sim.arrays import F32, Bool, blocks, distinct
from sim.choices import learning as choose
from sim.choices.common import toward
from sim.compiled.groups import means
from sim.state.batch import joined, picked
from sim.state.handover import Dealings
from sim.state.people import Clients, Workers
from sim.today import Today


def judging(workers: Workers, *, dealings: Dealings, heard: Dealings, clients: Clients, today: Today) -> None:
    """Move what workers expect of clients, and what each mark is worth to them. heard: dealings of friends."""
    dealings, heard = (picked(each, each.weight > 0) for each in (dealings, heard))  # a task may count for nothing
    known = joined(dealings, heard)
    platform, client = today.platform, known.client
    dealt, ticks = distinct(client), np.zeros(len(clients), np.int64)
    ticks[dealt] = ticked(dealt, clients=clients, today=today)
    marks = (
        (workers.true_worth_verified, platform.identity.shown(clients.verified[client]), platform.display.verified),
        (workers.true_worth_certified, clients.certified[client], platform.display.certified),
        (workers.true_worth_rule, platform.order_rules.marks(ticks[client]), platform.display.rule_mark),
    )
    talk: list[tuple[F32, float]] = []  # what a mark is worth, and how much there was to hear against its carriers
    for worth, carries, places in marks:
        if places:
            _judge(worth, known, carries=carries, workers=workers, today=today)
            if (carriers := carries[: len(dealings.client)]).any():
                talk.append((worth, picked(dealings, carriers).trouble))
    expected = workers.true_trouble.copy()
    rows, bad, count = means(known.worker, known.bad, known.weight)
    workers.true_trouble[rows] = toward(expected[rows], bad, choose.learned(count, today.world.learning))
    if len(dealings.what):
        for part in blocks(len(workers)):
            _listen(part, workers, talk=talk, bad=dealings.trouble, expected=expected[part], today=today)


def _judge(worth: F32, dealings: Dealings, *, carries: Bool, workers: Workers, today: Today) -> None:
    """Move what a mark is worth by those dealings whose client carries it."""
    numbers, worker = today.world.learning, dealings.worker[carries]
    evidence = choose.promise_kept(workers.true_trouble[worker], dealings.bad[carries], numbers)
    rows, mean, count = means(worker, evidence, dealings.weight[carries])
    worth[rows] = toward(worth[rows], mean, choose.learned(count, numbers))


def _listen(
    part: slice, workers: Workers, *, talk: list[tuple[F32, float]], bad: float, expected: F32, today: Today
) -> None:
    """Move some workers toward what there was to hear today, of marks and of all, given how often they are here.

    talk: as above; bad: share of all dealings that went badly; expected: (n,) trouble expected before today
    """
    numbers = today.world.learning
    heeds = choose.learned(numbers.dealings_heard_of * sessions(rows=part, workers=workers, today=today), numbers)
    for worth, of_mark in talk:
        worth[part] = toward(worth[part], choose.promise_kept(expected, of_mark, numbers), heeds)
    workers.true_trouble[part] = toward(workers.true_trouble[part], bad, heeds)
