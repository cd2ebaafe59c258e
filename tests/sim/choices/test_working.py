"""Which work is accepted and paid, and how many stars a client gets for it."""

from math import exp

import pytest

from sim.choices.working import Working, passes, stars
from tests.sim.directions import falls, outcome, rises, stays

WORK = Working(pass_base=-1.0, pass_fit=2.0, task_pass=0.9, rating_gap=1.5, rating_luck=0.25)
PROJECT = {"true_fit": 0.5, "reliability": 0.8, "task": False, "working": WORK}
TASK = PROJECT | {"task": True}
PAIR = {"true_fit": 0.5, "noise": 0.0, "working": WORK}


def test_half_fitting_work_is_good_every_second_time_and_paid_by_eight_of_ten_clients() -> None:
    """−1 + 2 · 0.5 = 0, even odds."""
    assert outcome(passes, **PROJECT) == pytest.approx(1 / 2 * 0.8, abs=1e-9)
    assert outcome(passes, **PROJECT | {"true_fit": 1.0}) == pytest.approx(0.8 / (1 + exp(-1)), abs=1e-9)


def test_task_work_is_nearly_always_good_whoever_does_it() -> None:
    assert outcome(passes, **TASK) == pytest.approx(0.9 * 0.8, abs=1e-9)
    assert stays(passes, "true_fit", 0.1, 0.9, **TASK)


def test_better_fit_and_reliable_clients_get_more_work_paid() -> None:
    assert rises(passes, "true_fit", 0.5, 0.6, **PROJECT)
    assert rises(passes, "reliability", 0.8, 0.9, **PROJECT)
    assert rises(passes, "reliability", 0.8, 0.9, **TASK)
    assert outcome(passes, **TASK | {"reliability": 0.0}) == 0
    assert rises(passes, "task", False, True, **PROJECT)


def test_each_number_moves_its_own_kind_of_work() -> None:
    assert rises(passes, "working.pass_base", -1.0, -0.9, **PROJECT)
    assert rises(passes, "working.pass_fit", 2.0, 2.1, **PROJECT)
    assert stays(passes, "working.pass_fit", 2.0, 2.1, **TASK)
    assert rises(passes, "working.task_pass", 0.8, 0.9, **TASK)
    assert stays(passes, "working.task_pass", 0.8, 0.9, **PROJECT)


def test_of_half_a_fit_missing_a_worker_in_ordinary_mood_takes_off_one_star() -> None:
    """1.5 · 2 · 0.5 · 0.75 = 1.125."""
    assert outcome(stars, **PAIR) == 5 - 1
    assert outcome(stars, **PAIR | {"noise": 3.0}) == 5 - 2  # 1.5 · 2 · 0.5 · (0.75 + 0.75) = 2.25
    assert outcome(stars, **PAIR | {"noise": -3.0}) == 5  # in the best of moods
    assert outcome(stars, **PAIR | {"noise": -5.0}) == 5 - 1  # |0.75 − 1.25| = 0.5, and 0.75 is nearer to 1


def test_a_perfect_fit_gives_five_stars_and_a_bad_day_one() -> None:
    assert outcome(stars, **PAIR | {"true_fit": 1.0, "noise": 2.0}) == 5
    assert outcome(stars, **PAIR | {"true_fit": 0.0, "noise": 9.0}) == 1
    assert outcome(stars, **PAIR | {"true_fit": 1.2, "noise": 9.0}) == 5


def test_stars_rise_with_fit_and_fall_where_people_are_strict_or_moody() -> None:
    assert rises(stars, "true_fit", 0.2, 0.8, **PAIR)
    assert falls(stars, "working.rating_gap", 1.0, 3.0, **PAIR)
    assert falls(stars, "noise", 0.0, 3.0, **PAIR)
    assert falls(stars, "working.rating_luck", 0.0, 0.9, **PAIR | {"noise": 3.0})
    assert rises(stars, "working.rating_luck", 0.0, 0.9, **PAIR)
