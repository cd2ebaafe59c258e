"""Listing: the directory of workers is set out anew."""

import numpy as np
import pytest

from sim.state.directory import Directory
from sim.state.people import Workers
from sim.state.wheel import Wheel
from sim.systems.listing import listing
from sim.today import Today
from tests.sim import hand

LATELY = 1 - np.exp(-7 * 0.2 * 0.5)  # of somebody with a session in five days who trusts half as much as is usual


def listed(workers: Workers, today: Today) -> Directory:
    directory = Directory()
    listing(directory, workers=workers, today=today)
    return directory


def who(wheel: Wheel) -> list[int]:
    """Everybody on a wheel."""
    return np.sort(wheel.owner).tolist()


@pytest.mark.parametrize("day", [0, 7, 14])
def test_once_a_week_the_directory_lists_those_lately_here(day: int) -> None:
    workers, today = hand.workers(3, left=[False, True, False]), hand.day(day, SEEN_LATELY=[0.1, 0.1, 0.99])
    luck = hand.asked(today)
    directory = listed(workers, today)
    assert who(directory.anyone) == [0]
    assert luck == {"SEEN_LATELY": [day, workers.key.tolist()], "DIRECTORY": [workers.key[:1].tolist()]}


@pytest.mark.parametrize("day", [6, 8, 13])
def test_on_other_days_the_directory_stands_as_it_was(day: int) -> None:
    workers, directory = hand.workers(3), Directory()
    listing(directory, workers=workers, today=hand.day(7, SEEN_LATELY=[0.0, 0.99, 0.0]))
    listing(directory, workers=workers, today=hand.day(day, SEEN_LATELY=0.0))
    assert who(directory.anyone) == [0, 2]


def test_who_comes_often_and_trusts_is_likely_to_be_listed() -> None:
    workers = hand.workers(
        4, true_activity=[0.2, 0.2, 0.19, 0.2], true_trust=hand.TRUST * np.array([0.5, 0.5, 0.5, 0.49])
    )
    directory = listed(workers, hand.day(7, SEEN_LATELY=LATELY + 1e-6 * np.array([-1, 1, -1, -1])))
    assert who(directory.anyone) == [0]


def test_workers_stand_on_the_shelf_of_each_completed_category() -> None:
    workers = hand.workers(4, completed=[0b101, 0, 1 << 15, 0b100], left=[False, False, False, True])
    wheel = listed(workers, hand.day(7, DIRECTORY=[0.2, 0.4, 0.6], SEEN_LATELY=0.0)).completed
    assert who(wheel) == [0, 0, 2]
    shelf = np.array([0, 1, 2, 15])
    assert wheel.look(shelf, np.zeros(4, np.uint64)).tolist() == [0, -1, 0, 2]


def test_people_under_25_also_stand_on_a_wheel_of_their_own() -> None:
    workers = hand.workers(4, age_band=[1, 0, 3, 0], left=[False, False, False, True])
    directory = listed(workers, hand.day(7, SEEN_LATELY=0.0))
    assert (who(directory.young), who(directory.anyone)) == ([1], [0, 1, 2])


def test_everybody_stands_at_the_place_that_luck_gives_on_every_wheel() -> None:
    workers = hand.workers(4, left=[True, False, False, False], age_band=[0, 0, 1, 0], completed=[1, 0, 1, 1])
    directory = listed(workers, hand.day(7, SEEN_LATELY=0.0, DIRECTORY=[0.25, 0.5, 0.75]))
    looks = (np.array([0.1, 0.3, 0.6, 0.9]) * 2.0**64).astype(np.uint64)
    at = np.zeros(4, np.int64)
    assert directory.anyone.look(at, looks).tolist() == [1, 2, 3, 1]
    assert directory.young.look(at, looks).tolist() == [1, 3, 3, 1]
    assert directory.completed.look(at, looks).tolist() == [2, 2, 3, 2]
