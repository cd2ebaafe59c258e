"""Wheels against lists of points for each shelf, sorted and searched from their beginning."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.compiled.wheels import looks, set_out, table_of

Point = tuple[int, int, int]  # shelf, bits, owner
Look = tuple[int, int]  # shelf, bits

MANY = 200  # shelves
TOP = 2**64 - 1

word = st.one_of(
    st.integers(0, TOP),
    st.sampled_from([0, 1, 2**32 - 1, 2**32, 2**63, TOP - 1, TOP]),
    st.integers(0, 3).map(lambda low: (5 << 60) + low),  # neighbours in one bucket
)
shelf = st.one_of(st.integers(0, 2), st.integers(0, MANY - 1))
points = st.lists(st.tuples(shelf, word, st.integers(0, 2**31 - 1)), max_size=40)


def column(rows: Sequence[tuple[int, ...]], part: int) -> NDArray[np.int64]:
    return np.array([row[part] for row in rows], np.int64)


def words(rows: Sequence[tuple[int, ...]]) -> NDArray[np.uint64]:
    return np.array([row[1] for row in rows], np.uint64)


def wheel(of: list[Point], shelves: int = MANY) -> tuple[NDArray[np.generic], ...]:
    return set_out(column(of, 0), words(of), column(of, 2), shelves)


def in_order(of: list[Point], shelf: int) -> list[Point]:
    """The points of a shelf by their bits, equal ones as they came."""
    return sorted((point for point in of if point[0] == shelf), key=lambda point: point[1])


def slow_table(of: list[Point], shelves: int) -> list[int]:
    """For each bucket of each shelf, how many points lie in front of it."""
    table, first = list[int](), 0
    for shelf in range(shelves):
        here = in_order(of, shelf)
        buckets = [((bits >> 32) * len(here)) >> 32 for _, bits, _ in here]
        table += [first + sum(bucket < number for bucket in buckets) for number in range(len(here))]
        first += len(here)
    return table


def owner_of(of: list[Point], shelf: int, bits: int) -> int:
    """The owner of the first point beyond a look, or round the wheel."""
    here = in_order(of, shelf)
    return next((owner for _, point, owner in here if point > bits), here[0][2] if here else -1)


def look(of: list[Point], at: list[Look], shelves: int = MANY) -> list[int]:
    points, owner, starts, table = set_out(column(of, 0), words(of), column(of, 2), shelves)
    return looks(column(at, 0), words(at), points, owner, starts, table).tolist()


def test_two_shelves_by_hand() -> None:
    """Shelf 0 holds a point in its first quarter and two in its last, shelf 2 one; halves and quarters are buckets."""
    quarter = 2**62
    of = [(0, 3 * quarter + 1, 10), (2, 7, 11), (0, 5, 12), (0, 3 * quarter, 13)]
    points, owner, starts, table = wheel(of, 3)
    assert points.tolist() == [5, 3 * quarter, 3 * quarter + 1, 7]
    assert owner.tolist() == [12, 13, 10, 11]
    assert starts.tolist() == [0, 3, 3, 4]
    assert table.tolist() == [0, 1, 1, 3]
    at = [(0, 4), (0, 5), (0, 3 * quarter), (0, 3 * quarter + 1), (0, TOP), (1, 0), (2, 0), (2, 7)]
    assert look(of, at, 3) == [12, 13, 10, 12, 12, -1, 11, 11]


@given(points)
def test_points_stand_in_order_on_their_shelves(of: list[Point]) -> None:
    points, owner, starts, table = wheel(of)
    expected = [point for shelf in range(MANY) for point in in_order(of, shelf)]
    assert points.tolist() == [bits for _, bits, _ in expected]
    assert owner.tolist() == [owner for _, _, owner in expected]
    assert starts.tolist() == [sum(point[0] < shelf for point in of) for shelf in range(MANY + 1)]
    assert table.tolist() == slow_table(of, MANY)
    assert [part.dtype for part in (points, owner, starts, table)] == [np.uint64, np.int32, np.int64, np.int32]


@given(points)
def test_the_table_of_points_is_that_of_setting_them_out(of: list[Point]) -> None:
    points, _, starts, table = set_out(column(of, 0), words(of), column(of, 2), MANY)
    assert table_of(points, starts).tolist() == table.tolist()


@given(points, st.lists(st.tuples(st.integers(-2, MANY + 2), word), max_size=40))
def test_a_look_lands_on_the_next_point_of_its_shelf(of: list[Point], at: list[Look]) -> None:
    at += [(shelf, bits) for shelf, bits, _ in of]  # a point is beyond a look only if it is higher
    assert look(of, at) == [owner_of(of, *each) for each in at]


def test_equal_points_keep_the_order_in_which_they_came() -> None:
    of = [(1, 9, 5), (1, 9, 3), (0, 9, 8), (1, 2, 7), (1, 9, 4), (1, 9, 3)]
    assert wheel(of, 2)[1].tolist() == [8, 7, 5, 3, 4, 3]
    assert look(of, [(1, 2), (1, 8), (1, 9)], 2) == [5, 5, 7]


@pytest.mark.parametrize("shelf", [-1, 3, -(2**63), 2**63 - 1])
def test_a_point_on_a_shelf_that_is_none_is_an_error(shelf: int) -> None:
    with pytest.raises(IndexError, match="a point on a shelf that is none"):
        wheel([(0, 5, 1), (shelf, 6, 2)], 3)


def test_there_may_be_no_points_and_no_shelves() -> None:
    assert [part.tolist() for part in wheel([], 0)] == [[], [], [0], []]
    assert [part.tolist() for part in wheel([], 2)] == [[], [], [0, 0, 0], []]
    assert look([], [(0, 5), (1, 5)], 1) == [-1, -1]
    assert look([(0, 5, 1)], []) == []
