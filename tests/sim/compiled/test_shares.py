"""Shares by hand: what is left of a value is taken row by row; what fills it, all at once."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.compiled.shares import fill, leave

KINDS = pytest.mark.parametrize("kind", [np.float32, np.float64])


@KINDS
def test_a_row_that_comes_twice_leaves_a_part_of_a_part(kind: type[np.generic]) -> None:
    column = np.array([0.5, 0.75, 1.0], kind)
    leave(column, np.array([2, 0, 2]), np.array([0.5, 1.0, 0.25]))
    assert column.tolist() == [0.5, 0.75, 0.125]


@KINDS
def test_what_is_missing_to_one_all_parts_fill_at_once(kind: type[np.generic]) -> None:
    column = np.array([0.5, 0.75, 0.0], kind)
    fill(column, np.array([2, 0, 2]), np.array([0.5, 0.0, 0.25]))
    assert column.tolist() == [1.0, 0.75, 0.875]


TOUCHED = st.lists(st.tuples(st.integers(0, 2), st.sampled_from((0.0, 0.25, 0.5, 1.0))), max_size=6)


@given(TOUCHED)
def test_values_are_what_fractions_say(touched: list[tuple[int, float]]) -> None:
    rows, left = np.array([row for row, _ in touched], np.int64), np.array([part for _, part in touched])
    lost, won, parts = np.array([0.25, 0.5, 1.0]), np.array([0.25, 0.5, 1.0]), [Fraction(1)] * 3
    for row, part in touched:
        parts[row] *= Fraction(part)
    leave(lost, rows, left)
    fill(won, rows, left)
    before = [Fraction(1, 4), Fraction(1, 2), Fraction(1)]
    assert lost.tolist() == [float(value * part) for value, part in zip(before, parts, strict=True)]
    assert won.tolist() == [float(1 - (1 - value) * part) for value, part in zip(before, parts, strict=True)]
