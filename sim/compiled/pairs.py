"""Pairs: sorted codes of two rows each, the one above the other (`PairSet`)."""

import numpy as np

from sim.compiled.compiler import I64, Bool, compiled, part


@part
def reach(codes: I64, code: int, at: int) -> int:
    """The first place from `at` on that holds this code or a higher one: steps that double, then halve."""
    step, end = 1, len(codes)
    while at + step <= end and codes[at + step - 1] < code:
        at += step
        step *= 2
    end = min(end, at + step - 1)
    while at < end:
        middle = (at + end) // 2
        if codes[middle] < code:
            at = middle + 1
        else:
            end = middle
    return at


@compiled("bool_[::1](int64[::1], int64[::1], int64[::1])")
def strangers(known: I64, codes: I64, order: I64) -> Bool:
    """(n,) which codes are not known, each once. order: (n,) rows by code, equal ones as they came."""
    result, at = np.zeros(len(codes), np.bool_), 0
    for place in range(len(order)):
        code = codes[order[place]]
        if place == 0 or code != codes[order[place - 1]]:
            at = reach(known, code, at)
            result[order[place]] = at == len(known) or known[at] != code
    return result


@compiled("void(int64[::1], int64, int64[::1])")
def put_in(codes: I64, size: int, new: I64) -> None:
    """Put sorted codes among the first `size` of `codes`, which are sorted and have room for them behind."""
    at = size
    for place in range(len(new) - 1, -1, -1):
        while at > 0 and codes[at - 1] > new[place]:
            at -= 1
            codes[at + place + 1] = codes[at]
        codes[at + place] = new[place]


@compiled("int64(int64[::1], int64)")
def keep_from(codes: I64, other: int) -> int:
    """Move the codes whose lower row is this one or a later one to the front, in order → how many there are."""
    count = 0
    for code in codes:
        codes[count] = code
        count += code & 0xFFFFFFFF >= other
    return count
