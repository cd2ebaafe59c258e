"""Volumes of a market, of logs that can be worked out by hand."""

import math

import numpy as np
import pytest

from experiments.measures import volumes
from experiments.measures.periods import Periods
from policies.records import Action, Format, Kind
from sim.state.codes import ClientType, Duty
from sim.state.events import (
    Applied,
    ClientJoined,
    ClientReturned,
    Completed,
    DealtDirect,
    DormantCounted,
    Event,
    Hired,
    OnDuty,
    Posted,
    Published,
    Reported,
    Screened,
    Session,
    StaffWorked,
    Viewed,
    WorkerJoined,
    WorkerLeft,
    WorkerReturned,
)
from tests.experiments.measures.logs import SESSIONS, at, periods_of, post

NONE, RING = Kind.NONE, Kind.MLM


def year_of(*batches: Event) -> Periods:
    """A run of 400 days, whose last year begins with day 35."""
    return periods_of(*batches, days=400)


def test_people_are_counted_at_the_end_of_a_month() -> None:
    log = periods_of(
        at(WorkerJoined, [-1, -1, 30, 59.9, 60, 119], worker=np.arange(6)),
        at(WorkerLeft, [29, 89.9, 89.9], worker=[0, 1, 4]),
        *SESSIONS,
    )
    assert volumes.registered_workers(log) == pytest.approx((3 + 2 + 3) / 3)  # on days 60, 90 and 120
    assert volumes.new_workers(log) == pytest.approx((2 + 1 + 1) / 3)
    assert volumes.workers_with_a_session(log) == pytest.approx((4 + 2 + 5) / 3)
    assert volumes.workers_leaving(log) == pytest.approx(
        (0 / 4 + 1 / 2 + 0 / 5) / 3
    )  # one came less than a month before


def test_dormant_accounts_are_registered_and_who_is_back_is_no_newcomer() -> None:
    log = periods_of(
        at(WorkerJoined, [-1, 31, 32], worker=np.arange(3)),
        at(WorkerReturned, 32, worker=2),
        at(ClientJoined, [31, 32], client=[0, 1], type=ClientType.HONEST),
        at(ClientReturned, 32, client=1),
        at(DormantCounted, [-1, 59, 60], workers=[10, 20, 30], clients=7),
    )
    assert volumes.registered_workers(log) == pytest.approx((3 + 20 + 3 + 30 + 3 + 30) / 3)
    assert volumes.new_workers(log) == pytest.approx(1 / 3)
    assert volumes.new_honest_clients(log) == pytest.approx(1 / 3)


def test_a_worker_who_leaves_after_a_month_to_the_day_has_settled() -> None:
    log = periods_of(at(WorkerJoined, [0, 0.5], worker=[0, 1]), at(WorkerLeft, 30, worker=[0, 1]), *SESSIONS)
    assert volumes.workers_leaving(log) == pytest.approx(1 / 4 / 3)


def test_accounts_of_rings_are_new_accounts_and_no_new_clients() -> None:
    types = [ClientType.RING, ClientType.HONEST, ClientType.MARKETER, ClientType.RING, ClientType.RING]
    log = periods_of(at(ClientJoined, [29, 30, 60, 60, 119], client=np.arange(5), type=types))
    assert volumes.new_honest_clients(log) == pytest.approx(2 / 3)
    assert volumes.new_accounts_of_rings(log) == pytest.approx(2 / 4)


def test_who_is_paid_in_a_month_counts_once() -> None:
    log = periods_of(at(Completed, [30, 31, 60, 90], worker=[0, 0, 1, 1], amount=[100.0, 200, 300, 300], received=0))
    assert volumes.paid_in_a_month(log) == 1
    assert volumes.yen_a_paid_worker_and_month(log) == pytest.approx(300)


def test_yearly_volumes_are_of_the_last_year_and_undefined_in_shorter_runs() -> None:
    events = (
        at(WorkerJoined, -1, worker=np.arange(8)),
        at(WorkerLeft, 300, worker=7),
        at(Session, [34.9, 35, 399, 399], worker=[0, 1, 2, 1]),
        at(Completed, [34.9, 35, 36, 399], worker=[0, 1, 1, 2], amount=[1e6, 100.0, 200.0, 300.0], received=0),
    )
    log = year_of(*events)
    assert volumes.seen_in_a_year(log) == pytest.approx(2 / 7)
    assert volumes.paid_in_a_year(log) == 2
    assert volumes.yen_a_paid_worker_and_year(log) == pytest.approx(600 / 2)
    assert volumes.yen_of_the_last_quarter(log) == pytest.approx(300 / 300)
    short = volumes.volumes(periods_of(*events, days=394))
    assert {name for name, value in short.items() if math.isnan(value)} >= {each.__name__ for each in volumes.OF_A_YEAR}
    assert volumes.volumes(log)["paid_in_a_year"] == 2
    assert volumes.volumes(periods_of(*events, days=395))["paid_in_a_year"] == 2  # a year at last


def test_a_year_s_last_quarter_is_held_against_its_first() -> None:
    log = year_of(
        at(Completed, [34, 35, 125.9, 126, 308.9, 309, 399], worker=0, received=0, amount=[9.0, 4, 1, 7, 7, 8, 2])
    )
    assert volumes.yen_of_the_last_quarter(log) == pytest.approx(10 / 5)


