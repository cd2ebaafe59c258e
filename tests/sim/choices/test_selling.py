"""What workers ask for their account, and what they know of the danger."""

from math import exp

import pytest

from sim.choices.selling import LEAST_SALES, Selling, asks, danger
from tests.sim.directions import outcome

NUMBERS = Selling(asks=10_000.0, asks_spread=0.5, unused_factor=0.3)
USED = {"luck": 0.0, "unused": False, "danger": 0.0, "selling": NUMBERS}
UNUSED = USED | {"unused": True}


def test_by_middling_luck_the_median_is_asked() -> None:
    assert outcome(asks, **USED) == pytest.approx(10_000.0)


def test_what_is_asked_spreads_around_it_as_much_above_as_below() -> None:
    """exp(0.5 · 2) = e times as much, two spreads up; an e-th of it two down."""
    assert outcome(asks, **USED | {"luck": 2.0}) == pytest.approx(10_000.0 * exp(1))
    assert outcome(asks, **USED | {"luck": -2.0}) == pytest.approx(10_000.0 / exp(1))


def test_who_does_not_use_the_account_asks_three_tenths() -> None:
    assert outcome(asks, **UNUSED) == pytest.approx(3_000.0)
    assert outcome(asks, **UNUSED | {"luck": 2.0}) == pytest.approx(3_000.0 * exp(1))


def test_who_may_lose_one_account_of_five_asks_a_quarter_more() -> None:
    assert outcome(asks, **USED | {"danger": 0.2}) == pytest.approx(12_500.0)


def test_danger_is_the_share_of_sold_accounts_that_were_found() -> None:
    assert danger(2, 8) == pytest.approx(0.25)
    assert danger(0, 8) == 0


@pytest.mark.parametrize(("sales", "known"), [(0, 0.0), (1, 0.2), (2, 0.2), (5, 0.2), (6, 1 / 6)])
def test_of_fewer_than_five_sales_one_counts_as_of_five(sales: int, known: float) -> None:
    assert LEAST_SALES == 5
    assert danger(min(sales, 1), sales) == pytest.approx(known)


def test_where_all_were_found_people_hope_that_one_more_would_not_be() -> None:
    assert danger(9, 9) == pytest.approx(0.9)
    assert danger(4, 4) == pytest.approx(4 / 5)
    assert outcome(asks, **USED | {"danger": danger(9, 9)}) == pytest.approx(100_000.0)
