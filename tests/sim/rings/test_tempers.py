"""Tempers: rings that adapt look at their books, and come where there is something to earn; frozen ones do neither."""

import numpy as np
import pytest

from sim.rings.bandit import Gains
from sim.rings.business import Organising
from sim.rings.rings import Rings
from sim.rings.tempers import TEMPERS
from tests.sim import hand

NUMBERS = Organising(patience=20, review_days=7, blind_entry=0.2)
ITS_DAY, TOO_EARLY = 30, 23  # 9 and 30 leave 2 when shared out by sevens; 23 does too, but is day 18 of the ring
FROZEN, ADAPTING = TEMPERS["frozen"], TEMPERS["adapting"]


def ten(profit: float, others: float) -> Rings:
    """Ten rings, all there since day 5, of which the last has this profit."""
    rings = hand.rings(10, entered=5.0, profit=others)
    rings.profit[9] = profit
    return rings


@pytest.mark.parametrize(
    ("profit", "day", "quits"),
    [
        (-1.0, ITS_DAY, True),
        (0.0, ITS_DAY, False),
        (1.0, ITS_DAY, False),
        (-1.0, ITS_DAY + 1, False),
        (-1.0, ITS_DAY - 1, False),
        (-1.0, TOO_EARLY, False),
    ],
)
def test_a_ring_in_the_red_quits_on_a_review_after_patience(profit: float, day: int, quits: bool) -> None:
    assert ADAPTING.gives_up(ten(profit, -profit), day, NUMBERS)[9] == quits


def test_patience_ends_on_its_day() -> None:
    red = ten(-1.0, 1.0)
    assert ADAPTING.gives_up(red, TOO_EARLY, Organising(patience=18, review_days=7))[9]
    assert not ADAPTING.gives_up(red, TOO_EARLY, Organising(patience=19, review_days=7))[9]


def test_a_ring_keeps_its_mind_until_it_looks_again() -> None:
    rings = ten(15.0, 1.0)
    rings.quitting[9] = True
    assert ADAPTING.gives_up(rings, ITS_DAY + 1, NUMBERS)[9]
    assert not ADAPTING.gives_up(rings, ITS_DAY, NUMBERS)[9]


def test_rings_come_by_the_share_in_profit_and_some_blindly() -> None:
    rings = hand.rings(4, entered=[0.0, 0.0, 0.0, 25.0], profit=[0.5, 0.0, -5.0, 5.0])
    assert ADAPTING.pull(rings, 30, NUMBERS) == pytest.approx(0.2 + 0.8 * 2 / 3)
    assert ADAPTING.pull(rings, 45, NUMBERS) == pytest.approx(0.2 + 0.8 * 2 / 2)
    rings.left[:] = [False, True, True, True]
    assert ADAPTING.pull(rings, 45, NUMBERS) == pytest.approx(0.2 + 0.8 * 2)
    rings.left[:] = True
    assert ADAPTING.pull(rings, 45, NUMBERS) == pytest.approx(0.2)


def test_before_any_ring_is_settled_as_many_come_as_ever() -> None:
    rings = hand.rings(4, entered=-1.0, profit=-5.0)
    assert ADAPTING.pull(rings, 19, NUMBERS) == 1.0
    assert ADAPTING.pull(rings, 20, NUMBERS) == 0.2


def test_frozen_rings_never_quit_never_learn_and_come_as_ever() -> None:
    rings = ten(-1.0, -1.0)
    assert not FROZEN.gives_up(rings, ITS_DAY, NUMBERS).any()
    assert FROZEN.pull(rings, ITS_DAY, NUMBERS) == 1.0
    before = rings.habits.pace.log_weight.copy()
    gains = Gains(np.array([0]), np.array([2]), np.array([1.0]), np.array([1.0]))
    FROZEN.learn(rings.habits.pace, gains, np.arange(10))
    assert (rings.habits.pace.log_weight == before).all()
    ADAPTING.learn(rings.habits.pace, gains, np.arange(10))
    assert rings.habits.pace.log_weight[0, 2] > before[0, 2]
