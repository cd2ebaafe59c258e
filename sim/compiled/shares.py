"""Shares: parts of a column's values are taken row by row, of which one may come several times."""

import numpy as np

from sim.compiled.compiler import F32, F64, I64, compiled

_BY_ROW = "void(float32[::1], int64[::1], float64[::1])", "void(float64[::1], int64[::1], float64[::1])"


@compiled(*_BY_ROW)
def leave(column: F32 | F64, rows: I64, left: F64) -> None:
    """Leave of each of these (n,) rows' values a part, (n,) 0…1, one after the other."""
    for place in range(len(rows)):
        column[rows[place]] *= left[place]


@compiled(*_BY_ROW)
def fill(column: F32 | F64, rows: I64, left: F64) -> None:
    """Leave a part, (n,) 0…1, of what each of these (n,) rows' values has less than 1: all parts of a row at once."""
    one, still = column.dtype.type(1), np.empty(len(column), np.float64)  # of what each misses, the part that is left
    for row in rows:
        still[row] = 1.0
    for place in range(len(rows)):
        still[rows[place]] *= left[place]
    for row in rows:
        column[row] += (one - column[row]) * (1.0 - still[row])
        still[row] = 1.0  # the second time nothing is left to fill
