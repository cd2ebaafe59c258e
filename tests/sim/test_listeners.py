"""Listeners: people who are there while others call, for the share of calls that they had time for yesterday."""

import pytest

from sim.state.desk import Listeners


def test_two_people_with_three_days_work_come_to_two_thirds() -> None:
    staff = Listeners()
    assert staff.reach(3, 288, 2, 15.0) == 1.0  # nobody knew
    assert staff.reach(4, 1, 2, 15.0) == pytest.approx(2 / 3)


def test_calls_of_a_day_add_up_however_they_come_in() -> None:
    staff = Listeners()
    for calls in (100, 92):
        assert staff.reach(3, calls, 1, 15.0) == 1.0
    assert [staff.reach(4, calls, 1, 15.0) for calls in (0, 48)] == [0.5, 0.5]
    assert staff.reach(5, 10, 1, 15.0) == 1.0


def test_who_has_time_for_all_comes_to_all_and_nobody_to_none() -> None:
    staff = Listeners()
    staff.reach(3, 96, 1, 15.0)
    assert staff.reach(4, 5, 1, 15.0) == 1.0
    assert staff.reach(4, 5, 0, 15.0) == 0.0


def test_a_day_without_calls_is_forgotten_about() -> None:
    staff = Listeners()
    staff.reach(3, 1_000, 1, 15.0)
    assert staff.reach(5, 1, 1, 15.0) == 1.0
