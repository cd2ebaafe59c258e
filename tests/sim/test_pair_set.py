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


def test_thousands_of_pairs_stand_in_order_each_once_as_days_go_by() -> None:
    """Far more than there is room for at first; old ones go meanwhile."""
    random, pairs, memory = np.random.default_rng(3), PairSet(), set[tuple[int, int]]()
    for day in range(30):
        one, other = random.integers(0, 90, 700), random.integers(10 * day, 10 * day + 60, 700)
        new = pairs.unmet(one, other)
        batch = [*zip(one.tolist(), other.tolist(), strict=True)]
        assert {pair for pair, is_new in zip(batch, new, strict=True) if is_new} == set(batch) - memory
        pairs.add(one[new], other[new])
        memory |= set(batch)
        if day % 7 == 6:
            pairs.forget(10 * day)
            memory = {pair for pair in memory if pair[1] >= 10 * day}
        assert pairs.codes.tolist() == [(worker << 32) | job for worker, job in sorted(memory)]
    assert len(memory) > 2_000


@given(batches)
def test_codes_are_those_of_a_sorted_list(parts: list[list[tuple[int, int]]]) -> None:
    """The one in the upper half, the other in the lower; those that come unsorted, or before all others, too."""
    pairs, expected = PairSet(), list[int]()
    for part in parts:
        pairs.add(*(np.array([pair[side] for pair in part], np.int64) for side in (0, 1)))
        expected += [(one << 32) + other for one, other in part]
        assert pairs.codes.tolist() == sorted(expected)
