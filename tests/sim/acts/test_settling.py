"""Settling: delivered work is accepted and paid, or a contract ends and escrow goes back."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.acts.settling import deliver, end
from sim.state.codes import ContractState, Reason
from sim.state.events import Completed, Ended
from sim.state.trade import Contracts
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
WORKING = WORLD.working
NEVER = np.inf
FIXED, HOURLY, TASK = Format.FIXED, Format.HOURLY, Format.TASK


def quality(fit: float) -> float:
    """The share of project work of this fit that is good enough."""
    return float(1 / (1 + np.exp(-WORKING.pass_base - WORKING.pass_fit * fit)))


class Settled(Scene):
    """The tables that settling writes, as they stand after the work on these contract rows was delivered."""

    def __init__(self, contracts: Contracts, rows: list[int], **given: Any) -> None:
        super().__init__(**{"contracts": contracts, "today": hand.day(8, PASSES=0.0), **given})
        self.refused = deliver(
            self.workers,
            self.clients,
            contracts,
            self.sales,
            self.log,
            rows=np.array(rows, np.int64),
            jobs=self.jobs,
            today=self.today,
        ).tolist()

    def clients_with(self, names: str) -> list[tuple[Any, ...]]:
        return lines(self.clients, names)


def unlike(count: int = 3, **columns: Any) -> Contracts:
    """Contracts that differ in every column."""
    row = np.arange(count)
    return hand.contracts(
        count,
        **{
            "worker": 7 - row,
            "client": row + 3,
            "job": (row + 2) % 8,
            "amount": 1000.0 * (row + 1),
            "due": 8.25 + row / 8,
            "started": 2.0 + row,
            "true_fit": 0.5 + row / 8,
            **columns,
        },
    )


def test_work_is_accepted_the_more_often_the_better_it_fits() -> None:
    contracts = hand.contracts(5, client=[4, 3, 2, 1, 0], true_fit=[0.5, 0.5, 0.25, 0.5, 0.5])
    clients = hand.clients(5, true_reliability=[0.5, 1.0, 1.0, 1.0, 1.0])
    fine = quality(0.5)
    today = hand.day(8, PASSES=[fine - 1e-6, fine, quality(0.25) - 1e-6, fine * 0.5 - 1e-6])
    luck = hand.asked(today)
    scene = Settled(contracts, [0, 1, 2, 4], clients=clients, today=today)
    assert scene.refused == [1]
    assert contracts.state.tolist() == [
        ContractState.ACCEPTED,
        ContractState.ENDED,
        ContractState.ACCEPTED,
        ContractState.RUNNING,
        ContractState.ACCEPTED,
    ]
    assert luck["PASSES"] == [contracts.key[[0, 1, 2, 4]].tolist()]
    assert Settled(
        hand.contracts(1, true_fit=0.5),
        [0],
        clients=hand.clients(1, true_reliability=0.5),
        today=hand.day(8, PASSES=fine * 0.5 + 1e-6),
    ).refused == [0]


def test_task_work_is_accepted_whatever_its_fit() -> None:
    fine = WORKING.task_pass
    contracts = hand.contracts(3, format=[TASK, TASK, HOURLY], true_fit=0.0)
    assert Settled(contracts, [0, 1, 2], today=hand.day(8, PASSES=[fine - 1e-6, fine, quality(0.0)])).refused == [1, 2]


def test_a_ring_pays_for_no_work_but_mostly_for_tasks() -> None:
    jobs = hand.jobs(4, true_tactic=[Kind.NONE, Kind.MLM, Kind.MLM, Kind.MLM])
    contracts = hand.contracts(5, job=[3, 2, 1, 0, 1], client=0, format=[FIXED, TASK, TASK, FIXED, HOURLY])
    clients = hand.clients(1, true_ring=0, true_reliability=0.5)
    task = WORKING.task_pass * 0.5
    today = hand.day(8, PASSES=[0.0, task - 1e-6, task, quality(0.8) * 0.5 - 1e-6, 0.0])
    assert Settled(contracts, [0, 1, 2, 3, 4], jobs=jobs, clients=clients, today=today).refused == [0, 2, 4]


def test_a_ring_that_is_gone_pays_for_nothing() -> None:
    clients = hand.clients(3, true_ring=[0, -1, 0], left=[True, True, False])
    scene = Settled(hand.contracts(3), [0, 1, 2], clients=clients)
    assert scene.refused == [0]
    tasks, bait = hand.contracts(3, format=TASK, job=[0, 1, 2]), hand.jobs(3, true_tactic=Kind.MLM)
    assert Settled(tasks, [0, 1, 2], jobs=bait, clients=clients, today=hand.day(8, PASSES=0.0)).refused == [0]


def test_accepted_work_is_completed_paid_and_rated_when_due() -> None:
    jobs = hand.jobs(8, seats=np.arange(8) + 10)
    contracts = unlike(
        format=[FIXED, HOURLY, TASK], nth=[0, 0, 1], due=[8.25, 7.5, 8.5], amount=[150_000.0, 100.0, 200.0]
    )
    today = hand.day(8, PASSES=0.0, STARS=[3.0, 1.0, 1.0])
    luck = hand.asked(today)
    scene = Settled(contracts, [2, 1, 0], jobs=jobs, today=today)
    assert scene.rows(Completed, "time worker client job seats format fit") == [
        (8.0, 6, 4, 3, 13, HOURLY, 0.625),
        (8.25, 7, 3, 2, 12, FIXED, 0.5),
        (8.5, 5, 5, -1, 14, TASK, 0.75),
    ]
    # The office takes 20 % up to 100,000 yen and 10 % beyond; of a task 20 %.
    assert scene.rows(Completed, "time worker client job amount received") == [
        (8.0, 6, 4, 3, 100.0, 80.0),
        (8.25, 7, 3, 2, 150_000.0, 125_000.0),
        (8.5, 5, 5, -1, 200.0, 160.0),
    ]
    assert WORKING.rating_gap == 0.8
    # 5 – 0.8 × 2 × 0.375 × 1, 5 – 0.8 × 2 × 0.5 × 1 and 5 – 0.8 × 2 × 0.25 × 2, rounded
    assert scene.rows(Completed, "time worker client job stars") == [
        (8.0, 6, 4, 3, 4.0),
        (8.25, 7, 3, 2, 4.0),
        (8.5, 5, 5, -1, 4.0),
    ]
    assert luck["STARS"] == [contracts.key[::-1].tolist()]


def test_what_was_paid_is_what_the_rate_guide_knows() -> None:
    """A quote is for the usual job: what was paid for one of twice the size counts half."""
    jobs = hand.jobs(8, category=np.arange(8) + 1, size=[1, 1, 2, 1, 1, 1, 1, 1])
    scene = Settled(unlike(format=[FIXED, HOURLY, TASK]), [2, 0], jobs=jobs)
    assert lines(scene.sales, "category format amount started") == [(5, TASK, 3000.0, 4.0), (3, FIXED, 500.0, 2.0)]


def test_a_client_s_record_counts_contracts_by_format_yen_and_ratings() -> None:
    contracts = unlike(4, client=[2, 1, 2, 2], format=[FIXED, HOURLY, TASK, FIXED], true_fit=0.0)
    clients = hand.clients(
        3,
        accepted_fixed=1,
        accepted_hourly=2,
        accepted_task=3,
        ended_fixed=4,
        ended_hourly=5,
        ended_task=6,
        accepted_yen=100.0,
        stars=9.0,
        ratings=2,
    )
    scene = Settled(
        contracts, [0, 1, 2, 3], clients=clients, today=hand.day(8, PASSES=0.0, STARS=[1.0, 0.0, -1.0, 1.0])
    )
    assert scene.clients_with("accepted_fixed accepted_hourly accepted_task") == [(1, 2, 3), (1, 3, 3), (3, 2, 4)]
    assert scene.clients_with("ended_fixed ended_hourly ended_task") == [(4, 5, 6), (4, 6, 6), (6, 5, 7)]
    assert scene.clients_with("accepted_yen stars ratings") == [
        (100.0, 9.0, 2),
        (2100.0, 13.0, 3),
        (8100.0, 20.0, 5),
    ]  # 4.2 → 4, and 3.4 → 3, 5 and 3.4 → 3 stars


def test_a_worker_gains_experience_a_category_and_trust() -> None:
    jobs = hand.jobs(8, category=[0, 0, 3, 5, 3, 1, 0, 0])
    contracts = unlike(4, worker=[2, 2, 1, 3], job=[2, 3, 4, 5])
    workers = hand.workers(
        5, experience=4, completed=[0, 1, 32, 0, 0], running=3, true_trust=[0.5, 0.25, 0.75, 1.0, 0.5]
    )
    Settled(contracts, [0, 1, 2, 3], workers=workers, jobs=jobs)
    assert workers.experience.tolist() == [4, 5, 6, 5, 4]
    assert workers.running.tolist() == [3, 2, 1, 2, 3]
    assert workers.completed.tolist() == [0, 1 | 8, 32 | 8, 2, 0]
    left = 1 - WORLD.learning.trust_gain  # of what is missing, each time
    assert workers.true_trust.tolist() == pytest.approx([0.5, 1 - 0.75 * left, 1 - 0.25 * left**2, 1.0, 0.5])


def test_a_paid_task_wins_a_part_of_a_projects_trust() -> None:
    workers = hand.workers(2, true_trust=0.5)
    today = hand.day(8, PASSES=0.0, world=hand.world(learning={"task_weight": 0.25}))
    Settled(hand.contracts(2, worker=[0, 1], format=[TASK, FIXED]), [0, 1], workers=workers, today=today)
    left = 1 - WORLD.learning.trust_gain
    assert workers.true_trust.tolist() == pytest.approx([1 - 0.5 * left**0.25, 1 - 0.5 * left])


def test_some_honest_pairs_have_more_work_after_a_while() -> None:
    more, days = WORKING.repeat, WORKING.repeat_days
    contracts = hand.contracts(
        6, client=[5, 4, 3, 2, 1, 0], format=[FIXED, HOURLY, HOURLY, TASK, FIXED, FIXED], due=8.25
    )
    contracts.due[0] = 7.5
    clients = hand.clients(6, true_ring=[-1, 0, -1, -1, -1, -1])
    today = hand.day(
        8,
        PASSES=0.0,
        REPEAT=[more - 1e-6, more - 1e-6, more, 0.0, 0.0, 0.0],
        REPEAT_WAIT=[1.0, 2.0, 1.0, 1.0, 1.0, 0.0],
    )
    luck = hand.asked(today)
    Settled(contracts, [0, 1, 2, 3, 4, 5], clients=clients, today=today)
    assert contracts.next_at.tolist() == pytest.approx(
        [8.0 + days * 1.3, 8.25 + days * 2.3, NEVER, NEVER, NEVER, 8.25 + days * 0.3]
    )
    assert luck["REPEAT"] == luck["REPEAT_WAIT"] == [contracts.key.tolist()]


def test_refused_work_ends_the_contract_and_nothing_is_paid() -> None:
    contracts = unlike(nth=[0, 1, 0])
    workers, clients = hand.workers(8, running=2), hand.clients(8)
    scene = Settled(contracts, [2, 1], workers=workers, clients=clients, today=hand.day(8, PASSES=1.0))
    assert scene.refused == [2, 1]
    assert scene.rows(Ended, "time worker client job reason refund") == [
        (8.375, 6, 4, -1, Reason.REFUSED, 2000.0),
        (8.5, 5, 5, 4, Reason.REFUSED, 3000.0),
    ]
    assert len(scene.events) == 2
    assert workers.running.tolist() == [2, 2, 2, 2, 2, 1, 1, 2]
    assert workers.experience.tolist() == [0] * 8
    assert contracts.next_at.tolist() == [NEVER] * 3


def ends(contracts: Contracts, rows: list[int], reason: list[Reason], **given: Any) -> list[tuple[Any, ...]]:
    s = Scene(contracts=contracts, today=hand.day(8), **given)
    numbers, reasons = np.array(rows), np.array(reason, np.int64)
    end(s.workers, s.clients, contracts, s.log, rows=numbers, reason=reasons, today=s.today)
    return s.rows(Ended, "time worker client job reason refund")


def test_a_contract_ends_when_it_was_due_today() -> None:
    contracts = hand.contracts(4, due=[8.5, 7.0, 9.0, 8.25], started=[2.0, 2.0, 2.0, 8.375])
    assert [time for time, *_ in ends(contracts, [0, 1, 2, 3], [Reason.FED_UP] * 4)] == [8.0, 8.375, 8.5, 8.95]


def test_an_end_goes_on_file_with_its_reason() -> None:
    contracts = unlike(nth=[0, 0, 2])
    result = ends(contracts, [2, 0], [Reason.CLIENT_SILENT, Reason.RESTRICTED])
    assert result == [(8.25, 7, 3, 2, Reason.RESTRICTED, 1000.0), (8.5, 5, 5, -1, Reason.CLIENT_SILENT, 3000.0)]
    assert contracts.state.tolist() == [ContractState.ENDED, ContractState.RUNNING, ContractState.ENDED]


def test_every_end_counts_against_the_client_in_its_format() -> None:
    contracts = hand.contracts(4, client=1, worker=[2, 2, 1, 2], format=[FIXED, TASK, HOURLY, FIXED])
    workers, clients = hand.workers(3, running=4), hand.clients(2, ended_task=5)
    ends(contracts, [0, 1, 2, 3], [Reason.FED_UP] * 4, workers=workers, clients=clients)
    assert lines(clients, "ended_fixed ended_hourly ended_task") == [(0, 0, 5), (2, 1, 6)]
    assert lines(clients, "accepted_fixed accepted_hourly accepted_task") == [(0, 0, 0)] * 2
    assert workers.running.tolist() == [4, 3, 1]
