"""Work: tasks, delivery, silence and reminders, acceptance and payment, ratings, repeat business."""

import numpy as np

from policies.records import Format
from sim import observe
from sim.arrays import F64, I64, Bool
from sim.choices.common import toward
from sim.choices.talking import goes_direct
from sim.choices.working import passes, stars
from sim.state.batch import picked
from sim.state.draws import Purpose, key
from sim.state.log import Event, Log, Reason
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, ContractState, Jobs, JobState, Origin
from sim.systems.contracting import Deals, sign
from sim.systems.search import Meetings
from sim.today import Today


def tasks(
    workers: Workers, clients: Clients, jobs: Jobs, contracts: Contracts, log: Log, *, met: Meetings, today: Today
) -> None:
    """Tasks done today, first come first served for the seats; they are delivered at once."""
    met = picked(met, met.origin == Origin.TASK)
    order = np.lexsort((met.time, met.job))
    met = picked(met, order)
    first = np.searchsorted(met.job, met.job)
    seated = np.arange(len(met.job)) - first < (jobs.seats - jobs.taken)[met.job]
    met = picked(met, seated)
    np.add.at(jobs.taken, met.job, 1)
    full = np.unique(met.job[jobs.taken[met.job] >= jobs.seats[met.job]])
    jobs.state[full] = JobState.FILLED
    rows = len(contracts) + np.arange(len(met.job))
    deals = Deals(
        key=key(workers.key[met.worker], jobs.key[met.job]),
        worker=met.worker,
        client=jobs.client[met.job],
        job=met.job,
        nth=np.zeros(len(rows), np.int64),
        what=jobs.true_what[met.job],
        format=jobs.format[met.job],
        amount=jobs.fee[met.job],
        fit=met.fit,
        swapped=np.zeros(len(rows), np.bool_),
        when=met.time,
    )
    sign(workers, clients, contracts, log, deals, today=today)
    contracts.due[rows] = met.time
    _deliver(workers, clients, jobs, contracts, log, rows, today)


def work(workers: Workers, clients: Clients, jobs: Jobs, contracts: Contracts, log: Log, *, today: Today) -> I64:
    """A day of the contracts that ran at midnight → rows of those that ended badly for the worker today."""
    running = np.flatnonzero((contracts.state == ContractState.RUNNING) & (contracts.started < today.day))
    _repeat(workers, clients, jobs, contracts, log, today)
    _silence(workers, clients, contracts, log, running, today)
    silent = running[contracts.silent_since[running] < np.inf]
    contracts.due[silent] += 1.0
    lost = silent[contracts.silent_since[silent] + today.world.working.give_up < today.day + 1]
    banned = running[clients.restricted[contracts.client[running]]]
    over = np.union1d(lost, banned)
    silent_side = np.where(contracts.silent_worker[over], Reason.WORKER_SILENT, Reason.CLIENT_SILENT)
    _end(
        workers,
        clients,
        contracts,
        log,
        over,
        np.where(clients.restricted[contracts.client[over]], Reason.RESTRICTED, silent_side),
        today,
    )
    ready = running[
        (contracts.state[running] == ContractState.RUNNING)
        & (contracts.due[running] < today.day + 1)
        & (contracts.silent_since[running] == np.inf)
    ]
    refused = _deliver(workers, clients, jobs, contracts, log, ready, today)
    return np.concatenate([refused, lost[~contracts.silent_worker[lost]]])


