"""How hard the times press on people."""

from datetime import date

import pytest

from sim.choices.people import Population, pressure
from tests.sim.directions import outcome

TIMES = Population(shock=0.5, shock_begins=60, shock_rise=45.0, shock_half_life=60.0)
WORKER = {"base": 0.4, "relief": 0.0, "population": TIMES}


def on(month: int, day: int) -> int:
    return (date(2020, month, day) - date(1970, 1, 1)).days


FEBRUARY, MARCH, APRIL, JUNE = on(2, 1), on(3, 10), on(4, 15), on(6, 14)


def test_before_the_shock_people_feel_what_relief_leaves_of_their_own_pressure() -> None:
    assert outcome(pressure, **WORKER, date=FEBRUARY) == pytest.approx(0.4, abs=1e-9)
    assert outcome(pressure, **WORKER | {"relief": 0.25}, date=FEBRUARY) == pytest.approx(0.4 * 0.75, abs=1e-9)
    assert outcome(pressure, **WORKER, date=on(3, 1)) == pytest.approx(0.4, abs=1e-9)


def test_on_10_march_a_fifth_of_the_shock_is_felt() -> None:
    assert outcome(pressure, **WORKER, date=MARCH) == pytest.approx(0.4 * (1 + 0.5 * 9 / 45), abs=1e-9)
    assert outcome(pressure, **WORKER, date=APRIL) == pytest.approx(0.4 * (1 + 0.5), abs=1e-9)


def test_sixty_days_after_its_height_half_of_it_is_left() -> None:
    assert outcome(pressure, **WORKER, date=JUNE) == pytest.approx(0.4 * (1 + 0.5 / 2), abs=1e-9)
    assert outcome(pressure, **WORKER, date=APRIL + 120) == pytest.approx(0.4 * (1 + 0.5 / 4), abs=1e-9)


def test_pressure_is_full_at_most_and_relief_takes_its_share_of_that() -> None:
    pressed = WORKER | {"base": 0.9}
    assert outcome(pressure, **pressed, date=APRIL) == 1.0
    assert outcome(pressure, **pressed | {"relief": 0.25}, date=APRIL) == pytest.approx(1 - 0.25, abs=1e-9)
    assert outcome(pressure, **pressed | {"relief": 1.0}, date=APRIL) == 0.0
