"""Groups: where rows stand among those of their group."""

import numpy as np

from sim.compiled.compiler import I64, Bool, compiled


@compiled("int64[::1](int64[::1])")
def within(counts: I64) -> I64:
    """(groups,) how many rows each group has, one group after the other → (n,) 0, 1, 2, … in each."""
    places, row = np.empty(counts.sum(), np.int64), 0
    for count in counts:
        for place in range(count):
            places[row] = place
            row += 1
    return places


@compiled("int64[::1](int64[::1])")
def earlier(groups: I64) -> I64:
    """(n,) number of earlier items in the same group."""
    number, before, order = np.zeros(len(groups), np.int64), 0, np.argsort(groups, kind="mergesort")
    for place in range(1, len(order)):
        before = before + 1 if groups[order[place]] == groups[order[place - 1]] else 0
        number[order[place]] = before
    return number


@compiled("bool_[::1](int64[::1], int64[::1], int64[::1])")
def seated(comers: I64, group: I64, seats: I64) -> Bool:
    """(m,) rows that come in this order, (n,) the group of each row, (groups,) seats → (n,) which rows get a seat."""
    result, left = np.zeros(len(group), np.bool_), seats.copy()
    for comer in comers:
        if left[group[comer]] > 0:
            left[group[comer]] -= 1
            result[comer] = True
    return result
