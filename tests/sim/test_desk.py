"""Desks: a part of the marketplace sees the waits of the whole one, though it has a case now and then."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.arrays import F64
from sim.state.desk import MINUTES, Desk, Mean, by_clock, staffed

PART = 0.01
Staff = tuple[int, float, int, float]  # people, minutes a case, cases a day, part of the night


def moments(luck: np.random.Generator, day: int, cases: int) -> F64:
    """Cases of a day, most of them in the afternoon."""
    return np.sort(day + np.mod(14 + 3.5 * luck.standard_normal(cases), 24) / 24)


def in_turn(days: list[F64], people: int, minutes: float, night: float) -> list[F64]:
    """When cases of several days are done one by one: the person that is free first takes the next."""
    free, served = [0.0] * people, []
    for day in days:
        done = np.zeros(len(day))
        for case, came in enumerate(staffed(day, night)):
            done[case] = max(heapq.heappop(free), came) + minutes / MINUTES
            heapq.heappush(free, float(done[case]))
        served.append(by_clock(done, night))
    return served


def lags(seed: int, people: int, minutes: float, cases: int, night: float) -> tuple[F64, F64]:
    """Hours that cases wait where all are taken in turn, and at a desk that sees a hundredth of them."""
    luck, desk = np.random.default_rng(seed), Desk(PART, 14.0)
    days = [moments(luck, day, luck.poisson(cases)) for day in range(90)]
    all_ = [done - come for come, done in zip(days, in_turn(days, people, minutes, night), strict=True)]
    some = []
    for day, come in enumerate(days):
        here = come[luck.random(len(come)) < PART]
        some.append(desk.serve(day, here, people, np.full(len(here), minutes), night) - here)
    return 24 * np.concatenate(all_[30:]), 24 * np.concatenate(some[30:])


@pytest.mark.parametrize(
    "desk", [(10, 4.0, 2_000, 1.0), (10, 4.0, 3_000, 1.0), (10, 4.0, 2_400, 0.25), (3, 1.0, 2_500, 0.3)]
)
def test_a_part_waits_as_the_whole_does(desk: Staff) -> None:
    """On average over parts: each has its own luck in how much it sees."""
    whole, part = (np.concatenate(lags_) for lags_ in zip(*(lags(seed, *desk) for seed in range(6)), strict=True))
    assert np.mean(part) == pytest.approx(np.mean(whole), rel=0.15)
    for share in (0.5, 0.9):
        assert np.quantile(part, share) == pytest.approx(np.quantile(whole, share), rel=0.2)


def hourly(desk: Desk, day: int, people: int, minutes: float, night: float = 1.0) -> F64:
    """Hours that a case at the half of each hour takes."""
    come = day + (np.arange(24) + 0.5) / 24
    return 24 * (desk.serve(day, come, people, np.full(24, minutes), night) - come)


def test_with_people_enough_a_case_takes_its_time() -> None:
    """A case an hour, an hour each, for four people: a quarter of their time. Sakasegawa: ¼ · ¼^(√10 − 1) ÷ ¾ hours."""
    desk = Desk(1.0, 5.0)
    assert hourly(desk, 0, 4, 60.0) == pytest.approx([1.0] * 24)  # nothing is known yet
    assert hourly(desk, 1, 4, 60.0) == pytest.approx([1 + 0.25 * 0.25 ** (10**0.5 - 1) / 0.75] * 24)
    assert desk.load(4, 1.0) == pytest.approx(0.25)


def test_where_too_much_comes_work_is_left_over_every_day() -> None:
    """Of two hours' work an hour one person does one: at noon of day 1 twelve hours' work waits, at its end 24."""
    desk = Desk(1.0, 5.0)
    hourly(desk, 0, 1, 120.0)
    waits = hourly(desk, 1, 1, 120.0) - 2.0
    assert waits[-4:] == pytest.approx([20.5, 21.5, 22.5, 23.5])
    assert hourly(desk, 2, 1, 120.0)[0] - 2.0 == pytest.approx(24.5)
    assert desk.load(1, 1.0) == pytest.approx(2.0)


def test_a_part_has_its_part_of_the_people() -> None:
    """A tenth of the work for a tenth of ten people waits as all of it does for ten."""
    whole, part = Desk(1.0, 5.0), Desk(0.1, 5.0)
    for day in range(3):
        come = np.sort(day + np.random.default_rng(day).random(100))
        all_ = whole.serve(day, np.repeat(come, 10), 10, np.full(1_000, 20.0)) - np.repeat(come, 10)
        some = part.serve(day, come, 10, np.full(100, 20.0)) - come
        assert some == pytest.approx(all_[::10])


def test_at_night_with_nobody_there_all_waits_for_the_morning() -> None:
    desk, come = Desk(1.0, 5.0), np.array([0.0, 2.0, 5.9, 7.0]) / 24
    done = 24 * desk.serve(0, come, 2, np.full(4, 6.0), 0.0)
    assert done == pytest.approx([6.1, 6.1, 6.1, 7.1])


def test_a_burst_shows_from_tomorrow_on() -> None:
    desk = Desk(1.0, 10.0)
    for day in range(200):
        hourly(desk, day, 10, 6.0)
    usual = desk.load(10, 1.0)
    loads = []
    for day in range(200, 212):
        hourly(desk, day, 10, 18.0)  # three times the work
        loads.append(desk.load(10, 1.0) / usual)
    assert loads[0] == pytest.approx(1.0)
    assert loads[10] == pytest.approx(1 + 2 * (1 - 0.9**10), rel=1e-6)


def test_days_without_a_case_count_too() -> None:
    desk = Desk(1.0, 4.0)
    hourly(desk, 0, 5, 60.0)
    hourly(desk, 1, 5, 60.0)
    before = desk.load(5, 1.0)
    hourly(desk, 5, 5, 60.0)
    assert desk.load(5, 1.0) < 0.6 * before


def test_a_mean_is_right_from_the_first_day_on() -> None:
    mean = Mean(0.1, 2)
    assert mean.value.tolist() == [0, 0]
    for value in ([4.0, 1.0], [4.0, 1.0]):
        mean.learn(value)
        assert mean.value == pytest.approx([4.0, 1.0])
    mean.learn([0.0, 1.0])
    assert mean.value == pytest.approx([4 * (0.9**1 * 0.1 + 0.9**2 * 0.1) / (1 - 0.9**3), 1.0])


def test_people_hurry_to_keep_up_and_no_further_than_they_can() -> None:
    """Half an hour's work an hour leaves one person time; an hour's takes 0.9 of it, three hours' 0.4 and no less."""
    for minutes, pace in ((30.0, 1.0), (60.0, 0.9), (90.0, 0.6), (180.0, 0.4)):
        desk = Desk(1.0, 5.0, least=0.4)
        assert desk.pace(1, 1.0) == 1.0  # nothing is known yet
        hourly(desk, 0, 1, minutes)
        waits = hourly(desk, 1, 1, minutes)
        assert desk.pace(1, 1.0) == pytest.approx(pace)
        assert waits[0] >= pace * minutes / 60
        left = 24 * max(0.0, pace * minutes / 60 - 1)
        assert hourly(desk, 2, 1, minutes)[0] - pace * minutes / 60 >= left - 1e-9


