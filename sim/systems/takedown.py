"""Takedown: case readers look at reported postings, and those that they take for violations leave the list (R-03)."""

import numpy as np

from policies.records import Kind
from sim.acts.removing import break_off, take_down
from sim.acts.telling import tell
from sim.acts.trusting import lose
from sim.arrays import F64, I64, Bool, among, tally
from sim.choices import reviewing
from sim.choices.overseeing import NIGHT
from sim.state.codes import Duty, JobState, Report
from sim.state.desk import Desk
from sim.state.events import StaffWorked
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, Threads
from sim.today import Today


def takedown(
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    ledger: Ledger,
    case_readers: Desk,
    log: Log,
    *,
    quotes: F64,
    today: Today,
) -> I64:
    """Read the reported postings whose turn comes today, and take down those taken for violations → their rows.

    quotes: (categories, 3) yen, NaN without a quote
    """
    _forget(jobs, ledger, today=today)
    _open(jobs, case_readers, today=today)
    read, guilty = _read(jobs, log, case_readers=case_readers, quotes=quotes, today=today)
    removed, cleared = read[guilty], read[~guilty]
    jobs.read_at[read] = np.inf
    jobs.reporters[cleared] = 0
    _remove(clients, jobs, threads, log, rows=removed, today=today)
    ledger.close(removed, Report.JOB, right=True)
    ledger.close(cleared, Report.JOB, right=False)
    return removed


def _forget(jobs: Jobs, ledger: Ledger, *, today: Today) -> None:
    """Take off the desk what is no longer on show: nobody reads it, and nobody says whether its reports were right."""
    waiting = np.flatnonzero(jobs.read_at < np.inf)
    gone = waiting[jobs.state[waiting] != JobState.OPEN]
    jobs.read_at[gone] = np.inf
    ledger.close(gone, Report.JOB, right=False)


def _open(jobs: Jobs, case_readers: Desk, *, today: Today) -> None:
    """Lay postings that enough users have reported on the desk, and say when each will have been read."""
    people = today.platform.enforcement.case_readers
    shown = jobs.on_show()
    rows = shown[(jobs.reporters[shown] > 0) & (jobs.read_at[shown] == np.inf)]
    if people == 0 or len(rows) == 0:
        return
    rows = rows[today.platform.enforcement.reviews_jobs(jobs.reporters[rows])]
    moments = np.maximum(jobs.reported_at[rows], today.day)
    minutes = np.full(len(rows), today.world.overseeing.job_minutes)
    jobs.read_at[rows] = case_readers.serve(today.day, moments, people, minutes, NIGHT)


def _read(jobs: Jobs, log: Log, *, case_readers: Desk, quotes: F64, today: Today) -> tuple[I64, Bool]:
    """Read the postings whose turn comes today, with the eye of reviewers → (n,) job rows, (n,) is it a violation?"""
    numbers, people = today.world.reviewing, today.platform.enforcement.case_readers
    read = np.flatnonzero((jobs.read_at < today.day + 1) & (people > 0))
    if len(read) == 0:
        return read, np.zeros(0, np.bool_)
    quote = quotes[jobs.category[read], jobs.format[read]] * jobs.size[read]
    fine = today.world.search.too_good_from
    plain = reviewing.plain(today.lexicon.betrays[jobs.text[read]], jobs.fee[read], quote, fine, numbers)
    attention = reviewing.attention(case_readers.load(people, NIGHT), numbers)
    luck = today.draws.uniform(Purpose.JOB_CASE, today.day, jobs.key[read])
    log.add(StaffWorked(today.day, Duty.ENFORCEMENT, len(read) * today.world.overseeing.job_minutes / 60))
    return read, reviewing.finds(plain, numbers.recall, numbers.false_alarm, luck, attention)


def _remove(clients: Clients, jobs: Jobs, threads: Threads, log: Log, *, rows: I64, today: Today) -> None:
    """Take these job rows down at midnight, after all that happened about them today, and tell their clients."""
    client = jobs.client[rows]
    take_down(jobs, log, rows=rows, when=today.day + 1.0)
    break_off(threads, among(threads.job, rows, len(jobs)))
    tally(clients.upheld, client)
    tally(clients.stopped, client)
    tell(clients, client)
    lawful = jobs.true_violation[rows] == Kind.NONE
    lose(clients, client[lawful], today.world.learning.trust_lost_stopped)
