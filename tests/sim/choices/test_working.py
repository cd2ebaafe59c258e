"""Which work is accepted and paid, and how many stars a client gets for it."""

import datetime
from math import exp

import pytest

from policies.dates import days
from sim.choices.working import Working, back_after, passes, silence_hazard, stars, takes
from tests.sim.directions import outcome

MAY = days(datetime.date(2020, 5, 31))
WORK = Working(
    pass_base=-1.0,
    pass_fit=2.0,
    task_pass=0.9,
    rating_gap=1.5,
    rating_luck=0.25,
    asks_for_reminder=0.9,
    fixed_delivery_share=0.9,
)
PROJECT = {"true_fit": 0.5, "reliability": 0.8, "task": False, "working": WORK}
TASK = PROJECT | {"task": True}
PAIR = {"true_fit": 0.5, "noise": 0.0, "working": WORK}


def test_half_fitting_work_is_good_every_second_time() -> None:
    """−1 + 2 · 0.5 = 0, even odds."""
    assert outcome(passes, **PROJECT) == pytest.approx(1 / 2 * 0.8, abs=1e-9)
    assert outcome(passes, **PROJECT | {"true_fit": 1.0}) == pytest.approx(0.8 / (1 + exp(-1)), abs=1e-9)


def test_task_work_is_nearly_always_good_whoever_does_it() -> None:
    assert outcome(passes, **TASK) == pytest.approx(0.9 * 0.8, abs=1e-9)


def test_half_a_missing_fit_takes_off_one_star() -> None:
    """1.5 · 2 · 0.5 · 0.75 = 1.125."""
    assert outcome(stars, **PAIR) == 5 - 1
    assert outcome(stars, **PAIR | {"noise": 3.0}) == 5 - 2  # 1.5 · 2 · 0.5 · (0.75 + 0.75) = 2.25
    assert outcome(stars, **PAIR | {"noise": -3.0}) == 5  # in the best of moods
    assert outcome(stars, **PAIR | {"noise": -5.0}) == 5 - 1  # |0.75 − 1.25| = 0.5, and 0.75 is nearer to 1


def test_a_perfect_fit_gives_five_stars_and_a_bad_day_one() -> None:
    assert outcome(stars, **PAIR | {"true_fit": 1.0, "noise": 2.0}) == 5
    assert outcome(stars, **PAIR | {"true_fit": 0.0, "noise": 9.0}) == 1
    assert outcome(stars, **PAIR | {"true_fit": 1.2, "noise": 9.0}) == 5


def test_a_contract_takes_its_steady_days_and_its_luck_with_the_rest() -> None:
    """Of ten days a fifth is for all: 2 + 8 · 0.5 = 6."""
    numbers = Working(delivery_days=10.0, fixed_delivery_share=0.2)
    assert [outcome(takes, luck=luck, working=numbers) for luck in (0.0, 0.5, 1.0)] == pytest.approx([2, 6, 10])


def test_work_that_fits_well_falls_silent_half_as_often_as_middling_work() -> None:
    """1 + 1.25 / 2 − 1.25 · 0.9 = 0.5, and at fit 0.1, 1.5."""
    numbers = Working(worker_silence=0.02, silence_fit=1.25, child_care=2.0)
    day = {"guardian": False, "date": MAY, "working": numbers}
    result = [outcome(silence_hazard, true_fit=fit, **day) for fit in (0.1, 0.5, 0.9)]
    assert result == pytest.approx([0.02 * 1.5, 0.02, 0.02 * 0.5])
    assert outcome(silence_hazard, true_fit=0.9, **day | {"guardian": True}) == pytest.approx(0.02 * 0.5 * 2)


def test_guardians_fall_silent_more_often_until_schools_reopen() -> None:
    numbers = Working(worker_silence=0.02, silence_fit=1.0, child_care=2.0, schools_closed_until=152)
    for date, factor in ((MAY, 2.0), (MAY + 1, 1.0)):
        for guardian in (True, False):
            day = {"true_fit": 0.5, "guardian": guardian, "date": date, "working": numbers}
            assert outcome(silence_hazard, **day) == pytest.approx(0.02 * (factor if guardian else 1.0))


def test_a_pair_works_together_again_after_a_pause_and_its_luck() -> None:
    """20 · (0.25 + 0.5) = 15."""
    numbers = Working(repeat_days=20.0, repeat_pause=0.25)
    assert [outcome(back_after, luck=luck, working=numbers) for luck in (0.0, 0.5)] == pytest.approx([5, 15])
