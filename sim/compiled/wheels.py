"""Wheels: points in order on every shelf, and a table that says near which of them a look lands.

A shelf of n points has n buckets, each for an equal part of the hashes. `table` holds for each bucket, where the shelf
begins, the first point that lies in it or beyond: so a look walks past one point or two, however many there are.
"""

import numpy as np

from sim.compiled.compiler import I32, I64, U64, compiled, part

_HALF = np.uint64(32)


@part
def bucket(bits: np.uint64, first: int, end: int) -> int:
    """Place in the table of a hash on the shelf of points first…end-1."""
    return first + int(((bits >> _HALF) * np.uint64(end - first)) >> _HALF)


@part
def near(bits: np.uint64, shelf: int, starts: I64, table: I32) -> int:
    """The first point that a look can land on; -1 where the shelf is empty."""
    first, end = starts[shelf], starts[shelf + 1]
    return -1 if first == end else table[bucket(bits, first, end)]


@part
def beyond(bits: np.uint64, at: int, shelf: int, points: U64, starts: I64) -> int:
    """The next point beyond a look on its shelf, from the one that is `near`, or round the wheel."""
    end = starts[shelf + 1]
    while at < end and points[at] <= bits:
        at += 1
    return starts[shelf] if at == end else at


@compiled("int64[::1](int64[::1], uint64[::1], uint64[::1], int32[::1], int64[::1], int32[::1])")
def looks(shelf: I64, bits: U64, points: U64, owner: I32, starts: I64, table: I32) -> I64:
    """(n,) shelves and random bits → (n,) the owners that looks land on, -1 for none."""
    owners = np.full(len(bits), -1)
    for look in range(len(bits)):
        if 0 <= shelf[look] < len(starts) - 1:
            at = near(bits[look], shelf[look], starts, table)
            if at >= 0:
                at = beyond(bits[look], at, shelf[look], points, starts)
                owners[look] = owner[at]
    return owners


@compiled("int32[::1](uint64[::1], int64[::1])")
def table_of(points: U64, starts: I64) -> I32:
    """(n,) points in order, (shelves + 1,) where each shelf begins → (n,) the table."""
    table = np.zeros(len(points) + 1, np.int64)
    for shelf in range(len(starts) - 1):
        for at in range(starts[shelf], starts[shelf + 1]):
            table[bucket(points[at], starts[shelf], starts[shelf + 1]) + 1] += 1
    return np.cumsum(table)[:-1].astype(np.int32)


@compiled("Tuple((uint64[::1], int32[::1], int64[::1], int32[::1]))(int64[::1], uint64[::1], int64[::1], int64)")
def set_out(shelf: I64, bits: U64, owner: I64, shelves: int) -> tuple[U64, I32, I64, I32]:
    """(n,) points on shelves, with their owners → the same in order, (shelves + 1,) where each begins, the table.

    Points that are equal stay in the order in which they came. Raises IndexError for a shelf that is none.
    """
    starts = np.zeros(shelves + 1, np.int64)
    for row in range(len(bits)):
        if not 0 <= shelf[row] < shelves:
            raise IndexError("a point on a shelf that is none")
        starts[shelf[row] + 1] += 1
    starts = np.cumsum(starts)
    table = np.zeros(len(bits) + 1, np.int64)
    for row in range(len(bits)):
        table[bucket(bits[row], starts[shelf[row]], starts[shelf[row] + 1]) + 1] += 1
    table = np.cumsum(table)[:-1]
    free, points, owners = table.copy(), np.empty(len(bits), np.uint64), np.empty(len(bits), np.int32)
    for row in range(len(bits)):
        here = bucket(bits[row], starts[shelf[row]], starts[shelf[row] + 1])
        at = free[here]
        free[here] += 1
        while at > table[here] and points[at - 1] > bits[row]:
            points[at], owners[at] = points[at - 1], owners[at - 1]
            at -= 1
        points[at], owners[at] = bits[row], owner[row]
    return points, owners, starts, table.astype(np.int32)
