"""Names for the arrays that columns are, and where rows stand in their group."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
I8 = NDArray[np.int8]
F64 = NDArray[np.float64]
F32 = NDArray[np.float32]
Bool = NDArray[np.bool_]
Ints = NDArray[np.signedinteger[Any]]
Reals = NDArray[np.floating[Any]]


def among(codes: Ints, members: ArrayLike, number: int) -> Bool:
    """(n,) is each code one of `members`? Both are rows or kinds from 0 to below `number`, or -1 for none of them."""
    table = np.zeros(number + 1, np.bool_)  # the last stands for -1
    table[np.asarray(members, np.int64)] = True
    return table[codes]


def within(counts: Ints) -> I64:
    """(groups,) how many rows each group has, one group after the other → (n,) 0, 1, 2, … in each."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
