"""Hiring: clients choose on noisy signals of fit (sharper after talking), price and record; contracts start."""

import numpy as np

from policies.records import Format
from sim.behaviour import choices
from sim.behaviour.tactics import Pace
from sim.state.draws import Purpose, key
from sim.state.log import Event, Log, Talk
from sim.state.people import Clients, Workers
from sim.state.table import F64, I64, U64, Bool
from sim.state.trade import Contracts, ContractState, Jobs, JobState, Threads, ThreadState
from sim.today import Today

LOOKS_AGAIN = 2.0  # days until a client who found nobody looks again
HOUR = 0.9  # of the day, when clients choose


def hiring(
    workers: Workers, clients: Clients, jobs: Jobs, threads: Threads, contracts: Contracts, log: Log, *, today: Today
) -> None:
    """Every client whose moment has come looks at its applications and takes the best one, if any will do."""
    day = today.day
    due = (jobs.state == JobState.OPEN) & (jobs.decides < day + HOUR) & (jobs.format != Format.TASK)
    due &= (jobs.true_what == 0) | (jobs.true_pace == Pace.AFTER_CONTRACT)
    thread = np.flatnonzero(threads.state == ThreadState.OPEN)
    thread = thread[due[threads.job[thread]]]
    worker, job = threads.worker[thread], threads.job[thread]
    willing = (
        (workers.running[worker] < today.world.hiring.capacity)
        & ~workers.left[worker]
        & (threads.opened[thread] < day + HOUR)
        & (today.draws.uniform(Purpose.ACCEPT_OFFER, threads.key[thread]) < today.world.hiring.accept)
    )
    thread, worker, job = thread[willing], worker[willing], job[willing]
    signal = choices.signal(
        threads.true_fit[thread],
        threads.paper[thread],
        threads.talk[thread] != Talk.TEXT,
        today.draws.normal(Purpose.HEARD_FIT, threads.key[thread]),
        threads.bid[thread] / jobs.fee[job],
        workers.experience[worker],
        today.world.talking,
        today.world.hiring,
    )
    fine = signal >= today.world.hiring.wanted
    thread, worker, job, signal = thread[fine], worker[fine], job[fine], signal[fine]

    order = np.lexsort((-signal, job))
    best = order[np.flatnonzero(np.r_[True, np.diff(job[order]) != 0])] if len(order) else order
    best = best[_one_job_a_day(worker[best], signal[best])]
    jobs.decides[due] = day + LOOKS_AGAIN
    _agree(workers, clients, jobs, threads, contracts, log, thread[best], today)


def _one_job_a_day(worker: I64, signal: F64) -> I64:
    """Of several offers to one worker on a day, the one that fits best: indices into the batch."""
    order = np.lexsort((-signal, worker))
    return order[np.r_[True, np.diff(worker[order]) != 0]] if len(order) else order


def _agree(
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    contracts: Contracts,
    log: Log,
    thread: I64,
    today: Today,
) -> None:
    """The pairs of these threads deal: outside if they can and like to, else by contract."""
    worker, job = threads.worker[thread], threads.job[thread]
    client = jobs.client[job]
    when = today.day + HOUR
    direct = (
        threads.swapped[thread]
        & (jobs.true_what[job] == 0)
        & choices.goes_direct(
            clients.true_direct[client],
            False,
            today.platform.fee_schedule.net_entry,
            today.draws.uniform(Purpose.DIRECT_FIRST, threads.key[thread]),
            today.world.talking,
        )
    )
    threads.state[thread] = np.where(direct, ThreadState.DIRECT, ThreadState.HIRED)
    jobs.state[job] = np.where(direct, JobState.CLOSED, JobState.FILLED)
    log.add(
        Event.DIRECT,
        when,
        worker=worker[direct],
        client=client[direct],
        job=job[direct],
        value=threads.bid[thread[direct]],
    )
    jobs.taken[job[~direct]] += 1
    hired = thread[~direct]
    start(
        workers,
        contracts,
        log,
        job[~direct],
        client[~direct],
        worker[~direct],
        jobs.format[job[~direct]],
        threads.bid[hired],
        threads.true_fit[hired],
        threads.swapped[hired],
        when,
        nth=0,
        keys=threads.key[hired],
        what=jobs.true_what[job[~direct]],
        today=today,
    )


def start(
    workers: Workers,
    contracts: Contracts,
    log: Log,
    job: I64,
    client: I64,
    worker: I64,
    format: I64,
    amount: F64,
    fit: F64,
    swapped: Bool,
    when: float | F64,
    *,
    nth: int | I64,
    keys: U64,
    what: I64,
    today: Today,
) -> None:
    """Sign (n,) contracts: the client pays into escrow. nth: 0 for a job's hire, 1… for repeat business of the pair."""
    amount = np.maximum(1.0, np.round(amount))
    days = today.world.working.days * (0.3 + 0.7 * today.draws.exponential(Purpose.WORK_DAYS, keys))
    contracts.add(
        key=keys,
        worker=worker,
        client=client,
        job=job,
        nth=nth,
        format=format,
        amount=amount,
        started=when,
        due=when + days,
        true_fit=fit,
        swapped=swapped,
        silent_since=np.inf,
        next_at=np.inf,
        state=ContractState.RUNNING,
    )
    np.add.at(workers.running, worker, 1)
    shown = np.where(np.asarray(nth) == 0, job, -1)  # repeat business belongs to no posting
    log.add(Event.HIRED, when, worker=worker, client=client, job=shown, what=what, how=format, value=amount)
    log.add(Event.ESCROWED, when, worker=worker, client=client, job=shown, value=amount)


def close_stale(jobs: Jobs, threads: Threads, *, today: Today) -> I64:
    """Close jobs whose time is up and return their rows; threads of jobs that are no longer open are declined."""
    stale = np.flatnonzero((jobs.state == JobState.OPEN) & (jobs.closes < today.day + 1))
    jobs.state[stale] = JobState.CLOSED
    waiting = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.true_lure_at == np.inf))
    over = ~np.isin(jobs.state[threads.job[waiting]], (JobState.OPEN, JobState.WAITING))
    threads.state[waiting[over]] = ThreadState.DECLINED
    return stale


def pair_keys(keys: U64, nth: int | U64) -> U64:
    """Keys of a pair's n-th contract."""
    return key(keys, nth)
