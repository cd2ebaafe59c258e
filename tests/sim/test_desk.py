"""Desks: people who take cases in the order they come, against the same queue served case by case."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.state.desk import Desk, on_duty

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


EMPTY, HALF = 0.0, 0.5  # of the night


def by_night(night: float, *days: list[tuple[float, float]], people: int = 1) -> list[list[float]]:
    """Cases of each day, as (hour, minutes) → the hours when they are done, counted from the first midnight."""
    desk, done = Desk(), []
    for number, cases in enumerate(days):
        arrivals, minutes = np.array([number + hour / 24 for hour, _ in cases]), np.array([each for _, each in cases])
        done.append((desk.serve(number, arrivals, people, minutes, night) * 24).tolist())
    return done


def test_what_comes_at_night_when_nobody_is_there_waits_until_six() -> None:
    assert by_night(EMPTY, [(23, 30)], [(3, 60), (5.9, 60)]) == [[pytest.approx(30.5)], pytest.approx([31.5, 32.5])]


def test_what_comes_by_day_is_read_by_day_as_ever_and_what_is_not_done_by_evening_goes_on_in_the_morning() -> None:
    assert by_night(EMPTY, [(6, 30), (12, 60), (21, 30), (21, 120)]) == [pytest.approx([6.5, 13, 21.5, 31.5])]


def test_on_the_first_morning_nobody_has_been_there_yet() -> None:
    assert by_night(EMPTY, [(1, 60)]) == [pytest.approx([7])]


def test_a_long_case_takes_several_days_of_sixteen_hours() -> None:
    assert by_night(EMPTY, [(14, 39 * 60)]) == [pytest.approx([24 * 2 + 21])]  # 8 hours, 16 and 15


def test_work_left_over_from_the_night_is_in_the_way_of_the_morning() -> None:
    assert by_night(EMPTY, [(23, 60), (23.5, 60)], [(6.5, 60)]) == [pytest.approx([31, 32]), pytest.approx([33])]


def test_half_the_staff_at_night_take_twice_as_long() -> None:
    """From 21:30 half an hour, then an hour at half the pace; from 5:00 half an hour's work until six, and the rest."""
    assert by_night(HALF, [(21.5, 60)], [(5, 60)]) == [pytest.approx([23]), pytest.approx([30.5])]


def test_a_whole_night_shift_is_as_if_there_were_no_night() -> None:
    cases = [(21.5, 61.0), (23.1, 7.0), (3.3, 20.0)]
    (done,), (reference,) = by_night(1.0, cases), serve([[hour / 24 for hour, _ in cases]], 1, 20)
    assert len(done) == len(reference)
    desk, other = Desk(), Desk()
    arrivals, minutes = np.array([0.95, 0.1, 0.97]), np.array([61.0, 7.0, 20.0])
    assert desk.serve(0, arrivals, 2, minutes, 1.0).tolist() == other.serve(0, arrivals, 2, minutes).tolist()


def test_what_came_first_in_the_night_is_read_first_in_the_morning() -> None:
    (done,) = by_night(EMPTY, [(0.25, 60.0), (0.0, 60.0)])
    assert done == pytest.approx([8, 7])


@given(weeks, staffing, lengths, st.sampled_from([(0.0, 0.25), (0.25, 0.5), (0.5, 1.0), (0.0, 1.0)]))
def test_more_staff_at_night_never_makes_a_case_later_nor_anybody_read_what_has_not_come(
    week: list[list[float]], people: int, minutes: float, night: tuple[float, float]
) -> None:
    few, many = (
        flat([(np.array(day) / 24).tolist() for day in by_night(part, *_cases(week, minutes), people=people)])
        for part in night
    )
    assert (many <= few + 1e-9).all()
    assert (few >= flat([at(day, number).tolist() for number, day in enumerate(week)])).all()


def _cases(week: list[list[float]], minutes: float) -> list[list[tuple[float, float]]]:
    return [[(moment * 24, minutes) for moment in day] for day in week]


@given(weeks, staffing, lengths)
def test_with_nobody_there_at_night_nothing_is_done_at_night(
    week: list[list[float]], people: int, minutes: float
) -> None:
    hours = np.mod(flat(by_night(EMPTY, *_cases(week, minutes), people=people)), 24)
    assert ((hours > 6 - 1e-6) & (hours < 22 + 1e-6)).all()


def test_fewer_hours_by_night_are_a_heavier_load() -> None:
    assert [on_duty(night) for night in (1.0, HALF, EMPTY)] == pytest.approx([1, 20 / 24, 16 / 24])
    desk = Desk()
    desk.serve(3, np.array([3.5]), 2, np.array([144.0]), EMPTY)
    assert desk.load(2, EMPTY) == pytest.approx(0.05 * 1.5)
