"""Oversight: reports and findings become cases, read within capacity; accounts are restricted, for good (R-01…R-03)."""

import numpy as np

from sim import observe
from sim.arrays import I64
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Clients
from sim.state.trade import Jobs, JobState, Seen, Threads, ThreadState
from sim.systems.reporting import report
from sim.today import Today


def oversight(
    clients: Clients, jobs: Jobs, threads: Threads, reported: Seen, log: Log, *, today: Today
) -> I64:
    """File mistaken reports, read cases, restrict accounts, take down their jobs → client rows restricted today."""
    _mistaken_reports(clients, jobs, threads, reported, log, today)
    linked = _linked(clients, today)
    rows = np.flatnonzero(~clients.restricted & ((clients.reporters > 0) | (clients.stopped > 0) | (linked > 0)))
    if len(rows) == 0:
        return rows
    rule = today.platform.enforcement
    first = rule.rulings(
        observe.cases(clients, rows, linked[rows], np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_))
    )
    opened = rows[first.review & (clients.case_at[rows] == np.inf)]
    clients.case_at[opened] = today.day + 0.5
    read, guilty = _read(clients, rule.cases_a_day, log, today)
    reviewed, confirmed = np.isin(rows, read), np.isin(rows, guilty)
    rulings = rule.rulings(observe.cases(clients, rows, linked[rows], reviewed, confirmed))
    restricted = rows[rulings.restrict]
    _restrict(clients, jobs, threads, log, restricted, rulings.reason[rulings.restrict], today)
    cleared = np.setdiff1d(read, restricted)
    clients.reporters[cleared] = clients.stopped[cleared] = 0
    clients.case_at[read] = np.inf
    return restricted


def _linked(clients: Clients, today: Today) -> I64:
    """(clients,) restricted accounts whose contact the office has also seen in this account's texts."""
    if not today.platform.enforcement.links_accounts:
        return np.zeros(len(clients), np.int64)
    known, count = np.unique(clients.handle[clients.restricted & clients.revealed], return_counts=True)
    if len(known) == 0:
        return np.zeros(len(clients), np.int64)
    at = np.minimum(np.searchsorted(known, clients.handle), len(known) - 1)
    return np.where(clients.revealed & (known[at] == clients.handle), count[at], 0)


def _read(clients: Clients, capacity: int, log: Log, today: Today) -> tuple[I64, I64]:
    """The oldest cases that fit the day are read → (client rows read, those found guilty)."""
    waiting = np.flatnonzero((clients.case_at < today.day + 1) & ~clients.restricted)
    order = np.lexsort((clients.key[waiting], clients.case_at[waiting]))
    read = waiting[order[:capacity]]
    seeing = today.world.overseeing
    chance = np.where(clients.true_ring[read] >= 0, seeing.recall, seeing.false_alarm)
    guilty = read[today.draws.uniform(Purpose.CASE, today.day, clients.key[read]) < chance]
    np.add.at(clients.upheld, guilty, 1)
    log.add(Event.STAFF, today.day, how=2, value=len(read) * seeing.case_minutes / 60)
    return read, guilty


def _restrict(clients: Clients, jobs: Jobs, threads: Threads, log: Log, rows: I64, reason: I64, today: Today) -> None:
    when = today.day + 1.0  # at midnight, after all that the accounts did today
    clients.restricted[rows] = True
    log.add(Event.RESTRICTED, when, client=rows, what=clients.true_type[rows], how=reason)
    theirs = clients.restricted[jobs.client]
    jobs.state[theirs & (jobs.state == JobState.WAITING)] = JobState.SUSPENDED
    live = np.flatnonzero(theirs & (jobs.state == JobState.OPEN))
    jobs.state[live] = JobState.REMOVED
    log.add(
        Event.TAKEN_DOWN,
        when,
        client=jobs.client[live],
        job=live,
        what=jobs.true_what[live],
        how=jobs.views[live] == 0,
        value=(when - jobs.published[live]) * 24,
    )
    open_ = np.flatnonzero(threads.state == ThreadState.OPEN)
    over = open_[clients.restricted[threads.client[open_]]]
    threads.state[over] = ThreadState.DROPPED
    threads.true_lure_at[over] = np.inf


def _mistaken_reports(
    clients: Clients, jobs: Jobs, threads: Threads, reported: Seen, log: Log, today: Today
) -> None:
    """Some honest clients are reported too: a misunderstanding, a grudge."""
    met = (threads.opened >= today.day) & (threads.opened < today.day + 1)
    rows = np.flatnonzero(met & (jobs.true_what[threads.job] == 0))
    rows = rows[today.draws.uniform(Purpose.MISTAKEN_REPORT, threads.key[rows]) < today.world.luring.false_reports]
    worker, client, job = threads.worker[rows], threads.client[rows], threads.job[rows]
    report(clients, reported, log, worker, client, job, np.maximum(threads.opened[rows], today.day + 0.9))
