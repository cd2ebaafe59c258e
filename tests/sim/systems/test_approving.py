"""Approving: the office reads who asks for contact outside the service, and answers."""

from typing import Any

import numpy as np
import pytest

from policies.records import Channel, Format, Kind, Stage
from sim.rings.rings import Rings
from sim.rings.tactics import Permit
from sim.state.codes import ContractState, Duty, Swap, Talk, ThreadState
from sim.state.events import Asked, ContactSwapped, PermitAsked, Pressed, StaffWorked, Talked
from sim.state.trade import Jobs, Threads
from sim.systems.approving import approving
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
TALKING, LURING, REVIEWING = WORLD.talking, WORLD.luring, WORLD.reviewing
NEVER = np.inf
MINUTES = 36.0  # a fortieth of a day
OPEN = hand.platform(communication={"outside_contact_approval": True, "approval_minutes": MINUTES, "answer_days": 1.5})
HALF_DAY = hand.platform(communication={"outside_contact_approval": True, "answer_days": 0.25, "clerks": 0})
TIRELESS = hand.world(reviewing={"tiring_load": 1e6})


class Approved(Scene):
    """The tables that approving writes, as they stand on the evening of day 3."""

    def __init__(self, rings: Rings | None = None, **given: Any) -> None:
        super().__init__(**given)
        approving(
            self.workers,
            self.clients,
            self.jobs,
            self.threads,
            self.contracts,
            hand.desk(),
            self.reported,
            self.log,
            rings=rings or hand.rings(2),
            today=self.today,
        )


def asking(count: int, **columns: Any) -> Threads:
    """Conversations begun today whose two ask for contact outside, each of a client with the worker before it."""
    given = {"worker": np.arange(count)[::-1], "opened": 3.25, "asks": True, "true_lure_at": NEVER}
    return hand.threads(count, **{**given, **columns})


def waiting(count: int, **columns: Any) -> Threads:
    """Pairs whose answer comes on day 3.5, and is yes."""
    return asking(count, **{"opened": 2.0, "answered": 3.5, "permitted": True, **columns})


def test_requests_are_read_in_turn_and_some_honest_pairs_refused() -> None:
    refusal = REVIEWING.approval_false_alarm
    threads = asking(3, asks=[True, True, False], opened=[3.5, 3.25, 3.0])
    today = hand.day(3, platform=OPEN, PERMIT=[refusal - 1e-6, refusal])
    draws = hand.asked(today)
    scene = Approved(threads=threads, today=today)
    assert threads.answered.tolist() == pytest.approx([3.525 + 1.5, 3.275 + 1.5, NEVER])
    assert threads.permitted.tolist() == [False, True, False]
    assert threads.asks.tolist() == [True, True, False]
    assert scene.rows(PermitAsked, "time worker client job tactic granted days") == [
        (3.25, 1, 1, 1, Kind.NONE, True, pytest.approx(1.525)),
        (3.5, 2, 0, 0, Kind.NONE, False, pytest.approx(1.525)),
    ]
    assert scene.rows(StaffWorked, "time duty hours") == [(3.0, Duty.APPROVAL, pytest.approx(2 * MINUTES / 60))]
    assert scene.clients.revealed.tolist() == [True, True] + [False] * 6
    assert draws["PERMIT"] == [threads.key[:2].tolist(), Stage.BEFORE]


def test_nobody_asks_twice_and_nobody_to_read_means_that_all_is_granted() -> None:
    threads = asking(2, answered=[4.5, NEVER])
    scene = Approved(threads=threads, today=hand.day(3, platform=HALF_DAY, PERMIT=0.0))
    assert scene.rows(PermitAsked, "worker client") == [(0, 1)]
    assert threads.permitted.tolist() == [False, True]
    assert len(scene.events[StaffWorked]) == 0


def rings() -> Rings:
    """Ring 0 asks before it lures, ring 1 never does."""
    return hand.settle_on(hand.rings(2), permit=[Permit.FIRST, Permit.WITHOUT])


def lures(count: int, **columns: Any) -> Jobs:
    """Jobs of rings that lure by message, for which nobody has decided whether to ask."""
    usual = {"true_tactic": Kind.MLM, "true_channel": Channel.MESSAGE, "true_permit": Permit.UNDECIDED}
    return hand.jobs(count, **usual | columns)