def test_the_morning_begins_at_six_and_the_night_at_ten() -> None:
    """Nobody at night: of an hour's work an hour, what came from 22 to 6 waits; at 6 the first is taken up again."""
    desk = Desk(1.0, 5.0)
    hourly(desk, 0, 3, 60.0, 0.0)
    waits = hourly(desk, 1, 3, 60.0, 0.0)
    assert waits[20] < 1.1 < 8 < waits[21]  # at half past nine an hour's work is not done before ten
    assert waits[22] == pytest.approx(7.5 + 1 + 0.5 / 3)  # until six, behind half a case for three people
    assert waits[5] == pytest.approx(0.5 + 1 + 5.5 / 3)  # behind what came since midnight
    assert waits[6] == pytest.approx(1 + 5 / 3)


def test_hours_of_work_are_learned_more_slowly_than_its_amount() -> None:
    desk, noon = Desk(1.0, 5.0), np.full(24, 0.5)
    for day in range(40):
        desk.serve(day, day + noon, 5, np.full(24, 30.0))
    evening = 40 + np.full(24, 0.9)
    desk.serve(40, evening, 5, np.full(24, 30.0))
    desk.serve(41, 1 + evening, 5, np.full(24, 30.0))
    hours = desk._usual_hours.value
    assert hours[21] / hours.sum() == pytest.approx(0.05 / (1 - 0.95**41))


HOURS = st.floats(0, 96).map(lambda hour: hour / 24)


@given(st.lists(HOURS, min_size=1), st.sampled_from([0.0, 0.3, 1.0]))
def test_a_moment_on_duty_has_its_moment_by_the_clock(moments: list[float], night: float) -> None:
    """The same, but for a night with nobody: that is over at six."""
    clock = by_clock(staffed(np.array(moments), night), night)
    hour = np.mod(24 * np.array(moments), 24)
    asleep = (night == 0) & ((hour < 6) | (hour > 22))
    assert clock[~asleep] == pytest.approx(np.array(moments)[~asleep])
    assert np.mod(24 * clock[asleep], 24) == pytest.approx(6)
    assert (clock >= np.array(moments) - 1e-9).all()


def test_a_case_takes_twice_as_long_with_half_the_people_at_night() -> None:
    """From 21:30 half an hour, then half an hour's work in a whole one."""
    assert by_clock(staffed(np.array([21.5 / 24]), 0.5) + 1 / 24, 0.5) * 24 == pytest.approx([23.0])
    assert by_clock(staffed(np.array([29 / 24]), 0.5) + 1 / 24, 0.5) * 24 == pytest.approx([30.5])


def test_a_day_on_which_more_people_come_is_worked_out_for_them() -> None:
    """Two desks with the same past: what one was asked about fewer people before changes nothing for more."""
    busy, fresh = Desk(PART, 7.0), Desk(PART, 7.0)
    come = np.linspace(0.3, 0.8, 20)
    for desk in (busy, fresh):
        desk.serve(0, come, 20, np.full(20, 300.0))
    few = busy.serve(1, 1 + come, 20, np.zeros(20))
    assert (busy.serve(1, 1 + come, 60, np.zeros(20)) == fresh.serve(1, 1 + come, 60, np.zeros(20))).all()
    assert (few > fresh.serve(1, 1 + come, 60, np.zeros(20))).any()
    for desk in (busy, fresh):
        desk.serve(1, np.full(20, 1.5), 60, np.full(20, 300.0))
    assert (busy.serve(2, 2 + come, 60, np.zeros(20)) == fresh.serve(2, 2 + come, 60, np.zeros(20))).all()
