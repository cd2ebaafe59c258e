"""Groups: where rows stand among those of their group."""

import numpy as np

from sim.compiled.compiler import F64, I64, compiled, part


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


@part
def _in_order(group: I64, value: F64) -> tuple[I64, I64]:
    """(n,) rows by group, which is a row of some table, and in it by value; where each group ends, in order."""
    rows, least = np.empty(len(group), np.int64), group.min() if len(group) else 0
    ends = np.zeros((group.max() if len(group) else least) - least + 2, np.int64)
    for one in group:
        ends[one - least + 1] += 1
    ends = np.cumsum(ends)
    for row in range(len(group)):
        rows[ends[group[row] - least]] = row
        ends[group[row] - least] += 1
    first = 0
    for end in ends[:-1]:
        if end - first > 1:
            those = rows[first:end].copy()
            rows[first:end] = those[np.argsort(value[those], kind="mergesort")]
        first = end
    return rows, ends[:-1]


@compiled("int64[::1](int64[::1], float64[::1])")
def in_order(group: I64, value: F64) -> I64:
    """(n,) rows by their group, which is a row of some table, and within it by value; equal ones as they came."""
    return _in_order(group, value)[0]


@compiled("int64[::1](int64[::1], float64[::1])")
def ranks(group: I64, value: F64) -> I64:
    """(n,) how many of its group come before each, in that order."""
    rows, ends = _in_order(group, value)
    result, first = np.empty(len(rows), np.int64), 0
    for end in ends:
        for place in range(first, end):
            result[rows[place]] = place - first
        first = end
    return result
