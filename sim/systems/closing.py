"""Closing: postings whose time is up disappear, conversations about them end, and clients mend their fees."""

import numpy as np

from policies.records import Format
from sim.arrays import F64, I64
from sim.choices.posting import payable
from sim.state.codes import JobState, ThreadState
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, Threads
from sim.today import Today


def closing(jobs: Jobs, threads: Threads, clients: Clients, *, listed: I64, today: Today) -> None:
    """Close jobs whose time is up; threads of jobs that are no longer open are declined; fees are mended.

    listed: rows of the jobs that were on show today
    """
    shown = jobs.on_show()
    over = jobs.closes[shown] < today.day + 1
    stale = shown[over]
    jobs.state[stale] = JobState.CLOSED
    waiting = np.flatnonzero((threads.state == ThreadState.OPEN) & (threads.true_lure_at == np.inf))
    gone = jobs.state[threads.job[waiting]] > JobState.OPEN
    threads.state[waiting[gone]] = ThreadState.DECLINED
    _mend_running(jobs, clients, shown=shown[~over], today=today)
    silence = 1 + today.world.posting.unanswered_raise * (jobs.applied[stale] == 0)
    answers = np.where(jobs.mended[stale], 1.0, _survey_factor(stale, jobs=jobs, today=today))
    _raise(
        clients,
        rows=stale,
        factor=silence * answers * _crowd_factor(stale, jobs=jobs, today=today),
        jobs=jobs,
        today=today,
    )
    filled = listed[(jobs.state[listed] == JobState.FILLED) | (jobs.state[listed] == JobState.DIRECT)]
    _raise(clients, rows=filled, factor=_crowd_factor(filled, jobs=jobs, today=today), jobs=jobs, today=today)


def _mend_running(jobs: Jobs, clients: Clients, *, shown: I64, today: Today) -> None:
    """Let some clients, whose survey says that a fee is unfair, raise it while the job is open (Y-07), once."""
    new = shown[~jobs.mended[shown] & (clients.true_ring[jobs.client[shown]] < 0)]
    answers = _survey_factor(new, jobs=jobs, today=today)
    heeds = (answers > 1) & (today.draws.uniform(Purpose.HEEDS, jobs.key[new]) < today.world.posting.raises_running_fee)
    rows, factor = new[heeds], answers[heeds]
    jobs.fee[rows] = payable(jobs.fee[rows] * factor)
    jobs.mended[rows] = True
    _raise(clients, rows=rows, factor=factor, jobs=jobs, today=today)


def _survey_factor(rows: I64, *, jobs: Jobs, today: Today) -> F64:
    """(n,) factor by which the answers that these jobs' clients are shown move a fee, 1 where nothing is shown."""
    unfair = today.platform.fee_survey.shown(jobs.fair[rows], jobs.unfair[rows])
    return 1 + today.world.posting.survey_raise * np.where(np.isnan(unfair), 0.0, unfair)


def _crowd_factor(rows: I64, *, jobs: Jobs, today: Today) -> F64:
    """(n,) factor by which many applications move the next fee of these jobs' clients, 1 for few; a task wants many."""
    numbers = today.world.posting
    crowded = (jobs.applied[rows] >= numbers.crowd) & (jobs.format[rows] != Format.TASK)
    return np.where(crowded, 1 - numbers.crowded_cut, 1.0)


def _raise(clients: Clients, *, rows: I64, factor: F64, jobs: Jobs, today: Today) -> None:
    """The clients of these job rows, but rings, offer more or less by a factor with their next ones."""
    client = jobs.client[rows]
    honest = clients.true_ring[client] < 0
    client = client[honest]
    np.multiply.at(clients.raised, client, factor[honest].astype(np.float32))
    clients.raised[client] = np.minimum(clients.raised[client], today.world.posting.raise_cap)
