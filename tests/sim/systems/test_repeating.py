"""Repeating: pairs that have more work make another contract, or agree to deal outside."""

from typing import Any

import numpy as np

from policies.records import Action, Format, Kind, Stage
from sim.state.codes import ContractState, Swap
from sim.state.draws import key
from sim.state.events import Asked, ContactSwapped, DealtDirect, Hired
from sim.state.log import Events
from sim.state.trade import Affairs, Contracts
from sim.systems.repeating import repeating
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.letters import CONTACT, Watch, with_letters
from tests.sim.scene import Scene

TALKING = hand.world().talking
ASKS, WATCHED = TALKING.asks_again, TALKING.agrees_watched  # at an inclination of 0.5
NEVER = np.inf


def repeats(contracts: Contracts, **given: Any) -> Events:
    """Events of a day on which nobody is pressed, unless luck says so."""
    s = Scene(contracts=contracts, **given)
    today = with_letters(s.today, s.watch)
    repeating(s.workers, s.clients, contracts, s.affairs, hand.desk(), s.reported, s.log, today=today)
    return s.events


def ended(count: int, **columns: Any) -> Contracts:
    """Accepted contracts of pairs that have more work on day 3.25."""
    return hand.contracts(count, **{"state": ContractState.ACCEPTED, "next_at": 3.25, **columns})


def test_a_pair_signs_again_for_the_same_amount_in_time() -> None:
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
    events = repeats(contracts, workers=workers, today=hand.day(3, ASKS_OUTSIDE=0.999))
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


def test_more_work_comes_on_its_day_or_this_morning() -> None:
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
    today = hand.day(3, ASKS_OUTSIDE=[0.0, 0.999], AGREES=0.0)
    events = repeats(contracts, workers=workers, clients=clients, today=today)
    assert events[DealtDirect].worker.tolist() == [4]
    assert events[Hired].worker.tolist() == [3]
    assert contracts.next_at[:5].tolist() == [NEVER] * 5


def test_clients_ask_by_their_inclination_and_who_agrees_deals_outside() -> None:
    contracts = ended(
        4,
        swapped=True,
        worker=[4, 5, 6, 7],
        client=[3, 2, 1, 0],
        job=[1, 1, 0, 0],
        amount=[10.0, 20.0, 30.0, 40.0],
        next_at=[2.5, 3.5, 3.25, 3.5],
    )
    clients = hand.clients(4, true_direct=[0.5, 0.25, 0.5, 0.5])
    workers = hand.workers(8)
    today = hand.day(3, ASKS_OUTSIDE=[ASKS - 0.001, ASKS, ASKS / 2 - 0.001, 0.0], AGREES=[0.0, 1.0, 0.0], PRESSES=1.0)
    draws = hand.asked(today)
    events = repeats(contracts, workers=workers, clients=clients, today=today)
    keys = key(contracts.key[:4], 1).tolist()
    assert hand.rows(events, DealtDirect, "time worker client job amount coerced") == [
        (3.0, 4, 3, -1, 10.0, False),
        (3.5, 7, 0, -1, 40.0, False),
    ]
    assert hand.rows(events, Hired, "worker client") == [(6, 1), (5, 2)]
    assert draws["ASKS_OUTSIDE"] == [keys]
    assert draws["AGREES"] == [[keys[0], keys[2], keys[3]]]
    assert workers.running.tolist() == [0, 0, 0, 0, 0, 1, 1, 0]
    assert len(events[ContactSwapped]) == 0  # they had them


def test_who_has_no_contact_is_asked_in_a_watched_message() -> None:
    warned = Watch(standing_warning=True)
    contracts = ended(4, swapped=[True, False, False, False], client=[3, 2, 1, 0])
    workers, clients = hand.workers(4), hand.clients(4)
    luck: dict[str, Any] = {"ASKS_OUTSIDE": 0.0, "AGREES": [WATCHED, WATCHED - 1e-6, WATCHED, 0.0], "PRESSES": 1.0}
    events = repeats(contracts, workers=workers, clients=clients, watch=warned, today=hand.day(3, **luck))
    assert hand.rows(events, Asked, "worker watched agreed") == [
        (0, False, True),
        (1, True, True),
        (2, True, False),
        (3, True, True),
    ]
    [message] = warned.shown
    assert message.text.codes.tolist() == [CONTACT + 1] * 3
    assert message.stage.tolist() == [Stage.AFTER] * 3
    assert hand.rows(events, ContactSwapped, "worker client job how") == [
        (1, 2, -1, Swap.AGREED),
        (3, 0, -1, Swap.AGREED),
    ]
    assert workers.swaps.tolist() == [0, 1, 0, 1]
    assert clients.revealed.tolist() == [True, True, True, False]
    unwatched = repeats(ended(1), today=hand.day(3, ASKS_OUTSIDE=0.0, AGREES=WATCHED))
    assert hand.rows(unwatched, Asked, "watched agreed") == [(False, True)]  # no warning stands there


def test_a_stopped_message_asks_nobody_and_the_pair_goes_on() -> None:
    stops = Watch({CONTACT + 1: Action.STOP})
    events = repeats(ended(1), watch=stops, today=hand.day(3, ASKS_OUTSIDE=0.0, AGREES=0.0))
    assert len(events[Asked]) == len(events[DealtDirect]) == 0
    assert len(events[Hired]) == 1


def test_who_shares_no_outlet_is_not_asked_in_a_message() -> None:
    luck: dict[str, Any] = {"ASKS_OUTSIDE": 0.0, "AGREES": 0.0, "USES_OUTLET": 1.0}
    events = repeats(ended(2, swapped=[False, True]), today=hand.day(3, **luck))
    assert hand.rows(events, Asked, "worker") == [(1,)]


def test_who_declines_outside_may_be_pressed_and_yield() -> None:
    luck: dict[str, Any] = {"ASKS_OUTSIDE": 0.0, "AGREES": 1.0, "PRESSES": 0.0, "YIELDS": 0.0}
    events = repeats(ended(2, swapped=[True, False]), today=hand.day(3, **luck))
    assert hand.rows(events, DealtDirect, "worker coerced") == [(0, True)]
    assert hand.rows(events, Hired, "worker") == [(1,)]


def test_work_outside_may_come_to_nothing_on_later_deals_too() -> None:
    affairs, contracts = Affairs(16), ended(2, swapped=True, amount=[70.0, 80.0])
    today = hand.day(3, ASKS_OUTSIDE=0.0, AGREES=0.0, DIRECT_UNPAID=[0.999, 0.0])
    draws = hand.asked(today)
    repeats(contracts, affairs=affairs, today=today)
    assert lines(affairs, "worker job owed") == [(0, -1, 70.0)]
    assert draws["DIRECT_UNPAID"] == [key(contracts.key[:2], 1).tolist()]
