"""What the marketplace turns over, and whom it loses, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures import business
from policies.records import Format, Kind
from sim.state.codes import ClientType, Duty, Reason, Swap
from sim.state.events import (
    Applied,
    Certified,
    ClientJoined,
    ClientLeft,
    Completed,
    ContactSwapped,
    DealtDirect,
    Hired,
    OnDuty,
    Posted,
    Pressed,
    Restricted,
    Session,
    StaffWorked,
    Stopped,
    WorkerJoined,
)
from tests.experiments.measures.logs import at, periods_of, post


def test_turnover_and_hours_are_per_thirty_days() -> None:
    log = periods_of(
        at(Completed, [29.9, 30, 60], amount=[999.0, 600.0, 300.0], received=[9.0, 550.0, 260.0]),
        at(StaffWorked, [29.9, 30, 60, 90, 119.9], duty=list(Duty), hours=[50.0, 3.0, 4.0, 1.0, 2.0]),
    )
    assert business.contract_yen(log) == pytest.approx(900 / 3)
    assert business.fee_yen(log) == pytest.approx(90 / 3)
    assert business.review_hours(log) == pytest.approx(10 / 3)


def test_hours_on_duty_count_whether_there_is_work_or_not() -> None:
    log = periods_of(
        at(OnDuty, [29, 30, 60, 119], duty=Duty.SCREENING, hours=[100.0, 40.0, 40.0, 10.0]),
        at(OnDuty, 40, duty=Duty.MESSAGE_WATCH, hours=30.0),
        at(StaffWorked, 40, duty=Duty.SCREENING, hours=7.0),
    )
    assert business.hours_on_duty(log) == pytest.approx(120 / 3)


def test_contact_exchange_is_a_share_of_pairs_on_honest_projects() -> None:
    """Six pairs of workers and jobs 0 and 1 count. Two of them exchange contacts, one of these twice."""
    log = periods_of(
        at(ClientJoined, -1, client=[0, 1, 2], type=[ClientType.CARELESS, ClientType.MARKETER, ClientType.RING]),
        post(0),
        post(1, 89, client=1, form=Format.HOURLY),
        post(2, client=2),  # honest work, and a ring's
        post(3, 20),  # before the cohort
        post(4, 90),  # after it
        post(5, form=Format.TASK),
        post(6, tactic=Kind.MLM),
        *(at(Applied, 95, worker=[0, 1, 2], job=job) for job in range(7)),
        at(ContactSwapped, [95, 119], worker=0, job=0, how=Swap.CALL),
        at(ContactSwapped, 119, worker=2, job=1, how=Swap.PERMITTED),  # until the end of the run
        *(at(ContactSwapped, 96, worker=1, job=job) for job in (-1, 2, 3, 4, 5, 6)),
    )
    assert business.contacts_exchanged(log) == pytest.approx(2 / 6)
    nobody = periods_of(post(0), at(ContactSwapped, 96, worker=1, job=0))
    assert math.isnan(business.contacts_exchanged(nobody))


def test_a_contact_exchange_counts_for_its_own_job_only() -> None:
    log = periods_of(
        post(0),
        post(1),
        at(Applied, [41, 42, 43], worker=[0, 0, 1], job=[0, 1, 0]),
        at(ContactSwapped, [41, 50], worker=0, job=[0, -1]),
    )
    assert business.contacts_exchanged(log) == pytest.approx(1 / 3)


def test_direct_deals_are_held_against_honest_project_contracts() -> None:
    log = periods_of(
        at(DealtDirect, [29.9, 30, 119], worker=0, client=0, amount=1.0),
        at(
            Hired,
            30,
            worker=0,
            tactic=[Kind.NONE, Kind.NONE, Kind.NONE, Kind.MLM],
            format=[Format.FIXED, Format.HOURLY, Format.TASK, Format.FIXED],
        ),
        at(Hired, [29.9, 119], worker=0, format=Format.FIXED),
    )
    assert business.direct_deal_share(log) == pytest.approx(2 / (2 + 3))


def test_workers_are_pressed_once_a_month_whether_they_yield_or_not() -> None:
    """Of two active workers one is pressed twice in the first month, both in the third."""
    log = periods_of(
        at(Session, [30, 31, 60, 61, 90, 91], worker=[0, 1] * 3),
        at(Pressed, [29.9, 30, 31, 90, 119], worker=[1, 0, 0, 0, 1], yielded=[True, True, False, False, True]),
    )
    assert business.pressed_per_10k(log) == pytest.approx(10_000 * (1 / 2 + 0 + 1) / 3)


def test_staff_cost_duty_hours_at_desks_and_busy_hours_elsewhere() -> None:
    log = periods_of(
        at(OnDuty, [29, 30, 60, 119], duty=Duty.SCREENING, hours=[100.0, 40.0, 40.0, 10.0]),
        at(StaffWorked, [31, 61, 91], duty=Duty.SCREENING, hours=[7.0, 8.0, 9.0]),  # busy while they are there
        at(StaffWorked, [32, 62, 63], duty=[Duty.ENFORCEMENT, Duty.LISTENING, Duty.ENFORCEMENT], hours=[3.0, 2.0, 1.0]),
    )
    assert business.staff_yen(log) == pytest.approx(2_000 * (40 + 3 + 40 + 2 + 1 + 10) / 3)


def test_direct_deals_cost_the_fees_they_would_have_paid() -> None:
    log = periods_of(
        at(DealtDirect, [29.9, 30, 60], worker=0, amount=[700.0, 3000.0, 600.0]),
        at(Completed, [29.9, 30, 119], amount=[500.0, 1000.0, 250.0], received=[450.0, 800.0, 150.0]),
    )
    assert business.fees_lost_yen(log) == pytest.approx(3600 / 3 * (200 + 100) / 1250)


def test_the_cost_to_honest_clients_is_held_against_those_who_post() -> None:
    postings = [(30, 0), (41, 0), (42, 1), (43, 5), (44, 9), (70, 2), (71, 3), (100, 3), (101, 4)]  # day, client
    log = periods_of(
        *(post(job, day, client=client) for job, (day, client) in enumerate(postings)),
        post(20, client=8, tactic=Kind.MLM),
        at(ClientJoined, -1, client=[0, 9], type=[ClientType.HONEST, ClientType.RING]),  # a ring orders honest work too
        at(
            Restricted,
            [50, 50, 55, 56],
            client=[0, 7, 0, 1],
            type=[ClientType.HONEST, ClientType.RING, ClientType.HONEST, ClientType.HONEST],
        ),
        at(
            ClientLeft,
            [75, 100, 100],
            client=[2, 3, 4],
            type=[ClientType.HONEST, ClientType.HONEST, ClientType.RING],
            reason=Reason.WRONGED,
        ),
    )
    assert business.honest_clients_restricted(log) == pytest.approx(1_000 * (2 / 3 + 0 / 2 + 0 / 2) / 3)
    assert business.honest_clients_lost(log) == pytest.approx(1_000 * (0 / 3 + 1 / 2 + 1 / 2) / 3)
    assert business.honest_orders_lost_yen(log) == 0  # nobody ordered anything
    ordered = at(Completed, [31, 61, 62, 91], amount=[900.0, 100.0, 500.0, 60.0], received=1.0)
    events = [log.whole[kind] for kind in (Posted, ClientJoined, Restricted, ClientLeft)]
    lost = business.honest_orders_lost_yen(periods_of(*events, ordered))
    assert lost == pytest.approx((2 / 3 * 900 + 1 / 2 * 600 + 1 / 2 * 60) / 3)


def test_every_client_but_rings_and_marketers_is_honest() -> None:
    every = list(ClientType)
    log = periods_of(
        *(post(job, day, client=job % 5) for job, day in enumerate([*range(30, 35), *range(60, 65), *range(90, 95)])),
        at(ClientJoined, -1, client=range(5), type=every),
        at(Restricted, 50, client=range(5), type=every),
        at(ClientLeft, 70, client=[1, 2, 4], type=[ClientType.LOW_PAYING, ClientType.CARELESS, ClientType.MARKETER]),
    )
    assert business.honest_clients_restricted(log) == pytest.approx(1_000 * (3 / 3 + 0 + 0) / 3)
    assert business.honest_clients_lost(log) == pytest.approx(1_000 * (0 + 2 / 3 + 0) / 3)


def test_a_client_who_stops_by_itself_is_not_lost() -> None:
    log = periods_of(
        *(post(job, 35, client=job) for job in range(4)),
        at(ClientJoined, -1, client=range(4)),
        at(ClientLeft, 50, client=[0, 1, 2], reason=[Reason.STOPPED, Reason.FED_UP, Reason.WRONGED]),
        post(4, 65, client=3),
        post(5, 95, client=3),
        at(Completed, 40, worker=0, amount=300.0, received=1.0),
    )
    assert business.honest_clients_lost(log) == pytest.approx(1_000 * (2 / 4) / 3)
    assert business.honest_orders_lost_yen(log) == pytest.approx((2 / 4 * 300) / 3)


def test_only_texts_of_clients_that_are_no_ring_are_stopped_by_mistake() -> None:
    log = periods_of(
        at(ClientJoined, -1, client=[0, 1, 2], type=[ClientType.CARELESS, ClientType.RING, ClientType.HONEST]),
        at(Stopped, [29.9, 30, 31, 32, 119.9], worker=0, client=[0, 0, 0, 2, 2]),
        at(Stopped, 50, worker=0, client=1, tactic=[Kind.MLM, Kind.NONE]),
        at(Stopped, 51, worker=0, client=2, tactic=Kind.OFF_PURPOSE),  # rightly: special terms that hold something else
    )
    assert business.honest_texts_stopped(log) == pytest.approx((3 + 0 + 1) / 3)


def test_share_certified_is_of_posting_clients_at_the_end_of_windows() -> None:
    log = periods_of(
        *(post(job, day, client=client) for job, (day, client) in enumerate([(30, 0), (40, 0), (59, 1), (50, 2)])),
        *(post(job, 60 + job, client=job - 4, tactic=Kind.MLM) for job in (4, 5)),
        post(6, 90, client=3),
        at(Certified, [1, 45, 46, 60, 89], client=[0, 1, 9, 2, 0], certified=[True, True, True, True, False]),
    )
    assert business.share_certified(log) == pytest.approx((2 / 3 + 1 / 2 + 0 / 1) / 3)


def test_newcomers_are_counted_by_measured_day() -> None:
    log = periods_of(at(WorkerJoined, [0.0, 29.9, 30, 60, 119], worker=range(5)))
    assert business.new_workers_per_day(log) == pytest.approx(3 / 90)
