"""Conduct of people, of logs that can be worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.conduct import conduct, steered
from policies.records import Format, Kind
from sim.state.codes import ClientType
from sim.state.events import (
    Applied,
    Asked,
    Certified,
    ClientJoined,
    Completed,
    DealtDirect,
    Hired,
    Opened,
    WorkerJoined,
)
from tests.experiments.found import conducted
from tests.experiments.measures.logs import at, periods_of, post

WORKERS = at(WorkerJoined, -1, worker=[0, 1, 2], experienced=[True, False, False])
HERE = at(ClientJoined, -1, client=[0, 1, 2], verified=[True, False, True]), WORKERS
LATER = at(ClientJoined, 40, client=3, verified=True)


def test_applications_and_pages_count_per_first_day_client_without_bait() -> None:
    result = conduct(
        periods_of(
            *HERE,
            LATER,
            at(Applied, [30, 40, 50, 119.9], client=[0, 2, 2, 3], tactic=Kind.NONE),
            at(Applied, 29.9, client=0, tactic=Kind.NONE),
            at(Applied, 50, client=1, tactic=Kind.MLM),
            at(Opened, [30, 40, 41, 42], client=[0, 0, 2, 3], pages=[4, 1, 7, 9], tactic=Kind.NONE),
            at(Opened, 50, client=1, pages=3, tactic=Kind.MLM),
            at(Opened, 29, client=1, pages=3, tactic=Kind.NONE),
            at(Hired, [50, 60, 20], tactic=Kind.NONE),
            at(Hired, 50, tactic=Kind.MLM),
            at(DealtDirect, [50, 29]),
        )
    )
    assert result.applications.tolist() == [1, 0, 2]
    assert result.pages.tolist() == [5, 0, 7]
    assert result.verified.tolist() == [True, False, True]
    assert (result.applications_in_all, result.contracts) == (4, 2)
    assert result.direct_share == pytest.approx(1 / 3)


def test_tasks_count_neither_as_contracts_nor_in_pages_or_pay() -> None:
    """Jobs 0 and 1 are projects, and 2 a task; repeat business has no job."""
    result = conduct(
        periods_of(
            *HERE,
            post(0),
            post(1),
            post(2, form=Format.TASK),
            at(Applied, [40, 41], client=0, job=[0, 1], tactic=Kind.NONE),
            at(Opened, 40, client=0, job=[0, 2], pages=[3, 50], tactic=Kind.NONE),
            at(Hired, [42, 43, 44, 44, 44], client=0, job=[0, -1, 2, 2, 2], tactic=Kind.NONE),
            at(Completed, [50, 51, 52], worker=0, client=0, job=[0, -1, 2], received=[800, 200, 40]),
            at(DealtDirect, 60),
        )
    )
    assert result.contracts == 2
    assert result.pages.tolist() == [3, 0, 0]
    assert result.received == 1000 / 2
    assert result.filled == 2 / 2
    assert result.direct_share == pytest.approx(1 / 3)


def test_careless_clients_get_their_share_of_applications_also_those_who_came_later() -> None:
    types = [ClientType.CARELESS, ClientType.HONEST, ClientType.LOW_PAYING]
    result = conduct(
        periods_of(
            WORKERS,
            at(ClientJoined, -1, client=[0, 1, 2], type=types),
            at(ClientJoined, 40, client=3, type=ClientType.CARELESS),
            at(Applied, 50, client=[0, 1, 2, 3, 1], tactic=Kind.NONE),
        )
    )
    assert result.to_careless == 2 / 5


def test_a_worker_has_a_record_from_its_first_completed_contract_on() -> None:
    """Worker 0 had one before it came, worker 1 completes one on day 45, worker 2 none; all apply twice."""
    result = conduct(
        periods_of(
            *HERE,
            post(0),
            post(1),
            at(Applied, 41, client=0, worker=[0, 1, 2], job=0, tactic=Kind.NONE),
            at(Completed, 45, worker=1, job=-1),
            at(Applied, 50, client=0, worker=[0, 1, 2], job=1, tactic=Kind.NONE),
            at(Hired, [42, 51, 52], worker=[1, 1, 0], job=[0, 1, 1], tactic=Kind.NONE),
        )
    )
    assert result.hired == pytest.approx((1 / 3, 2 / 3))


def test_fees_are_compared_with_the_market_and_agreed_requests_are_shares() -> None:
    result = conduct(
        periods_of(
            *HERE,
            replace(post(0), to_market=0.8),
            replace(post(1), to_market=1.1),
            replace(post(2, form=Format.TASK), to_market=9.0),
            replace(post(3, tactic=Kind.MLM), to_market=5.0),
            at(Asked, [40, 41, 42, 29], agreed=[True, False, False, True]),
        )
    )
    assert result.fee_to_market == pytest.approx(0.95)
    assert result.agreed == pytest.approx(1 / 3)
    assert math.isnan(conduct(periods_of(*HERE)).agreed)


def test_a_client_has_the_badge_of_its_last_review_before_measurement() -> None:
    result = conduct(
        periods_of(
            *HERE,
            LATER,
            at(Certified, [5, 29.9], client=[0, 1], certified=True),
            at(Certified, 20, client=0, certified=False),
            at(Certified, [30, 29, 31], client=[2, 3, 0], certified=True),  # measured from day 30 on
        )
    )
    assert result.certified.tolist() == [False, True, True]


def test_who_is_steered_to_gets_more_applications_and_others_do_not_count() -> None:
    chosen = np.array([True, False, True])
    before, after = conducted(), conducted(applications=np.array([6, 0, 8]))
    assert steered(chosen, before, after) == pytest.approx(14 / 7 - 1)
    assert steered(chosen, after, before) == pytest.approx(7 / 14 - 1)
