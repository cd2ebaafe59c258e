"""Off-platform: what happens out of sight to those who were led away, and to those who worked for nothing."""

from dataclasses import dataclass

import numpy as np

from policies.records import Kind
from sim.arrays import F64, I64, Bool
from sim.choices.luring import sells
from sim.rings.tactics import ESCALATES, FIRST_HARM
from sim.state.batch import joined, picked
from sim.state.draws import Purpose
from sim.state.log import Event, Harm, Log
from sim.state.people import Workers
from sim.state.trade import Affairs, Contracts, Jobs
from sim.systems.arrivals import pressed
from sim.systems.organising import sell
from sim.today import Today


@dataclass(frozen=True, slots=True, eq=False)
class Harmed:
    """(n,) workers whom bad actors harmed today."""

    worker: I64
    client: I64
    job: I64
    what: I64
    how: I64  # Harm
    yen: F64  # lost by the worker
    time: F64
    first: Bool  # the first step of an affair


def offplatform(
    workers: Workers,
    jobs: Jobs,
    affairs: Affairs,
    contracts: Contracts,
    for_sale: list[int],
    log: Log,
    *,
    cheated: I64,
    today: Today,
) -> Harmed:
    """Affairs that are due go on; `cheated` contract rows ended badly. Accounts that workers sell go on the market."""
    harmed = joined(_affairs(affairs, today), _unpaid(jobs, contracts, cheated, today))
    harmed = _sales(workers, for_sale, log, harmed, today)
    log.add(
        Event.HARMED,
        harmed.time,
        worker=harmed.worker,
        client=harmed.client,
        job=harmed.job,
        what=harmed.what,
        how=harmed.how,
        value=harmed.yen,
    )
    return harmed


def _affairs(affairs: Affairs, today: Today) -> Harmed:
    """The next step of every affair that is due: many end, some do harm, a few of these go on to large sums."""
    draws, luring = today.draws, today.world.luring
    due = np.flatnonzero(affairs.next_at < today.day + 1)
    when = affairs.next_at[due]
    affairs.next_at[due] = np.inf
    first_share = np.where(affairs.true_what[due] == 1 + Kind.ACCOUNT_PURCHASE, 1.0, luring.first_loss)  # see _sales
    share = np.where(affairs.step[due] == 0, first_share, luring.second_loss)
    hit = draws.uniform(Purpose.HARM, affairs.key[due], affairs.step[due]) < share
    rows, when = due[hit], when[hit]
    first, kind, keys = affairs.step[rows] == 0, affairs.true_what[rows] - 1, affairs.key[rows]

    harm = np.where(first, FIRST_HARM[kind], Harm.MONEY)
    noise = draws.normal(Purpose.LOSS, keys, affairs.step[rows])
    spread = np.where(first, 0.3, luring.loss_spread)
    money = np.where(first, luring.first_yen, luring.second_yen) * np.exp(spread * noise - spread**2 / 2)
    unpaid = np.asarray(today.world.posting.price).mean() * np.exp(0.3 * noise)
    yen = np.select([harm == Harm.MONEY, harm == Harm.UNPAID_WORK], [money, unpaid], 0.0)

    wait = luring.step_days * 3 * draws.exponential(Purpose.SECOND_WAIT, keys)
    affairs.step[rows] += 1
    affairs.next_at[rows] = np.where(first & ESCALATES[kind], when + wait, np.inf)
    return Harmed(
        affairs.worker[rows], affairs.client[rows], affairs.job[rows], 1 + kind, harm, np.round(yen), when, first
    )


def _unpaid(jobs: Jobs, contracts: Contracts, cheated: I64, today: Today) -> Harmed:
    """Work done for a ring that never pays."""
    rows = cheated[jobs.true_what[contracts.job[cheated]] > 0]
    n = len(rows)
    return Harmed(
        contracts.worker[rows],
        contracts.client[rows],
        contracts.job[rows],
        np.full(n, 1 + int(Kind.UNPAID_TRIAL)),
        np.full(n, int(Harm.UNPAID_WORK)),
        contracts.amount[rows],
        np.full(n, today.day + 0.95),
        np.zeros(n, np.bool_),
    )


def _sales(workers: Workers, for_sale: list[int], log: Log, harmed: Harmed, today: Today) -> Harmed:
    """Workers who are offered money for their account sell it, and are gone, or keep it, and were not harmed."""
    offered = harmed.what == 1 + Kind.ACCOUNT_PURCHASE
    worker = harmed.worker
    u = today.draws.uniform(Purpose.SELLS, workers.key[worker])
    sold = offered & ~workers.left[worker] & sells(pressed(workers, worker, today), u, today.world.luring)
    sell(workers, for_sale, log, np.unique(worker[sold]), today.day + 1)
    return picked(harmed, ~offered | sold)
