"""Where rows stand in their group, and which are among some."""

import numpy as np

from sim.arrays import among, earlier, lower, paired, upper, within


def test_rows_are_counted_in_each_group_anew_and_an_empty_group_has_none() -> None:
    assert within(np.array([2, 0, 3, 1])).tolist() == [0, 1, 0, 1, 2, 0]
    assert within(np.zeros(0, np.int64)).tolist() == []


def test_codes_are_among_the_members_and_none_of_them_is_one_only_where_that_is_a_member() -> None:
    codes = np.array([3, 0, -1, 2, 3])
    assert among(codes, (3, 1), 4).tolist() == [True, False, False, False, True]
    assert among(codes, np.array([-1, 0, 0]), 4).tolist() == [False, True, True, False, False]
    assert not among(codes, np.zeros(0, np.int64), 4).any()
    assert among(codes[:0], (1,), 4).tolist() == []


def test_of_each_group_earlier_items_are_counted_wherever_they_stand() -> None:
    assert earlier(np.array([5, 2, 5, 5, 2, 7])).tolist() == [0, 0, 1, 2, 1, 0]
    assert earlier(np.zeros(0, np.int64)).tolist() == []


def test_pairs_are_words_in_order_of_the_one_and_then_of_the_other() -> None:
    one, other = np.array([1, 0, 1]), np.array([0, 2**31 - 1, 2], np.int32)
    words = paired(one, other)
    assert words.tolist() == [2**32, 2**31 - 1, 2**32 + 2]
    assert np.argsort(words).tolist() == [1, 0, 2]
    assert (upper(words).tolist(), lower(words).tolist()) == (one.tolist(), other.tolist())
