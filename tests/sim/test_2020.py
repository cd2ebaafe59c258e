"""The measures of 2020 act from the days on which they came, on all whom they concern."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from scenarios import load
from sim.course import Course
from sim.state.codes import Duty
from sim.state.events import Certified, OnDuty, StaffWorked, Stopped, Warned
from sim.state.handover import Storefront
from sim.state.people import Clients
from sim.systems.storefront import storefront
from sim.today import Today
from tests.sim.small import small


def quotes(course: Course) -> bool:
    """Does any category have a quote?"""
    return bool(np.isfinite(course.tables.quotes).any())


def relief(course: Course) -> float:
    """How much of their pressure relief takes off those who were here first."""
    return float(course.tables.workers.relief[:1_000].mean())


def answers(course: Course) -> bool:
    """Has anybody answered the fee survey?"""
    return bool((course.tables.jobs.fair + course.tables.jobs.unfair).any())


def mended_fees(course: Course) -> bool:
    """Has a client who was shown such answers raised the fee of a job that was open?"""
    return bool(course.tables.jobs.mended.any())


def lived(start: date, days: int, *changes: str) -> Iterator[tuple[date, Course]]:
    """So many days of 2020 from `start` on, and how a small market stands at the end of each."""
    scenario = load("timeline_2020", [f"start={start}", f"days={days}", *changes])
    course = Course(small(), scenario.rollout, start=start, seed=1)
    for day in range(days):
        course.live()
        yield start + timedelta(day), course


def first(seen: Callable[[Course], bool], start: date, days: int, *changes: str) -> date | None:
    """The first of these days at the end of which this is seen."""
    return next((day for day, course in lived(start, days, *changes) if seen(course)), None)


def test_the_rate_guide_quotes_from_16_march_on() -> None:
    assert first(quotes, date(2020, 3, 11), 7) == date(2020, 3, 16)


@pytest.mark.parametrize("change", [date(2020, 4, 1), date(2020, 5, 12), date(2020, 6, 29), date(2020, 7, 14)])
def test_relief_grows_on_the_day_on_which_there_is_more_of_it(change: date) -> None:
    """The subsidy is raised (N-22), the consultation room opens (Y-27), two grants come (N-20, L-32)."""
    shares = [relief(course) for _, course in lived(change - timedelta(2), 3)]
    assert shares[0] == shares[1] < shares[2]


def test_badges_are_on_show_on_12_august(monkeypatch: pytest.MonkeyPatch) -> None:
    start, launch = date(2020, 8, 7), date(2020, 8, 12)
    there = []  # days on which workers see what is on show of clients with a badge

    def spied(*, clients: Clients, today: Today, **tables: Any) -> Storefront:
        there.extend([start + timedelta(today.day)] * bool(clients.certified.any()))
        return storefront(clients=clients, today=today, **tables)

    monkeypatch.setattr("sim.day.storefront", spied)
    [*_, (_, course)] = lived(start, 7)
    assert there == [launch, launch + timedelta(1)]
    assert set(course.tables.log.finish(7)[Certified].time) == {(launch - start).days}


def test_the_fee_survey_is_answered_from_11_may_on() -> None:
    """Y-01 and Y-04: clients see the answers two weeks after the first of them."""
    assert first(answers, date(2020, 5, 9), 4) == date(2020, 5, 11)
    assert first(mended_fees, date(2020, 5, 9), 18) == date(2020, 5, 25)


def test_checkers_glance_at_postings_from_25_march_on() -> None:
    """Reviewers, who have the same duty, are sent away."""
    start, launch = date(2020, 3, 20), date(2020, 3, 25)
    [*_, (_, course)] = lived(start, 7, "platform.screening.reviewers=0")
    log = course.tables.log.finish(7)
    worked, there = log[StaffWorked], log[OnDuty]
    glances = worked.time[worked.duty == Duty.SCREENING]
    present = there.time[(there.duty == Duty.SCREENING) & (there.hours > 0)]
    assert {start + timedelta(day) for day in glances} == {launch, launch + timedelta(1)}
    assert {start + timedelta(day) for day in present} == {launch, launch + timedelta(1)}


def test_warnings_stand_beside_texts_from_1_july_on() -> None:
    """L-19. Before that the worst texts are held and stopped, and nothing warns of any."""
    start, launch = date(2020, 6, 19), date(2020, 7, 1)
    [*_, (_, course)] = lived(start, 14)
    log = course.tables.log.finish(14)
    assert (log[Stopped].time < (launch - start).days).any()
    assert start + timedelta(int(log[Warned].time.min())) == launch
