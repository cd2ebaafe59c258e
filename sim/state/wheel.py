"""Consistent hashing: owners hold points round a wheel, a look lands on the next point.

Taking an owner away moves only the looks that would have landed on it. One array holds every shelf (a job category,
say): the shelf in the upper bits, a hash below.
"""

from dataclasses import dataclass

import numpy as np

from sim.arrays import I64, U64, Bool, Ints

SHELVES = 64

_SHELF = np.uint64(58)
_HASH = np.uint64(6)


@dataclass(frozen=True, slots=True, eq=False)
class Wheel:
    """Points, sorted, and who owns each."""

    points: U64
    owner: I64
    shelves: I64  # (65,) where the points of each shelf begin, and where those of the last end

    @classmethod
    def of(cls, shelf: Ints, bits: U64, owner: I64) -> "Wheel":
        """(n,) points on shelves 0…63, from 64 random bits each, with their owners."""
        points = _place(shelf, bits)
        order = np.argsort(points, kind="stable")
        return cls._sorted(points[order], owner[order])

    @classmethod
    def _sorted(cls, points: U64, owner: I64) -> "Wheel":
        ends = np.searchsorted(points, _place(np.arange(1, SHELVES), np.uint64(0)))
        return cls(points, owner, np.concatenate([[0], ends, [len(points)]]))

    def only(self, owners: Bool) -> "Wheel":
        """The wheel that is left when only some of the (owners,) keep their points."""
        if owners.all():
            return self
        remaining = owners[self.owner]
        return self._sorted(self.points[remaining], self.owner[remaining])

    def look(self, shelf: Ints, bits: U64) -> I64:
        """(n,) the owner that a look with these random bits lands on, -1 where the shelf is empty."""
        if len(self.points) == 0:
            return np.full(len(bits), -1)
        start, end = self.shelves[shelf], self.shelves[shelf + 1]
        at = np.searchsorted(self.points, _place(shelf, bits), side="right")
        at = np.where(at >= end, start, at)  # round the wheel
        return np.where(end > start, self.owner[np.minimum(at, len(self.points) - 1)], -1)


def _place(shelf: Ints, bits: U64 | np.uint64) -> U64:
    return (shelf.astype(np.uint64) << _SHELF) | (bits >> _HASH)
