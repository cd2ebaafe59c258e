"""Hiring: clients choose on noisy signals of fit (sharper after talking), price and record; contracts start."""

import numpy as np

from policies.records import Format
from sim.arrays import F64, I64
from sim.choices.hiring import signal
from sim.choices.talking import goes_direct
from sim.rings.tactics import Pace
from sim.state.draws import Purpose
from sim.state.log import Event, Log, Talk
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, Jobs, JobState, Threads, ThreadState
from sim.systems.contracting import Deals, sign
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
    promise = signal(
        threads.true_fit[thread],
        threads.paper[thread],
        threads.talk[thread] != Talk.TEXT,
        today.draws.normal(Purpose.HEARD_FIT, threads.key[thread]),
        threads.bid[thread] / jobs.fee[job],
        workers.experience[worker],
        today.world.talking,
        today.world.hiring,
    )
    fine = promise >= today.world.hiring.wanted
    thread, worker, job, promise = thread[fine], worker[fine], job[fine], promise[fine]

    order = np.lexsort((-promise, job))
    best = order[np.flatnonzero(np.r_[True, np.diff(job[order]) != 0])] if len(order) else order
    best = best[_one_job_a_day(worker[best], promise[best])]
    jobs.decides[due] = day + LOOKS_AGAIN
    _agree(workers, clients, jobs, threads, contracts, log, thread[best], today)


def _one_job_a_day(worker: I64, promise: F64) -> I64:
    """Of several offers to one worker on a day, the one that fits best: indices into the batch."""
    order = np.lexsort((-promise, worker))
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
        & goes_direct(
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
    hired, job = thread[~direct], job[~direct]
    deals = Deals(
        key=threads.key[hired],
        worker=worker[~direct],
        client=client[~direct],
        job=job,
        nth=np.zeros(len(job), np.int64),
        what=jobs.true_what[job],
        format=jobs.format[job],
        amount=threads.bid[hired],
        fit=threads.true_fit[hired],
        swapped=threads.swapped[hired],
        when=np.full(len(job), when),
    )
    sign(workers, clients, contracts, log, deals, today=today)


def close_stale(jobs: Jobs, threads: Threads, *, today: Today) -> I64:
    """Close jobs whose time is up and return their rows; threads of jobs that are no longer open are declined."""
    stale = np.flatnonzero((jobs.state == JobState.OPEN) & (jobs.closes < today.day + 1))
    jobs.state[stale] = JobState.CLOSED
    waiting = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.true_lure_at == np.inf))
    over = ~jobs.live()[threads.job[waiting]]
    threads.state[waiting[over]] = ThreadState.DECLINED
    return stale
