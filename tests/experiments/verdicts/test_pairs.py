"""Pairs of runs and the worlds that they live in, worked out by hand."""

import math

import numpy as np

from experiments.measures.metrics import BY_NAME
from experiments.verdicts.differences import paired
from experiments.verdicts.pairs import defined, gaps_by_world

EXPOSED = BY_NAME["exposed_per_10k"]


def test_a_world_with_two_lucks_counts_once() -> None:
    """Its two pairs rise by 2 and by 8, the other world by 4: 4.5 on average over worlds, 4.67 over pairs."""
    before, after, homes = [10.0, 20.0, 30.0], [12.0, 28.0, 34.0], [0, 0, 1]
    assert [side.tolist() for side in defined(before, after, homes).by_world()] == [[15.0, 30.0], [20.0, 34.0]]
    assert gaps_by_world(before, after, homes).tolist() == [5.0, 4.0]
    difference = paired(EXPOSED, before, after, homes=homes)
    assert (difference.pairs, difference.worlds, difference.differing) == (3, 2, 3)
    assert (difference.baseline, difference.candidate, difference.difference) == (22.5, 27.0, 4.5)


def test_the_interval_is_over_means_of_worlds() -> None:
    """Means 1 and 3 have the standard error 1, and Student's t of one degree of freedom is 12.706."""
    difference = paired(EXPOSED, [100.0] * 4, [91.0, 111.0, 93.0, 113.0], homes=[0, 0, 1, 1])
    np.testing.assert_allclose(
        (difference.difference, difference.low, difference.high), (2, 2 - 12.7062, 2 + 12.7062), atol=1e-4
    )


def test_a_luck_without_a_number_leaves_its_world_to_the_others() -> None:
    before, after = [10.0, math.nan, 30.0, 40.0], [12.0, 28.0, 34.0, math.nan]
    assert [side.tolist() for side in defined(before, after, [0, 0, 1, 2]).by_world()] == [[10.0, 30.0], [12.0, 34.0]]
    np.testing.assert_array_equal(gaps_by_world(before, after, [0, 0, 1, 2]), [2.0, 4.0, math.nan])


def test_worlds_come_in_the_order_of_their_numbers() -> None:
    before, after, homes = [1.0, 1.0, 1.0], [2.0, 6.0, 4.0], [7, 3, 7]
    assert gaps_by_world(before, after, homes).tolist() == [5.0, 2.0]
    assert defined(before, after, homes).by_world()[1].tolist() == [6.0, 3.0]


def test_pairs_without_any_number_have_no_world() -> None:
    difference = paired(EXPOSED, [math.nan, 1.0], [1.0, math.nan], homes=[0, 0])
    assert (difference.pairs, difference.worlds) == (0, 0)
    assert all(map(math.isnan, (difference.baseline, difference.difference, difference.low, difference.high)))
