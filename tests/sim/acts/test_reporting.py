"""Reporting: users point the office at a posting or at an account; each user counts once with each."""

from typing import Any

import numpy as np
import pytest

from policies.records import Kind
from policies.text import Vocabulary
from sim.acts.reporting import report_accounts, report_jobs
from sim.state.codes import Report
from sim.state.events import Reported
from sim.state.handover import Reports
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients
from sim.state.trade import Jobs, PairSet
from tests.sim import hand

TEXTS = Vocabulary(("abcdef", "uvwxyz", "ghjkmn"))


def batch(worker: list[int], client: list[int], job: list[int] | None = None, text: list[int] | None = None) -> Reports:
    """These users report these accounts, each about a job of its own, at a moment of its own; calls, without texts."""
    n = np.arange(len(worker))
    return Reports(
        worker=np.array(worker),
        client=np.array(client),
        job=10 + n if job is None else np.array(job),
        time=3.25 + n / 8,
        tactic=n - 1,
        text=np.full(len(worker), -1) if text is None else np.array(text),
    )


def reports(
    clients: Clients, reported: PairSet, *, ledger: Ledger | None = None, **columns: Any
) -> list[tuple[Any, ...]]:
    log = Log()
    report_accounts(clients, reported, ledger or Ledger(), log, reports=batch(**columns))
    return hand.rows(hand.told(log), Reported, "time worker client job tactic form")


def job_reports(jobs: Jobs, pairs: PairSet, *, ledger: Ledger | None = None, **columns: Any) -> list[tuple[Any, ...]]:
    log = Log()
    report_jobs(jobs, pairs, ledger or Ledger(), log, reports=batch(**columns))
    return hand.rows(hand.told(log), Reported, "time worker client job tactic form")


def test_a_violation_report_is_put_on_file_with_all_that_it_says() -> None:
    clients = hand.clients(4, reporters=1)
    assert reports(clients, PairSet(), worker=[7, 6], client=[2, 3]) == [
        (3.25, 7, 2, 10, Kind.NONE, Report.VIOLATION),
        (3.375, 6, 3, 11, Kind.MLM, Report.VIOLATION),
    ]
    assert clients.reporters.tolist() == [1, 1, 2, 2]


def test_a_report_of_a_job_is_on_file_with_all_it_says() -> None:
    jobs = hand.jobs(4, reporters=[1, 0, 0, 0], reported_at=[2.5, 3.5, 0.0, 0.0])
    assert job_reports(jobs, PairSet(), worker=[7, 6], client=[2, 3], job=[0, 1], text=[5, 6]) == [
        (3.25, 7, 2, 0, Kind.NONE, Report.JOB),
        (3.375, 6, 3, 1, Kind.MLM, Report.JOB),
    ]
    assert jobs.reporters.tolist() == [2, 1, 0, 0]
    assert jobs.reported_at.tolist() == [3.25, 3.5, 0.0, 0.0]  # the latest


def test_a_second_report_by_one_user_on_one_account_never_counts() -> None:
    clients, reported = hand.clients(4), PairSet()
    result = reports(clients, reported, worker=[7, 6, 7, 7], client=[2, 2, 2, 3])
    assert [(worker, job) for _, worker, _, job, *_ in result] == [(7, 10), (6, 11), (7, 13)]
    assert clients.reporters.tolist() == [0, 0, 2, 1]
    later = reports(clients, reported, worker=[7, 2, 5], client=[2, 3, 2])
    assert [(worker, client, job) for _, worker, client, job, *_ in later] == [(2, 3, 11), (5, 2, 12)]
    assert clients.reporters.tolist() == [0, 0, 3, 2]


def test_the_same_user_reports_a_posting_once() -> None:
    jobs, pairs = hand.jobs(4), PairSet()
    result = job_reports(jobs, pairs, worker=[7, 7, 7, 6], client=[2, 2, 2, 2], job=[0, 1, 0, 0], text=[0, 1, 0, 0])
    assert [(worker, job) for _, worker, _, job, *_ in result] == [(7, 0), (7, 1), (6, 0)]
    assert job_reports(jobs, pairs, worker=[7], client=[2], job=[1], text=[1]) == []
    assert jobs.reporters.tolist() == [2, 1, 0, 0]


def test_who_reported_what_is_remembered_user_first() -> None:
    reported, pairs = PairSet(), PairSet()
    reports(hand.clients(4), reported, worker=[3], client=[2])
    job_reports(hand.jobs(4), pairs, worker=[3], client=[0], job=[2], text=[1])
    for each in (reported, pairs):
        assert each.unmet(np.array([3, 2]), np.array([2, 3])).tolist() == [False, True]


def upheld(ledger: Ledger, form: Report, *about: int) -> dict[str, int]:
    """How many reports on these accounts or postings, once they have been upheld, hold each piece of text."""
    ledger.close(np.array(about), form, right=True)
    return hand.counted(ledger, TEXTS)


def test_the_text_that_is_pointed_at_is_noted_with_its_account() -> None:
    ledger = Ledger()
    reports(hand.clients(4), PairSet(), worker=[7, 6, 5], client=[2, 3, 2], text=[0, 1, 2], ledger=ledger)
    assert upheld(ledger, Report.VIOLATION, 2) == {"abcdef": 1, "ghjkmn": 1}


def test_the_text_of_a_posting_is_noted_with_the_posting() -> None:
    ledger, jobs = Ledger(), hand.jobs(4)
    job_reports(jobs, PairSet(), worker=[7, 6], client=[2, 2], job=[0, 3], text=[0, 1], ledger=ledger)
    assert upheld(ledger, Report.VIOLATION, 0, 2, 3) == {}
    assert upheld(ledger, Report.JOB, 3) == {"uvwxyz": 1}


def test_a_report_on_a_call_points_at_no_text() -> None:
    ledger = Ledger()
    reports(hand.clients(4), PairSet(), worker=[7, 6], client=[2, 2], text=[-1, 1], ledger=ledger)
    assert upheld(ledger, Report.VIOLATION, 2) == {"uvwxyz": 1}
    assert ledger.upheld == 1


@pytest.mark.parametrize("form", Report)
def test_a_report_that_does_not_count_points_at_no_text(form: Report) -> None:
    ledger, pairs = Ledger(), PairSet()
    for text in (0, 1):
        if form == Report.JOB:
            job_reports(hand.jobs(4), pairs, worker=[7], client=[2], job=[2], text=[text], ledger=ledger)
        else:
            reports(hand.clients(4), pairs, worker=[7], client=[2], text=[text], ledger=ledger)
    assert upheld(ledger, form, 2) == {"abcdef": 1}
