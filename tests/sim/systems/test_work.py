"""Work: delivery, silence and reminders, the end of contracts."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.state.codes import ContractState, Reason
from sim.state.events import Completed, Ended, FellSilent, Reminded
from sim.state.log import Events
from sim.state.trade import Contracts, Sales
from sim.systems.work import work
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
WORKING = WORLD.working
NOON = 0.5
ASKS = WORKING.asks_for_reminder / 7  # share of the waiting who ask the office on a day
NEVER = np.inf
RUNNING, ACCEPTED, ENDED = ContractState.RUNNING, ContractState.ACCEPTED, ContractState.ENDED
STEADY: dict[str, Any] = {"WORKER_SILENT": 1.0, "CLIENT_SILENT": 1.0}  # nobody falls silent
GRANTED, TOO_SOON, TOO_MANY = 0, 3, 4  # policies.records.Grants


def works(contracts: Contracts, **given: Any) -> tuple[list[int], Events]:
    s = Scene(contracts=contracts, **{"today": hand.day(20, PASSES=0.0, **STEADY), **given})
    cheated = work(s.workers, s.clients, contracts, s.sales, s.log, jobs=s.jobs, today=s.today)
    return cheated.tolist(), s.events


def silent(count: int, **columns: Any) -> Contracts:
    """Contracts whose client has been silent since the noon of day 15."""
    return hand.contracts(count, **{"silent_since": 15.5, "due": 8.0, **columns})


def mute(number: int = 20, **dealt: Any) -> Today:
    """A day on which nobody asks the office and nobody answers again, unless so dealt."""
    return hand.day(number, **{"ASKS_OFFICE": 1.0, "ANSWERS_AGAIN": 1.0, "PASSES": 0.0, **STEADY, **dealt})


def test_work_is_delivered_on_the_day_it_is_due() -> None:
    contracts = hand.contracts(3, due=[20.0, 20.999, 21.0], worker=[4, 3, 2], client=[2, 1, 0], job=[1, 0, 2])
    jobs, sales, workers = hand.jobs(3, category=[3, 4, 5], seats=[6, 7, 8]), Sales(16), hand.workers(5, running=1)
    cheated, events = works(contracts, jobs=jobs, sales=sales, workers=workers)
    assert cheated == []
    assert contracts.state.tolist() == [ACCEPTED, ACCEPTED, RUNNING]
    assert hand.rows(events, Completed, "time worker client job seats format fit") == [
        (20.0, 4, 2, 1, 7, Format.FIXED, 0.8),
        (20.999, 3, 1, 0, 6, Format.FIXED, 0.8),
    ]
    assert lines(sales, "category") == [(4,), (3,)]
    assert workers.running.tolist() == [1, 1, 1, 0, 0]
    assert contracts.due.tolist() == [20.0, 20.999, 21.0]


def test_a_contract_runs_from_midnight_after_signing() -> None:
    contracts = hand.contracts(
        6,
        started=[19.99, 20.0, 2.0, 2.0, 2.0, 2.0],
        due=[20.5, 20.5, 20.5, 20.5, 20.5, 9.0],
        state=[RUNNING, RUNNING, ACCEPTED, ENDED, ContractState.DELIVERED, RUNNING],
    )
    today = hand.day(20, PASSES=0.0, **STEADY)
    draws = hand.asked(today)
    _, events = works(contracts, today=today)
    assert sorted(events[Completed].worker.tolist()) == [0, 5]
    assert draws["WORKER_SILENT"] == draws["CLIENT_SILENT"] == [20, contracts.key[[0, 5]].tolist()]


def test_delivered_work_that_is_refused_ends_badly_for_the_worker() -> None:
    contracts = hand.contracts(2, due=20.5)
    cheated, events = works(contracts, today=hand.day(20, PASSES=[0.0, 1.0], **STEADY))
    assert cheated == [1]
    assert contracts.state.tolist() == [ACCEPTED, ENDED]
    assert hand.rows(events, Ended, "time worker client job reason refund") == [(20.5, 1, 1, 1, Reason.REFUSED, 1000.0)]


def test_a_worker_falls_silent_by_bad_fit_and_child_care() -> None:
    workers = hand.workers(8, guardian=[True, True, False, False, True, True, False, False])
    contracts = hand.contracts(
        6, worker=[7, 6, 5, 4, 3, 2], client=[1, 0, 3, 2, 5, 4], true_fit=[0.5, 0.5, 0.5, 0.5, 0.0, 1.0], due=30.0
    )
    usual, busy = WORKING.worker_silence, WORKING.worker_silence * WORKING.child_care
    luck = [usual - 1e-6, usual, busy - 1e-6, busy, 1.5 * usual - 1e-6, 0.5 * usual]
    closed = hand.world(working={"schools_closed_until": 234})  # 22 August
    today = hand.day(20, world=closed, WORKER_SILENT=luck, CLIENT_SILENT=1.0)
    _, events = works(contracts, workers=workers, today=today)
    assert hand.rows(events, FellSilent, "time worker client job by_worker") == [
        (20.5, 7, 1, 0, True),
        (20.5, 5, 3, 2, True),
        (20.5, 3, 5, 4, True),
    ]
    assert contracts.silent_since.tolist() == [20.5, NEVER, 20.5, NEVER, 20.5, NEVER]
    assert contracts.silent_worker.tolist() == [True, False, True, False, True, False]


def test_a_client_falls_silent_by_habit_and_the_worker_is_blamed_first() -> None:
    clients = hand.clients(4, true_silence=[0.5, 0.25, 0.125, 0.0])
    contracts = hand.contracts(5, client=[3, 2, 1, 0, 0], job=[4, 3, 2, 1, 0], due=30.0, silent_worker=[True] * 5)
    today = hand.day(20, WORKER_SILENT=[1.0, 1.0, 1.0, 1.0, 0.0], CLIENT_SILENT=[0.0, 0.125, 0.249, 0.499, 0.0])
    _, events = works(contracts, clients=clients, today=today)
    assert hand.rows(events, FellSilent, "time worker client job by_worker") == [
        (20.5, 2, 1, 2, False),
        (20.5, 3, 0, 1, False),
        (20.5, 4, 0, 0, True),
    ]
    assert contracts.silent_worker.tolist() == [True, True, False, False, True]


def test_pairs_who_call_in_house_while_they_work_fall_silent_less_often() -> None:
    clients = hand.clients(4, true_silence=0.5)
    contracts = hand.contracts(4, client=[3, 2, 1, 0], speaks=[True, True, False, False], true_fit=0.5, due=30.0)
    by_worker, by_client = WORKING.call_silence_factor * WORKING.worker_silence, WORKING.call_silence_factor * 0.5
    today = hand.day(
        20, WORKER_SILENT=[by_worker - 1e-6, by_worker, by_worker, 1.0], CLIENT_SILENT=[1.0, by_client, 1.0, by_client]
    )
    works(contracts, clients=clients, today=today)
    assert contracts.silent_since.tolist() == [20.5, NEVER, 20.5, 20.5]
    works(
        fresh := hand.contracts(2, speaks=True, true_fit=0.5, due=30.0),
        clients=clients,
        today=hand.day(20, WORKER_SILENT=1.0, CLIENT_SILENT=[by_client - 1e-6, by_client]),
    )
    assert fresh.silent_since.tolist() == [20.5, NEVER]


def test_silence_in_repeat_business_belongs_to_no_posting() -> None:
    contracts = hand.contracts(2, nth=[0, 2], job=[3, 4], due=30.0)
    _, events = works(contracts, today=hand.day(20, WORKER_SILENT=0.0))
    assert events[FellSilent].job.tolist() == [3, -1]


def test_nothing_is_delivered_in_silence_and_every_silent_day_delays_the_work() -> None:
    contracts = hand.contracts(3, due=[20.25, 20.25, 24.0], silent_since=[19.5, NEVER, NEVER])
    today = mute(20, WORKER_SILENT=[0.0, 1.0])
    cheated, events = works(contracts, today=today)
    assert contracts.due.tolist() == [21.25, 21.25, 24.0]
    assert contracts.state.tolist() == [RUNNING] * 3
    assert cheated == []
    assert len(events[Ended]) == len(events[Completed]) == 0


def test_whoever_is_silent_is_not_asked_to_fall_silent_again() -> None:
    contracts = silent(3, silent_since=[15.5, NEVER, 15.5], due=30.0)
    today = mute(20, WORKER_SILENT=0.0)
    draws = hand.asked(today)
    works(contracts, today=today)
    assert contracts.silent_since.tolist() == [15.5, 20.5, 15.5]
    assert draws["WORKER_SILENT"] == [20, [contracts.key[1]]]
    assert draws["ASKS_OFFICE"] == draws["ANSWERS_AGAIN"] == [20, contracts.key[[0, 2]].tolist()]


def test_the_silent_answer_again_at_times_and_work_goes_on() -> None:
    contracts = silent(3, due=[20.5, 20.5, 20.5])
    recover = WORKING.answers_unreminded
    _, events = works(contracts, today=mute(20, ANSWERS_AGAIN=[recover - 1e-6, recover, recover + 1e-6]))
    assert contracts.silent_since.tolist() == [NEVER, 15.5, 15.5]
    assert contracts.due.tolist() == [20.5, 21.5, 21.5]
    assert events[Completed].worker.tolist() == [0]


def test_after_a_granted_reminder_the_silent_answer_more_often() -> None:
    contracts = silent(4, due=30.0)
    urged, recover = WORKING.answers_reminded, WORKING.answers_unreminded
    today = mute(
        20,
        ASKS_OFFICE=[ASKS - 1e-6, ASKS - 1e-6, ASKS, ASKS],
        ANSWERS_AGAIN=[urged - 1e-6, urged, urged - 1e-6, recover - 1e-6],
    )
    _, events = works(contracts, today=today)
    assert contracts.silent_since.tolist() == [NEVER, 15.5, 15.5, NEVER]
    assert hand.rows(events, Reminded, "time worker client job denial") == [
        (20.5, 0, 0, 0, GRANTED),
        (20.5, 1, 1, 1, GRANTED),
    ]
    assert contracts.requests.tolist() == [1, 1, 0, 0]


def test_a_reminder_too_soon_or_too_often_is_denied() -> None:
    platform = hand.platform(contact_reminder={"min_silent_days": 3.0, "max_requests": 2})
    contracts = silent(
        4,
        worker=[7, 6, 5, 4],
        client=[3, 2, 1, 0],
        job=[2, 3, 1, 0],
        nth=[0, 0, 0, 1],
        due=30.0,
        silent_since=[17.5, 17.75, 15.5, 15.5],
        requests=[1, 0, 2, 1],
    )
    today = hand.day(20, platform=platform, ASKS_OFFICE=0.0, ANSWERS_AGAIN=WORKING.answers_reminded - 1e-6, **STEADY)
    _, events = works(contracts, today=today)
    assert hand.rows(events, Reminded, "time worker client job denial") == [
        (20.5, 7, 3, 2, GRANTED),
        (20.5, 6, 2, 3, TOO_SOON),
        (20.5, 5, 1, 1, TOO_MANY),
        (20.5, 4, 0, -1, GRANTED),
    ]
    assert contracts.silent_since.tolist() == [NEVER, 17.75, 15.5, NEVER]
    assert contracts.requests.tolist() == [2, 1, 3, 2]  # a request that is denied is one too


def test_a_ring_with_its_work_never_answers_its_worker_may() -> None:
    clients = hand.clients(3, true_ring=[0, -1, 0])
    contracts = silent(3, client=[2, 0, 1], job=[1, 2, 0], silent_worker=[False, True, False], due=30.0)
    works(contracts, clients=clients, today=hand.day(20, ASKS_OFFICE=0.0, ANSWERS_AGAIN=0.0, **STEADY))
    assert contracts.silent_since.tolist() == [15.5, NEVER, NEVER]


def test_a_contract_silent_for_two_weeks_ends_and_cheats_the_worker() -> None:
    give_up = WORKING.give_up_days
    contracts = silent(
        4,
        silent_since=[21.0 - give_up - 0.01, 21.0 - give_up, 21.0 - give_up - 0.01, 1.5],
        silent_worker=[False, False, True, False],
        worker=[7, 6, 5, 4],
        client=[3, 2, 1, 0],
        job=[0, 1, 2, 3],
        nth=[0, 0, 0, 1],
        amount=[10.0, 20.0, 30.0, 40.0],
        due=[8.0, 8.0, 8.0, 19.5],
    )
    workers, clients = hand.workers(8, running=2), hand.clients(4)
    cheated, events = works(contracts, workers=workers, clients=clients, today=mute())
    assert cheated == [0, 3]
    assert hand.rows(events, Ended, "time worker client job reason refund") == [
        (20.0, 7, 3, 0, Reason.CLIENT_SILENT, 10.0),
        (20.0, 5, 1, 2, Reason.WORKER_SILENT, 30.0),
        (20.5, 4, 0, -1, Reason.CLIENT_SILENT, 40.0),
    ]
    assert contracts.state.tolist() == [ENDED, RUNNING, ENDED, ENDED]
    assert workers.running.tolist() == [2, 2, 2, 2, 1, 1, 2, 1]
    assert clients.ended_fixed.tolist() == [1, 1, 0, 1]


def test_contracts_with_a_restricted_account_end_undelivered() -> None:
    contracts = hand.contracts(
        4,
        client=[3, 2, 1, 0],
        silent_since=[NEVER, NEVER, 1.5, NEVER],
        due=[20.5, 20.5, 8.0, 20.5],
        silent_worker=[False, False, True, False],
        started=[2.0, 2.0, 2.0, 20.0],
    )
    clients = hand.clients(4, restricted=[True, True, False, True], true_reliability=1.0)
    cheated, events = works(contracts, clients=clients, today=mute())
    assert hand.rows(events, Ended, "time worker client job reason refund") == [
        (20.0, 2, 1, 2, Reason.RESTRICTED, 1000.0),
        (20.5, 0, 3, 0, Reason.RESTRICTED, 1000.0),
    ]
    assert contracts.state.tolist() == [ENDED, ACCEPTED, ENDED, RUNNING]  # contract 3 was signed today
    assert events[Completed].worker.tolist() == [1]
    assert sorted(cheated) == [0, 2]


def test_a_seventh_of_a_weeks_reminders_comes_on_a_day() -> None:
    here = hand.world(working={"asks_for_reminder": 1.0})
    _, events = works(silent(3, due=30.0), today=hand.day(20, world=here, ASKS_OFFICE=[1 / 7 - 1e-6, 1 / 7, 0.5]))
    assert events[Reminded].worker.tolist() == [0]
    _, events = works(silent(3, due=30.0), today=hand.day(20, world=here))
    assert len(events[Reminded]) == 0


@pytest.mark.parametrize("tactic", [Kind.NONE, Kind.MLM])
def test_refused_and_given_up_contracts_are_both_handed_on(tactic: Kind) -> None:
    contracts = hand.contracts(
        4,
        silent_since=[1.5, NEVER, 1.5, NEVER],
        due=[8.0, 20.5, 8.0, 20.5],
        silent_worker=[False, False, True, False],
        job=0,
    )
    cheated, _ = works(contracts, jobs=hand.jobs(1, true_tactic=tactic), today=mute(PASSES=[1.0, 0.0]))
    assert sorted(cheated) == ([0, 1] if tactic == Kind.NONE else [0, 1, 3])


def test_guardians_are_like_everybody_once_schools_have_reopened() -> None:
    contracts = hand.contracts(1, worker=[0], true_fit=0.5, due=30.0)
    luck = WORKING.worker_silence * (1 + WORKING.child_care) / 2
    _, events = works(
        contracts, workers=hand.workers(8, guardian=True), today=hand.day(20, WORKER_SILENT=luck, CLIENT_SILENT=1.0)
    )
    assert len(events[FellSilent]) == 0


def test_a_silent_contract_with_a_restricted_account_ends_once() -> None:
    contracts, clients = silent(1, silent_since=1.5, client=1), hand.clients(2, restricted=[False, True])
    workers = hand.workers(1, running=2)
    cheated, events = works(contracts, workers=workers, clients=clients, today=mute())
    assert events[Ended].reason.tolist() == [Reason.RESTRICTED]
    assert cheated == [0]
    assert workers.running.tolist() == [1]
