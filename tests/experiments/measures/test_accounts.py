"""The trade in accounts, of logs and evenings that can be worked out by hand."""

import numpy as np
import pytest

from experiments.measures.accounts import Stock, new_offers, trade
from sim.state.codes import ClientType, Opening, Reason
from sim.state.events import AccountOpened, AccountSold, ClientJoined, WorkerLeft
from tests.experiments.measures.logs import at, log_of, periods_of

NOTHING = np.zeros(120, np.int64)


def evening(**since: float) -> Stock:
    """The accounts on sale, each as `w<worker>=<day>`."""
    return Stock(np.array([int(name[1:]) for name in since], np.int64), np.array([*since.values()], np.float64))


def test_an_account_sold_on_its_first_day_is_offered_once() -> None:
    """Day 0: 1 offers. Day 1: 2 offers, 3 offers and sells at once. Day 2: 1 sells. Day 3: 2 gives up, 4 offers."""
    stocks = [evening(), evening(w1=0), evening(w1=0, w2=1), evening(w2=1), evening(w4=3)]
    sales = log_of(at(AccountSold, [1.75, 2.25], worker=[3, 1]))[AccountSold]
    assert new_offers(stocks, sales).tolist() == [1, 2, 0, 1]


def test_who_gives_up_and_offers_again_puts_its_account_up_twice() -> None:
    stocks = [evening(), evening(w1=0), evening(w1=0), evening(w1=2)]
    assert new_offers(stocks, log_of()[AccountSold]).tolist() == [1, 0, 1]


def test_offers_from_before_the_run_are_not_new() -> None:
    stocks = [evening(w1=-1, w2=-1), evening(w2=-1)]
    assert new_offers(stocks, log_of(at(AccountSold, 0, worker=[1]))[AccountSold]).tolist() == [0]


def test_the_trade_is_that_of_a_measured_month() -> None:
    """Three windows, from days 30, 60 and 90 on."""
    offers = NOTHING.copy()
    offers[[29, 30, 59, 60, 119]] = [100, 1, 2, 4, 5]
    values = trade(
        periods_of(at(AccountSold, [29, 30, 45, 119], worker=[0, 1, 2, 3], yen=[7.0, 3e3, 4e3, 8e3])), offers
    )
    assert values["offers"] == pytest.approx(12 / 3)
    assert values["sales"] == pytest.approx(3 / 3)
    assert values["price"] == pytest.approx(15e3 / 3)
    assert [values[name] for name in ("openings", "purchases", "marks", "unproven")] == [0, 0, 0, 0]


def test_who_leaves_over_papers_is_counted_apart_from_others_who_leave() -> None:
    """Two of them in three measured months: one left before, and one was fed up."""
    reasons = [Reason.UNPROVEN, Reason.UNPROVEN, Reason.FED_UP, Reason.UNPROVEN]
    values = trade(periods_of(at(WorkerLeft, [29, 31, 45, 119], worker=[0, 1, 2, 3], reason=reasons)), NOTHING)
    assert values["unproven"] == pytest.approx(2 / 3)


def test_new_accounts_of_rings_count_however_rings_get_them() -> None:
    """Client 0 is of the first day, 1…4 are a ring's new accounts, 5 is an honest client who joins."""
    values = trade(
        periods_of(
            at(ClientJoined, -1, client=[0], type=ClientType.RING, verified=True),
            at(ClientJoined, [40, 40, 70, 100], client=[1, 2, 3, 4], type=ClientType.RING, verified=[1, 0, 1, 1]),
            at(ClientJoined, 50, client=[5], type=ClientType.HONEST, verified=True),
            at(AccountOpened, -1, client=[0], how=Opening.BOUGHT),
            at(
                AccountOpened,
                [40, 40, 70, 100],
                client=[1, 2, 3, 4],
                how=[Opening.BOUGHT, Opening.BOUGHT, Opening.REPLACED, Opening.OPENED],
            ),
        ),
        NOTHING,
    )
    assert values["openings"] == pytest.approx(4 / 3)
    assert values["purchases"] == pytest.approx(2 / 3)
    assert values["marks"] == pytest.approx(3 / 3)
