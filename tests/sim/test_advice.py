"""Advice in a small market: nobody follows before it is given, and ever more do in the weeks after."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.acts.uptake import filters
from sim.arrays import Bool
from sim.choices.workers import FILTERS
from sim.course import Course, Rollout
from sim.state.log import Events
from sim.tables import Tables
from tests.sim.small import PRODUCTION, START, always, changed, differences, small

DAYS, DAY, WEEK = 31, 10, 7  # days of a run; the day of the advice; the half time
ADVICE = FILTERS.index("advice")
WORLD = replace(small(uptake_half_time=float(WEEK), activity_median=0.3, new_workers=0.005), workers=1_500, clients=300)
SILENT = changed(PRODUCTION, completion_rate={"advises": False, "followers": 0.5})
ADVISED = changed(PRODUCTION, completion_rate={"followers": 0.5})
COMES: Rollout = ((0, SILENT), (DAY, ADVISED))


@cache
def run(rollout: Rollout) -> tuple[Events, tuple[Bool, ...], Tables]:
    """The log, who filters by the advice on the morning of each day and of the one after, and the market at the end."""
    course, using = Course(WORLD, rollout, start=START, seed=3), []
    for day in range(DAYS + 1):
        workers, today = course.tables.workers, course.today(day)
        using.append(filters(np.arange(len(workers)), workers=workers, today=today) == ADVICE)
        if day < DAYS:
            course.live()
    return course.tables.log.finish(DAYS), tuple(using), course.tables


def share(rollout: Rollout, day: int) -> float:
    """Share of the workers of the first day who filter by the advice."""
    using = run(rollout)[1]
    return float(using[day][: len(using[0])].mean())


def test_the_advice_spreads_over_weeks_among_those_who_will_follow() -> None:
    assert share(COMES, DAY - 1) == share(COMES, DAY) == 0
    shares = [share(COMES, day) for day in (DAY + WEEK, DAY + 2 * WEEK)]
    assert shares == pytest.approx([0.25, 0.375], abs=0.04)  # but for those who have given up
    assert share(always(ADVISED), 0) == pytest.approx(0.5, abs=0.04)


def test_advice_changes_nothing_before_its_day_and_something_after_it() -> None:
    with_, without = run(COMES)[0], run(always(SILENT))[0]
    assert differences(with_.between(-1, DAY), without.between(-1, DAY)) == []
    assert differences(with_.between(DAY, DAYS), without.between(DAY, DAYS))


def test_a_day_knows_the_platforms_so_far_and_since_when_each_stands() -> None:
    course = Course(WORLD, COMES, start=START, seed=3)
    assert [first for first, _ in course.today(-1).history] == [0]
    assert [first for first, _ in course.today(DAY - 1).history] == [0]
    assert [(first, held.completion_rate.advises) for first, held in course.today(DAY).history] == [
        (0, False),
        (DAY, True),
    ]
