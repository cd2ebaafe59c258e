"""What the office has on file: each record column by column, of the rows that are asked about."""

import numpy as np
import pytest

from policies.records import MOST_YEN, Findings, Format, Stage
from policies.text import Texts
from sim import observe
from sim.state.trade import Sales
from tests.sim import hand

TEXT = Texts.of(["one", "other"])
FINDINGS = Findings(kind=np.array([3, 4]), weight=np.array([0.1, 0.9]), contact=np.array([True, False]))
RECORDED = {
    "accepted_fixed": [1, 2, 4],
    "accepted_hourly": [8, 16, 32],
    "accepted_task": [64, 128, 256],
    "ended_fixed": [3, 5, 7],
    "ended_hourly": [11, 17, 37],
    "ended_task": [65, 130, 257],
}


def test_postings_are_seen_with_the_account_behind_them() -> None:
    clients = hand.clients(3, verified=[True, False, True], joined=[-10.0, 2.0, -1.0], upheld=[5, 6, 7], **RECORDED)
    jobs = hand.jobs(3, client=[0, 2, 1], fee=[1.0, 2.0, 3.0], created=[2.5, 3.5, 4.5])
    seen = observe.postings(jobs, clients, np.array([2, 1]), TEXT, FINDINGS, np.array([np.nan, 900.0]))
    assert seen.text is TEXT
    assert seen.findings is FINDINGS
    assert seen.fee.tolist() == [3.0, 2.0]
    assert seen.quote.tolist() == pytest.approx([np.nan, 900.0], nan_ok=True)
    assert seen.verified.tolist() == [False, True]
    assert seen.account_age_days.tolist() == [2.5, 4.5]
    assert seen.accepted.tolist() == [2 + 16 + 128, 4 + 32 + 256]
    assert seen.upheld.tolist() == [6, 7]


def test_messages_are_seen_with_their_sender() -> None:
    clients = hand.clients(3, verified=[True, False, True], upheld=[5, 6, 7])
    channel, stage = np.array([1, 3]), np.array([0, 2])
    seen = observe.messages(clients, np.array([2, 1]), TEXT, FINDINGS, channel, stage)
    assert seen.text is TEXT
    assert seen.findings is FINDINGS
    assert (seen.channel.tolist(), seen.stage.tolist()) == ([1, 3], [0, 2])
    assert (seen.verified.tolist(), seen.upheld.tolist()) == ([True, False], [7, 6])


def test_contracts_are_counted_by_format() -> None:
    clients = hand.clients(3, **RECORDED)
    assert observe.accepted(clients).tolist() == [[1, 8, 64], [2, 16, 128], [4, 32, 256]]
    assert observe.ended(clients).tolist() == [[3, 11, 65], [5, 17, 130], [7, 37, 257]]


def test_contracts_of_some_clients_are_counted_alone() -> None:
    clients, rows = hand.clients(3, **RECORDED), np.array([2, 0])
    assert observe.accepted(clients, rows).tolist() == [[4, 32, 256], [1, 8, 64]]
    assert observe.ended(clients, rows).tolist() == [[7, 37, 257], [3, 11, 65]]


def test_the_sum_of_what_a_client_paid_ends_where_records_do() -> None:
    clients = hand.clients(2, accepted_yen=[3e14, 5.0])
    assert observe.client_records(clients, 10.0).accepted_yen.tolist() == [MOST_YEN, 5.0]


def test_every_client_has_a_record() -> None:
    clients = hand.clients(
        3,
        accepted_yen=[100.0, 200.0, 300.0],
        stars=[9.0, 0.0, 14.0],
        ratings=[2, 0, 4],
        verified=[True, False, False],
        upheld=[1, 2, 3],
        restricted=[False, False, True],
        joined=[-7.0, 3.0, 0.5],
        **RECORDED,
    )
    seen = observe.client_records(clients, 10.0)
    assert seen.accepted.tolist() == observe.accepted(clients).tolist()
    assert seen.ended.tolist() == observe.ended(clients).tolist()
    assert seen.accepted_yen.tolist() == [100.0, 200.0, 300.0]
    assert seen.rating_mean.tolist() == pytest.approx([4.5, np.nan, 3.5], nan_ok=True)
    assert seen.ratings.tolist() == [2, 0, 4]
    assert seen.verified.tolist() == [True, False, False]
    assert seen.upheld.tolist() == [1, 2, 3]
    assert seen.restricted.tolist() == [False, False, True]
    assert seen.account_age_days.tolist() == [17.0, 7.0, 9.5]


def test_completed_contracts_are_seen_with_what_they_paid() -> None:
    sales = Sales(4)
    sales.add(category=[1, 3, 4], format=[2, 0, 1], amount=[10.0, 30.0, 40.0], started=[5.0, np.inf, 6.0])
    seen = observe.completed_contracts(sales)
    assert (seen.category.tolist(), seen.format.tolist(), seen.amount.tolist()) == ([1, 3, 4], [2, 0, 1], [10, 30, 40])


def test_a_request_to_urge_somebody_tells_how_long_the_silence_lasts() -> None:
    contracts = hand.contracts(
        3, format=[Format.FIXED, Format.TASK, Format.HOURLY], silent_since=[1.0, 2.0, 3.5], requests=[4, 5, 6]
    )
    seen = observe.reminder_requests(contracts, np.array([2, 1]), 9.5)
    assert seen.format.tolist() == [Format.HOURLY, Format.TASK]
    assert seen.stage.tolist() == [Stage.DURING, Stage.DURING]
    assert seen.silent_days.tolist() == [6.0, 7.5]
    assert seen.earlier.tolist() == [6, 5]


def test_a_pair_is_seen_by_whether_its_two_sides_are_verified() -> None:
    clients, workers = hand.clients(2, verified=[True, False]), hand.workers(3, verified=[True, False, False])
    stage, ticket = np.array([2, 1]), np.array([0.25, 0.75])
    seen = observe.pairs(clients, workers, np.array([1, 0]), np.array([0, 2]), stage, ticket)
    assert (seen.stage.tolist(), seen.ticket.tolist()) == ([2, 1], [0.25, 0.75])
    assert (seen.client_verified.tolist(), seen.worker_verified.tolist()) == ([False, True], [True, False])


def test_a_case_gathers_what_points_at_an_account() -> None:
    clients = hand.clients(3, reporters=[1, 2, 3], stopped=[4, 5, 6], verified=[True, False, True])
    linked, reviewed, confirmed = np.array([7, 8]), np.array([True, True]), np.array([True, False])
    seen = observe.cases(clients, np.array([1, 0]), linked, reviewed, confirmed)
    assert (seen.reporters.tolist(), seen.findings.tolist(), seen.linked.tolist()) == ([2, 1], [5, 4], [7, 8])
    assert (seen.confirmed.tolist(), seen.reviewed.tolist()) == ([True, False], [True, True])
    assert seen.verified.tolist() == [False, True]


def test_workers_are_known_by_what_entitles_them_to_relief() -> None:
    workers = hand.workers(3, guardian=[True, False, False], main_income=[False, False, True], reach=[0.25, 0.5, 0.75])
    seen = observe.worker_records(workers, slice(None), 18_475)
    assert seen.date == 18_475
    assert (seen.guardian.tolist(), seen.main_income.tolist()) == ([True, False, False], [False, False, True])
    assert seen.reached.tolist() == [0.25, 0.5, 0.75]