def _silence(workers: Workers, clients: Clients, contracts: Contracts, log: Log, running: I64, today: Today) -> None:
    """Either side may fall silent, answer again by itself, or be urged to by the office (A-08…A-16)."""
    draws, working, day = today.draws, today.world.working, today.day
    quiet = contracts.silent_since[running] < np.inf
    talking, waiting = running[~quiet], running[quiet]
    worker, client, keys = contracts.worker[talking], contracts.client[talking], contracts.key[talking]
    hazard = (
        working.worker_silence
        * (1.5 - contracts.true_fit[talking])
        * np.where(workers.guardian[worker], working.child_care, 1.0)
    )
    steady = np.where(contracts.speaks[talking], working.speaking, 1.0)
    by_worker = draws.uniform(Purpose.WORKER_SILENT, day, keys) < steady * hazard
    by_client = draws.uniform(Purpose.CLIENT_SILENT, day, keys) < steady * clients.true_silence[client]
    by_client &= ~by_worker
    falls = by_worker | by_client
    contracts.silent_since[talking[falls]] = day + 0.5
    contracts.silent_worker[talking[falls]] = by_worker[falls]
    log.add(
        Event.SILENT,
        day + 0.5,
        worker=worker[falls],
        client=client[falls],
        job=_posting(contracts, talking[falls]),
        how=by_worker[falls],
    )

    keys = contracts.key[waiting]
    asks = draws.uniform(Purpose.ASKS_OFFICE, day, keys) < working.remind / 7
    asking = waiting[asks]
    grants = today.platform.contact_reminder.grants(observe.reminder_requests(contracts, asking, day + 0.5))
    contracts.requests[asking] += 1
    log.add(
        Event.REMINDED,
        day + 0.5,
        worker=contracts.worker[asking],
        client=contracts.client[asking],
        job=_posting(contracts, asking),
        how=grants.reason,
    )
    urged = np.zeros(len(waiting), np.bool_)
    urged[asks] = grants.granted
    ring = clients.true_ring[contracts.client[waiting]] >= 0
    chance = np.where(urged, working.urged, working.recover) * ~(ring & ~contracts.silent_worker[waiting])
    back = waiting[draws.uniform(Purpose.ANSWERS_AGAIN, day, keys) < chance]
    contracts.silent_since[back] = np.inf


def _deliver(
    workers: Workers, clients: Clients, jobs: Jobs, contracts: Contracts, log: Log, rows: I64, today: Today
) -> I64:
    """Delivered work is accepted and paid, or refused. → rows refused."""
    draws, working = today.draws, today.world.working
    client, keys = contracts.client[rows], contracts.key[rows]
    task = contracts.format[rows] == Format.TASK
    bait = jobs.true_what[contracts.job[rows]] > 0
    pays = np.where(bait, np.where(task, 0.9, 0.0), clients.true_reliability[client])  # tasks: cheap harvest, L-22
    fine = draws.uniform(Purpose.PASSES, keys) < passes(contracts.true_fit[rows], pays, task, working)
    _pay(workers, clients, jobs, contracts, log, rows[fine], today)
    _end(workers, clients, contracts, log, rows[~fine], np.full(np.count_nonzero(~fine), int(Reason.REFUSED)), today)
    return rows[~fine]


def _pay(
    workers: Workers, clients: Clients, jobs: Jobs, contracts: Contracts, log: Log, rows: I64, today: Today
) -> None:
    working, draws = today.world.working, today.draws
    worker, client, keys = (contracts.worker[rows], contracts.client[rows], contracts.key[rows])
    amount, format, fit = contracts.amount[rows], contracts.format[rows], contracts.true_fit[rows]
    job, when = _posting(contracts, rows), np.maximum(contracts.due[rows], today.day)
    contracts.state[rows] = ContractState.ACCEPTED
    home = today.platform.fee_schedule.take_home(amount, format)
    where = {"worker": worker, "client": client, "job": job}
    log.add(Event.COMPLETED, when, **where, what=jobs.seats[contracts.job[rows]], how=format, value=fit)
    log.add(Event.PAID, when, **where, value=amount)
    log.add(Event.RECEIVED, when, **where, value=home)
    log.add(Event.FEE, when, **where, value=amount - home)

    _tally((clients.accepted_fixed, clients.accepted_hourly, clients.accepted_task), client, format)
    _tally((clients.ended_fixed, clients.ended_hourly, clients.ended_task), client, format)
    np.add.at(clients.accepted_yen, client, amount)
    np.add.at(workers.running, worker, -1)
    np.add.at(workers.experience, worker, 1)
    np.bitwise_or.at(workers.completed, worker, np.left_shift(1, jobs.category[contracts.job[rows]]))
    workers.true_trust[worker] = toward(workers.true_trust[worker], 1.0, today.world.learning.trust_gain)

    given = stars(fit, draws.normal(Purpose.STARS, keys), working)
    np.add.at(clients.stars, client, given)
    np.add.at(clients.ratings, client, 1)
    log.add(Event.RATED, when, **where, value=given)
    again = (
        (format != Format.TASK)
        & (draws.uniform(Purpose.REPEAT, keys) < working.repeat)
        & (clients.true_ring[client] < 0)
    )
    wait = working.repeat_days * (0.3 + draws.exponential(Purpose.REPEAT_WAIT, keys))
    contracts.next_at[rows] = np.where(again, when + wait, np.inf)


