"""Off-platform: what happens out of sight to those who were led away, and to those who worked for nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.state.codes import Harm
from sim.state.events import Harmed
from sim.state.handover import Harms
from sim.state.log import Log
from sim.state.trade import Affairs
from sim.systems.offplatform import offplatform
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
LURING = CALM.luring
FIRST, SECOND, SELLS = LURING.first_loss_share, LURING.second_loss_share, LURING.sells_account * 0.5  # at pressure 0.5
MIDDLING = round(LURING.first_loss_yen * np.exp(-(0.3**2) / 2))  # yen, the first loss by middling luck
NEVER = np.inf


def goes_on(affairs: Affairs, *, cheated: Sequence[int] = (), **given: Any) -> tuple[Harms, Log]:
    usual = {"contracts": hand.contracts(), "today": hand.day(3, world=CALM, HARM=0.0)}
    s = Scene(**{"affairs": affairs, **usual, **given})
    rows = np.array(cheated, np.int64)
    suffered = offplatform(
        s.workers,
        affairs,
        s.offers,
        s.log,
        cheated=rows,
        clients=s.clients,
        jobs=s.jobs,
        contracts=s.contracts,
        today=s.today,
    )
    return suffered, s.log


def harmed(log: Log) -> list[tuple[Any, ...]]:
    return hand.rows(hand.told(log), Harmed, "time worker client job tactic harm yen")


def test_an_affair_goes_on_when_its_day_has_come() -> None:
    affairs = hand.affairs(3, next_at=[2.0, 3.999, 4.0])
    _, log = goes_on(affairs)
    assert [(time, worker) for time, worker, *_ in harmed(log)] == [(2.0, 0), (3.999, 1)]
    assert affairs.step.tolist() == [1, 1, 0]
    assert affairs.next_at.tolist() == [2.0 + 3 * LURING.loss_step_days, 3.999 + 3 * LURING.loss_step_days, 4.0]


def test_most_affairs_end_before_any_harm() -> None:
    affairs = hand.affairs(3, step=[0, 0, 0])
    _, log = goes_on(affairs, today=hand.day(world=CALM, HARM=[FIRST - 0.001, FIRST, FIRST + 0.1]))
    assert [worker for _, worker, *_ in harmed(log)] == [0]
    assert affairs.step.tolist() == [1, 0, 0]
    assert affairs.next_at[1:].tolist() == [NEVER, NEVER]


def test_fewer_of_those_harmed_once_lose_heavily_and_then_never() -> None:
    affairs = hand.affairs(3, step=[1, 1, 2])
    result, log = goes_on(affairs, today=hand.day(world=CALM, HARM=[SECOND - 0.001, SECOND, SECOND + 0.001]))
    assert [worker for _, worker, *_ in harmed(log)] == [0]
    assert result.first.tolist() == [False]
    assert affairs.step.tolist() == [2, 1, 2]
    assert affairs.next_at.tolist() == [NEVER] * 3


def test_harm_is_a_matter_of_the_affair_and_of_its_step() -> None:
    affairs = hand.affairs(3, step=[1, 0, 0], next_at=[3.5, 9.0, 3.5])
    today = hand.day(world=CALM, HARM=0.0)
    draws = hand.asked(today)
    goes_on(affairs, today=today)
    mine = affairs.key[[0, 2]].tolist()
    assert draws["HARM"] == draws["LOSS"] == [mine, [1, 0]]
    assert draws["SECOND_WAIT"] == [mine]


@pytest.mark.parametrize(
    ("tactic", "harm", "yen"),
    [
        (Kind.MLM, Harm.MONEY, MIDDLING),
        (Kind.UPFRONT_PAYMENT, Harm.MONEY, MIDDLING),
        (Kind.LIST_BUILDING, Harm.DATA, 0.0),
        (Kind.ACCOUNT_TRANSFER, Harm.ACCOUNT, 0.0),
        (Kind.PROXY_LISTING, Harm.COMPLICITY, 0.0),
        (Kind.AFFILIATE, Harm.UNPAID_WORK, round(np.mean(CALM.posting.market_price))),
    ],
)
def test_what_is_taken_first_depends_on_what_the_ring_is_after(tactic: Kind, harm: Harm, yen: float) -> None:
    affairs = hand.affairs(2, true_tactic=[tactic, Kind.LISTING_AS_AD], worker=[5, 4], client=[1, 0], job=[1, 0])
    result, log = goes_on(affairs, today=hand.day(world=CALM, HARM=[0.0, 0.9]))
    assert harmed(log) == [(3.5, 5, 1, 1, tactic, harm, yen)]
    assert result.first.tolist() == [True]


def test_an_honest_client_owes_what_was_agreed_and_no_more() -> None:
    affairs = hand.affairs(2, true_tactic=Kind.DIRECT_DEALING, owed=[1234.0, 0.0], client=[1, 0])
    result, log = goes_on(affairs, today=hand.day(world=CALM, HARM=[0.999, 0.0]))
    usual = round(np.mean(CALM.posting.market_price))
    assert harmed(log) == [
        (3.5, 0, 1, 0, Kind.DIRECT_DEALING, Harm.UNPAID_WORK, 1234.0),
        (3.5, 1, 0, 1, Kind.DIRECT_DEALING, Harm.UNPAID_WORK, usual),
    ]
    assert affairs.next_at.tolist() == [NEVER, NEVER]
    assert result.worker.tolist() == [0, 1]


def test_losses_vary_more_later_and_are_whole_yen() -> None:
    affairs = hand.affairs(3, true_tactic=[Kind.MLM, Kind.MLM, Kind.UNPAID_TRIAL], step=[0, 1, 0])
    _, log = goes_on(affairs, today=hand.day(world=CALM, HARM=0.0, LOSS=[1.0, 1.0, -1.0]))
    spread = LURING.second_loss_spread
    assert [yen for *_, yen in harmed(log)] == [
        round(LURING.first_loss_yen * np.exp(0.3 - 0.3**2 / 2)),
        round(LURING.second_loss_yen * np.exp(spread - spread**2 / 2)),
        round(np.mean(CALM.posting.market_price) * np.exp(-0.3)),
    ]


def test_a_second_loss_is_money_whatever_was_taken_first() -> None:
    affairs = hand.affairs(2, true_tactic=[Kind.LIST_BUILDING, Kind.OFF_PLATFORM], step=1)
    _, log = goes_on(affairs)
    lost = float(round(LURING.second_loss_yen * np.exp(-(LURING.second_loss_spread**2) / 2)))
    assert [(harm, yen) for *_, harm, yen in harmed(log)] == [(Harm.MONEY, lost)] * 2


def test_only_tactics_for_large_sums_go_on() -> None:
    affairs = hand.affairs(
        4,
        true_tactic=[Kind.MLM, Kind.LIST_BUILDING, Kind.LISTING_AS_AD, Kind.UNPAID_TRIAL],
        next_at=[3.25, 3.5, 3.5, 3.5],
    )
    goes_on(affairs, today=hand.day(world=CALM, HARM=0.0, SECOND_WAIT=[2.0, 0.5, 1.0, 1.0]))
    assert affairs.next_at.tolist() == [
        3.25 + 3 * 2.0 * LURING.loss_step_days,
        3.5 + 3 * 0.5 * LURING.loss_step_days,
        NEVER,
        NEVER,
    ]
    assert affairs.step.tolist() == [1] * 4


def test_unpaid_work_for_a_ring_is_a_harm_a_dispute_is_none() -> None:
    jobs = hand.jobs(3, true_tactic=[-1, Kind.MLM, -1])
    contracts = hand.contracts(
        4, job=[0, 1, 1, 2], worker=[4, 5, 6, 7], client=[3, 2, 1, 0], amount=[1.0, 2000.0, 3000.0, 4.0]
    )
    result, log = goes_on(hand.affairs(1, next_at=NEVER), cheated=[3, 2, 1], jobs=jobs, contracts=contracts)
    trial, unpaid = Kind.UNPAID_TRIAL, Harm.UNPAID_WORK
    assert harmed(log) == [(3.95, 6, 1, 1, trial, unpaid, 3000.0), (3.95, 5, 2, 1, trial, unpaid, 2000.0)]
    assert result.first.tolist() == [False, False]


def test_a_task_that_a_ring_refuses_is_no_harm() -> None:
    """It pays for tasks, to harvest those who do them: one that it refuses is what it is with any client."""
    contracts = hand.contracts(2, format=[Format.TASK, Format.FIXED])
    _, log = goes_on(
        hand.affairs(1, next_at=NEVER), cheated=[0, 1], jobs=hand.jobs(2, true_tactic=Kind.MLM), contracts=contracts
    )
    assert [worker for _, worker, *_ in harmed(log)] == [1]


def test_an_honest_client_that_breaks_a_rule_is_no_ring() -> None:
    jobs = hand.jobs(2, true_tactic=[Kind.NONE, Kind.AFFILIATE], true_violation=[Kind.AFFILIATE, Kind.NONE])
    _, log = goes_on(hand.affairs(1, next_at=NEVER), cheated=[0, 1], jobs=jobs, contracts=hand.contracts(2))
    assert [worker for _, worker, *_ in harmed(log)] == [1]


def test_what_is_handed_on_is_what_stands_in_the_log() -> None:
    affairs = hand.affairs(
        2, worker=[3, 2], client=[6, 5], job=[9, 8], true_tactic=[Kind.MLM, Kind.AFFILIATE], next_at=[3.25, 3.75]
    )
    jobs, contracts = hand.jobs(1, true_tactic=Kind.MLM), hand.contracts(1, worker=5, client=4)
    result, log = goes_on(affairs, cheated=[0], jobs=jobs, contracts=contracts)
    columns = (getattr(result, name).tolist() for name in ["time", "worker", "client", "job", "tactic", "harm", "yen"])
    assert list(zip(*columns, strict=True)) == harmed(log)
    assert result.worker.tolist() == [3, 2, 5]
    assert result.client.tolist() == [6, 5, 4]
    assert result.job.tolist() == [9, 8, 0]
    assert result.first.tolist() == [True, True, False]


def test_who_is_offered_money_sells_its_account_under_pressure() -> None:
    workers = hand.workers(4, true_pressure=[0.5, 0.5, 0.25, 0.5], relief=[0.0, 0.0, 0.0, 0.5])
    affairs, offers = hand.affairs(4, true_tactic=Kind.ACCOUNT_PURCHASE), hand.offers(1, worker=9)
    today = hand.day(3, world=CALM, HARM=0.999, SELLS=[SELLS - 0.001, SELLS, SELLS / 2 - 0.001, SELLS / 2])
    draws = hand.asked(today)
    result, log = goes_on(affairs, workers=workers, offers=offers, today=today)
    assert lines(offers, "worker since")[1:] == [(0, 3.0), (2, 3.0)]
    assert workers.true_offers.tolist() == [True, False, True, False]
    offer = Kind.ACCOUNT_PURCHASE, Harm.ACCOUNT, 0.0
    assert harmed(log) == [(3.5, 0, 0, 0, *offer), (3.5, 2, 2, 2, *offer)]  # who keeps it is not harmed
    assert result.worker.tolist() == [0, 2]
    assert draws["SELLS"] == [workers.key.tolist()]
    assert affairs.next_at.tolist() == [NEVER] * 4


def test_nobody_gone_sells_an_account_and_nobody_sells_twice() -> None:
    workers, offers = hand.workers(3, left=[True, False, False]), hand.offers(0)
    affairs = hand.affairs(4, worker=[0, 2, 1, 2], true_tactic=Kind.ACCOUNT_PURCHASE)
    _, log = goes_on(affairs, workers=workers, offers=offers, today=hand.day(world=CALM, SELLS=0.0))
    assert offers.worker.tolist() == [1, 2]
    assert sorted(worker for _, worker, *_ in harmed(log)) == [1, 2]


def test_who_already_sells_is_harmed_by_no_other_offer() -> None:
    workers, offers = hand.workers(3, true_offers=[True, True, False]), hand.offers(1, worker=0)
    affairs = hand.affairs(3, true_tactic=Kind.ACCOUNT_PURCHASE)
    result, log = goes_on(affairs, workers=workers, offers=offers, today=hand.day(world=CALM, SELLS=0.0))
    assert offers.worker.tolist() == [0, 2]
    assert [worker for _, worker, *_ in harmed(log)] == result.worker.tolist() == [2]


def test_of_two_buyers_on_one_day_the_first_gets_the_account() -> None:
    affairs = hand.affairs(
        4,
        worker=[1, 1, 2, 2],
        client=[3, 4, 5, 6],
        next_at=[3.75, 3.25, 3.5, 3.625],
        true_tactic=[Kind.ACCOUNT_PURCHASE] * 3 + [Kind.MLM],
    )
    offers = hand.offers(0)
    result, log = goes_on(affairs, offers=offers, today=hand.day(world=CALM, HARM=0.0, SELLS=0.0))
    assert offers.worker.tolist() == [1, 2]
    assert [(time, worker, client) for time, worker, client, *_ in harmed(log)] == [
        (3.25, 1, 4),
        (3.5, 2, 5),
        (3.625, 2, 6),
    ]
    assert sorted(result.client.tolist()) == [4, 5, 6]
