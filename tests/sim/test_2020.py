"""The measures of 2020 act from the days on which they came, on all whom they concern."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from scenarios import load
from sim.course import Course
from tests.sim.small import small

Look = Callable[[Course], bool]


def quotes(course: Course) -> bool:
    """Does any category have a quote?"""
    return bool(np.isfinite(course.tables.quotes).any())


def seen(look: Look, start: date, days: int, *changes: str) -> list[date]:
    """Days of 2020, of so many from `start` on, at the end of which this is seen in a small market."""
    scenario = load("timeline_2020", [f"start={start}", f"days={days}", *changes])
    course, found = Course(small(), scenario.rollout, start=start, seed=1), []
    for day in range(days):
        course.live()
        found += [start + timedelta(day)] * look(course)
    return found


def first(look: Look, start: date, days: int, *changes: str) -> date:
    """The first of these days."""
    return min(seen(look, start, days, *changes), default=date.max)


def test_the_rate_guide_quotes_from_16_march_on() -> None:
    assert first(quotes, date(2020, 3, 11), 7) == date(2020, 3, 16)