def test_of_three_clients_who_posted_in_a_year_one_came_back() -> None:
    log = year_of(
        at(ClientJoined, -1, client=np.arange(5), type=[0, 0, 0, ClientType.RING, ClientType.MARKETER]),
        *(post(job, day, client=client) for job, (day, client) in enumerate([(30, 0), (40, 0), (40, 1), (390, 1)])),
        *(post(job, 50, client=client) for job, client in enumerate([2, 3, 3, 4, 4], start=4)),
    )
    assert volumes.clients_posting_again(log) == pytest.approx(1 / 3)


def test_postings_and_those_of_rings() -> None:
    log = periods_of(post(0, 29), post(1, 30), post(2, 60, tactic=Kind.UNPAID_TRIAL), post(3, 119), post(4, 119))
    assert volumes.postings(log) == pytest.approx(4 / 3)
    assert volumes.postings_of_rings(log) == pytest.approx(1 / 4)


def test_writing_jobs_are_those_of_the_first_category_that_somebody_saw() -> None:
    log = periods_of(
        at(Posted, 1, job=[0, 1, 2], category=[0, 1, 0]),
        at(Viewed, [29.9, 30.9, 31.9, 31.9, 31.9], job=[0, 0, 0, 1, 2], rows=9),
    )
    assert volumes.writing_jobs_a_day(log) == pytest.approx(3 / 90)


def test_fees_are_means_of_what_honest_clients_post() -> None:
    forms = [Format.FIXED, Format.FIXED, Format.HOURLY, Format.TASK, Format.FIXED]
    log = periods_of(
        at(
            Posted,
            [40] * 5,
            job=np.arange(5),
            format=forms,
            tactic=[NONE, NONE, NONE, NONE, RING],
            fee=[2, 4, 90, 5, 70],
        )
    )
    assert volumes.fixed_fee(log) == pytest.approx(3)
    assert volumes.pay_of_a_task_seat(log) == pytest.approx(5)


def test_takers_and_applications_are_of_honest_jobs_of_the_cohort() -> None:
    log = periods_of(
        post(0), post(1), post(2, form=Format.TASK), post(3, 100), post(4, tactic=RING), post(5, form=Format.TASK),
        at(Published, [41, 41, 41, 100, 41, 41], job=np.arange(6)),
        at(Hired, 50, worker=np.arange(5), job=[2, 2, 2, 0, 3]),
        at(Applied, [41, 43, 43.1, 45, 45.1, 100, 45, 45], worker=np.arange(8), job=[0, 0, 1, 1, 1, 3, 4, 2]),
    )  # fmt: skip
    assert volumes.takers_of_a_task(log) == pytest.approx(3 / 2)
    assert volumes.applications_a_project(log) == pytest.approx(5 / 2)
    assert volumes.applied_in_48_hours(log) == pytest.approx(2 / 5)
    assert volumes.applied_in_96_hours(log) == pytest.approx(4 / 5)
    assert volumes.hires_an_application(log) == pytest.approx(1 / 5)


def test_money_is_of_a_month() -> None:
    log = periods_of(
        at(WorkerJoined, -1, worker=np.arange(10)),
        at(
            Completed, [29, 30, 31, 60, 119], worker=[0, 1, 1, 2, 3],
            amount=[9e6, 150_000, 60_000, 200_000, 40_000], received=[0, 120_000, 50_000, 170_000, 30_000],
        ),
        at(DealtDirect, [29, 40], worker=0, client=0, amount=[1e6, 50_000.0]),
    )  # fmt: skip
    assert volumes.take_rate(log) == pytest.approx(8 / 45)
    assert volumes.well_paid_workers(log) == pytest.approx(1 / 3 / 10)  # ¥200,000 is not above it
    assert volumes.dealt_direct(log) == pytest.approx(50_000 / 500_000)


def test_the_office_is_on_duty_at_manned_desks_and_busy_elsewhere() -> None:
    log = periods_of(
        at(OnDuty, [29, 40, 100], duty=Duty.SCREENING, hours=[500.0, 700.0, 500.0]),
        at(StaffWorked, [40, 40], duty=[Duty.SCREENING, Duty.ENFORCEMENT], hours=[300.0, 240.0]),
        at(Completed, 40, worker=0, amount=1_440_000 * 3, received=0),
    )
    assert volumes.busy_at_desks(log) == pytest.approx(300 / 1_200)
    assert volumes.people_at_desks(log) == pytest.approx((1_200 + 240) / 3 / 160)
    assert volumes.office_for_fees(log) == pytest.approx((1_440 / 3 * 2_000) / 1_440_000)


def test_postings_that_waited_at_a_desk_were_glanced_at() -> None:
    log = periods_of(at(Published, [29, 30, 40, 50, 119], job=np.arange(5), lag=[3, 0.01, 0, 0, 5]))
    assert volumes.glanced_at_by_a_person(log) == pytest.approx(2 / 4)


def test_reports_are_held_against_postings() -> None:
    log = periods_of(post(0, 29), post(1, 30), post(2, 40), at(Reported, [29, 35, 119], worker=[0, 1, 2], client=0))
    assert volumes.reports_a_posting(log) == pytest.approx(2 / 2)


def test_a_person_reads_what_the_machine_does_not_let_pass() -> None:
    actions = [Action.PASS, Action.REVIEW, Action.STOP, Action.PASS]
    log = periods_of(at(Screened, [40, 41, 42, 43], action=actions), at(Screened, 29, action=Action.REVIEW))
    assert volumes.read_by_a_person(log) == 0.5
    reviewed = periods_of(at(Screened, [40, 41, 42], action=[Action.PASS, Action.PASS, Action.REVIEW]))
    assert volumes.read_by_a_person(reviewed) == pytest.approx(1 / 3)
