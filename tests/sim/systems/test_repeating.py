"""Repeating: pairs that have more work make another contract, or deal outside once they have each other's contacts."""

from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.state.codes import ContractState
from sim.state.draws import key
from sim.state.events import DealtDirect, Hired
from sim.state.log import Events
from sim.state.trade import Affairs, Contracts
from sim.systems.repeating import repeating
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

TALKING = hand.world().talking
LEAKS = (
    TALKING.repeat_contract_direct * TALKING.fee_salience
)  # share at an inclination of 0.5 where workers enter take-home
NEVER = np.inf


def repeats(contracts: Contracts, **given: Any) -> Events:
    s = Scene(contracts=contracts, **given)
    repeating(s.workers, contracts, s.affairs, s.log, clients=s.clients, today=s.today)
    return s.events


def ended(count: int, **columns: Any) -> Contracts:
    """Accepted contracts of pairs that have more work on day 3.25."""
    return hand.contracts(count, **{"state": ContractState.ACCEPTED, "next_at": 3.25, **columns})


def test_a_pair_signs_again_for_the_same_amount_once_its_time_has_come() -> None:
    contracts = ended(
        2,
        worker=[6, 3],
        client=[4, 5],
        job=[2, 1],
        nth=[0, 3],
        format=[Format.HOURLY, 0],
        amount=[1500.0, 2500.0],
        true_fit=[0.25, 0.75],
        swapped=[False, True],
        next_at=[3.25, 3.75],
    )
    workers = hand.workers(8, running=1)
    events = repeats(contracts, workers=workers, today=hand.day(3, DIRECT_REPEAT=0.999))
    assert hand.rows(events, Hired, "time worker client job tactic format amount") == [
        (3.25, 6, 4, -1, Kind.NONE, Format.HOURLY, 1500.0),
        (3.75, 3, 5, -1, Kind.NONE, Format.FIXED, 2500.0),
    ]
    keys = key(contracts.key[:2], 1).tolist()
    again = lines(contracts, "key worker client job nth format amount started true_fit swapped next_at state")
    assert again[2:] == [
        (keys[0], 6, 4, 2, 1, Format.HOURLY, 1500.0, 3.25, 0.25, False, NEVER, ContractState.RUNNING),
        (keys[1], 3, 5, 1, 4, Format.FIXED, 2500.0, 3.75, 0.75, True, NEVER, ContractState.RUNNING),
    ]
    assert contracts.next_at[:2].tolist() == [NEVER, NEVER]
    assert workers.running.tolist() == [1, 1, 1, 2, 1, 1, 2, 1]


def test_more_work_comes_on_its_day_or_this_morning_where_that_has_passed() -> None:
    contracts = ended(3, next_at=[2.5, 3.999, 4.0])
    events = repeats(contracts)
    assert hand.rows(events, Hired, "time worker") == [(3.0, 0), (3.999, 1)]
    assert contracts.next_at[:3].tolist() == [NEVER, NEVER, 4.0]


def test_nothing_comes_of_it_where_one_of_the_two_is_gone() -> None:
    contracts = ended(5, worker=[7, 6, 5, 4, 3], client=[0, 2, 1, 4, 3], swapped=True)
    workers = hand.workers(8, left=[False] * 7 + [True])
    clients = hand.clients(
        8,
        left=[False, True, False, False, False, True, True, True],
        restricted=[False, False, True, False, False, True, True, True],
    )
    today = hand.day(3, DIRECT_REPEAT=[0.0, 0.999])
    events = repeats(contracts, workers=workers, clients=clients, today=today)
    assert events[DealtDirect].worker.tolist() == [4]
    assert events[Hired].worker.tolist() == [3]
    assert contracts.next_at[:5].tolist() == [NEVER] * 5


def test_a_pair_with_swapped_contacts_and_the_inclination_deals_outside() -> None:
    contracts = ended(
        4,
        swapped=[True, True, True, False],
        worker=[4, 5, 6, 7],
        client=[3, 2, 1, 0],
        job=[1, 1, 0, 0],
        amount=[10.0, 20.0, 30.0, 40.0],
        next_at=[2.5, 3.5, 3.25, 3.5],
    )
    clients = hand.clients(4, true_direct=[0.5, 0.25, 0.5, 0.5])
    workers = hand.workers(8)
    today = hand.day(3, DIRECT_REPEAT=[LEAKS - 0.001, LEAKS, LEAKS / 2 - 0.001, 0.0])
    asked = hand.asked(today)
    events = repeats(contracts, workers=workers, clients=clients, today=today)
    assert hand.rows(events, DealtDirect, "time worker client job amount coerced") == [
        (3.0, 4, 3, -1, 10.0, False),
        (3.25, 6, 1, -1, 30.0, False),
    ]
    assert hand.rows(events, Hired, "worker client") == [(5, 2), (7, 0)]
    assert asked["DIRECT_REPEAT"] == [contracts.key[:4].tolist()]
    assert workers.running.tolist() == [0, 0, 0, 0, 0, 1, 0, 1]


def test_whoever_dealt_outside_is_not_asked_by_the_luck_of_those_who_are_gone() -> None:
    contracts = ended(3, swapped=True, client=[2, 1, 0])
    clients = hand.clients(3, true_direct=[0.25, 0.5, 0.5], restricted=[False, False, True])
    today = hand.day(3, DIRECT_REPEAT=[LEAKS - 0.001, LEAKS - 0.001])
    asked = hand.asked(today)
    events = repeats(contracts, clients=clients, today=today)
    assert events[DealtDirect].worker.tolist() == [1]
    assert events[Hired].worker.tolist() == [2]
    assert asked["DIRECT_REPEAT"] == [contracts.key[[1, 2]].tolist()]


def test_work_outside_may_come_to_nothing_on_later_deals_too() -> None:
    affairs, contracts = Affairs(16), ended(2, swapped=True, amount=[70.0, 80.0])
    today = hand.day(3, DIRECT_REPEAT=0.0, DIRECT_UNPAID=[0.999, 0.0])
    asked = hand.asked(today)
    repeats(contracts, affairs=affairs, today=today)
    assert lines(affairs, "worker job owed") == [(0, -1, 70.0)]
    assert asked["DIRECT_UNPAID"] == [key(contracts.key[:2], 1).tolist()]


@pytest.mark.parametrize(("net_entry", "share"), [(True, LEAKS), (False, TALKING.repeat_contract_direct)])
def test_fees_that_are_felt_push_pairs_outside(net_entry: bool, share: float) -> None:
    platform = hand.platform(fee_schedule={"net_entry": net_entry})
    contracts = ended(2, swapped=True)
    events = repeats(contracts, today=hand.day(platform=platform, DIRECT_REPEAT=[share - 0.001, share + 0.001]))
    assert events[DealtDirect].worker.tolist() == [0]


@pytest.mark.parametrize(("inclination", "outside"), [(0.68, 1), (0.65, 0)])
def test_by_middling_luck_those_deal_outside_who_are_inclined_to(inclination: float, outside: int) -> None:
    assert 0.65 < 0.5 * 0.5 / LEAKS < 0.68  # where more than half do
    events = repeats(ended(1, swapped=True), clients=hand.clients(1, true_direct=inclination))
    assert len(events[DealtDirect]) == outside
