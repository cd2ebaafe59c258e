"""Desks: people who take cases in the order they come, against the same queue served case by case."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.state.desk import Desk

moments = st.integers(0, 95).map(lambda quarter: quarter / 96)  # quarters of an hour: cases often come together
weeks = st.lists(st.lists(moments, max_size=25), max_size=7)
staffing = st.integers(1, 6)
lengths = st.sampled_from([1.0, 20.0, 90.0, 600.0])


def at(day: list[float], number: int) -> NDArray[np.float64]:
    return np.array(day, np.float64) + number


def serve(week: list[list[float]], people: int, minutes: float) -> list[list[float]]:
    desk = Desk()
    return [
        desk.serve(number, at(day, number), people, np.full(len(day), minutes)).tolist()
        for number, day in enumerate(week)
    ]


def one_by_one(week: list[list[float]], people: int, minutes: float) -> list[list[float]]:
    """The slow way: whoever is free first takes the next case."""
    free = [0.0] * people
    served = []
    for number, day in enumerate(week):
        arrivals = at(day, number)
        done = np.zeros(len(day))
        for case in np.argsort(arrivals, kind="stable"):
            done[case] = max(heapq.heappop(free), arrivals[case]) + minutes / 1440
            heapq.heappush(free, float(done[case]))
        served.append(done.tolist())
    return served


def flat(week: list[list[float]]) -> NDArray[np.float64]:
    return np.array([moment for day in week for moment in day])


@given(weeks, staffing, lengths)
def test_cases_are_done_as_if_served_one_by_one_over_days(week: list[list[float]], people: int, minutes: float) -> None:
    assert flat(serve(week, people, minutes)) == pytest.approx(flat(one_by_one(week, people, minutes)), abs=1e-9)


@given(weeks, staffing, lengths, st.integers(1, 4))
def test_more_people_never_make_a_case_later(week: list[list[float]], people: int, minutes: float, more: int) -> None:
    assert (flat(serve(week, people + more, minutes)) <= flat(serve(week, people, minutes)) + 1e-9).all()


@given(weeks, weeks, staffing, lengths)
def test_further_cases_never_make_anybody_earlier(
    week: list[list[float]], further: list[list[float]], people: int, minutes: float
) -> None:
    further = [*further, *[[]] * len(week)][: len(week)]
    alone = serve(week, people, minutes)
    beside = serve([day + extra for day, extra in zip(week, further, strict=True)], people, minutes)
    mine = [done[: len(day)] for day, done in zip(week, beside, strict=True)]
    assert (flat(mine) >= flat(alone) - 1e-9).all()


@given(weeks, staffing, st.sampled_from([(1.0, 20.0), (20.0, 600.0)]))
def test_a_longer_look_never_makes_a_case_earlier(
    week: list[list[float]], people: int, minutes: tuple[float, float]
) -> None:
    assert (flat(serve(week, people, minutes[1])) >= flat(serve(week, people, minutes[0])) - 1e-9).all()


looks = st.lists(st.lists(st.tuples(moments, st.sampled_from([1.0, 20.0, 90.0, 600.0])), max_size=25), max_size=7)


@given(looks, staffing)
def test_whoever_is_next_in_turn_takes_a_case_as_long_as_that_one_takes(
    week: list[list[tuple[float, float]]], people: int
) -> None:
    desk, free = Desk(), [0.0] * people
    for number, day in enumerate(week):
        arrivals, minutes = at([moment for moment, _ in day], number), np.array([each for _, each in day])
        expected, turns = np.zeros(len(day)), sorted(free)
        for turn, case in enumerate(np.argsort(arrivals, kind="stable")):
            person = turn % people
            expected[case] = turns[person] = max(turns[person], arrivals[case]) + minutes[case] / 1440
        free = turns
        assert desk.serve(number, arrivals, people, minutes) == pytest.approx(expected, abs=1e-9)


def test_an_idle_desk_takes_as_long_as_a_case_takes() -> None:
    assert serve([[0.25]], people=1, minutes=36)[0] == pytest.approx([0.275])


def test_with_nobody_there_nothing_waits() -> None:
    assert serve([[0.5, 0.25], []], people=0, minutes=60) == [[0.5, 0.25], []]


def test_a_backlog_is_shared_with_those_who_come_to_help() -> None:
    desk = Desk()
    assert desk.serve(0, np.zeros(5), 1, np.full(5, 1440.0)).tolist() == [1, 2, 3, 4, 5]
    assert desk.serve(1, np.array([1.0, 1.0]), 2, np.full(2, 1440.0)).tolist() == [
        4,
        4,
    ]  # four days of work are left for two
    assert desk.serve(2, np.array([2.0]), 1, np.array([1440.0])).tolist() == [
        7
    ]  # the four that the two still had, and this one


def test_what_is_handed_over_later_and_came_earlier_does_not_wait_for_what_came_later() -> None:
    desk, tenth = Desk(), np.array([144.0])
    assert desk.serve(3, np.array([3.8]), 1, tenth) == pytest.approx([3.9])
    assert desk.serve(3, np.array([3.2]), 1, tenth) == pytest.approx([3.3])
    assert desk.serve(3, np.array([3.25]), 1, tenth) == pytest.approx([3.4])  # behind the one of 3.2
    assert desk.serve(3, np.array([3.85]), 1, tenth) == pytest.approx([4.0])


def test_tomorrow_all_of_today_is_in_the_way() -> None:
    desk = Desk()
    for moment in (3.9, 3.8):
        desk.serve(3, np.array([moment]), 1, np.array([288.0]))  # a fifth of a day each: 3.8 to 4.2
    assert desk.serve(4, np.array([4.0]), 1, np.array([144.0])) == pytest.approx([4.3])


def test_the_load_is_what_the_days_cases_ask_of_each() -> None:
    desk = Desk()
    desk.serve(3, np.array([3.5, 3.6]), 2, np.array([144.0, 72.0]))
    assert desk.load(2) == pytest.approx(0.075)
    desk.serve(3, np.array([3.1]), 2, np.array([360.0]))
    assert desk.load(2) == pytest.approx(0.2)
    desk.serve(4, np.array([4.1]), 2, np.array([144.0]))
    assert desk.load(2) == pytest.approx(0.05)
