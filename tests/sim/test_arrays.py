"""Where rows stand in their group."""

import numpy as np

from sim.arrays import within


def test_rows_are_counted_in_each_group_anew_and_an_empty_group_has_none() -> None:
    assert within(np.array([2, 0, 3, 1])).tolist() == [0, 1, 0, 1, 2, 0]
    assert within(np.zeros(0, np.int64)).tolist() == []
