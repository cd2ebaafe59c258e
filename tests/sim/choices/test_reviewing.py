"""Which clients give up a posting that does not appear."""

from math import exp

import pytest

from sim.choices.reviewing import Reviewing, gives_up
from tests.sim.directions import LUCK, outcome, rises

DESK = Reviewing(impatience=0.05)
CLIENT = {"lag_hours": 10.0, "hurry": 0.5, "u": LUCK, "reviewing": DESK}


def test_after_ten_hours_a_middling_client_has_given_up_with_probability_39_per_cent() -> None:
    """1 − exp(−0.05 · 2 · 0.5 · 10) = 1 − exp(−0.5) = 0.3935."""
    chance = 1 - exp(-0.5)
    assert outcome(gives_up, **CLIENT | {"u": chance - 1e-9}) == 1
    assert outcome(gives_up, **CLIENT | {"u": chance + 1e-9}) == 0
    assert outcome(gives_up, **CLIENT) == pytest.approx(chance, abs=1e-3)


def test_the_longer_it_takes_and_the_more_of_a_hurry_they_are_in_the_more_give_up() -> None:
    assert rises(gives_up, "lag_hours", 10.0, 11.0, **CLIENT)
    assert rises(gives_up, "hurry", 0.5, 0.6, **CLIENT)
    assert rises(gives_up, "reviewing.impatience", 0.05, 0.06, **CLIENT)


def test_nobody_gives_up_what_appears_at_once() -> None:
    assert outcome(gives_up, **CLIENT | {"lag_hours": 0.0, "u": 0.0}) == 0
