"""Entering: new rings come where there is something to earn."""

import pytest

from sim.rings.tactics import Papers
from sim.state.codes import ClientType, Opening
from sim.state.events import AccountOpened, ClientJoined, RingEntered
from sim.state.log import Log
from sim.systems.entering import entering
from tests.sim import hand

SIX = hand.world(  # 3,600 rings, six of which stop and six enter a day, where the business is as ever
    clients=144_000, population={"ring_share": 0.1}, ring={"accounts": 4.0, "stops": 0.05, "blind_entry": 0.5}
)


def test_new_rings_are_numbered_on_and_open_all_their_accounts_at_once() -> None:
    rings, clients, log = hand.rings(1), hand.clients(1), Log()
    today = hand.day(world=hand.world(ring={"accounts": 2.6}), NEW_RINGS=2, RING_SIZE_LATER=[0.2, 0.7])  # × 2 parts
    luck = hand.asked(today)
    entering(rings, hand.workers(1), clients, hand.offers(0), log, today=today)
    assert rings.size.tolist() == [2, 1, 2]
    assert clients.true_ring.tolist() == [-1, 1, 2, 2]
    events = hand.told(log)
    assert hand.rows(events, RingEntered, "time ring") == [(3.0, 1), (3.0, 2)]
    assert hand.rows(events, ClientJoined, "time client type verified") == [
        (3.0, row, ClientType.RING, False) for row in (1, 2, 3)
    ]
    assert hand.rows(events, AccountOpened, "time client ring how") == [
        (3.0, 1, 1, Opening.OPENED),
        (3.0, 2, 2, Opening.OPENED),
        (3.0, 3, 2, Opening.OPENED),
    ]
    assert luck["NEW_RINGS"] == [3]


def test_on_a_day_on_which_nobody_comes_nothing_is_told() -> None:
    rings, clients, log = hand.rings(1), hand.clients(1), Log()
    entering(rings, hand.workers(1), clients, hand.offers(0), log, today=hand.day(NEW_RINGS=0))
    assert (len(rings), len(clients), len(hand.told(log))) == (1, 1, 0)


@pytest.mark.parametrize(("day", "profit", "come"), [(41, -1.0, 6), (42, -1.0, 3), (42, 1.0, 9), (42, [1.0, -1.0], 6)])
def test_after_six_weeks_as_many_rings_come_as_business_draws(day: int, profit: float, come: int) -> None:
    rings = hand.rings(2, temper="adapting", profit=profit)
    today = hand.day(day, world=SIX, RING_SIZE_LATER=0.0)
    entering(rings, hand.workers(1), hand.clients(1), hand.offers(0), Log(), today=today)
    assert len(rings) == 2 + come


def test_a_new_ring_may_begin_with_an_account_that_a_worker_sells() -> None:
    rings, clients, offers = hand.rings(1), hand.clients(1), hand.offers(1, worker=1)
    workers = hand.workers(2, opened=[-5.0, -77.0], verified=[False, True])
    today = hand.day(NEW_RINGS=1, RING_SIZE_LATER=0.0, PAPERS=0.999)
    entering(rings, workers, clients, offers, Log(), today=today)
    assert len(offers) == 0
    assert clients.true_papers[1] == Papers.BOUGHT
    assert (clients.joined[1], clients.verified[1]) == (-77.0, True)
