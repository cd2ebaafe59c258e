"""Selling: workers offer their accounts, rings buy the cheapest, and who is found out loses its own."""

import numpy as np
import pytest

from sim.acts.selling import buy, give_up, lose_own, offer
from sim.state.codes import Reason
from sim.state.events import AccountSold, WorkerLeft
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.trade import Offers
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.plain import PLAIN

ASKS, SPREAD = PLAIN.selling.asks, PLAIN.selling.asks_spread
NOBODY = np.zeros(0, np.int64)


def offered(
    sellers: list[int], today: Today | None = None, *, workers: Workers | None = None, clients: Clients | None = None
) -> Offers:
    """The market on which these of four workers have put their accounts, and where worker 9 had its before."""
    offers = hand.offers(1, worker=9, ask=500.0)
    offer(
        workers or hand.workers(4),
        offers,
        sellers=np.array(sellers),
        clients=clients or hand.clients(1),
        today=today or hand.day(),
    )
    return offers


def test_an_offer_comes_on_the_market_after_those_that_are_there() -> None:
    assert lines(offered([3, 1]), "worker ask since") == [(9, 500.0, 2.0), (3, ASKS, 3.0), (1, ASKS, 3.0)]


def test_who_offers_an_account_goes_on_using_it() -> None:
    workers = hand.workers(4, left=[False, False, False, True])
    offered([3, 1], workers=workers)
    assert workers.left.tolist() == [False, False, False, True]
    assert workers.true_offers.tolist() == [False, True, False, True]


def test_what_somebody_asks_is_luck_of_the_person() -> None:
    workers, today = hand.workers(4), hand.day(ASKS_PRICE=[1.0, -2.0])
    luck = hand.asked(today)
    offers = offered([3, 1], today, workers=workers)
    assert offers.ask[1:] == pytest.approx([ASKS * np.exp(SPREAD), ASKS * np.exp(-2 * SPREAD)])
    assert luck == {"ASKS_PRICE": [workers.key[[3, 1]].tolist()]}


def test_who_has_left_asks_less() -> None:
    """Two of eight: 20,000 ÷ (1 − 1/4). Who was restricted and bought from nobody is no warning."""
    workers = hand.workers(4, left=[True, False, False, False])
    clients = hand.clients(10, true_seller=[*range(8), -1, -1], restricted=[True] * 2 + [False] * 6 + [True] * 2)
    assert offered([0, 1], workers=workers, clients=clients).ask[1:] == pytest.approx([8_000.0, 20_000 * 4 / 3])


def test_where_nobody_offers_an_account_nothing_changes() -> None:
    workers = hand.workers(2)
    offers = hand.offers(1)
    offer(workers, offers, sellers=NOBODY, clients=hand.clients(1), today=hand.day())
    assert (workers.true_offers.tolist(), offers.worker.tolist()) == ([False, False], [0])


def test_who_has_waited_for_two_months_takes_its_account_off_the_market() -> None:
    workers = hand.workers(4, true_offers=[True, True, True, False])
    offers = hand.offers(3, worker=[2, 0, 1], since=[2.75, 3.0, 60.0])
    give_up(workers, offers, today=hand.day(63))
    assert PLAIN.selling.offer_days == 60
    assert offers.worker.tolist() == [0, 1]
    assert workers.true_offers.tolist() == [True, True, False, False]


def test_who_has_sold_its_account_cannot_take_it_back() -> None:
    workers = hand.workers(1, true_offers=True)
    give_up(workers, hand.offers(0), today=hand.day(400))
    assert workers.true_offers.tolist() == [True]


def test_rings_buy_the_cheapest_at_the_price_that_is_asked() -> None:
    offers = hand.offers(4, worker=[6, 7, 8, 9], ask=[3_000.0, 1_000.0, 4_000.0, 2_000.0])
    worker, yen = buy(offers, Log(), wanted=2, today=hand.day())
    assert (worker.tolist(), yen.tolist()) == ([7, 9], [1_000.0, 2_000.0])
    assert lines(offers, "worker ask") == [(6, 3_000.0), (8, 4_000.0)]


def test_who_had_sold_an_account_loses_it_from_tomorrow_on() -> None:
    workers, log = hand.workers(4, true_offers=True), Log()
    lose_own(workers, log, sellers=np.array([3, 0]), today=hand.day())
    assert workers.left.tolist() == [True, False, False, True]
    assert hand.rows(hand.told(log), WorkerLeft, "time worker reason") == [
        (4.0, 3, Reason.RESTRICTED),
        (4.0, 0, Reason.RESTRICTED),
    ]


def test_who_had_left_before_leaves_no_second_time() -> None:
    workers, log = hand.workers(2, left=[True, False]), Log()
    lose_own(workers, log, sellers=np.array([0]), today=hand.day())
    assert workers.left.tolist() == [True, False]
    assert len(hand.told(log)) == 0


def test_every_sale_is_told_with_its_price() -> None:
    log = Log()
    buy(hand.offers(3, worker=[6, 7, 8], ask=[3_000.0, 1_000.0, 4_000.0]), log, wanted=2, today=hand.day())
    assert hand.rows(hand.told(log), AccountSold, "time worker yen") == [(3.0, 7, 1_000.0), (3.0, 6, 3_000.0)]


def test_the_account_of_worker_nought_is_a_warning_too() -> None:
    clients = hand.clients(1, true_seller=0, restricted=True)
    assert offered([1], clients=clients).ask[1:] == pytest.approx([ASKS / (1 - 1 / 5)])
