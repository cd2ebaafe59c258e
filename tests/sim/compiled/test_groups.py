"""Groups by hand: where rows stand in their group, and in which order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.compiled.groups import earlier, in_order, largest, means, ranks, within

NOBODY = np.zeros(0, np.int64)


def test_rows_are_counted_in_each_group_anew() -> None:
    assert within(np.array([2, 0, 3, 1])).tolist() == [0, 1, 0, 1, 2, 0]
    assert within(NOBODY).tolist() == []


def test_of_each_group_earlier_items_are_counted_wherever_they_stand() -> None:
    assert earlier(np.array([5, 2, 5, 5, 2, 7])).tolist() == [0, 0, 1, 2, 1, 0]
    assert earlier(NOBODY).tolist() == []


def test_rows_stand_by_group_and_then_by_value() -> None:
    group, value = np.array([7, 5, 7, 9, 7, 5]), np.array([0.5, 0.75, 0.25, 0.0, 0.5, 0.75])
    assert in_order(group, value).tolist() == [1, 5, 2, 0, 4, 3]
    assert ranks(group, value).tolist() == [1, 0, 0, 0, 2, 1]
    assert (
        in_order(NOBODY, NOBODY.astype(np.float64)).tolist() == ranks(NOBODY, NOBODY.astype(np.float64)).tolist() == []
    )


@given(st.lists(st.tuples(st.integers(3, 6), st.sampled_from((0.0, 0.5, 1.0))), max_size=20))
def test_order_is_that_of_a_stable_sort_by_value(rows: list[tuple[int, float]]) -> None:
    group, value = np.array([one for one, _ in rows], np.int64), np.array([one for _, one in rows])
    order = np.lexsort((value, group))
    assert in_order(group, value).tolist() == order.tolist()
    assert ranks(group, value)[order].tolist() == earlier(group[order]).tolist()


def test_of_each_group_the_largest_is_told_and_of_equals_the_first() -> None:
    value, first = np.array([1.0, 2.0, 2.0, -np.inf, -np.inf, 0.5]), np.array([0, 3, 5])
    assert largest(value, first).tolist() == [1, 3, 5]
    assert largest(value[:0], NOBODY).tolist() == []


def test_values_of_a_group_count_by_their_weights() -> None:
    group, value = np.array([4, 1, 4, 4]), np.array([1.0, 0.5, 0.0, 1.0])
    result = means(group, value, np.array([1.0, 0.25, 2.0, 1.0]))
    assert [each.tolist() for each in result] == [[1, 4], [0.5, 0.5], [0.25, 4.0]]
    nothing = NOBODY.astype(np.float64)
    assert [each.tolist() for each in means(NOBODY, nothing, nothing)] == [[], [], []]
