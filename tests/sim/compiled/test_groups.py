"""Groups by hand: where rows stand in their group, and who gets a seat."""

import numpy as np

from sim.compiled.groups import earlier, seated, within

NOBODY = np.zeros(0, np.int64)


def test_rows_are_counted_in_each_group_anew_and_an_empty_group_has_none() -> None:
    assert within(np.array([2, 0, 3, 1])).tolist() == [0, 1, 0, 1, 2, 0]
    assert within(NOBODY).tolist() == []


def test_of_each_group_earlier_items_are_counted_wherever_they_stand() -> None:
    assert earlier(np.array([5, 2, 5, 5, 2, 7])).tolist() == [0, 0, 1, 2, 1, 0]
    assert earlier(NOBODY).tolist() == []


def test_seats_go_to_those_who_come_first_to_each_group() -> None:
    group, seats = np.array([0, 1, 0, 0, 2]), np.array([2, 1, 0])
    assert seated(np.array([3, 4, 0, 2]), group, seats).tolist() == [True, False, False, True, False]
    assert seats.tolist() == [2, 1, 0]  # whose they are, they stay
    assert seated(NOBODY, group, seats).tolist() == [False] * 5
