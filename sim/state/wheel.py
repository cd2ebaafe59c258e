"""Consistent hashing: owners hold points round a wheel, a look lands on the next point.

Taking an owner away moves only the looks that would have landed on it. One wheel has many shelves (a job category,
say), each with points of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.arrays import I32, I64, U64, Bool
from sim.compiled import wheels


@dataclass(frozen=True, slots=True, eq=False)
class Wheel:
    """Points in order, shelf after shelf, and who owns each."""

    points: U64
    owner: I32
    starts: I64  # (shelves + 1,) where the points of each shelf begin, and where those of the last end
    table: I32  # (points,) near which of them a look lands: see `sim.compiled.wheels`

    @classmethod
    def of(cls, shelf: I64, bits: U64, owner: I64, shelves: int = 1) -> "Wheel":
        """(n,) points on shelves 0…shelves-1, from 64 random bits each, with their owners."""
        return cls(*wheels.set_out(np.ascontiguousarray(shelf), bits, np.ascontiguousarray(owner), shelves))

    @classmethod
    def joined(cls, parts: "Sequence[Wheel]") -> "Wheel":
        """One wheel with the shelves of all parts, one after the other."""
        *before, points = np.cumsum([0, *(len(part.points) for part in parts)], dtype=np.int32)
        return cls(
            np.concatenate([part.points for part in parts]),
            np.concatenate([part.owner for part in parts]),
            np.concatenate([*(part.starts[:-1] + ahead for part, ahead in zip(parts, before, strict=True)), [points]]),
            np.concatenate([part.table + ahead for part, ahead in zip(parts, before, strict=True)]),
        )

    def only(self, owners: Bool) -> "Wheel":
        """The wheel that is left when only some of the (owners,) keep their points."""
        if owners.all():
            return self
        stay = owners[self.owner]
        points, starts = self.points[stay], np.append(0, np.cumsum(stay))[self.starts]
        return Wheel(points, self.owner[stay], starts, wheels.table_of(points, starts))

    def look(self, shelf: I64, bits: U64) -> I64:
        """(n,) the owner that a look with these random bits lands on, -1 where the shelf is empty."""
        return wheels.looks(shelf, bits, self.points, self.owner, self.starts, self.table)
