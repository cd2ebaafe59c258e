"""Uptake: who follows what all are advised to do, and from which day on."""

import numpy as np
import pytest

from sim.choices.people import Population
from sim.choices.uptake import delay, follows, since
from tests.sim.directions import LUCK

PEOPLE = Population(uptake_half_time=14.0)
NEVER = np.inf
FROM_TEN = [(-np.inf, 0.0), (10, 0.5)]


def share(day: int, steps: list[tuple[float, float]], joined: float = -1.0) -> float:
    """Share of a thousand people, all sure to follow where anybody does, who have taken it up by a day."""
    return float(follows(np.zeros(1000), delay(LUCK, PEOPLE), np.full(1000, joined), steps, day).mean())


def test_half_have_taken_it_up_after_a_half_time() -> None:
    waits = delay(np.array([0.0, 0.5, 0.75, 0.875]), PEOPLE)
    assert waits.tolist() == pytest.approx([0.0, 14.0, 28.0, 42.0])


def test_nobody_follows_before_the_day_half_after_a_half_time() -> None:
    assert [share(day, FROM_TEN) for day in (0, 9, 10, 17, 24, 38, 150)] == pytest.approx(
        [0, 0, 0, 1 - 2**-0.5, 0.5, 0.75, 0.999], abs=1e-3
    )


def test_who_joins_before_the_call_waits_like_everybody() -> None:
    assert [share(10, FROM_TEN, joined) for joined in (-1.0, 9.0, 10.0, 12.0)] == [0, 0, 1, 1]


def test_what_has_stood_for_long_is_taken_up_by_all_who_will() -> None:
    assert share(0, [(-np.inf, 0.5)]) == 1
    assert share(0, [(-np.inf, 0.5), (11, 0.5)]) == 1


def test_each_follows_since_the_share_rose_above_its_doubt() -> None:
    doubt = np.array([0.0, 0.059, 0.06, 0.099, 0.1])
    assert since(doubt, [(5, 0.06)]).tolist() == [5, 5, NEVER, NEVER, NEVER]
    assert since(doubt, [(5, 0.06), (20, 0.1)]).tolist() == [5, 5, 20, 20, NEVER]


def test_advice_that_is_withdrawn_is_followed_by_nobody() -> None:
    doubt = np.array([0.04])
    given = [(5, 0.06), (20, 0.0)]
    assert since(doubt, given).tolist() == [NEVER]
    assert since(doubt, [*given, (40, 0.06)]).tolist() == [40]


def test_where_nobody_is_to_follow_nobody_does_however_late_it_joins() -> None:
    everybody = np.zeros(3)
    assert not follows(everybody, everybody, np.array([-1.0, 5.0, 99.0]), [(5, 0.0)], 99).any()
    assert not follows(np.ones(3), everybody, np.array([-1.0, 5.0, 99.0]), [(5, 1.0)], 99).any()