def test_rings_ask_before_they_lure_and_are_seen_through_more_often() -> None:
    """0.85 of 0.4 are seen through, if nobody is tired."""
    seen = REVIEWING.recall * LURING.application_plainness
    jobs = lures(6, true_channel=[Channel.MESSAGE] * 4 + [Channel.POSTING, Channel.CALL])
    clients = hand.clients(6, true_ring=[0, 0, 1, 0, 0, 0])
    threads = asking(
        6, asks=False, opened=[3.25, 3.25, 3.25, 2.9, 3.25, 3.25], true_lure_at=[3.5, 9.0, 3.5, 3.5, 3.5, NEVER]
    )
    today = hand.day(3, platform=OPEN, world=TIRELESS, PERMIT=[seen - 1e-6, seen + 1e-6])
    scene = Approved(threads=threads, jobs=jobs, clients=clients, rings=rings(), today=today)
    assert threads.asks.tolist() == [True, True, False, False, False, False]
    assert jobs.true_permit.tolist() == [Permit.FIRST] * 2 + [Permit.WITHOUT] + [Permit.UNDECIDED] * 3
    assert threads.permitted.tolist() == [False, True, False, False, False, False]
    late = 3.25 + 0.025 + 1.5
    assert threads.true_lure_at.tolist() == pytest.approx([late, 9.0, 3.5, 3.5, 3.5, NEVER])
    assert scene.rows(PermitAsked, "tactic granted") == [(Kind.MLM, False), (Kind.MLM, True)]


def test_all_conversations_about_a_job_ask_or_none() -> None:
    jobs = lures(3, true_permit=[Permit.FIRST, Permit.WITHOUT, Permit.UNDECIDED])
    clients = hand.clients(3, true_ring=[1, 0, 0])
    threads = asking(6, job=[0, 0, 1, 1, 2, 2], client=[0, 0, 1, 1, 2, 2], asks=False, true_lure_at=3.5)
    today = hand.day(3, platform=OPEN)
    draws = hand.asked(today)
    Approved(threads=threads, jobs=jobs, clients=clients, rings=rings(), today=today)
    assert threads.asks.tolist() == [True, True, False, False, True, True]
    assert draws["ASKS_FIRST"] == [jobs.key[2:].tolist()]


def test_without_the_procedure_nobody_asks_and_nobody_works() -> None:
    threads = asking(1, asks=False, true_lure_at=3.5)
    contracts = hand.contracts(1, started=2.5)
    jobs = lures(4)
    today = hand.day(3, APPLIES_LATER=0.0)
    scene = Approved(threads=threads, contracts=contracts, jobs=jobs, rings=rings(), today=today)
    assert (jobs.true_permit == Permit.UNDECIDED).all()
    assert len(scene.events) == 0
    assert not threads.asks.any()
    assert not contracts.swapped.any()


def test_who_is_granted_contact_speaks_outside_the_refused_may_give_up() -> None:
    drop = TALKING.gives_up_unspoken
    threads = waiting(
        5, answered=[3.5, 3.999, 3.5, 3.5, 4.0], permitted=[True, True, False, False, True], talk=[0, 1, 0, 0, 0]
    )
    scene = Approved(threads=threads, today=hand.day(3, platform=OPEN, UNSPOKEN_STILL=[drop - 1e-6, drop]))
    assert threads.talk.tolist() == [Talk.ELSEWHERE, Talk.IN_HOUSE, Talk.TEXT, Talk.TEXT, Talk.TEXT]
    assert threads.swapped.tolist() == [True, True, False, False, False]
    assert threads.asks.tolist() == [False] * 4 + [True]
    assert threads.state.tolist() == [0, 0, ThreadState.DROPPED, 0, 0]
    assert scene.rows(Talked, "time worker client job how outlet") == [(3.5, 4, 0, 0, Talk.ELSEWHERE, -1)]
    assert scene.rows(ContactSwapped, "time worker client job how") == [
        (3.5, 4, 0, 0, Swap.PERMITTED),
        (3.999, 3, 1, 1, Swap.PERMITTED),
    ]
    assert scene.workers.swaps.tolist() == [0, 0, 0, 1, 1, 0, 0, 0]


def test_who_called_and_is_refused_has_spoken_all_the_same() -> None:
    threads = waiting(1, permitted=False, talk=Talk.IN_HOUSE)
    Approved(threads=threads, today=hand.day(3, platform=OPEN, UNSPOKEN_STILL=0.0))
    assert threads.state.tolist() == [ThreadState.OPEN]


