"""Result of the study of coverage: how often intervals contain a known effect."""

import math
from dataclasses import dataclass

from experiments.runs.provenance import Seeds, Side


@dataclass(frozen=True, slots=True)
class Covered:
    """Intervals of many simulated comparisons with a known effect, in shares of them."""

    name: str  # of the metric, or of the rule of drawing
    effect: float  # the truth
    differing: float  # pairs of one comparison that are not ties, on average
    inside: float  # the interval contains the effect
    below: float  # the whole interval lies below
    above: float  # the whole interval lies above

    @property
    def undefined(self) -> float:
        """Comparisons without an interval: no event was observed."""
        return max(1 - self.inside - self.below - self.above, 0.0)

    @property
    def coverage(self) -> float:
        """Share of the intervals that contain the effect; NaN if there is none."""
        defined = self.inside + self.below + self.above
        return self.inside / defined if defined else math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Two platforms with many seeds. The known effect is the mean over them; comparisons are drawn from them."""

    change: str  # in words
    parts: int  # pairs of the pool whose mean is one pair of a comparison
    sides: tuple[Side, Side]
    seeds: Seeds
    metrics: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Coverage of comparisons of so many pairs: from pools of runs, and drawn by a rule with a known effect."""

    pairs: int
    comparisons: int
    pools: tuple[Pool, ...]
    drawn: tuple[Covered, ...]
