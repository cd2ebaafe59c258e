"""Recounting: bad dealings and paid ones, of today."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.state.batch import picked
from sim.state.codes import ContractState, Dealing
from sim.state.handover import Dealings, Harms, Reached
from sim.state.trade import Contracts
from sim.systems.recounting import recounting
from tests.sim import hand
from tests.sim.batches import harms, reached


def dealings(
    *,
    lures: Reached | None = None,
    hurt: Harms | None = None,
    cheated: list[int] | None = None,
    contracts: Contracts | None = None,
    weight: float = 0.05,
    tactic: Kind = Kind.NONE,
) -> Dealings:
    """What came of today, where a task counts for so much."""
    return recounting(
        reached=lures or reached(0),
        harms=hurt or harms(0),
        cheated=np.array(cheated or [], np.int64),
        jobs=hand.jobs(4, client=[5, 4, 3, 2], true_tactic=tactic),
        contracts=contracts if contracts is not None else hand.contracts(0),
        today=hand.day(3, world=hand.world(learning={"task_weight": weight})),
    )


def recounted(**parts: Any) -> list[tuple[int, int, int]]:
    """(worker, client, what) of each."""
    events = dealings(**parts)
    return list(zip(events.worker.tolist(), events.client.tolist(), events.what.tolist(), strict=True))


def test_harms_and_lures_seen_through_are_bad_dealings() -> None:
    lures = reached(2, worker=[0, 1], job=[0, 1], recognised=[True, False])
    assert recounted(lures=lures, hurt=harms(1, worker=[2], client=[4])) == [
        (0, 5, Dealing.SEEN_THROUGH),
        (2, 4, Dealing.HARM),
    ]


def test_unpaid_work_is_a_bad_dealing_and_paid_work_a_good_one() -> None:
    ended, accepted, running = ContractState.ENDED, ContractState.ACCEPTED, ContractState.RUNNING
    contracts = hand.contracts(4, state=[accepted, ended, running, ended], due=3.5, client=[3, 2, 1, 0])
    assert recounted(contracts=contracts, cheated=[1]) == [(1, 2, Dealing.UNPAID), (0, 3, Dealing.PAID)]


def test_an_unpaid_project_of_a_ring_is_told_as_harm_alone() -> None:
    contracts = hand.contracts(
        2, state=ContractState.ENDED, format=[Format.TASK, Format.FIXED], job=[0, 1], client=[5, 4]
    )
    hurt = harms(1, worker=[1], client=[4])
    assert recounted(contracts=contracts, cheated=[0, 1], hurt=hurt, tactic=Kind.MLM) == [
        (1, 4, Dealing.HARM),
        (0, 5, Dealing.UNPAID),
    ]


def test_work_that_was_paid_before_today_is_old_news() -> None:
    contracts = hand.contracts(2, state=ContractState.ACCEPTED, due=[2.99, 3.0])
    assert [worker for worker, _, _ in recounted(contracts=contracts)] == [1]


def test_a_task_counts_for_part_of_a_dealing() -> None:
    """A lure and a harm count whole; of work unpaid and paid, a task for a quarter each."""
    ended, accepted = ContractState.ENDED, ContractState.ACCEPTED
    contracts = hand.contracts(
        4,
        state=[accepted, accepted, ended, ended],
        format=[Format.TASK, Format.FIXED, Format.TASK, Format.HOURLY],
        due=3.5,
    )
    seen = reached(1, worker=[0], job=[0], recognised=[True])
    events = dealings(lures=seen, hurt=harms(1), contracts=contracts, cheated=[2, 3], weight=0.25)
    assert events.what.tolist() == [Dealing.SEEN_THROUGH, Dealing.HARM, *[Dealing.UNPAID] * 2, *[Dealing.PAID] * 2]
    assert events.weight.tolist() == [1.0, 1.0, 0.25, 1.0, 0.25, 1.0]


def test_trouble_is_the_weighted_share_that_went_badly() -> None:
    """A paid task of a quarter, a paid project, unpaid work: 1 of 2.25."""
    what = np.array([Dealing.PAID, Dealing.PAID, Dealing.UNPAID])
    events = Dealings(np.zeros(3, np.int64), np.zeros(3, np.int64), what, np.array([0.25, 1.0, 1.0]))
    assert events.trouble == pytest.approx(1 / 2.25)
    assert picked(events, what < 0).trouble == 0.0


def test_all_dealings_are_bad_but_paid_work() -> None:
    events = Dealings(np.zeros(4, np.int64), np.zeros(4, np.int64), np.array(list(Dealing)), np.ones(4))
    assert dict(zip(Dealing, events.bad.tolist(), strict=True)) == {
        Dealing.PAID: 0.0,
        Dealing.SEEN_THROUGH: 1.0,
        Dealing.HARM: 1.0,
        Dealing.UNPAID: 1.0,
    }