def test_an_answer_comes_to_nothing_where_somebody_is_gone_or_lures() -> None:
    threads = waiting(5, state=[ThreadState.HIRED, 0, 0, 0, 0])
    workers, clients = hand.workers(6, left=[False] * 3 + [True] + [False] * 2), hand.clients(6, left=np.arange(6) == 2)
    jobs = hand.jobs(6, true_tactic=[-1, -1, -1, Kind.MLM, -1, -1])
    scene = Approved(threads=threads, workers=workers, clients=clients, jobs=jobs, today=hand.day(3, platform=OPEN))
    assert scene.rows(ContactSwapped, "worker client job") == [(0, 4, 4)]
    assert threads.swapped.tolist() == [False, False, False, False, True]
    assert threads.asks.tolist() == [False] * 5


def test_a_contact_dictated_on_the_call_is_exchanged_once() -> None:
    scene = Approved(threads=waiting(2, swapped=[True, False]), today=hand.day(3, platform=OPEN))
    assert scene.workers.swaps.tolist() == [1] + [0] * 7
    assert scene.rows(ContactSwapped, "worker client job") == [(0, 1, 1)]


def test_who_called_was_asked_on_the_call() -> None:
    threads = waiting(2, talk=[Talk.IN_HOUSE, Talk.TEXT])
    scene = Approved(threads=threads, today=hand.day(3, platform=OPEN, ASKS_OUTSIDE=0.0))
    assert scene.rows(Asked, "worker") == [(0,)]


def test_pairs_with_a_contract_of_yesterday_may_ask_anew() -> None:
    """Half of them want to talk through and through, at 2 · 0.6 · 0.5, and a half of those ask: 0.3."""
    chance = min(1.0, 2 * TALKING.wants_to_talk * 0.5) * TALKING.applies_for_approval
    contracts = hand.contracts(
        8,
        worker=np.arange(8)[::-1],
        job=[0, 1, 2, 3, 4, 5, 0, 1],
        started=[2.0, 2.9, 1.999, 3.0, 2.5, 2.5, 2.5, 2.5],
        swapped=[False] * 4 + [True, False, False, False],
        speaks=[False] * 5 + [True, False, False],
        format=[0] * 6 + [Format.TASK, 0],
        nth=[0, 1, 0, 0, 0, 0, 0, 0],
        state=[ContractState.RUNNING] * 7 + [ContractState.ENDED],
    )
    luck: dict[str, Any] = {"APPLIES_LATER": [chance - 1e-6, 0.0], "PERMIT": 0.5}
    today = hand.day(3, platform=OPEN, **luck)
    scene = Approved(contracts=contracts, workers=hand.workers(8), clients=hand.clients(8), today=today)
    assert contracts.swapped.tolist() == [True, True, False, False, True, False, False, False]
    assert scene.rows(PermitAsked, "time worker client job tactic") == [
        (3.0, 7, 0, 0, Kind.NONE),
        (3.0, 6, 1, -1, Kind.NONE),
    ]
    assert scene.workers.swaps.tolist() == [0] * 6 + [1, 1]
    assert scene.rows(ContactSwapped, "time worker client job how") == [
        (3.0, 7, 0, 0, Swap.PERMITTED),
        (3.0, 6, 1, -1, Swap.PERMITTED),  # repeat business
    ]
    few = hand.contracts(2, started=2.5)
    late: dict[str, Any] = {"APPLIES_LATER": [chance, 0.0], "PERMIT": 0.0}
    refused = Approved(contracts=few, today=hand.day(3, platform=OPEN, **late))
    assert len(refused.events[ContactSwapped]) == 0
    assert lines(few, "swapped") == [(False,), (False,)]


def test_who_speaks_outside_with_a_permit_may_be_asked_and_pressed() -> None:
    threads = waiting(4)
    asks = TALKING.asks_outside  # at middling inclination
    luck: dict[str, Any] = {
        "ASKS_OUTSIDE": [asks - 1e-6, asks, 0.0, 0.0],
        "AGREES": [1.0, 1.0, 0.0],
        "PRESSES": 0.0,
        "YIELDS": [0.0, 1.0, 0.0],
    }
    scene = Approved(threads=threads, today=hand.day(3, platform=OPEN, **luck))
    assert scene.rows(Asked, "worker client watched agreed") == [
        (3, 0, False, False),
        (1, 2, False, False),
        (0, 3, False, True),
    ]
    assert scene.rows(Pressed, "worker client yielded") == [(3, 0, True), (1, 2, False)]
    assert threads.coerced.tolist() == [True, False, False, False]
    assert threads.agreed.tolist() == [False, False, False, True]
