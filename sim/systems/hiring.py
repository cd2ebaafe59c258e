"""Hiring: clients choose on noisy signals of fit (sharper after talking), price and record; contracts start."""

import numpy as np

from policies.records import Format, Kind
from sim.acts.dealing import deal_outside
from sim.acts.signing import sign
from sim.arrays import F64, I64, among
from sim.choices import hiring as choose
from sim.rings.tactics import Pace
from sim.state.codes import JobState, Talk, ThreadState
from sim.state.handover import Deals
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Contracts, Jobs, Threads
from sim.today import Today

HOUR = 0.9  # of the day, when clients choose


def hiring(
    workers: Workers,
    jobs: Jobs,
    threads: Threads,
    contracts: Contracts,
    affairs: Affairs,
    log: Log,
    *,
    clients: Clients,
    today: Today,
) -> None:
    """Every client whose moment has come looks at its applications and takes the best one, if any will do."""
    moment, numbers = today.day + HOUR, today.world.hiring
    shown = jobs.on_show()
    hires = (jobs.true_tactic[shown] == Kind.NONE) | (jobs.true_pace[shown] == Pace.AFTER_CONTRACT)
    hires &= jobs.format[shown] != Format.TASK
    due = shown[hires & (jobs.decides[shown] < moment)]
    thread = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.opened < moment))
    thread = thread[among(threads.job[thread], due, len(jobs))]
    worker = threads.worker[thread]
    willing = today.draws.uniform(Purpose.ACCEPT_OFFER, threads.key[thread]) < numbers.accepts_offer
    thread = thread[willing & (workers.running[worker] < numbers.contracts_at_once) & ~workers.left[worker]]
    promise = _promise(thread=thread, workers=workers, jobs=jobs, threads=threads, today=today)
    thread, promise = thread[promise >= numbers.least_fit], promise[promise >= numbers.least_fit]

    best = _best(threads.job[thread], promise)
    best = best[_best(threads.worker[thread[best]], promise[best])]  # of several offers a day, a worker takes one
    jobs.decides[due] = today.day + numbers.next_look_days
    _agree(workers, jobs, threads, contracts, affairs, log, thread=thread[best], clients=clients, today=today)


def _promise(*, thread: I64, workers: Workers, jobs: Jobs, threads: Threads, today: Today) -> F64:
    """(n,) what clients make of these applicants."""
    return choose.signal(
        threads.true_fit[thread],
        threads.polish[thread],
        threads.talk[thread] != Talk.TEXT,
        today.draws.normal(Purpose.HEARD_FIT, threads.key[thread]),
        threads.bid[thread] / jobs.fee[threads.job[thread]],
        workers.experience[threads.worker[thread]],
        today.world.talking,
        today.world.hiring,
    )


def _best(group: I64, promise: F64) -> I64:
    """Places in the batch of the most promising of each group, by group."""
    order = np.lexsort((-promise, group))
    return order[np.flatnonzero(np.diff(group[order], prepend=-1))]


def _agree(
    workers: Workers,
    jobs: Jobs,
    threads: Threads,
    contracts: Contracts,
    affairs: Affairs,
    log: Log,
    *,
    thread: I64,
    clients: Clients,
    today: Today,
) -> None:
    """The pairs of these threads deal: outside if they have agreed to or one was pressed to, else by contract."""
    worker, job = threads.worker[thread], threads.job[thread]
    client, when = jobs.client[job], today.day + HOUR
    coerced = threads.coerced[thread]
    direct = threads.agreed[thread] | coerced
    threads.state[thread] = np.where(direct, ThreadState.DIRECT, ThreadState.HIRED)
    jobs.state[job] = np.where(direct, JobState.DIRECT, JobState.FILLED)
    jobs.taken[job[~direct]] += 1
    out = thread[direct]
    deal_outside(
        affairs,
        log,
        keys=threads.key[out],
        worker=worker[direct],
        client=client[direct],
        job=job[direct],
        amount=threads.bid[out],
        coerced=coerced[direct],
        when=np.full(len(out), when),
        clients=clients,
        today=today,
    )
    hired, job = thread[~direct], job[~direct]
    deals = Deals(
        key=threads.key[hired],
        worker=worker[~direct],
        client=client[~direct],
        job=job,
        nth=np.zeros(len(job), np.int64),
        tactic=jobs.true_tactic[job],
        format=jobs.format[job],
        amount=threads.bid[hired],
        fit=threads.true_fit[hired],
        swapped=threads.swapped[hired],
        when=np.full(len(job), when),
    )
    sign(workers, contracts, log, deals=deals, clients=clients, today=today)
