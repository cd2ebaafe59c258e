"""Reckoning: rings look at their books, and hear of others than yesterday."""

from dataclasses import replace

import numpy as np

from sim.state.draws import Draws
from sim.systems.reckoning import reckoning
from tests.sim import hand

WEDNESDAY = 44  # rings 2 and 9 look at their books, six weeks after they came


def test_a_ring_quits_at_a_loss_and_stays_at_a_profit() -> None:
    profit = np.where(np.arange(14) == 2, -1.0, 1.0)
    rings = hand.rings(14, temper="adapting", profit=profit, quitting=np.arange(14) == 9)
    reckoning(rings, today=hand.day(WEDNESDAY))
    assert np.flatnonzero(rings.quitting).tolist() == [2]


def test_rings_that_do_not_look_today_stay_of_their_mind() -> None:
    rings = hand.rings(14, temper="adapting", profit=-1.0, quitting=np.arange(14) == 4)
    reckoning(rings, today=hand.day(WEDNESDAY))
    assert np.flatnonzero(rings.quitting).tolist() == [2, 4, 9]


def test_frozen_rings_never_mean_to_quit() -> None:
    rings = hand.rings(14, temper="frozen", profit=-1.0)
    reckoning(rings, today=hand.day(WEDNESDAY))
    assert not rings.quitting.any()


def test_a_few_rings_a_month_stop_whatever_they_earn() -> None:
    """A twentieth within a month is one day's luck below 1/600."""
    rings = hand.rings(3, temper="frozen", profit=1.0, stopping=[False, True, False])
    today = hand.day(WEDNESDAY, world=hand.world(ring={"stops": 0.05}), RING_STOPS=[0.0016, 0.0017, 0.9])
    luck = hand.asked(today)
    reckoning(rings, today=today)
    assert rings.stopping.tolist() == [True, False, False]
    assert luck["RING_STOPS"] == [WEDNESDAY, [0, 1, 2]]


def test_rings_stand_in_other_places_every_day() -> None:
    rings = hand.rings(14, temper="frozen")
    reckoning(rings, today=replace(hand.day(WEDNESDAY), draws=Draws(1)))
    first = rings.place.tolist()
    reckoning(rings, today=replace(hand.day(WEDNESDAY + 1), draws=Draws(1)))
    assert len({*first, *rings.place.tolist()}) == 28
