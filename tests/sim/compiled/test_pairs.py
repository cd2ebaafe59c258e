"""Pairs against Python's own lists and bisection."""

from bisect import bisect_left

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.compiled.pairs import put_in, reach, strangers

code = st.one_of(st.integers(-4, 12), st.integers(-(2**63), 2**63 - 1), st.sampled_from([2**32, 2**32 + 1, 2**63 - 1]))
codes = st.lists(code, max_size=40)


def of(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def test_a_code_is_reached_from_any_place_before_it_by_hand() -> None:
    known = of([10, 20, 20, 30])
    assert [reach(known, number, 0) for number in (5, 10, 15, 20, 25, 30, 35)] == [0, 0, 1, 1, 3, 3, 4]
    assert [reach(known, 20, at) for at in range(5)] == [1, 1, 2, 3, 4]
    assert reach(of([]), 7, 0) == 0


@given(codes, code, st.data())
def test_a_code_is_reached_as_bisection_reaches_it(known: list[int], number: int, data: st.DataObject) -> None:
    known.sort()
    at = data.draw(st.integers(0, len(known)))
    assert reach(of(known), number, at) == bisect_left(known, number, at)


def stable(values: list[int]) -> NDArray[np.int64]:
    return np.argsort(of(values), kind="stable")


def test_a_stranger_is_new_the_first_time_by_hand() -> None:
    batch = [30, 5, 20, 5, 40, 30, 40]
    new = strangers(of([10, 20, 30]), of(batch), stable(batch))
    assert new.tolist() == [False, True, False, False, True, False, False]


@given(codes, codes)
def test_strangers_are_those_that_a_set_does_not_hold(known: list[int], batch: list[int]) -> None:
    known, memory, expected = sorted(set(known)), set(known), []
    for number in batch:
        expected.append(number not in memory)
        memory.add(number)
    assert strangers(of(known), of(batch), stable(batch)).tolist() == expected


def test_codes_are_put_in_by_hand() -> None:
    buffer = of([10, 20, 30, 0, 0, 0, 99])
    put_in(buffer, 3, of([5, 20, 40]))
    assert buffer.tolist() == [5, 10, 20, 20, 30, 40, 99]


@given(codes, codes, st.integers(0, 5))
def test_codes_are_put_in_as_sorting_puts_them_and_nothing_behind_moves(
    present: list[int], new: list[int], room: int
) -> None:
    behind = [-7] * room
    buffer, more = of(sorted(present) + [0] * len(new) + behind), of(sorted(new))
    put_in(buffer, len(present), more)
    assert buffer.tolist() == sorted(present + new) + behind
    assert more.tolist() == sorted(new)
