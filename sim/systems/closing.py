"""Closing: postings whose time is up disappear, conversations about them end, and their clients mend their fees."""

import numpy as np

from policies.records import Kind
from sim.arrays import I64
from sim.state.codes import JobState, ThreadState
from sim.state.people import Clients
from sim.state.trade import Jobs, Threads
from sim.today import Today


def closing(jobs: Jobs, threads: Threads, clients: Clients, *, today: Today) -> None:
    """Close jobs whose time is up; threads of jobs that are no longer open are declined."""
    shown = jobs.on_show()
    stale = shown[jobs.closes[shown] < today.day + 1]
    jobs.state[stale] = JobState.CLOSED
    waiting = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.true_lure_at == np.inf))
    over = jobs.state[threads.job[waiting]] > JobState.OPEN
    threads.state[waiting[over]] = ThreadState.DECLINED
    _mend_fees(clients, stale, jobs=jobs, today=today)


def _mend_fees(clients: Clients, stale: I64, *, jobs: Jobs, today: Today) -> None:
    """Clients whose job closed without a hire raise the next fee: after silence, and as the survey says (Y-07)."""
    posting = today.world.posting
    unfair = today.platform.fee_survey.shown(jobs.fair[stale], jobs.unfair[stale])
    told = np.where(np.isnan(unfair), 0.0, unfair)
    factor = (1 + posting.silence_raise * (jobs.applied[stale] == 0)) * (1 + posting.survey_pull * told)
    honest = jobs.true_tactic[stale] == Kind.NONE
    client = jobs.client[stale][honest]
    np.multiply.at(clients.raised, client, factor[honest].astype(np.float32))
    clients.raised[client] = np.minimum(clients.raised[client], posting.raised_most)
