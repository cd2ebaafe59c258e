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


@compiled("int64[::1](float64[::1], int64[::1])")
def largest(value: F64, first: I64) -> I64:
    """(n,) values, (groups,) where each begins, none empty → (groups,) row of its largest one, of equals the first."""
    best = first.copy()
    for group in range(len(first)):
        end = first[group + 1] if group + 1 < len(first) else len(value)
        for row in range(first[group] + 1, end):
            if value[row] > value[best[group]]:
                best[group] = row
    return best


@compiled("Tuple((int64[::1], float64[::1], float64[::1]))(int64[::1], float64[::1], float64[::1])")
def means(group: I64, value: F64, weight: F64) -> tuple[I64, F64, F64]:
    """(n,) values with weights above 0 → (m,) groups, which are rows of some table, the mean of each, its weight."""
    sums, some = (
        np.zeros((group.max() + 1 if len(group) else 0, 2), np.float64),
        0,
    )  # of weights, and of weighted values
    for row in range(len(group)):
        some += sums[group[row], 0] == 0.0
        sums[group[row], 0] += weight[row]
        sums[group[row], 1] += weight[row] * value[row]
    groups, means, weights, at = np.empty(some, np.int64), np.empty(some, np.float64), np.empty(some, np.float64), 0
    for one in range(len(sums)):
        if sums[one, 0] > 0.0:
            groups[at], means[at], weights[at] = one, sums[one, 1] / sums[one, 0], sums[one, 0]
            at += 1
    return groups, means, weights


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
