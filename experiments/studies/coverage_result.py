"""How often intervals hold an effect that is known."""

import math
from dataclasses import dataclass

from experiments.runs.provenance import Seeds, Side


@dataclass(frozen=True, slots=True)
class Covered:
    """What became of the intervals of many simulated comparisons whose true effect is known, as shares of them."""

    name: str  # of the metric, or what was drawn
    effect: float  # the truth
    differing: float  # pairs of one comparison that are no ties, on average
    held: float  # the interval holds the effect
    below: float  # all of it lies below
    above: float  # all of it lies above

    @property
    def untold(self) -> float:
        """Nothing was seen that says what an event weighs: no interval."""
        return max(1 - self.held - self.below - self.above, 0.0)

    @property
    def coverage(self) -> float:
        """Of intervals, those that hold the effect; NaN where there is none."""
        told = self.held + self.below + self.above
        return self.held / told if told else math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Two platforms with many seeds. The known effect is the mean over them, comparisons are drawn from them."""

    asked: str  # what the change is, in words
    parts: int  # pairs of the pool whose mean is one pair of a comparison
    sides: tuple[Side, Side]
    seeds: Seeds
    metrics: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Of comparisons of so many pairs each: from pools of runs, and drawn by a rule that makes the effect known."""

    pairs: int
    comparisons: int
    pools: tuple[Pool, ...]
    drawn: tuple[Covered, ...]
