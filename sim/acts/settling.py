"""Settling: delivered work is accepted and paid, or a contract ends and escrow goes back."""

import numpy as np

from policies.records import Format
from sim.acts.readings import never_paid
from sim.acts.trusting import win
from sim.arrays import I64, tally
from sim.choices import learning, working
from sim.state.codes import ContractState, Reason
from sim.state.events import Completed, Ended
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Contracts, Jobs, Sales
from sim.today import Today

EVENING = 0.95  # of the day, the latest at which a contract ends


def deliver(
    workers: Workers,
    clients: Clients,
    contracts: Contracts,
    sales: Sales,
    log: Log,
    *,
    rows: I64,
    jobs: Jobs,
    today: Today,
) -> I64:
    """Work on these contract rows is delivered: accepted and paid, or refused → rows refused."""
    client, task = contracts.client[rows], contracts.format[rows] == Format.TASK
    bait = never_paid(rows, jobs=jobs, contracts=contracts)
    gone = clients.left[client] & (clients.true_ring[client] >= 0)  # a ring that is
    pays = np.where(bait | gone, 0.0, clients.true_reliability[client])
    chance = working.passes(contracts.true_fit[rows], pays, task, today.world.working)
    fine = today.draws.uniform(Purpose.PASSES, contracts.key[rows]) < chance
    _pay(workers, clients, contracts, sales, log, rows=rows[fine], jobs=jobs, today=today)
    refused = np.full(np.count_nonzero(~fine), int(Reason.REFUSED))
    end(workers, clients, contracts, log, rows=rows[~fine], reason=refused, today=today)
    return rows[~fine]


def end(
    workers: Workers, clients: Clients, contracts: Contracts, log: Log, *, rows: I64, reason: I64, today: Today
) -> None:
    """Contracts end without acceptance: escrow goes back."""
    worker, client = contracts.worker[rows], contracts.client[rows]
    contracts.state[rows] = ContractState.ENDED
    earliest = np.maximum(contracts.started[rows], today.day)
    when = np.maximum(np.minimum(contracts.due[rows], today.day + EVENING), earliest)
    log.add(Ended(when, worker, client, contracts.posting(rows), reason, contracts.amount[rows]))
    _tally((clients.ended_fixed, clients.ended_hourly, clients.ended_task), client, contracts.format[rows])
    tally(workers.running, worker, -1)


def _pay(
    workers: Workers,
    clients: Clients,
    contracts: Contracts,
    sales: Sales,
    log: Log,
    *,
    rows: I64,
    jobs: Jobs,
    today: Today,
) -> None:
    numbers, draws = today.world.working, today.draws
    worker, client, keys = contracts.worker[rows], contracts.client[rows], contracts.key[rows]
    amount, format, fit = contracts.amount[rows], contracts.format[rows], contracts.true_fit[rows]
    job, when = contracts.job[rows], np.maximum(contracts.due[rows], today.day)
    contracts.state[rows] = ContractState.ACCEPTED
    unit = amount / jobs.size[job]  # a guide quotes the usual job
    sales.add(category=jobs.category[job], format=format, amount=unit, started=contracts.started[rows])
    stars = working.stars(fit, draws.normal(Purpose.STARS, keys), numbers)
    posting, received = contracts.posting(rows), today.platform.fee_schedule.take_home(amount, format)
    log.add(Completed(when, worker, client, posting, jobs.seats[job], format, fit, amount, received, stars))

    _tally((clients.accepted_fixed, clients.accepted_hourly, clients.accepted_task), client, format)
    _tally((clients.ended_fixed, clients.ended_hourly, clients.ended_task), client, format)
    np.add.at(clients.accepted_yen, client, amount)
    np.add.at(clients.stars, client, stars)
    tally(clients.ratings, client)
    tally(workers.running, worker, -1)
    tally(workers.experience, worker)
    np.bitwise_or.at(workers.completed, worker, np.left_shift(1, jobs.category[job]))
    lessons = today.world.learning
    win(workers, worker, lessons.trust_gain, learning.weight(format == Format.TASK, lessons))
    again = (format != Format.TASK) & (draws.uniform(Purpose.REPEAT, keys) < numbers.repeat)
    again &= clients.true_ring[client] < 0
    wait = working.back_after(draws.exponential(Purpose.REPEAT_WAIT, keys), numbers)
    contracts.next_at[rows] = np.where(again, when + wait, np.inf)


def _tally(columns: tuple[I64, I64, I64], client: I64, format: I64) -> None:
    """Count (n,) contracts of these clients in the column of their format."""
    for number, column in enumerate(columns):
        tally(column, client[format == number])
