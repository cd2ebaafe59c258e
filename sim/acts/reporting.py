"""Reporting: users point the office at a posting ("report this job"), or at an account (a violation report; R-03)."""

import numpy as np

from sim.arrays import tally
from sim.state.batch import picked
from sim.state.codes import Report
from sim.state.events import Reported
from sim.state.handover import Reports
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.trade import Jobs, PairSet


def report_jobs(jobs: Jobs, job_reports: PairSet, ledger: Ledger, log: Log, *, reports: Reports) -> None:
    """Put (n,) reports of postings on file; a second one by the same user on the same posting does not count."""
    reports = picked(reports, job_reports.unmet(reports.worker, reports.job))
    job_reports.add(reports.worker, reports.job)
    tally(jobs.reporters, reports.job)
    np.maximum.at(jobs.reported_at, reports.job, reports.time)
    ledger.note(reports.job, reports.text, Report.JOB)
    _tell(log, reports, Report.JOB)


def report_accounts(clients: Clients, reported: PairSet, ledger: Ledger, log: Log, *, reports: Reports) -> None:
    """Put (n,) violation reports on file, and the texts that some point at."""
    reports = report_conduct(clients, reported, log, reports=reports)
    written = picked(reports, reports.text >= 0)
    ledger.note(written.client, written.text, Report.VIOLATION)


def report_conduct(clients: Clients, reported: PairSet, log: Log, *, reports: Reports) -> Reports:
    """Put (n,) violation reports on file → those that count: not a second one by the same user on the same account."""
    reports = picked(reports, reported.unmet(reports.worker, reports.client))
    reported.add(reports.worker, reports.client)
    tally(clients.reporters, reports.client)
    _tell(log, reports, Report.VIOLATION)
    return reports


def _tell(log: Log, reports: Reports, form: Report) -> None:
    log.add(Reported(reports.time, reports.worker, reports.client, reports.job, reports.tactic, form))
