"""Answering: what came of today's postings and applications moves trust on both sides, and who is fed up leaves."""

import numpy as np

from policies.records import Format
from sim.acts.trusting import lose, win
from sim.arrays import I64, Bool
from sim.choices import learning as choose
from sim.state.codes import JobState, Reason, ThreadState
from sim.state.events import ClientLeft, WorkerLeft
from sim.state.handover import Storefront
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, Threads
from sim.today import Today

LEAVE_DAYS = 7  # between two days on which people think of leaving


def answering(
    workers: Workers, clients: Clients, log: Log, *, front: Storefront, jobs: Jobs, threads: Threads, today: Today
) -> None:
    """Move the trust of those who searched or posted. front: what was on show today."""
    _searched_in_vain(workers, jobs=jobs, threads=threads, today=today)
    _posted(clients, shown=front.job, jobs=jobs, today=today)
    if today.every(LEAVE_DAYS):
        _leave(workers, clients, log, today=today)


def _searched_in_vain(workers: Workers, *, jobs: Jobs, threads: Threads, today: Today) -> None:
    """Conversations that ended today without work, or never will lead to any. Those about a task follow work done."""
    unhired = (threads.state == ThreadState.DECLINED) | (threads.state == ThreadState.DROPPED)
    vain = unhired & (threads.opened < today.day + 1) & (jobs.format[threads.job] != Format.TASK)
    lose(workers, threads.worker[vain], today.world.learning.trust_lost_rejected)


def _posted(clients: Clients, *, shown: I64, jobs: Jobs, today: Today) -> None:
    """Let postings that closed tell on their clients' trust: what was filled gives some, what stayed empty takes some.

    A task's seats count by share. A client who never came back to choose, or dealt with somebody outside, felt neither.
    """
    learning = today.world.learning
    late = (jobs.state[shown] == JobState.CLOSED) & (jobs.closes[shown] < today.day + 1)
    sought = (jobs.decides[shown] < np.inf) | (jobs.format[shown] == Format.TASK)
    filled = shown[(jobs.state[shown] == JobState.FILLED) | late & sought]
    share, client = jobs.taken[filled] / jobs.seats[filled], jobs.client[filled]
    lose(clients, client, learning.trust_lost_unfilled, 1 - share)
    win(clients, client, learning.trust_gain, share)


def _leave(workers: Workers, clients: Clients, log: Log, *, today: Today) -> None:
    """Let some of those who are fed up leave for good."""
    gone = _quits(workers, workers.left | (workers.running > 0), today)
    log.add(WorkerLeft(today.day + 1, gone, np.where(workers.harmed[gone] > 0, Reason.HARM, Reason.FED_UP)))
    gone = _quits(clients, clients.left | clients.restricted | (clients.true_ring >= 0), today)
    reason = np.where(clients.stopped[gone] > 0, Reason.WRONGED, Reason.FED_UP)
    log.add(ClientLeft(today.day + 1, gone, clients.true_type[gone], reason))


def _quits(people: Workers | Clients, passed: Bool, today: Today) -> I64:
    """Rows of those who leave, who are not passed over."""
    rows = np.flatnonzero(~passed)
    u = today.draws.uniform(Purpose.QUIT, today.day, people.key[rows])
    gone = rows[choose.quits(people.true_trust[rows], u, today.world.learning)]
    people.left[gone] = True
    return gone
