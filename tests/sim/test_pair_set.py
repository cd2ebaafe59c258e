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
