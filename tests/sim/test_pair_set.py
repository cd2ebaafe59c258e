"""Pairs that have met, against Python's own set."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.state.trade import PairSet

ids = st.one_of(st.integers(0, 5), st.integers(2**31 - 3, 2**31 - 1))
batches = st.lists(st.lists(st.tuples(ids, ids), max_size=12), max_size=8)


@given(batches)
def test_a_pair_is_unmet_once(parts: list[list[tuple[int, int]]]) -> None:
    seen, known = PairSet(), set[tuple[int, int]]()
    for part in parts:
        expected = []
        for pair in part:
            expected.append(pair not in known)
            known.add(pair)
        workers, jobs = (np.array([pair[side] for pair in part], np.int64) for side in (0, 1))
        unmet = seen.unmet(workers, jobs)
        assert unmet.tolist() == expected
        seen.add(workers[unmet], jobs[unmet])


def test_asking_does_not_make_a_pair_known() -> None:
    seen, one = PairSet(), np.array([1])
    assert seen.unmet(one, one).tolist() == [True]
    assert seen.unmet(one, one).tolist() == [True]


@given(batches, ids)
def test_only_pairs_with_an_earlier_row_are_forgotten(parts: list[list[tuple[int, int]]], before: int) -> None:
    seen, pairs = PairSet(), sorted({pair for part in parts for pair in part})
    one, other = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    seen.add(one, other)
    seen.forget(before)
    assert seen.unmet(one, other).tolist() == [row < before for _, row in pairs]
    seen.add(one[other < before], other[other < before])
    assert not seen.unmet(one, other).any()


def test_forgetting_is_about_the_other_and_not_the_one_of_a_pair() -> None:
    seen, low, high = PairSet(), np.array([2]), np.array([9])
    seen.add(low, high)
    seen.add(high, low)
    seen.forget(5)
    assert seen.unmet(low, high).tolist() == [False]
    assert seen.unmet(high, low).tolist() == [True]
