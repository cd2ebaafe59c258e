"""Who follows an acquaintance into a scheme."""

from sim.choices.grapevine import Grapevine, follows
from tests.sim.directions import LUCK, falls, happens_under, outcome, rises

VINE = Grapevine(follows=0.5)
FRIEND = {"pressure": 0.5, "caution": 0.5, "u": LUCK}


def test_half_pressed_and_half_careful_an_eighth_follow() -> None:
    """0.5 · 0.5 · (1 − 0.5) = 0.125."""
    assert happens_under(0.125, follows, pressure=0.5, caution=0.5, grapevine=VINE)
    assert happens_under(0.1875, follows, pressure=0.5, caution=0.25, grapevine=VINE)


def test_people_under_pressure_follow_more_often_and_careful_ones_less() -> None:
    assert rises(follows, "pressure", 0.5, 0.6, **FRIEND, grapevine=VINE)
    assert falls(follows, "caution", 0.5, 0.6, **FRIEND, grapevine=VINE)
    assert rises(follows, "grapevine.follows", 0.5, 0.6, **FRIEND, grapevine=VINE)


def test_nobody_follows_without_pressure_or_with_full_caution() -> None:
    assert outcome(follows, pressure=0.0, caution=0.5, u=0.0, grapevine=VINE) == 0
    assert outcome(follows, pressure=0.5, caution=1.0, u=0.0, grapevine=VINE) == 0
