"""Offers: accounts on the market, and which of them rings take first."""

import pytest

from tests.sim import hand
from tests.sim.batches import lines


@pytest.mark.parametrize(("count", "rows"), [(0, []), (1, [2]), (3, [2, 0, 3]), (4, [2, 0, 3, 1]), (9, [2, 0, 3, 1])])
def test_the_cheapest_come_first_and_no_more_than_there_are(count: int, rows: list[int]) -> None:
    assert hand.offers(4, ask=[2_000.0, 4_000.0, 1_000.0, 3_000.0]).cheapest(count).tolist() == rows


def test_of_equally_cheap_ones_the_one_that_has_waited_longest_comes_first() -> None:
    offers = hand.offers(4, ask=[2_000.0, 1_000.0, 1_000.0, 1_000.0], since=[2.0, 3.0, 4.0, 5.0])
    assert offers.cheapest(3).tolist() == [1, 2, 3]


def test_offers_that_are_forgotten_are_gone() -> None:
    offers = hand.offers(4, worker=[7, 5, 8, 6], ask=[4.0, 3.0, 2.0, 1.0], since=[1.0, 2.0, 3.0, 4.0])
    offers.forget(offers.cheapest(4)[[3, 1]])
    assert lines(offers, "worker ask since") == [(5, 3.0, 2.0), (6, 1.0, 4.0)]
