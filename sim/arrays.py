"""Names for the arrays that columns are, and what is done with any of them."""

from collections.abc import Callable, Iterator
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


_HALF = 32  # bits of a word


def paired(one: NDArray[np.integer[Any]], other: NDArray[np.integer[Any]] | int) -> I64:
    """(n,) rows and (n,) other rows → (n,) words, the one in the upper half: in order of the one, then of the other."""
    return np.asarray(one, np.int64) << _HALF | other


def upper(words: I64) -> I64:
    """(n,) words of pairs → (n,) the one of each."""
    return words >> _HALF


BLOCK = 1 << 15  # rows of which a handful of columns fit into the processor's cache


def blocks(count: int, size: int = BLOCK) -> Iterator[slice]:
    """Yield slices of so many rows, one at least: what is worked out for all of them at once costs memory and time."""
    for first in range(0, max(count, 1), size):
        yield slice(first, min(first + size, count))


def rows_where(count: int, test: Callable[[slice], Bool]) -> I64:
    """Rows of so many, ascending, that pass a test, which is asked about one block after the other."""
    return np.concatenate([part.start + np.flatnonzero(test(part)) for part in blocks(count)])


def distinct(codes: I64) -> I64:
    """(n,) → (m,) each once, ascending."""
    ordered, first = np.sort(codes), np.ones(len(codes), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def tally(column: Ints | Reals, rows: I64, by: int = 1) -> None:
    """Count these (n,) rows, of which one may stand several times, in a column."""
    np.add.at(column, rows, column.dtype.type(by))  # of another type, it would be some twenty times as slow
