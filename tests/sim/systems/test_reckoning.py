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


def test_rings_stand_in_other_places_every_day() -> None:
    rings = hand.rings(14, temper="frozen")
    reckoning(rings, today=replace(hand.day(WEDNESDAY), draws=Draws(1)))
    first = rings.place.tolist()
    reckoning(rings, today=replace(hand.day(WEDNESDAY + 1), draws=Draws(1)))
    assert len({*first, *rings.place.tolist()}) == 28