def _end(
    workers: Workers, clients: Clients, contracts: Contracts, log: Log, rows: I64, reason: I64, today: Today
) -> None:
    """Contracts end without acceptance: escrow goes back."""
    worker, client = contracts.worker[rows], contracts.client[rows]
    job = _posting(contracts, rows)
    contracts.state[rows] = ContractState.ENDED
    when = np.maximum(np.minimum(contracts.due[rows], today.day + 0.95), np.maximum(contracts.started[rows], today.day))
    log.add(Event.ENDED, when, worker=worker, client=client, job=job, how=reason)
    log.add(Event.REFUNDED, when, worker=worker, client=client, job=job, value=contracts.amount[rows])
    _tally((clients.ended_fixed, clients.ended_hourly, clients.ended_task), client, contracts.format[rows])
    np.add.at(workers.running, worker, -1)


def _posting(contracts: Contracts, rows: I64) -> I64:
    """(n,) the job that these contracts were made for, -1 for repeat business."""
    return np.where(contracts.nth[rows] == 0, contracts.job[rows], -1)


def _tally(columns: tuple[I64, I64, I64], client: I64, format: I64) -> None:
    """Count (n,) contracts of these clients in the column of their format."""
    for number, column in enumerate(columns):
        np.add.at(column, client[format == number], 1)


def _repeat(workers: Workers, clients: Clients, jobs: Jobs, contracts: Contracts, log: Log, today: Today) -> None:
    """Pairs with more work make another contract, or deal outside once they have each other's contacts."""
    rows = np.flatnonzero(contracts.next_at < today.day + 1)
    when: F64 = contracts.next_at[rows]
    contracts.next_at[rows] = np.inf
    there: Bool = (
        ~clients.restricted[contracts.client[rows]]
        & ~clients.left[contracts.client[rows]]
        & ~workers.left[contracts.worker[rows]]
    )
    rows, when = rows[there], np.maximum(when[there], today.day)
    worker, client = contracts.worker[rows], contracts.client[rows]
    amount, swapped = contracts.amount[rows], contracts.swapped[rows]
    direct = swapped & goes_direct(
        clients.true_direct[client],
        True,
        today.platform.fee_schedule.net_entry,
        today.draws.uniform(Purpose.DIRECT_REPEAT, contracts.key[rows]),
        today.world.talking,
    )
    log.add(Event.DIRECT, when[direct], worker=worker[direct], client=client[direct], value=amount[direct])
    on = ~direct
    rows = rows[on]
    deals = Deals(
        key=key(contracts.key[rows], 1),
        worker=worker[on],
        client=client[on],
        job=contracts.job[rows],
        nth=contracts.nth[rows] + 1,
        what=np.zeros(len(rows), np.int64),
        format=contracts.format[rows],
        amount=amount[on],
        fit=contracts.true_fit[rows],
        swapped=swapped[on],
        when=when[on],
    )
    sign(workers, clients, contracts, log, deals, today=today)
