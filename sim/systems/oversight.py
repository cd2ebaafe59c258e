"""Oversight: reports and findings become cases, read within capacity; accounts are restricted, for good (R-01…R-03)."""

import numpy as np

from policies.records import Kind
from sim import observe
from sim.acts.opening import lose_accounts
from sim.acts.reporting import report
from sim.acts.telling import tell
from sim.arrays import I64
from sim.choices import overseeing as choose
from sim.choices.luring import recognises
from sim.rings.rings import Rings
from sim.state.codes import Duty, JobState, ThreadState
from sim.state.draws import Purpose
from sim.state.events import Restricted, StaffWorked, TakenDown
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Jobs, PairSet, Threads
from sim.today import Today

NOON, EVENING = 0.5, 0.9  # of the day, when cases are opened and the earliest at which mistaken reports are filed


def oversight(
    rings: Rings,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    reported: PairSet,
    log: Log,
    *,
    workers: Workers,
    today: Today,
) -> I64:
    """File reports on who is no ring's, read cases, restrict accounts, take down jobs → client rows restricted."""
    _reports(clients, reported, log, workers=workers, jobs=jobs, threads=threads, today=today)
    linked = _linked(clients=clients, today=today)
    rows = np.flatnonzero(~clients.restricted & ((clients.reporters > 0) | (clients.stopped > 0) | (linked > 0)))
    if len(rows) == 0:
        return rows
    rule, nobody = today.platform.enforcement, np.zeros(len(rows), np.bool_)
    first = rule.rulings(observe.cases(clients, rows, linked[rows], nobody, nobody))
    opened = rows[first.review & (clients.case_at[rows] == np.inf)]
    clients.case_at[opened] = today.day + NOON
    read, guilty = _read(clients, log, capacity=rule.cases_a_day, linked=linked, jobs=jobs, today=today)
    reviewed, confirmed = np.isin(rows, read), np.isin(rows, guilty)
    rulings = rule.rulings(observe.cases(clients, rows, linked[rows], reviewed, confirmed))
    restricted = rows[rulings.restrict]
    _restrict(clients, jobs, threads, log, rows=restricted, ground=rulings.reason[rulings.restrict], today=today)
    cleared = np.setdiff1d(read, restricted)
    clients.filed[cleared] += choose.weight(
        clients.reporters[cleared], clients.stopped[cleared], today.world.overseeing
    )
    clients.reporters[cleared] = clients.stopped[cleared] = 0
    tell(clients, cleared)
    clients.case_at[read] = np.inf
    lose_accounts(rings, restricted=restricted, clients=clients, today=today)
    return restricted


def _linked(*, clients: Clients, today: Today) -> I64:
    """(clients,) restricted accounts whose contact the office has also seen in this account's texts."""
    if not today.platform.enforcement.links_accounts:
        return np.zeros(len(clients), np.int64)
    known, count = np.unique(clients.handle[clients.restricted & clients.revealed], return_counts=True)
    if len(known) == 0:
        return np.zeros(len(clients), np.int64)
    at = np.minimum(np.searchsorted(known, clients.handle), len(known) - 1)
    return np.where(clients.revealed & (known[at] == clients.handle), count[at], 0)


def _read(clients: Clients, log: Log, *, capacity: int, linked: I64, jobs: Jobs, today: Today) -> tuple[I64, I64]:
    """The oldest cases that fit the day are read → (client rows read, those found guilty)."""
    waiting = np.flatnonzero((clients.case_at < today.day + 1) & ~clients.restricted)
    order = np.lexsort((clients.key[waiting], clients.case_at[waiting]))
    read = waiting[order[:capacity]]
    seeing = today.world.overseeing
    brought = choose.weight(clients.reporters[read], clients.stopped[read] + linked[read], seeing)
    broke = np.isin(read, jobs.client[jobs.true_violation != Kind.NONE])
    sight = choose.sight(clients.true_ring[read] >= 0, broke)
    luck = today.draws.uniform(Purpose.CASE, today.day, clients.key[read])
    guilty = read[choose.condemns(clients.filed[read] + brought, sight, luck, seeing)]
    np.add.at(clients.upheld, guilty, 1)
    log.add(StaffWorked(today.day, Duty.ENFORCEMENT, len(read) * seeing.case_minutes / 60))
    return read, guilty


def _restrict(
    clients: Clients, jobs: Jobs, threads: Threads, log: Log, *, rows: I64, ground: I64, today: Today
) -> None:
    when = today.day + 1.0  # at midnight, after all that the accounts did today
    clients.restricted[rows] = True
    log.add(Restricted(when, rows, clients.true_type[rows], ground))
    live = jobs.live()
    theirs = live[clients.restricted[jobs.client[live]]]
    waiting = jobs.state[theirs] == JobState.WAITING
    jobs.state[theirs[waiting]] = JobState.SUSPENDED
    shown = theirs[~waiting]
    jobs.state[shown] = JobState.REMOVED
    hours = (when - jobs.published[shown]) * 24
    log.add(TakenDown(when, jobs.client[shown], shown, jobs.true_tactic[shown], jobs.views[shown] == 0, hours))
    open_ = np.flatnonzero(threads.state == ThreadState.OPEN)
    over = open_[clients.restricted[threads.client[open_]]]
    threads.state[over] = ThreadState.DROPPED
    threads.true_lure_at[over] = np.inf


def _reports(
    clients: Clients, reported: PairSet, log: Log, *, workers: Workers, jobs: Jobs, threads: Threads, today: Today
) -> None:
    """Some clients that mean no harm are reported too: those who break a rule, or by a misunderstanding, a grudge."""
    met = (threads.opened >= today.day) & (threads.opened < today.day + 1)
    rows = np.flatnonzero(met & (jobs.true_tactic[threads.job] == Kind.NONE))
    luring, worker, text = today.world.luring, threads.worker[rows], jobs.text[threads.job[rows]]
    sees = recognises(workers.true_caution[worker], today.lexicon.betrays[text], luring)
    seen = luring.reports * 2 * workers.true_reports[worker] * sees
    lawful = jobs.true_violation[threads.job[rows]] == Kind.NONE
    chance = np.where(lawful, luring.false_reports, seen)
    rows = rows[today.draws.uniform(Purpose.MISTAKEN_REPORT, threads.key[rows]) < chance]
    report(
        clients,
        reported,
        log,
        worker=threads.worker[rows],
        client=threads.client[rows],
        job=threads.job[rows],
        time=np.maximum(threads.opened[rows], today.day + EVENING),
        tactic=np.full(len(rows), int(Kind.NONE)),
    )
