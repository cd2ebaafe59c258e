"""Flagging: users report postings in which an ordinary client breaks a rule, and some report by mistake (R-03)."""

import numpy as np

from policies.records import Kind
from sim.acts.reporting import report_accounts, report_jobs
from sim.arrays import F64, I64
from sim.choices.luring import recognises, tells
from sim.state.batch import joined, picked
from sim.state.handover import Meetings, Reports
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, PairSet, Threads
from sim.today import Today

EVENING = 0.9  # of the day, the earliest at which mistaken reports are filed
OF_JOBS = 0.5  # of mistaken reports, the share that points at the posting: assumed


def flagging(
    clients: Clients,
    jobs: Jobs,
    reported: PairSet,
    job_reports: PairSet,
    ledger: Ledger,
    log: Log,
    *,
    read: Meetings,
    threads: Threads,
    workers: Workers,
    today: Today,
) -> None:
    """Reports on who posts no scheme: by readers of a page, and by those who began to talk with its client today.

    Accounts of rings that groom their record are among these.
    """
    new = np.flatnonzero((threads.opened >= today.day) & (threads.opened < today.day + 1))
    new = new[jobs.true_tactic[threads.job[new]] == Kind.NONE]
    lawful = jobs.true_violation[threads.job[new]] == Kind.NONE
    seen = _seen(read=read, threads=threads, met=new[~lawful], jobs=jobs, workers=workers, today=today)
    of_job, of_account = _mistaken(threads=threads, met=new[lawful], jobs=jobs, today=today)
    report_jobs(jobs, job_reports, ledger, log, reports=joined(seen, of_job))
    report_accounts(clients, reported, ledger, log, reports=of_account)


def _seen(*, read: Meetings, threads: Threads, met: I64, jobs: Jobs, workers: Workers, today: Today) -> Reports:
    """Reports of postings that break a rule, by those who see that. met: rows of threads about such postings.

    The luck is that of a worker and a posting, so that who reads a page and answers it decides once.
    """
    pages = picked(read, jobs.true_tactic[read.job] == Kind.NONE)
    worker, job = np.append(pages.worker, threads.worker[met]), np.append(pages.job, threads.job[met])
    luring = today.world.luring
    sees = recognises(workers.true_caution[worker], today.lexicon.betrays[jobs.text[job]], luring)
    luck = today.draws.uniform(Purpose.JOB_REPORT, workers.key[worker], jobs.key[job])
    does = luck < sees * tells(luring.reports_slips, workers.true_reports[worker])
    return _reports(worker[does], job[does], np.append(pages.time, threads.opened[met])[does], jobs=jobs)


def _mistaken(*, threads: Threads, met: I64, jobs: Jobs, today: Today) -> tuple[Reports, Reports]:
    """Reports of lawful postings, and of their clients, by misunderstanding or grudge. met: thread rows."""
    share = today.world.luring.false_reports
    luck = today.draws.uniform(Purpose.MISTAKEN_REPORT, threads.key[met])
    rows = met[luck < share]
    time = np.maximum(threads.opened[rows], today.day + EVENING)
    filed = _reports(threads.worker[rows], threads.job[rows], time, jobs=jobs)
    of_job = luck[luck < share] < OF_JOBS * share
    return picked(filed, of_job), picked(filed, ~of_job)


def _reports(worker: I64, job: I64, time: F64, *, jobs: Jobs) -> Reports:
    """Reports by (n,) workers about postings that are no scheme."""
    return Reports(worker, jobs.client[job], job, time, jobs.true_tactic[job], jobs.text[job])
