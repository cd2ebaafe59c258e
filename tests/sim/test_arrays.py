"""Rows are among some, counted in columns of any type, and words when they are pairs."""

import numpy as np
import pytest

from sim.arrays import among, paired, tally, upper


def test_codes_are_among_the_members() -> None:
    codes = np.array([3, 0, -1, 2, 3])
    assert among(codes, (3, 1), 4).tolist() == [True, False, False, False, True]
    assert among(codes, np.array([-1, 0, 0]), 4).tolist() == [False, True, True, False, False]
    assert not among(codes, np.zeros(0, np.int64), 4).any()
    assert among(codes[:0], (1,), 4).tolist() == []


def test_pairs_are_words_in_order_of_one_and_other() -> None:
    one, other = np.array([1, 0, 1]), np.array([0, 2**31 - 1, 2], np.int32)
    words = paired(one, other)
    assert words.tolist() == [2**32, 2**31 - 1, 2**32 + 2]
    assert np.argsort(words).tolist() == [1, 0, 2]
    assert upper(words).tolist() == one.tolist()


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64, np.float32])
def test_a_row_counts_each_time_in_a_column_of_any_type(kind: type[np.generic]) -> None:
    column = np.array([0, 5, 0], kind)
    tally(column, np.array([1, 0, 1]))
    tally(column, np.array([2]), -1)
    assert (column.tolist(), column.dtype) == ([1, 7, -1], np.dtype(kind))
